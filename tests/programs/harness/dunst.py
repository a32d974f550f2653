"""The real notification server: dunst, driven through its own interface (dunstctl)."""

import subprocess

from .needs import need_program
from .wait import LIMIT

CONFIGURATION = """\
[global]
sort = false
stack_duplicates = false
notification_limit = 20
history_length = 100
idle_threshold = 0
width = (200, 500)
dmenu = {menu}
{settings}
[urgency_low]
timeout = {timeout}
[urgency_normal]
timeout = {timeout}
[urgency_critical]
timeout = {timeout}
"""
# dunst's way of asking which action: a program that reads lines such as "#Sent (Thank Dana) [2,sent]"
# and prints one of them.
MENU = """\
#!/bin/sh
tee '{seen}' | grep -F -f '{choice}'
"""


class Dunst:
    """dunst on a bus. `settings` are further lines of its [global] section, such as
    "markup = full"; `timeout` is after how long a pop-up expires (0: never)."""

    def __init__(self, home, env, settings="", timeout="0"):
        self.home, self.env = home, env
        self.process = None
        self._choice = home.root / "menu-choice"
        menu = home.root / "menu"
        menu.write_text(MENU.format(seen=home.root / "menu-seen", choice=self._choice))
        menu.chmod(0o755)
        self._configuration = home.root / "dunstrc"
        self._configuration.write_text(
            CONFIGURATION.format(menu=menu, settings=settings, timeout=timeout))

    def command(self):
        """What starts it, also in a .service file of the bus."""
        return [need_program("dunst", "dunst"), "-conf", str(self._configuration)]

    def start(self):
        """Starts it; it serves as soon as its name has an owner."""
        with open(self.home.logs / "dunst", "ab") as log:
            self.process = subprocess.Popen(
                ["setpriv", "--pdeathsig", "KILL", *self.command()], stdin=subprocess.DEVNULL,
                stdout=log, stderr=log, env=self.env)
        return self.process.pid

    def ctl(self, *args):
        """dunstctl; returns its output."""
        done = subprocess.run([need_program("dunstctl", "dunst"), *args], env=self.env,
                              capture_output=True, text=True, timeout=LIMIT, check=False)
        assert done.returncode == 0, f"dunstctl {args}: {done.stderr}"
        return done.stdout

    def displayed(self):
        """How many pop-ups dunst itself says are on its screen."""
        return int(self.ctl("count", "displayed"))

    def choose(self, popup, key):
        """Chooses an action of a pop-up in dunst's context menu."""
        self._choice.write_text(f"[{popup.id},{key}]\n")
        self.ctl("context")

    def dismiss(self, _popup):
        """The user's own closing; dunst takes the oldest one."""
        self.ctl("close")

    def close(self):
        if self.process:
            self.process.kill()
            self.process.wait(LIMIT)
