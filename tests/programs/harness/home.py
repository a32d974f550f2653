"""A private home: the XDG directories of one imaginary user, and nothing of the real one's."""

import contextlib
import os
import shutil
import tempfile
from pathlib import Path

from .needs import need_root


class Home:
    """A temporary tree. Its path is short, because sun_path has 108 bytes.

    zone   the user's time zone (TZ of all programs)
    uid    whose home it is; another than our own needs root
    plain  nothing is in it and no XDG_ variable is set: a fresh account, as a Manager wants it
    place  where it is
    """

    def __init__(self, zone="UTC", uid=None, plain=False, place="/tmp"):
        self.zone = zone
        self.uid = os.geteuid() if uid is None else uid
        if self.uid != os.geteuid():
            need_root("the home of another user")
        self.root = Path(tempfile.mkdtemp(prefix="fu-", dir=place))
        self.data, self.config, self.state, self.cache, self.run = self._directories(plain)
        self.book = self.data / "followupd/interviews.ini"
        self.settings = self.config / "followupd/followupd.conf"
        self.memory = self.state / "followupd/popups.ini"
        self.socket = self.run / "followupd/control"
        self.logs = self.root / "logs"
        self.logs.mkdir()
        self.give_away()

    def _directories(self, plain):
        if plain:
            below_home = (".local/share", ".config", ".local/state", ".cache")
            return (*(self.root / name for name in below_home), Path(f"/run/user/{self.uid}"))
        directories = [self.root / name for name in ("data", "config", "state", "cache", "run")]
        for directory in directories:
            directory.mkdir(mode=0o700)
        return directories

    def give_away(self):
        """Makes everything in it the user's, who need not be who runs the tests."""
        if self.uid == os.geteuid():
            return
        for path in (self.root, *self.root.rglob("*")):
            with contextlib.suppress(FileNotFoundError):  # a daemon at work makes files and removes them
                os.chown(path, self.uid, self.uid, follow_symlinks=False)

    def env(self, **more):
        """The whole environment of a program of this user; None takes a variable out."""
        env = {
            "PATH": "/usr/local/bin:/usr/bin:/bin:/usr/sbin:/sbin",
            "HOME": str(self.root),
            "LANG": "C.UTF-8",
            "TZ": self.zone,
            "XDG_DATA_HOME": str(self.data),
            "XDG_CONFIG_HOME": str(self.config),
            "XDG_STATE_HOME": str(self.state),
            "XDG_CACHE_HOME": str(self.cache),
            "XDG_RUNTIME_DIR": str(self.run),
            # Builds with sanitizers: a finding ends the program, with a code of its own.
            "ASAN_OPTIONS": f"exitcode={SANITIZER_EXIT}:detect_stack_use_after_return=1",
            "UBSAN_OPTIONS": f"exitcode={SANITIZER_EXIT}:halt_on_error=1:print_stacktrace=1",
            **more,
        }
        return {name: str(value) for name, value in env.items() if value is not None}

    def write_book(self, text):
        self._write(self.book, text)

    def write_settings(self, text):
        self._write(self.settings, text)

    def read_book(self):
        """The book's bytes."""
        return self.book.read_bytes()

    def save(self, path, text):
        """Saves as careful editors do: writes beside the file and renames."""
        beside = path.with_name(path.name + ".new")
        self._write(beside, text)
        beside.rename(path)

    def _write(self, path, text):
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
        self.give_away()

    def remove(self):
        shutil.rmtree(self.root, ignore_errors=True)


SANITIZER_EXIT = 99
