"""A private desktop: a session bus, its record, and a notification server."""

import os
import signal
import time
import uuid

from .bus import Bus
from .daemon import is_asleep
from .dunst import Dunst
from .fake_server import FakeServer
from .likenesses import GNOME, PLASMA
from .mako import Mako
from .notification_daemon import NotificationDaemon
from .record import NOTIFICATIONS, Record
from .wait import LIMIT, wait_until

KINDS = {"dunst": Dunst, "mako": Mako, "notification-daemon": NotificationDaemon, "fake": FakeServer}
LIKENESSES = {"gnome": GNOME, "plasma": PLASMA}
# No hand is quicker than that, and followupd takes what is closed in less for a server's own doing.
REACTION = 0.3


class Desktop:
    """The desktop of one home.

    server   "dunst", "mako", "notification-daemon": the real ones, started
             "activatable"  dunst, started by the bus on the first call
             "broken"       activatable, but its start fails
             "fake"         a FakeServer; `options` are its behaviour
             "gnome", "plasma"  a FakeServer that behaves as they do, with `options` besides
             "none"         no server; start_server() brings dunst up later
    screen   a Screen, or for mako a Sway; a FakeServer does without
    """

    def __init__(self, home, screen=None, server="dunst", **options):
        self.home, self.screen = home, screen
        if server in LIKENESSES:
            server, options = "fake", LIKENESSES[server] | options
        self.display = screen.env() if screen else {}
        self.bus = Bus(home, home.env(**self.display))
        self.record = Record(self.bus.address, home.logs / "record")
        self.server = KINDS.get(server, Dunst)(home, home.env(**self.env()), **options)
        if server in KINDS:
            self.start_server()
        elif server == "activatable":
            self.bus.add_service(NOTIFICATIONS, " ".join(self.server.command()))
        elif server == "broken":
            self.bus.add_service(NOTIFICATIONS, "/bin/false")
        else:
            assert server == "none", server

    def env(self):
        """What programs on this desktop need."""
        return {"DBUS_SESSION_BUS_ADDRESS": self.bus.address, **self.display}

    # ---- What is seen

    def shown(self):
        """The pop-ups on the screen now, oldest first, after all that was sent so far was handled."""
        self.settle()
        return self.record.on_screen()

    def wait_shown(self, text="", count=1, limit=LIMIT):
        """Waits until just `count` pop-ups with that text are on the screen. Returns them."""
        def there():
            found = [p for p in self.record.on_screen() if text in p.summary or text in p.body]
            return [found] if len(found) == count else None
        return wait_until(there, f"{count} pop-ups on the screen with {text!r}", limit,
                          hint=lambda: self.record.popups)[0]

    def wait_popup(self, text="", limit=LIMIT):
        """Waits until just one pop-up with that text is on the screen. Returns it."""
        return self.wait_shown(text, 1, limit)[0]

    def wait_gone(self, popup, limit=LIMIT):
        """Waits until that pop-up, and what may have replaced it, is no longer on the screen."""
        wait_until(lambda: not popup.newest.on_screen, "a pop-up going", limit,
                   hint=lambda: popup.newest)

    def settle(self):
        """Returns when everything that was sent over the bus before has been recorded."""
        mark = f"settle.{uuid.uuid4().hex}"
        self.bus.call("org.freedesktop.DBus", "/org/freedesktop/DBus", "org.freedesktop.DBus",
                      "NameHasOwner", "s", mark)
        wait_until(lambda: any(m["payload"]["data"] == [mark]
                               for m in self.record.messages[::-1] if m.get("payload")),
                   "the record catching up")

    def settle_with(self, daemon):
        """The same, and all that a daemon has to say now was sent: it, its helper, the bus and the server have nothing left to do."""
        def still():
            pids = [*daemon.pids(), self.bus.process.pid, self.server.process.pid]
            return all(map(is_asleep, pids * 2))  # twice: what one of them is told while the others are looked at
        wait_until(still, "all of them being at rest")
        self.settle()
        wait_until(still, "all of them being at rest")
        self.settle()

    def picture(self, path):
        self.screen.picture(path)

    # ---- What is done

    def invoke(self, popup, key):
        """Presses a button of a pop-up; returns when the server has told so."""
        self.server.choose(popup, key)
        # What the button does may already have put another one in its place.
        wait_until(lambda: key in popup.invoked + popup.newest.invoked, f"the action {key}",
                   hint=lambda: popup.newest)

    def dismiss(self, popup):
        """Closes a pop-up as its user: reason 2."""
        wait_until(lambda: time.monotonic() - popup.since > REACTION, "the user's hand")
        if isinstance(self.server, Dunst):
            ids = [one.id for one in self.record.on_screen()]
            assert popup.id == min(ids), f"dunst closes only the oldest one, of {ids}"
        self.server.dismiss(popup)
        self.wait_gone(popup)
        assert popup.newest.closed == 2, popup.newest

    def start_server(self):
        self.server.start()
        wait_until(lambda: self.record.owners.get(NOTIFICATIONS), "the notification server")

    def stop_server(self):
        """Kills it: its pop-ups are gone, its name has no owner."""
        self._signal_server(signal.SIGKILL)
        self.record.wait_owner(present=False)
        self.server.close()

    def freeze_server(self):
        """SIGSTOP: it owns its name and answers nothing."""
        self._signal_server(signal.SIGSTOP)

    def thaw_server(self):
        self._signal_server(signal.SIGCONT)

    def _signal_server(self, number):
        """Whoever owns the name now, also one that the bus has started."""
        (pid,) = self.bus.call("org.freedesktop.DBus", "/org/freedesktop/DBus", "org.freedesktop.DBus",
                               "GetConnectionUnixProcessID", "s", NOTIFICATIONS)
        os.kill(pid, number)

    def close(self):
        self.server.close()
        self.bus.close()
        self.record.close()
