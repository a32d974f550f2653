"""`followupctl --json why`: the rule, its source, what it counts with, the arithmetic and what would change it, each by itself."""

import re

from acme import evening  # noqa: F401 (a fixture)
from harness.needs import repository


def explanation(ctl, *words):
    answer = ctl.json("why", *words)
    assert len(answer["milestones"]) == len(answer["sentences"]) == len(answer["explanations"]) == 1
    parts, sentences = answer["explanations"][0], answer["sentences"][0].splitlines()
    assert parts["rule"] == sentences[0] and parts["arithmetic"] == sentences[1] == answer["milestones"][0]["reason"]
    assert parts["source"] in sentences[-1] and parts["change"] in [None, *sentences]
    return parts


def given(parts):
    """{name: what is given}"""
    assert all(sum(one[kind] is not None for kind in ("at", "date", "value")) == 1 for one in parts["inputs"])
    return {one["name"]: one["at"] or one["date"] or one["value"] for one in parts["inputs"]}


def test_each_part(evening, home, new_daemon, ctl):
    home.save(home.settings, "[etiquette]\nweek-ahead = no\ncheck-in-grace = 3bd\n")
    new_daemon(clock=evening).start()
    assert explanation(ctl, "acme", "thank-you") == {
        "rule": "Thank each interviewer within 24 hours of the end of the interview.",
        "source": "“Interview Follow-Up Etiquette: Do’s and Don’ts for Success”, “Seven rules for following up after an interview”, "
                  "“Post-Interview Etiquette: Following Up Professionally” and “Avoiding Costly Follow-Up Mistakes After Job "
                  "Interviews”: a thank-you note within 24 hours",
        "inputs": [
            {"name": "interview-end", "at": "2026-11-24T13:45:00+00:00", "date": None, "value": None},
            {"name": "thank-you-opens", "at": None, "date": None, "value": "2h"},
            {"name": "thank-you-deadline", "at": None, "date": None, "value": "24h"},
        ],
        "arithmetic": "The interview ended on Tue 24 Nov 13:45 (14:45 in Berlin); a thank-you fits from 2 hours to 24 hours later.",
        "change": "Moving the interview moves it; a note to the same person after a later talk that day covers both."}

    # Silence, then a date of theirs, and a setting of the user's own.
    check_in = explanation(ctl, "acme", "check-in")
    assert given(check_in) == {"interview-end": "2026-11-24T13:45:00+00:00", "check-in-opens": "7d"}
    ctl.ok("heard", "acme", "we decide next week", "--decision-by", "2026-12-04")
    check_in = explanation(ctl, "acme", "check-in")
    assert given(check_in) == {"decision-by": "2026-12-04", "check-in-grace": "3bd"}
    assert "3 working days later" in check_in["arithmetic"] and check_in["change"]
    last = given(explanation(ctl, "acme", "second-check-in"))
    assert last["second-check-in-after"] == "7d" and last["to-be-sent"] > "2026-12-09"


def test_what_is_settled_is_changed_by_nothing(evening, home, new_daemon, ctl):
    new_daemon(clock=evening).start()
    ctl.ok("outcome", "acme", "offer", "--answer-by", "2026-12-11")
    decision = explanation(ctl, "acme", "offer-decision")
    assert given(decision) == {"answer-by": "2026-12-11", "offer-decision-lead": "2bd"} and decision["change"]
    moot = explanation(ctl, "acme", "check-in")
    assert moot["change"] is None and given(moot) == {"offer": "2026-11-24T16:45:00+00:00"}


def test_a_promise_with_a_time_of_its_own(evening, home, new_daemon, ctl):
    new_daemon(clock=evening).start()
    ctl.ok("promise", "acme", "send the sample", "--by", "2026-12-01")
    assert given(explanation(ctl, "acme", "promise")) == {"promise": "2026-12-01", "promise-lead": "1bd"}


def test_each_setting_that_is_named_is_one():
    """By the example of all settings, which the settings are read with."""
    source = (repository() / "etiquette/premise.c").read_text()
    named = set(re.findall(r'SETTING\(\w+, "([\w-]+)"', source))
    example = (repository() / "config/examples/followupd.conf").read_text()
    assert len(named) > 12 and named <= set(re.findall(r"^;?\s*([\w-]+)\s*=", example, re.MULTILINE))
