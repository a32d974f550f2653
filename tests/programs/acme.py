"""The interview that most tests of the whole program are about: a visit to Acme on a Tuesday afternoon in
Berlin, seen from a home in UTC. It ended at 14:45 in Berlin, 13:45 here; worked out by hand, as all times
in the tests are."""

import subprocess

import pytest
from harness.needs import built
from harness.wait import wait_until

BOOK = """\
; My interviews.   Whoever loses this line is fired.

[acme-onsite]
company     = Acme Corp   \t
role        = Systems Engineer ; or so they say
when        = 2026-11-24 14:00
zone        = Europe/Berlin
duration    = 45min
interviewer = Dana Li <dana@acme.example> (manager)
x-mood      = fine
topic       = zero-copy parsers

; ---- long over ----
[globex-phone]
company=Globex
  when=2026-09-01 10:00
zone = UTC
outcome = 2026-09-08 rejected
"""
PANEL = BOOK.replace("topic  ", "interviewer = Sam Roe <sam@acme.example>\ninterviewer = Eva Kim\ntopic  ")
SETTINGS = "[etiquette]\nweek-ahead = no\n"  # which is about the whole week
THREE_HOURS_LATER = "2026-11-24 16:45"
THANK_DANA = "Thank Dana Li (Acme Corp)"


@pytest.fixture
def evening(home, clock):
    """Acme's evening: the book is written, the clock is three hours after the interview."""
    home.write_book(BOOK)
    home.write_settings(SETTINGS)
    clock.set(THREE_HOURS_LATER)
    return clock


def added(before, after):
    """The text that `after` has and `before` has not, everything around it being the same byte for byte."""
    start = 0
    while start < len(before) and before[start:start + 1] == after[start:start + 1]:
        start += 1
    end = len(before) - start
    assert after.endswith(before[len(before) - end:]) and len(after) >= len(before), (before, after)
    return after[start:len(after) - end]


def milestone(ctl, name, interview="acme-onsite"):
    """The milestone of that name in `show --json`; with several, the first."""
    found = [m for m in ctl.json("show", interview)["milestones"] if m["milestone"] == name]
    assert found, name
    return found[0]


def problems(ctl, code=None):
    """What `status` says is wrong, of that code."""
    return [p for p in ctl.json("status")["problems"] if code in (None, p["code"])]


def nothing_comes(daemon, ctl):
    """Returns when the daemon has handled everything that happened before, and wants nothing of its helper:
    then no pop-up is on its way."""
    ctl.json("status")
    wait_until(lambda: daemon.helper() is None, "the helper going", hint=daemon.log)


def check(book):
    """followupd --check: the exit code and what it says."""
    done = subprocess.run([built("followupd"), "--check", str(book)], capture_output=True, text=True,
                          env={"TZ": "UTC", "HOME": "/nonexistent"}, timeout=60, check=False)
    return done.returncode, done.stdout + done.stderr
