"""docs/transcript.md: every pop-up and every `why`, as the programs say them, for a small cast. Run as a
program (after `make`) it plays tests/scenarios/transcript and writes the file anew; test_transcript.py holds
it equal. Below each text stands the verdict of who read it last; a text that has changed has none, until
somebody reads it and writes one."""

import re
import sys
import tempfile
from pathlib import Path

import scenario
from harness.clock import Clock
from harness.ctl import Ctl
from harness.daemon import Daemon
from harness.desktop import Desktop
from harness.home import Home
from harness.needs import repository
from scenario import said
from scenario_play import Performance

FILE = repository() / "docs/transcript.md"
NO_VERDICT = "none yet"
HEAD = """\
# What followupd says

Every pop-up and every `why`, word by word, for a small cast: as the real programs said them while the stories in
`tests/scenarios/transcript` were played. What differs only in names and times is written down once. Below each
stands the verdict of somebody who read it with fresh eyes and knew nothing but the four articles that the etiquette
comes from: is it what they advise, are names and times right, is it in plain words, is one thing one and two things
two? `make transcript` writes this file anew, and a text that has changed loses its verdict; a test fails until it
is read again.

The user is in Lisbon. In Berlin it is an hour later, in New York five hours earlier.
"""
DAYS_AND_MONTHS = re.compile(r"\b(Mon|Tue|Wed|Thu|Fri|Sat|Sun|mon|tue|wed|thu|fri|sat|sun"
                             r"|Jan|Nov|Dec|today|tomorrow|yesterday)\b")
NAMES = re.compile(r"\b(Dana|Sam|Eva|Tom|Ada|Kim|Li|Roe|Stone|Ray|May|Fox|Acme Corp|Globex|Initech|Umbrella"
                   r"|acme|globex|initech|umbrella)\b")


class Watched(Performance):
    """Writes down what comes up and what is answered: `entries` are (head, lines)."""

    def __init__(self, *args, known):
        super().__init__(*args)
        self.entries, self.known = [], known

    def came_up(self, popups, keys):
        for popup in popups:
            buttons = " ".join(f"[{label}]" for label in popup.buttons.values())
            lines = [popup.summary, *popup.body.splitlines(), *[buttons] * bool(buttons)]
            self.add("pop-up", lines)
        for m in self.now_planned:
            what = (m["rule"], m["status"], m["title"].split()[0])  # promises of both sides are one rule
            if m["key"] in keys and m["interview"] and what not in self.known:
                self.known.add(what)
                self.ask(f"followupctl why {m['interview']} {m['milestone']}")

    def ask(self, command):
        self.answer(command, self.ctl.run(*scenario.words(command)))

    def typed(self, event, result):
        if event.value.split()[1] == "why" or result.code == 5:
            self.answer(event.value, result, always=True)
        elif result.code:
            self.answer(event.value, result)

    def answer(self, command, result, always=False):
        text = (result.stdout + result.stderr).replace(f"--socket {self.daemon.home.socket} ", "")
        self.add(f"`{command}`", text.splitlines(), always)

    def add(self, head, lines, always=False):
        shape = NAMES.sub("name", DAYS_AND_MONTHS.sub("day", re.sub(r"\d+", "0", "\n".join(lines))))
        if shape in self.known and not always:
            return
        self.known.add(shape)
        self.entries.append((f"{said(self.clock.now(), self.scenario.zone)}: {head}", lines))


def watch(one, desktop, known):
    """What is said in one of the stories."""
    home = Home(one.zone)
    try:
        home.write_book(one.book)
        home.write_settings(one.settings)
        clock = Clock(home)
        daemon = Daemon(home, clock=clock, desktop=desktop)
        play = one.plays[0]
        watched = Watched(one, play.character, clock, daemon, Ctl(home), desktop, known=known)
        watched.play(play)
        daemon.close()
        return watched.entries
    finally:
        home.remove()


def make(verdicts):
    """The whole file. `verdicts`: of each text, as verdicts_of() finds them."""
    out, known = [HEAD], set()
    home = Home()
    desktop = Desktop(home, server="fake")
    for path in scenario.files("transcript"):
        one = scenario.read(path)
        out += [f"## {one.title}\n", *[f"{text}\n" for text in one.prose]]
        for head, lines in watch(one, desktop, known):
            text = "\n".join(f"    {line}".rstrip() for line in lines)
            out += [f"**{head}**\n", text + "\n", f"*Verdict:* {verdicts.get(text, NO_VERDICT)}\n"]
    desktop.close()
    home.remove()
    return "\n".join(out)


def verdicts_of(text):
    """The verdict of each text in the file, by the text."""
    found, block = {}, []
    for line in text.splitlines():
        if line.startswith("    ") or (block and not line):
            block.append(line)
            continue
        if line.startswith("*Verdict:* "):
            found["\n".join(block).strip("\n")] = line.removeprefix("*Verdict:* ")
        block = []
    return found


def main():
    text = make(verdicts_of(FILE.read_text() if FILE.exists() else ""))
    with tempfile.NamedTemporaryFile("w", dir=FILE.parent, delete=False) as file:
        file.write(text)
    Path(file.name).chmod(0o644)
    Path(file.name).rename(FILE)
    print(f"{FILE}: {text.count(NO_VERDICT)} texts without a verdict")


if __name__ == "__main__":
    sys.exit(main())
