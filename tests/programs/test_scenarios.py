"""The etiquette as scenarios, in tests/scenarios: one a line of its table, one a rule that ties the lines
together, fifteen life stories, and further ones that once went wrong. Everything in them was worked out by hand, with a calendar. Here the real
daemon plans them, and on a desktop with a clock that jumps they are lived through."""

import pytest
import scenario
from harness.ctl import Ctl
from harness.desktop import Desktop
from harness.home import Home
from harness.machine import Machine
from harness.needs import repository
from scenario_play import Performance, Rehearsal, differences

FILES = [path for folder in ("milestones", "rules", "stories", "further") for path in scenario.files(folder)]
ALL = [scenario.read(path) for path in FILES]
PLAYS = [(one, play) for one in ALL for play in one.plays]
# What a whole story may bring up, for a user who acts at once and one who never reacts.
POPUPS_MAX = {"acts at once": 9, "never reacts": 15}


@pytest.fixture(scope="module")
def desktop():
    """One for all: a notification server that does as it is told."""
    home = Home()
    shared = Desktop(home, server="fake")
    yield shared
    shared.close()
    home.remove()


def prepare(home, one):
    home.zone = one.zone
    home.write_book(one.book)
    home.write_settings(one.settings)


@pytest.mark.parametrize("one", [one for one in ALL if one.has_plan], ids=lambda one: one.path.stem)
def test_the_plan_says(one, home, clock, new_daemon):
    prepare(home, one)
    daemon = new_daemon(clock=clock)
    ctl = Ctl(home, env={"FOLLOWUPD_LETTERS": repository() / "cli/letters/data"})
    wrong = Rehearsal(one, clock, ctl, lambda: daemon.runs() or daemon.start()).go()
    assert not wrong, "\n".join(["", *wrong])


@pytest.mark.parametrize("one, play", PLAYS, ids=[f"{one.path.stem}:{play.line}" for one, play in PLAYS])
def test_the_user_sees(one, play, home, clock, new_daemon, ctl, desktop, tmp_path):
    prepare(home, one)
    options = {}
    travels = any(event.kind == "travels" for event in one.events)
    if travels:
        machine = Machine(tmp_path / "etc")
        machine.move(one.zone)
        options = {"env": {"TZ": None}, "wrapper": machine.enter}
    daemon = new_daemon(clock=clock, desktop=desktop, **options)
    if travels:
        daemon.machine = machine
    seen = Performance(one, play.character, clock, daemon, ctl, desktop).play(play)
    wrong = differences(one, play, seen)
    assert not wrong, "\n".join(["", *wrong, daemon.log()])


def test_there_is_one_for_each():
    """A line of the table, a tie-rule, a story: fifteen of each, and each story for both kinds of users."""
    numbers = {folder: [path.name.split("-")[0] for path in scenario.files(folder)]
               for folder in ("milestones", "rules", "stories")}
    assert all(found == [f"{n:02}" for n in range(1, 16)] for found in numbers.values()), numbers
    stories = [one for one in ALL if one.path.parent.name == "stories"]
    for one in stories:
        assert set(POPUPS_MAX) <= {play.character.split(" and then ")[-1] for play in one.plays}, one.path


@pytest.mark.parametrize("one, play", [pair for pair in PLAYS if pair[0].path.parent.name == "stories"],
                         ids=lambda value: str(getattr(value, "line", "")) or value.path.stem)
def test_no_story_is_a_nuisance(one, play):
    """The lists are what is seen, as test_the_user_sees shows."""
    assert len(play.popups) <= POPUPS_MAX.get(play.character.split(" and then ")[-1], 15)
