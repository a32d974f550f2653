"""Nobody is woken for nothing. FOLLOWUPD_IDLE_SECONDS (5) is for how long it is watched; `make bench` takes a
minute, and measures memory too."""

import datetime
import os
import re
import time
from pathlib import Path

import pytest
from acme import BOOK, SETTINGS, THANK_DANA, milestone, nothing_comes
from harness.clock import Clock
from harness.ctl import Ctl
from harness.home import Home
from harness.wait import wait_until

SECONDS = float(os.environ.get("FOLLOWUPD_IDLE_SECONDS", "5"))
INTERVIEWS = 50
NOON = datetime.datetime(2026, 11, 24, 12)


def far_book():
    """INTERVIEWS of which the first is in a month."""
    return "".join(
        f"[company-{n}]\ncompany = Company {n}\nwhen = {NOON + datetime.timedelta(days=30 + n):%Y-%m-%d %H:%M}\n"
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


def woken(processes, seconds=SECONDS):
    before = {what: wake_ups(pid) for what, pid in processes.items()}
    time.sleep(seconds)  # the one thing to see is that nothing happens meanwhile
    return {what: wake_ups(pid) - before[what] for what, pid in processes.items()}
