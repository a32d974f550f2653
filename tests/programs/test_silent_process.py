"""Whole hiring processes in which the employer says nothing, played through by the real programs on a real
dunst while the clock jumps from one pop-up to the next. What comes when was worked out on paper from the
rules in docs, with a calendar; all days are of November 2026 to January 2027. A week that brings only one thing
is not told ahead."""

import datetime
import zoneinfo

import pytest
from harness.machine import Machine
from harness.wait import wait_until
from scenario_play import turned_over

MINUTE = datetime.timedelta(minutes=1)

WEEK, PREPARE, DEBRIEF, THANK, CHECK_IN, SECOND, MOVE_ON = (
    "Your week ahead", "Tomorrow: interview with Acme", "Note what you talked about", "Thank Dana Li",
    "Check in with Dana Li", "Check in a last time", "Time to move on")


class Life:
    """Somebody in front of a screen, on whose clock `seen` says what came up when: ("Mon 23 Nov 09:00",
    "Your week ahead"), in order. What stands and says "today" since the day has come is no further pop-up."""

    def __init__(self, home, clock, daemon, ctl, desktop, react):
        self.zone = zoneinfo.ZoneInfo(home.zone)
        self.clock, self.daemon, self.ctl, self.desktop, self.react = clock, daemon, ctl, desktop, react
        self.popups, self.times, self.recorded = [], [], 0

    @property
    def seen(self):
        return [(f"{at.astimezone(self.zone):%a %d %b %H:%M}", popup.summary)
                for at, popup in zip(self.times, self.popups)]

    def plan(self):
        return self.ctl.json("plan")["milestones"]

    def live(self, until):
        """Jumps to just before the next pop-up and to it, until nothing more is announced before `until`."""
        end = datetime.datetime.fromisoformat(until).replace(tzinfo=self.zone)
        self.look()
        while True:
            announced = [at for at in map(next_popup, self.plan()) if at and at > self.clock.now()]
            at = min(announced, default=end)
            if at >= end:
                return
            if at - self.clock.now() > 2 * MINUTE:
                self.clock.set(at - MINUTE)
                before = len(self.popups)
                self.look()
                assert len(self.popups) == before, f"too early: {self.seen[before:]}"
            self.clock.set(at)
            self.look()

    def look(self):
        """Waits until all that is due now is on screen, and reacts to what has come up."""
        wait_until(lambda: not self.overdue(), "what is due coming up",
                   hint=lambda: (self.overdue(), self.daemon.log()))
        self.desktop.settle_with(self.daemon)
        new = self.desktop.record.popups[self.recorded:]
        self.recorded += len(new)
        turned = turned_over(self.desktop.record, new)
        new = [popup for popup in new if popup not in turned]
        self.popups += new
        self.times += [self.clock.now()] * len(new)
        for popup in new:
            if popup.newest is popup:
                self.react(self, popup)

    def overdue(self):
        return [m["key"] for m in self.plan() if m["status"] in ("due", "late", "snoozed")
                and next_popup(m) and next_popup(m) <= self.clock.now()]


def next_popup(milestone):
    return milestone["next_popup"] and datetime.datetime.fromisoformat(milestone["next_popup"])


# ---- Four kinds of users

def leaves_them(_life, _popup):
    """Never reacts, and the pop-ups stay."""


def sees_none(life, popup):
    """Never reacts, and the server takes the pop-ups away soon."""
    wait_until(lambda: popup.closed == 1, "the pop-up expiring", hint=lambda: popup)
    after_its_end(life)


def dismisses(life, popup):
    life.desktop.dismiss(popup)
    after_its_end(life)


def acts_at_once(life, popup):
    for key in ("sent", "close"):
        if key in popup.actions:
            life.desktop.invoke(popup, key)
            return life.desktop.wait_gone(popup)
    if popup.summary.startswith(DEBRIEF):
        life.ctl.ok("note", "acme", "zero-copy parsers")
        return life.desktop.wait_gone(popup)
    return dismisses(life, popup)


def after_its_end(life):
    """Returns when the daemon has heard of it: its helper goes as soon as nothing is on screen."""
    wait_until(lambda: life.daemon.helper() is None, "the helper going", hint=life.daemon.log)


# ---- Three interviews

TUESDAY = """\
[acme]
company = Acme
when = 2026-11-24 14:00
duration = 45min
zone = Europe/Berlin
interviewer = Dana Li <dana@acme.example>
"""
FRIDAY_EVENING = TUESDAY.replace("24 14:00", "27 19:00").replace("45min", "1h")
ABROAD = TUESDAY.replace("24 14:00", "24 16:00").replace("45min", "1h").replace(
    "Europe/Berlin", "America/New_York") + "decision-by = 2026-12-04\n"

# The interview ends at 14:45.
TUESDAY_BEGINS = [
    ("Mon 23 Nov 09:00", WEEK),
    ("Mon 23 Nov 18:00", PREPARE),   # the evening before
    ("Tue 24 Nov 15:00", DEBRIEF),   # 15 min after the end
    ("Tue 24 Nov 16:45", THANK),     # 2 h after the end
]
TUESDAY_IGNORED = [
    ("Tue 01 Dec 14:45", CHECK_IN),  # 7 days after the end
    ("Tue 08 Dec 10:00", CHECK_IN),  # its last working day; until 14:45, 14 days after the end
    ("Tue 15 Dec 14:45", MOVE_ON),   # 7 days after that
    ("Mon 21 Dec 09:00", WEEK),      # which goes on to name it
]
TUESDAY_ALL = {
    sees_none: TUESDAY_BEGINS + [
        ("Tue 24 Nov 18:45", THANK),  # went unseen: again after 2 h
        ("Wed 25 Nov 10:45", THANK),  # last call, 4 h before 24 h are over
        ("Wed 25 Nov 18:45", THANK),  # late; unseen for the third time, so after 2 h doubled twice
    ] + TUESDAY_IGNORED,
    dismisses: TUESDAY_BEGINS + [
        ("Wed 25 Nov 10:45", THANK),
        ("Wed 25 Nov 14:45", THANK),  # late
    ] + TUESDAY_IGNORED,
    acts_at_once: TUESDAY_BEGINS + [
        ("Tue 01 Dec 14:45", CHECK_IN),
        ("Tue 08 Dec 14:45", SECOND),  # 7 days after the first was sent
        ("Tue 15 Dec 14:45", MOVE_ON),  # 7 days after the second was sent; then it is closed
    ],
}

# It ends on Friday at 20:00; a thank-you may come on a Saturday, nothing else may.
FRIDAY_BEGINS = [
    ("Thu 26 Nov 18:00", PREPARE),
    ("Fri 27 Nov 20:15", DEBRIEF),
    ("Sat 28 Nov 09:00", THANK),     # 2 h after the end are quiet hours, so in the morning
]
FRIDAY_IGNORED = [
    ("Mon 30 Nov 09:00", WEEK),      # it is not too late for the thank-you
    ("Mon 07 Dec 10:00", CHECK_IN),  # 7 days after the end is Friday, 20:00
    ("Fri 11 Dec 10:00", CHECK_IN),  # its last working day
    ("Mon 21 Dec 10:00", MOVE_ON),   # 7 days after the window is Friday, 20:00
]
FRIDAY_ALL = {
    sees_none: FRIDAY_BEGINS + [
        ("Sat 28 Nov 11:00", THANK),
        ("Sat 28 Nov 16:00", THANK),
        ("Sun 29 Nov 09:00", THANK),  # late; 16:00 + 8 h are quiet hours
    ] + FRIDAY_IGNORED,
    dismisses: FRIDAY_BEGINS + [
        ("Sat 28 Nov 16:00", THANK),
        ("Sat 28 Nov 20:00", THANK),  # late
    ] + FRIDAY_IGNORED,
    acts_at_once: FRIDAY_BEGINS + [
        ("Mon 07 Dec 10:00", CHECK_IN),
        ("Mon 14 Dec 10:00", SECOND),
        ("Mon 21 Dec 10:00", MOVE_ON),
    ],
}

# The user is in Lisbon, five hours ahead of New York: the interview ends at 22:00 there. They wanted to
# decide by Friday, 4 December; five working days later is Friday the 11th, ten are Friday the 18th.
ABROAD_BEGINS = [
    ("Mon 23 Nov 09:00", WEEK),
    ("Mon 23 Nov 18:00", PREPARE),
    ("Tue 24 Nov 22:15", DEBRIEF),   # may break quiet hours while it is fresh
    ("Wed 25 Nov 09:00", THANK),     # 2 h after the end is midnight
]
ABROAD_IGNORED = [
    ("Fri 11 Dec 15:00", CHECK_IN),  # 10:00 in New York
    ("Fri 18 Dec 15:00", CHECK_IN),
    ("Mon 28 Dec 15:00", MOVE_ON),   # 7 days after Friday, 18:00 in New York
]
ABROAD_ALL = {
    sees_none: ABROAD_BEGINS + [
        ("Wed 25 Nov 11:00", THANK),
        ("Wed 25 Nov 18:00", THANK),  # 4 h before 22:00
        ("Thu 26 Nov 09:00", THANK),  # late
    ] + ABROAD_IGNORED,
    dismisses: ABROAD_BEGINS + [
        ("Wed 25 Nov 18:00", THANK),
        ("Thu 26 Nov 09:00", THANK),  # late; at 22:00 are quiet hours
    ] + ABROAD_IGNORED,
    acts_at_once: ABROAD_BEGINS + [
        ("Fri 11 Dec 15:00", CHECK_IN),
        ("Fri 18 Dec 15:00", SECOND),
        ("Fri 25 Dec 15:00", MOVE_ON),  # a working day, as far as anybody told
    ],
}
STORIES = {
    "tuesday": ("Europe/Berlin", TUESDAY, "2026-11-22 12:00", "2026-12-22 12:00", TUESDAY_ALL),
    "friday evening": ("Europe/Berlin", FRIDAY_EVENING, "2026-11-26 12:00", "2026-12-22 12:00", FRIDAY_ALL),
    "abroad": ("Europe/Lisbon", ABROAD, "2026-11-22 12:00", "2026-12-29 12:00", ABROAD_ALL),
}
# A rule of dunst: what the program wishes does not count.
EXPIRE = "[expire]\nsummary = *\noverride_dbus_timeout = 50ms"
SHOWINGS = {WEEK: 7, PREPARE: 1, DEBRIEF: 1, THANK: 4, CHECK_IN: 2, SECOND: 2, MOVE_ON: 1}


def short(title):
    return next((name for name in SHOWINGS if title.startswith(name)), title)


@pytest.mark.parametrize("react", [leaves_them, sees_none, dismisses, acts_at_once], ids=lambda f: f.__name__)
@pytest.mark.parametrize("story", STORIES)
def test_a_silent_process(story, react, home, clock, new_desktop, new_daemon, ctl):
    home.zone, book, begins, ends, expected = STORIES[story]
    home.write_book(book)
    clock.set(begins)
    desktop = new_desktop(settings=EXPIRE if react is sees_none else "")
    daemon = new_daemon(clock=clock, desktop=desktop).start()
    life = Life(home, clock, daemon, ctl, desktop, react)
    life.live(until=ends)
    assert [(at, short(title)) for at, title in life.seen] == expected[dismisses if react is leaves_them else react]
    check_manners(life, react)


def check_manners(life, react):
    """What holds in every story, whatever the lists above say."""
    titles = [short(title) for _, title in life.seen]
    for name, most in SHOWINGS.items():
        assert titles.count(name) <= most, name
    assert len(titles) <= (9 if react is acts_at_once else 15)
    for at, title in zip(life.times, titles):
        there = at.astimezone(life.zone)
        assert title == DEBRIEF or 8 <= there.hour < 21, (title, there)
        assert title in (THANK, DEBRIEF, PREPARE) or there.weekday() < 5, (title, there)


# ---- A computer that sleeps, clocks that are set

@pytest.fixture
def life(home, clock, desktop, new_daemon, ctl):
    """Makes the Life of somebody in Berlin who leaves all pop-ups: life(book, "2026-11-24 16:00")."""
    def make(book, begins, zone="Europe/Berlin", react=leaves_them, **options):
        home.zone = zone
        home.write_book(book)
        home.write_settings("[etiquette]\nweek-ahead = no\nprepare = no\ndebrief = no\n")
        clock.set(begins)
        daemon = new_daemon(clock=clock, desktop=desktop, **options).start()
        return Life(home, clock, daemon, ctl, desktop, react)
    return make


GLOBEX = TUESDAY.replace("acme", "globex").replace("Acme", "Globex").replace("Dana Li", "Eva Kim")


def test_what_fell_due_while_asleep_comes_once_at_wake(life):
    one = life(TUESDAY, "2026-11-24 15:00")
    one.look()
    assert one.seen == []
    one.clock.forward(hours=5)  # over 16:45
    one.look()
    one.live(until="2026-11-24 22:00")
    assert one.seen == [("Tue 24 Nov 20:00", "Thank Dana Li (Acme)")]
    assert one.popups[0].body.startswith("By tomorrow 14:45.")


def test_what_became_late_while_asleep_says_how_late(life):
    one = life(TUESDAY, "2026-11-25 09:30", react=dismisses)
    one.look()
    one.clock.forward(hours=8)  # over the last call at 10:45 and the end of the 24 h at 14:45
    one.look()
    one.live(until="2026-11-25 22:00")
    assert one.seen == [("Wed 25 Nov 09:30", "Thank Dana Li (Acme)"), ("Wed 25 Nov 17:30", "Thank Dana Li (Acme)")]
    assert one.popups[1].body.startswith("It was due today 14:45, 2 hours 45 minutes ago.")


def test_several_that_became_late_while_asleep_share_one_popup(life):
    one = life(TUESDAY + GLOBEX, "2026-11-24 15:00")
    one.look()
    one.clock.set("2026-11-25 16:00")
    one.look()
    assert one.seen == [("Wed 25 Nov 16:00", "2 things are due")]
    assert one.popups[0].body == "Thank Dana Li (Acme): 1 hour 15 minutes late\nThank Eva Kim (Globex): 1 hour 15 minutes late"


@pytest.mark.parametrize("react", [leaves_them, dismisses], ids=lambda f: f.__name__)
def test_a_clock_that_is_set_back_repeats_nothing(life, react):
    one = life(TUESDAY, "2026-11-24 16:44", react=react)
    one.live(until="2026-11-24 17:00")
    one.clock.back(hours=1)
    one.look()
    one.live(until="2026-11-24 22:00")
    assert one.seen == [("Tue 24 Nov 16:45", "Thank Dana Li (Acme)")]
    one.live(until="2026-11-25 12:00")
    assert [at for at, _ in one.seen] == ["Tue 24 Nov 16:45", "Wed 25 Nov 10:45"]


def test_a_daemon_that_was_off_for_the_weekend(life):
    one = life(FRIDAY_EVENING, "2026-11-27 20:30")
    one.look()
    one.daemon.stop()
    one.clock.set("2026-11-30 10:20")
    one.daemon.start()
    one.look()
    assert one.seen == [("Mon 30 Nov 10:20", "Thank Dana Li (Acme)")]
    assert one.popups[0].body.startswith("It was due Sat 28 Nov 20:00, 1 day 14 hours ago."), one.popups[0]
    one.daemon.stop()
    one.daemon.start()
    one.look()
    again = one.desktop.wait_popup("Thank Dana Li (Acme)")
    assert again is not one.popups[0], "the pop-up was not put back"
    one.live(until="2026-12-05 12:00")
    assert one.popups[1:] == [again]


# The zone of the machine: nobody has set TZ.

@pytest.fixture
def machine(tmp_path):
    return Machine(tmp_path / "etc")


def test_a_journey_moves_what_goes_by_the_users_clock_and_nothing_else(machine, home, clock, new_daemon, ctl):
    machine.move("Europe/Berlin")
    home.write_book(TUESDAY.replace("24 14:00", "25 18:30"))  # ends at 19:15, two hours later are quiet hours
    home.write_settings("[etiquette]\nweek-ahead = no\ndebrief = no\n")
    clock.set("2026-11-23 12:00")
    new_daemon(clock=clock, env={"TZ": None}, wrapper=machine.enter).start()

    def times(name):
        m = next(m for m in ctl.json("plan")["milestones"] if m["milestone"] == name)
        return [m[field] and datetime.datetime.fromisoformat(m[field]).astimezone(datetime.timezone.utc)
                .strftime("%a %H:%M") for field in ("next_popup", "deadline")]

    assert ctl.json("plan")["zone"] == "Europe/Berlin"
    assert times("prepare") == ["Tue 17:00", "Wed 17:30"]    # 18:00 and 18:30 in Berlin
    assert times("thank-you") == ["Thu 08:00", "Thu 18:15"]  # 09:00 in Berlin, and 24 h after the end
    machine.move("America/New_York")
    wait_until(lambda: ctl.json("plan")["zone"] == "America/New_York", "the move being noticed")
    assert times("prepare") == ["Tue 23:00", "Wed 17:30"]    # 18:00 in New York
    assert times("thank-you") == ["Wed 20:15", "Thu 18:15"]  # 2 h after the end it is 15:15 there
    assert times("check-in") == ["Thu 14:00", "Wed 18:15"]   # a week later 19:15 is too late in Berlin; the next
                                                             # day's 10:00 there is night in New York, so 09:00


NOWHERE = """\
[acme]
company = Acme Corp
when = 2026-11-24 14:00
duration = 1h
interviewer = Dana Li <dana@acme.example>
"""


def test_an_interview_without_zone_stays_where_it_was_first_seen(machine, home, clock, new_daemon, ctl):
    machine.move("Europe/Berlin")
    home.write_book(NOWHERE)
    clock.set("2026-11-23 12:00")
    daemon = new_daemon(clock=clock, env={"TZ": None}, wrapper=machine.enter).start()

    def start(interview="acme"):
        return next(i["when"] for i in ctl.json("list")["interviews"] if i["id"] == interview)[-6:]

    def said():
        return [p["text"] for p in ctl.json("status")["problems"] if "no time zone" in p["text"]]

    assert start() == "+01:00"
    assert said() == ["[acme] names no time zone, so the one counts in which you were when it was first seen, "
                      "Europe/Berlin; add a line `zone = Europe/Berlin`"]
    machine.move("America/New_York")
    wait_until(lambda: ctl.json("plan")["zone"] == "America/New_York", "the move being noticed")
    assert start() == "+01:00" and len(said()) == 1
    home.write_book(home.read_book().decode() + "[globex]\ncompany = Globex\nwhen = 2026-11-26 10:00\n")
    wait_until(lambda: len(said()) == 2, "the second one being read")
    assert start() == "+01:00" and start("globex") == "-05:00"
    ctl.ok("note", "acme", "parsers")  # a change goes another way than a save
    daemon.stop()
    machine.move("Asia/Tokyo")
    daemon.start()
    assert start() == "+01:00" and start("globex") == "-05:00"
    daemon.stop()
    home.memory.unlink()  # which costs just that
    daemon.start()
    assert start() == "+09:00"
    assert home.read_book().decode().startswith(NOWHERE)
    home.write_book(NOWHERE.replace("duration", "zone = UTC\nduration"))
    wait_until(lambda: start() == "+00:00", "the zone being read")
    assert said() == []


# 24 hours are 24 hours, the morning is the morning: the nights on which the clocks of Berlin change.
NIGHTS = {
    "spring": ("2027-03-27 20:00", [
        ("Sun 28 Mar 09:00", THANK),    # 23:00 was quiet
        ("Sun 28 Mar 18:00", THANK),    # 4 h before 22:00, which is 24 h after 21:00
    ], "2027-03-28T22:00:00+02:00"),
    "autumn": ("2026-10-24 20:00", [
        ("Sun 25 Oct 09:00", THANK),
        ("Sun 25 Oct 16:00", THANK),    # 4 h before 20:00
    ], "2026-10-25T20:00:00+01:00"),
}


@pytest.mark.parametrize("night", NIGHTS)
def test_a_night_on_which_the_clocks_change(life, night):
    when, expected, deadline = NIGHTS[night]
    one = life(TUESDAY.replace("2026-11-24 14:00", when).replace("45min", "1h"), when, react=dismisses)
    assert [m["deadline"] for m in one.plan() if m["milestone"] == "thank-you"] == [deadline]
    one.live(until=deadline[:16])
    assert [(at, short(title)) for at, title in one.seen] == expected
