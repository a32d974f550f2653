"""Do-not-disturb of the desktop: what is due is held while it lasts, and comes once, together, when it ends.
Servers tell it by a property: Plasma's `Inhibited`, dunst's `paused`. Nobody polls."""

import pytest
from acme import BOOK, THANK_DANA, evening, milestone, nothing_comes, problems  # noqa: F401 (a fixture)
from harness.wait import wait_until

GLOBEX = """
[initech-phone]
company = Initech
when = 2026-11-24 15:45
zone = UTC
duration = 30min
interviewer = Bill Low <bill@initech.example>
"""


class Dunst:
    """A real one, paused as its user does it."""

    def __init__(self, new_desktop):
        self.desktop = new_desktop()

    def set(self, on):
        self.desktop.server.ctl("set-paused", "true" if on else "false")


class Plasma:
    def __init__(self, new_desktop):
        self.desktop = new_desktop("plasma")

    def set(self, on):
        self.desktop.server.behave(inhibited=on)


@pytest.fixture(params=[Dunst, Plasma], ids=["dunst", "plasma"])
def quiet(request, new_desktop):
    return request.param(new_desktop)


def wait_held(ctl, why="quiet"):
    wait_until(lambda: ctl.json("status")["held"] == why, f"held: {why}", hint=lambda: ctl.json("status"))


def test_held_until_it_ends_and_shown_once(quiet, evening, new_daemon, ctl):
    quiet.set(True)
    daemon = new_daemon(clock=evening, desktop=quiet.desktop).start()
    wait_held(ctl)
    evening.forward(minutes=30)
    ctl.json("status")
    quiet.desktop.settle()
    assert not quiet.desktop.record.popups and milestone(ctl, "thank-you")["shown"] == 0
    assert not problems(ctl, "server"), "nothing is wrong: its user wants it so"
    assert "do not disturb" in ctl.ok("status")
    assert "do-not-disturb" in ctl.ok("doctor")
    assert "do not disturb" in ctl.run("test-popup").stdout + ctl.run("test-popup").stderr

    quiet.set(False)
    popup = quiet.desktop.wait_popup(THANK_DANA)
    wait_until(lambda: milestone(ctl, "thank-you")["shown"] == 1)
    assert ctl.json("status")["held"] is None
    assert quiet.desktop.shown() == [popup] and len(quiet.desktop.record.find(THANK_DANA)) == 1, daemon.log()


def test_what_falls_due_meanwhile_shares_one_popup(quiet, evening, home, new_daemon, ctl):
    home.write_book(BOOK + GLOBEX)
    quiet.set(True)
    new_daemon(clock=evening, desktop=quiet.desktop).start()
    wait_held(ctl)
    evening.set("2026-11-24 18:30")
    wait_until(lambda: ctl.json("status")["due_total"] > 1, hint=lambda: ctl.json("status"))
    wait_held(ctl)
    quiet.set(False)
    wait_until(lambda: milestone(ctl, "thank-you")["shown"] == 1)
    popup, = quiet.desktop.shown()
    assert "Acme" in popup.summary + popup.body and "Initech" in popup.summary + popup.body


def test_what_is_done_meanwhile_is_not_shown_and_the_helper_goes(quiet, evening, new_daemon, ctl):
    quiet.set(True)
    daemon = new_daemon(clock=evening, desktop=quiet.desktop).start()
    wait_held(ctl)
    assert daemon.helper(), "it listens for the end of it"
    ctl.ok("sent", "acme")
    nothing_comes(daemon, ctl)
    quiet.set(False)
    quiet.desktop.settle()
    assert not quiet.desktop.record.popups and ctl.json("status")["held"] is None


def test_nobody_wakes_while_it_lasts(quiet, evening, new_daemon, ctl):
    quiet.set(True)
    daemon = new_daemon(clock=evening, desktop=quiet.desktop).start()
    wait_held(ctl)
    ctl.json("status")
    quiet.desktop.settle()
    before = daemon.context_switches()
    quiet.desktop.settle()
    assert daemon.context_switches() - before <= 2
    asked = [m for m in quiet.desktop.record.calls("Get")]
    quiet.desktop.settle()
    assert len(quiet.desktop.record.calls("Get")) == len(asked) <= 4


def test_it_begins_while_a_popup_stands(quiet, evening, home, new_daemon, ctl):
    """What stands gets other words, which disturb nobody; a further showing waits."""
    home.write_settings("[etiquette]\nweek-ahead = no\n")
    new_daemon(clock=evening, desktop=quiet.desktop).start()
    popup = quiet.desktop.wait_popup(THANK_DANA)
    wait_until(lambda: milestone(ctl, "thank-you")["shown"] == 1)
    quiet.set(True)
    ctl.ok("note", "acme-onsite", "--topic", "the boathouse")
    quiet.desktop.settle()
    evening.set("2026-11-25 09:46")  # its last call
    wait_held(ctl)
    assert milestone(ctl, "thank-you")["shown"] == 1
    quiet.set(False)
    wait_until(lambda: milestone(ctl, "thank-you")["shown"] == 2)
    assert len(quiet.desktop.shown()) == 1 and popup.newest.on_screen


@pytest.mark.parametrize("critical", ["no", "yes"])
def test_a_last_call_passes_if_its_user_said_so(critical, quiet, evening, home, new_daemon, ctl):
    home.write_settings(f"[etiquette]\nweek-ahead = no\n[popup]\ncritical = {critical}\n")
    evening.set("2026-11-25 09:46")
    quiet.set(True)
    new_daemon(clock=evening, desktop=quiet.desktop).start()
    if critical == "yes":
        wait_until(lambda: milestone(ctl, "thank-you")["shown"] == 1)
        popup, = quiet.desktop.record.find(THANK_DANA)
        assert popup.urgency == 2
    else:
        wait_held(ctl)
        assert not quiet.desktop.record.popups
        quiet.set(False)
        assert quiet.desktop.wait_popup(THANK_DANA).urgency == 1


def test_the_server_dies_while_it_lasts(quiet, evening, new_daemon, ctl):
    quiet.set(True)
    new_daemon(clock=evening, desktop=quiet.desktop).start()
    wait_held(ctl)
    quiet.desktop.stop_server()
    wait_until(lambda: ctl.json("status")["server"]["state"] == "absent", hint=lambda: ctl.json("status"))
    quiet.desktop.start_server()  # and minds nothing
    quiet.desktop.wait_popup(THANK_DANA)
    wait_until(lambda: milestone(ctl, "thank-you")["shown"] == 1)
    assert len(quiet.desktop.record.find(THANK_DANA)) == 1


def test_the_helper_dies_while_it_lasts(quiet, evening, new_daemon, ctl):
    quiet.set(True)
    daemon = new_daemon(clock=evening, desktop=quiet.desktop).start()
    wait_held(ctl)
    daemon.kill_helper()
    wait_held(ctl)
    assert not quiet.desktop.record.popups
    quiet.set(False)
    quiet.desktop.wait_popup(THANK_DANA)
    wait_until(lambda: milestone(ctl, "thank-you")["shown"] == 1)


def test_the_daemon_is_restarted_while_it_lasts(quiet, evening, new_daemon, ctl):
    daemon = new_daemon(clock=evening, desktop=quiet.desktop).start()
    quiet.desktop.wait_popup(THANK_DANA)
    wait_until(lambda: milestone(ctl, "thank-you")["shown"] == 1)
    daemon.stop()
    quiet.set(True)
    daemon.start()
    wait_until(lambda: ctl.json("status")["server"]["state"] == "quiet", hint=daemon.log)
    assert quiet.desktop.shown() == []
    quiet.set(False)
    quiet.desktop.wait_popup(THANK_DANA)
    ctl.json("status")
    assert milestone(ctl, "thank-you")["shown"] == 1  # put back, which is no further showing


def test_a_server_that_does_not_answer_that_question(evening, new_desktop, new_daemon, ctl):
    """It is not taken for one that hangs, since it answered what every server can."""
    desktop = new_desktop("fake", hang=["Get"])
    new_daemon(clock=evening, desktop=desktop).start()
    desktop.wait_popup(THANK_DANA)
    wait_until(lambda: milestone(ctl, "thank-you")["shown"] == 1)


def test_a_pause_of_our_own_comes_first(quiet, evening, new_daemon, ctl):
    quiet.set(True)
    daemon = new_daemon(clock=evening, desktop=quiet.desktop).start()
    wait_held(ctl)
    ctl.ok("pause")
    wait_held(ctl, "paused")
    nothing_comes(daemon, ctl)
    quiet.set(False)
    ctl.ok("resume")
    quiet.desktop.wait_popup(THANK_DANA)
