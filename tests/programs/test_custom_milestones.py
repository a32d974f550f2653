"""Milestones of the user's own, [milestone NAME] in the settings: from a saved file to a pop-up, and every way to end one."""

import pytest
from acme import BOOK, milestone
from harness.wait import wait_until

REFERENCES = """\
[etiquette]
week-ahead = no
prepare = no
debrief = no
thank-you-opens = 20h

[milestone references]
after    = interview
opens    = 1h
deadline = 30h
text     = Send the references
"""
TITLE = "Send the references (Acme Corp)"
# The interview ended at 13:45.


@pytest.fixture
def afternoon(home, clock, desktop, new_daemon):
    """Three quarters of an hour before it opens."""
    home.write_book(BOOK)
    home.write_settings(REFERENCES)
    clock.set("2026-11-24 14:00")
    new_daemon(clock=clock, desktop=desktop).start()
    return clock


def shown(desktop, clock, at="2026-11-24 14:46"):
    clock.set(at)
    return desktop.wait_popup("Send the references")


def test_it_is_planned_explained_brought_up_and_done(afternoon, desktop, ctl):
    own = milestone(ctl, "references")
    assert (own["opens"], own["deadline"]) == ("2026-11-24T14:45:00+00:00", "2026-11-25T19:45:00+00:00")
    assert (own["title"], own["rule"], own["status"]) == (TITLE, "custom", "upcoming")
    why = ctl.ok("why", "acme", "references")
    assert "from 1 hour to 30 hours after the interview" in why and "The rule comes from your own settings." in why
    popup = shown(desktop, afternoon)
    assert popup.summary == TITLE and {"sent", "later"} <= set(popup.actions)
    desktop.invoke(popup, "sent")
    desktop.wait_gone(popup)
    assert milestone(ctl, "references")["status"] == "done"


@pytest.mark.parametrize("words", [("sent", "acme", "references"), ("skip", "acme", "references"),
                                   ("snooze", "acme", "references", "+1h"), ("outcome", "acme", "rejected")], ids=" ".join)
def test_each_verb_takes_its_popup_off_the_screen(afternoon, desktop, ctl, words):
    popup = shown(desktop, afternoon)
    ctl.ok(*words)
    desktop.wait_gone(popup)
    status = {"sent": "done", "skip": "skipped", "snooze": "snoozed", "outcome": "moot"}[words[0]]
    assert milestone(ctl, "references")["status"] == status


def test_it_comes_back_when_it_was_put_off(afternoon, desktop, ctl):
    popup = shown(desktop, afternoon)
    ctl.ok("snooze", "acme", "references", "+1h")
    desktop.wait_gone(popup)
    afternoon.set("2026-11-24 15:47")
    desktop.wait_popup("Send the references")


def test_taken_out_while_it_stands_there(afternoon, home, desktop, ctl):
    popup = shown(desktop, afternoon)
    home.write_settings(REFERENCES.partition("[milestone")[0])
    desktop.wait_gone(popup)
    assert "references" not in {m["milestone"] for m in ctl.json("show", "acme")["milestones"]}
    assert "did you mean" not in ctl.run("sent", "acme", "references").stderr
    home.write_settings(REFERENCES.replace("Send the references", "Ask the references"))
    desktop.wait_popup("Ask the references")


def test_one_after_another(afternoon, home, ctl):
    home.write_settings(REFERENCES + "[milestone sample]\nafter = references\nopens = 1d\ndeadline = 2d\ntext = Send a sample\n")
    wait_until(lambda: "sample" in {m["milestone"] for m in ctl.json("plan")["milestones"]}, "the second one")
    assert milestone(ctl, "sample")["assumes"].startswith("references sent 2026-11-24")
    ctl.ok("sent", "acme", "references", "--at", "13:50")
    sample = milestone(ctl, "sample")
    assert (sample["opens"], sample["assumes"]) == ("2026-11-25T13:50:00+00:00", None)


def test_typos_are_seen(afternoon, home, ctl):
    for words in (("sent", "acme", "refrences"), ("skip", "acme", "refrences")):
        assert 'did you mean "references"?' in ctl.run(*words).stderr
    home.write_settings(REFERENCES.replace("interview", "thank-yuo"))
    wrong = wait_until(lambda: [p for p in ctl.json("status")["problems"] if p["code"] == "settings"], "a problem")
    assert wrong[0]["text"] == ("[milestone references] comes after `thank-yuo`, but there is no such milestone; "
                                "did you mean `thank-you`?")
    assert wrong[0]["remedy"] == "mend that line; until then it counts as if it were not there"


def test_what_is_yet_to_come_was_not_missed(clock, home, new_daemon, ctl):
    """And an interview that is given another time is on again."""
    home.write_book(BOOK)
    clock.set("2026-11-23 12:00")
    new_daemon(clock=clock).start()
    refused = ctl.run("state", "acme", "no-show")
    assert refused.code == 2 and "is yet to come" in refused.stderr and "followupctl cancel acme-onsite" in refused.stderr
    assert "Did you mean" not in refused.stderr  # it was meant just so
    assert home.read_book() == BOOK.encode()
    ctl.ok("cancel", "acme")
    assert ctl.json("show", "acme")["interview"]["state"] == "cancelled"
    ctl.ok("move", "acme", "thu 10:00")
    assert ctl.json("show", "acme")["interview"]["state"] == "held"
    clock.set("2026-11-26 12:00")
    ctl.ok("state", "acme", "no-show")
    assert milestone(ctl, "no-show")["status"] == "due"
    ctl.ok("move", "acme", "fri 10:00")
    assert "no-show" not in {m["milestone"] for m in ctl.json("plan", "acme")["milestones"]}
    ctl.ok("undo")
    assert milestone(ctl, "no-show")["status"] == "due"
