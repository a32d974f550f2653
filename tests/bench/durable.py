#!/usr/bin/python3
"""How fast what is changed is on disk: adds that were answered, one after the other and several at once, beside a bare loop of
write, fsync and rename of as many bytes in the same directory, without and with an fsync of the directory. Only with it is the
new file there after a power cut, which is what an answered add promises: that is what it is held to.

It is measured where BENCH_DIRECTORY says (the directory for builds by default), since /tmp may be no disk at all. An fsync may
take 0.1 ms, as in a virtual machine whose host answers for the disk, or several, as where a journal has to be written: so all of
it is measured a second time with an fsync that takes 2 ms longer, in the loop as in the daemon.

Where the time of an add goes is told by the calls that the daemon makes on its way.
"""

import os
import statistics
import struct
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from kit import BIN, Followupd, Link, compiled, judge, preloaded, table

WHERE = Path(os.environ.get("BENCH_DIRECTORY", BIN))
INTERVIEWS = 50
ADDS = 200  # one by one, in blocks between those of the bare loop
BLOCK = 20
CLIENTS = 10  # at once
BATCHES = 30
MANY = 100_000  # interviews
ADDS_TO_MANY = 3
ADD_FACTOR = 1.5
SLOW_MS = 2
SLOW = preloaded("sync-shim", SYNC_USEC=str(1000 * SLOW_MS))


def bare(path, times, environment, *directory):
    said = subprocess.run([compiled("bare-replace"), path, str(times), *directory], check=True, capture_output=True, text=True,
                          env={**os.environ, **environment}).stdout
    return [float(line) for line in said.split()]


def add(number):
    return {"company": f"New Company {number}", "at": "2031-01-02 14:00", "zone": "Europe/Berlin", "id": f"new-{number}"}


def one_by_one(daemon, adds, block, environment):
    """Medians in ms: of the bare loop, of the one with the directory, of an add."""
    link, copy = Link(daemon.socket), daemon.home / "copy"
    ours, least, durable = [], [], []
    for first in range(0, adds, block):
        copy.write_bytes(daemon.book.read_bytes())
        least += bare(copy, block, environment)
        durable += bare(copy, block, environment, daemon.home)
        for n in range(first, first + block):
            start = time.perf_counter()
            link.call("Add", **add(n))
            ours.append(1000 * (time.perf_counter() - start))
            link.call("Remove", id=f"new-{n}")  # so that the book stays as it is
    link.close()
    return [statistics.median(times) for times in (least, durable, ours)]


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


def measure(interviews, adds, block, environment):
    """Bare, bare with the directory, an add, one of several at once (None: not measured)."""
    daemon = Followupd(interviews, where=WHERE, environment=environment)
    try:
        return [*one_by_one(daemon, adds, block, environment), at_once(daemon) if interviews == INTERVIEWS else None]
    finally:
        daemon.remove()


# The calls in the daemon between a message and its answer (stamp-shim.c), and what is done until each, or None: with the next.
WAY = [("c", None), ("w", "the book read, edited, taken apart again"), ("W", None), ("s", None),
       ("S", "* the new text written and brought to disk"), ("s", "looked whether somebody saved, and exchanged"),
       ("S", "* the directory brought to disk"), ("u", None), ("U", "* the old text removed"),
       ("w", "planned, and the screen looked at"), ("W", None), ("a", "its line of the history, and the answer")]


def stamps_of(file):
    """The calls since it was asked before, as (letter, ms)."""
    file.seek(0)
    count = struct.unpack("qq", file.read(16))[0]
    rows = struct.iter_unpack("qq", file.read(16 * count))
    calls = [(chr(letter), nsec / 1e6) for letter, nsec in rows]
    os.pwrite(file.fileno(), struct.pack("qq", 0, 0), 0)
    return calls


def tell_the_way():
    """Medians of the time between the calls, for adds that were answered."""
    with tempfile.NamedTemporaryFile(buffering=0) as file:
        file.truncate(1 << 20)
        daemon = Followupd(INTERVIEWS, where=WHERE, environment=preloaded("stamp-shim", STAMPS=file.name))
        spent, link = [], Link(daemon.socket)
        for n in range(ADDS):
            stamps_of(file)
            start = time.perf_counter()
            link.call("Add", **add(n))
            whole = 1000 * (time.perf_counter() - start)
            calls = stamps_of(file)
            if [letter for letter, _ in calls] == [letter for letter, _ in WAY]:
                steps = [after - before for (_, before), (_, after) in zip(calls, calls[1:])]
                spent.append([*steps, whole - sum(steps)])
            link.call("Remove", id=f"new-{n}")
        link.close()
        daemon.remove()
    if len(spent) < ADDS // 2:
        sys.exit("the daemon goes another way now: mend WAY")
    medians = [statistics.median(times) for times in zip(*spent)]
    rows, ms = [["where the time of an add goes (*: the bare loop's does, too)", "ms"]], 0.0
    for (_, step), more in zip(WAY[1:], medians):
        ms += more
        if step:
            rows.append([step, ms])
            ms = 0.0
    table([*rows, ["the client, and the way there and back", medians[-1]]])


def tell(title, figures):
    """Prints them; returns how many times the loop an add takes."""
    durable = figures[1]
    names = ["write, fsync, rename", "write, fsync, rename, fsync of the directory", "add, one after the other",
             f"add, {CLIENTS} at once"]
    table([[title, "ms each", "a second", "times the bare loop"],
           *([name, ms, round(1000 / ms) if ms < 100 else 1000 / ms, ms / durable] for name, ms in zip(names, figures) if ms)])
    return figures[2] / durable


def main():
    here = tell(f"durable, with {INTERVIEWS} interviews", measure(INTERVIEWS, ADDS, BLOCK, {}))
    slow = tell(f"the same where an fsync takes {SLOW_MS} ms longer", measure(INTERVIEWS, ADDS, BLOCK, SLOW))
    tell_the_way()
    tell(f"with {MANY:,} interviews", measure(MANY, ADDS_TO_MANY, 1, {}))
    judge("an add, times the bare loop", here, ADD_FACTOR, claimed=False)
    return 0 if judge(f"the same where an fsync takes {SLOW_MS} ms longer", slow, ADD_FACTOR) else 1


sys.exit(main())
