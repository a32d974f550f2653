"""A notification server that behaves, or misbehaves, on command, and the program that it is.

Run as a program (with python3-gi) it reads one JSON object a line from its standard input and says
"ok" after each.
"""

import json
import select
import subprocess
import sys
import time

if __name__ != "__main__":
    from .needs import need
    from .wait import LIMIT

NAME = "org.freedesktop.Notifications"
PATH = "/org/freedesktop/Notifications"
INTERFACE = """
<node><interface name="org.freedesktop.Notifications">
  <method name="GetServerInformation">
    <arg direction="out" type="s"/><arg direction="out" type="s"/>
    <arg direction="out" type="s"/><arg direction="out" type="s"/></method>
  <method name="GetCapabilities"><arg direction="out" type="as"/></method>
  <method name="Notify">
    <arg direction="in" type="s"/><arg direction="in" type="u"/><arg direction="in" type="s"/>
    <arg direction="in" type="s"/><arg direction="in" type="s"/><arg direction="in" type="as"/>
    <arg direction="in" type="a{sv}"/><arg direction="in" type="i"/>
    <arg direction="out" type="u"/></method>
  <method name="CloseNotification"><arg direction="in" type="u"/></method>
  <signal name="NotificationClosed"><arg type="u"/><arg type="u"/></signal>
  <signal name="ActionInvoked"><arg type="u"/><arg type="s"/></signal>
  <signal name="ActivationToken"><arg type="u"/><arg type="s"/></signal>
</interface></node>
"""
BEHAVIOUR = {
    "name": "fake",                 # what GetServerInformation says
    "version": "1",
    "capabilities": ["actions", "body"],
    "owns_name": True,              # False: somebody else on the bus, who only sends signals
    "name_flags": 4,                # of RequestName: 1 lets others take the name over, 2 takes it over, 4 does not queue
    "hang": [],                     # methods that are never answered: ["Notify"]
    "error": None,                  # Notify answers with this error's name
    "close_at_once": None,          # every pop-up is closed with this reason right after its answer
    "next_id": 1,                   # ids count up from here, as with a restarted server
    "keep_ids": True,               # False: Notify answers a replacement with a new id
    "close_signal": True,           # CloseNotification is followed by NotificationClosed, reason 3
    "closes_unknown": True,         # also where it has no such pop-up
    "unknown_id": "taken",          # asked to replace one that it has not: "taken", or a "new" id
    "keeps": None,                  # as many pop-ups of one sender: the oldest expires, reason 1
    "leaves_with_sender": False,    # the pop-ups of a sender go when it leaves the bus
    "tells_sender_only": False,     # signals go to whoever called Notify, not to all
    "closes_on_action": None,       # after a button the pop-up is closed, with this reason
    "token": None,                  # told before each action
    "refuses_same_within": None,    # seconds: the same words again are ExcessNotificationGeneration
    "inhibited": None,              # Plasma's property: do not disturb; None: there is no such property
}
EXCESS = "org.freedesktop.Notifications.Error.ExcessNotificationGeneration"
PROPERTIES = "org.freedesktop.DBus.Properties"
PROPERTIES_INTERFACE = """
<node><interface name="org.freedesktop.DBus.Properties">
  <method name="Get"><arg direction="in" type="s"/><arg direction="in" type="s"/>
    <arg direction="out" type="v"/></method>
  <signal name="PropertiesChanged"><arg type="s"/><arg type="a{sv}"/><arg type="as"/></signal>
</interface></node>
"""


class FakeServer:
    """The test's side. Behaviour is set by BEHAVIOUR's words, at the start or later by behave()."""

    def __init__(self, home, env, **behaviour):
        assert behaviour.keys() <= BEHAVIOUR.keys(), behaviour
        self.home, self.env, self.behaviour = home, env, behaviour
        self.process = None

    def start(self):
        """Starts it; returns when it owns the name (if it is to)."""
        with open(self.home.logs / "fake-server", "ab") as log:
            self.process = subprocess.Popen(
                ["setpriv", "--pdeathsig", "KILL", "/usr/bin/python3", __file__],
                stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=log, text=True, env=self.env)
        self.behave(**self.behaviour)
        return self.process.pid

    def behave(self, **behaviour):
        """Changes its behaviour from now on."""
        self._tell(do="behave", **behaviour)

    def close_popup(self, number, reason):
        """Says NotificationClosed, whether or not there is such a pop-up."""
        self._tell(do="emit", signal="NotificationClosed", values=[number, reason])

    def choose(self, popup, key):
        self.invoke(popup.id, key)

    def dismiss(self, popup):
        self.close_popup(popup.id, 2)

    def displayed(self):
        """How many pop-ups it has, by its own count."""
        return int(self._tell(do="count"))

    def invoke(self, number, key, times=1, token=None):
        """Says ActionInvoked, `times` times, after an ActivationToken if there is a token."""
        if token is not None:
            self._tell(do="emit", signal="ActivationToken", values=[number, token])
        for _ in range(times):
            self._tell(do="emit", signal="ActionInvoked", values=[number, key])

    def close(self):
        if self.process:
            self.process.kill()
            self.process.communicate()

    def _tell(self, **command):
        self.process.stdin.write(json.dumps(command) + "\n")
        self.process.stdin.flush()
        ready = select.select([self.process.stdout], [], [], LIMIT)[0]
        answer = self.process.stdout.readline().strip() if ready else ""
        log = (self.home.logs / "fake-server").read_text()
        need("No module named 'gi'" not in log, "no GLib for Python (Debian: python3-gi)")
        assert answer.startswith("ok"), f"the fake server: {answer}\n{log}"
        return answer[2:].strip()


class Service:
    """The server's side."""

    def __init__(self):
        from gi.repository import Gio, GLib
        self.gio, self.glib = Gio, GLib
        self.loop = GLib.MainLoop()
        self.behaviour = dict(BEHAVIOUR)
        self.owns = False
        self.popups = {}  # id -> who asked for it
        self.watched = {}
        self.last = (None, 0)  # words, and when they were said
        self.connection = Gio.bus_get_sync(Gio.BusType.SESSION)
        for text, called in ((INTERFACE, self.called), (PROPERTIES_INTERFACE, self.asked)):
            interface = Gio.DBusNodeInfo.new_for_xml(text).interfaces[0]
            self.connection.register_object(PATH, interface, called, None, None)
        GLib.io_add_watch(GLib.IOChannel.unix_new(0), GLib.PRIORITY_DEFAULT,
                          GLib.IOCondition.IN | GLib.IOCondition.HUP, self.commanded)

    def commanded(self, *_):
        line = sys.stdin.buffer.raw.readline()
        if not line:
            self.loop.quit()
            return False
        command = json.loads(line)
        do = command.pop("do")
        if do == "behave":
            self.behave(command)
        elif do == "emit":
            self.told(command["signal"], *command["values"])
        print("ok", len(self.popups) if do == "count" else "", flush=True)
        return True

    def behave(self, behaviour):
        before = self.behaviour["inhibited"]
        self.behaviour |= behaviour
        self.own()
        if before is not None and self.behaviour["inhibited"] != before:
            value = {"Inhibited": self.glib.Variant("b", self.behaviour["inhibited"])}
            self.connection.emit_signal(None, PATH, PROPERTIES, "PropertiesChanged",
                                        self.glib.Variant("(sa{sv}as)", (NAME, value, [])))
            self.connection.flush_sync()

    def told(self, signal, number, value):
        """What the test has it say, as if a user had done that."""
        if signal == "NotificationClosed":
            self.close(number, value)
            return
        if signal == "ActionInvoked" and self.behaviour["token"]:
            self.emit("ActivationToken", number, self.behaviour["token"])
        self.emit(signal, number, value)
        if signal == "ActionInvoked" and self.behaviour["closes_on_action"] and number in self.popups:
            self.close(number, self.behaviour["closes_on_action"])

    def own(self):
        if self.owns or not self.behaviour["owns_name"]:
            return
        self.connection.call_sync(
            "org.freedesktop.DBus", "/org/freedesktop/DBus", "org.freedesktop.DBus", "RequestName",
            self.glib.Variant("(su)", (NAME, self.behaviour["name_flags"])), None, self.gio.DBusCallFlags.NONE, -1, None)
        self.owns = True

    def asked(self, _connection, _sender, _path, _interface, method, parameters, invocation):
        """For a property."""
        inhibited = self.behaviour["inhibited"]
        if method in self.behaviour["hang"]:
            return
        if parameters.unpack() == (NAME, "Inhibited") and inhibited is not None:
            invocation.return_value(self.glib.Variant("(v)", (self.glib.Variant("b", inhibited),)))
        else:
            invocation.return_dbus_error("org.freedesktop.DBus.Error.UnknownProperty", "no such property")

    def called(self, _connection, sender, _path, _interface, method, parameters, invocation):
        behaviour = self.behaviour
        if method in behaviour["hang"]:
            return
        if method == "Notify":
            self.notify(sender, parameters.unpack(), invocation)
        elif method == "GetServerInformation":
            values = (behaviour["name"], "the tests", behaviour["version"], "1.2")
            invocation.return_value(self.glib.Variant("(ssss)", values))
        elif method == "GetCapabilities":
            invocation.return_value(self.glib.Variant("(as)", (behaviour["capabilities"],)))
        else:
            invocation.return_value(None)
            number = parameters.unpack()[0]
            if behaviour["close_signal"] and (number in self.popups or behaviour["closes_unknown"]):
                self.close(number, 3)
            else:
                self.popups.pop(number, None)

    def notify(self, sender, values, invocation):
        behaviour, number = self.behaviour, values[1]
        error = behaviour["error"] or self.excess(values)
        if error:
            invocation.return_dbus_error(error, "as the test asked for")
            return
        if number not in self.popups and behaviour["unknown_id"] == "new":
            number = 0
        if not number or not behaviour["keep_ids"]:
            number = behaviour["next_id"]
            behaviour["next_id"] += 1
        self.make_room(sender, number)
        self.popups[number] = sender
        self.watch(sender)
        invocation.return_value(self.glib.Variant("(u)", (number,)))
        if behaviour["close_at_once"] is not None:
            self.close(number, behaviour["close_at_once"])

    def excess(self, values):
        """The error, if it is too much of the same."""
        words, seconds = (values[0], *values[3:6]), self.behaviour["refuses_same_within"]
        before, self.last = self.last, (words, time.monotonic())
        if not seconds or before[0] != words or self.last[1] - before[1] >= seconds:
            return None
        self.last = before
        return EXCESS

    def make_room(self, sender, number):
        theirs = [one for one, owner in self.popups.items() if owner == sender]
        keeps = self.behaviour["keeps"]
        if keeps and number not in theirs and len(theirs) >= keeps:
            self.close(theirs[0], 1)

    def watch(self, sender):
        if sender not in self.watched:
            self.watched[sender] = self.gio.bus_watch_name_on_connection(
                self.connection, sender, self.gio.BusNameWatcherFlags.NONE, None, self.gone)

    def gone(self, _connection, sender):
        if self.behaviour["leaves_with_sender"]:
            for number in [one for one, owner in self.popups.items() if owner == sender]:
                self.close(number, 2)

    def close(self, number, reason):
        self.emit("NotificationClosed", number, reason)
        self.popups.pop(number, None)

    def emit(self, name, *values):
        signature = "(uu)" if name == "NotificationClosed" else "(us)"
        to = self.popups.get(values[0]) if self.behaviour["tells_sender_only"] else None
        self.connection.emit_signal(to, PATH, NAME, name, self.glib.Variant(signature, values))
        self.connection.flush_sync()


if __name__ == "__main__":
    Service().loop.run()
