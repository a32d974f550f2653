"""Every verb of followupctl: what it asks the daemon, what it says to people and to programs. The daemon
is a scripted one (cli_world.py); with the real one the verbs are tested beside what it does."""

import json
import shlex

import pytest
from cli_world import ANSWERS, BROKEN, CLOCK, HINT, changed, scripted  # noqa: F401 (a fixture)

# What is typed, the method it calls, the parameters it sends.
CALLS = [
    ("", "Status", {}),
    ("status", "Status", {}),
    ("list", "List", {}),
    ("list --all Acme Corp", "List", {"all": True, "company": "Acme Corp"}),
    ("show acme", "Show", {"id": "acme"}),
    ("log", "Log", {}),
    ("log acme", "Log", {"id": "acme"}),
    ("plan", "Plan", {}),
    ("plan acme --until +2w", "Plan", {"id": "acme", "until": "+2w"}),
    ("timeline", "Timeline", {}),
    ("timeline --all Acme Corp", "Timeline", {"all": True, "company": "Acme Corp"}),
    ("why acme", "Why", {"id": "acme"}),
    ("why acme check-in", "Why", {"id": "acme", "milestone": "check-in"}),
    ("add Acme Corp --at 2026-11-24 14:00", "Add", {"company": "Acme Corp", "at": "2026-11-24 14:00"}),
    ("add Acme --at 'last tue 14:00' --for=45min --role Engineer --with 'Dana Li <d@x>' --with Sam "
     "--contact Ines --zone Europe/Berlin --kind onsite --topic 'a b' --topic c --decision-by fri "
     "--process p --id acme-1", "Add",
     {"company": "Acme", "at": "last tue 14:00", "for": "45min", "role": "Engineer",
      "with": ["Dana Li <d@x>", "Sam"], "contact": ["Ines"], "zone": "Europe/Berlin", "kind": "onsite",
      "topic": ["a b", "c"], "decision_by": "fri", "process": "p", "id": "acme-1"}),
    ("set acme decision-by=2026-12-04 'role=Lead Engineer'", "Set",
     {"id": "acme", "values": ["decision-by=2026-12-04", "role=Lead Engineer"]}),
    ("note acme zero-copy parsers", "Note", {"id": "acme", "text": "zero-copy parsers"}),
    ("note acme --learned they release on Tuesdays", "Note",
     {"id": "acme", "kind": "learned", "text": "they release on Tuesdays"}),
    ("sent acme", "Sent", {"id": "acme"}),
    ("sent acme thank-you --to Dana --to 'Sam Roe' --via phone --at yesterday 16:00 --text Hi --force",
     "Sent", {"id": "acme", "milestone": "thank-you", "to": ["Dana", "Sam Roe"], "via": "phone",
              "at": "yesterday 16:00", "text": "Hi", "force": True}),
    ("sent acme --all", "Sent", {"id": "acme", "all": True}),
    ("heard acme", "Heard", {"id": "acme"}),
    ("heard acme they need a week --decision-by fri --from Dana --via phone --at 9:00", "Heard",
     {"id": "acme", "text": "they need a week", "decision_by": "fri", "from": "Dana", "via": "phone",
      "at": "9:00"}),
    ("promise acme send the sample --by fri --lead 2bd", "Promise",
     {"id": "acme", "text": "send the sample", "by": "fri", "lead": "2bd"}),
    ("promise acme call --by +3d --theirs", "Promise",
     {"id": "acme", "text": "call", "by": "+3d", "theirs": True}),
    ("kept acme", "Kept", {"id": "acme"}),
    ("kept acme send the --at today 9:00", "Kept", {"id": "acme", "text": "send the", "at": "today 9:00"}),
    ("state acme no-show", "State", {"id": "acme", "state": "no-show"}),
    ("outcome acme offer --answer-by 2026-12-11 --at yesterday --text great", "Outcome",
     {"id": "acme", "outcome": "offer", "answer_by": "2026-12-11", "at": "yesterday", "text": "great"}),
    ("move acme thu 10:00", "Move", {"id": "acme", "at": "thu 10:00"}),
    ("cancel acme", "State", {"id": "acme", "state": "cancelled"}),
    ("remove acme", "Remove", {"id": "acme"}),
    ("undo", "Undo", {}),
    ("undo 14", "Undo", {"change": 14}),
    ("snooze acme 2h", "Snooze", {"id": "acme", "until": "2h"}),
    ("snooze acme tomorrow 9:00", "Snooze", {"id": "acme", "until": "tomorrow 9:00"}),
    ("snooze acme next tue 9:00", "Snooze", {"id": "acme", "until": "next tue 9:00"}),
    ("snooze acme until fri", "Snooze", {"id": "acme", "until": "fri"}),
    ("snooze acme check-in 2h", "Snooze", {"id": "acme", "milestone": "check-in", "until": "2h"}),
    ("snooze acme check-in for 3 days", "Snooze",
     {"id": "acme", "milestone": "check-in", "until": "3 days"}),
    ("snooze acme my-own in 2 weeks", "Snooze",
     {"id": "acme", "milestone": "my-own", "until": "in 2 weeks"}),
    ("skip acme thank-you --to Sam", "Skip", {"id": "acme", "milestone": "thank-you", "to": ["Sam"]}),
    ("pause", "Pause", {}),
    ("pause until mon 9:00", "Pause", {"until": "mon 9:00"}),
    ("resume", "Resume", {}),
    ("reload", "Reload", {}),
    ("test-popup", "TestPopup", {}),
    ("version", "GetInfo", {}),
]


# Verbs that do more, or less, than to ask once, and where they are tested.
OTHERWISE = {"help": "test_cli_docs", "edit": "test_cli_edit", "watch": "test_cli_watch", "doctor": "test_cli_doctor",
             "completion": "test_cli_completion", "draft": "test_letters", "check": "test_letters"}


@pytest.mark.parametrize("line,method,parameters", CALLS, ids=[line or "nothing" for line, *_ in CALLS])
def test_what_is_asked(scripted, ctl, line, method, parameters):
    daemon = scripted()
    ctl.ok(*shlex.split(line))
    assert daemon.call == (method, parameters)


@pytest.mark.parametrize("line,method,_", CALLS, ids=[line or "nothing" for line, *_ in CALLS])
def test_json_is_the_answer_as_it_came(scripted, ctl, line, method, _):
    scripted()
    out = ctl.ok("--json", *shlex.split(line))
    if method == "GetInfo":
        assert json.loads(out) == {"version": 1, "program": "0.1.0", "daemon": "0.1.0"}
    else:
        assert json.loads(out) == ANSWERS[method]
        assert list(json.loads(out)) == list(ANSWERS[method]), "the order of the keys"
    assert "\x1b" not in out


def test_every_verb_is_in_the_list_above(ctl):
    verbs = {verb["name"] for verb in json.loads(ctl.ok("help", "--json"))["verbs"]}
    assert verbs == {line.split()[0] for line, *_ in CALLS if line} | set(OTHERWISE)


SAID = {
    "status": """\
Due now
  Thank Dana Li (Acme Corp)
    by today 14:45
    followupctl sent acme-onsite --to Dana
  Send the work sample (Müller & 東京電力)
    late since yesterday 18:00
    followupctl kept mueller-phone

Next
  Fri 11 Dec 10:00      Check in with Acme Corp
  Tue 5 Jan 2027 10:00  Move on from Acme Corp

Wrong
  /home/me/book.ini:12: zone is not given; Europe/Berlin is taken
    Write zone = Europe/Berlin

3 interviews in the book; pop-ups by dunst
Book      /home/me/book.ini
Settings  /home/me/followupd.conf
Memory    /home/me/popups.ini
Socket    /run/user/1000/followupd/control
""",
    "list": """\
ID             COMPANY            ROLE              WHEN              STATE     NEXT
acme-onsite    Acme Corp          Systems Engineer  yesterday 14:00   held      thank-you, by today 14:45
mueller-phone  Müller & 東京電力                    Fri 27 Nov 02:30  ahead     promise, late since yesterday 18:00
globex-final   Globex                               Mon 2 Nov 09:00   rejected
""",
    "log": """\
N   WHEN             ID           WHAT                                                 TEXT
14  yesterday 18:10  acme-onsite  sent thank-you to Sam Roe, email                     Thank you
15  yesterday 18:12  acme-onsite  Noted for acme-onsite: topic. (taken back by 16)     topic = parsing
16  yesterday 18:13  acme-onsite  Taken back change 15: Noted.
    today 08:00      acme-onsite  heard from Dana Li, phone; they decide by Fri 11 Dec  they need another week
""",
    "plan": """\
WHEN                         WHAT                                                   DEADLINE          ID             WHEN DONE
late since yesterday 18:00  Send the work sample (Müller & 東京電力)               yesterday 18:00  mueller-phone  followupctl kept mueller-phone
by today 14:45               Thank Dana Li (Acme Corp)                              today 14:45       acme-onsite    followupctl sent acme-onsite --to Dana
Fri 11 Dec 10:00             Check in with Acme Corp (if thank-you sent 2026-11-25)  Fri 18 Dec 18:00  acme-onsite    followupctl sent acme-onsite check-in
Tue 5 Jan 2027 10:00         Move on from Acme Corp                                                   acme-onsite
""",
    "why acme check-in": """\
Check in with Acme Corp: Fri 11 Dec 10:00
  They said they would decide by Fri 4 Dec; five working days later is Fri 11 Dec.
""",
    "sent acme --to Sam": """\
Sent: thank-you to Sam Roe (acme-onsite).
Next, by today 14:45: Thank Dana Li (Acme Corp)
  followupctl sent acme-onsite --to Dana
""",
    "undo": """\
Taken back change 15: Noted for acme-onsite: topic.
Next, by today 14:45: Thank Dana Li (Acme Corp)
  followupctl sent acme-onsite --to Dana
  - topic = parsing
""",
    "pause 2h": "Paused until today 11:00.\n",
    "reload": "Read the book anew.\n",
    "test-popup": "The pop-up is on the screen. (dunst)\n",
    "version": "followupctl 0.1.0\nfollowupd 0.1.0\n",
}


@pytest.mark.parametrize("line", SAID)
def test_what_is_said(scripted, home, ctl, line):
    home.zone = "America/New_York"  # the daemon's zone counts, not that of the caller
    scripted()
    assert " ".join(ctl.ok(*line.split()).split()) == " ".join(SAID[line].split())


def test_the_layout_of_a_pipe(scripted, ctl):
    """Columns stand under each other, also behind wide characters; nothing is cut."""
    scripted()
    assert ctl.ok("list").splitlines() == SAID["list"].splitlines()
    assert ctl.ok("status").splitlines()[:7] == SAID["status"].splitlines()[:7]


def test_show_says_all_there_is(scripted, ctl):
    scripted()
    out = ctl.ok("show", "acme")
    for part in ("Acme Corp, Systems Engineer", "Begins       yesterday 14:00\n", "Ends         yesterday 14:45\n",
                 "They decide  Fri 4 Dec", "With         Dana Li <dana@acme.example>",
                 "             Sam Roe <sam@acme.example>", "Contact      Inês Lopes <ines@agency.example>",
                 "topic        zero-copy parsers", "sent thank-you to Sam Roe, email", "[acme-onsite]",
                 "done yesterday 18:10"):
        assert part in out


def test_add_says_what_follows(scripted, ctl):
    scripted()
    first, gap, heading, *rest = ctl.ok("add", "Acme Corp", "--at", "tue").splitlines()
    assert first == "Added acme-onsite: Acme Corp, Tue 24 Nov 14:00." and gap == ""
    assert heading.startswith("WHEN") and len(rest) == 4


def test_what_comes_next_is_what_is_at_hand_first(scripted, ctl):
    later = changed("Noted.")
    later["milestones"] = list(reversed(later["milestones"]))
    scripted(Note=later)
    assert "Next, by today 14:45: Thank Dana Li" in ctl.ok("note", "acme", "x")


def test_what_comes_next_may_lie_ahead_or_be_nothing(scripted, ctl):
    ahead, nothing = changed("Noted."), changed("Skipped.")
    ahead["milestones"] = ahead["milestones"][1:]
    nothing["milestones"] = []
    scripted(Note=ahead, Skip=nothing)
    assert ctl.ok("note", "acme", "x") == "Noted.\nNext, Fri 11 Dec 10:00: Check in with Acme Corp\n"
    assert ctl.ok("skip", "acme", "check-in") == "Skipped.\nNothing more is planned here.\n"


def test_removed_lines_can_be_put_back(scripted, ctl):
    """They alone are on stdout, byte for byte; the words are elsewhere."""
    scripted()
    done = ctl.fails(0, "remove", "acme")
    assert done.stdout == ANSWERS["Remove"]["removed"]
    assert done.stderr == "Removed acme-onsite.\n"


@pytest.mark.parametrize("answer,said", [
    ({"due": [], "next": [], "interviews": 0, "problems": []}, "The book is empty. Your next interview: "
     "followupctl add COMPANY --at WHEN\n\n0 interviews in the book"),
    ({"due": [], "problems": []}, "Nothing is due.\n\nNext\n"),
    ({"due": [], "next": [], "interviews": 1}, "Nothing is due, and nothing is planned.\n"),
    ({"interviews": 1}, "\n1 interview in the book;"),
    ({"paused": "2026-11-25T11:00:00+01:00"},
     "Paused until today 11:00: no pop-ups. To end it: followupctl resume\n"),
    ({"paused": ""}, "Paused: no pop-ups until you type followupctl resume\n"),
    ({"server": {"state": "hung", "name": None, "text": None}}, "; the notification server does not answer\n"),
    ({"server": {"state": "unknown", "name": None, "text": None}}, "3 interviews in the book\n"),
    ({"program": "0.0.9"}, "The daemon that runs is version 0.0.9, this is 0.1.0."),
    ({"problems": [BROKEN]}, "  /home/me/book.ini:31: \"2026-13-01\" is no date\n    Mend line 31"),
    ({"problems": [{"code": "server", "file": None, "line": None, "text": "No server", "remedy": None}]},
     "Wrong\n  No server\n\n"),
    ({"next": ANSWERS["Status"]["next"] * 4}, "  … and 3 more: followupctl plan\n"),
])
def test_status_of_other_days(scripted, ctl, answer, said):
    scripted(Status={**ANSWERS["Status"], **answer})
    assert said in ctl.ok()


@pytest.mark.parametrize("line,field,said", [
    ("list", "interviews", "No open interview."),
    ("plan", "milestones", "Nothing is planned."), ("why acme", "sentences", "Nothing is asked for here"),
])
def test_nothing_to_show_says_so(scripted, ctl, line, field, said):
    method = line.split()[0].capitalize()
    scripted(**{method: {**ANSWERS[method], field: []}})
    assert ctl.ok(*line.split()).startswith(said)


def test_an_empty_log_says_so(scripted, ctl):
    scripted(Log={**CLOCK, "log": [], "changes": []})
    assert ctl.ok("log").startswith("Nothing was sent or heard yet.")


@pytest.mark.parametrize("problems,code", [([], 0), ([HINT], 0), ([HINT, BROKEN], 1)])
@pytest.mark.parametrize("json_option", [[], ["--json"]])
def test_reload_of_a_bad_book_fails(scripted, ctl, problems, code, json_option):
    scripted(Reload={**ANSWERS["Reload"], "problems": problems})
    done = ctl.fails(code, "reload", *json_option)
    assert all(problem["remedy"] in done.stdout for problem in problems)


def test_a_daemon_of_another_version_is_named(scripted, ctl):
    scripted(GetInfo={**ANSWERS["GetInfo"], "version": "0.0.9"})
    out = ctl.ok("version")
    assert out.startswith("followupctl 0.1.0\nfollowupd 0.0.9\nThey differ.")
    assert "systemctl --user restart followupd.service" in out


def test_fields_that_are_missing_or_new_do_no_harm(scripted, ctl):
    """Fields are only ever added: an older daemon lacks some, a newer one has more."""
    scripted(**{method: {**CLOCK, "new": {"deep": [1, None]}} for method in ANSWERS})
    for line, *_ in CALLS:
        ctl.fails(1 if line == "test-popup" else 0, *shlex.split(line))


@pytest.mark.parametrize("piece", [1, 7, 4096])
def test_answers_may_come_in_pieces(scripted, ctl, piece):
    scripted().piece = piece
    assert ctl.json("list") == ANSWERS["List"]


def test_long_answers(scripted, ctl):
    many = {**CLOCK, "interviews": ANSWERS["List"]["interviews"] * 400}
    scripted(List=many)
    assert ctl.json("list") == many
    assert len(ctl.ok("list").splitlines()) == 1201
