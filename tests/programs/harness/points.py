"""The points at which a program changes something outside of itself, and its death at one of them.

See point-shim.c, which is preloaded into the daemon and its helper. A Point is known by program, name and
number, the same from run to run.
"""

import subprocess
from dataclasses import dataclass

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
    """The points that the programs of one home come to."""

    def __init__(self, home):
        self.home = home
        # Where they may write once they have confined themselves.
        self._list = home.memory.with_name("points")
        self._died = home.memory.with_name("points.died")

    def env(self, clock, die=None, side=None):
        """What starts the daemon so that its points are noted, and that it, or its helper, dies at one."""
        preload = clock.env(built("followupd"))["LD_PRELOAD"] + f":{_shim()}"
        env = {"LD_PRELOAD": preload, "POINTS_ROOT": self.home.root, "POINTS_LIST": self._list}
        return env | ({"POINTS_DIE": f"{die}|{side}"} if die else {})

    def forget(self):
        self.home.memory.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
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


def _shim():
    """The preload library that the Makefile has made, or one made here."""
    source = __file__.replace("points.py", "point-shim.c")
    library = bin_directory() / "tests/programs/harness/point-shim.so"
    if not library.exists():
        library.parent.mkdir(parents=True, exist_ok=True)
        subprocess.run([need_program("cc", "gcc"), "-std=gnu17", "-D_GNU_SOURCE", "-O2", "-g", "-fPIC",
                        "-shared", "-o", library, source, "-ldl"], check=True)
    return library
