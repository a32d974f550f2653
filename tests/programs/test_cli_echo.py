"""What is typed as a time is said back as an absolute one, on the user's clock, and on theirs where that differs: whoever types
"tomorrow" after midnight sees which day that was. Worked out with a calendar: it is Wednesday, 25 November 2026, 0:30 in Berlin,
which is Tuesday, 18:30 in New York and Wednesday, 8:30 in Tokyo."""

import re
import shlex

import pytest

BOOK = """\
[acme]
company = Acme
when = 2026-11-23 14:00
zone = America/New_York
interviewer = Dana Li <dana@acme.example>
promise = 2026-12-01 mine: slides

[tepco]
company = Tepco
when = 2026-12-02 10:00
zone = Asia/Tokyo
interviewer = Bo <bo@tepco.example>
"""


@pytest.fixture
def night(home, clock, new_daemon, ctl):
    home.zone = "Europe/Berlin"
    home.write_book(BOOK)
    clock.set("2026-11-25 00:30", zone="Europe/Berlin")
    new_daemon(clock=clock).start()
    return ctl


@pytest.mark.parametrize("line,said", [
    ("add Initech --at 'tomorrow 14:00'", "Added initech: Initech, Thu 26 Nov 14:00."),
    ("add Initech --at 'today 9:00' --decision-by '+1w'", "Added initech: Initech, Wed 25 Nov 09:00; they decide by Wed 2 Dec."),
    ("add Initech --at 'tomorrow 14:00' --zone America/New_York", "Added initech: Initech, Wed 25 Nov 20:00 (14:00 in New York)."),
    ("add Initech --at '14:00 Asia/Tokyo'", "Added initech: Initech, Wed 25 Nov 06:00 (14:00 in Tokyo)."),
    ("add Initech --at '2027-01-04 9:00'", "Added initech: Initech, Mon 4 Jan 2027 09:00."),
    ("move tepco thu 10:00", "Moved tepco from Wed 2 Dec 02:00 (10:00 in Tokyo) to Thu 26 Nov 02:00 (10:00 in Tokyo)."),
    ("set tepco 'when=tomorrow 7:00'", "Set: when = 2026-11-26 07:00; it begins Wed 25 Nov 23:00 (Thu 07:00 in Tokyo)."),
    ("set tepco zone=America/New_York", "Set: zone = America/New_York; it begins Wed 2 Dec 16:00 (10:00 in New York)."),
    ("set tepco 'when=tomorrow 12:00 Europe/Berlin' zone=America/New_York",
     "Set: when = 2026-11-26 06:00, zone = America/New_York; it begins Thu 26 Nov 12:00 (06:00 in New York)."),
    ("set tepco 'when=tomorrow 12:00 Europe/Berlin' 'zone= America/New_York'",
     "Set: when = 2026-11-26 06:00, zone = America/New_York; it begins Thu 26 Nov 12:00 (06:00 in New York)."),
    ("set acme decision-by=fri", "Set: decision-by = 2026-11-27."),
    ("sent acme --to Dana --at '23:10'", "Noted: thank-you to Dana Li by email, Tue 24 Nov 23:10 (17:10 in New York)."),
    ("heard acme 'a week' --at yesterday --decision-by +9d",
     "Noted: heard from Acme, Tue 24 Nov 12:00 (06:00 in New York); they decide by Fri 4 Dec."),
    ("promise acme 'a talk' --by '+9d'", "Noted: you promised by Fri 4 Dec: a talk."),
    ("kept acme slides --at '0:10'", "Kept: slides, Wed 25 Nov 00:10 (Tue 18:10 in New York)."),
    ("state acme no-show --at 'mon 21:00'", "of Mon 23 Nov 20:00 (14:00 in New York). Known since Mon 23 Nov 21:00."),
    ("cancel tepco --at 'yesterday 16:00'", "is cancelled. Known since Tue 24 Nov 16:00."),
    ("outcome acme offer --at '0:20' --answer-by +9d",
     "Noted: Acme, offer, Wed 25 Nov 00:20 (Tue 18:20 in New York); they want your answer by Fri 4 Dec."),
    ("snooze acme 2h", "Put off until Wed 25 Nov 02:30: thank-you (past its deadline)."),
    ("pause tomorrow", "No pop-ups until Thu 26 Nov 09:00."),
])
def test_what_was_understood_is_said_in_full(night, line, said):
    answer = night.json(*shlex.split(line))["text"]
    assert said in answer
    assert not re.search(r"\b(today|tomorrow|yesterday)\b", answer)


def test_each_option_and_argument_for_a_time_is_tried(ctl):
    """What says a time back, and those that answer with what falls into it: plan."""
    typed = {line.split()[0] + (f" --{name}" if name else "")
             for line, _ in test_what_was_understood_is_said_in_full.pytestmark[0].args[1]
             for name in [None, *re.findall(r"--([\w-]+)", line)]}
    for verb in ctl.json("help")["verbs"]:
        for option in verb["options"]:
            if option["value"] == "WHEN" and verb["name"] not in ("plan",):
                assert f"{verb['name']} --{option['name']}" in typed
        if {"WHEN", "UNTIL"} & {argument["name"] for argument in verb["arguments"]}:
            assert verb["name"] in typed


def test_all_that_is_put_off_is_named(night, clock):
    clock.set("2026-12-01 15:00", zone="Europe/Berlin")
    night.ok("set", "acme", "decision-by=2026-11-30")
    night.ok("promise", "acme", "a talk", "--by", "2026-12-02")
    assert night.json("snooze", "acme", "1d")["text"].startswith("Put off until Wed 2 Dec 15:00: ")
    text = night.json("snooze", "acme", "2026-12-04 9:00")["text"]
    assert "promise (past its deadline)" in text and text.count("promise") == 1


def test_the_log_says_another_day_what_was_meant(night, clock):
    night.ok("pause", "tomorrow", "9:00")
    clock.set("2026-12-10 12:00", zone="Europe/Berlin")
    assert night.json("log")["changes"][0]["text"] == "No pop-ups until Thu 26 Nov 09:00."


def test_what_is_put_off_for_too_long_is_said_to_be_gone(night, clock):
    """The talk ended on Monday at 21:00 in Berlin; a thank-you comes up for three days, and for five working days if it could not in time."""
    assert night.json("snooze", "acme", "2026-11-26 20:59")["text"].endswith(" thank-you (past its deadline).")
    text = night.json("snooze", "acme", "2026-12-04")["text"]
    assert text == "Put off until Fri 4 Dec 09:00: thank-you (too late then, so it does not come up again)."
    clock.set("2026-12-04 09:01", zone="Europe/Berlin")
    assert not [m for m in night.json("status")["due"] if (m["interview"], m["milestone"]) == ("acme", "thank-you")]
