"""What the benchmarks share: a book, a daemon of its own, a connection to it, whole processes timed in turns, tables.

A figure is a median, and a bound is a ratio to something bare that was measured in the same run: how fast the machine is,
and what else it does meanwhile, changes both.
"""

import datetime
import json
import os
import select
import shutil
import socket
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

BIN = Path(os.environ["FOLLOWUPD_BIN"])
TREE = Path(__file__).resolve().parents[3]
CONTROL = "io.followupd.Control."


def days_ahead():
    """The days of made-up appointments: from in a month on, one after the other."""
    start = datetime.date.today() + datetime.timedelta(days=30)
    while True:
        yield start
        start += datetime.timedelta(days=1)


def book(interviews):
    """The text of a book, all of it still to come."""
    return "".join(
        f"[company-{n}]\ncompany = Company {n}\nrole = Engineer\nwhen = {day} 14:00\n"
        f"zone = Europe/Berlin\nduration = 45min\ninterviewer = Person {n} <person-{n}@company-{n}.example>\n"
        f"topic = what they talked about\n\n" for n, day in zip(range(interviews), days_ahead()))


class Link:
    """A connection to the control socket."""

    def __init__(self, path):
        self.socket = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        self.socket.settimeout(60)
        self.socket.connect(str(path))
        self.rest = b""

    def send(self, method, more=False, **parameters):
        message = {"method": CONTROL + method, "parameters": parameters} | ({"more": True} if more else {})
        self.socket.sendall(json.dumps(message).encode() + b"\0")

    def receive(self):
        while b"\0" not in self.rest:
            self.rest += self.socket.recv(1 << 20) or sys.exit("the daemon hung up")
        answer, _, self.rest = self.rest.partition(b"\0")
        answer = json.loads(answer)
        if "error" in answer:
            sys.exit(f"the daemon refused: {answer}")
        return answer["parameters"]

    def call(self, method, **parameters):
        self.send(method, **parameters)
        return self.receive()

    def close(self):
        self.socket.close()


class Followupd:
    """A daemon with a home of its own and a book of that many interviews; remove() ends both."""

    def __init__(self, interviews, where=None, environment=None):
        self.home = Path(tempfile.mkdtemp(prefix="followupd-bench.", dir=where))
        self.book, self.socket = self.home / "interviews.ini", self.home / "control"
        self.book.write_text(book(interviews))
        (self.home / "conf").write_text("[etiquette]\nweek-ahead = no\n")  # due at the beginning of any week
        self.notify = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
        self.notify.bind(str(self.home / "notify"))
        command = [BIN / "followupd", "--book", self.book, "--settings", self.home / "conf",
                   "--memory", self.home / "memory" / "popups.ini", "--socket", self.socket,
                   "--popup", BIN / "followup-popup"]
        environment = {"NOTIFY_SOCKET": str(self.home / "notify"), "DBUS_SESSION_BUS_ADDRESS": "disabled:", **(environment or {})}
        self.process = subprocess.Popen(command, env={**os.environ, **environment}, stderr=subprocess.DEVNULL)
        self.pid = self.process.pid
        self._wait_ready()

    def _wait_ready(self):
        while select.select([self.notify], [], [], 60)[0]:
            if "READY=1" in self.notify.recv(4096).decode().split("\n"):
                return
        self.process.kill()
        sys.exit("the daemon was not ready within 60 s")

    def remove(self):
        self.process.terminate()
        self.process.wait()
        self.notify.close()
        shutil.rmtree(self.home)


def compiled(name):
    """A program of tests/bench."""
    return BIN / "tests/bench" / name


def preloaded(name, **settings):
    """The environment of a program into which a shim of the tests is preloaded."""
    return {"LD_PRELOAD": str(BIN / f"tests/programs/harness/{name}.so"), **settings}


def run_once(command, environment):
    """Milliseconds from before the fork until the process is gone; its output goes nowhere, it must end with 0."""
    nowhere = [(os.POSIX_SPAWN_OPEN, fd, "/dev/null", os.O_RDWR, 0) for fd in (0, 1)]
    start = time.perf_counter()
    pid = os.posix_spawn(command[0], [str(word) for word in command], environment, file_actions=nowhere)
    status = os.waitpid(pid, 0)[1]
    spent = time.perf_counter() - start
    if status != 0:
        sys.exit(f"{command}: status {status}")
    return 1000 * spent


def time_processes(commands, rounds):
    """{name: median milliseconds} of {name: (command, environment)}, each in turn, so that all meet the same machine."""
    times = {name: [] for name in commands}
    for _ in range(rounds):
        for name, (command, environment) in commands.items():
            times[name].append(run_once(command, {**os.environ, **environment}))
    return {name: statistics.median(spent) for name, spent in times.items()}


def table(rows):
    """Prints rows of equal length, the first as a head; numbers to the right."""
    rows = [[cell if isinstance(cell, str) else f"{cell:,.2f}" if isinstance(cell, float) else f"{cell:,}" for cell in row]
            for row in rows]
    widths = [max(map(len, column)) for column in zip(*rows)]
    for row in rows:
        first, *rest = (cell.ljust(width) if n == 0 else cell.rjust(width) for n, (cell, width) in
                        enumerate(zip(row, widths)))
        print("  " + "  ".join([first, *rest]).rstrip())


def judge(what, value, bound, claimed=True):
    """Prints a figure beside its bound; false if it is beyond one that docs/QUALITY.md claims to be kept."""
    verdict = "" if value <= bound else "   TOO MUCH" if claimed else "   not reached, and not claimed"
    print(f"  {what:<58} {value:>8.2f}   at most {bound:g}{verdict}")
    return value <= bound or not claimed


def need(program, package):
    """The path of a peer's program."""
    return shutil.which(program, path=os.environ.get("PATH", "") + ":/usr/sbin") or sys.exit(
        f"{program} is not here (Debian: {package}): make deps-bench")
