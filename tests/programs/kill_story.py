"""One reminder's whole life, in which the daemon or its helper may be killed at one point: an interview, its
thank-you due, shown, a fact noted, the button pressed, the line in the book, the screen empty, the end.

Somebody restarts the daemon as systemd would; the user does what users do: presses the button that is there,
and calls a command again that failed."""

import re
import signal

from acme import BOOK, SETTINGS, THANK_DANA, check
from harness.clock import Clock
from harness.ctl import Ctl
from harness.daemon import Daemon
from harness.logind import Logind
from harness.points import Points
from harness.wait import wait_until

BEFORE = "2026-11-24 15:30"  # the thank-you opens at 15:45
DUE = "2026-11-24 15:50"
NOTE = "their manual is a book"
SENT = re.compile(rb"^sent *= 2026-11-24 16:5\d\+01:00 thank-you email to Dana Li <dana@acme\.example>$", re.MULTILINE)


class Story:
    """Told again and again on one desktop, each time from the beginning. What it came to: `appearances`, how
    often a pop-up came up that took no other's place; `at_once`, how many stood side by side at most; `presses`,
    how often the user had to press; `restarts` of the daemon; `left`, files beside the book."""

    def __init__(self, home, desktop):
        self.home, self.desktop = home, desktop
        self.clock, self.ctl, self.points = Clock(home), Ctl(home), Points(home)
        self.logind = Logind(home, desktop)
        self.daemon = None

    def close(self):
        if self.daemon:
            self.daemon.close()
        self.logind.close()

    # ---- What happens

    def tell(self, die=None, side=None):
        self._begin(die, side)
        self._wait(lambda: self.daemon.notify.count("READY"), "READY=1")
        self.clock.set(DUE)
        self._wait(lambda: self._pressable(), "the pop-up")
        self._note()
        self._press()
        self._wait(self._is_quiet, "an empty screen and no helper")
        self._stop()
        self.passed = list(dict.fromkeys(self.points.passed()))
        self.died = self.points.died()
        self.points.no_more()
        self._look()

    def _begin(self, die, side):
        self.home.write_book(BOOK)
        self.home.write_settings(SETTINGS)
        for file in self.home.memory.parent.glob("*"):
            file.unlink()
        for file in self._left():
            file.unlink()
        self.points.forget()
        self.clock.set(BEFORE)
        self.first = len(self.desktop.record.popups)
        self.presses = self.restarts = 0
        self.at_once = 0
        self.waits_for_helper = die is not None and die.program == "followup-popup"
        env = self.logind.env() | self.points.env(self.clock, die, side)
        self.daemon = Daemon(self.home, self.clock, self.desktop, env=env)
        self.daemon.start(ready=False)

    def _note(self):
        """A command whose answer tells whether it was done; who gets none asks again."""
        for _ in range(2):
            if self.ctl.run("note", "acme-onsite", "--learned", NOTE).code == 0:
                assert NOTE.encode() in self.home.read_book(), "answered, and not in the book"
                return
            self._wait(lambda: self.restarts and self.daemon.notify.count("READY"), "READY=1 after the death")
        raise AssertionError("a command failed twice")

    def _press(self):
        pressed = []
        while not self._is_sent():
            self._wait(lambda: self._is_sent() or self._pressable(pressed), "a pop-up to press, or the line in the book")
            popup = self._pressable(pressed)
            if not self._is_sent() and popup:
                pressed.append(popup)
                self.presses += 1
                assert self.presses <= 2, "the button had to be pressed again and again"
                self.desktop.invoke(popup, "sent")

    def _stop(self):
        """At logout; also that may be where it dies."""
        self.daemon.process.send_signal(signal.SIGTERM)
        self.daemon.process.wait(20)
        code = self.daemon.process.returncode
        assert code in (0, -signal.SIGKILL), self.daemon.log()
        self.daemon.close()

    # ---- What is looked at

    def _look(self):
        """A new day: nothing more comes, nothing is broken, nothing was lost."""
        book = self.home.read_book()
        assert len(SENT.findall(book)) == 1, book.decode()
        assert 1 <= book.count(NOTE.encode()) <= 2, book.decode()
        assert all(line in book for line in BOOK.encode().splitlines()), book.decode()
        assert check(self.home.book)[0] == 0
        self.daemon.start()
        self._wait(self._is_well, "nothing due, nothing on the screen, no problem")
        assert self.desktop.shown() == []
        self.left = [file.name for file in self._left()]
        thanked, = [m for m in self.ctl.json("show", "acme-onsite")["milestones"] if m["milestone"] == "thank-you"]
        assert thanked["status"] == "done" and thanked["shown"] <= 2, thanked
        self.daemon.stop()
        assert self.appearances <= 2, self.popups()

    def popups(self):
        return self.desktop.record.popups[self.first:]

    @property
    def appearances(self):
        """A pop-up that is put in the place of one on the screen is none."""
        successors = [id(popup.successor) for popup in self.popups() if popup.successor]
        return sum(id(popup) not in successors for popup in self.popups())

    def _on_screen(self):
        found = [popup for popup in self.popups() if popup.on_screen]
        self.at_once = max(self.at_once, len(found))
        return found

    def _pressable(self, but=()):
        """The newest pop-up of a helper that lives."""
        found = [popup for popup in self._on_screen() if THANK_DANA in popup.summary and popup not in but
                 and self.desktop.record.owners.get(popup.sender)]
        return found[-1] if found else None

    def _is_sent(self):
        return SENT.search(self.home.read_book())

    def _is_quiet(self):
        return (self.daemon.runs() and self.daemon.notify.count("READY") and self.daemon.helper() is None
                and not self._on_screen())

    def _is_well(self):
        status = self.ctl.json("status")
        thank_yous = [due for due in status["due"] if due["milestone"] == "thank-you"]
        return self._is_quiet() and not thank_yous and {p["code"] for p in status["problems"]} <= {"hint"}

    def _left(self):
        return [*self.home.book.parent.glob(".interviews.ini.*"), *self.home.memory.parent.glob(".popups.ini.*")]

    def _wait(self, condition, what):
        def there():
            if not self.daemon.runs():
                self._restart()
            elif self.waits_for_helper and "ended by signal 9" in self.daemon.log():
                self.waits_for_helper = False
                self.clock.let_pass(seconds=2)  # after which it is started again
            return condition()
        wait_until(there, what, hint=lambda: f"{self.popups()}\n{self.daemon.log()}")

    def _restart(self):
        assert self.daemon.process.returncode == -signal.SIGKILL, self.daemon.log()
        self.daemon.close()
        self.restarts += 1
        self.daemon.start(ready=False)
