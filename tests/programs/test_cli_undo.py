"""undo: each change of followupctl is taken back byte for byte, also after a restart; what was edited since
is left alone. The book's text from before is what is expected."""

import json
import shlex

import pytest
from acme import BOOK, evening  # noqa: F401 (a fixture)

# Everything that writes into the book, one command each.
CHANGES = [
    "add 'Initech GmbH' --at 2026-12-01 14:00 --with 'Bo <bo@initech.example>'",
    "set acme role=Lead", "set acme x-mood=", "set acme 'role=Lead' duration=1h kind=onsite", "set acme decision-by=2026-12-04",
    "note acme --learned they test on Fridays", "move acme 2026-11-24 15:00", "cancel acme", "remove acme", "remove globex",
    "sent acme --to Dana", "heard acme 'next week' --decision-by 2026-12-04", "promise acme sample --by 2026-11-30",
    "state acme no-show", "outcome acme offer --answer-by 2026-12-11", "skip acme thank-you",
]
CRLF = BOOK.replace("\n", "\r\n")
UNFINISHED = BOOK.rstrip("\n")
BOM = "\ufeff" + BOOK


@pytest.fixture
def acme(evening, new_daemon, ctl):
    """The daemon three hours after the interview, and its followupctl."""
    ctl.daemon = new_daemon(clock=evening).start()
    return ctl


def run(ctl, line):
    return ctl.json(*shlex.split(line))


@pytest.mark.parametrize("book,step", [(BOOK, 1), (CRLF, 3), (UNFINISHED, 3), (BOM, 3)],
                         ids=["LF", "CRLF", "unfinished", "BOM"])
def test_each_change_is_taken_back_byte_for_byte(home, evening, new_daemon, ctl, book, step):
    home.write_book(book)
    new_daemon(clock=evening).start()
    for line in CHANGES[::step]:
        before = home.read_book()
        change = run(ctl, line)["change"]
        after = home.read_book()
        assert after != before, line
        undone = run(ctl, "undo")
        assert home.read_book() == before, line
        assert undone["change"] == change + 1 and f"change {change}" in undone["text"]
        run(ctl, f"undo {change + 1}")  # and made again,
        assert home.read_book() == after, line
        run(ctl, f"undo {change + 2}")  # and taken back
        assert home.read_book() == before, line


def test_one_after_the_other_and_after_a_restart(acme, home):
    texts = [home.read_book()]
    for line in CHANGES[:6]:
        run(acme, line)
        texts.append(home.read_book())
    acme.daemon.stop()
    acme.daemon.start()
    for text in reversed(texts[:-1]):
        run(acme, "undo")
        assert home.read_book() == text
    assert "there is no change that could be taken back" in acme.fails(1, "undo").stderr


def test_any_of_them_among_others(acme, home):
    first = run(acme, "note acme first thing")["change"]
    run(acme, "note acme second thing")
    run(acme, "note globex third thing")
    acme.ok("undo", str(first))
    book = home.read_book().decode()
    assert "first thing" not in book and "second thing" in book and "third thing" in book
    assert acme.ok("undo").startswith("Taken back change 3:")  # not the undo, which is number 4


def test_it_is_said_what_went_and_what_came_back(acme):
    acme.ok("set", "acme", "role=Lead")
    said = acme.ok("undo").splitlines()
    assert said[0] == "Taken back change 1: Set: role = Lead."
    assert "  - role        = Lead ; or so they say" in said
    assert "  + role        = Systems Engineer ; or so they say" in said


def test_what_was_edited_since_stays(acme, home):
    acme.ok("note", "acme", "zero-copy printers")
    home.save(home.book, home.read_book().decode().replace("printers", "parsers, of course"))
    before = home.read_book()
    done = acme.fails(1, "undo")
    assert "its lines were edited since" in done.stderr and "followupctl edit acme-onsite" in done.stderr
    assert home.read_book() == before


def test_edits_around_it_do_not_matter(acme, home):
    acme.ok("note", "acme", "zero-copy printers")
    text = home.read_book().decode().replace("company     = Acme Corp", "; renamed\ncompany = ACME")
    home.save(home.book, text + "\n[hooli]\ncompany = Hooli\nwhen = 2026-12-24 14:00\ntopic = zero-copy printers\n")
    acme.ok("undo")
    assert home.read_book().decode() == text.replace("topic       = zero-copy printers\n", "") + (
        "\n[hooli]\ncompany = Hooli\nwhen = 2026-12-24 14:00\ntopic = zero-copy printers\n")


def test_an_interview_that_has_grown_since_it_was_added_stays(acme, home):
    """Its new lines would fall to the section above."""
    acme.ok("add", "Hooli", "--at", "2026-12-24 14:00")
    acme.ok("note", "hooli", "compression")
    assert "edited since" in acme.fails(1, "undo", "1").stderr
    assert "compression" in home.read_book().decode()


def test_a_removed_interview_whose_id_is_taken_stays_removed(acme, home):
    acme.ok("remove", "acme-onsite")
    acme.ok("add", "Acme", "--at", "2026-12-24 14:00", "--id", "acme-onsite")
    before = home.read_book()
    assert "cannot be taken back" in acme.fails(1, "undo", "1").stderr
    assert home.read_book() == before


def test_twice_is_once(acme):
    acme.ok("note", "acme", "x")
    acme.ok("undo", "1")
    done = acme.fails(1, "undo", "1")
    assert "change 1 was taken back by change 2; to make it again: followupctl undo 2" in done.stderr


@pytest.mark.parametrize("word,code,said", [
    ("99", 4, "there is no change 99"), ("x", 2, "is no number of a change"), ("0", 2, "is no number"),
    ("-1", 2, "undo has no option"), ("#1", 0, ""),
])
def test_numbers(acme, word, code, said):
    acme.ok("note", "acme", "x")
    assert said in acme.fails(code, "undo", word).stderr


def test_a_pause_is_no_line_of_the_book(acme, home):
    acme.ok("note", "acme", "x")
    acme.ok("pause", "2h")
    before = home.read_book()
    done = acme.fails(1, "undo")
    assert "change 2 (No pop-ups until" in done.stderr and "followupctl resume" in done.stderr
    assert home.read_book() == before
    acme.ok("undo", "1")


def test_log_has_the_numbers(acme):
    acme.ok("note", "acme", "x")
    acme.ok("sent", "acme", "--to", "Dana")
    acme.ok("undo", "1")
    said = [line.split() for line in acme.ok("log").splitlines()]
    assert said[0] == ["N", "WHEN", "ID", "WHAT", "TEXT"]
    assert [line[0] for line in said[1:]] == ["1", "2", "3"]
    log = acme.json("log", "acme")
    assert [contact["change"] for contact in log["log"]] == [2]
    assert [(c["change"], c["id"], c["undone"], c["undoes"]) for c in log["changes"]] == [
        (1, "acme-onsite", 3, None), (2, "acme-onsite", None, None), (3, "acme-onsite", None, 1)]
    assert log["changes"][0]["written"] == ["topic       = x"] and log["changes"][2]["removed"] == ["topic       = x"]
    assert acme.json("log", "globex")["changes"] == []


def test_a_history_that_is_spoilt_costs_the_way_back_only(acme, home):
    acme.ok("note", "acme", "first")
    history = home.memory.with_name("changes.jsonl")
    acme.daemon.stop()
    history.write_bytes(history.read_bytes() + b'{"number": 7, "patch": "x"}\nnonsense\n{"number": 8')
    acme.daemon.start()
    acme.ok("note", "acme", "second")
    records = [json.loads(line) for line in history.read_text().splitlines()]
    assert [record["number"] for record in records] == [1, 7, 8]
    assert "cannot be taken back" in acme.fails(1, "undo", "7").stderr
    acme.ok("undo")
    acme.ok("undo", "1")
    assert "first" not in home.read_book().decode()


def test_a_history_that_cannot_be_written(acme, home):
    home.memory.with_name("changes.jsonl").mkdir()
    assert run(acme, "note acme x")["change"] is None
    assert "x" in home.read_book().decode()
    assert "no change that could be taken back" in acme.fails(1, "undo").stderr


def test_only_the_last_hundred_are_kept(acme, home):
    acme.ok("note", "acme", "first")
    acme.daemon.stop()
    history = home.memory.with_name("changes.jsonl")
    first = json.loads(history.read_text())
    history.write_text("".join(json.dumps({**first, "number": n}) + "\n" for n in range(1, 200)))
    acme.daemon.start()
    assert [run(acme, f"note acme {n}")["change"] for n in (200, 201, 202)] == [200, 201, 202]
    assert len(history.read_text().splitlines()) == 102  # shortened once, at the two hundredth
    assert [c["change"] for c in acme.json("log")["changes"]] == list(range(103, 203))
    acme.fails(4, "undo", "102")
    acme.ok("undo", "202")
