"""Letters and what a careful reader found in them: the checker is held against that.

Each folder below corpus/ is one interview: facts.json is the daemon's answer to Draft, NN-name.txt a letter for it and
NN-name.verdict the reader's findings, `rule: reason` a line, or `good`. The folders of more/ have further letters for the
same interviews, written when the word lists were made for those of corpus/, and read by the checker for the first time after that.

The verdicts of corpus/ were given by a second reader as well, who did not know the first ones: they agreed on 47 of 60 letters
and on 137 of the 155 findings that either of them had. What they differed on was settled by the words of the etiquette,
which added four findings; the figures below are from before that.

All are in the lists' knowledge by now, so how well new letters are read is told by the first reading alone:

    sixty of corpus/              precision 0.75, recall 0.91
    then twenty of more/          precision 0.71, recall 0.70
    then ten, all of them oblique precision 0.60, recall 0.64
"""

import json
import shutil
import subprocess
import sys
import tempfile
from collections import Counter
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
CORPUS = ROOT / "tests/letters/corpus"
MORE = ROOT / "tests/letters/more"
sys.path.insert(0, str(ROOT / "tests/programs"))

from harness.scripted import Scripted  # noqa: E402 (the path comes first)


def verdict(letter):
    """The rules that the reader saw broken."""
    lines = letter.with_suffix(".verdict").read_text(encoding="utf-8").splitlines()
    return {line.partition(":")[0] for line in lines if line != "good"}


def ask(program, files, facts, *more, about=True):
    """What `followupctl check` answers: {file: [finding]}; all at once, so that letters are compared. Without `about` it is
    not told what they are for."""
    home = Path(tempfile.mkdtemp(prefix="fu-", dir="/tmp"))
    daemon = Scripted(home / "control", Draft=facts)
    target = ["--for", "it"] if about else []
    command = [program, "--socket", home / "control", "--json", "check", *files, *target, *more]
    try:
        done = subprocess.run([str(word) for word in command], capture_output=True, text=True, check=False,
                              env={"FOLLOWUPD_LETTERS": str(ROOT / "cli/letters/data"), "LANG": "C.UTF-8",
                                   "HOME": str(home), "PATH": "/usr/bin:/bin"})
    finally:
        daemon.close()
        shutil.rmtree(home)
    assert done.stdout, done.stderr
    answer = json.loads(done.stdout)
    return {letter["file"]: letter["findings"] for letter in answer["letters"]}


def check(program, files, facts, *more, about=True):
    """{file: {rule}}"""
    answer = ask(program, files, facts, *more, about=about)
    return {file: {finding["rule"] for finding in findings} for file, findings in answer.items()}


def judged(program, root=CORPUS):
    """[(letter, found by the checker, found by the reader)] for all letters below `root`."""
    result = []
    for folder in sorted(root.iterdir()):
        letters = sorted(folder.glob("*.txt"))
        facts = json.loads((CORPUS / folder.name / "facts.json").read_text(encoding="utf-8"))
        found = check(program, letters, facts)
        result += [(letter, found[str(letter)], verdict(letter)) for letter in letters]
    return result


def score(result):
    """{rule: (right, false alarms, missed)}"""
    right, false, missed = Counter(), Counter(), Counter()
    for _, found, seen in result:
        right.update(found & seen)
        false.update(found - seen)
        missed.update(seen - found)
    rules = sorted(right | false | missed)
    return {rule: (right[rule], false[rule], missed[rule]) for rule in rules}
