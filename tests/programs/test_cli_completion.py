"""Completion: what is offered at each place of a command line, and that real shells offer just that."""

import json
import os
import pty
import re
import select
import shlex
import subprocess
import time

import pytest
from cli_world import ACME, ANSWERS, CLOCK, scripted  # noqa: F401 (a fixture)
from harness.ctl import Ctl
from harness.needs import built, need_program, repository
from harness.scripted import Scripted
from harness.wait import LIMIT

MILESTONES = "prepare debrief thank-you promise next-steps check-in second-check-in move-on gracious-reply offer-reply " \
    "offer-decision no-show withdraw week-ahead"


def offered(ctl, line):
    """What is offered at the end of the line, behind --socket: {value: explanation}."""
    words = shlex.split(line) + ([""] if not line or line.endswith(" ") else [])
    said = ctl.ok("completion", "bash", "--", "--socket", str(ctl.home.socket), *words)
    return dict((line + "\t").split("\t")[:2] for line in said.splitlines())


@pytest.mark.parametrize("line,expected", [
    ("sh", "show"), ("--js", "--json"), ("--color ", "auto always never"), ("--color=a", "--color=auto --color=always"),
    ("show ", "acme-onsite mueller-phone globex-final"), ("show ac", "acme-onsite"), ("--json show ac", "acme-onsite"),
    ("list ", "'Acme Corp' 'Müller & 東京電力' Globex"), ("list A", "'Acme Corp'"), ("show acme ", ""),
    ("sent acme ", "thank-you check-in move-on"), ("sent acme th", "thank-you"), ("sent nothing --via p", "phone"),
    ("sent acme --to ", "'Dana Li' 'Sam Roe' 'Inês Lopes'"), ("sent --to Dana acme ch", "check-in"),
    ("sent acme --to=Sa", "'--to=Sam Roe'"), ("sent acme --via=l", "--via=linkedin --via=letter"),
    ("outcome acme o", "open offer"), ("state acme ", "held cancelled no-show missed"), ("add x --kind v", "video"),
    ("set acme ki", "kind="), ("set acme role=x du", "duration="), ("add x --zone Europe/Berl", "Europe/Berlin"),
    ("snooze acme 1", "1d 1bd"), ("snooze acme check-in to", "tomorrow"), ("undo ", "16 14"), ("help wh", "why"),
    ("completion ", "bash zsh fish"), ("-- sho", "show"), ("sent acme -- --", ""), ("frobnicate ", ""), ("note acme text ", ""),
    ("check ", ":files"), ("--socket ", ":files"), ("add x --for 4", "45min"), ("draft acme --lang d", "de"),
])
def test_what_is_offered(scripted, ctl, line, expected):
    scripted()
    assert list(offered(ctl, line)) == shlex.split(expected)


def test_each_verb_and_option_is_offered_with_its_help(scripted, ctl):
    scripted()
    table = ctl.json("help")
    assert offered(ctl, "") == {verb["name"]: verb["summary"] for verb in table["verbs"]}
    for verb in table["verbs"]:
        options = verb["options"] + [option for option in table["options"] if option["name"] != "socket"]
        assert offered(ctl, f"{verb['name']} -") == {f"--{o['name']}": o["help"] for o in options}


def test_an_option_is_offered_once_unless_it_may_be_repeated(scripted, ctl):
    scripted()
    left = offered(ctl, "sent acme --to Dana --via=phone --json -")
    assert "--to" in left and not {"--via", "--json"} & set(left)


def test_each_word_of_the_glossary_is_completed_or_free_text(scripted, ctl):
    """A new word in a verb's row is not forgotten here."""
    scripted()
    free = {"TEXT", "ROLE", "WORD", "PERSON", "KEY=VALUE"}
    for verb in ctl.json("help")["verbs"]:
        for option in verb["options"]:
            interview = "--for acme" if verb["name"] == "check" else "acme"
            if option["value"] and option["value"] not in free:
                assert offered(ctl, f"{verb['name']} {interview} --{option['name']} "), (verb["name"], option["name"])


def test_explanations(scripted, ctl):
    scripted()
    assert offered(ctl, "show ")["acme-onsite"] == "Acme Corp, Systems Engineer"
    assert offered(ctl, "sent acme ")["thank-you"] == "Thank Dana Li (Acme Corp)"
    assert offered(ctl, "undo ")["14"] == "Sent: thank-you to Sam Roe."


def test_what_is_over_is_offered_only_if_nothing_else_fits(scripted, ctl):
    daemon = scripted(List={**CLOCK, "interviews": [ACME]})
    assert list(offered(ctl, "show gl")) == []
    assert [call["parameters"]["all"] for call in daemon.calls] == [False, True]


@pytest.mark.parametrize("answer", [None, Scripted.HANGS_UP, b"nonsense\0"])
def test_without_a_daemon_it_is_quiet_and_offers_what_it_knows(scripted, ctl, answer):
    if answer:
        scripted(List=answer, Show=answer)
    assert offered(ctl, "show ") == {} and list(offered(ctl, "sent acme ")) == MILESTONES.split()
    assert ctl.run("completion", "bash", "--", "show", "").stderr == ""


def test_a_daemon_that_does_not_answer_is_not_waited_for(scripted, home):
    scripted(List=Scripted.SILENT)
    start = time.monotonic()
    assert offered(Ctl(home), "show ") == {}
    assert time.monotonic() - start < 10


def test_harmful_names(scripted, ctl):
    scripted(List={**CLOCK, "interviews": [{**ACME, "company": "A\x1b]0;t\x07\nB\tC"}]})
    assert offered(ctl, "show ") == {"acme-onsite": r"A\x1b]0;t\x07 B C, Systems Engineer"}


def test_json(scripted, ctl):
    scripted()
    assert ctl.json("completion", "fish", "--", "sho") == {
        "version": 1, "found": [["show", "one interview whole: people, notes, contacts, milestones"]]}
    assert ctl.json("completion", "fish")["script"] == ctl.ok("completion", "fish")
    assert "completion knows bash, zsh and fish" in ctl.fails(2, "completion", "ksh").stderr


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_the_scripts_are_the_files(ctl, shell):
    assert ctl.ok("completion", shell) == (repository() / f"cli/shells/followupctl.{shell}").read_text()


def test_the_keys_that_are_offered_can_be_set(ctl, home, new_daemon):
    """They are those of the book; only their values are at fault here."""
    home.write_book("[a]\ncompany = A\nwhen = 2026-11-24 14:00\n")
    new_daemon().start()
    for key in offered(ctl, "set a "):
        assert "no key" not in ctl.run("set", "a", f"{key}\x7f").stderr, key


# ---- In real shells

class Typing:
    """An interactive shell on a terminal, with followupctl's completion loaded."""
    MARK = "<ready>"
    SETUP = {
        "bash": (["--norc", "--noprofile", "-i"], "PS1='{mark}'; bind 'set bell-style none'; "
                 "bind 'set enable-bracketed-paste off'; source <(followupctl completion bash)"),
        "zsh": (["-f", "-i"], "PS1='{mark}'; RPS1=; unsetopt zle_bracketed_paste prompt_sp prompt_cr beep; bindkey -e; "
                "autoload -Uz compinit; compinit -u -D; source =(followupctl completion zsh)"),
    }

    def __init__(self, home, shell):
        program = need_program(shell, shell)
        arguments, setup = self.SETUP[shell]
        (home.root / "bin").mkdir()
        (home.root / "bin/followupctl").write_text(
            f'#!/bin/sh\nexec {built("followupctl")} --socket {home.socket} "$@"\n')
        (home.root / "bin/followupctl").chmod(0o755)
        env = home.env(PATH=f"{home.root}/bin:/usr/bin:/bin", TERM="dumb", COLUMNS="500", INPUTRC="/dev/null",
                       HISTFILE=None)
        self.master, slave = pty.openpty()
        self.process = subprocess.Popen([program, *arguments], stdin=slave, stdout=slave, stderr=slave, env=env,
                                        cwd=home.root, start_new_session=True)
        os.close(slave)
        self.output = ""
        self.type(setup.format(mark="<rea''dy>") + "\n")
        self.wait(self.MARK)

    def type(self, keys):
        os.write(self.master, keys.encode())

    def wait(self, part):
        """All that came up to that part, which is taken out."""
        end = time.monotonic() + LIMIT
        while part not in self.output:
            ready = select.select([self.master], [], [], max(0, end - time.monotonic()))[0]
            assert ready, f"{part!r} did not come: {self.output!r}"
            self.output += os.read(self.master, 1 << 16).decode(errors="replace")
        before, self.output = self.output.split(part, 1)
        return before

    def complete(self, line):
        """What a line has become after Tab: each word of it."""
        self.type(f"{line}\t\x01printf '<%s>' \x05 '<e''nd>'\n")
        said = self.wait("<<end>>")
        self.wait(self.MARK)
        return re.findall(r"<([^<>]*)>", said[said.rindex("\n") + 1:])

    def close(self):
        self.process.kill()
        self.process.wait()
        os.close(self.master)


@pytest.fixture
def typing(home):
    made = []

    def start(shell):
        made.append(Typing(home, shell))
        return made[-1]
    yield start
    for one in made:
        one.close()


TYPED = [
    ("followupctl stat", "followupctl stat"),  # status or state
    ("followupctl statu", "followupctl status"), ("followupctl show ac", "followupctl show acme-onsite"),
    ("followupctl sent acme th", "followupctl sent acme thank-you"), ("followupctl sent acme --vi", "followupctl sent acme --via"),
    ("followupctl sent acme --to Da", "followupctl sent acme --to 'Dana Li'"),
    ("followupctl sent acme --to 'Dana' --via ph", "followupctl sent acme --to Dana --via phone"),
    ("followupctl add x --at 9:00 --zone Europe/Berl", "followupctl add x --at 9:00 --zone Europe/Berlin"),
    ("followupctl sent acme --via=ph", "followupctl sent acme --via=phone"),
    ("followupctl set acme rol", "followupctl set acme role="), ("followupctl list Ac", "followupctl list 'Acme Corp'"),
    ("followupctl check let", "followupctl check letter.txt"), ("followupctl show zzz", "followupctl show zzz"),
]


@pytest.mark.parametrize("shell", ["bash", "zsh"])
def test_typed_in_a_shell(scripted, home, typing, shell):
    scripted()
    (home.root / "letter.txt").write_text("Dear Dana,")
    terminal = typing(shell)
    for line, expected in TYPED:
        assert terminal.complete(line) == shlex.split(expected), line


def fish(home, line):
    """What fish offers for a line, each with its explanation."""
    program = need_program("fish", "fish")
    (home.root / "bin").mkdir(exist_ok=True)
    (home.root / "bin/followupctl").write_text(f'#!/bin/sh\nexec {built("followupctl")} --socket {home.socket} "$@"\n')
    (home.root / "bin/followupctl").chmod(0o755)
    done = subprocess.run([program, "--no-config", "-c", "followupctl completion fish | source; complete -C $argv[1]", line],
                          env=home.env(PATH=f"{home.root}/bin:/usr/bin:/bin"), cwd=home.root, capture_output=True, text=True,
                          timeout=LIMIT, check=True)
    return dict((found + "\t").split("\t")[:2] for found in done.stdout.splitlines())


@pytest.mark.parametrize("line,expected", [
    ("followupctl statu", {"status": "what is due now, what comes next, what is wrong"}),
    ("followupctl show ac", {"acme-onsite": "Acme Corp, Systems Engineer"}),
    ("followupctl sent acme --to 'Da", {"Dana Li": "dana@acme.example"}),
    ("followupctl outcome acme of", {"offer": ""}), ("followupctl check let", {"letter.txt": ""}),
])
def test_offered_by_fish(scripted, home, line, expected):
    scripted()
    (home.root / "letter.txt").write_text("Dear Dana,")
    assert fish(home, line) == expected
