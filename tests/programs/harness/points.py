"""The points at which a program changes something outside of itself, and its death at one of them.

See point-shim.c, which is preloaded into the daemon and its helper. A Point is known by program, name and
number, the same from run to run.
"""

import os
import subprocess
from dataclasses import dataclass
from pathlib import Path

from .clock import sanitizer_runtime
from .needs import bin_directory, built, need_program

SIDES = ("before", "after")


@dataclass(frozen=True, order=True)
class Point:
    """One line of a list of points."""
    program: str
    name: str
    number: int

    @classmethod
    def of(cls, line):
        program, name, number = line.split("|")
        return cls(program, name, int(number))

    def __str__(self):
        return f"{self.program}|{self.name}|{self.number}"


class Points:
    """The points that the programs of one home come to. `beside` is one of its files: the directory is one of those
    in which they may write once they have confined themselves."""

    def __init__(self, home, beside=None):
        self.home = home
        beside = beside or home.memory
        self._list, self._died = beside.with_name("points"), beside.with_name("points.died")

    def env(self, clock, die=None, side=None):
        """What starts the daemon so that its points are noted, and that it, or its helper, dies at one."""
        preload = clock.env(built("followupd"))["LD_PRELOAD"] + f":{_shim()}"
        env = {"LD_PRELOAD": preload, "POINTS_ROOT": self.home.root, "POINTS_LIST": self._list}
        return env | ({"POINTS_DIE": f"{die}|{side}"} if die else {})

    def forget(self):
        self._list.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        self._list.write_text("")
        self._died.unlink(missing_ok=True)

    def no_more(self):
        """From now on nobody dies any more."""
        self._died.touch()

    def passed(self):
        """Those that were come to so far, in order."""
        return [Point.of(line) for line in self._list.read_text().splitlines()]

    def died(self):
        """True once somebody has died where it was to."""
        return self._died.exists()


class Recorder:
    """The record of what the daemon of one home does to its files (points/record.c), a new one for each env()."""

    def __init__(self, home):
        self.home, self._n = home, 0
        self._points = Points(home, beside=home.socket)

    def env(self, die=None, save=(), fail=(), exchange=True):
        """What starts the daemon so that it is recorded, as often as it is started. `die`: (Point, side), at which it
        kills itself, once; `save`: some of these, at which an editor saves the book; `fail`: some at which the
        disk fails; exchange=False: on a file system that cannot exchange names."""
        self._points.forget()
        self._n += 1
        self._record = self.home.logs / f"record-{self._n}"
        preload = ":".join([*sanitizer_runtime(built("followupd")), str(_shim())])
        env = {"LD_PRELOAD": preload, "POINTS_ROOT": self.home.root, "POINTS_LIST": self._points._list,
               "POINTS_RECORD": self._record, "POINTS_BOOK": os.path.realpath(self.home.book),
               "POINTS_DIE": f"{die[0]}|{die[1]}" if die else None, "POINTS_SAVE": _moments(save),
               "POINTS_FAIL": _moments(fail), "POINTS_NO_EXCHANGE": None if exchange else "1"}
        return {name: value for name, value in env.items() if value}

    def lines(self):
        return self._record.read_text().splitlines()

    def passed(self):
        return self._points.passed()


def _moments(pairs):
    return " ".join(f"{point}|{side}".replace(" ", "_") for point, side in pairs)


def _shim():
    """The preload library that the Makefile has made, or one made here."""
    source = __file__.replace("points.py", "point-shim.c")
    library = bin_directory() / "tests/programs/harness/point-shim.so"
    if not library.exists():
        library.parent.mkdir(parents=True, exist_ok=True)
        parts = sorted(Path(__file__).with_name("points").glob("*.c"))
        subprocess.run([need_program("cc", "gcc"), "-std=gnu17", "-D_GNU_SOURCE", "-O2", "-g", "-fPIC",
                        "-shared", "-o", library, source, *parts, "-ldl"], check=True)
    return library
