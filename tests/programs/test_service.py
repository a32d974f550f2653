"""The units as they are installed, in a real `systemd --user` of an ordinary user: with the sandbox
drop-in, without it, and where nobody may make user namespaces."""

import datetime
import os
import re
import signal
import time

import pytest
from harness.dunst import Dunst
from harness.faults import Faults
from harness.needs import need, need_landlock, need_program
from harness.service import BASE, NO_QUIET, REFUSED, SANDBOX, SOCKET, UNIT
from harness.wait import LIMIT, wait_until


def in_days(days):
    return datetime.datetime.now(datetime.timezone.utc).date() + datetime.timedelta(days=days)


# ---- Starting, reloading, stopping

@pytest.mark.parametrize("kind", [SANDBOX, BASE, REFUSED])
def test_the_first_call_starts_it_in_a_fresh_home(new_service, kind):
    service = new_service(kind)
    assert not service.home.config.exists() and not service.home.data.parent.exists()
    assert service.get("ActiveState") == "inactive"
    modes = service.manager.ok("stat", "-c", "%a", f"{service.home.socket.parent}", service.home.socket)
    assert modes.split() == ["700", "600"]

    service.ctl("add", "Acme Corp", "--at", f"{in_days(4)} 14:00", "--with", "Dana Li <dana@acme.example>")
    assert b"company" in service.home.read_book()
    assert service.home.book.stat().st_mode & 0o777 == 0o600
    assert service.home.book.parent.stat().st_mode & 0o777 == 0o700
    service.home.write_settings("[etiquette]\nweek-ahead = no\n")
    before = in_days(3)  # the evening before the interview
    expected = f"0 due; next: Get ready for the interview with Acme Corp, {before:%a} {before.day} {before:%b} 18:00"
    wait_until(lambda: service.get("StatusText") == expected, expected, hint=lambda: service.get("StatusText"))
    assert service.get("ActiveState") == "active" and service.get("Result") == "success"
    assert not [p for p in service.json("status")["problems"] if p["code"] == "sandbox"]


def test_with_the_drop_in_it_would_not_start_where_namespaces_are_refused(new_service):
    """Why install-sandbox tries it before it puts it in place."""
    service = new_service(REFUSED)
    service.drop_in("PrivateUsers=yes", "Restart=no")
    assert service.manager.run("systemctl", "--user", "start", UNIT).code != 0
    assert service.get("Result") == "exit-code"


def test_reload_is_told_and_keeps_the_process(new_service):
    service = new_service()
    service.home.write_settings(NO_QUIET)
    service.start()
    pid, status = service.get("MainPID"), service.get("StatusText")
    watcher = service.manager.start("/usr/bin/python3", "-c", WATCH_STATES)
    first = watcher.stdout.readline()
    need(first, "no GLib for Python (Debian: python3-gi)")
    service.manager.systemctl("reload", UNIT)
    assert [first, *watcher.stdout] == ["active\n", "reloading\n", "active\n"]
    watcher.communicate()
    # The manager takes the end of `kill` for that of the reload; where the daemon comes later than that to say that it reloads, the
    # unit is reloading once more, until it says that it is ready.
    wait_until(lambda: service.get("ActiveState") == "active" and service.get("StatusText") == status, "the end of the reload")
    assert service.get("MainPID") == pid


# Prints the states of the service as the manager announces them, from now until it was reloaded.
WATCH_STATES = """
from gi.repository import Gio
bus = Gio.bus_get_sync(Gio.BusType.SESSION)
def proxy(path, interface):
    return Gio.DBusProxy.new_sync(bus, Gio.DBusProxyFlags.NONE, None, "org.freedesktop.systemd1",
                                  "/org/freedesktop/systemd1" + path, "org.freedesktop.systemd1." + interface)
def told(_proxy, changed, _dropped):
    state = changed.unpack().get("ActiveState", said[-1])
    if state != said[-1]:
        say(state)
def say(state):
    print(state, flush=True)
    said.append(state)
manager = proxy("", "Manager")
manager.call_sync("Subscribe", None, Gio.DBusCallFlags.NONE, -1)
unit = proxy("/unit/followupd_2eservice", "Unit")
said = []
say(unit.get_cached_property("ActiveState").unpack())
unit.connect("g-properties-changed", told)
from gi.repository import GLib
while said[-2:] != ["reloading", "active"]:
    GLib.MainContext.default().iteration(True)
"""


def test_restart_and_stop_leave_the_socket_alive(new_service):
    service = new_service()
    service.ctl("add", "Acme Corp", "--at", f"{in_days(4)} 14:00")
    pid = service.get("MainPID")
    service.manager.systemctl("restart", UNIT)
    assert service.get("MainPID") != pid
    service.manager.systemctl("stop", UNIT)
    assert service.get("ActiveState") == "inactive" and service.get("Result") == "success"
    assert service.manager.state(SOCKET) == "active"
    assert [i["id"] for i in service.json("list")["interviews"]] == ["acme"]
    assert service.get("ActiveState") == "active"


def test_a_crash_is_mended(new_service):
    service = new_service()
    service.ctl("add", "Acme Corp", "--at", f"{in_days(4)} 14:00")
    pid = service.get("MainPID")
    os.kill(service.manager.outer_pid(pid), signal.SIGKILL)
    service.wait_other_pid(pid)
    assert service.get("NRestarts") == "1"
    assert [i["id"] for i in service.json("list")["interviews"]] == ["acme"]


@pytest.mark.parametrize("kind", [SANDBOX, BASE])
def test_a_book_of_another_group(new_service, kind):
    """A group that the user is not in, or that the sandbox does not know, cannot be kept: where it has no
    rights of its own that does no harm; else the book is left alone."""
    service = new_service(kind, strict=False)
    service.ctl("add", "Acme Corp", "--at", f"{in_days(4)} 14:00")
    os.chown(service.home.book, -1, 100)
    service.ctl("note", "acme", "parsers")
    assert service.home.book.stat().st_gid == service.home.uid
    os.chown(service.home.book, -1, 100)
    service.home.book.chmod(0o660)
    before = service.home.read_book()
    refused = service.ctl("note", "acme", "more", code=1)
    assert "interviews.ini could not be written: Operation not permitted" in refused.stderr
    assert service.home.read_book() == before and service.home.book.stat().st_gid == 100


def test_a_disk_that_cannot_exchange_names_needs_no_system_call_that_is_refused(new_service):
    service = new_service()
    service.ctl("add", "Acme Corp", "--at", f"{in_days(4)} 14:00")
    faults = Faults(service.home)
    service.drop_in(*[f"Environment={name}={value}" for name, value in faults.env().items()])
    service.manager.systemctl("restart", UNIT)
    with faults.refuse("exchange", "EINVAL"):
        service.ctl("note", "acme", "parsers")
    assert faults.refused("exchange") >= 1
    assert b"parsers" in service.home.read_book()
    assert service.get("NRestarts") == "0"


@pytest.mark.parametrize("kind", [SANDBOX, BASE, REFUSED])
def test_a_calendar_of_holidays_needs_no_system_call_that_is_refused(new_service, kind):
    service = new_service(kind)
    today = datetime.date.today()
    days = [f"BEGIN:VEVENT\nDTSTART;VALUE=DATE:{today + datetime.timedelta(days):%Y%m%d}\nEND:VEVENT\n"
            for days in range(60)]
    calendar = service.home.settings.parent / "all.ics"
    service.home.write_settings(NO_QUIET + "[holidays]\ncalendar = all.ics\n")
    calendar.write_text("".join(["BEGIN:VCALENDAR\n", *days, "END:VCALENDAR\n"]))
    service.home.give_away()
    service.home.write_book(f"[acme]\ncompany = Acme\nwhen = {in_days(-1)} 10:00\nzone = UTC\ninterviewer = Dana Li\n"
                            f"decision-by = {in_days(1)}\n")
    service.start()

    def check_in_opens():
        return next(m["opens"] for m in service.json("plan")["milestones"] if m["milestone"] == "check-in")
    wait_until(lambda: check_in_opens() >= str(in_days(60)), "a check-in after all holidays",
               hint=lambda: (check_in_opens(), service.json("status"), service.journal()))
    assert [p for p in service.json("status")["problems"] if p["code"] not in ("server", "sandbox")] == []


def test_the_journal_gets_priorities(new_service):
    service = new_service()
    service.home.write_book("[acme]\ncompany = Acme\nwhen = yesterday-ish\n")
    service.start()
    entries = {entry["MESSAGE"]: entry["PRIORITY"] for entry in service.manager.journal(UNIT)}
    wrong = [priority for text, priority in entries.items() if "interviews.ini:3" in text]
    assert wrong == ["4"], entries


# ---- With a real notification server

@pytest.fixture
def on_screen(screen):
    """Gives a service a desktop: returns the Record of its bus. Its dunst asks for actions as Dunst says."""
    records = []

    def give(service):
        need_program("dunst", "dunst")
        command = " ".join(Dunst(service.home, {}).command())
        service.manager.unit_file("dunst.service.d/test.conf",
                                  f"[Service]\nExecStart=\nExecStart={command}\n")
        service.manager.systemctl("set-environment", f"DISPLAY={screen.display}")
        records.append(service.manager.record())
        return records[-1]
    yield give
    for record in records:
        record.close()


@pytest.mark.parametrize("kind", [SANDBOX, BASE])
def test_a_popup_and_its_button_need_no_system_call_that_is_refused(new_service, on_screen, kind):
    service = new_service(kind)
    record = on_screen(service)
    service.write_due_thank_you()
    service.start()
    popup = wait_until(record.on_screen, "a pop-up", hint=service.journal)[0]
    assert popup.summary == "Thank Dana Li (Acme Corp)"

    press(service, popup, "sent")
    wait_until(lambda: not record.on_screen(), "the pop-up going", hint=service.journal)
    assert re.search(rb"^sent +=.* thank-you email to Dana Li <dana@acme.example>$",
                     service.home.read_book(), re.MULTILINE)
    service.ctl("note", "acme", "parsers")
    service.ctl("snooze", "acme", "check-in", "+10d")
    service.manager.systemctl("reload", UNIT)
    service.manager.systemctl("stop", UNIT)
    assert service.get("Result") == "success" and service.get("NRestarts") == "0"
    assert not [line for line in service.journal() if "signal" in line]


def press(service, popup, button):
    (service.home.root / "menu-choice").write_text(f"[{popup.id},{button}]\n")
    service.home.give_away()
    service.manager.ok("dunstctl", "context")


XDG_OPEN = """\
#!/bin/sh
{ cat /proc/self/cgroup; grep Seccomp: /proc/self/status; printf '%s\\n' "$@"; } >~/opened.new
mv ~/opened.new ~/opened
"""


@pytest.fixture
def new_opener(new_service, on_screen):
    """A service whose desktop writes down what it is asked to open: opener.press(button), opener.opened()."""
    def make(settings=NO_QUIET, zone=None, **interview):
        service = new_service()
        record = on_screen(service)
        service.write_due_thank_you(**interview)
        service.home.write_settings(settings)
        service.manager.ok("mkdir", "-p", f"{service.home.root}/bin")
        program = service.home.root / "bin/xdg-open"
        program.write_text(XDG_OPEN)
        program.chmod(0o755)
        service.manager.systemctl("set-environment", f"PATH={program.parent}:/usr/local/bin:/usr/bin:/bin",
                                  *[f"TZ={zone}"] if zone else [])
        service.start()
        popup = wait_until(record.on_screen, "a pop-up", hint=service.journal)[0]
        return Opener(service, record, popup)
    return make


class Opener:
    def __init__(self, service, record, popup):
        self.service, self.record, self.popup = service, record, popup

    def wait_popup(self, title):
        """What is pressed next is the pop-up with that title."""
        self.popup = wait_until(lambda: [p for p in self.record.on_screen() if p.summary == title], title,
                                hint=self.service.journal)[0]

    def opened(self, button):
        """Presses the button; the words that the desktop's opener was called with, outside of our service."""
        press(self.service, self.popup, button)
        opened = self.service.home.root / "opened"
        wait_until(opened.exists, "what is opened", hint=self.service.manager.log)
        said = opened.read_text()
        assert "followupd-errand" in said and UNIT not in said and "Seccomp:\t0\n" in said, said
        return said.splitlines()[-1]


def test_the_draft_opens_outside_of_the_service(new_opener):
    opener = new_opener()
    assert opener.opened("draft").startswith("mailto:dana@acme.example?")
    # Nothing says that it was sent: the milestone stays open.
    assert [m["status"] for m in opener.service.json("show", "acme")["milestones"]
            if m["milestone"] == "thank-you"] == ["due"]


def test_a_note_is_made_in_the_book_itself(new_opener):
    opener = new_opener("[etiquette]\nweek-ahead = no\n[moment]\nquiet-hours = none\n", began=1.5)
    assert opener.popup.summary == "Note what you talked about with Acme Corp"
    assert opener.opened("note") == str(opener.service.home.book)


def test_the_week_ahead_opens_the_plan(new_opener):
    # Its time is 9:00 on the week's first working day: make that today, and the zone one in which it is past nine. What
    # it names has come up before: an interview of long ago, with no answer.
    now = datetime.datetime.now(datetime.timezone.utc)
    east = min(15 - now.hour, 14)  # no zone is further east
    today = (now + datetime.timedelta(hours=east)).strftime("%a")
    settings = f"[moment]\nquiet-hours = none\nworking-days = {today}\n[etiquette]\n"
    opener = new_opener(settings + "week-ahead = no\n", zone=f"Etc/GMT{-east:+}", began=24 * 90)
    assert opener.popup.summary == "Time to move on from Acme Corp"
    opener.service.ctl("snooze", "acme", "move-on", "+2h")  # else both share a pop-up
    opener.service.home.write_settings(settings)
    opener.service.ctl("reload")
    opener.wait_popup("Your week ahead: one process is open")
    opened = opener.opened("show")
    assert "Time to move on from Acme Corp" in opener.service.manager.ok("cat", opened)
    assert opener.service.manager.ok("stat", "-c", "%a", opened).strip() == "600"


def test_it_stops_at_once_while_the_notification_server_is_frozen(new_service, on_screen):
    service = new_service()
    record = on_screen(service)
    service.manager.systemctl("start", "dunst.service")
    dunst = service.manager.outer_pid(service.manager.show("dunst.service", "MainPID")["MainPID"])
    os.kill(dunst, signal.SIGSTOP)
    try:
        service.write_due_thank_you()
        service.start()
        wait_until(lambda: record.calls("GetServerInformation"), "the helper asking the server")
        assert helper_runs(service)
        began = time.monotonic()
        service.manager.systemctl("stop", UNIT)
        assert time.monotonic() - began < LIMIT / 20  # a second
        assert service.get("Result") == "success" and not helper_runs(service)
    finally:
        os.kill(dunst, signal.SIGCONT)
    service.ctl("status")
    assert service.get("ActiveState") == "active"
    shown = wait_until(record.on_screen, "the pop-up", hint=service.journal)
    assert len(shown) == 1
    assert not [line for line in service.journal() if "GLib" in line], "a refused system call was noticed"


def helper_runs(service):
    return service.manager.run("pgrep", "-x", "followup-popup").code == 0


# ---- Directories that are replaced while it runs

def test_a_book_directory_that_is_replaced_makes_it_start_again(new_service):
    need_landlock()
    service = new_service()
    service.ctl("add", "Acme Corp", "--at", f"{in_days(4)} 14:00")
    pid, home = service.get("MainPID"), service.home.book.parent
    service.manager.ok("sh", "-c", f"cp -a {home} {home}.restored; mv {home} {home}.old; mv {home}.restored {home}")
    service.wait_other_pid(pid)
    assert service.get("Result") == "success"
    service.ctl("add", "Globex", "--at", f"{in_days(5)} 14:00")
    assert b"Globex" in service.home.read_book()
    assert b"Globex" not in (home.with_name("followupd.old") / "interviews.ini").read_bytes()
    assert service.get("NRestarts") == "1"


def test_a_directory_that_is_gone_is_made_anew_for_the_next_change(new_service):
    need_landlock()
    service = new_service(BASE)
    service.ctl("add", "Acme Corp", "--at", f"{in_days(4)} 14:00")
    pid, home = service.get("MainPID"), service.home.book.parent
    service.manager.ok("mv", home, f"{home}.old")
    wait_until(lambda: not service.json("list")["interviews"], "the book being gone")
    # It may be on its way to another place: nothing is made in its stead until somebody writes.
    assert not home.exists() and service.get("MainPID") == pid
    refused = service.ctl("add", "Globex", "--at", f"{in_days(5)} 14:00", code=1)
    assert "repeat this" in refused.stderr and not home.exists()
    service.ctl("add", "Globex", "--at", f"{in_days(5)} 14:00")
    assert b"Globex" in service.home.read_book()


def test_a_memory_that_leads_elsewhere_makes_it_start_again(new_service):
    need_landlock()
    service = new_service(BASE)
    service.write_due_thank_you()
    service.start()
    elsewhere = service.home.root / "elsewhere"
    service.manager.ok("sh", "-c", f"mkdir {elsewhere}; ln -sf {elsewhere}/popups.ini {service.home.memory}")
    refused = service.ctl("snooze", "acme", "thank-you", "+1h", code=1)
    assert "repeat this" in refused.stderr and not list(elsewhere.iterdir())
    service.ctl("snooze", "acme", "thank-you", "+1h")
    assert list(elsewhere.iterdir()) == [elsewhere / "popups.ini"]


def test_without_a_service_manager_a_replaced_directory_is_said(new_daemon, ctl, home):
    need_landlock()
    daemon = new_daemon(env={"NOTIFY_SOCKET": None}).start(ready=False)
    wait_until(lambda: home.socket.exists() or not daemon.runs(), "the socket", hint=daemon.log)
    ctl.ok("add", "Acme Corp", "--at", f"{in_days(4)} 14:00")
    home.book.parent.rename(home.data / "old")
    home.write_book((home.data / "old/interviews.ini").read_bytes())
    problem = wait_until(lambda: [p for p in ctl.json("status")["problems"] if p["code"] == "sandbox"],
                         "the problem being said", hint=daemon.log)[0]
    assert problem["file"] == str(home.book) and problem["remedy"] == "restart followupd"
    before = home.read_book()
    refused = ctl.fails(1, "add", "Globex", "--at", f"{in_days(5)} 14:00")
    assert "restart" in refused.stderr and home.read_book() == before
    daemon.stop()
    daemon.start(ready=False)
    wait_until(lambda: ctl.run("add", "Globex", "--at", f"{in_days(5)} 14:00").code == 0, hint=daemon.log)
    assert b"Globex" in home.read_book()
