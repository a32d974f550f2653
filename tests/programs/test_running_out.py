"""Room on the disk, watches and file descriptors that run out while the daemon runs: what cannot be done is said, what was there
stays, nothing spins, and when it is there again all goes on without a restart. test_without_systemd.py has disks that are really
full or read-only, test_out_of_memory.py has memory."""

import os
import resource
import socket
import time
from pathlib import Path

import pytest
from acme import BOOK, THANK_DANA, check, evening, milestone, problems  # noqa: F401 (a fixture)
from harness.faults import Faults
from harness.wait import wait_until


@pytest.fixture
def faults(home):
    return Faults(home)


@pytest.fixture
def daemon(evening, faults, new_daemon):
    return new_daemon(clock=evening, env=faults.env(evening), args=["--debug"]).start()


def company(ctl):
    return ctl.json("show", "acme-onsite")["interview"]["company"]


# ---- Disks ----------------------------------------------------------------------------------------

@pytest.mark.parametrize("call, error, said", [
    ("write", "EDQUOT", "quota exceeded"), ("write", "ENOSPC", "No space left"), ("write", "EIO", "Input/output error"),
    ("fsync", "EIO", "Input/output error"), ("fsync", "EDQUOT", "quota exceeded"), ("write", "EROFS", "Read-only file system"),
])
def test_a_disk_that_takes_nothing(call, error, said, daemon, faults, home, ctl):
    """A quota, a full disk, one that fails: each change is refused with the reason, and the book is the old one to the byte."""
    ctl.ok("snooze", "acme-onsite", "2h")
    before = home.read_book(), home.memory.read_bytes(), sorted(os.listdir(home.book.parent))
    with faults.refuse(call, error):
        for change in (["note", "acme-onsite", "x"], ["add", "Initech", "--at", "2026-12-04 10:00"], ["remove", "globex"],
                       ["snooze", "acme-onsite", "5h"]):
            refused = ctl.fails(1, *change)
            assert said in refused.stderr and "Nothing was changed" in refused.stderr, refused
        assert ctl.json("status")["interviews"] == 2
    assert faults.refused(call) >= 4
    assert (home.read_book(), home.memory.read_bytes(), sorted(os.listdir(home.book.parent))) == before
    ctl.ok("note", "acme-onsite", "x")
    assert b"= x\n" in home.read_book() and check(home.book)[0] == 0 and problems(ctl, "memory") == []


def test_a_disk_that_cannot_exchange_names(daemon, faults, home, ctl):
    with faults.refuse("exchange", "EINVAL"):
        ctl.ok("note", "acme-onsite", "x")
    assert faults.refused("exchange") == 1
    assert b"= x\n" in home.read_book() and check(home.book)[0] == 0


# ---- Watches --------------------------------------------------------------------------------------

@pytest.mark.parametrize("call, error", [("inotify_init1", "EMFILE"), ("inotify_add_watch", "ENOSPC")])
def test_no_watches_are_left(call, error, evening, home, faults, new_daemon, ctl):
    """`status` says so, each question looks at the book instead, nobody polls; and the next question watches again, if it can."""
    daemon = new_daemon(clock=evening, env=faults.env(evening))
    with faults.refuse(call, error):
        daemon.start()
        problem, = problems(ctl, "watch")
        assert problem["file"] == str(home.book) and "followupctl reload" in problem["remedy"]
        home.save(home.book, BOOK.replace("Acme Corp", "First"))
        assert company(ctl) == "First"
        home.save(home.book, BOOK.replace("Acme Corp", "Second"))
        ctl.ok("reload")
        assert company(ctl) == "Second"
        wait_until(lambda: ctl.json("status")["server"]["state"] == "no-bus", "the helper having given up for now")
        before = daemon.context_switches()
        evening.let_pass(seconds=50)
        assert daemon.context_switches() - before < 50  # for 50 s in which its helper is tried again; to poll is more
    assert problems(ctl, "watch") == []
    home.save(home.book, BOOK.replace("Acme Corp", "Third"))
    wait_until(lambda: "(Third)" in daemon.status, "the save being noticed", hint=lambda: daemon.status)


# ---- File descriptors -----------------------------------------------------------------------------

def starve(daemon):
    """The running daemon cannot have any file descriptor more. Returns what undoes that."""
    used = {int(name) for name in os.listdir(f"/proc/{daemon.pid}/fd")}
    soft, hard = resource.prlimit(daemon.pid, resource.RLIMIT_NOFILE)
    resource.prlimit(daemon.pid, resource.RLIMIT_NOFILE, (min(set(range(len(used) + 1)) - used), hard))
    return lambda: resource.prlimit(daemon.pid, resource.RLIMIT_NOFILE, (soft, hard))


def cpu_seconds(pid):
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def knock(home):
    """One who connects, and is turned away, or gets an answer."""
    try:
        with Varlink(home.socket) as client:
            return client.call("Status")["version"] == 1
    except OSError:
        return False


def test_no_file_descriptors_are_left(daemon, home, ctl):
    """Who knocks is turned away or waits, and the daemon does not spin; the zone of the book is the right one, and a save that
    could not be read is read within a minute."""
    deadline = milestone(ctl, "thank-you")["deadline"]
    feed = starve(daemon)
    home.save(home.book, BOOK.replace("Acme Corp", "Initech").replace("Europe/Berlin", "America/New_York"))
    waiting = [socket.socket(socket.AF_UNIX) for _ in range(20)]
    for one in waiting:
        one.connect(str(home.socket))
    wait_until(lambda: "Cannot read" in daemon.log(), "the save being noticed", hint=daemon.log)
    before, begin = cpu_seconds(daemon.pid), time.monotonic()
    wait_until(lambda: time.monotonic() - begin > 1, "a second of real time: what is measured is how much of it is spent")
    assert cpu_seconds(daemon.pid) - before <= 0.2
    for one in waiting:
        one.close()
    feed()
    daemon.clock.let_pass(seconds=70)
    wait_until(lambda: "(Initech)" in (daemon.status or ""), "the save being read", hint=daemon.log)
    assert milestone(ctl, "thank-you")["deadline"] == "2026-11-25T19:45:00+00:00" != deadline  # 14:45 in New York, a day later
    ctl.ok("note", "acme-onsite", "x")


def test_a_popup_waits_for_file_descriptors(evening, home, faults, desktop, new_daemon):
    """The helper cannot be started; it is tried again, as after any failure of it."""
    evening.set("2026-11-24 15:30")  # a quarter of an hour before the thank-you opens
    daemon = new_daemon(clock=evening, desktop=desktop, env=faults.env(evening)).start()
    wait_until(daemon.rests, "its rest, with no file open for a moment only")
    feed = starve(daemon)
    evening.set("2026-11-24 15:50")
    wait_until(lambda: "Cannot start the pop-up helper" in daemon.log(), "the helper being tried", hint=daemon.log)
    assert desktop.shown() == []
    feed()
    evening.let_pass(seconds=70)
    desktop.wait_popup(THANK_DANA)
