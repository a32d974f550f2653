"""A third real notification server: GNOME's old notification-daemon. It has no interface to drive it by, so
its user looks and clicks."""

import subprocess
import time

from .needs import need, need_program
from .wait import LIMIT, wait_until

PROGRAM = "/usr/lib/notification-daemon/notification-daemon"
DARK = 110           # grey levels of text, on light grey
CLOSE_AT = (376, 29)  # the cross, from the pop-up's upper left corner
GAP = 10             # pixels between two buttons at least, and between two letters at most
MARGIN = 12
STILL = 0.3          # seconds without moving


class NotificationDaemon:
    """notification-daemon on a bus and an X screen of its own: whoever clicks must hit nobody else's."""

    def __init__(self, home, env):
        self.home, self.env = home, {**env, "NO_AT_BRIDGE": "1", "GTK_THEME": "Adwaita"}
        self.process = None

    def start(self):
        need(subprocess.run(["test", "-x", PROGRAM], check=False).returncode == 0,
             "notification-daemon is not here (Debian: notification-daemon)")
        with open(self.home.logs / "notification-daemon", "ab") as log:
            self.process = subprocess.Popen(["setpriv", "--pdeathsig", "KILL", PROGRAM], stdin=subprocess.DEVNULL,
                                            stdout=log, stderr=log, env=self.env)
        return self.process.pid

    def displayed(self):
        return len(self._windows())

    def choose(self, popup, key):
        """Clicks the button of that key, or for "default" the pop-up's text."""
        shown = list(popup.buttons)
        window = self._window()
        if key == "default":
            self._click(window, 200, 40)
            return
        buttons = wait_until(lambda: [self._buttons(window)] if len(self._buttons(window)) == len(shown) else None,
                             f"{len(shown)} buttons", hint=lambda: self._buttons(window))[0]
        self._click(window, *buttons[shown.index(key)])

    def dismiss(self, popup):
        """Clicks its cross."""
        self._click(self._window(), *CLOSE_AT)

    def _window(self):
        """The only one, once it has stopped to slide to its place."""
        seen = []

        def stands():
            windows = self._windows()
            if len(windows) != 1:
                seen.clear()
                return None
            seen.append((time.monotonic(), windows[0], self._place(windows[0])))
            since = [moment for moment, *where in seen if where == list(seen[-1][1:])]
            if any(where != list(seen[-1][1:]) for _, *where in seen):
                seen[:] = seen[-1:]
                return None
            return windows if since[-1] - since[0] > STILL else None
        return wait_until(stands, "one window that stands still", hint=self._windows)[0]

    def _windows(self):
        """The visible ones that are large enough for a pop-up."""
        found = self._xdotool("search", "--onlyvisible", "--class", "notification-daemon", fails=True).split()
        return [one for one in found if self._size(one)[0] > 100]

    def _size(self, window):
        numbers = dict(word.split("=") for word in self._place(window).split())
        return int(numbers.get("WIDTH", 0)), int(numbers.get("HEIGHT", 0))

    def _place(self, window):
        return self._xdotool("getwindowgeometry", "--shell", window, fails=True)

    def _buttons(self, window):
        """The middle of each word or group of words in the lowest line of text."""
        width, height = self._size(window)
        grey = subprocess.run([need_program("import", "imagemagick"), "-window", window, "-depth", "8", "gray:-"],
                              env=self.env, capture_output=True, check=True, timeout=LIMIT).stdout
        if len(grey) != width * height:
            return []
        columns = range(MARGIN, width - MARGIN)
        dark = {y: [x for x in columns if grey[y * width + x] < DARK] for y in range(MARGIN, height - MARGIN)}
        line = max((y for y in dark if dark[y]), default=0)
        rows = range(max(MARGIN, line - 8), line + 1)
        places = sorted({x for y in rows for x in dark[y]})
        groups = []
        for x in places:
            if groups and x - groups[-1][-1] <= GAP:
                groups[-1].append(x)
            else:
                groups.append([x])
        return [((group[0] + group[-1]) // 2, line - 4) for group in groups]

    def _click(self, window, x, y):
        self._xdotool("mousemove", "--window", window, str(x), str(y), "click", "1")

    def _xdotool(self, *words, fails=False):
        done = subprocess.run([need_program("xdotool", "xdotool"), *words], env=self.env, capture_output=True,
                              text=True, timeout=LIMIT, check=False)
        assert fails or done.returncode == 0, done.stderr
        return done.stdout

    def close(self):
        if self.process:
            self.process.kill()
            self.process.wait(LIMIT)
