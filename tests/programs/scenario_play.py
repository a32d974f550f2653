"""Plays a scenario with the real programs: what the plan says and what a command answers; and, on a desktop
whose clock jumps from one pop-up to the next, what a user of some character gets to see."""

import datetime
import re
import zoneinfo

from harness.varlink import Varlink
from harness.wait import wait_until
from scenario import said, words

MINUTE = datetime.timedelta(minutes=1)
STRIDE = datetime.timedelta(days=3)  # no jump is longer: every week has to be seen
# What a pop-up that stands says otherwise on the next day, when "tomorrow" has become "today".
DAY_WORDS = re.compile(r"\b([Tt]oday|[Tt]omorrow|[Yy]esterday|\w{3} \d+ \w{3})\b|, ([^,.]* ago|just now)")
FINISHING = ("sent", "kept", "asked", "close", "accepted")


# ---- The plan, step by step

class Rehearsal:
    """Goes through the steps; `differences` says where the programs say something else."""

    def __init__(self, scenario, clock, ctl, start):
        self.scenario, self.clock, self.ctl, self.start = scenario, clock, ctl, start
        self.differences = []

    def go(self):
        for step in self.scenario.steps:
            getattr(self, f"do_{step.kind}")(step)
        return self.differences

    def differ(self, line, text):
        self.differences.append(f"{self.scenario.path.name}:{line}: {text}")

    def do_clock(self, step):
        self.clock.set(self.scenario.when(step.value))
        self.start()

    def do_types(self, step):
        result = self.ctl.run(*words(step.value))
        refusals = {"good manners say no": 5, "refused": 1, "not understood": 2, "not found": 4}
        code = refusals.get(step.details[0] if step.details else "", 0)
        if result.code != code:
            self.differ(step.line, f"{result}, instead of exit code {code}")
        for text in step.details[1 if code else 0:]:
            if text not in " ".join((result.stdout + result.stderr).split()):
                self.differ(step.line, f"{text!r} is not said: {result.stdout + result.stderr}")

    def do_letter(self, step):
        (self.ctl.home.root / step.value).write_text("\n".join(step.details).strip() + "\n", encoding="utf-8")

    def do_plan(self, step):
        planned = self.ctl.json("plan")["milestones"]
        keys = {m["key"] for m in planned}
        over = [m for one in self.ctl.json("list", "--all")["interviews"]
                for m in self.ctl.json("show", one["id"])["milestones"] if m["key"] not in keys]
        for expected in step.details:
            self.compare(expected, planned, over)

    def compare(self, expected, planned, over):
        if expected.status == "none":
            found = [m["key"] for m in planned if is_meant(m, expected)]
            if found:
                self.differ(expected.line, f"{found} is planned")
            return
        found = {m["key"]: m for m in planned + over if is_meant(m, expected)}
        if len(found) != 1:
            self.differ(expected.line, f"{expected.name}: {len(found)} are in the plan: {sorted(found)}")
            return
        milestone = next(iter(found.values()))
        for name, value in {"status": expected.status, **expected.values}.items():
            is_value = self.value(milestone, name)
            if is_value != value:
                self.differ(expected.line, f"{expected.name}: {name} is {is_value}, not {value}")

    def value(self, milestone, name):
        field = {"last call": "last_call", "next pop-up": "next_popup", "why": "reason", "showings": "of"}.get(name, name)
        value = milestone[field]
        if field in ("opens", "moment", "last_call", "deadline", "next_popup", "done"):
            return said(value, self.scenario.zone)
        return "none" if value is None else str(value)


def is_meant(milestone, expected):
    people = " and ".join(one["name"] for one in milestone["to"]) or "nobody"
    slug = "-".join(expected.text.lower().split())
    return (milestone["milestone"] == expected.name
            and expected.interview in ("", milestone["interview"])
            and expected.to in ("", people)
            and slug in milestone["key"])


# ---- What is seen

class Performance:
    """Somebody of that character lives through a scenario in front of a screen. `seen` has each pop-up with
    the time at which it came. What changes its words where it stands (the deadline has passed, one of several
    is done) is no further pop-up: none of its milestones counts a showing for it. But it has to change them:
    what was put up again as it was, `idle` has."""

    def __init__(self, scenario, character, clock, daemon, ctl, desktop):
        self.scenario, self.character = scenario, character
        self.clock, self.daemon, self.ctl, self.desktop = clock, daemon, ctl, desktop
        self.recorded = len(desktop.record.popups)
        self.showings = {}
        self.seen, self.idle = [], []
        self.line = None  # to the daemon
        self.remembers = False

    def play(self, play):
        self.clock.set(self.scenario.when(self.scenario.begins))
        self.daemon.start()
        for event in sorted(self.scenario.events + play.sleeps, key=lambda one: self.scenario.when(one.at)):
            self.live(self.scenario.when(event.at))
            getattr(self, f"it_{event.kind}")(event)
            self.remembers = True
        self.live(self.scenario.when(play.until))
        assert not self.idle, f"repeated as they were: {self.idle}"
        return self.seen

    def it_types(self, event):
        self.clock.set(self.scenario.when(event.at))
        self.look()
        self.typed(event, self.ctl.run(*words(event.value)))
        self.look()

    def typed(self, event, result):
        """A command was typed, and that was its answer."""
        assert result.code == 0, (event, result)

    def it_sleeps(self, event):
        self.clock.set(self.scenario.when(event.at))
        self.look()
        self.clock.set(self.scenario.when(event.value))
        self.look()

    def it_travels(self, event):
        self.clock.set(self.scenario.when(event.at))
        self.look()
        self.daemon.machine.move(event.value)
        wait_until(lambda: self.call("Plan")["zone"] == event.value, "the move being noticed")
        self.look()

    def call(self, method, **parameters):
        if self.line is None:
            self.line = Varlink(self.daemon.home.socket)
        return self.line.call(method, **parameters)

    def plan(self):
        return self.call("Plan")["milestones"]

    def live(self, until):
        """Jumps to just before the next pop-up and to it, and to every edge of a window on the way."""
        self.look()
        while self.clock.now() < until:
            plan = self.plan()
            popup = min(self.to_come(plan, "next_popup"), default=until)
            edge = min([*self.to_come(plan, "opens"), *self.to_come(plan, "deadline"),
                        self.clock.now() + STRIDE], default=until)
            at = min(popup, edge, until)
            if at == popup and at - self.clock.now() > 2 * MINUTE:
                self.clock.set(at - MINUTE)
                self.look()
            if at < until:
                self.clock.set(at)
                self.look()
            else:
                return

    def to_come(self, plan, field):
        times = [datetime.datetime.fromisoformat(m[field]) for m in plan if m[field]]
        return [at for at in times if at > self.clock.now()]

    def look(self):
        """Waits until all that is due now is on screen, and reacts to what has come up."""
        before, self.showings = self.showings, self.when_nothing_is_overdue()
        if not self.daemon.helper():
            return
        self.desktop.settle_with(self.daemon)
        new = self.desktop.record.popups[self.recorded:]
        self.recorded += len(new)
        turned = turned_over(self.desktop.record, new)
        newest = [popup for popup in new if popup.newest is popup and popup not in turned]
        comes_up = [key for key, count in self.showings.items() if count > before.get(key, 0)]
        if comes_up:
            self.seen += [(self.clock.now(), popup) for popup in newest]
            self.came_up(newest, comes_up)
        self.idle += [one.successor for one in self.desktop.record.popups
                      if one.successor in new and said_by(one) == said_by(one.successor)
                      and (one in new or not comes_up)]
        for popup in newest:
            self.react(popup)

    def came_up(self, popups, keys):
        """Pop-ups have come up, for the milestones with those keys."""

    def when_nothing_is_overdue(self):
        """How often each milestone has been shown, as soon as what has to come up has come."""
        def there():
            self.now_planned = self.plan()
            return not self.overdue()
        wait_until(there, "what is due coming up", hint=lambda: (self.overdue(), self.daemon.log()))
        return {m["key"]: m["shown"] for m in self.now_planned}

    def overdue(self):
        return [m["key"] for m in self.now_planned if m["status"] in ("due", "late", "snoozed")
                and m["next_popup"] and datetime.datetime.fromisoformat(m["next_popup"]) <= self.clock.now()]

    def react(self, popup):
        reactions = {
            "acts at once": self.act,
            "forgets to record it and then acts at once": self.act if self.remembers else self.leave,
            "never reacts": self.leave,
            "closes every pop-up": self.dismiss,
            "is away": self.expire,
        }
        reactions[self.character](popup)

    def leave(self, _popup):
        """It stays where it is."""

    def act(self, popup):
        key = next((key for key in popup.actions if key.split(":")[0] in FINISHING), None)
        if key:
            self.press(popup, key)
        elif popup.summary.startswith("Note what you talked about"):
            company = popup.summary.split(" with ")[1]
            held = [one for one in self.call("List", all=True)["interviews"] if one["company"] == company]
            self.call("Note", id=max(held, key=self.has_ended)["id"], text="zero-copy parsers")
            self.gone(popup)
        else:
            self.dismiss(popup)

    def has_ended(self, interview):
        """The one that was last, of those that are over."""
        end = datetime.datetime.fromisoformat(interview["end"])
        return (end <= self.clock.now(), end)

    def press(self, popup, key):
        self.desktop.invoke(popup, key)
        wait_until(lambda: not popup.on_screen, "the end of what was done", hint=lambda: popup.newest)
        if popup.replaced:  # it was one of several things: the rest stays
            self.look()
        else:
            self.gone(popup)

    def dismiss(self, popup):
        self.desktop.dismiss(popup)
        self.gone(popup)

    def expire(self, popup):
        self.desktop.server.close_popup(popup.id, 1)
        self.gone(popup)

    def gone(self, popup):
        """Returns when the daemon has heard of it: its helper goes as soon as nothing is on screen."""
        self.desktop.wait_gone(popup)
        wait_until(lambda: self.daemon.helper() is None, "the helper going", hint=self.daemon.log)


def turned_over(record, new):
    """Those of the new pop-ups that only took the place of one that named a day by another word."""
    return [one.successor for one in record.popups if one.successor in new and one not in new
            and said_by(one) != said_by(one.successor) and without_days(one) == without_days(one.successor)]


def without_days(popup):
    return [DAY_WORDS.sub("", part) for part in (popup.summary, popup.body)], popup.buttons


def said_by(popup):
    return popup.summary, sorted(popup.body.splitlines()), popup.buttons


def says(body, text):
    """A line below a pop-up is in its body; behind "not said:" it must not be."""
    missing = text.removeprefix("not said: ")
    return missing not in body if missing != text else text in body


def differences(scenario, play, seen):
    """Where what was seen is not what the scenario says, in its words."""
    found = []
    zone = zoneinfo.ZoneInfo(scenario.zone)
    seen = sorted(seen, key=lambda one: (one[0].replace(second=0, microsecond=0), one[1].summary))
    expected = sorted(play.popups, key=lambda one: (scenario.when(one.at), one.title))
    for expected, one in zip(expected, seen):
        at, popup = one
        place = f"{scenario.path.name}:{expected.line}: "
        is_title = f"{said(at.astimezone(zone), scenario.zone)}  {popup.summary}"
        if is_title != f"{expected.at}  {expected.title}":
            found.append(f"{place}{is_title}")
        if expected.buttons is not None and list(popup.buttons.values()) != expected.buttons:
            found.append(f"{place}its buttons are {popup.buttons}")
        found += [f"{place}{text!r} is not in {popup.body!r}" for text in expected.body
                  if not says(" ".join(popup.body.split()), text)]
    found += [f"{scenario.path.name}:{one.line}: {one.at} {one.title} did not come" for one in play.popups[len(seen):]]
    found += [f"{scenario.path.name}:{play.line}: it also came {said(at, scenario.zone)}  {popup.summary}"
              for at, popup in seen[len(play.popups):]]
    return found
