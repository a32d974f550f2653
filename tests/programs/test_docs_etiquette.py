"""followupd.etiquette(7) says what the rule table and the default settings say."""

import re
import subprocess

import pytest
from docs_text import section, text_of
from harness.needs import built

PAGE = "docs/followupd.etiquette.7.scd"
UNITS = {"min": ("minute", "minutes"), "h": ("hour", "hours"), "d": ("day", "days"), "bd": ("working day", "working days")}
# What a row begins with in the table: its rule, and when it is right. In braces: settings.
ROWS = {
    "prepare": ("PREPARE", "18:00 the evening before, until it begins"),
    "debrief": ("DEBRIEF", "{debrief-opens} to {debrief-deadline} after the end"),
    "thank-you": ("THANK_YOU", "{thank-you-opens} to {thank-you-deadline} after the end"),
    "promise, yours": ("PROMISE_MINE", "{promise-lead} before its day, until 18:00 on it"),
    "promise, theirs": ("PROMISE_THEIRS", "{promise-theirs-opens} after its day, for {promise-theirs-deadline}"),
    "next-steps": ("NEXT_STEPS", "{next-steps-opens} to {next-steps-deadline} after the end"),
    "check-in": ("CHECK_IN", "{check-in-opens} to {check-in-deadline} after the last word"),
    "check-in, with their date": ("CHECK_IN", "{check-in-grace} to {check-in-grace-deadline} after it"),
    "second-check-in": ("SECOND_CHECK_IN", "{second-check-in-after} after the first, for {second-check-in-deadline}"),
    "move-on": ("MOVE_ON", "{move-on-after} after the last question, without an end"),
    "move-on, with an offer": ("MOVE_ON_OFFER", "{move-on-after} after the last word about it, without an end"),
    "gracious-reply": ("GRACIOUS_REPLY", "when the no is recorded, for {reply-deadline}"),
    "offer-reply": ("OFFER_REPLY", "when the offer is recorded, for {offer-reply-deadline} or until 18:00 of the next working day"),
    "offer-decision": ("OFFER_DECISION", "{offer-decision-lead} before its day, until 18:00 on it"),
    "no-show": ("NO_SHOW", "when it is recorded, until 18:00, or until 12:00 of the next working day"),
    "withdraw": ("WITHDRAW", "when it is recorded, for {reply-deadline}"),
    "week-ahead": ("WEEK_AHEAD", "9:00 on the first working day, for 2 days, if two things or more come after it, or something waits"),
}
MISSED = {"DROPPED": "is dropped", "ONCE_LATE": "comes once, late", "STAYS_LATE": "stays, late",
          "NEXT_RULE": "the next one follows", "KEPT": "is kept"}


@pytest.fixture(scope="module")
def rules():
    """{"THANK_YOU": {"name": "thank-you", "showings": "3", …}}, as the table in the code has them."""
    blocks = re.findall(r"^\t\[RULE_(\w+)\] = \{\n(.*?)^\t\},$", text_of("etiquette/rules.c"), re.MULTILINE | re.DOTALL)
    return {name: dict(re.findall(r"^\t\t\.(\w+) = (.*),$", block, re.MULTILINE)) for name, block in blocks}


@pytest.fixture(scope="module")
def defaults():
    """Each setting's default, spelled out: "24 hours"."""
    example = subprocess.run([built("followupd"), "--example"], capture_output=True, text=True, check=True, timeout=60).stdout
    return {key: spelled(value) for key, value in re.findall(r"^;([a-z-]+) = (\d+(?:min|h|d|bd))$", example, re.MULTILINE)}


def spelled(value):
    number, unit = re.fullmatch(r"(\d+)([a-z]+)", value).groups()
    return f"{number} {UNITS[unit][number != '1']}"


def showings(rule):
    first = {"1": "once", "2": "twice"}.get(rule["showings"], f"{rule['showings']} times")
    return first + (", once more late" if rule.get("late_showings") else "")


def test_the_table_is_the_codes(rules, defaults):
    said = re.findall(r"^\|  (.+)\n:  (.+)\n:  (.+); (.+)$", section(PAGE, "THE MILESTONES"), re.MULTILINE)
    expected = []
    for name, (rule, when) in ROWS.items():
        row = rules[rule]
        when = re.sub(r"\{([a-z-]+)\}", lambda found: defaults[found[1]], when)
        expected.append((name, when, showings(row), MISSED[row["unshown"].removeprefix("UNSHOWN_")]))
        assert name.startswith(row["name"].strip('"'))
    assert said == expected
    assert [rule for rule in rules if rule != "CUSTOM"] == list(dict.fromkeys(rule for rule, *_ in ROWS.values()))


def test_each_milestone_is_told_of_with_its_buttons(rules):
    told = re.findall(r"^_([\w-]+)_(?:, (yours|theirs|with an offer))? \((.*)\)$", section(PAGE, "ONE BY ONE"), re.MULTILINE)
    expected = []
    for name, (rule, *_) in ROWS.items():
        buttons = [word.capitalize() for word in re.findall(r"BUTTON_(\w+)", rules[rule]["buttons"])]
        entry = (rules[rule]["name"].strip('"'), name.partition(", ")[2], ", ".join(buttons))
        if name != "check-in, with their date":
            expected.append(entry)
    assert told == expected


def test_the_numbers_in_its_sentences_are_the_defaults(defaults):
    text = " ".join(text_of(PAGE).split())
    for key, sentence in {
            "last-call": "four hours before the end", "repeat-after": "comes again after two hours",
            "minimum-gap": "three days lie between", "check-in-room": "three working days to do it",
            "move-on-after-reply": "14 days, and 10 working days", "thank-you-wake": "within five working days"}.items():
        numbers = ["no", "one", "two", "three", "four", "five"]
        number = int(defaults[key].split()[0])
        assert sentence in text and (numbers[number] if number < 6 else str(number)) in sentence, key
    example = text_of("config/examples/followupd.conf")
    for key, value, sentence in (("quiet-hours", "21:00-08:00", "21:00 to 08:00"), ("preferred-time", "10:00-17:00", "10:00 and 17:00"),
                                 ("prepare-time", "18:00", "18:00 the evening before"), ("week-ahead-deadline", "2d", "for 2 days"),
                                 ("week-ahead-time", "09:00", "9:00 on the first working day"),
                                 ("no-show-deadline", "12:00", "12:00 of the next working day"), ("morning", "09:00", "at 9:00"), ("per-day", "6", "six a day"), ("max-check-ins", "2", "two messages")):
        assert f";{key} = {value}\n" in example and sentence in text, key


def test_there_are_fifteen_rules_and_each_has_a_scenario():
    from scenario import files
    told = re.findall(r"^\. \*(.+?)\*", section(PAGE, "RULES THAT TIE THEM TOGETHER"), re.MULTILINE)
    assert len(told) == len(files("rules")) == 15
