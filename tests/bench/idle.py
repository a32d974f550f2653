#!/usr/bin/python3
"""What the daemon costs while nothing is due: memory and wake-ups, beside a bare sd-event loop and beside the daemons of other
programs with like data.

IDLE_SECONDS (60) is for how long all are watched, with a book of INTERVIEWS, all of them to come. Memory is the median of
STARTS pairs, since how much of the libraries is mapped differs from start to start; what belongs to a process alone (private) is
the figure that adds up, what it has of libraries that others use too is in RSS.
"""

import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from kit import Followupd, compiled, judge, need, table
from kit.peers import calcurse_directory, remind_file
from kit.rest import ask_and_rest, memory, status

IDLE_SECONDS = int(os.environ.get("IDLE_SECONDS", "60"))
INTERVIEWS = 50
STARTS = 5
MEMORY_FACTOR = 1.3


class Pair:
    """A bare loop, and a daemon that has answered and rests again."""

    def __init__(self):
        self.bare = subprocess.Popen([compiled("bare-loop")])
        self.daemon = Followupd(INTERVIEWS)
        answer = ask_and_rest(self.daemon)
        assert answer["interviews"] == INTERVIEWS and not answer["due"], answer

    def memory(self):
        return memory(self.bare.pid), memory(self.daemon.pid)

    def end(self):
        self.daemon.remove()
        self.bare.terminate()
        self.bare.wait()


def another_pair():
    pair = Pair()
    try:
        return pair.memory()
    finally:
        pair.end()


def child_of(directory):
    """The daemon that calcurse leaves behind, by its pid file."""
    for _ in range(1000):
        text = (directory / ".daemon.pid").read_text() if (directory / ".daemon.pid").exists() else ""
        if text.strip():
            return int(text)
        time.sleep(0.01)
    sys.exit("calcurse --daemon did not start")


def peers(home):
    """{name: (pid, what ends it)} of the other daemons, each with INTERVIEWS appointments."""
    remind = subprocess.Popen([need("remind", "remind"), "-z", "-f", "-k:", remind_file(home, INTERVIEWS)],
                              stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    yield "remind -z", remind.pid
    directory = calcurse_directory(home, INTERVIEWS)
    subprocess.run([need("calcurse", "calcurse"), "-D", directory, "-C", directory, "--daemon"], check=True,
                   stdout=subprocess.DEVNULL)
    yield "calcurse --daemon", child_of(directory)
    if os.geteuid() == 0:
        atd = subprocess.Popen([need("atd", "at"), "-f"], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        yield "atd (no jobs)", atd.pid


def print_table(pids, rest, woken):
    def row(name, rss, private, count):
        return [name, rss, private, "" if count is None else round(count * 3600 / IDLE_SECONDS)]
    rows = [["idle, 50 appointments", "RSS KiB", "private KiB", "wake-ups an hour"]]
    for name, pid in pids.items():
        rss, private = rest.get(name) or memory(pid)
        rows.append(row(name, round(rss), round(private), woken[name]))
    table(rows)


def main():
    home = Path(tempfile.mkdtemp(prefix="followupd-bench."))
    pairs = [another_pair() for _ in range(STARTS - 1)]
    others, pair = dict(peers(home)), Pair()
    try:
        pids = {"a bare sd-event loop": pair.bare.pid, "followupd": pair.daemon.pid, **others}
        time.sleep(2)  # the others settle
        before = {name: status(pid, "voluntary_ctxt_switches") for name, pid in pids.items()}
        time.sleep(IDLE_SECONDS)  # the one thing to measure is that nothing happens meanwhile
        woken = {name: status(pid, "voluntary_ctxt_switches") - before[name] for name, pid in pids.items()}
        pairs.append(pair.memory())
        bare, daemon = ([statistics.median(figures) for figures in zip(*(one[i] for one in pairs))] for i in (0, 1))
        print_table(pids, {"a bare sd-event loop": bare, "followupd": daemon}, woken)
    finally:
        pair.end()
        for pid in others.values():
            os.kill(pid, 15)
        shutil.rmtree(home, ignore_errors=True)  # calcurse is just about to remove its own
    good = judge(f"wake-ups in {IDLE_SECONDS} s while nothing was due", woken["followupd"], 0)
    good &= judge("RSS, times a bare loop's", daemon[0] / bare[0], MEMORY_FACTOR)
    print(f"  private memory, times a bare loop's: {daemon[1] / bare[1]:.2f}")
    return 0 if good else 1


sys.exit(main())
