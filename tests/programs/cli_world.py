"""What a daemon would answer on Wednesday, 25 November 2026, 09:00 in Berlin: one answer a method, for
the tests of followupctl alone. The interviews are imaginary, the arithmetic was done by hand."""

import pytest
from harness.scripted import Scripted

CLOCK = {"version": 1, "now": "2026-11-25T09:00:00+01:00", "zone": "Europe/Berlin"}

DANA = {"name": "Dana Li", "address": "dana@acme.example"}
SAM = {"name": "Sam Roe", "address": "sam@acme.example"}
INES = {"name": "Inês Lopes", "address": "ines@agency.example"}


def milestone(name, status, title, opens, deadline, **more):
    """One milestone of acme-onsite unless told otherwise."""
    return {"key": f"acme-onsite/{name}", "interview": "acme-onsite", "process": "acme corp",
            "company": "Acme Corp", "milestone": name, "title": title, "to": [], "status": status,
            "opens": opens, "moment": opens, "deadline": deadline, "last_call": None,
            "next_popup": None, "shown": 0, "of": 2, "rule": name, "reason": "", "finish": None,
            "assumes": None, "done": None, **more}


THANK_DANA = milestone(
    "thank-you", "due", "Thank Dana Li (Acme Corp)", "2026-11-24T16:45:00+01:00",
    "2026-11-25T14:45:00+01:00", to=[DANA], finish="followupctl sent acme-onsite --to Dana")
THANK_SAM = milestone(
    "thank-you", "done", "Thank Sam Roe (Acme Corp)", "2026-11-24T16:45:00+01:00",
    "2026-11-25T14:45:00+01:00", to=[SAM], done="2026-11-24T18:10:00+01:00")
CHECK_IN = milestone(
    "check-in", "upcoming", "Check in with Acme Corp", "2026-12-11T10:00:00+01:00",
    "2026-12-18T18:00:00+01:00", finish="followupctl sent acme-onsite check-in",
    assumes="thank-you sent 2026-11-25")
MOVE_ON = milestone(
    "move-on", "upcoming", "Move on from Acme Corp", "2027-01-05T10:00:00+01:00", None)
LATE = milestone(
    "promise", "late", "Send the work sample (Müller & 東京電力)", "2026-11-23T10:00:00+01:00",
    "2026-11-24T18:00:00+01:00", interview="mueller-phone", company="Müller & 東京電力",
    finish="followupctl kept mueller-phone")
MILESTONES = [THANK_DANA, THANK_SAM, CHECK_IN, MOVE_ON]

ACME = {"id": "acme-onsite", "company": "Acme Corp", "process": "acme corp", "role": "Systems Engineer",
        "when": "2026-11-24T14:00:00+01:00", "end": "2026-11-24T14:45:00+01:00", "zone": "Europe/Berlin",
        "kind": "onsite", "state": "held", "outcome": "open", "decision_by": "2026-12-04",
        "interviewers": [DANA, SAM], "contacts": [INES], "open": 1, "next": THANK_DANA}
MUELLER = {"id": "mueller-phone", "company": "Müller & 東京電力", "process": "müller & 東京電力", "role": None,
           "when": "2026-11-27T10:30:00+09:00", "end": "2026-11-27T11:00:00+09:00", "zone": "Asia/Tokyo",
           "kind": "phone", "state": "held", "outcome": "open", "decision_by": None, "interviewers": [],
           "contacts": [], "open": 1, "next": LATE}
GLOBEX = {**ACME, "id": "globex-final", "company": "Globex", "role": None, "outcome": "rejected",
          "when": "2026-11-02T09:00:00+01:00", "next": None, "open": 0}

LOG = [
    {"id": "acme-onsite", "company": "Acme Corp", "at": "2026-11-24T18:10:00+01:00", "direction": "sent",
     "channel": "email", "milestone": "thank-you", "person": "Sam Roe", "text": "Thank you",
     "decision_by": None, "forced": False, "change": 14},
    {"id": "acme-onsite", "company": "Acme Corp", "at": "2026-11-25T08:00:00+01:00", "direction": "heard",
     "channel": "phone", "milestone": None, "person": "Dana Li", "text": "they need another week",
     "decision_by": "2026-12-11", "forced": False, "change": None},
]

CHANGES = [
    {"change": 14, "at": "2026-11-24T18:11:00+01:00", "id": "acme-onsite", "text": "Sent: thank-you to Sam Roe.",
     "written": ["sent = 2026-11-24 18:10+01:00 thank-you email to Sam Roe: Thank you"], "removed": [], "undoes": None,
     "undone": None, "undoable": True},
    {"change": 15, "at": "2026-11-24T18:12:00+01:00", "id": "acme-onsite", "text": "Noted for acme-onsite: topic.",
     "written": ["topic = parsing"], "removed": [], "undoes": None, "undone": 16, "undoable": True},
    {"change": 16, "at": "2026-11-24T18:13:00+01:00", "id": "acme-onsite", "text": "Taken back change 15: Noted.",
     "written": [], "removed": ["topic = parsing"], "undoes": 15, "undone": None, "undoable": True},
]

PATHS = {"book": "/home/me/book.ini", "settings": "/home/me/followupd.conf", "memory": "/home/me/popups.ini",
         "socket": "/run/user/1000/followupd/control"}
HINT = {"code": "hint", "file": "/home/me/book.ini", "line": 12,
        "text": "zone is not given; Europe/Berlin is taken", "remedy": "Write zone = Europe/Berlin"}
BROKEN = {"code": "book", "file": "/home/me/book.ini", "line": 31, "text": "\"2026-13-01\" is no date",
          "remedy": "Mend line 31; the last good version is used meanwhile"}


def changed(text):
    return {**CLOCK, "text": text, "written": [], "change": 17, "interview": ACME, "milestones": MILESTONES}


ANSWERS = {
    "Status": {**CLOCK, "paused": None, "problems": [HINT], "due": [THANK_DANA, LATE],
               "next": [CHECK_IN, MOVE_ON], "interviews": 3, "paths": PATHS,
               "server": {"state": "present", "name": "dunst", "text": None}, "program": "0.1.0"},
    "List": {**CLOCK, "interviews": [ACME, MUELLER, GLOBEX]},
    "Show": {**CLOCK, "interview": ACME, "notes": [{"kind": "topic", "text": "zero-copy parsers"}],
             "log": LOG, "milestones": MILESTONES, "lines": ["[acme-onsite]", "company = Acme Corp"]},
    "Log": {**CLOCK, "log": LOG, "changes": CHANGES},
    "Timeline": {**CLOCK, "processes": [{"company": "Acme Corp", "process": None, "interviews": [ACME],
                                         "milestones": MILESTONES, "log": LOG}]},
    "Plan": {**CLOCK, "milestones": [LATE, THANK_DANA, CHECK_IN, MOVE_ON]},
    "Why": {**CLOCK, "milestones": [CHECK_IN],
            "sentences": ["They said they would decide by Fri 4 Dec; five working days later is Fri 11 Dec."],
            "explanations": [{"rule": "Ask how things stand.", "source": "an article", "change": None, "inputs": [
                {"name": "decision-by", "at": None, "date": "2026-12-04", "value": None},
                {"name": "check-in-grace", "at": None, "date": None, "value": "5bd"}],
                "arithmetic": "They said they would decide by Fri 4 Dec; 5 working days later it is fine to ask."}]},
    "Add": changed("Added acme-onsite: Acme Corp, Tue 24 Nov 14:00."),
    "Set": changed("Set decision-by of acme-onsite to Fri 4 Dec."),
    "Note": changed("Noted for acme-onsite: zero-copy parsers."),
    "Sent": changed("Sent: thank-you to Sam Roe (acme-onsite)."),
    "Heard": changed("Heard from Acme Corp."),
    "Promise": changed("Promised by Fri 27 Nov: send the work sample."),
    "Kept": changed("Kept: send the work sample."),
    "State": changed("acme-onsite is cancelled."),
    "Outcome": changed("Acme Corp: offer."),
    "Move": changed("Moved acme-onsite to Thu 26 Nov 10:00."),
    "Snooze": {**CLOCK, "text": "Snoozed until today 11:00.", "milestones": MILESTONES},
    "Skip": changed("Skipped check-in of acme-onsite."),
    "Remove": {**CLOCK, "text": "Removed acme-onsite.",
               "removed": "[acme-onsite]\ncompany = Acme Corp\n\n# call first\nrole = x\x1b[31my\n"},
    "Undo": {**changed("Taken back change 15: Noted for acme-onsite: topic."), "removed": ["topic = parsing"]},
    "Pause": {**CLOCK, "text": "Paused until today 11:00.", "paused": "2026-11-25T11:00:00+01:00"},
    "Resume": {**CLOCK, "text": "Pop-ups come again.", "change": 17},
    "Reload": {**CLOCK, "text": "Read the book anew.", "problems": []},
    "Doctor": {**CLOCK, "checks": [{"name": "book", "state": "ok", "text": "/home/me/book.ini", "remedy": None}]},
    "TestPopup": {**CLOCK, "shown": True, "text": "The pop-up is on the screen.", "remedy": None, "server": "dunst"},
    "GetInfo": {"vendor": "followupd", "product": "followupd", "version": "0.1.0", "url": "",
                "interfaces": ["io.followupd.Control"]},
}


@pytest.fixture
def scripted(home):
    """Makes the daemon of a test: scripted(Sent=Error("Refused", text="…"))."""
    made = []

    def make(**answers):
        made.append(Scripted(home.socket, **{**ANSWERS, **answers}))
        return made[-1]
    yield make
    for one in made:
        one.close()
