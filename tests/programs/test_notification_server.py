"""Whatever the notification server does, nothing is delayed by it and nothing is lost."""

import os
import signal
import time

import pytest
from acme import (BOOK, PANEL, THANK_DANA, evening, milestone, nothing_comes, problems)  # noqa: F401 (a fixture)
from harness.fake_server import FakeServer
from harness.varlink import Varlink
from harness.wait import wait_until

CALLS = 50


def server_state(ctl):
    return ctl.json("status")["server"]["state"]


def wait_server(ctl, state):
    wait_until(lambda: server_state(ctl) == state, f"the server being {state}",
               hint=lambda: ctl.json("status")["server"])


def on_screen_once(desktop, text=THANK_DANA):
    popup = desktop.wait_popup(text)
    assert desktop.shown() == [popup] and desktop.server.displayed() == 1, desktop.shown()
    return popup


# ---- A server that hangs

def test_a_stopped_server_delays_nothing(evening, home, desktop, new_daemon, ctl, measured):
    desktop.freeze_server()
    daemon = new_daemon(clock=evening, desktop=desktop).start()
    wait_until(lambda: desktop.record.calls("GetServerInformation"), "the server being asked")
    slowest = 0
    with Varlink(home.socket) as client:
        for _ in range(CALLS):
            start = time.monotonic()
            client.call("Status")
            slowest = max(slowest, time.monotonic() - start)
        start = time.monotonic()
        client.call("Note", id="acme-onsite", text="a change, too")
        slowest = max(slowest, time.monotonic() - start)
    assert slowest < 1
    measured("slowest answer while the server is stopped", slowest)
    assert desktop.shown() == [] and milestone(ctl, "thank-you")["shown"] == 0

    daemon.kill_helper()
    wait_until(lambda: len(desktop.record.calls("GetServerInformation")) == 2, "the other helper asking")
    desktop.thaw_server()
    on_screen_once(desktop)
    wait_until(lambda: milestone(ctl, "thank-you")["shown"] == 1)
    assert len(desktop.record.popups) == 1 and server_state(ctl) == "present"


def test_a_server_that_is_silent_for_long_is_called_so(evening, desktop, new_daemon, ctl):
    desktop.freeze_server()
    new_daemon(clock=evening, desktop=desktop).start()
    wait_server(ctl, "hung")
    problem, = problems(ctl, "server")
    assert "does not answer" in problem["text"] and problem["remedy"]
    evening.let_pass(minutes=10)  # it is waited for, not asked again and again
    ctl.json("status")
    desktop.thaw_server()
    on_screen_once(desktop)
    assert len(desktop.record.popups) == 1
    wait_server(ctl, "present")
    assert problems(ctl, "server") == []


def test_what_changes_meanwhile_is_what_is_shown(evening, home, desktop, new_daemon, ctl):
    home.write_book(PANEL)
    desktop.freeze_server()
    new_daemon(clock=evening, desktop=desktop).start()
    wait_until(lambda: desktop.record.calls("GetServerInformation"), "the server being asked")
    ctl.ok("sent", "acme-onsite", "--to", "Sam")
    desktop.thaw_server()
    popup = desktop.wait_popup("1 of 3")
    assert "Sam" not in popup.summary and desktop.shown() == [popup]


def test_what_is_done_meanwhile_is_not_shown(evening, desktop, new_daemon, ctl):
    desktop.freeze_server()
    daemon = new_daemon(clock=evening, desktop=desktop).start()
    wait_until(lambda: desktop.record.calls("GetServerInformation"), "the server being asked")
    ctl.ok("sent", "acme-onsite")
    desktop.thaw_server()
    nothing_comes(daemon, ctl)
    assert desktop.shown() == [] and milestone(ctl, "thank-you")["shown"] == 0


def test_a_helper_that_hangs_is_replaced(evening, desktop, new_daemon, ctl):
    desktop.freeze_server()
    daemon = new_daemon(clock=evening, desktop=desktop).start()
    wait_until(lambda: desktop.record.calls("GetServerInformation"), "the server being asked")
    helper = daemon.helper()
    os.kill(helper, signal.SIGSTOP)
    desktop.thaw_server()
    evening.let_pass(seconds=41)
    wait_until(lambda: daemon.helper() != helper, "the end of the one that hangs", hint=daemon.log)
    evening.let_pass(seconds=2)
    on_screen_once(desktop)
    assert len(desktop.record.popups) == 1


# ---- A server that comes and goes

def test_a_server_that_starts_a_minute_later(evening, new_desktop, new_daemon, ctl):
    desktop = new_desktop("none")
    daemon = new_daemon(clock=evening, desktop=desktop).start()
    wait_server(ctl, "absent")
    problem, = problems(ctl, "server")
    assert "no notification server" in problem["text"] and problem["remedy"]
    evening.let_pass(minutes=1)
    assert milestone(ctl, "thank-you")["shown"] == 0
    desktop.start_server()
    on_screen_once(desktop)
    wait_until(lambda: milestone(ctl, "thank-you")["shown"] == 1)
    assert len(desktop.record.popups) == 1 and problems(ctl, "server") == [] and daemon.runs()


def test_a_server_that_is_killed_and_comes_back(evening, home, desktop, new_daemon, ctl):
    new_daemon(clock=evening, desktop=desktop).start()
    for number in range(1, 4):
        popup = on_screen_once(desktop)
        wait_until(lambda: milestone(ctl, "thank-you")["shown"] == 1)
        assert len(desktop.record.popups) == number
        desktop.stop_server()
        assert popup.orphaned
        wait_server(ctl, "absent")
        desktop.start_server()
    popup = on_screen_once(desktop)
    assert milestone(ctl, "thank-you")["shown"] == 1  # put back, which is no further showing
    desktop.invoke(popup, "sent")
    desktop.wait_gone(popup)
    assert b"\nsent " in home.read_book()


def test_a_server_that_was_restarted_while_the_daemon_was_away(evening, desktop, new_daemon, ctl):
    daemon = new_daemon(clock=evening, desktop=desktop).start()
    on_screen_once(desktop)
    wait_until(lambda: milestone(ctl, "thank-you")["shown"] == 1)
    daemon.stop()
    desktop.stop_server()
    desktop.start_server()
    daemon.start()
    popup = on_screen_once(desktop)
    assert popup.replaces == 0  # numbers of another life of the server are somebody else's


def test_a_server_that_the_bus_starts(evening, new_desktop, new_daemon, ctl):
    desktop = new_desktop("activatable")
    daemon = new_daemon(clock=evening, desktop=desktop).start()
    desktop.wait_popup(THANK_DANA)
    wait_until(lambda: milestone(ctl, "thank-you")["shown"] == 1)
    assert len(desktop.shown()) == 1 and problems(ctl, "server") == []
    daemon.stop()  # it would have the bus start the next one before anybody sees that this one is gone
    desktop.stop_server()


def test_a_server_that_cannot_be_started(evening, new_desktop, new_daemon, ctl):
    desktop = new_desktop("broken")
    daemon = new_daemon(clock=evening, desktop=desktop).start()
    wait_server(ctl, "failed")
    assert problems(ctl, "server") and daemon.runs()
    tried = len(desktop.record.calls("StartServiceByName"))
    evening.let_pass(minutes=30)
    ctl.json("status")
    desktop.settle()
    assert len(desktop.record.calls("StartServiceByName")) == tried == 1  # the helper's own rest is real time
    desktop.start_server()
    on_screen_once(desktop)


def test_a_server_whose_name_another_one_takes(evening, home, new_desktop, new_daemon, ctl):
    """Nobody dies: the first one lives on, with its pop-up and the same number as the new one's."""
    desktop = new_desktop("fake", name_flags=1 | 4)
    daemon = new_daemon(clock=evening, desktop=desktop).start()
    first = desktop.wait_popup(THANK_DANA)
    wait_until(lambda: milestone(ctl, "thank-you")["shown"] == 1)
    other = FakeServer(home, home.env(**desktop.env()), name_flags=2 | 4, next_id=first.id)
    other.start()
    try:
        wait_until(lambda: len(desktop.record.popups) == 2 and desktop.record.popups[1].id, hint=daemon.log)
        second = desktop.record.popups[1]
        assert (second.id, second.replaces) == (first.id, 0) and second.server != first.server
        desktop.server.invoke(first.id, "sent")
        desktop.server.close_popup(first.id, 2)
        desktop.settle_with(daemon)
        assert milestone(ctl, "thank-you")["shown"] == 1 and milestone(ctl, "thank-you")["status"] == "due"
        assert home.read_book() == BOOK.encode() and daemon.helper() and other.displayed() == 1
        other.invoke(second.id, "sent")
        wait_until(lambda: b"\nsent " in home.read_book(), hint=daemon.log)
        nothing_comes(daemon, ctl)
        assert other.displayed() == 0 and len(desktop.record.popups) == 2
    finally:
        other.close()


# ---- A server that refuses

def test_a_server_that_refuses_is_asked_again_later(evening, new_desktop, new_daemon, ctl):
    desktop = new_desktop("fake", error="org.freedesktop.Notifications.Error.ExcessNotificationGeneration")
    daemon = new_daemon(clock=evening, desktop=desktop).start()
    wait_until(lambda: "did not take a pop-up" in daemon.log(), hint=daemon.log)
    evening.let_pass(seconds=30)
    ctl.json("status")
    desktop.settle()
    # Once more after a second, for that may be all that the server minded.
    assert len(desktop.record.popups) == 2 and milestone(ctl, "thank-you")["shown"] == 0
    problem, = problems(ctl, "server")
    assert "does not take a pop-up: " in problem["text"] and "tried again" in problem["remedy"]
    assert "does not take a pop-up: " in ctl.fails(1, "doctor").stdout
    desktop.server.behave(error=None)
    evening.let_pass(seconds=31)
    desktop.wait_popup(THANK_DANA)
    wait_until(lambda: milestone(ctl, "thank-you")["shown"] == 1)
    assert len(desktop.record.popups) == 3 and problems(ctl, "server") == []


@pytest.mark.parametrize("reason", [1, 2, 3, 4])
def test_a_server_that_closes_by_itself_has_not_been_seen(reason, evening, new_desktop, new_daemon, ctl):
    """Expired, closed by somebody, undefined, or allegedly by the user, in no time: still pending, offered again
    after repeat-after (2 h), at once never."""
    desktop = new_desktop("fake", close_at_once=reason)
    daemon = new_daemon(clock=evening, desktop=desktop).start()
    wait_until(lambda: desktop.record.find(THANK_DANA) and desktop.record.find(THANK_DANA)[0].closed == reason)
    nothing_comes(daemon, ctl)
    assert len(desktop.record.popups) == 1
    pending = milestone(ctl, "thank-you")
    assert pending["status"] == "due" and pending["next_popup"].startswith("2026-11-24T18:45"), pending
    problem, = problems(ctl, "server")
    assert "at once" in problem["text"] and problem["remedy"]
    assert "off the screen at once" in ctl.fails(1, "doctor").stdout
    assert "at once" in ctl.fails(1, "test-popup").stdout
    desktop.settle()
    popups = len(desktop.record.popups)
    desktop.server.behave(close_at_once=None)
    evening.set("2026-11-24 18:46")
    desktop.wait_popup(THANK_DANA)
    wait_until(lambda: milestone(ctl, "thank-you")["shown"] == 2)
    assert len(desktop.record.popups) == popups + 1 and problems(ctl, "server") == []


def test_a_server_that_tells_lies(evening, home, new_desktop, new_daemon, ctl):
    """Signals about pop-ups that are not ours, buttons that we do not have, buttons pressed twice."""
    desktop = new_desktop("fake")
    daemon = new_daemon(clock=evening, desktop=desktop).start()
    popup = desktop.wait_popup(THANK_DANA)
    wait_until(lambda: milestone(ctl, "thank-you")["shown"] == 1)
    before = home.read_book()
    desktop.server.invoke(popup.id + 5, "sent")
    desktop.server.invoke(popup.id, "format-disk")
    desktop.server.close_popup(popup.id + 5, 2)
    desktop.settle()
    assert milestone(ctl, "thank-you")["status"] == "due" and home.read_book() == before
    assert desktop.shown() == [popup]
    desktop.server.invoke(popup.id, "sent", times=3)
    desktop.wait_gone(popup)
    nothing_comes(daemon, ctl)
    assert home.read_book().count(b"\nsent ") == before.count(b"\nsent ") + 1


def test_a_button_that_is_told_after_the_end(evening, home, new_desktop, new_daemon, ctl):
    """Its pop-up was closed, which is what counts: nothing is written that its user may not have meant, and it comes again."""
    desktop = new_desktop("fake")
    daemon = new_daemon(clock=evening, desktop=desktop).start()
    popup = desktop.wait_popup(THANK_DANA)
    wait_until(lambda: milestone(ctl, "thank-you")["shown"] == 1)
    desktop.dismiss(popup)
    desktop.server.invoke(popup.id, "sent")
    nothing_comes(daemon, ctl)
    assert home.read_book() == BOOK.encode() and milestone(ctl, "thank-you")["status"] == "due"
    evening.set("2026-11-25 09:46")
    again = desktop.wait_popup(THANK_DANA)
    desktop.server.invoke(popup.id, "sent")
    desktop.settle_with(daemon)
    assert home.read_book() == BOOK.encode() and again.on_screen


# ---- No desktop at all

def test_no_bus_at_all(evening, home, new_desktop, new_daemon, ctl):
    daemon = new_daemon(clock=evening).start()
    wait_server(ctl, "no-bus")
    problem, = problems(ctl, "server")
    assert "no session bus" in problem["text"] and problem["remedy"]
    assert "no session bus" in ctl.ok("status")
    ctl.ok("note", "acme-onsite", "the desktop is not needed for this")
    assert daemon.runs() and milestone(ctl, "thank-you")["shown"] == 0

    # Hours later somebody logs in. The bus comes up where it is always looked for.
    for tries in range(1, 8):
        wait_until(lambda: daemon.log().count("ended with code 3") >= tries, f"{tries} tries", hint=daemon.log)
        ctl.json("status")
        evening.let_pass(minutes=31)
    wait_until(lambda: daemon.log().count("ended with code 3") == 8, "the last one", hint=daemon.log)
    desktop = new_desktop()
    evening.let_pass(minutes=31)
    on_screen_once(desktop)
    wait_until(lambda: problems(ctl, "server") == [])


@pytest.mark.parametrize("program", ["/nonexistent/followup-popup", "/bin/false"])
def test_a_helper_that_cannot_run(program, evening, desktop, new_daemon, ctl):
    daemon = new_daemon(clock=evening, desktop=desktop, env={"FOLLOWUPD_POPUP": program}).start()
    wait_until(lambda: problems(ctl, "server"), hint=daemon.log)
    for _ in range(20):  # no busy loop: it rests longer each time
        evening.let_pass(minutes=1)
        ctl.json("status")
    assert daemon.log().count("The pop-up helper ended") <= 10, daemon.log()
    assert daemon.runs()
