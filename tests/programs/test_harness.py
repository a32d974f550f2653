"""Proves the harness itself, with programs that everybody knows."""

import datetime
import os
import json
import re
import socket
import subprocess
import threading
from pathlib import Path

import pytest
from harness.clock import instant
from harness.daemon import as_user
from harness.home import Home
from harness.installed import install
from harness.needs import need_program
from harness.varlink import Varlink, VarlinkError
from harness.wait import TimedOut, wait_until

PROBE = Path(__file__).parent / "harness/probe/clock-probe.c"
DUE = "2026-11-24 14:00"  # UTC
DUE_SECONDS = 1795528800  # date -ud '2026-11-24 14:00' +%s


# ---- Home, waiting

def test_home_shows_nothing_of_the_real_session(home):
    env = home.env()
    assert not {"DISPLAY", "DBUS_SESSION_BUS_ADDRESS", "JOURNAL_STREAM", "LD_PRELOAD"} & env.keys()
    assert {Path(env[f"XDG_{kind}_HOME"]).parent for kind in ("DATA", "CONFIG", "STATE")} == {home.root}
    assert home.run.stat().st_mode & 0o777 == 0o700
    assert len(str(home.socket)) < 60


def test_home_of_another_user():
    other = Home(uid=4711)
    try:
        other.write_book("")
        command = ["sh", "-c", 'id -u && echo hello >>"$XDG_DATA_HOME/followupd/interviews.ini"']
        said = subprocess.check_output(command, env=other.env(), **as_user(4711))
        assert said == b"4711\n" and other.read_book() == b"hello\n"
    finally:
        other.remove()


def test_waiting_tells_what_was_there_instead():
    with pytest.raises(TimedOut, match="pigs flying .* instead: bacon"):
        wait_until(lambda: False, "pigs flying", limit=0, hint=lambda: "bacon")


# ---- Clock and daemon

@pytest.fixture(params=[(), ("-fsanitize=address,undefined",)], ids=["plain", "asan"])
def probe(request, home):
    """A program with one timer at DUE."""
    program = home.root / "clock-probe"
    subprocess.run([need_program("gcc", "gcc"), "-D_GNU_SOURCE", "-g", *request.param, PROBE, "-o", program,
                    "-lsystemd"], check=True)
    return program


def said(daemon, word):
    return daemon.log().split().count(word)


def test_clock_jumps_as_a_clock_that_is_set(probe, new_daemon, clock):
    clock.set("2026-11-23 09:00")
    daemon = new_daemon(program=probe, clock=clock, args=[str(DUE_SECONDS)]).start()
    assert daemon.status == "waiting" and said(daemon, "timeout") == 1  # time-outs are not disturbed

    clock.set("2026-11-24 13:59")
    wait_until(lambda: said(daemon, "clock-set") == 1)
    assert said(daemon, "due") == 0
    clock.set(DUE)
    wait_until(lambda: said(daemon, "due") == 1, hint=daemon.log)
    wait_until(lambda: said(daemon, "clock-set") == 2)
    clock.back(hours=1)
    wait_until(lambda: said(daemon, "clock-set") == 3)
    assert said(daemon, "due") == 1 and said(daemon, "odd") == 0
    assert daemon.stop() < 10


def test_time_passes(probe, new_daemon, clock):
    clock.set("2026-11-24 13:45")
    daemon = new_daemon(program=probe, clock=clock, args=[str(DUE_SECONDS)]).start()
    clock.let_pass(minutes=9)
    assert clock.now() >= instant("2026-11-24 13:54", "UTC") and said(daemon, "patience-lost") == 0
    clock.let_pass(minutes=2)
    wait_until(lambda: said(daemon, "patience-lost") == 1, hint=daemon.log)
    assert said(daemon, "due") == said(daemon, "clock-set") == 0
    clock.let_pass(minutes=5)
    wait_until(lambda: said(daemon, "due") == 1, hint=daemon.log)
    clock.set("2026-11-24 15:00")
    wait_until(lambda: said(daemon, "clock-set") == 1)
    assert said(daemon, "patience-lost") == said(daemon, "due") == 1 and said(daemon, "odd") == 0


def test_clock_fires_at_the_instant_without_a_jump(probe, new_daemon, clock):
    clock.set(datetime.datetime.fromtimestamp(DUE_SECONDS - 0.5, datetime.timezone.utc))
    daemon = new_daemon(program=probe, clock=clock, args=[str(DUE_SECONDS)]).start()
    wait_until(lambda: said(daemon, "due"))
    assert datetime.timedelta(0) <= clock.now() - instant(DUE, "UTC") < datetime.timedelta(seconds=10)


@pytest.mark.parametrize("year", [1970, 2050])
def test_clock_of_a_machine_that_lost_it(probe, new_daemon, clock, year):
    clock.set(f"{year}-01-02 00:00")
    daemon = new_daemon(program=probe, clock=clock, args=[str(DUE_SECONDS)]).start()
    wait_until(lambda: said(daemon, "due") == (year == 2050))
    clock.set(DUE)
    wait_until(lambda: said(daemon, "due") == 1)


def test_clock_of_the_machine_itself_is_set(probe, new_daemon, clock):
    daemon = new_daemon(program=probe, clock=clock, args=[str(DUE_SECONDS)]).start()
    clock.step_kernel()
    wait_until(lambda: said(daemon, "clock-set"))


def test_clock_is_seen_by_children_and_knows_zones(home, clock):
    clock.set("2026-11-24 14:00", zone="Asia/Kolkata")
    env = home.env(**clock.env("/bin/date"))
    said = subprocess.check_output(["sh", "-c", "date '+%F %H:%M'"], env=env, text=True)
    assert said == "2026-11-24 08:30\n"
    with pytest.raises(AssertionError, match="does not exist"):
        clock.set("2026-03-29 02:30", zone="Europe/Berlin")


def test_wake_ups_are_counted(probe, new_daemon, clock):
    clock.set("2026-11-23 09:00")
    daemon = new_daemon(program=probe, clock=clock, args=[str(DUE_SECONDS)]).start()
    before = daemon.context_switches()
    clock.set("2026-11-23 10:00")
    wait_until(lambda: said(daemon, "clock-set") == 1 and daemon.context_switches() > before)
    assert daemon.rss_kib() > 500 and daemon.open_fds() > 4 and daemon.helper() is None


def test_daemon_that_is_killed_and_one_that_fails(probe, new_daemon):
    daemon = new_daemon(program=probe, args=[str(DUE_SECONDS)])
    daemon.start().kill()
    daemon.start().stop()
    broken = new_daemon(program=probe)  # without an argument it fails
    with pytest.raises(AssertionError, match="ended with 1"):
        broken.start()
    with pytest.raises(AssertionError, match="exit code 1"):
        broken.wait()


def test_findings_of_a_sanitizer_and_children_left_behind_are_failures(home, new_daemon):
    script = home.root / "leaky"
    script.write_text("#!/bin/sh\nsleep 600 &\necho 'x.c:1:2: runtime error: oops'\n")
    script.chmod(0o755)
    daemon = new_daemon(program=script)
    daemon.start(ready=False).wait()
    with pytest.raises(AssertionError, match="left behind"):
        daemon.close(limit=0)
    with pytest.raises(AssertionError, match="runtime error"):
        daemon.close()
    script.write_text("#!/bin/sh\n")
    daemon.start(ready=False).wait()


# ---- Desktop

@pytest.fixture
def notify_send(home):
    """Runs notify-send on a desktop; returns the Popen."""
    running = []

    def send(desktop, *words):
        command = [need_program("notify-send", "libnotify-bin"), *words]
        env = home.env(**desktop.env())
        running.append(subprocess.Popen(command, env=env, stdout=subprocess.PIPE, text=True))
        return running[-1]
    yield send
    for process in running:
        process.kill()
        process.communicate()


def test_popup_of_a_real_dunst(desktop, notify_send, tmp_path):
    notify_send(desktop, "-u", "critical", "-A", "sent=Sent", "-A", "later=Later",
                "Thank Dana", "By tomorrow")
    popup = desktop.wait_popup("Thank Dana")
    assert (popup.body, popup.urgency, popup.replaces) == ("By tomorrow", 2, 0)
    assert popup.actions == {"sent": "Sent", "later": "Later"}
    assert popup.hints["urgency"] == ("y", 2)
    assert desktop.shown() == [popup] and desktop.server.displayed() == 1

    picture = tmp_path / "screen.png"
    desktop.picture(picture)
    identify = [need_program("identify", "imagemagick"), "-format", "%wx%h %k", picture]
    size, colours = subprocess.check_output(identify, text=True).split()
    assert size == "1280x800" and int(colours) > 10  # the screen is not empty


def test_buttons_are_pressed_on_the_popup_they_belong_to(desktop, notify_send):
    first = notify_send(desktop, "-A", "sent=Sent", "-A", "later=Later", "one")
    one = desktop.wait_popup("one")
    second = notify_send(desktop, "-A", "sent=Sent", "-A", "later=Later", "two")
    two = desktop.wait_popup("two")
    desktop.invoke(two, "later")
    assert second.communicate(timeout=20)[0] == "later\n"
    desktop.invoke(one, "sent")
    assert first.communicate(timeout=20)[0] == "sent\n"
    assert one.invoked == ["sent"] and two.invoked == ["later"]
    desktop.wait_gone(one)
    assert desktop.server.displayed() == 0


def test_ends_of_popups(new_desktop, notify_send):
    desktop = new_desktop("dunst", timeout="1s")
    notify_send(desktop, "expires")
    expires = desktop.wait_popup("expires")
    desktop.wait_gone(expires)
    assert expires.closed == 1

    sticky = notify_send(desktop, "-t", "0", "-p", "sticky")
    number = sticky.stdout.readline().strip()
    old = desktop.wait_popup("sticky")
    assert str(old.id) == number
    notify_send(desktop, "-t", "0", "-r", number, "newer")
    new = desktop.wait_popup("newer")
    assert old.newest is new and new.id == old.id and desktop.shown() == [new]
    desktop.dismiss(old)
    assert old.closed is None and new.closed == 2
    assert len(desktop.record.popups) == 3 and desktop.shown() == []


def test_server_that_stops_and_restarts(new_desktop, notify_send):
    desktop = new_desktop("none")
    desktop.start_server()
    notify_send(desktop, "before")
    before = desktop.wait_popup("before")
    desktop.stop_server()
    assert before.orphaned and not before.on_screen
    desktop.start_server()
    desktop.freeze_server()
    notify_send(desktop, "frozen")
    wait_until(lambda: desktop.record.calls("GetServerInformation"))
    assert desktop.shown() == []
    desktop.thaw_server()
    assert desktop.wait_popup("frozen").server == desktop.record.owners["org.freedesktop.Notifications"]


def test_server_that_the_bus_starts(new_desktop, notify_send):
    desktop = new_desktop("activatable")
    assert not desktop.record.owners.get("org.freedesktop.Notifications")
    notify_send(desktop, "wakes it")
    desktop.wait_popup("wakes it")
    desktop.stop_server()


def test_server_that_the_bus_cannot_start(new_desktop, notify_send):
    desktop = new_desktop("broken")
    assert notify_send(desktop, "in vain").wait(30) == 1
    desktop.settle()
    assert "Spawn" in desktop.record.text()


def test_fake_server_misbehaves_as_told(new_desktop, notify_send):
    desktop = new_desktop("fake", capabilities=["body"], next_id=7)
    server = desktop.server
    sender = notify_send(desktop, "-w", "first")
    first = desktop.wait_popup("first")
    assert first.id == 7
    server.close_popup(7, 4)
    desktop.wait_gone(first)
    assert first.closed == 4 and sender.wait(20) == 0

    server.behave(error="org.freedesktop.Notifications.Error.ExcessNotificationGeneration")
    assert notify_send(desktop, "refused").wait(20) == 1
    desktop.settle()
    assert desktop.record.find("refused")[0].error.endswith("ExcessNotificationGeneration")

    server.behave(error=None, close_at_once=1)
    notify_send(desktop, "short").wait(20)
    desktop.settle()
    wait_until(lambda: desktop.record.find("short")[0].closed == 1)

    server.behave(close_at_once=None, hang=["Notify"])
    notify_send(desktop, "hangs")
    wait_until(lambda: desktop.record.find("hangs"))
    assert desktop.shown() == [] and desktop.record.find("hangs")[0].id is None

    server.behave(hang=[], capabilities=["actions"])
    notify_send(desktop, "-A", "sent=Sent", "twice")
    twice = desktop.wait_popup("twice")
    server.invoke(twice.id, "sent", times=2, token="token-1")
    wait_until(lambda: twice.invoked == ["sent", "sent"], hint=lambda: twice)
    assert "token-1" in desktop.record.text()


def test_two_desktops_do_not_meet(new_desktop, notify_send):
    other_home = Home()
    try:
        from harness.desktop import Desktop
        one, other = new_desktop("fake"), Desktop(other_home, server="fake")
        notify_send(one, "here")
        one.wait_popup("here")
        assert other.shown() == []
        other.close()
    finally:
        other_home.remove()


# ---- Clients

@pytest.fixture
def echoing_service(home):
    """A Varlink service that answers each call with itself: GoOn twice, Fail with an error; it
    hangs up on what is no JSON."""
    def serve():
        connection = listener.accept()[0]
        peer = connection.makefile("rwb")
        for frame in iter(lambda: read_frame(peer), None):
            answers = [{"parameters": frame["parameters"]}]
            if frame["method"].endswith(".Fail"):
                answers = [{"error": "a.b.Failed", "parameters": {"why": "told so"}}]
            if frame.get("more"):
                answers.insert(0, {"parameters": {"first": True}, "continues": True})
            for answer in answers:
                peer.write(json.dumps(answer).encode() + b"\0")
            peer.flush()
        connection.shutdown(socket.SHUT_RDWR)

    home.socket.parent.mkdir()
    listener = socket.socket(socket.AF_UNIX)
    listener.bind(str(home.socket))
    listener.listen()
    threading.Thread(target=serve, daemon=True).start()
    yield home.socket
    listener.close()


def read_frame(peer):
    text = b"".join(iter(lambda: peer.read(1), b"\0"))
    try:
        return json.loads(text)
    except ValueError:
        return None


def test_varlink_client(echoing_service):
    with Varlink(echoing_service) as client:
        assert client.silent()
        assert client.call("List", all=True) == {"all": True}
        assert list(client.more("Watch", n=1)) == [{"first": True}, {"n": 1}]
        with pytest.raises(VarlinkError, match="a.b.Failed") as failure:
            client.call("org.example.Fail")
        assert failure.value.parameters == {"why": "told so"}
        client.send_bytes(b'{"method": "x.Y", ')
        client.send_bytes(b'"parameters": {}}\0garbage')
        assert client.answer() == {}
        client.send_bytes(b"\0")
        client.wait_hung_up()


# ---- A user manager

ECHO_SOCKET = "[Socket]\nListenStream=%t/echo\n"
ECHO_SERVICE = "[Service]\nType=notify\nNotifyAccess=all\nExecStart=/usr/local/bin/echo-once\n"
ECHO_PROGRAM = """\
#!/usr/bin/python3
import os, signal, socket
print("<4>awake", os.environ["LISTEN_FDS"], flush=True)
os.system("systemd-notify --ready --status=listening")
caller = socket.socket(fileno=3).accept()[0]
caller.sendall(caller.recv(100))
signal.pause()
"""
CALL_ECHO = """
import socket, sys
s = socket.socket(socket.AF_UNIX)
s.connect(sys.argv[1])
s.sendall(b"hello")
print(s.recv(100).decode())
"""
WRITE_EVERYWHERE = "touch ~/in-home; touch /tmp/outside; touch /usr/in-system; touch /var/tmp/outside; true"


def put(tree, path, text):
    (tree / path).parent.mkdir(parents=True, exist_ok=True)
    (tree / path).write_text(text)
    (tree / path).chmod(0o755)


def messages(manager, unit):
    return [entry["MESSAGE"] for entry in manager.journal(unit)]


def test_manager_runs_units_of_an_ordinary_user(new_manager, tmp_path):
    put(tmp_path, "usr/local/bin/echo-once", ECHO_PROGRAM)
    manager = new_manager(tree=tmp_path)
    assert manager.ok("id", "-u") == f"{manager.uid}\n"
    manager.unit_file("echo.socket", ECHO_SOCKET)
    manager.unit_file("echo.service", ECHO_SERVICE)
    manager.systemctl("start", "echo.socket")
    assert manager.state("echo.service") == "inactive"

    call = ("/usr/bin/python3", "-c", CALL_ECHO, f"{manager.run_directory}/echo")
    assert manager.ok(*call) == "hello\n"
    manager.wait_state("echo.service", "active")
    shown = manager.show("echo.service", "StatusText", "MainPID")
    assert shown["StatusText"] == "listening"
    outer = Path(f"/proc/{manager.outer_pid(shown['MainPID'])}")
    assert outer.stat().st_uid == manager.uid and "echo-once" in (outer / "comm").read_text()
    awake = [entry for entry in manager.journal("echo.service") if entry["MESSAGE"] == "awake 1"]
    assert [entry["PRIORITY"] for entry in awake] == ["4"]

    manager.systemctl("stop", "echo.service")
    assert manager.state("echo.service") == "inactive"
    assert manager.ok(*call) == "hello\n"  # the socket lives on
    assert manager.run("systemctl", "--user", "start", "no-such.service").code != 0


def test_manager_has_a_sandbox_and_a_bus(new_manager):
    manager = new_manager()
    assert manager.has_user_namespaces()
    said = manager.run("systemd-run", "--user", "--quiet", "--pipe", "--wait", "--collect",
                       "-p", "PrivateUsers=yes", "-p", "ProtectSystem=strict",
                       "-p", f"ReadWritePaths={manager.home.root}", "sh", "-c", WRITE_EVERYWHERE)
    assert (manager.home.root / "in-home").exists()
    refused = sorted(re.findall(r"'(\S+)': Read-only file system", said.stderr))
    assert refused == ["/tmp/outside", "/usr/in-system", "/var/tmp/outside"], said
    assert "org.freedesktop.systemd1" in manager.ok("busctl", "--user", "list")


def test_manager_without_user_namespaces(new_manager):
    manager = new_manager(user_namespaces=False)
    assert not manager.has_user_namespaces()
    assert manager.run("unshare", "--user", "true").code != 0
    manager.ok("systemd-run", "--user", "--wait", "--collect", "true")


def test_manager_sees_an_installed_tree(new_manager, tmp_path):
    put(tmp_path, "usr/local/lib/systemd/user/installed.service",
        "[Service]\nExecStart=/usr/local/bin/installed\n")
    put(tmp_path, "usr/local/bin/installed", "#!/bin/sh\necho installed\nexec sleep infinity\n")
    manager = new_manager(tree=tmp_path)
    manager.systemctl("start", "installed.service")
    wait_until(lambda: "installed" in messages(manager, "installed.service"))
    assert not Path("/usr/local/bin/installed").exists()


@pytest.mark.parametrize("sandbox", [True, False])
def test_our_own_files_are_installed_without_building(tmp_path, sandbox):
    tree = install(tmp_path, sandbox) / "usr/local"
    assert (tree / "bin/followupd").stat().st_mode & 0o777 == 0o755
    assert (tree / "libexec/followupd/followup-popup").exists()
    units = tree / "lib/systemd/user"
    assert "ExecStart=/usr/local/bin/followupd" in (units / "followupd.service").read_text()
    assert (units / "followupd.service.d/sandbox.conf").exists() == sandbox


def test_manager_on_a_screen(new_manager, screen):
    need_program("dunst", "dunst")
    manager = new_manager()
    record = manager.record()
    manager.systemctl("set-environment", f"DISPLAY={screen.display}")
    sender = manager.start(need_program("notify-send", "libnotify-bin"), "-p", "a pop-up")
    assert sender.communicate(timeout=20)[0] == "2\n"  # dunst, which the bus had systemd start
    wait_until(record.on_screen, hint=record.text)
    assert [popup.summary for popup in record.popups] == ["a pop-up"]
    record.close()
