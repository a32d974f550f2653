"""A notification server that misbehaves on command, and the program that it is.

Run as a program (with python3-gi) it reads one JSON object a line from its standard input and says
"ok" after each.
"""

import json
import select
import subprocess
import sys

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
    "hang": [],                     # methods that are never answered: ["Notify"]
    "error": None,                  # Notify answers with this error's name
    "close_at_once": None,          # every pop-up is closed with this reason right after its answer
    "next_id": 1,                   # ids count up from here, as with a restarted server
    "keep_ids": True,               # False: Notify answers a replacement with a new id
    "close_signal": True,           # CloseNotification is followed by NotificationClosed, reason 3
}


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
        assert answer == "ok", f"the fake server: {answer}\n{log}"


class Service:
    """The server's side."""

    def __init__(self):
        from gi.repository import Gio, GLib
        self.gio, self.glib = Gio, GLib
        self.loop = GLib.MainLoop()
        self.behaviour = dict(BEHAVIOUR)
        self.owns = False
        self.connection = Gio.bus_get_sync(Gio.BusType.SESSION)
        interface = Gio.DBusNodeInfo.new_for_xml(INTERFACE).interfaces[0]
        self.connection.register_object(PATH, interface, self.called, None, None)
        GLib.io_add_watch(GLib.IOChannel.unix_new(0), GLib.PRIORITY_DEFAULT,
                          GLib.IOCondition.IN | GLib.IOCondition.HUP, self.commanded)

    def commanded(self, *_):
        line = sys.stdin.buffer.raw.readline()
        if not line:
            self.loop.quit()
            return False
        command = json.loads(line)
        if command.pop("do") == "behave":
            self.behaviour |= command
            self.own()
        else:
            self.emit(command["signal"], *command["values"])
        print("ok", flush=True)
        return True

    def own(self):
        if self.owns or not self.behaviour["owns_name"]:
            return
        self.connection.call_sync(
            "org.freedesktop.DBus", "/org/freedesktop/DBus", "org.freedesktop.DBus", "RequestName",
            self.glib.Variant("(su)", (NAME, 4)), None, self.gio.DBusCallFlags.NONE, -1, None)
        self.owns = True

    def called(self, _connection, _sender, _path, _interface, method, parameters, invocation):
        behaviour = self.behaviour
        if method in behaviour["hang"]:
            return
        if method == "Notify":
            self.notify(parameters.unpack(), invocation)
        elif method == "GetServerInformation":
            values = (behaviour["name"], "the tests", behaviour["version"], "1.2")
            invocation.return_value(self.glib.Variant("(ssss)", values))
        elif method == "GetCapabilities":
            invocation.return_value(self.glib.Variant("(as)", (behaviour["capabilities"],)))
        else:
            invocation.return_value(None)
            if behaviour["close_signal"]:
                self.emit("NotificationClosed", parameters.unpack()[0], 3)

    def notify(self, values, invocation):
        behaviour, number = self.behaviour, values[1]
        if behaviour["error"]:
            invocation.return_dbus_error(behaviour["error"], "as the test asked for")
            return
        if not number or not behaviour["keep_ids"]:
            number = behaviour["next_id"]
            behaviour["next_id"] += 1
        invocation.return_value(self.glib.Variant("(u)", (number,)))
        if behaviour["close_at_once"] is not None:
            self.emit("NotificationClosed", number, behaviour["close_at_once"])

    def emit(self, name, *values):
        signature = "(uu)" if name == "NotificationClosed" else "(us)"
        self.connection.emit_signal(None, PATH, NAME, name, self.glib.Variant(signature, values))
        self.connection.flush_sync()


if __name__ == "__main__":
    Service().loop.run()
