#!/usr/bin/python3
"""How long after an editor's save the daemon knows it: from the rename until a client that watches is told. The daemon waits a
moment, should the editor not be done yet; that is part of it."""

import os
import statistics
import sys
import time

from kit import Followupd, Link, judge, table

SAVES = 20
LIMIT_MS = 500


def saves(interviews):
    """Milliseconds of each save, and CPU milliseconds of the daemon."""
    daemon = Followupd(interviews)
    try:
        link, beside, spent = Link(daemon.socket), daemon.home / "beside", []
        link.send("Watch", more=True)
        link.receive()
        text, before = daemon.book.read_text(), cpu(daemon.pid)
        for n in range(SAVES):
            beside.write_text(text.replace("Company 0\n", f"Company 0 {n}\n", 1))  # the first of what comes next
            start = time.perf_counter()
            os.rename(beside, daemon.book)
            link.receive()
            spent.append(1000 * (time.perf_counter() - start))
        used = (cpu(daemon.pid) - before) / SAVES
        link.close()
        return statistics.median(spent), used
    finally:
        daemon.remove()


def cpu(pid):
    """Milliseconds of processor time."""
    with open(f"/proc/{pid}/schedstat", encoding="ascii") as file:
        return int(file.read().split()[0]) / 1e6


def main():
    figures = {n: saves(n) for n in (50, 1000, 10000)}
    table([["interviews", "ms until told", "of that CPU ms"], *([str(n), *both] for n, both in figures.items())])
    return 0 if judge("a save is taken over, ms with 50 interviews", figures[50][0], LIMIT_MS) else 1


sys.exit(main())
