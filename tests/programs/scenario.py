"""Scenarios as they are written in tests/scenarios, which README.txt there explains; and times as people say
them. What happens in them, scenario_play.py plays."""

import datetime
import re
import shlex
import zoneinfo
from dataclasses import dataclass, field

from harness.needs import repository

DIRECTORY = repository() / "tests/scenarios"
WHEN = r"(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun) \d{1,2} [A-Z][a-z]{2}(?: \d{4})? \d\d:\d\d"
INSTANTS = ("opens", "moment", "last call", "deadline", "next pop-up", "done")
TEXTS = ("title", "why", "assumes", "finish", "showings")


@dataclass
class Milestone:
    """What the plan is expected to say of one: `values` by INSTANTS and TEXTS."""
    line: int
    name: str
    text: str      # of a promise, or ""
    interview: str
    to: str
    status: str    # "none": nothing of it is to come
    values: dict = field(default_factory=dict)


@dataclass
class Popup:
    """One that is expected on the screen."""
    line: int
    at: str
    title: str
    buttons: list  # None: whatever
    body: list = field(default_factory=list)  # texts that are in it


@dataclass
class Step:
    """kind: clock, plan, types, letter. `value`: the clock's time, the command, or the letter's file."""
    line: int
    kind: str
    value: str = ""
    details: list = field(default_factory=list)  # of plan: Milestones; of types and letter: lines


@dataclass
class Play:
    """What a user of that character sees."""
    line: int
    character: str
    until: str
    popups: list
    sleeps: list  # Events


@dataclass
class Event:
    """What happens while time goes by, at `at`: a command, or something to the computer."""
    line: int
    at: str
    kind: str      # types, sleeps, travels
    value: str


@dataclass
class Scenario:
    path: object
    title: str = ""
    prose: list = field(default_factory=list)  # the paragraphs below the title
    zone: str = ""
    book: str = ""
    settings: str = ""
    steps: list = field(default_factory=list)
    events: list = field(default_factory=list)
    plays: list = field(default_factory=list)

    @property
    def begins(self):
        return next(step.value for step in self.steps if step.kind == "clock")

    @property
    def has_plan(self):
        return any(step.kind == "plan" for step in self.steps)

    def when(self, text):
        """The instant of a time as the scenario writes it. A year that is left out is the one near the
        beginning in which that day falls on that weekday."""
        zone = zoneinfo.ZoneInfo(self.zone)
        first = datetime.datetime.strptime(self.begins, "%a %d %b %Y %H:%M")
        years = [text] if re.search(r" \d{4} ", text) else [
            f"{text[:-6]} {first.year + step} {text[-5:]}" for step in (0, 1, -1)]
        for written in years:
            at = datetime.datetime.strptime(written, "%a %d %b %Y %H:%M")
            if at.strftime("%a") == written[:3]:
                return at.replace(tzinfo=zone)
        raise AssertionError(f"{self.path.name}: there is no {text}")


def said(at, zone):
    """How a scenario writes an instant: "Tue 24 Nov 16:45"."""
    if at is None:
        return "none"
    if isinstance(at, str):
        at = datetime.datetime.fromisoformat(at)
    return at.astimezone(zoneinfo.ZoneInfo(zone)).strftime("%a %-d %b %H:%M")


# ---- Reading

class Reader:
    """Reads one file: heads in column 0, what belongs to them indented."""

    HEADS = [
        (r"The user is in ([\w/+-]+)\.", "zone"),
        (r"The book:", "book"),
        (r"The settings:", "settings"),
        (rf"It is ({WHEN})\.", "clock"),
        (r"The plan:", "plan"),
        (r"The user types: (followupctl .+)", "types"),
        (r"The letter ([\w.-]+):", "letter"),
        (r"Meanwhile:", "meanwhile"),
        (rf"A user who (.+?)(?: and whose computer sleeps from ({WHEN}) until ({WHEN}))? sees until ({WHEN}):", "play"),
        (rf"A user who (.+) is watched until ({WHEN})\.", "watched"),
    ]

    def __init__(self, path):
        self.scenario = Scenario(path)
        self.lines = path.read_text().splitlines()

    def fail(self, line, text):
        raise AssertionError(f"{self.scenario.path}:{line}: {text}")

    def read(self):
        blocks = []
        for number, line in enumerate(self.lines, 1):
            if line and not line.startswith(" "):
                blocks.append((number, line, []))
            elif blocks and (line or blocks[-1][1].startswith("The letter ")):
                blocks[-1][2].append((number, line))
        self.scenario.title = blocks[0][1]
        started = False
        for number, head, body in blocks[1:]:
            for pattern, kind in self.HEADS:
                found = re.fullmatch(pattern, head)
                if found:
                    getattr(self, f"take_{kind}")(number, body, *found.groups())
                    started = True
                    break
            else:
                if started and not head.startswith("("):
                    self.fail(number, f"what is this: {head}")
                if not started:
                    self.scenario.prose.append(head)
        return self.scenario

    def take_zone(self, _line, _body, zone):
        self.scenario.zone = zone

    def take_book(self, _line, body):
        self.scenario.book = "".join(text.strip() + "\n" for _, text in body)

    def take_settings(self, _line, body):
        self.scenario.settings = "".join(text.strip() + "\n" for _, text in body)

    def take_clock(self, line, _body, when):
        self.scenario.steps.append(Step(line, "clock", when))

    def take_types(self, line, body, command):
        self.scenario.steps.append(Step(line, "types", command, [text.strip() for _, text in body]))

    def take_letter(self, line, body, name):
        self.scenario.steps.append(Step(line, "letter", name, [text.strip() for _, text in body]))

    def take_plan(self, line, body):
        step = Step(line, "plan")
        for number, text in body:
            if indent(text) == indent(body[0][1]):
                step.details.append(self.milestone(number, text.strip()))
            else:
                self.value(number, text.strip(), step.details[-1])
        self.scenario.steps.append(step)

    def milestone(self, line, text):
        found = re.fullmatch(r"no ([\w-]+)(?: of ([\w-]+))?", text)
        if found:
            return Milestone(line, found[1], "", found[2] or "", "", "none")
        found = re.fullmatch(r'([\w-]+)(?: "(.+?)")?(?: of ([\w-]+))?(?: to (.+))?: (\w+)', text)
        if not found:
            self.fail(line, f"no milestone: {text}")
        return Milestone(line, *(word or "" for word in found.groups()))

    def value(self, line, text, milestone):
        name = next((name for name in INSTANTS + TEXTS if text.startswith(name + " ")), None)
        if not name:
            self.fail(line, f"no value: {text}")
        value = text[len(name):].strip()
        if name in INSTANTS or name == "showings":
            value = re.split(r"\s{2,}", value)[0]  # the explanation stands behind it
        if name in INSTANTS and value != "none" and not re.fullmatch(WHEN, value):
            self.fail(line, f"no time: {value}")
        milestone.values[name] = value

    def take_meanwhile(self, _line, body):
        kinds = [(r"the user types: (followupctl .+)", "types"),
                 (rf"the computer sleeps until ({WHEN})", "sleeps"),
                 (r"the user is in ([\w/]+)", "travels")]
        for number, text in body:
            found = re.fullmatch(rf"({WHEN})\s+(.+)", text.strip())
            for pattern, kind in kinds if found else ():
                what = re.fullmatch(pattern, found[2])
                if what:
                    self.scenario.events.append(Event(number, found[1], kind, what[1]))
                    break
            else:
                self.fail(number, f"what happens here: {text}")

    def take_play(self, line, body, character, asleep, awake, until):
        play = Play(line, character, until, [], [Event(line, asleep, "sleeps", awake)] if asleep else [])
        for number, text in body:
            if text.strip() == "nothing":
                break
            if indent(text) == indent(body[0][1]):
                play.popups.append(self.popup(number, text.strip()))
            elif not text.strip().startswith("("):
                play.popups[-1].body.append(text.strip())
        self.scenario.plays.append(play)

    def take_watched(self, line, _body, character, until):
        self.scenario.plays.append(Play(line, character, until, [], []))

    def popup(self, line, text):
        found = re.fullmatch(rf"({WHEN})\s+(.+?)(?:\s+((?:\[[^]]+\] ?)+))?", text)
        if not found:
            self.fail(line, f"no pop-up: {text}")
        buttons = found[3] and re.findall(r"\[(.+?)\]", found[3])
        return Popup(line, found[1], found[2], [] if buttons == ["none"] else buttons)


def indent(text):
    return len(text) - len(text.lstrip())


def read(path):
    return Reader(path).read()


def files(folder):
    return sorted((DIRECTORY / folder).glob("*.txt"))


def words(command):
    """What a command line hands to followupctl."""
    return shlex.split(command)[1:]
