"""Memory that cannot be had, and calls to the kernel that fail, when the test says so.

See fault-shim.c, which is preloaded into the daemon. What fails is said between two calls, so one daemon
takes thousands of faults.
"""

import contextlib
import ctypes
import errno
import mmap
import subprocess
from pathlib import Path

from .needs import bin_directory, built, need_program

CALLS = ("fsync", "write", "inotify_init1", "inotify_add_watch", "exchange")
SHIM = Path(__file__).with_name("fault-shim.c")
FOR_EVER = (1 << 64) - 1


class _Map(ctypes.Structure):
    """struct faults of fault-shim.c"""
    _fields_ = [("fail_from", ctypes.c_uint64), ("fail_until", ctypes.c_uint64), ("seen", ctypes.c_uint64),
                ("failed", ctypes.c_uint64), ("live", ctypes.c_int64), ("errors", ctypes.c_int32 * len(CALLS)),
                ("refused", ctypes.c_uint32 * len(CALLS))]


class Faults:
    """What fails in one program of one home."""

    def __init__(self, home, program="followupd"):
        self.home, self.program = home, program
        self.path = home.root / f"faults-{program}"
        with open(self.path, "w+b") as file:
            file.truncate(ctypes.sizeof(_Map))
            self._map = _Map.from_buffer(mmap.mmap(file.fileno(), ctypes.sizeof(_Map)))
        self.path.chmod(0o666)

    def env(self, clock=None):
        """What starts the program so that it can be made to fail. This library comes before all others, also
        before a sanitizer's, which it calls."""
        shim = _shim(self.home)
        other = clock.env(built("followupd"))["LD_PRELOAD"] if clock else ""
        options = self.home.env()["ASAN_OPTIONS"] + ":verify_asan_link_order=0:allocator_may_return_null=1"
        return {"FAULTS": self.path, "FAULTS_PROGRAM": self.program, "ASAN_OPTIONS": options,
                "LD_PRELOAD": f"{shim}:{other}".rstrip(":")}

    @contextlib.contextmanager
    def no_memory(self, since, until=None):
        """From the allocation of that number (from 1) until that of the other no memory can be had. One
        alone, if there is no other."""
        self._map.seen = self._map.failed = 0
        self._map.fail_from = since
        self._map.fail_until = since if until is None else until
        try:
            yield
        finally:
            self._map.fail_until = 0

    @contextlib.contextmanager
    def refuse(self, call, error):
        """As long as it lasts, that call fails: refuse("fsync", "EIO")."""
        self._map.errors[CALLS.index(call)] = getattr(errno, error)
        try:
            yield
        finally:
            self._map.errors[CALLS.index(call)] = 0

    @property
    def failed(self):
        """How many allocations have failed since the last no_memory()."""
        return self._map.failed

    @property
    def seen(self):
        """How many there were."""
        return self._map.seen

    @property
    def live(self):
        """Blocks of memory in use."""
        return self._map.live

    def refused(self, call):
        """How often that call has failed."""
        return self._map.refused[CALLS.index(call)]


def _shim(home):
    """The preload library: the Makefile's, or, where that is missing or old, one made here."""
    library = bin_directory() / "tests/programs/harness/fault-shim.so"
    if library.exists() and library.stat().st_mtime >= SHIM.stat().st_mtime:
        return library
    library = home.root / "fault-shim.so"
    if not library.exists():
        subprocess.run([need_program("cc", "gcc"), "-std=gnu17", "-D_GNU_SOURCE", "-O2", "-g", "-fPIC", "-shared",
                        "-o", library, SHIM], check=True)
    return library
