"""Each rule of the checker by letters that break it and look-alikes that do not: tests/letters/rules.txt."""

import json
import re
import sys
import tempfile
from pathlib import Path

import pytest
from harness.needs import built, repository

sys.path.insert(0, str(repository() / "tests/letters"))
import corpus  # noqa: E402 (the path comes first)

FRAMES = {
    "thank-you": "Dear Dana,\n\nThank you for the talk about the harbour. {}\n\n"
                 "I would be glad to bring my experience.\n\nKind regards,\nMax Winter\n",
    "check-in": "Dear Dana,\n\nThank you for the talk about the harbour. {}\n\nI am still interested. What are the "
                "next steps, and when may I expect to hear?\n\nKind regards,\nMax Winter\n",
    "thank-you de": "Guten Tag Dana Li,\n\nvielen Dank für unser Gespräch über den Hafen. {}\n\nIch würde gern meine "
                    "Erfahrung einbringen.\n\nMit freundlichen Grüßen\nMax Winter\n",
    "check-in de": "Guten Tag Dana Li,\n\nvielen Dank für das Gespräch. {}\n\nIch bin weiterhin interessiert. Wie sehen "
                   "die nächsten Schritte aus, und wann darf ich mit einer Nachricht rechnen?\n\n"
                   "Mit freundlichen Grüßen\nMax Winter\n",
}
LETTERS_MAX = 60
SENTENCE = "The captain hums while he moors the boat at the quay. "
LONG = {"LONG": SENTENCE * 21, "PARAGRAPHS": "\n\n" + "\n\n".join([SENTENCE] * 7),
        "LONG PARAGRAPHS": "\n\n" + "\n\n".join([SENTENCE * 3] * 7), "NEARLY LONG": SENTENCE * 15}


def sections():
    """[(rule, how, [(breaks, text)])]"""
    text = (repository() / "tests/letters/rules.txt").read_text(encoding="utf-8")
    found = []
    for head, body in re.findall(r"^\[(.+?)\]\n((?:(?!\[).*\n|\[\[.*\n)*)", text, re.MULTILINE):
        rule, how = head.split(" ", 1)
        cases = re.findall(r"^(breaks|fine): (.+)$", body, re.MULTILINE)
        found.append((rule, how, [(kind == "breaks", case) for kind, case in cases]))
    return found


def whole(case, how):
    if re.match(r"(Dear|Hi|Hello|Good|Guten|To:|Subject:|Dana,)", case):
        return case.replace("|", "\n") + "\n"
    return FRAMES[how.split(" ", 1)[1]].format(LONG.get(case, case))


def check(how, texts):
    """The rules that each text breaks; in as few calls as can be, since dictionaries take their time to load."""
    kind, what, *lang = how.split()
    more = ["--lang", lang[0]] if lang else []
    facts, more = (what, more) if kind == "for" else ("acme", [*more, "--as", what])
    reply = json.loads((corpus.CORPUS / facts / "facts.json").read_text(encoding="utf-8"))
    found = []
    with tempfile.TemporaryDirectory() as directory:
        files = [Path(directory) / f"{number:03}.txt" for number in range(len(texts))]
        for file, text in zip(files, texts):
            file.write_text(text, encoding="utf-8")
        for start in range(0, len(files), LETTERS_MAX):
            some = files[start:start + LETTERS_MAX]
            answer = corpus.check(built("followupctl"), some, reply, *more, about=kind == "for")
            found += [answer[str(file)] for file in some]
    return found


@pytest.fixture(scope="module")
def findings():
    """{(how, text): rules} for all cases."""
    cases = {}
    for _, how, texts in sections():
        cases.setdefault(how, []).extend(whole(case, how) for _, case in texts)
    return {(how, text): rules for how, texts in cases.items() for text, rules in zip(texts, check(how, texts))}


@pytest.mark.parametrize("rule,how,cases", sections(), ids=[f"{rule} {how}" for rule, how, _ in sections()])
def test_rule(findings, rule, how, cases):
    wrong = [case for breaks, case in cases if (rule in findings[how, whole(case, how)]) != breaks]
    assert not wrong, wrong


def test_each_rule_is_broken_three_times_and_three_times_not():
    rules = {}
    for rule, _, cases in sections():
        for breaks, case in cases:
            rules.setdefault(rule, {True: [], False: []})[breaks].append(case)
    table = (repository() / "cli/letters/rules.c").read_text(encoding="utf-8")
    names = set(re.findall(r'^\t\{ "([\w-]+)", LEVEL_', table, re.MULTILINE))
    assert set(rules) | {"alike"} == names  # those that read alike: below
    assert all(len(cases[kind]) >= 3 for cases in rules.values() for kind in (True, False)), rules


ALIKE = [
    ["Thank you for the tour of the ward and for the tea in between.", "Thank you for the tour of the ward and for the tea in between."],
    ["Thank you. The way you showed me the new pumps at the end of a long shift was more than kind.",
     "Thank you. The way you showed me the new beds at the end of a long shift was more than kind."],
    ["I enjoyed our talk about pumps and would be happy to join the team on the third floor from May on.",
     "I enjoyed our talk about beds and would be happy to join the team on the third floor from May on."],
]
DIFFERENT = [
    ["Thank you for your time. The pumps on the third floor are a marvel.",
     "Thank you for your time. How you wash your hands between two beds I will remember."],
    ["I would be glad to join you; nights suit me.", "I would be glad to join you, because you laugh at work."],
    ["What you said about pumps was new to me.", "What you said about beds was new to me, and so was the lift."],
]


@pytest.mark.parametrize("pair", ALIKE + DIFFERENT)
def test_alike(pair):
    texts = [f"Dear {name},\n\n{text}\n\nKind regards,\nLena Ortiz\n" for name, text in zip(("Tom", "Rosa"), pair)]
    first, second = check("for ward", texts)
    assert "alike" not in first, "a pair is told once"
    assert ("alike" in second) == (pair in ALIKE)
