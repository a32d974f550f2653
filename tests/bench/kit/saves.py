"""An editor that saves a daemon's book."""

import os
import statistics
import time

from . import Followupd, Link


def save_again_and_again(daemon, times):
    """Milliseconds until a client that watches is told, of each of so many saves."""
    link, beside, spent = Link(daemon.socket), daemon.home / "beside", []
    link.send("Watch", more=True)
    link.receive()
    text = daemon.book.read_text()
    for n in range(times):
        beside.write_text(text.replace("Company 0\n", f"Company 0 {n}\n", 1))  # the first of what comes next
        start = time.perf_counter()
        os.rename(beside, daemon.book)
        link.receive()
        spent.append(1000 * (time.perf_counter() - start))
    link.close()
    return spent


def saves(interviews, times):
    """The median of it, and CPU milliseconds of the daemon for one."""
    daemon = Followupd(interviews)
    try:
        before = cpu(daemon.pid)
        spent = save_again_and_again(daemon, times)
        return statistics.median(spent), (cpu(daemon.pid) - before) / times
    finally:
        daemon.remove()


def cpu(pid):
    """Milliseconds of processor time."""
    with open(f"/proc/{pid}/schedstat", encoding="ascii") as file:
        return int(file.read().split()[0]) / 1e6
