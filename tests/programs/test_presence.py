"""Somebody who is not at the screen: pop-ups are held, and offered when they come back."""

import pytest
from acme import THANK_DANA, evening  # noqa: F401
from harness.logind import Logind
from harness.wait import wait_until


@pytest.fixture
def logind(home, desktop):
    logind = Logind(home, desktop)
    yield logind
    logind.close()


def start(new_daemon, evening, desktop, logind):
    return new_daemon(clock=evening, desktop=desktop, env=logind.env()).start()


def connections(desktop):
    """Names on the bus that belong to somebody."""
    return desktop.bus.call("org.freedesktop.DBus", "/org/freedesktop/DBus", "org.freedesktop.DBus",
                            "ListNames").count('":')


@pytest.mark.parametrize("away", ["locked", "idle"])
def test_held_and_offered_on_return(new_daemon, evening, desktop, logind, ctl, away):
    logind.set(**{away: True})
    start(new_daemon, evening, desktop, logind)
    wait_until(lambda: ctl.json("status")["held"] == "away", "the pop-up is held")
    assert not desktop.record.popups
    logind.set(**{away: False})
    desktop.wait_shown(THANK_DANA)
    assert len(desktop.record.popups) == 1


def test_somebody_there_is_shown_at_once(new_daemon, evening, desktop, logind, ctl):
    start(new_daemon, evening, desktop, logind)
    desktop.wait_shown(THANK_DANA)
    assert ctl.json("status")["held"] is None


def test_a_login_manager_that_hangs_holds_nothing(new_daemon, evening, desktop, logind):
    logind.set(hang=True)
    start(new_daemon, evening, desktop, logind)
    desktop.wait_shown(THANK_DANA)


def test_a_login_manager_that_dies_holds_nothing(new_daemon, evening, desktop, logind, ctl):
    logind.set(locked=True)
    start(new_daemon, evening, desktop, logind)
    wait_until(lambda: ctl.json("status")["held"] == "away", "the pop-up is held")
    logind.close()
    desktop.wait_shown(THANK_DANA)


def test_done_while_away_is_not_shown(new_daemon, evening, desktop, logind, ctl):
    logind.set(locked=True)
    daemon = start(new_daemon, evening, desktop, logind)
    wait_until(lambda: ctl.json("status")["held"] == "away", "the pop-up is held")
    ctl.ok("sent", "acme")
    logind.set(locked=False)
    assert daemon.stop() < 10
    assert not desktop.record.popups


def test_shown_while_locked_if_so_set(home, new_daemon, evening, desktop, logind):
    home.write_settings("[etiquette]\nweek-ahead = no\n[popup]\nwhile-locked = show\n")
    logind.set(locked=True)
    start(new_daemon, evening, desktop, logind)
    desktop.wait_shown(THANK_DANA)


def test_no_wake_up_while_held(new_daemon, evening, desktop, logind, ctl):
    logind.set(locked=True)
    daemon = start(new_daemon, evening, desktop, logind)
    wait_until(lambda: ctl.json("status")["held"] == "away", "the pop-up is held")
    desktop.settle()
    before = daemon.context_switches()
    logind.set(idle=True)  # one change, one look
    wait_until(lambda: daemon.context_switches() > before, "the change is noticed")
    assert daemon.context_switches() - before < 20
