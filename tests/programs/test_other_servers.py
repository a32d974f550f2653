"""The central things once more on every other notification server that can be had: mako under a sway without
hardware, GNOME's old notification-daemon under Xvfb, and likenesses of GNOME Shell and Plasma, which behave as
their sources do (harness/likenesses.py). dunst is everywhere else."""

import re

import pytest
from acme import BOOK, PANEL, THANK_DANA, added, evening, milestone, nothing_comes  # noqa: F401 (a fixture)
from harness.wait import wait_until

REAL = ["mako", "notification-daemon"]
LIKENESSES = ["gnome", "plasma"]
DANA_THANKED = rb"sent *= 2026-11-24 17:4\d(:\d\d)?\+01:00 thank-you email to Dana Li <dana@acme\.example>\n"


@pytest.fixture(params=REAL + LIKENESSES)
def desktop(request, new_desktop):
    return new_desktop(request.param)


def on_screen_once(desktop, text=THANK_DANA):
    popup = desktop.wait_popup(text)
    assert desktop.shown() == [popup]
    wait_until(lambda: desktop.server.displayed() == 1, "the server having one", hint=desktop.server.displayed)
    return popup


def empty(desktop):
    assert desktop.shown() == []
    wait_until(lambda: desktop.server.displayed() == 0, "the server having none", hint=desktop.server.displayed)


def counted(ctl, times=1):
    wait_until(lambda: milestone(ctl, "thank-you")["shown"] == times, f"shown {times} times",
               hint=lambda: milestone(ctl, "thank-you"))


def test_words_and_buttons(desktop, evening, new_daemon, ctl):
    new_daemon(clock=evening, desktop=desktop).start()
    popup = on_screen_once(desktop)
    counted(ctl)
    assert popup.body.startswith("By tomorrow 13:45 (14:45 in Berlin).") and "zero-copy parsers" in popup.body
    assert 1 <= len(popup.buttons) <= 3  # GNOME draws no more
    assert popup.urgency == 1 and popup.hints["desktop-entry"] == ("s", "followupd")


def test_a_button_writes_into_the_book(desktop, evening, home, new_daemon, ctl):
    daemon = new_daemon(clock=evening, desktop=desktop).start()
    popup = on_screen_once(desktop)
    counted(ctl)
    desktop.invoke(popup, "sent")
    wait_until(lambda: home.read_book() != BOOK.encode(), "a line in the book", hint=daemon.log)
    assert re.fullmatch(DANA_THANKED, added(BOOK.encode(), home.read_book()))
    desktop.wait_gone(popup)
    nothing_comes(daemon, ctl)
    empty(desktop)


def test_later_comes_later(desktop, evening, home, new_daemon, ctl):
    daemon = new_daemon(clock=evening, desktop=desktop).start()
    popup = on_screen_once(desktop)
    counted(ctl)
    desktop.invoke(popup, "later")
    desktop.wait_gone(popup)
    nothing_comes(daemon, ctl)
    assert home.read_book() == BOOK.encode() and milestone(ctl, "thank-you")["status"] == "snoozed"
    evening.set("2026-11-24 18:46")
    on_screen_once(desktop)
    counted(ctl, 2)


def test_closed_by_its_user_is_seen_and_not_done(desktop, evening, home, new_daemon, ctl):
    daemon = new_daemon(clock=evening, desktop=desktop).start()
    popup = on_screen_once(desktop)
    counted(ctl)
    desktop.dismiss(popup)
    nothing_comes(daemon, ctl)
    assert milestone(ctl, "thank-you")["status"] == "due" and home.read_book() == BOOK.encode()
    evening.set("2026-11-25 09:40")
    nothing_comes(daemon, ctl)
    assert desktop.shown() == []
    evening.set("2026-11-25 09:46")
    on_screen_once(desktop)
    counted(ctl, 2)


def test_done_elsewhere_takes_it_off_the_screen(desktop, evening, new_daemon, ctl):
    daemon = new_daemon(clock=evening, desktop=desktop).start()
    popup = on_screen_once(desktop)
    counted(ctl)
    ctl.ok("sent", "acme-onsite")
    desktop.wait_gone(popup)
    nothing_comes(daemon, ctl)
    empty(desktop)


def test_other_words_stand_in_the_same_place(desktop, evening, home, new_daemon, ctl):
    home.write_book(PANEL)
    new_daemon(clock=evening, desktop=desktop).start()
    popup = on_screen_once(desktop, "Acme Corp")
    counted(ctl)
    ctl.ok("sent", "acme-onsite", "--to", "Sam")
    rest = on_screen_once(desktop, "1 of 3")
    assert popup.newest is rest and rest.id == popup.id


@pytest.mark.parametrize("accident", ["stop", "kill", "kill_helper"])
def test_whatever_of_us_ends_it_is_there_once(accident, desktop, evening, home, new_daemon, ctl):
    daemon = new_daemon(clock=evening, desktop=desktop).start()
    for _ in range(2):
        before = on_screen_once(desktop)
        counted(ctl)
        getattr(daemon, accident)()
        if not daemon.runs():
            daemon.start()
        wait_until(lambda: before.newest is not before or not before.on_screen, "the old one going")
        on_screen_once(desktop)
        counted(ctl)  # put back, not shown again
    popup = on_screen_once(desktop)
    desktop.invoke(popup, "sent")
    wait_until(lambda: home.read_book() != BOOK.encode(), "a line in the book", hint=daemon.log)
    desktop.wait_gone(popup)


def test_a_server_that_is_restarted(desktop, evening, home, new_daemon, ctl):
    daemon = new_daemon(clock=evening, desktop=desktop).start()
    for _ in range(2):
        popup = on_screen_once(desktop)
        counted(ctl)
        desktop.stop_server()
        assert popup.orphaned
        desktop.start_server()
        assert on_screen_once(desktop) is not popup
    counted(ctl)
    desktop.invoke(on_screen_once(desktop), "sent")
    wait_until(lambda: home.read_book() != BOOK.encode(), "a line in the book", hint=daemon.log)


def test_a_server_that_hangs_and_comes_to(desktop, evening, new_daemon, ctl):
    desktop.freeze_server()
    new_daemon(clock=evening, desktop=desktop).start()
    wait_until(lambda: desktop.record.calls("GetServerInformation"), "the server being asked")
    assert milestone(ctl, "thank-you")["shown"] == 0
    desktop.thaw_server()
    on_screen_once(desktop)
    counted(ctl)
    assert len(desktop.record.find(THANK_DANA)) == 1


# ---- What only one of them does

def test_mako_lets_it_expire(new_desktop, evening, new_daemon, ctl):
    desktop = new_desktop("mako", timeout=500)
    daemon = new_daemon(clock=evening, desktop=desktop).start()
    wait_until(lambda: [p for p in desktop.record.find(THANK_DANA) if p.closed == 1], "it expires")
    nothing_comes(daemon, ctl)
    pending = milestone(ctl, "thank-you")
    assert pending["status"] == "due" and pending["next_popup"].startswith("2026-11-24T18:45")


def test_makos_modes_are_its_own_affair(new_desktop, evening, new_daemon, ctl):
    """mako tells nobody of its modes, and keeps what it hides: when the mode ends it is there."""
    desktop = new_desktop("mako", settings="[mode=do-not-disturb]\ninvisible=1\n")
    desktop.server.ctl("mode", "-a", "do-not-disturb")
    new_daemon(clock=evening, desktop=desktop).start()
    popup = on_screen_once(desktop)
    counted(ctl)
    desktop.server.ctl("mode", "-r", "do-not-disturb")
    assert desktop.server.displayed() == 1 and popup.on_screen


def test_gnome_keeps_three_and_expires_the_oldest(new_desktop, evening, home, new_daemon, ctl):
    """What it takes off is still pending and comes again; what it keeps stays."""
    home.write_settings("[etiquette]\nweek-ahead = no\nprepare = no\ndebrief = no\n[popup]\ndigest-above = 9\nper-day = 30\n")
    companies = [("initech", "2026-11-24 15:00"), ("hooli", "2026-11-24 15:30"), ("umbrella", "2026-11-24 16:00"),
                 ("soylent", "2026-11-24 16:30")]
    home.write_book(BOOK + "".join(
        f"\n[{name}-phone]\ncompany = {name.title()}\nwhen = {when}\nzone = UTC\nduration = 15min\n"
        f"interviewer = Bo {name.title()} <bo@{name}.example>\n" for name, when in companies))
    desktop = new_desktop("gnome")
    new_daemon(clock=evening, desktop=desktop).start()
    first = on_screen_once(desktop)
    counted(ctl)
    for hour, count in (("17:20", 2), ("17:50", 3), ("18:20", 3)):
        evening.set(f"2026-11-24 {hour}")
        wait_until(lambda: len(desktop.record.on_screen()) == count and desktop.server.displayed() == count,
                   hint=lambda: desktop.record.popups)
        # Else the next one would share the pop-up of one that was counted only after the clock had gone on.
        wait_until(lambda: all(m["shown"] for m in ctl.json("plan")["milestones"] if m["status"] == "due"), "all being counted")
    wait_until(lambda: first.closed is not None, "the oldest is taken off")
    assert first.closed == 1
    wait_until(lambda: milestone(ctl, "thank-you")["next_popup"], "the daemon has heard of it")
    assert milestone(ctl, "thank-you")["status"] == "due"


def test_plasma_refuses_the_same_within_a_second(new_desktop, evening, new_daemon, ctl):
    """A helper that is killed right after it showed has its pop-up back on the screen in seconds, not minutes."""
    desktop = new_desktop("plasma", refuses_same_within=4.0)
    daemon = new_daemon(clock=evening, desktop=desktop).start()
    first = on_screen_once(desktop)
    counted(ctl)
    desktop.server.behave(refuses_same_within=1.0)
    daemon.kill_helper()
    wait_until(lambda: [p for p in desktop.record.on_screen() if p is not first], hint=lambda: desktop.record.popups)
    on_screen_once(desktop)
    counted(ctl)
