"""followupctl and the real daemon: one hiring process from add to remove as a user would type it, and
the refusals on the way. Dates were worked out with a calendar; now is Tuesday, 24 November 2026."""

import json

import pytest

ADD = ["add", "Acme Corp", "--at", "today", "14:00", "--for", "45min", "--kind", "onsite", "--with",
       "Dana Li <dana@acme.example>", "--with", "Sam Roe <sam@acme.example>", "--topic", "parsers"]


@pytest.fixture
def acme(home, clock, new_daemon, ctl):
    """A daemon in Berlin, an hour after an interview with two people that has been added."""
    home.zone = "Europe/Berlin"
    clock.set("2026-11-24 17:30")
    new_daemon(clock=clock).start()
    said = ctl.ok(*ADD)
    assert said.startswith("Added acme-onsite: Acme Corp, Tue 24 Nov 14:00.\n\nWHEN")
    return ctl


def book_lines(home, key):
    return [line.partition("=")[2].strip() for line in home.read_book().decode().splitlines()
            if line.partition("=")[0].strip() == key]


def test_a_process_from_add_to_remove(acme, home):
    status = acme.ok()
    assert "Thank Dana Li (Acme Corp)\n    by tomorrow 14:45\n    followupctl sent acme-onsite --to Dana\n" in status
    assert str(home.book).replace(str(home.root), "~") in status

    said = acme.ok("sent", "acme", "--to", "Sam", "--at", "17:00").splitlines()
    assert "Sam Roe" in said[0] and "Tue 24 Nov 17:00" in said[0]
    assert said[1:] == ["Next, by tomorrow 14:45: Thank Dana Li (Acme Corp)", "  followupctl sent acme-onsite --to Dana"]
    assert book_lines(home, "sent") == ["2026-11-24 17:00+01:00 thank-you email to Sam Roe <sam@acme.example>"]

    assert "Dana Li" in acme.ok("sent", "onsite", "--all")
    assert len(book_lines(home, "sent")) == 2

    # The employer's date: five working days after Friday the 4th is Friday the 11th.
    assert "Next, Fri 11 Dec 10:00: Check in" in acme.ok("heard", "acme", "they decide by", "--decision-by", "2026-12-04")
    acme.ok("note", "acme", "--learned", "they release on Tuesdays")
    assert book_lines(home, "learned") == ["they release on Tuesdays"]

    assert "send the sample" in acme.ok("promise", "acme", "send the sample", "--by", "2026-11-27")
    assert "Kept: send the sample" in acme.ok("kept", "acme", "send")

    plan = acme.json("plan", "acme")
    assert [m["milestone"] for m in plan["milestones"]] == ["check-in", "second-check-in", "move-on"]
    assert plan["milestones"][0]["opens"] == "2026-12-11T10:00:00+01:00"
    assert "5 working days" in acme.ok("why", "acme", "check-in")

    assert "offer" in acme.ok("outcome", "acme", "offer", "--answer-by", "2026-12-11")
    show = acme.ok("show", "acme")
    for part in ("offer", "sent thank-you to Dana Li", "they decide by Fri 4 Dec", "they release on Tuesdays"):
        assert part in show

    before = home.read_book().decode()
    removed = acme.fails(0, "remove", "acme-onsite")
    assert removed.stdout.strip() == before.strip() and removed.stderr == "Removed acme-onsite.\n"
    assert acme.json("list", "--all")["interviews"] == []
    assert acme.ok().startswith("The book is empty.")


REFUSALS = [
    (4, "show globex"), (4, "sent globex"), (4, "why acme frobnicate"),
    (2, "sent acme"), (2, "sent acme --to Zoe"), (2, "sent acme Dana"), (2, "sent acme --to Dana --at tomorrow"),
    (2, "sent acme --to Dana --via pigeon"), (2, "move acme 25:00"), (2, "outcome acme ghosted"),
    (2, "state acme gone"), (2, "set acme colour=red"), (2, "set acme when=yesterday-ish"),
    (2, "add Acme --at tue"), (2, "add Acme --at tue 14:00 --zone Europe/Berln"), (2, "add Acme --at 03/04"),
    (2, "add Acme --at tue 9:00 --id UPPER"), (2, "add Acme --at tue 9:00 --kind chat"),
    (2, "snooze acme yesterday"), (2, "pause 25:00"), (2, "plan --until whenever"),
    (5, "sent acme check-in"), (1, "kept acme"),
]


@pytest.mark.parametrize("code,line", REFUSALS, ids=[line for _, line in REFUSALS])
def test_a_refusal_says_why_and_changes_nothing(acme, home, code, line):
    before = home.read_book()
    done = acme.fails(code, *line.split())
    assert done.stdout == "" and done.stderr.startswith("followupctl: ") and len(done.stderr.split()) > 4
    assert "(null)" not in done.stderr
    assert home.read_book() == before
    answer = json.loads(acme.fails(code, "--json", *line.split()).stdout)
    assert answer["exit"] == code and answer["text"]


def test_unclear_whom_is_answered_by_the_commands_to_type(acme):
    said = acme.fails(2, "sent", "acme", "--via", "phone").stderr.splitlines()
    commands = [line.strip() for line in said if line.startswith("  followupctl")]
    assert [command.partition(" sent ")[2] for command in commands] == [
        "acme --via phone --to 'Dana Li'", "acme --via phone --to 'Sam Roe'", "acme --via phone --all"]


def test_pushy_may_be_forced(acme, home):
    refused = acme.fails(5, "sent", "acme", "check-in")
    assert "Tue 1 Dec" in refused.stderr and "--force" in refused.stderr  # 7 days after the interview
    acme.ok("sent", "acme", "check-in", "--force")
    assert " forced" in book_lines(home, "sent")[0]


def test_holding_back(acme):
    assert "tomorrow 09:00" in acme.ok("snooze", "acme", "thank-you", "tomorrow", "9:00")
    assert {m["status"] for m in acme.json()["due"] if m["milestone"] == "thank-you"} == {"snoozed"}
    assert acme.ok("pause", "until", "tomorrow", "9:00")
    assert acme.ok().startswith("Paused until tomorrow 09:00")
    acme.ok("resume")
    assert acme.json()["paused"] is None
    acme.ok("pause")
    assert acme.ok().startswith("Paused: no pop-ups until you type followupctl resume")
    acme.ok("skip", "acme", "thank-you", "--to", "Sam")
    statuses = {m["to"][0]["name"]: m["status"] for m in acme.json("show", "acme")["milestones"]
                if m["milestone"] == "thank-you"}
    assert statuses == {"Dana Li": "snoozed", "Sam Roe": "skipped"}


def test_a_bad_book_is_said_and_not_edited(acme, home):
    home.write_book(home.read_book().decode() + "decision-by = 2026-13-01\n")
    done = acme.fails(1, "reload")
    assert "interviews.ini:" in done.stdout and "2026-13-01" in done.stdout
    before = home.read_book()
    refused = acme.fails(1, "note", "acme", "x")
    assert "interviews.ini:" in refused.stderr and "Nothing was changed" in refused.stderr
    assert home.read_book() == before and "Wrong" in acme.ok()


def test_version_of_both(acme):
    ours, theirs = acme.ok("version").splitlines()
    assert (ours.split()[0], theirs.split()[0]) == ("followupctl", "followupd")
    assert ours.split()[1] == theirs.split()[1]


def test_what_is_written_down_is_to_the_minute(acme, home, clock):
    clock.set("2026-11-24 17:31:20")
    acme.ok("sent", "acme", "--to", "Dana")
    acme.ok("skip", "acme", "thank-you", "--to", "Sam")
    acme.ok("state", "acme", "no-show")
    acme.ok("move", "acme", "thu 14:00")
    stamps = [line[:22] for key in ("sent", "skipped", "state") for line in book_lines(home, key)]
    assert stamps == ["2026-11-24 17:31+01:00"] * 3


def test_a_thank_you_that_was_never_noted_was_not_said(acme, clock, home):
    clock.set("2026-12-03 10:00")  # nine days later: too late for one, and yet it may have been sent in time
    assert "passed" in acme.ok("show", "acme")
    both = acme.fails(2, "sent", "acme", "thank-you", "--at", "2026-11-25 09:00")
    assert "not yet thanked at Acme Corp: Dana Li and Sam Roe" in both.stderr
    acme.ok("sent", "acme", "thank-you", "--to", "Sam", "--at", "2026-11-25 09:00")
    assert "thank-you to Dana Li" in acme.ok("sent", "acme", "thank-you", "--at", "2026-11-25 09:00")
    assert "was thanked already" in acme.fails(1, "sent", "acme", "thank-you").stderr


def test_a_part_of_a_promise_is_enough_where_it_fits_no_other(acme):
    for text in ("send the link to my talk", "send the slides", "talk to Sam"):
        acme.ok("promise", "acme", text, "--by", "2026-11-27")
    assert "Open are" in acme.fails(2, "kept", "acme", "the").stderr
    assert "Kept: talk to Sam, Tue 24 Nov 17:30." in acme.ok("kept", "acme", "talk")  # a beginning goes before a part
    assert "Kept: send the slides, Tue 24 Nov 17:30." in acme.ok("kept", "acme", "Slides")
    assert "Kept: send the link to my talk, Tue 24 Nov 17:30." in acme.ok("kept", "acme", "my talk")


def test_what_changes_nothing_says_so_and_is_no_change(acme):
    assert acme.json("resume")["change"] is None
    assert acme.ok("move", "acme", "2026-11-24", "14:00") == (
        "acme-onsite stays where it was: Tue 24 Nov 14:00.\n" + acme.ok("note", "acme", "parsers").partition("\n")[2])
    assert "Noted for acme" in acme.ok("undo")


def test_the_log_is_in_order_within_a_minute(acme):
    acme.ok("sent", "acme", "--to", "Dana")
    acme.ok("note", "acme", "parsers")
    rows = [line.split()[0] for line in acme.ok("log").splitlines()[1:]]
    assert rows == ["1", "2", "3"]


@pytest.mark.parametrize("outcome,milestone", [("open", "check-in"), ("rejected", "gracious-reply"), ("offer", "offer-reply"),
                                               ("accepted", "offer-decision"), ("declined", "offer-decision"),
                                               ("withdrawn", "withdraw"), ("no-response", "check-in")])
def test_where_nothing_is_open_the_message_that_fits_is_named(acme, outcome, milestone):
    acme.ok("sent", "acme", "--all")
    if outcome != "open":
        acme.ok("outcome", "acme", outcome)
    while (told := acme.run("sent", "acme")).code == 0:  # what the outcome itself asks for
        pass
    assert f"followupctl sent acme-onsite {milestone} (or reply, other)" in told.stderr
    assert f"followupctl draft acme-onsite {milestone}" in acme.fails(1, "draft", "acme").stderr


@pytest.mark.parametrize("milestone", ["thank-you", "check-in", "second-check-in", "move-on", "next-steps"])
def test_what_comes_after_an_interview_is_not_skipped_before_it(acme, clock, home, milestone):
    acme.ok("add", "Beta", "--at", "fri 14:00", "--with", "Bo <bo@beta.example>")
    before = home.read_book()
    assert f"{milestone} of beta comes after the interview, Fri 27 Nov 14:00; skip it then" in acme.fails(
        2, "skip", "beta", milestone).stderr
    assert home.read_book() == before
    acme.ok("skip", "beta", "prepare")
    clock.set("2026-11-27 15:30")
    acme.ok("skip", "beta", milestone)
    if milestone in ("thank-you", "check-in"):
        assert [m["status"] for m in acme.json("show", "beta")["milestones"] if m["milestone"] == milestone] == ["skipped"]


@pytest.mark.parametrize("name", ["axis", "acme", "a"])
def test_what_was_removed_can_be_put_back(home, clock, new_daemon, ctl, name):
    """The interviews around it begin with the same letters, and so do their lines."""
    section = f"[{name}]\ncompany = A\nwhen = 2026-12-02 10:00\nzone = UTC\n\n"
    around = [f"[{other}]\ncompany = A\nwhen = 2026-12-03 10:00\nzone = UTC\n\n" for other in ("axe", "axis-2")]
    home.write_book(around[0] + section + around[1])
    clock.set("2026-11-24 17:30")
    new_daemon(clock=clock).start()
    assert ctl.ok("remove", name) == section
    assert home.read_book().decode() == around[0] + around[1]
