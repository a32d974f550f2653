"""A second real notification server: mako under sway, driven by makoctl."""

import json
import subprocess

from .needs import need_program
from .wait import LIMIT


class Mako:
    """mako on a bus. `settings` are lines of its configuration; `timeout` is after how long a pop-up
    expires, in milliseconds, whatever it asks for (0: never)."""

    def __init__(self, home, env, settings="", timeout=0):
        self.home, self.env = home, env
        self.process = None
        self._configuration = home.root / "mako.conf"
        ignore = f"default-timeout={timeout}\nignore-timeout=1\n" if timeout else ""
        self._configuration.write_text(ignore + settings)

    def start(self):
        with open(self.home.logs / "mako", "ab") as log:
            self.process = subprocess.Popen(
                ["setpriv", "--pdeathsig", "KILL", need_program("mako", "mako-notifier"), "-c",
                 str(self._configuration)], stdin=subprocess.DEVNULL, stdout=log, stderr=log, env=self.env)
        return self.process.pid

    def ctl(self, *args):
        """makoctl; returns its output."""
        done = subprocess.run([need_program("makoctl", "mako-notifier"), *map(str, args)], env=self.env,
                              capture_output=True, text=True, timeout=LIMIT, check=False)
        assert done.returncode == 0, f"makoctl {args}: {done.stderr}"
        return done.stdout

    def displayed(self):
        """How many pop-ups mako itself says it has."""
        return len(json.loads(self.ctl("list"))["data"][0])

    def choose(self, popup, key):
        self.ctl("invoke", "-n", popup.id, key)

    def dismiss(self, popup):
        self.ctl("dismiss", "-n", popup.id)

    def close(self):
        if self.process:
            self.process.kill()
            self.process.wait(LIMIT)
