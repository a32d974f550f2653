"""The record of all that crosses a bus, and the pop-ups that follow from it."""

import json
import os
import select
import subprocess
import threading
import time
from dataclasses import dataclass, field

from .needs import need_program
from .wait import LIMIT, wait_until

NOTIFICATIONS = "org.freedesktop.Notifications"


@dataclass
class Popup:
    """One Notify call and what became of it."""
    sender: str     # unique name of who asked
    replaces: int   # the id that it asked to replace; 0: none
    app: str
    icon: str
    summary: str
    body: str
    actions: dict   # key -> label, in order
    hints: dict     # name -> (D-Bus type, value)
    timeout: int    # milliseconds; -1: the server's choice, 0: never
    server: str = ""        # unique name of who answered
    id: int = None          # None: not answered so far
    error: str = None       # name of the error that was the answer
    closed: int = None      # reason of NotificationClosed: 1 expired, 2 dismissed, 3 by us, 4 other
    successor: "Popup" = field(default=None, repr=False, compare=False)  # took its place and id
    orphaned: bool = False  # its server is gone
    invoked: list = field(default_factory=list)  # keys of the actions that were chosen
    close_asked: int = 0    # how often CloseNotification was called for it
    since: float = field(default_factory=time.monotonic)

    @property
    def buttons(self):
        """Of the actions, those that are drawn: not a click on the pop-up itself."""
        return {key: label for key, label in self.actions.items() if key != "default"}

    @property
    def on_screen(self):
        return (self.id is not None and self.closed is None
                and not self.replaced and not self.orphaned)

    @property
    def replaced(self):
        return self.successor is not None

    @property
    def newest(self):
        """What stands in its place now: itself unless it was replaced."""
        return self.successor.newest if self.successor else self

    @property
    def urgency(self):
        """0 low, 1 normal, 2 critical."""
        return self.hints.get("urgency", ("y", 1))[1]


class Record:
    """Listens to a bus from its beginning. `popups` has every Notify call in order. `enter` are
    words before the command that listens, such as Manager.enter()."""

    def __init__(self, address, log, enter=()):
        self.popups = []
        self.messages = []  # as busctl prints them; see `busctl monitor --json=short`
        self.owners = {}    # well-known name -> unique name, of now
        self._unanswered = {}  # (caller, serial) -> Popup
        self._log = log
        command = ["setpriv", "--pdeathsig", "KILL", *enter, need_program("busctl", "systemd"),
                   f"--address={address}", "--json=short", "monitor"]
        self.process = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
                                        stderr=subprocess.PIPE)
        self._wait_listening()
        self._thread = threading.Thread(target=self._listen, daemon=True)
        self._thread.start()

    def on_screen(self):
        """The pop-ups that are on the screen now, oldest first."""
        return [popup for popup in list(self.popups) if popup.on_screen]

    def find(self, text):
        """The pop-ups, ever, with that text in summary or body."""
        return [p for p in list(self.popups) if text in p.summary or text in p.body]

    def calls(self, member):
        """The method calls of that name so far, as messages."""
        return [m for m in list(self.messages)
                if m["type"] == "method_call" and m.get("member") == member]

    def text(self):
        """Everything that crossed the bus, as text to search."""
        return self._log.read_text(errors="replace")

    def wait_owner(self, name=NOTIFICATIONS, present=True):
        """Waits until somebody (or, with present=False, nobody) owns the name."""
        return wait_until(lambda: bool(self.owners.get(name)) == present,
                          f"an owner of {name} {'coming' if present else 'going'}")

    def _wait_listening(self):
        """busctl says on stderr that it is a monitor now."""
        said = b""
        while b"Monitoring" not in said:
            ready = select.select([self.process.stderr], [], [], LIMIT)[0]
            data = os.read(self.process.stderr.fileno(), 4096) if ready else b""
            assert data, f"busctl monitor did not start: {said.decode()}"
            said += data

    def _listen(self):
        with open(self._log, "wb") as log:
            for line in self.process.stdout:
                log.write(line)
                log.flush()
                message = json.loads(line)
                self._take(message)
                self.messages.append(message)

    def _take(self, message):
        kind, member = message["type"], message.get("member")
        data = message["payload"]["data"] if message.get("payload") else []
        if kind == "method_call" and member == "Notify":
            self._asked(message, data)
        elif kind == "method_call" and member == "CloseNotification":
            self._close_asked(message, data[0])
        elif kind in ("method_return", "error"):
            self._answered(message, data)
        elif kind == "signal" and member == "NotificationClosed":
            self._ended(message, *data)
        elif kind == "signal" and member == "ActionInvoked":
            self._invoked(message["sender"], *data)
        elif kind == "signal" and member == "NameOwnerChanged":
            self._owner_changed(*data)

    def _asked(self, message, data):
        app, replaces, icon, summary, body, actions, hints, timeout = data
        popup = Popup(message["sender"], replaces, app, icon, summary, body,
                      dict(zip(actions[::2], actions[1::2])),
                      {name: (hint["type"], hint["data"]) for name, hint in hints.items()}, timeout)
        self._unanswered[message["sender"], message["cookie"]] = popup
        self.popups.append(popup)

    def _answered(self, message, data):
        popup = self._unanswered.pop((message.get("destination"), message["reply_cookie"]), None)
        if not popup:
            return
        popup.server = message["sender"]
        if message["type"] == "error":
            popup.error = message["error_name"]
            return
        for old in self._of(popup.server, data[0]):
            old.successor = popup
        popup.id = data[0]

    def _close_asked(self, message, number):
        server = self.owners.get(message["destination"], message["destination"])
        for popup in self._of(server, number):
            popup.close_asked += 1

    def _ended(self, message, number, reason):
        for popup in self._of(message["sender"], number):
            popup.closed = reason

    def _invoked(self, server, number, key):
        """Counts for the newest pop-up of that id, also when it has just gone."""
        found = [p for p in self.popups if p.server == server and p.id == number]
        if found:
            found[-1].invoked.append(key)

    def _owner_changed(self, name, _, new):
        self.owners[name] = new
        if not new:
            for popup in list(self.popups):
                popup.orphaned |= popup.server == name

    def _of(self, server, number):
        return [p for p in list(self.popups)
                if p.on_screen and p.server == server and p.id == number]

    def close(self):
        self.process.terminate()
        self.process.wait(LIMIT)
        self._thread.join(LIMIT)
