"""A Wayland screen that nobody sees: sway without hardware."""

import os
import subprocess
import tempfile
from pathlib import Path

from .daemon import as_user
from .needs import need_program
from .wait import LIMIT, wait_until

CONFIGURATION = """\
output HEADLESS-1 resolution 1280x800
output * background #4a6785 solid_color
xwayland disable
"""
NOBODY = 65534


class Sway:
    """One compositor; it serves all tests of a run. It refuses to be root, so for root it is nobody, and
    root's programs reach its socket all the same."""

    def __init__(self):
        self.directory = Path(tempfile.mkdtemp(prefix="fu-sway-", dir="/tmp"))
        self.directory.chmod(0o755)
        configuration = self.directory / "config"
        configuration.write_text(CONFIGURATION)
        uid = os.geteuid() or NOBODY
        os.chown(self.directory, uid, -1)
        env = {"PATH": os.environ["PATH"], "HOME": str(self.directory), "XDG_RUNTIME_DIR": str(self.directory),
               "WLR_BACKENDS": "headless", "WLR_LIBINPUT_NO_DEVICES": "1", "WLR_RENDERER": "pixman"}
        self._log = self.directory / "log"
        with open(self._log, "wb") as log:
            self.process = subprocess.Popen(
                ["setpriv", "--pdeathsig", "KILL", need_program("sway", "sway"), "-c", str(configuration)],
                stdin=subprocess.DEVNULL, stdout=log, stderr=log, env=env, **as_user(uid))
        sockets = wait_until(self._sockets, "sway's socket", hint=self._log.read_text)
        self.display = str(sockets[0])  # a path: found whatever XDG_RUNTIME_DIR is

    def env(self):
        return {"WAYLAND_DISPLAY": self.display}

    def _sockets(self):
        return [path for path in self.directory.glob("wayland-*") if path.is_socket()]

    def picture(self, path):
        """Writes what is on the screen to an image file."""
        subprocess.run([need_program("grim", "grim"), path], check=True, timeout=LIMIT,
                       env={**os.environ, **self.env(), "XDG_RUNTIME_DIR": str(self.directory)})

    def close(self):
        self.process.terminate()
        self.process.wait(LIMIT)
        for path in self.directory.iterdir():
            path.unlink()
        self.directory.rmdir()
