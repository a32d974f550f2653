"""Of several promises one is meant: what is kept, sent, asked for or done without is that one alone, and the book says which."""

import shlex

import pytest
from acme import BOOK, SETTINGS
from harness.ctl import Ctl
from harness.fake_manager import FakeManager
from harness.needs import repository
from harness.wait import wait_until

MINE, MORE, THEIRS = "send the sample", "send the references", "the contract"
PROMISES = ("sent    = 2026-11-24 17:00+01:00 thank-you email to Dana Li\n"
            f"promise = 2026-11-30 mine: {MINE}\npromise = 2026-12-02 mine: {MORE}\npromise = 2026-11-26 theirs: {THEIRS}\n")
ALL = {MINE: "open", MORE: "open", THEIRS: "open"}


@pytest.fixture
def several(home, clock, new_daemon):
    """A Monday, on which mine is due and theirs is over; they met on the Tuesday before."""
    def begin(promises=PROMISES, at="2026-11-30 11:00", desktop=None):
        home.write_book(BOOK.replace("topic  ", promises + "topic  "))
        home.write_settings(SETTINGS)
        clock.set(at)
        return new_daemon(clock=clock, desktop=desktop).start()
    return begin


def promises(ctl):
    """How each stands, by its text; due or yet to come is open."""
    found = [m for m in ctl.json("show", "acme")["milestones"] if m["milestone"] == "promise"]
    by_slug = {text: text.replace(" ", "-") for text in (MINE, MORE, THEIRS)}
    return {text: "open" if m["status"] in ("due", "upcoming") else m["status"] for text, slug in by_slug.items() for m in found if m["key"].endswith(slug)}


def hints_at_promises(ctl):
    return [p["text"] for p in ctl.json("status")["problems"] if "open promise" in p["text"]]


def lines(home, key):
    return [line.partition("=")[2].strip() for line in home.read_book().decode().splitlines() if line.startswith(key)]


def test_one_is_skipped_and_the_book_says_which(several, home, ctl):
    several()
    assert promises(ctl) == ALL
    asked = ctl.fails(2, "skip", "acme", "promise").stderr
    assert all(f'"{text}"' in asked for text in ALL) and "followupctl skip acme-onsite promise TEXT" in asked
    assert promises(ctl) == ALL and not lines(home, "skipped")
    assert f"Skipped: promise of acme-onsite: {MORE}." in ctl.ok("skip", "acme", "promise", "send", "the", "ref")
    assert promises(ctl) == {**ALL, MORE: "skipped"}
    assert lines(home, "skipped") == [f"2026-11-30 12:00+01:00 promise: {MORE}"]
    ctl.ok("skip", "acme", "promise", "contract")
    assert promises(ctl) == {**ALL, MORE: "skipped", THEIRS: "skipped"}
    assert MINE in ctl.ok("skip", "acme", "promise")  # the only one left
    assert "no open promise" in ctl.fails(1, "skip", "acme", "promise").stderr


def test_what_was_skipped_may_be_kept_all_the_same(several, ctl):
    several()
    ctl.ok("skip", "acme", "promise", MINE)
    ctl.ok("kept", "acme", MINE)
    assert promises(ctl) == {**ALL, MINE: "done"}
    assert not hints_at_promises(ctl)


def test_what_was_skipped_is_not_asked_back_about(several, ctl):
    several()
    ctl.ok("skip", "acme", "promise", MINE)
    asked = ctl.fails(2, "kept", "acme").stderr
    assert f'"{MORE}"' in asked and MINE not in asked
    ctl.ok("skip", "acme", "promise", THEIRS)
    ctl.ok("kept", "acme")  # the only one that is open
    assert promises(ctl) == {MINE: "skipped", THEIRS: "skipped", MORE: "done"}
    ctl.fails(2, "kept", "acme")
    ctl.ok("kept", "acme", "send")  # the only one of them that begins so and is not kept
    assert promises(ctl) == {MINE: "done", THEIRS: "skipped", MORE: "done"}


@pytest.mark.parametrize("text,expected", [
    ("", {text: "skipped" for text in ALL}),                 # as it was written before: all above it
    (": send the s", {**ALL, MINE: "skipped"}),
    (": Send The References", {**ALL, MORE: "skipped"}),
    (": send", ALL), (": something else", ALL)])             # it is not clear which: a hint
def test_a_line_in_the_book(several, ctl, text, expected):
    several(PROMISES + f"skipped = 2026-11-30 11:00+01:00 promise{text}\n")
    assert promises(ctl) == expected
    hints = hints_at_promises(ctl)
    assert bool(hints) == (bool(text) and expected == ALL), hints


def test_a_remark_where_there_is_only_one(several, ctl):
    several(f"promise = 2026-11-30 mine: {MINE}\nskipped = 2026-11-30 11:00+01:00 promise: they have it already\n")
    assert promises(ctl) == {MINE: "skipped"} and not hints_at_promises(ctl)


def test_the_same_twice_is_skipped_one_by_one(several, home, ctl):
    several(f"promise = 2026-12-02 mine: {MINE}\npromise = 2026-11-30 mine: {MINE}\n")
    ctl.ok("skip", "acme", "promise", MINE)
    found = {m["deadline"][:10]: m["status"] for m in ctl.json("show", "acme")["milestones"] if m["milestone"] == "promise"}
    assert found == {"2026-11-30": "skipped", "2026-12-02": "upcoming"}


def test_only_a_promise_has_a_text(several, home, ctl):
    several()
    assert "--to" in ctl.fails(2, "skip", "acme", "thank-you", "Dana").stderr
    assert not lines(home, "skipped")


def test_sent_asks_which(several, home, ctl):
    several()
    before = lines(home, "sent")
    asked = ctl.fails(2, "sent", "acme", "promise").stderr
    assert all(f'"{text}"' in asked for text in ALL) and "followupctl sent acme-onsite promise --text TEXT" in asked
    assert promises(ctl) == ALL and lines(home, "sent") == before
    ctl.ok("sent", "acme", "promise", "--text", "send the sam")
    assert promises(ctl) == {**ALL, MINE: "done"}
    assert lines(home, "sent")[-1].endswith(f": {MINE}")


def test_sent_asks_which_also_of_two(several, home, ctl):
    """Mine is due, theirs is over: only one of them spends a question."""
    several(PROMISES.replace(f"promise = 2026-12-02 mine: {MORE}\n", ""))
    asked = ctl.fails(2, "sent", "acme", "promise").stderr
    assert f'"{MINE}"' in asked and f'"{THEIRS}"' in asked
    ctl.ok("sent", "acme", "promise", "--text", "contract")
    assert promises(ctl) == {MINE: "open", THEIRS: "done"}
    ctl.ok("sent", "acme", "promise", "--text", "Here it is")  # a subject; there is only one left
    assert promises(ctl) == {MINE: "done", THEIRS: "done"}
    assert lines(home, "sent")[-1].endswith(f": {MINE}: Here it is")


def test_sent_names_the_promise_whole_and_goes_on(several, home, ctl):
    """As the book has it, so that what stands there may be typed; of several, too."""
    several()
    ctl.ok("sent", "acme", "promise", "--text", f"{MORE}:  by post")
    assert promises(ctl) == {**ALL, MORE: "done"}
    assert lines(home, "sent")[-1].endswith(f": {MORE}: by post")
    ctl.ok("sent", "acme", "promise", "--text", f"{MINE}: attached")
    assert promises(ctl) == {MINE: "done", MORE: "done", THEIRS: "open"}


def snoozed(ctl):
    return {m["key"] for m in ctl.json("show", "acme")["milestones"] if m["status"] == "snoozed"}


def test_what_is_due_is_put_off_and_not_what_comes_later(several, ctl):
    several(PROMISES.replace("2026-12-02 mine", "2026-12-20 mine"))
    assert "Put off until Mon 30 Nov 14:00: promise." in ctl.ok("snooze", "acme", "promise", "14:00")
    assert snoozed(ctl) and not any(key.endswith("references") for key in snoozed(ctl))


def test_what_comes_later_anyway_is_not_put_off(several, ctl):
    """Of two that are to come: neither until a time before both, and nothing is remembered then; the first alone until one between."""
    several(PROMISES.partition("promise")[0] + f"promise = 2026-12-08 mine: {MINE}\npromise = 2026-12-20 mine: {MORE}\n")

    def popups():
        return {m["key"].rpartition("send-the-")[2]: m["next_popup"] for m in ctl.json("show", "acme")["milestones"]
                if m["milestone"] == "promise"}
    before = popups()
    assert "before" in ctl.fails(2, "snooze", "acme", "promise", "2h").stderr
    assert popups() == before
    assert "Put off until Tue 8 Dec 10:00: promise." in ctl.ok("snooze", "acme", "promise", "tue 8 dec 10:00")
    assert popups() == {**before, "sample": "2026-12-08T10:00:00+00:00"}


def test_theirs_that_is_not_over_is_not_asked_for_by_chance(several, ctl):
    several(PROMISES.replace("2026-11-26 theirs", "2026-12-04 theirs").replace(f"promise = 2026-12-02 mine: {MORE}\n", ""))
    ctl.ok("sent", "acme", "promise")
    assert promises(ctl) == {MINE: "done", THEIRS: "open"}
    refused = ctl.fails(5, "sent", "acme", "promise").stderr  # to ask for what is due on Friday
    assert "--force" in refused and promises(ctl)[THEIRS] == "open"


def test_the_command_of_each_says_which(several, ctl):
    several()
    commands = {m["finish"] for m in ctl.json("show", "acme")["milestones"] if m["milestone"] == "promise"}
    assert commands == {f"followupctl kept acme-onsite '{MINE}'", f"followupctl kept acme-onsite '{MORE}'",
                        f"followupctl sent acme-onsite promise --text '{THEIRS}'"}


def test_the_button_asks_for_its_own(several, new_desktop, home, ctl):
    """Two of theirs are over and one of mine is open; none of them is chosen by chance."""
    desktop = new_desktop("fake")
    several("sent = 2026-11-24 17:00+01:00 thank-you email to Dana Li\n"
            f"promise = 2026-12-10 mine: {MINE}\npromise = 2026-11-26 theirs: {THEIRS}\npromise = 2026-11-25 theirs: {MORE}\n",
            at="2026-11-30 10:00", desktop=desktop)
    popup = desktop.wait_popup("")
    asked, = [text for text in (THEIRS, MORE) if text in popup.summary + popup.body]
    desktop.invoke(popup, "asked")
    wait_until(lambda: promises(ctl)[asked] == "done", "the button being heard")
    assert promises(ctl) == {**ALL, asked: "done"}
    assert lines(home, "sent")[-1].endswith(f": {asked}")


def letter(home, *words):
    """The draft's letter of a promise, with the command that it ends with."""
    ctl = Ctl(home, env={"FOLLOWUPD_LETTERS": repository() / "cli/letters/data"})
    found, = ctl.json("draft", "acme", "promise", *words)["letters"]
    return found["body"], found["sent"]


def test_a_letter_is_about_the_most_urgent_that_is_open(several, home, ctl):
    """Whatever stands first in the book."""
    several(f"promise = 2026-12-10 mine: {MINE}\npromise = 2026-11-30 mine: {MORE}\n")
    body, command = letter(home)
    assert MORE in body and MINE not in body and command == f"followupctl kept acme-onsite '{MORE}'"
    ctl.ok("skip", "acme", "promise", MORE)
    body, command = letter(home)
    assert MINE in body and MORE not in body


def test_a_letter_about_the_one_that_is_named(several, home, ctl):
    several()
    for text in (MINE, MORE, THEIRS):
        body, command = letter(home, text)
        assert text in body and command.endswith(f" '{text}'"), (body, command)
    refused = ctl.fails(2, "draft", "acme", "promise", "send").stderr
    assert f'"{MINE}"' in refused and "followupctl draft acme-onsite promise TEXT" in refused
    assert "--to" in ctl.fails(2, "draft", "acme", "thank-you", "Dana").stderr
    for text in (MINE, MORE):
        ctl.ok("kept", "acme", text)
    ctl.ok("skip", "acme", "promise", THEIRS)
    assert "no open promise" in ctl.fails(1, "draft", "acme", "promise", "send").stderr


def test_the_button_drafts_its_own(several, new_desktop, home, ctl):
    """One of them is due; the other one stands before it in the book."""
    desktop = new_desktop("fake")
    manager = FakeManager(home, desktop.bus, {"PATH": "/usr/bin:/bin"})
    try:
        several("sent = 2026-11-24 17:00+01:00 thank-you email to Dana Li\n"
                f"promise = 2026-12-10 mine: {MINE}\npromise = 2026-11-30 mine: {MORE}\n", at="2026-11-30 10:00", desktop=desktop)
        popup = desktop.wait_popup("")
        assert MORE in popup.summary
        desktop.invoke(popup, "draft")
        unit, = wait_until(manager.units, "the unit having ended")
        assert unit["words"][1:4] == ["draft", "acme-onsite", "promise"] and unit["words"][-2:] == ["--", MORE], unit["words"]
    finally:
        manager.close()


def test_a_command_can_be_typed_whatever_the_words(several, home, ctl):
    """Texts and names that look like options."""
    mine, theirs = "--at noon, the sample", "-x"
    several(f"interviewer = --all <all@acme.example>\npromise = 2026-11-30 mine: {mine}\npromise = 2026-11-26 theirs: {theirs}\n")
    commands = [m["finish"] for m in ctl.json("show", "acme")["milestones"] if m["milestone"] in ("promise", "thank-you")]
    kept, asked = [shlex.split(letter(home, "--", text)[1]) for text in (mine, theirs)]
    assert kept[-2:] == ["--", mine] and asked[-1] == f"--text={theirs}"
    for command in filter(None, commands):
        ctl.ok(*shlex.split(command)[1:], *(["--force"] if theirs in command else []))
    assert {m["status"] for m in ctl.json("show", "acme")["milestones"] if m["milestone"] in ("promise", "thank-you")} == {"done"}


@pytest.mark.parametrize("force", [[], ["--force"]])
def test_who_it_went_to_is_written_down_with_and_without_force(several, home, ctl, force):
    """A forced one went to the same person as one at its time."""
    several("sent    = 2026-11-24 17:00+01:00 thank-you email to Dana Li\n", at="2026-12-01 14:00")
    if force:
        ctl.ok("sent", "acme", "check-in")
    ctl.ok("sent", "acme", "check-in", *force)
    assert [line for line in lines(home, "sent") if "check-in" in line][-1].startswith(
        "2026-12-01 15:00+01:00 check-in email to Dana Li <dana@acme.example>")
