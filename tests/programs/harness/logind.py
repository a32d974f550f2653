"""A login manager with one session at the screen, as far as followupd looks at logind: the user's
`Display` and the session's LockedHint and IdleHint, with PropertiesChanged as login1(5) has them. The
real one cannot run without systemd as the first process.

Run as a program (with python3-gi) it reads one JSON object a line and says "ok" after each.
"""

import json
import select
import subprocess
import sys

if __name__ != "__main__":
    from .needs import need
    from .wait import LIMIT

NAME = "org.freedesktop.login1"
USER = "/org/freedesktop/login1/user/self"
SESSION = "/org/freedesktop/login1/session/_31"
INTERFACES = """
<node>
  <interface name="org.freedesktop.login1.User">
    <property name="Display" type="(so)" access="read"/></interface>
  <interface name="org.freedesktop.login1.Session">
    <property name="LockedHint" type="b" access="read"/>
    <property name="IdleHint" type="b" access="read"/></interface>
</node>
"""


class Logind:
    """The test's side. It sits on the desktop's own bus: env() makes that the system bus too."""

    def __init__(self, home, desktop, **state):
        self.home, self.bus = home, desktop.bus
        env = home.env(**desktop.env())
        with open(home.logs / "logind", "ab") as log:
            self.process = subprocess.Popen(
                ["setpriv", "--pdeathsig", "KILL", "/usr/bin/python3", __file__],
                stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=log, text=True, env=env)
        self.set(**state)

    def env(self):
        return {"DBUS_SYSTEM_BUS_ADDRESS": self.bus.address}

    def set(self, **state):
        """locked, idle: booleans; hang: True: calls are not answered."""
        self.process.stdin.write(json.dumps(state) + "\n")
        self.process.stdin.flush()
        ready = select.select([self.process.stdout], [], [], LIMIT)[0]
        answer = self.process.stdout.readline().strip() if ready else ""
        log = (self.home.logs / "logind").read_text()
        need("No module named 'gi'" not in log, "no GLib for Python (Debian: python3-gi)")
        assert answer == "ok", f"the login manager: {answer}\n{log}"

    def close(self):
        self.process.kill()
        self.process.communicate()


class Service:
    """The login manager's side."""

    def __init__(self):
        from gi.repository import Gio, GLib
        self.gio, self.glib = Gio, GLib
        self.state = {"locked": False, "idle": False, "hang": False}
        self.loop = GLib.MainLoop()
        self.connection = Gio.bus_get_sync(Gio.BusType.SESSION)
        self.connection.add_filter(self.filtered)
        node = Gio.DBusNodeInfo.new_for_xml(INTERFACES)
        for path, interface in ((USER, node.interfaces[0]), (SESSION, node.interfaces[1])):
            self.connection.register_object(path, interface, None, self.property, None)
        self.connection.call_sync(
            "org.freedesktop.DBus", "/org/freedesktop/DBus", "org.freedesktop.DBus", "RequestName",
            GLib.Variant("(su)", (NAME, 4)), None, Gio.DBusCallFlags.NONE, -1, None)
        GLib.io_add_watch(GLib.IOChannel.unix_new(0), GLib.PRIORITY_DEFAULT,
                          GLib.IOCondition.IN | GLib.IOCondition.HUP, self.commanded)

    def filtered(self, _connection, message, incoming):
        mute = incoming and self.state["hang"] and message.get_destination()
        return None if mute else message

    def property(self, _connection, _sender, _path, _interface, name):
        if name == "Display":
            return self.glib.Variant("(so)", ("1", SESSION))
        return self.glib.Variant("b", self.state["locked" if name == "LockedHint" else "idle"])

    def commanded(self, *_):
        line = sys.stdin.buffer.raw.readline()
        if not line:
            self.loop.quit()
            return False
        self.state |= json.loads(line)
        changed = {"LockedHint": self.glib.Variant("b", self.state["locked"]),
                   "IdleHint": self.glib.Variant("b", self.state["idle"])}
        self.connection.emit_signal(
            None, SESSION, "org.freedesktop.DBus.Properties", "PropertiesChanged",
            self.glib.Variant("(sa{sv}as)", (NAME + ".Session", changed, [])))
        self.connection.flush_sync()
        print("ok", flush=True)
        return True


if __name__ == "__main__":
    Service().loop.run()
