"""Somebody who is not at the screen: pop-ups are held, and offered when they come back."""

import pytest
from acme import BOOK, THANK_DANA, evening, nothing_comes, problems  # noqa: F401
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
    (names,) = desktop.bus.call("org.freedesktop.DBus", "/org/freedesktop/DBus", "org.freedesktop.DBus", "ListNames")
    return sum(name.startswith(":") for name in names)


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


def break_book(home, ctl):
    home.save(home.book, BOOK.replace("2026-11-24 14:00", "someday"))
    wait_until(lambda: problems(ctl, "book"), "the fault being noticed")


def test_a_broken_book_is_told_on_return(home, new_daemon, evening, desktop, logind, ctl):
    """It may have come by syncing, and a lock screen is no place for lines of the book."""
    evening.set("2026-11-22 12:00")
    logind.set(locked=True)
    daemon = start(new_daemon, evening, desktop, logind)
    break_book(home, ctl)
    wait_until(lambda: ctl.json("status")["held"] == "away", "the pop-up is held")
    desktop.settle_with(daemon)
    assert not desktop.record.popups
    logind.set(locked=False)
    desktop.wait_popup("Your interview book has an error")
    assert ctl.json("status")["held"] is None


def test_a_broken_book_waits_for_the_end_of_a_pause(home, new_daemon, evening, desktop, logind, ctl):
    evening.set("2026-11-22 12:00")
    daemon = start(new_daemon, evening, desktop, logind)
    ctl.ok("pause", "2h")
    break_book(home, ctl)
    desktop.settle_with(daemon)
    assert not desktop.record.popups
    evening.set("2026-11-22 14:01")
    desktop.wait_popup("Your interview book has an error")


def test_a_book_that_is_mended_meanwhile_is_no_news(home, new_daemon, evening, desktop, logind, ctl):
    evening.set("2026-11-22 12:00")
    logind.set(locked=True)
    daemon = start(new_daemon, evening, desktop, logind)
    break_book(home, ctl)
    home.save(home.book, BOOK)
    wait_until(lambda: not problems(ctl, "book"), "the book being read")
    logind.set(locked=False)
    nothing_comes(daemon, ctl)
    desktop.settle_with(daemon)
    assert not desktop.record.popups


def test_no_wake_up_while_held(new_daemon, evening, desktop, logind, ctl):
    logind.set(locked=True)
    daemon = start(new_daemon, evening, desktop, logind)
    wait_until(lambda: ctl.json("status")["held"] == "away", "the pop-up is held")
    desktop.settle()
    before = daemon.context_switches()
    logind.set(idle=True)  # one change, one look
    wait_until(lambda: daemon.context_switches() > before, "the change is noticed")
    assert daemon.context_switches() - before < 20
