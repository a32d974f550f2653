"""watch: told at once whenever something is different and never otherwise, over restarts, by followupctl and
by any Varlink client; whoever does not read harms nobody. Times are Acme's evening, see acme.py."""

import json
import signal
import subprocess
from pathlib import Path

import pytest
from acme import BOOK, SETTINGS, THANK_DANA
from cli_world import ANSWERS, BROKEN, HINT, LATE, THANK_DANA as DUE, milestone, scripted  # noqa: F401 (a fixture)
from harness.needs import built
from harness.scripted import Error
from harness.terminal import show, width
from harness.varlink import Varlink, VarlinkError
from harness.wait import wait_until

OPENS = "2026-11-24 15:45"  # two hours after the interview's end


@pytest.fixture
def daemon(home, clock, new_daemon):
    """Before the thank-you is due."""
    home.write_book(BOOK)
    home.write_settings(SETTINGS)
    clock.set("2026-11-24 15:30")
    return new_daemon(clock=clock).start()


class Watcher:
    """followupctl watch, and the lines it has printed so far."""

    def __init__(self, ctl, *args):
        self.lines = []
        self.process = ctl.start("watch", *args)

    def next(self):
        """The next line, as soon as it comes."""
        line = self.process.stdout.readline()
        assert line, self.process.stderr.read()
        self.lines.append(line.rstrip("\n"))
        return self.lines[-1]

    def until(self, part):
        """The next line with that in it."""
        while part not in self.next():
            pass
        return self.lines[-1]

    def end(self):
        self.process.kill()
        self.process.communicate()


@pytest.fixture
def watch(ctl):
    made = []

    def start(*args):
        made.append(Watcher(ctl, *args))
        return made[-1]
    yield start
    for one in made:
        one.end()


# ---- The protocol

def test_told_at_first_and_whenever_it_is_different(daemon, home, clock, ctl):
    with Varlink(home.socket) as watcher:
        watcher.send("Watch", more=True)
        first = watcher.receive()
        assert first["continues"] is True and first["parameters"]["due"] == []
        ctl.ok("note", "globex", "x")  # nothing that is shown is different
        ctl.ok("list")
        assert watcher.silent()
        clock.set(OPENS)
        due = watcher.receive()["parameters"]
        assert [m["title"] for m in due["due"]] == [THANK_DANA] and due["now"] == "2026-11-24T15:45:00+00:00"
        assert due["popups"][0]["summary"] == THANK_DANA and due["popups"][0]["on_screen"] is False
        ctl.ok("sent", "acme", "--to", "Dana")
        wait_until(lambda: watcher.receive()["parameters"]["due"] == [], "the end of it")


def test_the_same_as_status_and_the_popups(daemon, home, ctl):
    with Varlink(home.socket) as client:
        watched = client.call("Watch")  # without `more` it is told once
        popups = watched.pop("popups")
        status = client.call("Status")
    status.pop("now"), watched.pop("now")
    assert popups == [] and watched == status


def test_what_changes_by_itself(daemon, home, clock, ctl):
    """A deadline that goes by, a pause that ends, midnight: nothing but the clock happens."""
    clock.set("2026-11-24 16:00")
    ctl.ok("pause", "until", "19:00")
    with Varlink(home.socket) as watcher:
        watcher.send("Watch", more=True)
        assert watcher.receive()["parameters"]["paused"] == "2026-11-24T19:00:00+00:00"
        clock.set("2026-11-24 19:00:01")
        wait_until(lambda: watcher.receive()["parameters"]["paused"] is None, "the end of the pause")
        clock.set("2026-11-25 00:00:01")
        wait_until(lambda: watcher.receive()["parameters"]["now"].startswith("2026-11-25"), "midnight")
        clock.set("2026-11-25 13:45:01")
        wait_until(lambda: watcher.receive()["parameters"]["due"][0]["status"] == "late", "the deadline")


def test_an_editor_and_the_settings(daemon, home, clock):
    clock.set(OPENS)
    with Varlink(home.socket) as watcher:
        watcher.send("Watch", more=True)
        assert watcher.receive()["parameters"]["due"]
        home.save(home.book, BOOK.replace("Dana Li", "Dora Li"))
        wait_until(lambda: watcher.receive()["parameters"]["due"][0]["to"][0]["name"] == "Dora Li", "the save")
        home.save(home.book, BOOK + "decision-by = soon\n")
        wait_until(lambda: any(p["code"] == "book" for p in watcher.receive()["parameters"]["problems"]), "the fault")


def test_several_changes_in_one_turn_are_told_once(daemon, home, clock):
    with Varlink(home.socket) as watcher, Varlink(home.socket) as other:
        watcher.send("Watch", more=True)
        watcher.receive()
        calls = [{"method": "io.followupd.Control.Pause", "parameters": {}},
                 {"method": "io.followupd.Control.Resume", "parameters": {}}] * 4
        other.send_bytes(b"".join(json.dumps(call).encode() + b"\0" for call in calls))
        for _ in calls:
            other.answer()
        other.call("Pause")
        told = watcher.receive()["parameters"]
        assert told["paused"] == "resumed" or watcher.receive()["parameters"]["paused"] == "resumed"


def test_watchers_may_be_silent_for_ever(daemon, home, clock, ctl):
    with Varlink(home.socket) as watcher, Varlink(home.socket) as idle:
        watcher.send("Watch", more=True)
        watcher.receive()
        idle.call("Status")
        for _ in range(5):
            clock.let_pass(minutes=2)
        idle.wait_hung_up()
        ctl.ok("pause")
        assert watcher.receive()["parameters"]["paused"]


def test_a_watcher_that_does_not_read_is_dropped(daemon, home, clock, ctl):
    with Varlink(home.socket) as lazy, Varlink(home.socket) as watcher:
        lazy.send("Watch", more=True)
        watcher.send("Watch", more=True)
        watcher.receive()
        for n in range(150):  # some 4 kB each: more than a socket holds
            ctl_call = "Pause" if n % 2 == 0 else "Resume"
            with Varlink(home.socket) as other:
                other.call(ctl_call)
            assert watcher.receive()["continues"]
        clock.let_pass(minutes=2)
        lazy.wait_hung_up()
        ctl.ok("pause")
        assert watcher.receive()["parameters"]["paused"]


def test_watchers_take_the_places_of_clients(daemon, home, ctl):
    watchers = [Varlink(home.socket) for _ in range(64)]
    for one in watchers:
        one.send("Watch", more=True)
        one.receive()
    with Varlink(home.socket) as late:
        with pytest.raises(VarlinkError, match="TooManyClients"):
            late.answer()
    watchers[0].close()
    wait_until(lambda: ctl.run("pause").code == 0, "a free place")
    for one in watchers[1:]:
        assert one.receive()["parameters"]["paused"]
        one.close()


def test_nobody_wakes_while_nothing_happens(daemon, home, watch, ctl):
    watcher = watch("--waybar")
    watcher.next()
    ctl.ok("list")

    def switches():
        text = Path(f"/proc/{watcher.process.pid}/status").read_text()
        return [line for line in text.splitlines() if line.startswith("voluntary")]
    wait_until(lambda: "S (sleeping)" in Path(f"/proc/{watcher.process.pid}/status").read_text(), "it waiting")
    before = switches()
    for _ in range(5):
        ctl.ok("status")
        ctl.ok("note", "globex", "x")
    assert switches() == before


# ---- For people

def test_a_popup_in_the_pipe(daemon, clock, watch, ctl):
    watcher = watch()
    assert watcher.next() == "Tue 24 Nov"
    assert watcher.next() == "15:30  Next, today 15:45: Thank Dana Li (Acme Corp)"
    clock.set(OPENS)
    assert watcher.next() == "15:45  Thank Dana Li (Acme Corp)"
    assert "By tomorrow 13:45 (14:45 in Berlin)." in watcher.next()
    assert watcher.next() == "       followupctl sent acme-onsite --to Dana"
    ctl.ok("sent", "acme", "--to", "Dana")
    watcher.until("15:45  No longer due: Thank Dana Li (Acme Corp)")
    ctl.ok("pause", "2h")
    watcher.until("15:45  Paused until today 17:45")
    ctl.ok("resume")
    watcher.until("15:45  Pop-ups come again.")


def test_a_popup_is_told_with_the_buttons_that_it_has(daemon, clock, home):
    """A click on it does something too, and is no button."""
    clock.set(OPENS)
    with Varlink(home.socket) as client:
        wait_until(lambda: client.call("Watch")["popups"], "the pop-up")
        assert [popup["buttons"] for popup in client.call("Watch")["popups"]] == [["Sent", "Draft", "Later"]]


@pytest.mark.parametrize("columns", [30, 40, 80, 160])
@pytest.mark.parametrize("locale,corner", [("C.UTF-8", "┌"), ("C", "+")])
def test_a_popup_on_a_terminal(scripted, home, columns, locale, corner):
    popup = {"tag": "x", "summary": "Thank 東京電力", "body": "By tomorrow 13:45.\n" + "word " * 30,
             "command": "followupctl sent acme-onsite --to Dana", "buttons": ["Sent", "Later"], "on_screen": False}
    scripted(Watch={**ANSWERS["Status"], "popups": [popup]})
    shown = show(home, "watch", columns=columns, env={"LC_ALL": locale})
    card = [line for line in shown.lines if line.startswith(("┌", "│", "└", "+", "|"))]
    assert card[0].startswith(corner) and {width(line) for line in card} == {min(columns, 76)}
    assert any("Thank 東京電力" in line for line in card) and "followupctl" in shown.text


def test_news_of_other_kinds(scripted, ctl):
    before = {**ANSWERS["Status"], "popups": [], "problems": [HINT, BROKEN]}
    after = {**before, "now": "2026-11-26T00:00:01+01:00", "due": [{**DUE, "status": "late"}], "problems": [HINT]}
    scripted(Watch=[before, after])
    said = ctl.ok("watch").splitlines()
    assert said[:3] == ["Wed 25 Nov", "09:00  Thank Dana Li (Acme Corp), by today 14:45",
                        "09:00  Send the work sample (Müller & 東京電力), late since yesterday 18:00"]
    assert "09:00  \"2026-13-01\" is no date: Mend line 31; the last good version is used meanwhile" in said
    assert said[-4:] == ["Thu 26 Nov", "00:00  Thank Dana Li (Acme Corp), late since yesterday 14:45",
                         "00:00  No longer due: Send the work sample (Müller & 東京電力)",
                         "00:00  Mended: \"2026-13-01\" is no date"]


def test_harm_is_not_drawn(scripted, home):
    popup = {"tag": "x", "summary": "A\x1b]0;title\x07B", "body": "C\u202eD", "command": "", "buttons": [], "on_screen": True}
    scripted(Watch={**ANSWERS["Status"], "popups": [popup]})
    assert r"A\x1b]0;title\x07B" in show(home, "watch", env={"NO_COLOR": "1"}).raw


def test_json_lines(daemon, clock, watch):
    watcher = watch("--json")
    assert json.loads(watcher.next())["due"] == []
    clock.set(OPENS)
    assert json.loads(watcher.until(THANK_DANA))["version"] == 1


# ---- For bars

def bar(watcher):
    return json.loads(watcher.next())


def test_a_bar(daemon, clock, watch, ctl):
    watcher = watch("--waybar")
    idle = bar(watcher)
    assert (idle["text"], idle["class"], idle["alt"], idle["full_text"]) == ("", "idle", "idle", "")
    assert idle["tooltip"].startswith("Thank Dana Li (Acme Corp), today 15:45\n") and "color" not in idle
    clock.set(OPENS)
    due = bar(watcher)
    assert (due["text"], due["class"], due["short_text"], due["full_text"]) == ("1", "due", "1", THANK_DANA)
    ctl.ok("pause")
    while bar(watcher)["class"] != "paused":
        pass
    assert "resume" in json.loads(watcher.lines[-1])["tooltip"]


@pytest.mark.parametrize("answer,name,full", [
    ({}, "late", "Thank Dana Li (Acme Corp) +1"), ({"due": [DUE]}, "due", "Thank Dana Li (Acme Corp)"),
    ({"due": [{**DUE, "status": "snoozed"}]}, "idle", ""), ({"due": [LATE]}, "late", LATE["title"]),
    ({"due": [], "problems": [BROKEN]}, "problem", ""), ({"due": [], "paused": "resumed"}, "paused", ""),
])
def test_what_a_bar_is_about(scripted, ctl, answer, name, full):
    scripted(Watch={**ANSWERS["Status"], "popups": [], **answer})
    line = json.loads(ctl.ok("watch", "--waybar"))
    assert (line["class"], line["alt"], line["full_text"]) == (name, name, full)


def test_a_tooltip_is_markup(scripted, ctl):
    scripted(Watch={**ANSWERS["Status"], "popups": [], "due": [milestone(
        "thank-you", "due", "Thank <b>R&D</b>\x1b", "2026-11-24T16:45:00+01:00", None)]})
    line = json.loads(ctl.ok("watch", "--waybar"))
    assert "Thank &lt;b&gt;R&amp;D&lt;/b&gt;\\x1b" in line["tooltip"] and "<b>R&D</b>" in line["full_text"]


def test_a_name_is_no_command_of_polybar(scripted, ctl):
    """%{A1:command:} would be run by a click on it."""
    scripted(Watch={**ANSWERS["Status"], "popups": [], "due": [milestone(
        "thank-you", "due", "Thank %{A1:rm:}Dana%{A} 100%", "2026-11-24T16:45:00+01:00", None)]})
    assert json.loads(ctl.ok("watch", "--waybar"))["full_text"] == "Thank % {A1:rm:}Dana% {A} 100%"


# ---- The daemon comes and goes

def test_over_a_restart_and_a_crash(daemon, clock, watch):
    watcher = watch("--waybar")
    assert bar(watcher)["class"] == "idle"
    daemon.stop()
    assert bar(watcher)["class"] == "offline"
    clock.set(OPENS)
    daemon.start()
    watcher.until('"due"')
    daemon.kill()
    watcher.until('"offline"')
    daemon.start()
    watcher.until('"due"')


def test_people_are_told_once(daemon, watch):
    watcher = watch()
    watcher.next()
    daemon.stop()
    assert watcher.process.stderr.readline() == "followupd has ended; waiting for it to come back\n"
    daemon.start()
    watcher.until("Next, today 15:45")


def test_a_bar_waits_for_the_first_daemon(home, clock, new_daemon, watch):
    home.write_book(BOOK)
    clock.set(OPENS)
    watcher = watch("--waybar")
    assert bar(watcher)["class"] == "offline"
    new_daemon(clock=clock).start()
    assert bar(watcher)["class"] != "offline"


def test_people_are_told_that_there_is_none(ctl):
    assert "followupd is not running" in ctl.fails(3, "watch").stderr


def test_an_older_daemon(scripted, ctl):
    scripted(Watch=Error("MethodNotFound", "org.varlink.service", method="x"))
    assert "another version" in ctl.fails(3, "watch").stderr


# ---- The reader goes away

@pytest.mark.parametrize("args", [[], ["--waybar"], ["--json"]])
def test_a_reader_that_has_enough(daemon, home, args):
    line = f"{built('followupctl')} --socket {home.socket} watch {' '.join(args)} | head -n 1"
    done = subprocess.run(["sh", "-c", line], env=home.env(), capture_output=True, text=True, timeout=20, check=True)
    assert len(done.stdout.splitlines()) == 1 and done.stderr == ""


def test_a_reader_that_goes_away_while_the_daemon_is_gone(daemon, watch):
    watcher = watch("--waybar")
    watcher.next()
    daemon.stop()
    watcher.until('"offline"')
    watcher.process.stdout.close()
    assert watcher.process.wait(20) == 0


def test_ctrl_c(daemon, watch):
    watcher = watch()
    watcher.next()
    watcher.process.send_signal(signal.SIGINT)
    assert watcher.process.wait(20) == -signal.SIGINT and watcher.process.stderr.read() == ""
