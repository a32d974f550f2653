"""Nobody is woken for nothing. FOLLOWUPD_IDLE_SECONDS (5) is for how long it is watched; `make bench` takes a
minute, and measures memory too. What is counted is how often the kernel says that a process went to sleep by itself:
each wake-up adds one."""

import datetime
import os
import re
import time
from pathlib import Path

import pytest
from acme import BOOK, SETTINGS, THANK_DANA, milestone, nothing_comes
from harness.clock import Clock, kernel_clock_left_alone
from harness.ctl import Ctl
from harness.daemon import Daemon
from harness.desktop import Desktop
from harness.home import Home
from harness.logind import Logind
from harness.wait import wait_until

SECONDS = float(os.environ.get("FOLLOWUPD_IDLE_SECONDS", "5"))
INTERVIEWS = 1000
NOON = datetime.datetime(2026, 11, 24, 12)


def far_book():
    """INTERVIEWS of which the first is in a month."""
    return "".join(
        f"[company-{n}]\ncompany = Company {n}\nwhen = {NOON + datetime.timedelta(days=30 + n / 10):%Y-%m-%d %H:%M}\n"
        f"zone = Europe/Berlin\ninterviewer = Person {n} <person-{n}@company-{n}.example>\n\n"
        for n in range(INTERVIEWS))


def wake_ups(pid):
    """How often a process, all its threads together, went to sleep by itself. Not counted is a spare thread
    of GLib's pool, which looks twice whether there is work before it ends."""
    tasks = [task.read_text() for task in Path(f"/proc/{pid}/task").glob("*/status")]
    return sum(int(re.search(r"^voluntary_ctxt_switches:\s+(\d+)", task, re.MULTILINE).group(1))
               for task in tasks if not task.startswith("Name:\tpool"))


def settle(daemon, ctl):
    """What was begun is over: time-outs have run out, answers were given."""
    ctl.json("status")
    daemon.clock.let_pass(minutes=2)
    ctl.json("status")
    daemon.clock.let_pass(minutes=2)
    wait_until(daemon.rests, "its rest")


@pytest.fixture(autouse=True)
def kernel_clock():
    """A clock that another test steps would wake everybody."""
    with kernel_clock_left_alone():
        yield


@pytest.fixture
def other():
    home = Home()
    yield home
    home.remove()


def test_nobody_is_woken_for_nothing(home, other, clock, new_desktop, new_daemon, ctl, measured):
    """With everything to come; with a pop-up on the screen; after a pop-up was done."""
    desktop = new_desktop()
    home.write_book(far_book() + BOOK)
    home.write_settings(SETTINGS)
    clock.set("2026-11-24 16:45")
    standing = new_daemon(clock=clock, desktop=desktop).start()
    desktop.wait_popup(THANK_DANA)
    wait_until(lambda: milestone(ctl, "thank-you")["shown"] == 1)

    other.write_book(far_book())
    other.write_settings(SETTINGS)
    quiet_clock = Clock(other)
    quiet_clock.set(NOON)
    quiet = new_daemon(home=other, clock=quiet_clock).start()

    settle(standing, ctl)
    settle(quiet, Ctl(other))
    status = Ctl(other).json("status")
    assert status["interviews"] == INTERVIEWS and not status["due"] and quiet.helper() is None
    watched = {"daemon, nothing due": quiet.pid, "daemon, a pop-up stands": standing.pid,
               "its helper": standing.helper()}
    settle(quiet, Ctl(other))
    assert woken(watched) == dict.fromkeys(watched, 0)

    ctl.ok("sent", "acme-onsite")
    nothing_comes(standing, ctl)
    settle(standing, ctl)
    assert woken({"daemon, the pop-up is done": standing.pid}, SECONDS / 2) == {"daemon, the pop-up is done": 0}
    measured(f"wake-ups in {SECONDS:g} s with {INTERVIEWS} interviews", 0, "")


class Waiting:
    """A home of its own in which the thank-you is due and cannot be shown."""

    def __init__(self, screen, server, **logind):
        self.home = Home()
        self.home.write_book(BOOK)
        self.home.write_settings(SETTINGS)
        self.desktop = Desktop(self.home, screen, server)
        self.logind = Logind(self.home, self.desktop, **logind)
        clock = Clock(self.home)
        clock.set("2026-11-24 16:45")
        self.ctl = Ctl(self.home)
        self.daemon = Daemon(self.home, clock, self.desktop, env=self.logind.env())
        self.daemon.start()

    def processes(self, what):
        pids = {what: self.daemon.pid, f"{what}, the helper": self.daemon.helper()}
        return {name: pid for name, pid in pids.items() if pid}

    def close(self):
        self.daemon.close()
        self.logind.close()
        self.desktop.close()
        self.home.remove()


@pytest.fixture
def waiting(screen):
    made = []

    def make(*args, **options):
        made.append(Waiting(screen, *args, **options))
        return made[-1]
    yield make
    for one in made:
        one.close()


def test_nobody_is_woken_while_something_waits(waiting, measured):
    """Held while the session is locked; no notification server to be had; one that can be started, but fails: between
    its tries, which are after 1, 5 and 30 minutes, and then each half hour (test_popup_helper.py)."""
    locked, absent, broken = waiting("dunst", locked=True), waiting("none"), waiting("broken")
    wait_until(lambda: locked.ctl.json("status")["held"] == "away", "the pop-up being held")
    for home, state in ((absent, "absent"), (broken, "failed")):
        wait_until(lambda: home.ctl.json("status")["server"]["state"] == state, f"the server being {state}")
    for one in (locked, absent, broken):
        settle(one.daemon, one.ctl)
    watched = locked.processes("locked") | absent.processes("no server") | broken.processes("a broken server")
    assert len(watched) == 5, watched  # no helper where nobody is there
    for one in (locked, absent, broken):
        settle(one.daemon, one.ctl)
        one.desktop.settle()
    assert woken(watched) == dict.fromkeys(watched, 0)
    measured(f"wake-ups in {SECONDS:g} s, locked, without a server, with a broken one", 0, "")
    assert len(broken.desktop.record.calls("StartServiceByName")) == 1
    # and none of it is lost
    locked.logind.set(locked=False)
    for one in (absent, broken):
        one.desktop.start_server()
    for one in (locked, absent, broken):
        one.desktop.wait_popup(THANK_DANA)


def woken(processes, seconds=SECONDS):
    before = {what: wake_ups(pid) for what, pid in processes.items()}
    time.sleep(seconds)  # the one thing to see is that nothing happens meanwhile
    return {what: wake_ups(pid) - before[what] for what, pid in processes.items()}
