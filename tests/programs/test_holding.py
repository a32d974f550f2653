"""What is held back, and what an end of the daemon does to the screen."""

import pytest
from acme import BOOK, THANK_DANA, evening, milestone, nothing_comes  # noqa: F401 (a fixture)
from harness.wait import wait_until

LAST_CALL = "2026-11-25 09:46"  # of the thank-you, whose deadline is 13:45
INITECH = """
[initech-phone]
company = Initech
when = 2026-11-25 08:00
zone = UTC
duration = 30min
interviewer = Bill Low <bill@initech.example>
"""


def shown(ctl, times):
    wait_until(lambda: milestone(ctl, "thank-you")["shown"] == times, f"shown {times} times",
               hint=lambda: milestone(ctl, "thank-you"))


def test_a_further_showing_waits_for_the_end_of_a_pause(evening, desktop, new_daemon, ctl):
    new_daemon(clock=evening, desktop=desktop).start()
    popup = desktop.wait_popup(THANK_DANA)
    shown(ctl, 1)
    ctl.ok("pause")
    evening.set(LAST_CALL)
    assert ctl.json("status")["held"] == "paused"
    desktop.settle()
    # It stands, and names the day by its present word.
    wait_until(lambda: popup.newest is not popup, "other words", hint=lambda: desktop.record.popups)
    stands = popup.newest
    assert popup.body.startswith("By tomorrow 13:45") and stands.body.startswith("Only 3 hours 59 minutes left: by today 13:45")
    assert stands.on_screen and len(desktop.record.popups) == 2 and milestone(ctl, "thank-you")["shown"] == 1
    ctl.ok("resume")
    shown(ctl, 2)
    assert desktop.shown() == [stands.newest] and stands.newest is not stands


def test_a_further_showing_is_one_of_the_pop_ups_of_its_day(evening, home, desktop, new_daemon, ctl):
    home.write_book(BOOK + INITECH)
    home.write_settings("[etiquette]\nweek-ahead = no\nprepare = no\ndebrief = no\n[popup]\nper-day = 1\n")
    new_daemon(clock=evening, desktop=desktop).start()
    desktop.wait_popup(THANK_DANA)
    shown(ctl, 1)
    evening.set(LAST_CALL)
    shown(ctl, 2)
    evening.set("2026-11-25 10:31")  # two hours after Initech's end
    wait_until(lambda: ctl.json("status")["held"] == "enough", hint=lambda: ctl.json("status"))
    desktop.settle()
    assert not desktop.record.find("Initech")
    evening.set("2026-11-26 07:59")  # the deadline is 08:30, and quiet hours end at 8:00
    evening.set("2026-11-26 08:01")
    desktop.wait_popup("Initech")


def test_a_further_showing_waits_when_there_were_enough(evening, home, desktop, new_daemon, ctl):
    home.write_settings("[etiquette]\nweek-ahead = no\nthank-you-deadline = 6h\nlast-call = 1h\n[popup]\nper-day = 1\n")
    new_daemon(clock=evening, desktop=desktop).start()
    desktop.wait_popup(THANK_DANA)
    shown(ctl, 1)
    evening.set("2026-11-24 18:46")
    wait_until(lambda: ctl.json("status")["held"] == "enough", hint=lambda: milestone(ctl, "thank-you"))
    assert milestone(ctl, "thank-you")["shown"] == 1


def test_a_stop_takes_the_popups_along_and_the_next_start_puts_them_back(evening, desktop, new_daemon, ctl,
                                                                        measured):
    """Buttons that nobody hears would lie."""
    daemon = new_daemon(clock=evening, desktop=desktop).start()
    popup = desktop.wait_popup(THANK_DANA)
    shown(ctl, 1)
    took = daemon.stop()
    desktop.wait_gone(popup)
    assert popup.closed == 3 and took < 5
    measured("stopping with a pop-up on the screen", took)
    daemon.start()
    again = desktop.wait_popup(THANK_DANA)
    assert desktop.shown() == [again] and milestone(ctl, "thank-you")["shown"] == 1
    desktop.invoke(again, "sent")
    desktop.wait_gone(again)


def test_a_stop_does_not_wait_for_a_server_that_hangs(evening, desktop, new_daemon, ctl, measured):
    daemon = new_daemon(clock=evening, desktop=desktop).start()
    desktop.wait_popup(THANK_DANA)
    shown(ctl, 1)
    desktop.freeze_server()
    took = daemon.stop()
    assert took < 5
    measured("stopping with a pop-up on a screen that hangs", took)
    daemon.start()
    desktop.thaw_server()
    wait_until(lambda: len(desktop.record.popups) == 2 and desktop.record.popups[1].on_screen)
    nothing_more = desktop.wait_popup(THANK_DANA)
    assert desktop.shown() == [nothing_more] and milestone(ctl, "thank-you")["shown"] == 1


def test_a_stop_while_the_popup_is_on_its_way(evening, desktop, new_daemon, ctl):
    desktop.freeze_server()
    daemon = new_daemon(clock=evening, desktop=desktop).start()
    wait_until(lambda: desktop.record.calls("GetServerInformation"), "the server being asked")
    daemon.stop()
    desktop.thaw_server()
    desktop.settle()
    assert desktop.shown() == []
    daemon.start()
    desktop.wait_popup(THANK_DANA)
    shown(ctl, 1)


@pytest.mark.parametrize("privacy", ["no", "yes"])
def test_later_says_so_if_it_goes_past_the_deadline(privacy, evening, home, desktop, new_daemon, ctl):
    """Quiet hours begin in a minute, and end at 8:00; the deadline is 22:45, nine hours after the end."""
    home.write_settings(f"[etiquette]\nweek-ahead = no\nthank-you-deadline = 9h\n[popup]\nprivacy = {privacy}\n")
    evening.set("2026-11-24 20:59")
    new_daemon(clock=evening, desktop=desktop).start()
    popup = desktop.wait_popup("today 22:45")
    shown(ctl, 1)
    desktop.invoke(popup, "later")
    desktop.wait_gone(popup)
    said = desktop.wait_popup("Put off until tomorrow 09:00")
    assert "past its deadline, today 22:45." in said.body and not said.buttons
    assert (THANK_DANA in said.body) == (privacy == "no") and ("Acme" in said.body) == (privacy == "no")
    assert milestone(ctl, "thank-you")["next_popup"].startswith("2026-11-25T09:00")


def test_later_before_the_deadline_says_nothing(evening, desktop, new_daemon, ctl):
    """An hour before it, then, which is less than the usual two: the pop-up comes in time."""
    evening.set("2026-11-25 12:30")
    daemon = new_daemon(clock=evening, desktop=desktop).start()
    popup = desktop.wait_popup(THANK_DANA)
    shown(ctl, 1)
    desktop.invoke(popup, "later")
    desktop.wait_gone(popup)
    nothing_comes(daemon, ctl)
    assert milestone(ctl, "thank-you")["next_popup"] < "2026-11-25T13:45" and len(desktop.record.popups) == 1
