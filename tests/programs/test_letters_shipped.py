"""The shipped letters: each as it must come to (tests/letters/golden), each by its own checker, none borrowed."""

import hashlib
import re
import sys

import pytest
from harness.needs import built, repository

sys.path.insert(0, str(repository() / "tests/letters"))
import corpus  # noqa: E402 (the path comes first)
import golden  # noqa: E402

# What a user would write into each blank.
OWN_WORDS = {
    "their name": "Dana", "Name": "Dana Li", "whom": "Dana", "wem": "Dana Li", "company": "Acme Corp", "Firma": "Acme Corp",
    "your name": "Max Winter", "Ihr Name": "Max Winter",
    "one thing you talked about": "the way alarms are sorted at night",
    "one sentence about what you can do for them": "six years of calm nights with a pager",
    "What you made of it since, in one sentence": "A small drawing of it hangs above my desk now",
    "one thing they explained": "how a release leaves the house",
    "something you did that fits it": "moving an old system to new machines while it ran",
    "where, in one sentence": "the alarms of the first hour are a good place to begin",
    "what you promised": "send the work sample", "what they offered": "send the handbook",
    "the file that you attach, or a link": "parser.pdf", "One sentence on what they will find in it": "The drawing on page two is the short version",
    "two or three times that suit you": "on Thursday after three and all of Friday",
    "the day by which you will answer": "Thursday",
    "Your answer: that you accept it, or with one kind sentence why you do not": "I accept it with joy",
    "etwas, worüber Sie gesprochen haben": "die Ordnung der Alarme in der Nacht",
    "ein Satz dazu, was Sie dort tun können": "sechs Jahre ruhiger Nächte mit dem Telefon neben dem Bett",
    "Was Ihnen dazu eingefallen ist, in einem Satz": "Eine kleine Zeichnung davon hängt jetzt über meinem Tisch",
    "etwas, das Ihnen erklärt wurde": "den Weg einer Auslieferung aus dem Haus",
    "etwas, das Sie getan haben und das dazu passt": "einem Umzug bei laufendem Betrieb",
    "was, in einem Satz": "Bei den Alarmen der ersten Stunde würde ich anfangen",
    "was zugesagt wurde": "das Handbuch", "die Datei, die Sie anhängen, oder ein Link": "parser.pdf",
    "Ein Satz dazu, was darin zu finden ist": "Die Zeichnung auf Seite zwei ist die kurze Fassung",
    "zwei oder drei Termine": "am Donnerstag ab drei und am ganzen Freitag", "Tag, bis zu dem Sie antworten": "Donnerstag",
    "Ihre Antwort: dass Sie annehmen, oder in einem freundlichen Satz, warum nicht": "Ich nehme es mit Freude an",
}
SHINGLE = 6


@pytest.fixture(scope="module")
def letters():
    return golden.all_letters(built("followupctl"))


def test_golden(letters):
    there = {str(path.relative_to(golden.GOLDEN))[:-4] for path in golden.GOLDEN.glob("*/*.txt")}
    assert set(letters) == there
    wrong = [name for name, letter in letters.items()
             if golden.text_of(letter) != (golden.GOLDEN / f"{name}.txt").read_text(encoding="utf-8")]
    assert not wrong, f"tests/letters/golden.py BUILD writes them anew: {wrong}"


def test_every_template_and_place_is_golden(letters):
    used = {letter["template"].rpartition("/")[2] for letter in letters.values()}
    assert used == golden.templates()
    facts = (repository() / "cli/letters/facts.c").read_text(encoding="utf-8")
    names = set(re.findall(r'^\t\{ "(\w+)", make_', facts, re.MULTILINE))
    placed = set()
    for name in golden.templates():
        text = (golden.DATA / name).read_text(encoding="utf-8")
        placed |= {match.lower() for match in re.findall(r"\{!?(\w+)\}", text)}
    assert placed <= names
    manual = (repository() / "docs/followupd.letters.7.scd").read_text(encoding="utf-8")
    assert all(f"*{name}*" in manual for name in names), "the manual names every fact"


def fill(text):
    return re.sub(r"\[\[(.*?)\]\]", lambda blank: OWN_WORDS[blank.group(1)], text)


@pytest.mark.parametrize("language", ["en", "de"])
@pytest.mark.parametrize("kind", ["email", "linkedin"])
def test_each_letter_passes_its_own_checker(letters, tmp_path, language, kind):
    """Nothing that must or should be changed, once its blanks are filled. (Notes for a call are no letter.)"""
    groups, wrong = {}, []
    for name, letter in letters.items():
        if name.startswith(language) and letter["channel"] == kind:
            groups.setdefault((letter["milestone"], name.endswith("full")), {})[name] = letter
    for (milestone, full), some in groups.items():
        files = [tmp_path / f"{name.replace('/', '-')}.txt" for name in some]
        for file, letter in zip(files, some.values()):
            head = f"To: {letter['to']['name'] or 'Dana Li'}\nSubject: {letter['subject']}\n\n" if letter["subject"] else ""
            file.write_text(head + fill(letter["body"]) + "\n", encoding="utf-8")
        reply = golden.facts(milestone, language, True) if full else {**golden.facts(milestone, language, True), "notes": []}
        for file, findings in corpus.ask(built("followupctl"), files, reply, "--via", kind).items():
            # Only thank-yous go to several people of one interview.
            wrong += [(file, finding["rule"], finding["text"]) for finding in findings if finding["level"] != "may"
                      and not (finding["rule"] == "alike" and milestone != "thank-you")]
    assert not wrong


def shingles(text):
    """Fingerprints of all runs of six words."""
    words = re.findall(r"[a-zäöüß']+", text.lower().replace("’", "'"))
    return {hashlib.sha256(" ".join(words[i:i + SHINGLE]).encode()).hexdigest()[:10] for i in range(len(words) - SHINGLE + 1)}


def test_no_sentence_is_borrowed(letters):
    """From the four articles that the rules come from, whose runs of six words are kept as fingerprints."""
    theirs = set((repository() / "tests/letters/articles.fingerprints").read_text(encoding="ascii").split())
    assert len(theirs) > 2000
    for name, letter in letters.items():
        assert not shingles(letter["body"]) & theirs, name
    for path in sorted([*corpus.CORPUS.glob("*/*.txt"), *corpus.MORE.glob("*/*.txt")]):
        assert not shingles(path.read_text(encoding="utf-8")) & theirs, path
