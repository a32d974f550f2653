#!/usr/bin/python3
"""How fast what is changed is on disk: adds that were answered, one after the other and many at once, beside a bare loop of
write, fsync and rename of as many bytes in the same directory, without and with an fsync of the directory. Only with it is the
new file there after a power cut, which is what an answered add promises: that is what it is held to.

It is measured where BENCH_DIRECTORY says (the directory for builds by default), since /tmp may be no disk at all.
"""

import os
import statistics
import subprocess
import sys
import time
from pathlib import Path

from kit import BIN, Followupd, Link, compiled, judge, table

WHERE = Path(os.environ.get("BENCH_DIRECTORY", BIN))
INTERVIEWS = 50
ADDS = 200  # one by one, in blocks between those of the bare loop
BLOCK = 20
CLIENTS = 50  # at once
BATCHES = 10
ADD_FACTOR = 1.5


def bare(path, times, *directory):
    said = subprocess.run([compiled("bare-replace"), path, str(times), *directory], check=True, capture_output=True, text=True).stdout
    return [float(line) for line in said.split()]


def add(number):
    return {"company": f"New Company {number}", "at": "2031-01-02 14:00", "zone": "Europe/Berlin", "id": f"new-{number}"}


def one_by_one(daemon):
    """Medians in ms: of an add, of the bare loop, of the one with the directory."""
    link, copy = Link(daemon.socket), daemon.home / "copy"
    ours, least, durable = [], [], []
    for block in range(ADDS // BLOCK):
        copy.write_bytes(daemon.book.read_bytes())
        least += bare(copy, BLOCK)
        durable += bare(copy, BLOCK, daemon.home)
        for n in range(BLOCK):
            start = time.perf_counter()
            link.call("Add", **add(block * BLOCK + n))
            ours.append(1000 * (time.perf_counter() - start))
            link.call("Remove", id=f"new-{block * BLOCK + n}")  # so that the book stays as it is
    link.close()
    return [statistics.median(times) for times in (ours, least, durable)]


def at_once(daemon):
    """Milliseconds for one add, of CLIENTS that ask at the same time: they share a write."""
    links, spent = [Link(daemon.socket) for _ in range(CLIENTS)], []
    for batch in range(BATCHES):
        start = time.perf_counter()
        for n, link in enumerate(links):
            link.send("Add", **add(1000 + batch * CLIENTS + n))
        for link in links:
            link.receive()
        spent.append(1000 * (time.perf_counter() - start) / CLIENTS)
        for n in range(CLIENTS):
            links[0].call("Remove", id=f"new-{1000 + batch * CLIENTS + n}")
    for link in links:
        link.close()
    return statistics.median(spent)


def main():
    daemon = Followupd(INTERVIEWS, where=WHERE)
    try:
        (single, least, durable), together = one_by_one(daemon), at_once(daemon)
    finally:
        daemon.remove()
    table([["durable, with 50 interviews", "ms each", "a second", "times the bare loop"],
           ["write, fsync, rename", least, round(1000 / least), least / durable],
           ["write, fsync, rename, fsync of the directory", durable, round(1000 / durable), 1.0],
           ["add, one after the other", single, round(1000 / single), single / durable],
           [f"add, {CLIENTS} at once", together, round(1000 / together), together / durable]])
    return 0 if judge("an add, times the bare loop", single / durable, ADD_FACTOR) else 1


sys.exit(main())
