#!/usr/bin/python3
"""How reading a book and planning it grow with its size, in CPU seconds, beside a pass of inih alone over the same bytes.
PLOT=DIRECTORY draws it there by gnuplot, too."""

import os
import subprocess
import sys
import tempfile
from pathlib import Path

from kit import TREE, compiled, judge, table

SIZES = [10, 100, 1000, 10000, 100000]
LOAD_FACTOR = 3
WHOLE_SECONDS = 1.0


def machine():
    """The processor's name and how many of them there are."""
    text = Path("/proc/cpuinfo").read_text()
    names = [line.partition(":")[2].strip() for line in text.splitlines() if line.startswith("model name")]
    return f"{names[0]}, {len(names)} cores" if names else "?"


def plot(figures, directory):
    with tempfile.NamedTemporaryFile("w", encoding="ascii") as data:
        data.writelines(" ".join(map(str, row)) + "\n" for row in figures)
        data.flush()
        subprocess.run(["gnuplot", "-e", f"machine='{machine()}'; out='{directory}/growth.png'; data='{data.name}'",
                        TREE / "tests/bench/growth.gp"], check=True)


def main():
    said = subprocess.run([compiled("read-book"), *map(str, SIZES)], check=True, capture_output=True, text=True).stdout
    figures = [[float(word) for word in line.split()] for line in said.splitlines()]
    table([["interviews", "KiB", "inih ms", "read ms", "plan ms", "read, times inih", "µs an interview"],
           *([f"{n:,.0f}", round(kib), 1000 * inih, 1000 * load, 1000 * plan, load / inih, 1e6 * (load + plan) / n]
             for n, kib, inih, load, plan in figures)])
    if "PLOT" in os.environ:
        plot(figures, os.environ["PLOT"])
    _, _, inih, load, plan = figures[-1]
    good = judge("100,000 interviews read, times inih alone", load / inih, LOAD_FACTOR)
    good &= judge("100,000 interviews read and planned, s", load + plan, WHOLE_SECONDS, claimed=False)
    return 0 if good else 1


sys.exit(main())
