#!/usr/bin/python3
"""What a command takes from typing to its end, with INTERVIEWS in the book: beside a process that does nothing, and beside
other programs with like data that are asked for the same. ROUNDS (60) is how often each is run, in turns."""

import os
import shutil
import sys
import tempfile
from pathlib import Path

from kit import BIN, Followupd, compiled, judge, table, time_processes
from kit.peers import LISTERS

INTERVIEWS = 50
ROUNDS = int(os.environ.get("ROUNDS", "60"))
LIST_MORE_MS = 3
# remind reads a file itself, which is hardly more work than to start: two processes and an answer that tells all that is due
# and next, and why nothing comes up, may take so many times as long.
STATUS_TIMES = {"remind": 1.5}


def commands(daemon, home):
    ctl = [BIN / "followupctl", "--socket", daemon.socket]
    yield "bare", ([compiled("bare-exec")], {})
    for verb in ("--version", "version", "status", "list"):
        yield verb, ([*ctl, verb], {})
    for name, peer in LISTERS.items():
        today, all_of_them = peer(home, INTERVIEWS)
        yield f"{name} today", today
        yield f"{name} all", all_of_them


def lines(command, environment):
    """How much it says, to see that it does what is asked of it."""
    return len(os.popen(" ".join(f"{k}='{v}'" for k, v in environment.items())
                        + " " + " ".join(f"'{word}'" for word in command)).read().splitlines())


def main():
    home, daemon = Path(tempfile.mkdtemp(prefix="followupd-bench.")), Followupd(INTERVIEWS)
    try:
        asked = dict(commands(daemon, home))
        said = {name: lines(*command) for name, command in asked.items()}
        spent = time_processes(asked, ROUNDS)
    finally:
        daemon.remove()
        shutil.rmtree(home)
    assert all(said[name] >= INTERVIEWS for name in said if name == "list" or name.endswith(" all")), said
    rows = [["ms", "today", "times ours", "all", "times ours"]]
    rows.append(["followupctl status, list", spent["status"], 1.0, spent["list"], 1.0])
    for name in LISTERS:
        today, everything = spent[f"{name} today"], spent[f"{name} all"]
        rows.append([name, today, today / spent["status"], everything, everything / spent["list"]])
    table(rows)
    print(f"  a process that does nothing {spent['bare']:.2f} ms, followupctl --version {spent['--version']:.2f} ms, "
          f"version (which asks the daemon) {spent['version']:.2f} ms")
    good = judge("list, ms more than a process that does nothing", spent["list"] - spent["bare"], LIST_MORE_MS)
    for name in LISTERS:
        good &= judge(f"status, times {name}", spent["status"] / spent[f"{name} today"], STATUS_TIMES.get(name, 1))
        good &= judge(f"list, times {name}", spent["list"] / spent[f"{name} all"], 1)
    return 0 if good else 1


sys.exit(main())
