#!/usr/bin/python3
"""From the instant at which a reminder is due until the notification server is asked to show it, on the real clock:
DUE_REMINDERS (200) with the helper cold, as it is when nothing is on the screen, and as many with it warm, a pop-up
standing there; beside notify-send, started from a process that slept until the very same instant.

The server notes the time (recorder.c); both ways end at it, on one private bus."""

import datetime
import os
import select
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from kit import BIN, compiled, judge

REMINDERS = int(os.environ.get("DUE_REMINDERS", "200"))
A_LIFE = 50        # reminders of one daemon: 100 a day is the most that a user may ask for
OPENS = 300        # seconds after the end of an interview
LEAD = 4           # seconds from the daemon's start to the first reminder
STANDING = "Standing"
WORST = 1.0        # second; traps tell of reminders that were late by that much
SETTINGS = f"""\
[etiquette]
week-ahead = no
prepare = no
debrief = no
thank-you-opens = {OPENS}s
thank-you-deadline = 20h
last-call = 1min
[moment]
quiet-hours = none
working-days = Mon-Sun
preferred-time = 0:00-23:59
[popup]
per-day = 100
digest-above = 100
"""


def interview(number, company, due):
    """One that ended so that its thank-you is due then (seconds since 1970)."""
    start = due // 60 * 60 - 1800
    when = datetime.datetime.fromtimestamp(start, datetime.timezone.utc)
    return (f"[a-{number}]\ncompany = {company}\nwhen = {when:%Y-%m-%d %H:%M}\nzone = UTC\n"
            f"duration = {due - OPENS - start}s\ninterviewer = Person {number} <person-{number}@example.org>\n\n")


class Process:
    """A program that says on its standard output how far it is."""

    def __init__(self, *command, **popen):
        self.process = subprocess.Popen(command, stdout=subprocess.PIPE, **popen)
        self._said = b""

    def next_line(self, limit):
        """None if there is none within `limit` seconds."""
        while b"\n" not in self._said:
            if not select.select([self.process.stdout], [], [], limit)[0]:
                return None
            self._said += os.read(self.process.stdout.fileno(), 65536) or sys.exit(f"{self.process.args[0]} ended")
        line, self._said = self._said.split(b"\n", 1)
        return line.decode()

    def line(self, limit):
        line = self.next_line(limit)
        return sys.exit(f"{self.process.args[0]} says nothing") if line is None else line

    def end(self):
        self.process.terminate()
        self.process.wait()


def bus_in(home):
    (home / "bus.conf").write_text(
        f'<busconfig><type>session</type><listen>unix:path={home}/bus</listen><auth>EXTERNAL</auth>'
        '<policy context="default"><allow user="*"/><allow send_destination="*" eavesdrop="true"/><allow eavesdrop="true"/>'
        '<allow own="*"/></policy></busconfig>')
    with open(home / "bus.log", "wb") as log:  # as root it wants more descriptors than it may have, and says so
        return Process("dbus-daemon", f"--config-file={home}/bus.conf", "--nofork", "--print-address=1",
                       env=os.environ, stderr=log)


def one_life(warm, n):
    """The delays of `n` reminders of one daemon, and of as many notify-sends; in seconds."""
    with tempfile.TemporaryDirectory(prefix="followupd-due.") as name:
        home = Path(name)
        bus = bus_in(home)
        env = {**os.environ, "DBUS_SESSION_BUS_ADDRESS": bus.line(10), "DBUS_SYSTEM_BUS_ADDRESS": f"unix:path={home}/bus"}
        recorder = Process(compiled("recorder"), STANDING, env=env)
        assert recorder.line(10) == "ready"
        first = int(time.time()) + LEAD
        book = "".join(interview(i, f"Company {i}", first + i) for i in range(n))
        if warm:
            book += interview("standing", STANDING, first - 1000)
        (home / "interviews.ini").write_text(book)
        (home / "conf").write_text(SETTINGS)
        daemon = subprocess.Popen(
            [BIN / "followupd", "--book", home / "interviews.ini", "--settings", home / "conf", "--memory",
             home / "memory/popups.ini", "--socket", home / "control", "--popup", BIN / "followup-popup"], env=env)
        try:
            if warm:
                assert STANDING in recorder.line(LEAD)
            return delays(recorder, first, n, env)
        finally:
            daemon.terminate()
            daemon.wait()
            recorder.end()
            bus.end()


def delays(recorder, first, n, env):
    ours, theirs = [], []
    for i in range(n):
        due = first + i
        time.sleep(max(0, due - time.time()))
        notify = subprocess.Popen(["notify-send", f"beside {i}"], env=env)
        for _ in range(2):
            usec, summary = recorder.line(10).split(" ", 1)
            (theirs if summary.startswith("beside") else ours).append(int(usec) / 1e6 - due)
        notify.wait()
    assert len(ours) == len(theirs) == n, (ours, theirs)
    return ours, theirs


def measure(warm):
    ours, theirs = [], []
    while len(ours) < REMINDERS:
        some = one_life(warm, min(A_LIFE, REMINDERS - len(ours)))
        ours += some[0]
        theirs += some[1]
    return ours, theirs


def report(what, ours, theirs):
    for name, seconds in ((what, ours), ("notify-send at the same instants", theirs)):
        print(f"  {name:<36} {len(seconds):4} times   median {statistics.median(seconds) * 1000:6.1f} ms   "
              f"worst {max(seconds) * 1000:6.1f} ms")
    print(f"  times notify-send: the median {statistics.median(ours) / statistics.median(theirs):.2f}, "
          f"the worst {max(ours) / max(theirs):.2f}")


def main():
    good = True
    for what, warm in (("the helper cold", False), ("the helper warm", True)):
        ours, theirs = measure(warm)
        report(what, ours, theirs)
        good &= judge(f"{what}: the worst, in seconds", max(ours), WORST)
    return 0 if good else 1


if __name__ == "__main__":
    sys.exit(main())
