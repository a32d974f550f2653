"""draft and check with the real daemon: for what a letter is, to whom it goes, what it may know, and when it comes too early.
Dates were worked out with a calendar: the interview was on Tuesday, 24 November 2026, 14:00 to 14:45 in Berlin."""

import json
import shlex

import pytest
from harness.ctl import Ctl
from harness.needs import repository

BOOK = """\
[acme-phone]
company = Acme Corp
when = 2026-11-17 10:30
zone = Europe/Berlin
duration = 30min
interviewer = Dana Li <dana@acme.example>
sent = 2026-11-17 15:00+01:00 thank-you email to Dana Li <dana@acme.example>

[acme-onsite]
company = Acme Corp
role = Systems Engineer
when = 2026-11-24 14:00
zone = Europe/Berlin
duration = 45min
interviewer = Dana Li <dana@acme.example> (manager, rapport good, channel linkedin, phone +49 555 0199)
interviewer = Sam Roe <sam@acme.example>
interviewer = Eva Maas
contact = Inês Lopes <ines@agency.example> (recruiter)
topic = zero-copy parsers
topic = the build farm
topic = the night shift
thread = <7@acme.example>

[globex-video]
company = Globex
when = 2026-11-20 10:00
zone = Europe/Berlin
interviewer = Ana Costa <ana@globex.example>
language = de

[initech-final]
company = Initech
when = 2026-11-19 10:00
zone = Europe/Berlin
interviewer = no-reply@initech.example
outcome = 2026-11-23 10:00+01:00 rejected
"""


@pytest.fixture
def world(home, clock, new_daemon):
    """A daemon in Berlin at 17:00 of that day, and followupctl."""
    home.zone = "Europe/Berlin"
    home.write_book(BOOK)
    clock.set("2026-11-24 17:00")
    new_daemon(clock=clock).start()
    return Ctl(home, env={"FOLLOWUPD_LETTERS": repository() / "cli/letters/data"})


def drafts(world, *words):
    return world.json("draft", *words)["letters"]


def test_what_is_open_comes_first(world):
    letters = drafts(world, "acme-onsite")
    assert [letter["to"]["name"] for letter in letters] == ["Dana Li", "Sam Roe", "Eva Maas"]
    assert {letter["milestone"] for letter in letters} == {"thank-you"}
    assert [topic in letters[k]["body"] for k, topic in enumerate(("zero-copy parsers", "the build farm", "the night shift"))] == [True] * 3
    assert letters[2]["to"]["address"] is None and letters[0]["in_reply_to"] == "<7@acme.example>"


def test_who_was_thanked_is_left_out(world):
    world.ok("sent", "acme-onsite", "--to", "Dana")
    assert [letter["to"]["name"] for letter in drafts(world, "acme-onsite")] == ["Sam Roe", "Eva Maas"]
    assert "the build farm" in drafts(world, "acme-onsite")[0]["body"], "Sam's topic stays Sam's"
    world.ok("sent", "acme-onsite", "--all")
    assert "--to NAME" in world.fails(1, "draft", "acme-onsite", "thank-you").stderr
    assert [letter["to"]["name"] for letter in drafts(world, "acme-onsite", "thank-you", "--to", "eva")] == ["Eva Maas"]


def test_the_command_that_it_names_records_it(world, home):
    letter = drafts(world, "acme-onsite", "--to", "Sam")[0]
    assert letter["sent"] == "followupctl sent acme-onsite thank-you --to 'Sam Roe' --text 'Good to meet you today'"
    world.ok("sent", "acme-onsite", "thank-you", "--to", "Sam Roe", "--text", letter["subject"])
    assert b"thank-you email to Sam Roe <sam@acme.example>: Good to meet you today" in home.read_book()


def test_a_check_in_that_comes_too_early(world, home):
    refused = world.fails(5, "draft", "acme-onsite", "check-in")
    assert "Tue 1 Dec" in refused.stderr and refused.stderr.rstrip().endswith("draft acme-onsite check-in --force")
    answer = world.json("draft", "acme-onsite", "check-in", "--force")
    assert answer["pace"]["fine"].startswith("2026-12-01T")
    assert answer["letters"][0]["to"]["name"] == "Inês Lopes"
    (home.root / "letter.txt").write_text(
        "Dear Inês,\n\nThank you for arranging it. I am still interested. What are the next steps, and when may I expect to "
        "hear?\n\nKind regards,\nMax\n", encoding="utf-8")
    assert "Not yet" in world.fails(5, "check", "letter.txt", "--for", "acme-onsite", "check-in").stderr
    world.fails(0, "check", "letter.txt", "--as", "check-in")


def test_in_time_it_comes_of_itself(world, clock):
    for person in ("Dana", "Sam", "Eva"):
        world.ok("skip", "acme-onsite", "thank-you", "--to", person)
    clock.set("2026-12-02 11:00")
    letter = drafts(world, "acme-onsite")[0]
    assert letter["milestone"] == "check-in" and "pass on my thanks to Dana Li, Sam Roe and Eva Maas" in letter["body"]
    world.ok("sent", "acme-onsite", "check-in")
    assert "wrote to you today" in drafts(world, "acme-onsite", "second-check-in", "--force")[0]["body"]


SENT_ALL = "followupctl sent acme-onsite thank-you --all --at '2026-11-24 16:45'"


def test_missed_thanks_of_a_panel(world, clock, home):
    """Whoever the check-in goes to, it thanks all to whom no note is recorded, and says so."""
    clock.set("2026-12-02 11:00")
    answer = world.json("draft", "acme-onsite", "check-in", "--to", "Dana")
    assert "My thanks should have reached you sooner" in answer["letters"][0]["body"]
    assert "pass on my thanks to Sam Roe and Eva Maas" in answer["letters"][0]["body"]
    assert answer["remarks"] == [
        "No thank-yous to Dana, Sam and Eva are recorded, so the letter thanks them.\nIf you sent them: " + SENT_ALL]
    assert SENT_ALL in world.fails(0, "draft", "acme-onsite", "check-in").stderr
    world.ok("sent", "acme-onsite", "thank-you", "--to", "Dana", "--at", "2026-11-24 17:00")
    answer = world.json("draft", "acme-onsite", "check-in", "--to", "Dana")
    assert "sooner" not in answer["letters"][0]["body"] and "thanks to Sam Roe and Eva Maas" in answer["letters"][0]["body"]
    world.ok(*shlex.split(SENT_ALL)[1:])
    answer = world.json("draft", "acme-onsite", "check-in", "--to", "Dana")
    assert answer["remarks"] == [] and "my thanks to" not in answer["letters"][0]["body"]


def test_thanks_that_were_open_go_into_the_answer_to_a_no(world, clock):
    clock.set("2026-11-25 09:00")
    world.ok("sent", "acme-onsite", "--to", "Sam")
    world.ok("outcome", "acme-onsite", "rejected")
    answer = world.json("draft", "acme-onsite", "gracious-reply", "--to", "Dana")
    body = answer["letters"][0]["body"]
    assert "please take my thanks with this note. Please pass on my thanks to Eva Maas as well. I am sorry" in body
    assert [remark.partition(" are ")[0] for remark in answer["remarks"]] == ["No thank-yous to Dana and Eva"]
    world.ok("sent", "acme-onsite", "thank-you", "--all", "--at", "2026-11-24 17:00")
    answer = world.json("draft", "acme-onsite", "gracious-reply", "--to", "Dana")
    assert "my thanks" not in answer["letters"][0]["body"] and answer["remarks"] == []


def test_promises_of_both_sides(world, clock):
    world.ok("promise", "acme-onsite", "send the work sample", "--by", "2026-11-25")
    letter = drafts(world, "acme-onsite", "promise")[0]
    assert "I promised to send the work sample" in letter["body"] and letter["sent"] == "followupctl kept acme-onsite"
    world.ok("kept", "acme-onsite")
    world.ok("promise", "acme-onsite", "send the handbook", "--by", "2026-11-25", "--theirs")
    world.fails(5, "draft", "acme-onsite", "promise")
    clock.set("2026-11-30 11:00")
    assert "offered to send the handbook, and had Wednesday, 25 November in mind" in drafts(world, "acme-onsite", "promise")[0]["body"]


def test_the_language_of_the_book(world):
    letter = drafts(world, "globex")[0]
    assert letter["language"] == "de" and letter["body"].startswith("Guten Tag Ana Costa,")
    assert drafts(world, "globex", "--lang", "en")[0]["body"].startswith("Dear Ana,")


def test_a_robot_is_no_recipient(world):
    done = world.fails(0, "draft", "initech")
    assert "no-reply" not in done.stdout and done.stdout.count("Subject: Thank you for letting me know") == 1


def test_the_checker_knows_the_book(world, home):
    (home.root / "letter.txt").write_text(
        "To: Sam Roe <sam@acme.example>\nSubject: Thank you\n\nDear Samm,\n\nThank you for the talk about the build farm at Globex. "
        "I would be glad to bring my experience.\n\nKind regards,\nMax\n", encoding="utf-8")
    answer = json.loads(world.fails(1, "--json", "check", "letter.txt", "--for", "acme-onsite", "thank-you").stdout)
    assert answer["letters"][0]["to"] == "Sam Roe" and answer["spelling"]
    assert {(finding["rule"], finding["line"]) for finding in answer["letters"][0]["findings"]} == {("greeting", 4), ("other-company", 6)}


@pytest.mark.parametrize("code,words,said", [
    (4, "draft hooli", "hooli"), (4, "draft acme-onsite thankyou", "did you mean \"thank-you\"?"),
    (2, "draft acme", "acme-phone"), (2, "draft acme-onsite --to Zoe", "nobody of acme-onsite"),
    (1, "draft acme-phone", "draft acme-phone check-in"), (4, "draft acme-onsite prepare", "no letter for prepare"),
    (2, "draft acme-onsite --via phone --via email", "given twice"), (3, "--socket /nowhere draft acme-onsite", "/nowhere"),
])
def test_refusals(world, code, words, said):
    done = world.fails(code, *words.split())
    assert said in done.stderr and done.stdout == ""


def test_the_command_names_the_promise_where_several_are_open(world, clock):
    world.ok("promise", "acme-onsite", "send the work sample", "--by", "2026-11-26")
    world.ok("promise", "acme-onsite", "send the handbook", "--by", "2026-11-25", "--theirs")
    mine, = drafts(world, "acme-onsite", "promise")
    assert mine["sent"] == "followupctl kept acme-onsite 'send the work sample'"
    world.ok(*shlex.split(mine["sent"])[1:])
    world.ok("promise", "acme-onsite", "send the contract", "--by", "2026-11-25", "--theirs")
    clock.set("2026-12-01 11:00")
    theirs, = drafts(world, "acme-onsite", "promise")
    assert "--text 'send the handbook'" in theirs["sent"] and "the handbook" in theirs["body"]
    world.ok(*shlex.split(theirs["sent"])[1:])
