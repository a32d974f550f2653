"""Calendars of public holidays (.ics): from the file to the plan, and what is said of one that cannot be read. The days
are those on which the holidays fall; what follows from them was worked out with a calendar."""

import os
import signal
import subprocess

import pytest
from acme import milestone
from harness.needs import bin_directory, built
from harness.wait import wait_until

GERMANY = """\
BEGIN:VCALENDAR
VERSION:2.0
BEGIN:VEVENT
DTSTART;VALUE=DATE:20201225
DTEND;VALUE=DATE:20201227
RRULE:FREQ=YEARLY
SUMMARY:Weihnachten
END:VEVENT
END:VCALENDAR
"""
THANKSGIVING = """\
BEGIN:VCALENDAR
BEGIN:VEVENT
DTSTART;VALUE=DATE:20101125
RRULE:FREQ=YEARLY;BYMONTH=11;BYDAY=4TH
SUMMARY:Thanksgiving
END:VEVENT
END:VCALENDAR
"""
# They want to decide until Friday, 18 December: a check-in opens five working days later, which is Christmas Day.
BERLIN = """\
[acme-onsite]
company = Acme Corp
when = 2026-12-01 14:00
zone = Europe/Berlin
duration = 45min
interviewer = Dana Li <dana@acme.example>
sent = 2026-12-01 17:00 thank-you email to Dana
decision-by = 2026-12-18
"""
CHRISTMAS, MONDAY = "2026-12-25T09:00:00+00:00", "2026-12-28T09:00:00+00:00"  # 10:00 in Berlin
# On the day before Thanksgiving; they want to decide on that day, too.
NEW_YORK = """\
[globex]
company = Globex
when = 2026-11-25 14:00
zone = America/New_York
duration = 1h
interviewer = Sam Roe <sam@globex.example>
decision-by = 2026-11-25
"""
LIBC_OWN = 3 << 31  # signals 32 and 33, which libc keeps from programs
OTHER = "[etiquette]\nweek-ahead = no\nprepare = no\n"


@pytest.fixture
def december(home, clock):
    home.write_book(BERLIN)
    clock.set("2026-12-02 12:00")
    return clock


def write(home, name, text, directory=None):
    path = (directory or home.settings.parent) / name
    path.parent.mkdir(parents=True, exist_ok=True)
    if isinstance(text, bytes):
        path.write_bytes(text)
    else:
        home.save(path, text)
    return path


def opens(ctl, name="check-in", interview="acme-onsite"):
    return milestone(ctl, name, interview)["opens"]


def wait_opens(ctl, expected):
    wait_until(lambda: opens(ctl) == expected, expected, hint=lambda: (opens(ctl), ctl.json("status")["problems"]))


def problem(ctl):
    """The one thing that is wrong with a calendar, once it is known."""
    def found():
        return [p for p in ctl.json("status")["problems"] if p["code"] == "calendar"]
    (one,) = wait_until(found, "a problem with the calendar", hint=lambda: ctl.json("status"))
    return one


def test_a_check_in_waits_for_the_end_of_the_holidays(december, home, new_daemon, ctl):
    write(home, "de.ics", GERMANY)
    home.write_settings(OTHER)
    new_daemon(clock=december).start()
    assert opens(ctl) == CHRISTMAS
    home.write_settings(OTHER + "[holidays]\ncalendar = de.ics\n")
    wait_opens(ctl, MONDAY)
    assert ctl.json("status")["problems"] == []
    home.write_settings(OTHER + "[holidays Europe/Paris]\ncalendar = de.ics\n")  # holidays there are none in Berlin
    wait_opens(ctl, CHRISTMAS)
    home.write_settings(OTHER + "[holidays Europe/Berlin]\ncalendar = de.ics\n")
    wait_opens(ctl, MONDAY)
    home.write_settings(OTHER)
    wait_opens(ctl, CHRISTMAS)


def test_a_thank_you_is_due_on_a_holiday_all_the_same(clock, home, new_daemon, ctl):
    home.write_book(NEW_YORK)
    write(home, "us.ics", THANKSGIVING)
    home.write_settings(OTHER + "[holidays]\ncalendar = us.ics\n")
    clock.set("2026-11-25 22:00")
    new_daemon(clock=clock).start()
    wait_until(lambda: ctl.json("status")["held"] != "holidays", "the calendar is read")
    thanks = milestone(ctl, "thank-you", "globex")
    assert (thanks["opens"], thanks["deadline"]) == ("2026-11-25T22:00:00+00:00", "2026-11-26T20:00:00+00:00")
    # Five working days after that Wednesday: 27 November, 30 November to 3 December, at 10:00 there.
    assert opens(ctl, interview="globex") == "2026-12-03T15:00:00+00:00"


@pytest.mark.parametrize("place", ["beside the settings", "in the home", "anywhere"])
def test_where_the_file_may_lie(december, home, new_daemon, ctl, tmp_path, place):
    directory, name = {"beside the settings": (None, "my calendars/de.ics"),
                       "in the home": (home.root, "~/de.ics"),
                       "anywhere": (tmp_path, str(tmp_path / "de.ics"))}[place]
    write(home, name.removeprefix("~/"), GERMANY, directory)
    home.write_settings(OTHER + f"[holidays]\ncalendar = {name}\n")
    new_daemon(clock=december).start()
    wait_opens(ctl, MONDAY)


def test_a_changed_file_takes_effect(december, home, new_daemon, ctl):
    home.write_settings(OTHER + "[holidays]\ncalendar = de.ics\ndates = 2026-12-24\n")
    new_daemon(clock=december).start()
    wrong = problem(ctl)
    assert wrong["file"] == str(home.settings.parent / "de.ics") and wrong["text"] == "is not there"
    assert "working days" in wrong["remedy"]
    assert opens(ctl) == MONDAY  # 24 December alone: 21, 22, 23, 25 and 28 December
    write(home, "de.ics", GERMANY)
    wait_opens(ctl, "2026-12-29T09:00:00+00:00")
    assert ctl.json("status")["problems"] == []
    write(home, "de.ics", "this is nothing\n")  # the last good one counts on
    assert problem(ctl)["text"] == "is no calendar (.ics), which begins with BEGIN:VCALENDAR"
    assert "before count" in problem(ctl)["remedy"]
    assert opens(ctl) == "2026-12-29T09:00:00+00:00"
    write(home, "de.ics", THANKSGIVING)
    wait_opens(ctl, MONDAY)


def test_years_to_come_are_read_in_time(december, home, new_daemon, ctl):
    write(home, "de.ics", GERMANY)
    home.write_settings(OTHER + "[holidays]\ncalendar = de.ics\n")
    new_daemon(clock=december).start()
    wait_opens(ctl, MONDAY)
    december.set("2034-12-02 12:00")  # Christmas Day is a Monday
    home.write_book(BERLIN.replace("2026-12", "2034-12"))  # Monday, 18 December: 19 to 22, then 27 December
    wait_opens(ctl, "2034-12-27T09:00:00+00:00")


HOSTILE = {
    "a line of a megabyte": (b"BEGIN:VCALENDAR\nX:" + b"x" * 1000000 + b"\n", "has a line that is longer"),
    "a million events": (b"BEGIN:VCALENDAR\n" + b"BEGIN:VEVENT\nEND:VEVENT\n" * 1000000, "is larger than 4 MiB"),
    "every second": (b"BEGIN:VCALENDAR\nBEGIN:VEVENT\nDTSTART:20260101T000000Z\nRRULE:FREQ=SECONDLY\nEND:VEVENT\n"
                     b"END:VCALENDAR\n", "has no holiday in it"),
    "nothing but holidays": (b"BEGIN:VCALENDAR\nBEGIN:VEVENT\nDTSTART;VALUE=DATE:20260101\nRRULE:FREQ=DAILY\nEND:VEVENT\n"
                             b"END:VCALENDAR\n", "has more than 2000 holidays"),
    "NULs": (b"BEGIN:VCALENDAR\n\0\0\0\nEND:VCALENDAR\n", "is no text"),
    "nothing": (b"", "is no calendar"),
    "of other years": (GERMANY.replace("YEARLY", "YEARLY;UNTIL=20211231").encode(), "has no holiday of these years"),
}


@pytest.mark.parametrize("what", HOSTILE)
def test_a_bad_file_costs_a_line_in_status(december, home, new_daemon, ctl, what):
    text, expected = HOSTILE[what]
    write(home, "bad.ics", text)
    write(home, "de.ics", GERMANY)
    home.write_settings(OTHER + "[holidays]\ncalendar = bad.ics\ncalendar = de.ics\n")
    new_daemon(clock=december).start()
    wrong = problem(ctl)
    assert wrong["text"].startswith(expected) and wrong["file"].endswith("/bad.ics"), wrong
    wait_opens(ctl, MONDAY)  # the other one counts


def test_what_is_no_file(december, home, new_daemon, ctl):
    os.mkfifo(write(home, "x", "").with_name("pipe.ics"))
    home.write_settings(OTHER + "[holidays]\ncalendar = pipe.ics\n")
    new_daemon(clock=december).start()
    assert problem(ctl)["text"] == "is no file"


# ---- the reader --------------------------------------------------------------------------------------


def script(home, text):
    """A program in the reader's place. It may write beside the memory."""
    path = home.root / "reader"
    path.write_text(f"#!/bin/sh\nreal={bin_directory() / 'followup-holidays'}\n{text}\n")
    path.chmod(0o755)
    return path


def test_without_its_reader(december, home, new_daemon, ctl):
    write(home, "de.ics", GERMANY)
    home.write_settings(OTHER + "[holidays]\ncalendar = de.ics\n")
    new_daemon(clock=december, args=["--holidays", "/nowhere/followup-holidays"]).start()
    wrong = problem(ctl)
    assert wrong["text"] == "cannot be read: there is no /nowhere/followup-holidays"
    assert "followupctl reload" in wrong["remedy"]


@pytest.mark.parametrize("text, expected", [
    ("kill -KILL $$", "cannot be read: its reader was ended by signal 9"),
    ("exit 7", "cannot be read: its reader ended with code 7"),
    ("echo 2026-12-25", "cannot be read: its reader ended with code 0"),
    ("echo 2026-12-35; echo end", "cannot be read: its reader ended with code 0"),
    ("while echo 2026-12-25; do :; done; exit 8", "cannot be read: its reader ended with code 8"),  # the sheet was full
])
def test_a_reader_that_fails(december, home, new_daemon, ctl, text, expected):
    home.write_settings(OTHER + "[holidays]\ncalendar = de.ics\n")
    new_daemon(clock=december, args=["--holidays", script(home, text)]).start()
    assert problem(ctl)["text"] == expected


def test_a_reader_that_hangs_is_ended(december, home, new_daemon, ctl):
    home.write_settings(OTHER + "[holidays]\ncalendar = de.ics\n")
    daemon = new_daemon(clock=december, args=["--holidays", script(home, "exec sleep 1000")]).start()
    assert ctl.json("status")["held"] == "holidays"  # and it answers
    assert problem(ctl)["text"] == "takes more than 10 seconds to read"
    assert ctl.json("status")["held"] is None
    assert daemon.stop() < 5


def test_it_stops_at_once_while_a_calendar_is_read(december, home, new_daemon, ctl):
    home.write_settings(OTHER + "[holidays]\ncalendar = de.ics\n")
    daemon = new_daemon(clock=december, args=["--holidays", script(home, "exec sleep 1000")]).start()
    assert ctl.json("status")["held"] == "holidays"
    assert daemon.stop() < 5  # and nothing is left behind


def test_what_the_reader_inherits(december, home, new_daemon, ctl):
    facts = home.memory.parent / "facts"
    write(home, "de.ics", GERMANY)
    home.write_settings(OTHER + "[holidays]\ncalendar = de.ics\n")
    daemon = new_daemon(clock=december, args=["--holidays", script(
        home, f"{{ env; grep Sig /proc/self/status; ls /proc/$$/fd; }} >{facts}; exec $real \"$@\"")])
    daemon.start()
    wait_opens(ctl, MONDAY)
    lines = facts.read_text().split("\n")
    assert not [line for line in lines if line.startswith(("NOTIFY_SOCKET=", "LISTEN_", "WATCHDOG_"))]
    masks = {line.split()[0]: int(line.split()[1], 16) for line in lines if line.startswith("Sig") and "/" not in line}
    assert masks["SigBlk:"] == 0 and masks["SigIgn:"] & LIBC_OWN == masks["SigIgn:"], masks
    descriptors = {int(line) for line in lines if line.isdigit()}
    assert not descriptors & set(range(3, 10)), descriptors  # what the shell opens itself is above


def test_it_dies_with_the_daemon(december, home, new_daemon, ctl):
    home.write_settings(OTHER + "[holidays]\ncalendar = de.ics\n")
    daemon = new_daemon(clock=december, args=["--holidays", script(home, "exec sleep 1000")]).start()
    assert ctl.json("status")["held"] == "holidays"
    daemon.signal(signal.SIGKILL)
    assert daemon.wait(expected=-signal.SIGKILL)
    daemon.close()  # finds what is left behind


# ---- pop-ups -----------------------------------------------------------------------------------------


def test_nothing_comes_up_before_the_holidays_are_known(home, clock, desktop, new_daemon, ctl):
    gate = home.memory.parent / "gate"
    gate.parent.mkdir(parents=True, exist_ok=True)
    os.mkfifo(gate)
    write(home, "de.ics", GERMANY)
    home.write_book(BERLIN)
    home.write_settings(OTHER + "[holidays]\ncalendar = de.ics\n")
    clock.set("2026-12-25 10:00")  # Christmas morning: without the calendar the check-in would be due
    new_daemon(clock=clock, desktop=desktop, args=["--holidays", script(home, f"read x <{gate}; exec $real \"$@\"")]).start()
    assert ctl.json("status")["held"] == "holidays"
    gate.write_text("go\n")
    wait_opens(ctl, MONDAY)
    assert ctl.json("status")["held"] is None
    assert desktop.shown() == []
    clock.set("2026-12-28 09:30")
    desktop.wait_popup("Acme Corp")


def test_the_program_by_hand(tmp_path):
    def run(*words):
        done = subprocess.run([built("followup-holidays"), *words], capture_output=True, text=True, check=False, timeout=60)
        return done.returncode, done.stdout, done.stderr
    path = tmp_path / "days.ics"
    path.write_text(GERMANY)
    assert run(path, "2026", "2026") == (0, "2026-12-25\n2026-12-26\nend\n", "")
    assert run("--version")[0] == 0 and "followup-holidays" in run("--version")[1]
    assert run("--help")[0] == 0 and "FILE.ics" in run("--help")[1]
    for words in ([], [path], [path, "2026", "2025"], [path, "0", "2026"], [path, "soon", "2026"]):
        code, said, wrong = run(*words)
        assert (code, said) == (2, "") and "Usage:" in wrong
