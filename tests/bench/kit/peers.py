"""Other programs that remind, with like data: as many appointments, on the same days at the same time, as kit.book() has."""

import json
import subprocess

from . import days_ahead, need

DAYS = 365  # how far ahead they are asked to look


def titles(count):
    return [(day, f"Company {n}: interview with Person {n}") for n, day in zip(range(count), days_ahead())]


def remind_file(home, count):
    path = home / "reminders.rem"
    path.write_text("".join(f"REM {day} AT 14:00 DURATION 0:45 MSG {title}\n" for day, title in titles(count)))
    return path


def remind(home, count):
    """(what it is asked for what is on today, what for all), each as (command, environment)"""
    program, path = need("remind", "remind"), remind_file(home, count)
    return ([program, "-q", path], {}), ([program, "-q", "-s12", path], {})


def calcurse_directory(home, count):
    directory = home / "calcurse"
    directory.mkdir()
    (directory / "apts").write_text("".join(f"{day:%m/%d/%Y} @ 14:00 -> {day:%m/%d/%Y} @ 14:45|{title}\n"
                                            for day, title in titles(count)))
    (directory / "todo").touch()
    (directory / "conf").touch()
    return directory


def calcurse(home, count):
    directory = calcurse_directory(home, count)
    base = [need("calcurse", "calcurse"), "--read-only", "-D", directory, "-C", directory, "-Q"]
    return (base, {}), ([*base, "--days", DAYS], {})


def task(home, count):
    program, directory = need("task", "taskwarrior"), home / "task"
    directory.mkdir()
    (home / "taskrc").write_text(f"data.location={directory}\nverbose=nothing\nhooks=off\n")
    environment = {"TASKRC": str(home / "taskrc")}
    tasks = [{"description": title, "due": f"{day:%Y%m%d}T140000Z", "status": "pending", "entry": "20260101T000000Z"}
             for day, title in titles(count)]
    subprocess.run([program, "rc.confirmation=no", "import", "-"], input=json.dumps(tasks), text=True, check=True,
                   env={"PATH": "/usr/bin", "HOME": str(home), **environment}, capture_output=True)
    return ([program, "list"], environment), ([program, "list"], environment)


def khal(home, count):
    program, directory = need("khal", "khal"), home / "khal"
    directory.mkdir()
    for n, (day, title) in enumerate(titles(count)):
        (directory / f"{n}.ics").write_text(
            "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:bench\r\nBEGIN:VEVENT\r\n" f"UID:{n}\r\n"
            f"DTSTAMP:20260101T000000Z\r\nDTSTART:{day:%Y%m%d}T140000Z\r\nDTEND:{day:%Y%m%d}T144500Z\r\n"
            f"SUMMARY:{title}\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n")
    (home / "khal.conf").write_text(f"[calendars]\n[[bench]]\npath = {directory}\n[locale]\nlocal_timezone = UTC\n"
                                    "default_timezone = UTC\ntimeformat = %H:%M\ndateformat = %Y-%m-%d\n"
                                    "longdateformat = %Y-%m-%d\ndatetimeformat = %Y-%m-%d %H:%M\n"
                                    "longdatetimeformat = %Y-%m-%d %H:%M\n"
                                    f"[sqlite]\npath = {home}/khal.db\n")
    base = [program, "-c", home / "khal.conf", "list"]
    return (base, {}), ([*base, "today", f"{DAYS}d"], {})


LISTERS = {"remind": remind, "calcurse": calcurse, "task": task, "khal": khal}
