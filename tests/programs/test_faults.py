"""What may go wrong on the way of a reminder, and when: before it is on the screen, while it stands there, after it was answered.
docs/FAULTS.md is the table; here is what no other file tests, and the two long rows: a pop-up that outlives everything, and an
answer after which nothing comes any more."""

import os
import signal

import pytest
from acme import BOOK, PANEL, SETTINGS, THANK_DANA, evening, milestone, nothing_comes, problems  # noqa: F401 (a fixture)
from harness.logind import Logind
from harness.machine import Machine
from harness.record import NOTIFICATIONS
from harness.wait import wait_until

EXCESS = "org.freedesktop.Notifications.Error.ExcessNotificationGeneration"


def counted(ctl, times=1):
    wait_until(lambda: milestone(ctl, "thank-you")["shown"] == times, f"shown {times} times",
               hint=lambda: milestone(ctl, "thank-you"))


def wait_held(ctl, why):
    wait_until(lambda: ctl.json("status")["held"] == why, f"held: {why}", hint=lambda: ctl.json("status"))


def wait_server(ctl, state):
    wait_until(lambda: ctl.json("status")["server"]["state"] == state, f"the server being {state}",
               hint=lambda: ctl.json("status")["server"])


# ---- Everything that may go wrong, and is mended again

class World:
    """Acme's evening, with all parts of a desktop that can fail."""

    def __init__(self, home, clock, desktop, logind, machine, daemon, ctl):
        self.home, self.clock, self.desktop, self.logind = home, clock, desktop, logind
        self.machine, self.daemon, self.ctl = machine, daemon, ctl

    def status(self):
        return self.ctl.json("status")

    # Each breaks something and mends it.

    def server_killed(self):
        self.desktop.stop_server()
        self.status()
        self.desktop.start_server()

    def server_broken(self):
        self.desktop.bus.add_service(NOTIFICATIONS, "/bin/false")
        self.desktop.stop_server()
        self.status()
        self.desktop.start_server()

    def server_hung(self):
        self.desktop.freeze_server()
        self.status()
        self.desktop.thaw_server()

    def numbers_used_again(self):
        """A stranger gets the number that ours had."""
        self.desktop.stop_server()
        self.desktop.server.behaviour["next_id"] = 1
        self.desktop.start_server()
        self.desktop.bus.call(NOTIFICATIONS, "/org/freedesktop/Notifications", NOTIFICATIONS, "Notify", "susssasa{sv}i",
                              "stranger", 0, "", "Battery low", "", [], {}, -1)
        number = self.desktop.wait_popup("Battery low").id
        self.status()
        self.desktop.settle()
        assert [p for p in self.desktop.record.on_screen() if p.summary == "Battery low"]
        self.desktop.server.close_popup(number, 1)

    def server_refuses(self):
        self.desktop.server.behave(error=EXCESS)
        self.ctl.ok("reload")
        self.desktop.server.behave(error=None)

    def server_lies(self):
        self.desktop.server.invoke(4711, "sent")
        self.desktop.server.close_popup(4711, 2)

    def helper_killed(self):
        if self.daemon.helper():
            self.daemon.kill_helper()

    def daemon_killed(self):
        self.daemon.kill()
        self.daemon.start()

    def daemon_restarted(self):
        self.daemon.stop()
        self.daemon.start()

    def book_broken(self):
        whole = self.home.read_book()
        self.home.save(self.home.book, whole.replace(b"2026-11-24 14:00", b"someday"))
        said = self.desktop.wait_popup("Your interview book has an error")
        self.home.save(self.home.book, whole)
        self.desktop.wait_gone(said)

    def locked(self):
        self.logind.set(locked=True)
        self.status()
        self.logind.set(locked=False)

    def paused(self):
        self.ctl.ok("pause")
        self.ctl.ok("resume")

    def quiet(self):
        self.desktop.server.behave(inhibited=True)
        self.status()
        self.desktop.server.behave(inhibited=False)

    def asleep(self):
        self.clock.forward(minutes=90)

    def set_forward(self):
        self.clock.forward(hours=2)
        self.status()
        self.clock.back(hours=2)

    def set_back(self):
        self.clock.back(hours=3)
        self.status()
        self.clock.forward(hours=3)

    def far_ahead(self):
        now = self.clock.now()
        self.clock.set("2050-01-01 12:00")
        self.status()
        self.clock.set(now)

    def zone_changed(self):
        for zone in ("America/New_York", "UTC"):
            self.machine.move(zone)
            wait_until(lambda: self.ctl.json("plan")["zone"] == zone, "the move being noticed")


FAULTS = ["server_lies", "server_refuses", "server_hung", "server_killed", "server_broken", "numbers_used_again", "helper_killed",
          "daemon_killed", "daemon_restarted", "book_broken", "locked", "paused", "quiet",
          "set_back", "set_forward", "zone_changed", "asleep"]


@pytest.fixture
def world(evening, home, new_desktop, new_daemon, ctl, tmp_path):
    desktop = new_desktop("fake", inhibited=False)
    logind = Logind(home, desktop)
    machine = Machine(tmp_path / "etc")
    machine.move("UTC")
    daemon = new_daemon(clock=evening, desktop=desktop, env={"TZ": None, **logind.env()}, wrapper=machine.enter).start()
    yield World(home, evening, desktop, logind, machine, daemon, ctl)
    logind.close()


def test_a_popup_that_stands_outlives_everything(world):
    """It is there once, and was shown once."""
    desktop, ctl = world.desktop, world.ctl
    for fault in [None, *FAULTS]:
        if fault:
            getattr(world, fault)()
        desktop.wait_popup(THANK_DANA)
        counted(ctl)
        found = milestone(ctl, "thank-you")
        assert found["status"] == "due" and [p.summary for p in desktop.shown()] == [THANK_DANA], (fault, found)
        wait_until(lambda: desktop.server.displayed() == 1, f"the server having one after {fault}")
        assert [p for p in problems(ctl) if p["code"] not in ("hint", "sandbox")] == [], fault
    desktop.invoke(desktop.wait_popup(THANK_DANA), "sent")
    wait_until(lambda: milestone(ctl, "thank-you")["status"] == "done", hint=world.daemon.log)


def test_after_the_answer_nothing_comes_again(world):
    desktop, ctl, home = world.desktop, world.ctl, world.home
    popup = desktop.wait_popup(THANK_DANA)
    counted(ctl)
    desktop.invoke(popup, "sent")
    desktop.wait_gone(popup)
    nothing_comes(world.daemon, ctl)
    answered = home.read_book()
    assert answered.count(b"\nsent ") == 1
    before = len(desktop.record.find(THANK_DANA))
    for fault in [*FAULTS, "far_ahead"]:
        getattr(world, fault)()
        ctl.json("status")
        desktop.settle()
        assert len(desktop.record.find(THANK_DANA)) == before, fault
        assert milestone(ctl, "thank-you")["status"] == "done" and home.read_book() == answered, fault
    desktop.wait_shown(THANK_DANA, count=0)


# ---- Servers

def test_a_server_that_dies_and_cannot_be_started_again(evening, new_desktop, new_daemon, ctl):
    desktop = new_desktop("fake")
    daemon = new_daemon(clock=evening, desktop=desktop).start()
    desktop.wait_popup(THANK_DANA)
    counted(ctl)
    desktop.bus.add_service(NOTIFICATIONS, "/bin/false")
    before = len(desktop.record.calls("StartServiceByName"))  # libnotify says that once, when it begins
    desktop.stop_server()
    wait_server(ctl, "failed")
    problem, = problems(ctl, "server")
    assert "could not be started" in problem["text"] and problem["remedy"]
    evening.let_pass(minutes=10)
    ctl.json("status")
    desktop.settle()
    assert len(desktop.record.calls("StartServiceByName")) == before + 1  # the helper's own rest is real time
    desktop.start_server()
    desktop.wait_popup(THANK_DANA)
    wait_until(lambda: problems(ctl, "server") == [], hint=daemon.log)
    counted(ctl)  # put back, which is no further showing


def test_done_while_the_server_hangs(evening, desktop, new_daemon, ctl):
    """The answer is written at once; the pop-up goes as soon as the server does anything."""
    daemon = new_daemon(clock=evening, desktop=desktop).start()
    popup = desktop.wait_popup(THANK_DANA)
    counted(ctl)
    desktop.freeze_server()
    ctl.ok("sent", "acme-onsite")
    assert milestone(ctl, "thank-you")["status"] == "done"
    desktop.thaw_server()
    desktop.wait_gone(popup)
    nothing_comes(daemon, ctl)
    assert desktop.shown() == [] and desktop.server.displayed() == 0


def test_a_server_without_buttons(evening, home, new_desktop, new_daemon, ctl):
    """The command that does the same stands in the pop-up."""
    desktop = new_desktop("fake", capabilities=["body"])
    daemon = new_daemon(clock=evening, desktop=desktop).start()
    popup = desktop.wait_popup(THANK_DANA)
    counted(ctl)
    command = popup.body.splitlines()[-1]
    assert popup.actions == {} and command.startswith("followupctl sent acme")
    ctl.ok(*command.split()[1:])
    desktop.wait_gone(popup)
    nothing_comes(daemon, ctl)
    assert home.read_book().count(b"\nsent ") == 1 and desktop.shown() == []


def test_a_server_that_says_it_has_buttons_and_draws_none(evening, home, new_desktop, new_daemon, ctl):
    """All that its user can do there is to close it: seen, not done, and brought up again at last call."""
    desktop = new_desktop("fake", capabilities=["actions", "body"])
    daemon = new_daemon(clock=evening, desktop=desktop).start()
    desktop.dismiss(desktop.wait_popup(THANK_DANA))
    nothing_comes(daemon, ctl)
    assert milestone(ctl, "thank-you")["status"] == "due" and home.read_book() == BOOK.encode()
    assert "followupctl sent acme-onsite" in ctl.ok("status")
    evening.set("2026-11-25 09:46")
    popup = desktop.wait_popup(THANK_DANA)
    counted(ctl, 2)
    ctl.ok("sent", "acme-onsite")
    desktop.wait_gone(popup)


def test_other_words_that_are_closed_at_once(evening, home, new_desktop, new_daemon, ctl):
    """Nobody has read them: they come again after repeat-after (2 h), and not before."""
    home.write_book(PANEL)
    desktop = new_desktop("fake")
    daemon = new_daemon(clock=evening, desktop=desktop).start()
    desktop.wait_popup("Acme Corp")
    counted(ctl)
    desktop.server.behave(close_at_once=2)
    ctl.ok("sent", "acme-onsite", "--to", "Sam")
    wait_until(lambda: [p for p in desktop.record.find("1 of 3") if p.closed == 2], hint=lambda: desktop.record.popups)
    nothing_comes(daemon, ctl)
    pending = [m for m in ctl.json("show", "acme-onsite")["milestones"] if m["milestone"] == "thank-you" and m["status"] == "due"]
    assert len(pending) == 2 and {m["next_popup"][:16] for m in pending} == {"2026-11-24T18:45"}, pending
    desktop.server.behave(close_at_once=None)
    evening.set("2026-11-24 18:46")
    desktop.wait_popup("1 of 3")


# ---- The helper

def test_a_helper_that_hangs_while_a_popup_stands(evening, desktop, new_daemon, ctl):
    """Nobody notices before something is wanted of it; then it is ended, and the next one does it."""
    daemon = new_daemon(clock=evening, desktop=desktop).start()
    popup = desktop.wait_popup(THANK_DANA)
    counted(ctl)
    helper = daemon.helper()
    os.kill(helper, signal.SIGSTOP)
    ctl.ok("sent", "acme-onsite")
    assert milestone(ctl, "thank-you")["status"] == "done" and popup.on_screen
    evening.let_pass(seconds=41)
    wait_until(lambda: daemon.helper() != helper, "the end of the one that hangs", hint=daemon.log)
    evening.let_pass(seconds=2)
    desktop.wait_gone(popup)
    nothing_comes(daemon, ctl)
    assert desktop.shown() == [] and desktop.server.displayed() == 0


# ---- The clock

def test_paused_before_it_is_due(evening, desktop, new_daemon, ctl):
    evening.set("2026-11-24 15:40")
    new_daemon(clock=evening, desktop=desktop).start()
    ctl.ok("pause")
    evening.set("2026-11-24 16:45")
    wait_held(ctl, "paused")
    desktop.settle()
    assert not desktop.record.popups
    ctl.ok("resume")
    desktop.wait_popup(THANK_DANA)
    counted(ctl)
    assert len(desktop.record.find(THANK_DANA)) == 1


def test_set_back_before_it_was_shown(evening, new_desktop, home, new_daemon, ctl):
    """Due, held, and due no more."""
    desktop = new_desktop("fake")
    logind = Logind(home, desktop, locked=True)
    new_daemon(clock=evening, desktop=desktop, env=logind.env()).start()
    wait_held(ctl, "away")
    evening.set("2026-11-24 15:00")
    wait_held(ctl, None)
    logind.set(locked=False)
    ctl.json("status")
    desktop.settle()
    assert not desktop.record.popups and milestone(ctl, "thank-you")["status"] == "upcoming"
    evening.set("2026-11-24 15:46")
    desktop.wait_popup(THANK_DANA)
    counted(ctl)
    logind.close()


def test_what_falls_due_after_the_clock_was_set_back(evening, home, desktop, new_daemon, ctl):
    """It is no company for a pop-up that came up hours later by that clock."""
    home.write_settings(SETTINGS + "debrief = no\n")
    new_daemon(clock=evening, desktop=desktop).start()
    first = desktop.wait_popup(THANK_DANA)
    counted(ctl)
    evening.back(hours=3)
    home.save(home.book, BOOK + "\n[initech]\ncompany = Initech\nwhen = 2026-11-24 12:00\nzone = UTC\nduration = 30min\n"
              "interviewer = Bill Low <bill@initech.example>\n")
    wait_until(lambda: any(i["id"] == "initech" for i in ctl.json("list")["interviews"]), "the save being read")
    evening.set("2026-11-24 14:31")
    wait_until(lambda: milestone(ctl, "thank-you", "initech")["shown"] == 1, "it coming up",
               hint=lambda: milestone(ctl, "thank-you", "initech"))
    own = desktop.wait_popup("Bill Low")
    assert own.newest is own and first.newest is first and first.on_screen


def test_set_back_while_it_is_put_off(evening, desktop, new_daemon, ctl):
    """Later said 18:45; that is when it comes, once, although its moment comes a second time before."""
    daemon = new_daemon(clock=evening, desktop=desktop).start()
    popup = desktop.wait_popup(THANK_DANA)
    counted(ctl)
    desktop.invoke(popup, "later")
    desktop.wait_gone(popup)
    evening.back(hours=2)
    for clock in ("2026-11-24 15:46", "2026-11-24 16:46", "2026-11-24 18:44"):
        evening.set(clock)
        nothing_comes(daemon, ctl)
        assert milestone(ctl, "thank-you")["next_popup"].startswith("2026-11-24T18:45"), clock
    assert len(desktop.record.popups) == 1
    evening.set("2026-11-24 18:45")
    desktop.wait_popup(THANK_DANA)
    counted(ctl, 2)
    assert len(desktop.record.popups) == 2


def test_a_clock_that_lost_everything(evening, home, desktop, new_daemon, ctl):
    """1970 at boot, then 2050, then right: nothing is taken for missed, and what is due comes once, with what it said before."""
    daemon = new_daemon(clock=evening, desktop=desktop).start()
    desktop.wait_popup(THANK_DANA)
    counted(ctl)
    daemon.stop()
    evening.set("1970-01-01 00:10")
    daemon.start()
    problem, = problems(ctl, "clock")
    assert "1970" in problem["text"] and problem["remedy"]
    assert "1970-01-01" in ctl.fails(1, "doctor").stdout
    assert {m["status"] for m in ctl.json("plan")["milestones"]} == {"upcoming"}
    desktop.settle()
    assert desktop.record.on_screen() == []
    evening.set("2050-06-01 12:00")
    far = desktop.wait_popup()  # what can be said then, all in one
    assert problems(ctl, "clock") == []
    evening.set("2026-11-24 16:50")
    popup = desktop.wait_popup(THANK_DANA)
    wait_until(lambda: desktop.shown() == [popup], "the one of 2050 going", hint=lambda: (far, desktop.record.popups))
    assert milestone(ctl, "thank-you")["shown"] == 1 and home.read_book() == BOOK.encode()
    # What it said in 2050 is no reason not to say it in its time.
    desktop.dismiss(popup)
    ctl.ok("sent", "acme-onsite")
    evening.set("2026-12-15 14:00")
    desktop.wait_popup("Acme Corp")


# ---- Files

def test_a_memory_that_was_spoilt_while_a_popup_stood(evening, home, desktop, new_daemon, ctl):
    """It costs a further showing, in the place of the first."""
    daemon = new_daemon(clock=evening, desktop=desktop).start()
    first = desktop.wait_popup(THANK_DANA)
    counted(ctl)
    daemon.kill()
    home.memory.write_bytes(b"\xff\x00[[[ nonsense")
    daemon.start()
    wait_until(lambda: not first.on_screen, "the old one, its buttons dead, going", hint=daemon.log)
    popup = desktop.wait_popup(THANK_DANA)
    assert desktop.shown() == [popup] and desktop.server.displayed() == 1
    desktop.invoke(popup, "sent")
    wait_until(lambda: b"\nsent " in home.read_book(), hint=daemon.log)


def test_never_two_that_say_the_same_within_a_second(evening, home, new_desktop, new_daemon, ctl):
    """Servers take that for a flood, and so do people. One that Plasma minds would be an error here."""
    home.write_settings(SETTINGS + "[popup]\nprivacy = yes\n")
    desktop = new_desktop("plasma")
    daemon = new_daemon(clock=evening, desktop=desktop).start()
    desktop.wait_popup()
    counted(ctl)
    for _ in range(3):  # each a turn of the agenda, with nothing new to say
        ctl.ok("note", "acme-onsite", "parsers")
        daemon.reload()
    desktop.settle()
    said = [(p.summary, p.body) for p in desktop.record.popups]
    assert len(said) == len(set(said)) == 1 and not [p for p in desktop.record.popups if p.error]
