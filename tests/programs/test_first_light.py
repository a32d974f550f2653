"""The main job, from a line in the book to a real pop-up and back."""

import os
import re
import signal
import time

import pytest
from acme import (BOOK, PANEL, THANK_DANA, added, check, evening,  # noqa: F401 (a fixture)
                  milestone, nothing_comes)
from harness.wait import wait_until

SENT = rb"sent *= 2026-11-24 17:4\d(:\d\d)?\+01:00 thank-you email to %s"
SENT_TO_DANA = SENT % rb"Dana Li <dana@acme\.example>"


def shown_and_counted(desktop, ctl, text=THANK_DANA, times=1):
    """The pop-up is there, and in the daemon's memory."""
    popup = desktop.wait_popup(text)
    wait_until(lambda: milestone(ctl, "thank-you")["shown"] == times, f"shown {times} times",
               hint=lambda: milestone(ctl, "thank-you"))
    return popup


def on_screen_once(desktop, text):
    """Just one pop-up is there, by the record of the bus and by dunst's own count."""
    popup = desktop.wait_popup(text)
    assert desktop.shown() == [popup] and desktop.server.displayed() == 1, desktop.shown()
    return popup


def is_thank_you_of_three(summary):
    names = re.fullmatch(r"Thank (\w+), (\w+) and (\w+) \(Acme Corp\)", summary)
    return names and set(names.groups()) == {"Dana", "Sam", "Eva"}


def test_interview_that_ended_three_hours_ago(evening, home, desktop, new_daemon, ctl, measured):
    started = time.monotonic()
    new_daemon(clock=evening, desktop=desktop).start()
    popup = desktop.wait_popup("Dana Li", limit=20)
    measured("from the daemon's start to the pop-up", popup.since - started)
    assert popup.summary == THANK_DANA
    assert popup.body.startswith("By tomorrow 13:45 (14:45 in Berlin).")
    assert "zero-copy parsers" in popup.body
    assert set(popup.actions) >= {"sent", "later"} and popup.urgency == 1
    assert desktop.server.displayed() == 1
    assert home.read_book() == BOOK.encode()

    started = time.monotonic()
    ctl.ok("sent", "acme-onsite")
    desktop.wait_gone(popup, limit=10)
    measured("from `followupctl sent` to an empty screen", time.monotonic() - started)
    assert desktop.server.displayed() == 0 and popup.newest.closed == 3
    line = added(BOOK.encode(), home.read_book())
    assert re.fullmatch(SENT_TO_DANA + rb"\n", line), line
    assert milestone(ctl, "thank-you")["status"] == "done"


@pytest.mark.parametrize("book", [
    BOOK.replace("\n", "\r\n"),
    "\ufeff" + BOOK.split("\n; ---- long over")[0].rstrip("\n"),
], ids=["line ends of DOS", "a byte-order mark and no last newline"])
def test_every_other_byte_is_kept(book, evening, home, new_daemon, ctl):
    home.write_book(book)
    new_daemon(clock=evening).start()
    ctl.ok("sent", "acme-onsite")
    line = added(book.encode(), home.read_book())
    assert re.fullmatch(SENT_TO_DANA, line.strip(b"\r\n")), line
    assert (b"\r\n" in line) == ("\r\n" in book)
    assert check(home.book)[0] == 0


def test_sent_is_pressed_on_the_popup(evening, home, desktop, new_daemon, ctl):
    daemon = new_daemon(clock=evening, desktop=desktop).start()
    popup = desktop.wait_popup(THANK_DANA)
    desktop.invoke(popup, "sent")
    wait_until(lambda: home.read_book() != BOOK.encode(), "a line in the book", hint=daemon.log)
    line = added(BOOK.encode(), home.read_book())
    assert re.fullmatch(SENT_TO_DANA + rb"\n", line), line
    desktop.wait_gone(popup)
    nothing_comes(daemon, ctl)
    assert desktop.shown() == [] and desktop.server.displayed() == 0
    assert milestone(ctl, "thank-you")["status"] == "done"


def test_panel_has_one_popup_and_a_line_for_each(evening, home, desktop, new_daemon, ctl):
    home.write_book(PANEL)
    daemon = new_daemon(clock=evening, desktop=desktop).start()
    popup = on_screen_once(desktop, "Acme Corp")
    assert is_thank_you_of_three(popup.summary), popup
    desktop.invoke(popup, "sent")
    wait_until(lambda: home.read_book() != PANEL.encode(), "lines in the book", hint=daemon.log)
    lines = added(PANEL.encode(), home.read_book()).splitlines()
    people = [rb"Dana Li <dana@acme\.example>", rb"Sam Roe <sam@acme\.example>", rb"Eva Kim"]
    assert len(lines) == 3
    for person in people:
        assert sum(bool(re.fullmatch(SENT % person, line)) for line in lines) == 1, lines
    desktop.wait_gone(popup)
    assert check(home.book)[0] == 0


def test_panel_of_whom_one_was_thanked(evening, home, desktop, new_daemon, ctl):
    home.write_book(PANEL)
    new_daemon(clock=evening, desktop=desktop).start()
    popup = shown_and_counted(desktop, ctl, "Acme Corp")
    ctl.ok("sent", "acme-onsite", "--to", "Sam")
    rest = desktop.wait_popup("1 of 3")
    assert popup.newest is rest and desktop.server.displayed() == 1
    desktop.invoke(rest, "sent")
    desktop.wait_gone(rest)
    sent = [line for line in home.read_book().decode().splitlines() if line.startswith("sent")]
    assert sorted(line.split(" to ")[1].split()[0] for line in sent) == ["Dana", "Eva", "Sam"]


@pytest.mark.parametrize("pressed, comes", [
    ("2026-11-24 16:45", "2026-11-24 18:45"),  # in two hours
    ("2026-11-24 20:15", "2026-11-25 09:00"),  # in two hours is after 21:00: in the morning
])
def test_later_is_a_snooze(pressed, comes, evening, home, desktop, new_daemon, ctl):
    evening.set(pressed)
    daemon = new_daemon(clock=evening, desktop=desktop).start()
    popup = desktop.wait_popup(THANK_DANA)
    desktop.invoke(popup, "later")
    desktop.wait_gone(popup)
    nothing_comes(daemon, ctl)
    asleep = milestone(ctl, "thank-you")
    assert asleep["status"] == "snoozed" and asleep["next_popup"].startswith(comes.replace(" ", "T"))
    assert desktop.shown() == [] and home.read_book() == BOOK.encode()

    evening.set(comes)
    evening.forward(minutes=1)
    again = on_screen_once(desktop, THANK_DANA)
    desktop.invoke(again, "sent")
    wait_until(lambda: b"sent " in home.read_book(), hint=daemon.log)


def test_dismissed_is_not_done(evening, home, desktop, new_daemon, ctl):
    daemon = new_daemon(clock=evening, desktop=desktop).start()
    desktop.dismiss(desktop.wait_popup(THANK_DANA))
    nothing_comes(daemon, ctl)
    seen = milestone(ctl, "thank-you")
    assert seen["status"] == "due" and seen["shown"] == 1
    assert home.read_book() == BOOK.encode() and desktop.shown() == []

    # The deadline is 13:45, so the last call is at 9:45: nothing before, one pop-up then.
    evening.set("2026-11-25 09:40")
    nothing_comes(daemon, ctl)
    assert desktop.shown() == []
    evening.set("2026-11-25 09:46")
    popup = on_screen_once(desktop, THANK_DANA)
    assert "by today 13:45" in popup.body and popup.newest is popup
    shown_and_counted(desktop, ctl, times=2)


def restart(daemon):
    daemon.stop()
    daemon.start()


def restart_after_kill(daemon):
    daemon.kill()
    daemon.start()


def kill_helper(daemon):
    helper = daemon.helper()
    os.kill(helper, signal.SIGKILL)
    wait_until(lambda: daemon.helper() not in (None, helper), "another helper", hint=daemon.log)


@pytest.mark.parametrize("accident", [restart, restart_after_kill, kill_helper])
def test_whatever_dies_the_popup_is_there_once(accident, evening, home, desktop, new_daemon, ctl):
    daemon = new_daemon(clock=evening, desktop=desktop).start()
    for _ in range(2):
        before = shown_and_counted(desktop, ctl)
        accident(daemon)
        wait_until(lambda: not before.on_screen, "the old pop-up, its buttons dead, going", hint=daemon.log)
        # One that is stopped has time to take it off the screen itself.
        assert before.closed == 3 if accident is restart else before.replaced
        desktop.wait_popup(THANK_DANA)
        assert milestone(ctl, "thank-you")["shown"] == 1  # put back, not shown again

    popup = on_screen_once(desktop, THANK_DANA)
    desktop.invoke(popup, "sent")
    wait_until(lambda: home.read_book() != BOOK.encode(), "a line in the book", hint=daemon.log)
    assert re.fullmatch(SENT_TO_DANA + rb"\n", added(BOOK.encode(), home.read_book()))
    desktop.wait_gone(popup)


def test_what_was_done_while_the_daemon_was_away_goes_at_its_start(evening, home, desktop, new_daemon, ctl):
    daemon = new_daemon(clock=evening, desktop=desktop).start()
    popup = shown_and_counted(desktop, ctl)
    daemon.kill()
    assert desktop.shown() == [popup]
    home.save(home.book, BOOK.replace("topic ", "sent = 2026-11-24 17:00 thank-you email to Dana\ntopic "))
    daemon.start()
    desktop.wait_gone(popup)
    nothing_comes(daemon, ctl)
    assert desktop.shown() == []
