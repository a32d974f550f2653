"""followupd.when(7): each line of its tables is tried, and each verb that takes a time is in it. What the lines say was
found with a calendar of November 2026, in which the 25th is a Wednesday."""

import re
from datetime import datetime

import pytest
from docs_text import text_of
from harness.needs import repository

PAGE = "docs/followupd.when.7.scd"
NAMES = {"WHEN", "UNTIL", "FOR"}


def tables():
    """Each table's rows of cells, without its heading."""
    page = text_of(PAGE).replace("\\", "")
    found = []
    for block in re.findall(r"^\|\[.*?(?=^$|\Z)", page, re.MULTILINE | re.DOTALL):
        cells = re.findall(r"^([|:])\[?[ ]*(.*)$", block, re.MULTILINE)
        rows = []
        for sign, text in cells:
            if sign == "|":
                rows.append([])
            rows[-1].append(text)
        found.append(rows[1:])
    return found


TIMES, REFUSED, UNITS, WHERE = tables()


@pytest.fixture
def wednesday(home, clock, new_daemon, ctl):
    home.zone = "Europe/Berlin"
    home.write_book((repository() / "config/examples/interviews.ini").read_text(encoding="utf-8"))
    clock.set("2026-11-25 09:05")
    new_daemon(clock=clock).start()
    return ctl


def is_meant(instant, cell):
    """Whether it is what the cell says; a date alone is its whole day."""
    meant = datetime.strptime(f"2026 {cell}", "%Y %a %d %b %H:%M" if ":" in cell else "%Y %a %d %b")
    assert meant.strftime("%a") == cell.split()[0], f"{cell} is no {cell.split()[0]}"
    text = "%Y-%m-%d %H:%M" if ":" in cell else "%Y-%m-%d"
    return instant.strftime(text) == meant.strftime(text)


def test_each_time_means_what_the_page_says(wednesday):
    for typed, future, past in TIMES:
        if future == "-":
            wednesday.fails(2, "pause", typed)
        else:
            paused = datetime.fromisoformat(wednesday.json("pause", typed)["paused"])
            assert is_meant(paused, future), (typed, paused)
        if past == "-":
            wednesday.fails(2, "heard", "acme-phone", "--at", typed)
        else:
            line = wednesday.json("heard", "acme-phone", "--at", typed)["written"][0]
            heard = re.match(r"heard\s+= (\S+ [\d:]+)\+01:00", line).group(1)
            assert is_meant(datetime.fromisoformat(heard), past), (typed, line)
    assert len(TIMES) > 30


def test_each_refusal_says_what_the_page_says(wednesday):
    for typed, said in REFUSED:
        assert said in wednesday.fails(2, "promise", "acme-onsite", "x", "--by", typed).stderr, typed
    assert len(REFUSED) > 12


def test_each_length_is_one(wednesday):
    for units, _, examples in UNITS:
        for unit in units.split(", "):
            wednesday.ok("snooze", "acme-onsite", f"3{unit}")
        for example in examples.split(", "):
            wednesday.ok("snooze", "acme-onsite", example)
    assert "over ten years" in wednesday.fails(2, "plan", "--until", "+3661d").stderr


def test_each_verb_that_takes_a_time_is_in_it(ctl):
    takes = {(verb["name"], name)
             for verb in ctl.json("help")["verbs"]
             for name in [*(f"--{option['name']}" for option in verb["options"] if option["value"] in NAMES),
                          *(argument["name"] for argument in verb["arguments"] if argument["name"] in NAMES)]}
    told = {(verb, name) for verbs, *cells in WHERE if verbs != "set"
            for verb in verbs.split(", ")
            for name in re.findall(r"--[\w-]+|\b(?:WHEN|UNTIL)\b", " ".join(cells))}
    assert told == takes


def test_set_reads_times_too(wednesday):
    verbs, keys, _ = next(row for row in WHERE if row[0] == "set")
    assert verbs == "set" and re.findall(r"([\w-]+)=", keys) == ["when", "decision-by", "duration"]
    done = wednesday.json("set", "acme-onsite", "decision-by=in 3 working days", "duration=1h30min")
    assert [line.split(" = ") for line in done["written"]] == [["decision-by", "2026-11-30 given 2026-11-25 09:05+01:00"], ["duration", "1h30min"]]
    done = wednesday.json("set", "acme-onsite", "when=4 Dec 10:00")
    assert [line.split() for line in done["written"]] == ["when = 2026-12-04 10:00".split()]
