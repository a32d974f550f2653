"""doctor and test-popup: each part of the way to the screen, whole and broken, with real buses and servers."""

import json
import os
import socket
import subprocess
import time

import pytest
from acme import evening  # noqa: F401 (a fixture)
from cli_world import ANSWERS, scripted  # noqa: F401 (a fixture)
from harness.ctl import Ctl
from harness.daemon import as_user
from harness.installed import install
from harness.needs import bin_directory, built
from harness.scripted import Error
from harness.service import SANITIZER_LINES
from harness.terminal import show, width
from harness.wait import wait_until

CLEAN = """\
[acme-onsite]
company = Acme Corp
when = 2026-11-24 14:00
zone = Europe/Berlin
duration = 45min
interviewer = Dana Li <dana@acme.example>
"""
PARTS = ["socket", "unit", "daemon", "book", "settings", "memory", "saves", "clock", "writing", "pop-ups", "helper",
         "session bus", "server", "buttons", "portal", "desktop entry", "mail program", "time zones"]


def findings(ctl, code=None, **more_env):
    """{name: check}; with several of a name, the worst."""
    order = ["ok", "hint", "bad"]
    done = Ctl(ctl.home, env={**ctl.more_env, **more_env}).run("--json", "doctor")
    assert code is None or done.code == code, done
    found = {}
    for check in json.loads(done.stdout)["checks"]:
        assert set(check) == {"name", "state", "text", "remedy"} and check["text"] and check["state"] in order
        assert check["remedy"] or check["state"] != "bad" or "another user" in check["text"]
        if check["name"] not in found or order.index(check["state"]) > order.index(found[check["name"]]["state"]):
            found[check["name"]] = check
    return found


@pytest.fixture
def on(home, evening, new_desktop, new_daemon, ctl):
    """Starts the daemon on a desktop; followupctl is on it too."""
    def start(server="dunst", book=CLEAN, **options):
        home.write_book(book)
        ctl.desktop = new_desktop(server, **options)
        ctl.more_env = ctl.desktop.env()
        ctl.daemon = new_daemon(clock=evening, desktop=ctl.desktop, args=["--debug"]).start()
        return ctl
    return start


# ---- The daemon's own parts

def test_all_is_well(on, home):
    ctl = on()
    found = findings(ctl, code=0)
    assert list(found) == PARTS
    for name in ("socket", "daemon", "book", "settings", "memory", "saves", "clock", "pop-ups", "helper", "session bus",
                 "server", "buttons", "time zones"):
        assert found[name]["state"] == "ok", found[name]
    assert found["server"]["text"].startswith("dunst ") and found["book"]["text"] == f"{home.book}: 1 interview"
    assert found["clock"]["text"] == "UTC, 2026-11-24 16:45"


def test_a_line_each(on, home):
    ctl = on("fake")
    for columns in (40, 80, 120):
        shown = show(home, "doctor", columns=columns, env=ctl.more_env)
        assert shown.code == 0 and all(width(line) <= columns or " /" in line for line in shown.lines)
    assert [line[7:22].strip() for line in shown.lines if line[:7].strip() in ("ok", "note", "wrong")] == PARTS
    assert shown.lines[-1] == "All that is needed is there. To see a pop-up: followupctl test-popup"


def test_files_that_are_wrong(on, home, ctl):
    home.write_settings("[popup]\nper-day = many\n")
    on()
    home.save(home.book, CLEAN + "decision-by = soon\n")
    ctl.run("reload")
    found = findings(ctl, code=1)
    assert found["book"]["state"] == "bad" and "interviews.ini:7: " in found["book"]["text"]
    assert found["book"]["remedy"] == "followupctl edit opens it at the line"
    assert found["settings"]["state"] == "bad" and "followupd.conf:2: " in found["settings"]["text"]
    said = ctl.fails(1, "doctor").stdout
    assert said.splitlines()[-1] == "2 things are wrong. The first is where to begin."


def test_what_holds_pop_ups_back(on, ctl):
    on()
    ctl.ok("pause")
    assert findings(ctl, code=0)["pop-ups"] == {"name": "pop-ups", "state": "hint", "text": "pop-ups are paused",
                                                "remedy": "followupctl resume ends that"}


def test_a_helper_that_is_not_there(home, new_daemon, ctl):
    new_daemon(env={"FOLLOWUPD_POPUP": "/nonexistent"}).start()
    assert findings(ctl, code=1)["helper"]["text"] == "/nonexistent cannot be run"


# ---- No daemon

def test_no_daemon(home, ctl):
    found = findings(ctl, code=1)
    assert found["socket"]["state"] == "bad" and "systemctl --user enable --now" in found["socket"]["remedy"]
    assert found["daemon"]["text"].startswith("followupd is not running") and "book" not in found


def test_a_socket_that_nobody_listens_at(home, ctl):
    home.socket.parent.mkdir(mode=0o700)
    with socket.socket(socket.AF_UNIX) as dead:
        dead.bind(str(home.socket))
    found = findings(ctl, code=1)
    assert found["socket"]["state"] == "ok" and "nobody listens" in found["daemon"]["text"]


def test_a_directory_that_others_may_enter(scripted, home, ctl):
    scripted()
    home.socket.parent.chmod(0o755)
    assert "others may enter" in findings(ctl)["socket"]["text"]


def test_an_older_daemon(scripted, ctl):
    scripted(GetInfo={**ANSWERS["GetInfo"], "version": "0.0.9"},
             Doctor=Error("MethodNotFound", "org.varlink.service", method="x"))
    found = findings(ctl)
    assert found["daemon"]["state"] == "hint" and found["daemon"]["text"].startswith("version 0.0.9 runs")
    assert "book" not in found and "server" not in found


def test_no_session(home, ctl):
    """Without --socket and without a directory for it."""
    env = home.env(XDG_RUNTIME_DIR=None)
    done = subprocess.run([built("followupctl"), "--json", "doctor"], env=env, cwd="/", capture_output=True, text=True,
                          timeout=20, check=False, **(as_user(4711) if os.geteuid() == 0 else {}))
    first = json.loads(done.stdout)["checks"][0]
    assert done.returncode == 1 and first["name"] == "socket" and "XDG_RUNTIME_DIR" in first["text"]


# ---- The session

@pytest.mark.parametrize("server,state,said", [
    ("none", "bad", "no notification server runs, and the bus knows none to start"),
    ("activatable", "ok", "the bus starts one with the first pop-up"),
])
def test_servers_that_are_not_there(on, server, state, said):
    ctl = on(server, book="")  # nothing is due, so nothing starts one
    found = findings(ctl, code=1 if state == "bad" else 0)
    assert (found["server"]["state"], found["server"]["text"]) == (state, said)


def test_a_server_without_buttons(on):
    ctl = on("fake", capabilities=["body"])
    assert findings(ctl, code=0)["buttons"]["text"] == "this server shows none"


def test_no_bus(home, evening, new_daemon, ctl):
    new_daemon(clock=evening).start()
    assert findings(ctl, code=1)["session bus"]["text"].startswith("cannot be reached")


def test_what_desktops_look_up(on, home):
    ctl = on()
    applications = home.data / "applications"
    applications.mkdir()
    found = findings(ctl, XDG_DATA_DIRS="/nonexistent")
    assert (found["desktop entry"]["state"], found["mail program"]["state"]) == ("hint", "hint")
    (applications / "followupd.desktop").write_text("[Desktop Entry]\n")
    (applications / "mimeinfo.cache").write_text("[MIME Cache]\nx-scheme-handler/mailto=gone.desktop;mutt.desktop;\n")
    (applications / "mutt.desktop").write_text("[Desktop Entry]\n")
    found = findings(ctl, XDG_DATA_DIRS="/nonexistent")
    assert found["desktop entry"]["text"] == str(applications / "followupd.desktop")
    assert found["mail program"]["text"] == "mutt.desktop opens drafts"
    (home.config / "mimeapps.list").write_text("[Default Applications]\nx-scheme-handler/mailto=claws.desktop\n")
    (applications / "claws.desktop").write_text("[Desktop Entry]\n")
    assert findings(ctl, XDG_DATA_DIRS="/nonexistent")["mail program"]["text"] == "claws.desktop opens drafts"


def test_no_zones(on, home):
    ctl = on()
    assert findings(ctl, code=1, TZDIR="/nonexistent")["time zones"]["remedy"] == "install tzdata"


def test_the_units_of_a_real_manager(new_manager, tmp_path):
    manager = new_manager(tree=install(tmp_path / "tree"))
    manager.systemctl("set-environment", "ASAN_OPTIONS=detect_leaks=0")
    if "asan" in bin_directory().name:
        manager.unit_file("followupd.service.d/harness.conf", "\n".join(["[Service]", *SANITIZER_LINES, ""]))

    def units():
        done = manager.run("followupctl", "--json", "doctor")
        return {check["text"].split()[0]: check for check in json.loads(done.stdout)["checks"] if check["name"] == "unit"}
    manager.systemctl("start", "followupd.socket")
    before = wait_until(lambda: (found := units()).get("followupd.socket") and found, "the bus")
    assert before["followupd.socket"]["state"] == "hint"
    assert before["followupd.socket"]["text"] == "followupd.socket is active and disabled: nothing starts it at login"
    assert before["followupd.socket"]["remedy"] == "systemctl --user enable --now followupd.socket"
    manager.systemctl("enable", "followupd.service")
    # The first question has started the service, which may still be about it.
    after = wait_until(lambda: "activating" not in (found := units())["followupd.service"]["text"] and found, "its start")
    assert {check["state"] for check in after.values()} == {"ok"}, after
    assert after["followupd.service"]["text"] == "followupd.service is active, and starts at login"


# ---- test-popup

def test_a_pop_up_for_a_test(on):
    ctl = on()
    assert ctl.ok("test-popup") == "The pop-up is on the screen. (dunst)\n"
    ctl.desktop.wait_popup("followupd works")
    assert ctl.json("test-popup")["shown"] is True
    assert not ctl.json("log")["changes"], "nothing was written"


def test_also_while_paused_and_beside_others(on, evening):
    ctl = on()
    ctl.desktop.wait_popup("Thank Dana Li")
    ctl.ok("pause")
    assert ctl.json("test-popup")["shown"]
    ctl.desktop.wait_popup("followupd works")


@pytest.mark.parametrize("server,said", [
    ("none", "No notification server runs"), ("broken", "could not be started"),
])
def test_no_pop_up_and_why(on, server, said):
    ctl = on(server)
    done = ctl.fails(1, "test-popup")
    assert said in done.stdout and len(done.stdout.splitlines()) == 2
    if server == "none":
        ctl.ok("pause")
        ctl.desktop.start_server()  # it does not come up later, when nobody expects it
        assert ctl.json("test-popup")["shown"]
        assert [popup.summary for popup in ctl.desktop.shown()].count("followupd works") == 1


def test_a_server_that_hangs(on):
    ctl = on()
    ctl.desktop.wait_popup("Thank Dana Li")
    ctl.desktop.freeze_server()
    test = ctl.start("test-popup")
    start = time.monotonic()
    found = findings(ctl, code=1)  # which asks it too, and does not wait for long
    assert found["server"]["state"] == "bad" and "does not answer" in found["server"]["text"]
    assert "does not answer" in test.communicate()[0] and test.returncode == 1
    assert time.monotonic() - start < 15
    ctl.desktop.thaw_server()


def test_a_server_that_refuses(on):
    ctl = on("fake", error="org.freedesktop.Notifications.Error.ExcessNotificationGeneration")
    assert "refused it" in ctl.fails(1, "test-popup").stdout


def test_without_a_bus(home, evening, new_daemon, ctl):
    new_daemon(clock=evening).start()
    for _ in range(2):  # and again, without waiting for the helper's pauses
        assert "There is no session bus." in ctl.fails(1, "test-popup").stdout


def test_two_tests_at_once(on, evening):
    ctl = on("fake", hang=["Notify"])
    first = ctl.start("--json", "test-popup")
    wait_until(lambda: any(m.get("member") == "Notify" for m in ctl.desktop.record.messages), "the first one")
    second = ctl.start("--json", "test-popup")
    assert json.loads(first.communicate()[0])["text"] == "Another test has begun."
    for _ in range(2):
        evening.let_pass(seconds=8)
    assert json.loads(second.communicate()[0])["text"] == "The pop-up did not come up in time."
