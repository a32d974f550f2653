#!/usr/bin/python3
"""followupd on a whole machine, from being switched on to being switched off: see README.md.

check.py DIRECTORY: the disk and kernel that make-image.sh has put there. Prints what was seen, a line each;
the first thing that is otherwise than expected ends it."""

import datetime
import json
import sys
import time
from pathlib import Path

from machine import UTC, Machine, wait_until

MORNING = "2026-11-24T09:00:00"  # a Tuesday
SETTINGS = """\
[etiquette]
week-ahead = no
prepare = no
debrief = no
thank-you-opens = {opens}s
thank-you-deadline = {deadline}s
[moment]
quiet-hours = none
working-days = Mon-Sun
"""
INTERVIEW = """
[{id}]
company = {company}
when = {when:%Y-%m-%d %H:%M}
zone = UTC
duration = 1min
interviewer = {name} <{id}@example.org>
"""
BOOK = "~/.local/share/followupd/interviews.ini"
SETTINGS_FILE = "~/.config/followupd/followupd.conf"
SPAN = 30  # seconds from writing a book until it is due, and from there to the deadline


class Desk:
    """ada's interviews, and what she sees."""

    def __init__(self, machine):
        self.machine = machine

    def due_in(self, seconds, company, name):
        """An interview that is over, the thank-you for which opens in so many seconds, its deadline SPAN later."""
        now = self.machine.now()
        when = now.replace(second=0, microsecond=0) - datetime.timedelta(minutes=2)
        opens = int((now - when).total_seconds()) - 60 + seconds
        self.write(SETTINGS_FILE, SETTINGS.format(opens=opens, deadline=opens + SPAN))
        self.write(BOOK, INTERVIEW.format(id=company.lower(), company=company, name=name, when=when))
        milestone = wait_until(lambda: self.thank_you(company), f"{company} in the plan")
        assert milestone["status"] == "upcoming", milestone
        return datetime.datetime.fromisoformat(milestone["opens"])

    def write(self, path, text):
        """As a careful editor does."""
        self.machine.ok(f"mkdir -p $(dirname {path}) && cat >{path}.new <<'END'\n{text}\nEND\nmv {path}.new {path}")

    def thank_you(self, company):
        plan = json.loads(self.machine.ok("followupctl --json show " + company.lower() + " || echo '{}'"))
        return next((m for m in plan.get("milestones", []) if m["milestone"] == "thank-you"), None)

    def status(self):
        return json.loads(self.machine.ok("followupctl --json status"))

    def asked(self):
        """Every pop-up that the server was asked for since the disk was made, but for other words on one that is there:
        summary and body."""
        lines = self.machine.ok("""grep '"member":"Notify"' ~/record || true""").splitlines()
        found = [json.loads(line)["payload"]["data"] for line in lines]
        return [data[3:5] for data in found if data[1] == 0]

    def on_screen(self):
        """How many pop-ups dunst says it shows."""
        return int(self.machine.ok("dunstctl count displayed"))

    def wait_asked(self, number):
        return wait_until(lambda: len(self.asked()) >= number and self.asked()[number - 1], f"pop-up {number}")

    def thanked(self, company):
        """She sends the letter: the screen is empty again."""
        self.machine.ok(f"followupctl sent {company.lower()}")
        wait_until(lambda: self.on_screen() == 0, "an empty screen")


started = time.monotonic()


def say(text):
    print(f"{time.monotonic() - started:6.0f} s  {text}", flush=True)


def session(machine):
    """Once somebody is logged in."""
    wait_until(lambda: machine.user("busctl --user status >/dev/null && test -S /tmp/.X11-unix/X0")[0] == 0,
               "the user's session")
    wait_until(lambda: machine.user("followupctl status >/dev/null")[0] == 0, "followupd")


def switched_on(machine):
    machine.on(MORNING)
    wait_until(lambda: machine.user("busctl --user status >/dev/null && test -S /tmp/.X11-unix/X0")[0] == 0,
               "the user's session")
    machine.ok("systemctl --user enable --now followupd.service")
    state = machine.ok("systemctl --user show -p ActiveState,StatusText,DropInPaths followupd.service")
    assert "ActiveState=active" in state and "sandbox.conf" in state, state
    say(f"switched on; the unit runs in its sandbox: {machine.ok('followupd --version')}, "
        f"systemd {machine.root('systemctl --version')[1].split()[1]}, Linux {machine.root('uname -r')[1]}")


def asleep_over_the_moment(machine, desk):
    due = desk.due_in(SPAN, "Acme", "Dana Li")
    machine.tell("sleep 3; systemctl suspend")
    machine.qmp.wait("SUSPEND")
    say(f"suspended (status of the machine: {machine.qmp.command('query-status')['status']}); "
        f"the moment is {due:%H:%M:%S}, the deadline {SPAN} s later")
    time.sleep(3 * SPAN)  # the battery clock goes on: nothing to wait for
    machine.qmp.command("system_wakeup")
    machine.qmp.wait("WAKEUP")
    woken = time.monotonic()
    machine.wait_awake()
    summary, body = desk.wait_asked(1)
    took = time.monotonic() - woken
    late = (machine.now() - due).total_seconds()
    assert "Dana" in summary and "late" in body.lower(), (summary, body)
    milestone = desk.thank_you("Acme")
    assert (milestone["status"], milestone["shown"]) == ("late", 1), milestone
    assert desk.on_screen() == 1 and len(desk.asked()) == 1 and late > SPAN
    slept = machine.root("journalctl -k -o cat | grep -c 'PM: suspend exit'")[1]
    say(f"woken; within {took:.1f} s of it, {late:.0f} s after its moment, one pop-up: {summary!r} {body!r} "
        f"(kernel: {slept} suspend)")


def clock_steps_back_and_forth(machine, desk):
    for step in ("-1 hour", "+1 hour", "-3 days", "+3 days"):
        code, text = machine.root(f"date -s '{step}'")
        assert code == 0, text
        desk.status()
        time.sleep(2)
    assert len(desk.asked()) == 1 and desk.on_screen() == 1, desk.asked()
    say("clock set back and forth by an hour and by three days: no further pop-up, the one still there")
    desk.thanked("Acme")


def clock_steps_over_the_moment(machine, desk):
    desk.due_in(3600, "Globex", "Sam Roe")
    assert len(desk.asked()) == 1
    machine.root("date -s '+1 hour'")
    stepped = time.monotonic()
    summary, _ = desk.wait_asked(2)
    say(f"clock set forward over a moment: within {time.monotonic() - stepped:.1f} s {summary!r}")
    machine.root("date -s '-1 hour'")
    desk.status()
    time.sleep(2)
    assert len(desk.asked()) == 2 and desk.on_screen() == 1, desk.asked()
    say("and set back again: no second one, the first still there")
    machine.root("date -s '+1 hour'")
    desk.thanked("Globex")


def locked(machine, desk):
    session = machine.root("loginctl list-sessions --no-legend | awk '$3 == \"ada\" { print $1; exit }'")[1]
    hint = lambda: machine.root(f"loginctl show-session -P LockedHint {session}")[1]
    due = desk.due_in(SPAN, "Initech", "Eva Kim")
    machine.root(f"loginctl lock-session {session}")
    wait_until(lambda: hint() == "yes", "the locker")
    wait_until(lambda: machine.now() > due, "the moment")
    wait_until(lambda: desk.status()["held"] == "away", "the pop-up being held")
    pid = machine.ok("systemctl --user show -P MainPID followupd.service")
    awake = f"grep ^voluntary /proc/{pid}/status | tr -dc 0-9"
    time.sleep(5)
    before = int(machine.root(awake)[1])
    time.sleep(SPAN)
    woken = int(machine.root(awake)[1]) - before
    assert len(desk.asked()) == 2 and woken == 0, (desk.asked(), woken)
    say(f"locked by logind (LockedHint=yes) at its moment: held, {woken} wake-ups in {SPAN} s")
    machine.root(f"loginctl unlock-session {session}")
    unlocked = time.monotonic()
    summary, _ = desk.wait_asked(3)
    assert hint() == "no" and desk.on_screen() == 1
    say(f"unlocked: within {time.monotonic() - unlocked:.1f} s {summary!r}")


def rebooted(machine, desk):
    machine.root("hwclock --systohc --utc")
    before = len(desk.asked())
    machine.tell("systemctl reboot")
    machine.wait_ready()
    session(machine)
    desk.wait_asked(before + 1)
    time.sleep(5)
    assert len(desk.asked()) == before + 1 and desk.on_screen() == 1
    assert desk.thank_you("Initech")["shown"] == 1
    say("rebooted: the pop-up that stood there is there again, once, and not counted as another showing")
    desk.thanked("Initech")


def off_over_the_moment(machine, desk):
    desk.due_in(600, "Umbrella", "Ada Po")
    before, until = len(desk.asked()), machine.now() + datetime.timedelta(days=2)
    machine.off()
    say("switched off; the moment is in ten minutes, the next time it is switched on in two days")
    machine.on(f"{until:%Y-%m-%dT%H:%M:%S}")
    session(machine)
    summary, body = desk.wait_asked(before + 1)
    time.sleep(5)
    assert "Ada" in summary and "late" in body.lower(), (summary, body)
    assert len(desk.asked()) == before + 1 and desk.on_screen() == 1
    say(f"switched on: one pop-up: {summary!r} {body!r}")


def without_a_battery(machine, desk):
    right = machine.now()
    files = f"cat {BOOK} ~/.local/state/followupd/popups.ini | grep -v '^;' | sha256sum"
    machine.root("systemctl --machine=ada@.host --user stop followupd.service")
    before, sum_before = len(desk.asked()), machine.ok(files)
    machine.off()
    machine.on("1970-01-01T00:00:00")
    session(machine)
    year = machine.now().year
    time.sleep(5)
    status = desk.status()
    assert sum_before.split()[0] and not status["due"], status["due"]
    asked = desk.asked()[before:]
    say(f"switched on with an empty battery, in the year {year}: nothing is due; pop-ups: {len(asked)}")
    machine.root(f"date -s @{int(right.timestamp()) + 60}")
    wait_until(lambda: desk.on_screen() == 1, "the pop-up")
    time.sleep(3)
    assert desk.on_screen() == 1 and desk.thank_you("Umbrella")["shown"] <= 2
    say(f"clock set right: the pop-up is there, once (Notify since: {len(desk.asked()) - before})")
    desk.thanked("Umbrella")
    assert desk.status()["due"] == [] and not [p for p in desk.status()["problems"] if p["code"] != "hint"]


def main(directory):
    machine = Machine(Path(directory).resolve())
    desk = Desk(machine)
    try:
        switched_on(machine)
        asleep_over_the_moment(machine, desk)
        clock_steps_back_and_forth(machine, desk)
        clock_steps_over_the_moment(machine, desk)
        locked(machine, desk)
        rebooted(machine, desk)
        off_over_the_moment(machine, desk)
        without_a_battery(machine, desk)
        machine.off()
        say("all as it should be")
    finally:
        machine.kill()


if __name__ == "__main__":
    main(sys.argv[1])
