#!/usr/bin/python3
"""How all of it grows with the size of the book: reading and planning it, in CPU seconds, beside a pass of inih alone over the same
bytes; and of a daemon that has it an add, a command and an editor's save from beginning to end, and its memory at rest, beside
that of a bare loop. SIZES ("10 100 1000 10000 100000") are the interviews; PLOT=DIRECTORY draws it there by gnuplot, too. The book
lies where BENCH_DIRECTORY says, as for durable.py."""

import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from kit import BIN, TREE, Followupd, Link, compiled, judge, table, time_processes
from kit.rest import ask_and_rest, memory
from kit.saves import save_again_and_again

WHERE = Path(os.environ.get("BENCH_DIRECTORY", BIN))
SIZES = [int(word) for word in os.environ.get("SIZES", "10 100 1000 10000 100000").split()]
TIMES, TIMES_OF_MANY, MANY = 20, 3, 10_000  # how often each is tried, and from that many interviews on
LOAD_FACTOR = 3
WHOLE_SECONDS = 1.0


def machine():
    """The processor's name and how many of them there are."""
    text = Path("/proc/cpuinfo").read_text()
    names = [line.partition(":")[2].strip() for line in text.splitlines() if line.startswith("model name")]
    return f"{names[0]}, {len(names)} cores" if names else "?"


def plot(figures, lived, directory):
    with tempfile.NamedTemporaryFile("w", encoding="ascii") as data, tempfile.NamedTemporaryFile("w", encoding="ascii") as daemon:
        for file, rows in ((data, figures), (daemon, lived)):
            file.writelines(" ".join(map(str, row)) + "\n" for row in rows)
            file.flush()
        subprocess.run(["gnuplot", "-e", f"machine='{machine()}'; out='{directory}/growth.png'; data='{data.name}'; "
                        f"lived='{daemon.name}'", TREE / "tests/bench/growth.gp"], check=True)


def adds(daemon, times):
    """Milliseconds of each add; what was added is removed again."""
    link, spent = Link(daemon.socket), []
    for n in range(times):
        start = time.perf_counter()
        link.call("Add", company=f"New Company {n}", at="2031-01-02 14:00", zone="Europe/Berlin", id=f"new-{n}")
        spent.append(1000 * (time.perf_counter() - start))
        link.call("Remove", id=f"new-{n}")
    link.close()
    return spent


def live(interviews):
    """Of a daemon with that many: ms of an add, of `status` and of a save; KiB at rest (RSS, private)."""
    times = TIMES if interviews < MANY else TIMES_OF_MANY
    daemon = Followupd(interviews, WHERE)
    try:
        ask_and_rest(daemon)
        at_rest = memory(daemon.pid)
        command = {"status": ([BIN / "followupctl", "--socket", daemon.socket, "status"], {})}
        return (interviews, statistics.median(adds(daemon, times)), time_processes(command, times)["status"],
                statistics.median(save_again_and_again(daemon, times)), *at_rest)
    finally:
        daemon.remove()


def bare_kib():
    """The same memory, of a loop that does nothing."""
    with subprocess.Popen([compiled("bare-loop")], stdout=subprocess.DEVNULL) as bare:
        time.sleep(0.2)  # it has nothing to say when it is there
        try:
            return memory(bare.pid)
        finally:
            bare.terminate()


def main():
    said = subprocess.run([compiled("read-book"), *map(str, SIZES)], check=True, capture_output=True, text=True).stdout
    figures = [[float(word) for word in line.split()] for line in said.splitlines()]
    table([["interviews", "KiB", "inih ms", "read ms", "plan ms", "read, times inih", "µs an interview"],
           *([f"{n:,.0f}", round(kib), 1000 * inih, 1000 * load, 1000 * plan, load / inih, 1e6 * (load + plan) / n]
             for n, kib, inih, load, plan in figures)])
    bare, lived = bare_kib(), [live(n) for n in SIZES]
    table([["interviews", "add ms", "status ms", "save taken over ms", "RSS at rest KiB", "of that private"],
           ["a bare loop", "", "", "", *bare], *([f"{n:,}", *rest] for n, *rest in lived)])
    if "PLOT" in os.environ:
        plot(figures, [[*row, *bare] for row in lived], os.environ["PLOT"])
    _, _, inih, load, plan = figures[-1]
    good = judge("100,000 interviews read, times inih alone", load / inih, LOAD_FACTOR)
    good &= judge("100,000 interviews read and planned, s", load + plan, WHOLE_SECONDS)
    return 0 if good else 1


sys.exit(main())
