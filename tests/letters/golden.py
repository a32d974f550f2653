"""All shipped letters, filled with every fact there is ("full") and with none that may be missing ("bare").

golden/LANGUAGE/MILESTONE[.CHANNEL][.N].full.txt and .bare.txt are what they must come to: read them before you let
    tests/letters/golden.py BUILD
write them anew.
"""

import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
GOLDEN = ROOT / "tests/letters/golden"
DATA = ROOT / "cli/letters/data"
sys.path.insert(0, str(ROOT / "tests/programs"))

from harness.scripted import Scripted  # noqa: E402 (the path comes first)

SIGNATURE = "Max Winter\n+49 555 0123\n"
CALLS = [(milestone, channel) for milestone, *channels in (
    ["thank-you", "email", "linkedin"], ["check-in", "email", "phone"], ["second-check-in", "email", "phone", "linkedin"],
    ["next-steps", "email"], ["promise", "email"], ["promise-theirs", "email"], ["gracious-reply", "email"],
    ["offer-reply", "email"], ["offer-decision", "email"], ["no-show", "email"], ["withdraw", "email"])
    for channel in channels]
# What only some facts bring out: the letter and what is changed in the full facts.
SPECIAL = {
    "check-in.arranger": ("check-in", {"to": ["contact"]}),
    "offer-decision.declined": ("offer-decision", {"outcome": "declined"}),
    "offer-decision.open": ("offer-decision", {"outcome": "offer"}),
}


def person(name, number, of, **more):
    first = name.split()[0].lower()
    return {"name": name, "address": f"{first}@acme.example", "robot": False, "interviewer": number >= 0,
            "number": number, "of": of, "thanked": False, "post": None, "rapport": None, "phone": "+49 555 0199",
            "channels": [], **more}


PANEL = [person(name, number, 4) for number, name in enumerate(["Dana Li", "Sam Roe", "Eva Maas", "Uli Park"])]
CONTACT = person("Inês Lopes", -1, 0)
NOTES = {
    "en": [("topic", f"Dana: {t}") for t in ("zero-copy parsers", "the night shift")] +
          [("topic", f"Sam: {t}") for t in ("the build farm", "your first week there")] +
          [("topic", f"Eva: {t}") for t in ("how releases are cut", "the quiet hours")] +
          [("topic", f"Uli: {t}") for t in ("the old compiler", "the new one")] +
          [(kind, f"{who}: {text}") for who in ("Dana", "Sam", "Eva", "Uli") for kind, text in (
              ("learned", "every change is reviewed in pairs."), ("concern", "little experience with Rust: I have begun a small project"),
              ("personal", "both of us climb"), ("mishap", "the line broke twice"))] +
          [("topic", "zero-copy parsers"), ("news", "I passed the Kubernetes certificate")],
    "de": [("topic", f"Dana: {t}") for t in ("den neuen Parser", "die Nachtschicht")] +
          [("topic", f"Sam: {t}") for t in ("das Rechenzentrum", "Ihrer ersten Woche dort")] +
          [("topic", f"Eva: {t}") for t in ("die Planung der Auslieferung", "die stillen Stunden")] +
          [("topic", f"Uli: {t}") for t in ("den alten Compiler", "den neuen")] +
          [(kind, f"{who}: {text}") for who in ("Dana", "Sam", "Eva", "Uli") for kind, text in (
              ("learned", "jede Änderung wird zu zweit gelesen."), ("concern", "meine kurze Erfahrung mit Rust: Ich habe ein kleines Projekt begonnen"),
              ("personal", "wir klettern beide"), ("mishap", "die Leitung brach zweimal ab"))] +
          [("topic", "den neuen Parser"), ("news", "Ich habe die Prüfung für Kubernetes bestanden")],
}
PROMISE = {"en": "send the work sample", "de": "die Arbeitsprobe"}


def facts(milestone, language, full, to=None, outcome="accepted"):
    """The daemon's answer to Draft."""
    people = [*PANEL, CONTACT] if full else [{**PANEL[0], "name": "", "address": None, "phone": None, "of": 1, "thanked": True}]
    chosen = PANEL if milestone == "thank-you" and full else [people[0]]
    if to:
        chosen = [CONTACT]
    theirs = milestone == "promise-theirs"
    interview = {"id": "acme", "company": "Acme Corp" if full else "", "process": "acme", "role": "Systems Engineer" if full else None,
                 "when": "2026-11-24T14:00:00+01:00", "end": "2026-11-24T14:45:00+01:00", "zone": "Europe/Berlin",
                 "kind": None, "state": "held", "outcome": "open", "decision_by": "2026-12-04" if full else None,
                 "interviewers": [], "contacts": [], "open": 1, "next": None}
    log = [{"id": "acme", "company": "Acme Corp", "at": "2026-12-14T10:00:00+01:00", "direction": "sent", "channel": "email",
            "milestone": "check-in", "person": None, "text": None, "decision_by": None, "forced": False}]
    asked = milestone == "second-check-in"
    return {"version": 1, "now": "2026-12-21T10:00:00+01:00" if asked else "2026-11-26T10:00:00+01:00", "zone": "Europe/Berlin",
            "interview": interview, "milestone": "promise" if theirs else milestone, "theirs": theirs, "to": chosen, "people": people,
            "notes": [{"kind": kind, "text": text} for kind, text in NOTES[language]] if full else [],
            "promises": [{"text": PROMISE[language], "date": "2026-11-27", "theirs": theirs, "kept": None}] if full else [],
            "log": log if full else [], "others": ["Globex"] if full else [], "language": language,
            "outcome": {"outcome": outcome, "at": "2026-11-25T10:00:00+01:00", "answer_by": "2026-11-30", "text": None} if full else None,
            "thread": None, "pace": None}


def draft(program, reply, *options):
    """The letters that come of an answer, as JSON."""
    home = Path(tempfile.mkdtemp(prefix="fu-", dir="/tmp"))
    own = home / "followupd/letters"
    own.mkdir(parents=True)
    (own / "signature.txt").write_text(SIGNATURE, encoding="utf-8")
    daemon = Scripted(home / "control", Draft=reply)
    command = [program, "--socket", home / "control", "--json", "draft", "acme", *options]
    try:
        done = subprocess.run([str(word) for word in command], capture_output=True, text=True, check=False,
                              env={"FOLLOWUPD_LETTERS": str(DATA), "LANG": "C.UTF-8", "HOME": str(home),
                                   "XDG_CONFIG_HOME": str(home), "PATH": "/usr/bin:/bin"})
    finally:
        daemon.close()
        shutil.rmtree(home)
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)["letters"]


def text_of(letter):
    head = f"Subject: {letter['subject']}\n\n" if letter["subject"] else ""
    return f"{head}{letter['body']}\n"


def all_letters(program):
    """{"en/thank-you.2.full": the letter as JSON}"""
    found = {}
    for language in ("en", "de"):
        for milestone, channel in CALLS:
            for kind in ("full", "bare"):
                reply = facts(milestone, language, kind == "full")
                name = milestone if channel == "email" else f"{milestone}.{channel}"
                for number, letter in enumerate(draft(program, reply, "--via", channel), 1):
                    if number > 1 and channel == "linkedin":
                        continue
                    part = f".{number}" if number > 1 else ""
                    found[f"{language}/{name}{part}.{kind}"] = letter
        for name, (milestone, change) in SPECIAL.items():
            found[f"{language}/{name}.full"] = draft(program, facts(milestone, language, True, **change))[0]
    return found


def templates():
    """The names of all shipped templates."""
    return {path.name for path in DATA.glob("*.txt") if not re.match(r"(language|check)\.", path.name)}


def main():
    program = Path(os.path.realpath(sys.argv[1])) / "followupctl"
    for name, letter in all_letters(program).items():
        path = GOLDEN / f"{name}.txt"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text_of(letter), encoding="utf-8")


if __name__ == "__main__":
    main()
