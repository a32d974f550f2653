"""Words of daemon and helper that cross: a pop-up goes while other words for it are on their way, comes up while it is to go.
A helper that does as it is told makes them cross each time."""

import pytest
from acme import BOOK, PANEL, evening, milestone  # noqa: F401 (a fixture)
from harness.scripted_helper import ScriptedHelper
from harness.wait import wait_until

INITECH = """
[initech-phone]
company = Initech
when = 2026-11-24 13:30
zone = UTC
duration = 30min
interviewer = Bill Low <bill@initech.example>
"""
LAST_CALL = "2026-11-25T09:45"


@pytest.fixture
def helper(home):
    scripted = ScriptedHelper(home)
    yield scripted
    scripted.close()


@pytest.fixture
def start(evening, home, new_daemon, helper):
    """Starts a daemon; returns its helper's first life."""
    def run(book=BOOK):
        home.write_book(book)
        home.write_settings("[etiquette]\nweek-ahead = no\ndebrief = no\n")
        new_daemon(clock=evening, env={"FOLLOWUPD_POPUP": helper.program}).start()
        return helper.next_life()
    return run


def show(life, number):
    """The pop-up that is wanted comes up; returns what was asked for."""
    asked = life.wait("Show")
    life.say("Shown", tag=asked["tag"], bus="a-bus", server=":1.1", id=number)
    return asked


def counted(ctl, interview="acme-onsite"):
    wait_until(lambda: milestone(ctl, "thank-you", interview)["shown"] == 1, "the showing being counted",
               hint=lambda: milestone(ctl, "thank-you", interview))


def test_closed_while_other_words_are_on_their_way(start, evening, ctl):
    """Its user has closed it: the other words must not bring it up again, nor stay there without anybody who knows of them."""
    life = start(PANEL)
    tag = show(life, 1)["tag"]
    counted(ctl)
    ctl.ok("sent", "acme-onsite", "--to", "Sam")
    assert life.wait("Show")["tag"] == tag
    evening.let_pass(seconds=1)  # in less nobody has closed it
    life.say("Closed", tag=tag, reason=2, lost=False)
    assert life.wait("Close")["tag"] == tag
    life.say("Shown", tag=tag, bus="a-bus", server=":1.1", id=2)
    life.say("Closed", tag=tag, reason=3, lost=False)
    wait_until(lambda: milestone(ctl, "thank-you")["next_popup"].startswith(LAST_CALL), "it waiting for its last call",
               hint=lambda: milestone(ctl, "thank-you"))
    assert milestone(ctl, "thank-you")["shown"] == 1 and milestone(ctl, "thank-you")["status"] == "due"


def test_pressed_and_closed_while_the_rest_is_on_its_way(start, evening, ctl):
    """Servers close what was pressed: the rest of it is a pop-up of its own, that nobody has closed."""
    life = start(BOOK + INITECH)
    asked = show(life, 1)
    counted(ctl)
    counted(ctl, "initech-phone")
    key, = [action["key"] for action in asked["actions"] if action["key"].startswith("sent:initech")]
    evening.let_pass(seconds=1)
    life.say("Action", tag=asked["tag"], key=key, token="")
    rest = life.wait("Show")
    assert "Thank Bill" not in rest["summary"] + rest["body"] and rest["tag"] == asked["tag"]
    life.say("Closed", tag=rest["tag"], reason=2, lost=False)
    life.say("Shown", tag=rest["tag"], bus="a-bus", server=":1.1", id=2)
    ctl.ok("sent", "acme-onsite")
    gone = life.wait("Close")
    assert (gone["tag"], gone["replaces"]["id"]) == (rest["tag"], 2)


def test_it_dies_with_what_came_up_while_it_was_to_go(start, helper, evening, ctl):
    """What nobody wants any more is on the screen, its buttons dead: the next helper is told where."""
    life = start()
    tag = life.wait("Show")["tag"]
    ctl.ok("sent", "acme-onsite")
    assert life.wait("Close")["tag"] == tag
    life.say("Shown", tag=tag, bus="a-bus", server=":1.1", id=7)
    life.end()
    wait_until(lambda: "helper-ended" == ctl.json("status")["server"]["state"], "its end being noticed")
    evening.let_pass(seconds=2)
    assert helper.next_life().wait("Close") == {"tag": tag, "replaces": {"bus": "a-bus", "server": ":1.1", "id": 7}}
