"""What is typed and what comes back, verb by verb, from the real programs: transcripts/VERB.txt. Each begins
with the sample book on Wednesday, 25 November 2026, 09:05 in Berlin, on a terminal of 80 columns without
colours; behind `| cat` it is a pipe. After a wanted change FOLLOWUPD_TRANSCRIPTS=write makes them anew; read
what has become of them before you commit."""

import os
import re
from pathlib import Path

import pytest
from harness.needs import built, repository
from harness.terminal import show
from harness.wait import wait_until

TRANSCRIPTS = Path(__file__).with_name("transcripts")
BOOK = (repository() / "config/examples/interviews.ini").read_text(encoding="utf-8")
JSON_LINES = 12
GERMAN = ("status list show plan timeline why add set sent heard promise outcome undo remove snooze pause reload doctor "
          "help").split()  # the same in transcripts/de, said by the same daemon

# What is typed in each, in order.
TYPED = {
    "status": ["followupctl", "followupctl status | cat", "followupctl --json status"],
    "list": ["followupctl list", "followupctl list | cat", "followupctl list --all globex", "followupctl --json list globex",
             "followupctl list hooli"],
    "show": ["followupctl show onsite", "followupctl show acme", "followupctl show acme-phone | cat",
             "followupctl --json show globex"],
    "log": ["followupctl log", "followupctl note onsite compilers", "followupctl sent onsite --to Sam", "followupctl log onsite",
            "followupctl log | cat", "followupctl --json log onsite"],
    "plan": ["followupctl plan", "followupctl plan onsite --until '+3d'", "followupctl plan | cat",
             "followupctl --json plan onsite --until '+2d'"],
    "timeline": ["followupctl timeline", "followupctl timeline --all | cat", "followupctl --json timeline globex --all"],
    "why": ["followupctl why onsite thank-you", "followupctl why onsite check-in | cat", "followupctl why onsite lunch",
            "followupctl --json why onsite move-on"],
    "watch": ["followupctl watch | head -n 3", "followupctl watch --waybar | head -n 1", "followupctl watch --json | head -c 60; echo"],
    "add": ["followupctl add 'Initech GmbH' --at 'fri 14:00' --for 45min --kind video --with 'Bo Lumbergh <bo@initech.example>'",
            "followupctl add Hooli --at 'mon 9:00' --zone America/Los_Angeles | cat",
            "followupctl --json add Pied --at '2026-12-01 10:00' --topic compression", "followupctl add Acme --at 03/04",
            "followupctl add Acme --at 'fri 14:00' --zone Europe/Berln"],
    "set": ["followupctl set onsite decision-by=fri 'role=Lead Engineer'", "followupctl set onsite role= | cat",
            "followupctl set onsite when=25:00", "followupctl set onsite colour=red", "followupctl --json set acme-phone kind=video"],
    "note": ["followupctl note onsite zero-copy printers", "followupctl note onsite --learned 'they test on Fridays' | cat",
             "followupctl --json note globex --mishap 'I mixed up two names'"],
    "sent": ["followupctl sent onsite", "followupctl sent onsite --to Dana --at '8:40'", "followupctl sent onsite --all | cat",
             "followupctl sent onsite check-in", "followupctl sent onsite --to Zoe", "followupctl sent onsite --to Dana --at tomorrow",
             "followupctl --json sent onsite check-in --force"],
    "heard": ["followupctl heard onsite 'they need another week' --from Dana --decision-by 2026-12-11",
              "followupctl heard acme-phone | cat", "followupctl --json heard onsite 'a short call' --via phone"],
    "promise": ["followupctl promise onsite 'send the talk' --by mon", "followupctl promise onsite 'call me back' --by '+3d' --theirs | cat",
                "followupctl promise onsite 'send the talk' --by yesterday", "followupctl --json promise onsite slides --by tue --lead 2bd"],
    "kept": ["followupctl kept onsite | cat", "followupctl kept onsite", "followupctl promise onsite slides --by tue",
             "followupctl promise onsite sources --by tue", "followupctl kept onsite s", "followupctl --json kept onsite slides"],
    "state": ["followupctl state onsite no-show", "followupctl state onsite held | cat", "followupctl state onsite gone",
              "followupctl --json state onsite missed"],
    "outcome": ["followupctl outcome onsite offer --answer-by 2026-12-11", "followupctl outcome onsite accepted | cat",
                "followupctl outcome onsite ghosted", "followupctl --json outcome onsite open"],
    "move": ["followupctl move onsite thu 10:00", "followupctl move onsite in 2 days | cat", "followupctl move onsite +1d", "followupctl --json move onsite 2026-11-24 14:00"],
    "cancel": ["followupctl cancel onsite", "followupctl cancel acme-phone | cat", "followupctl --json cancel onsite"],
    "edit": ["EDITOR='sed -i s/zero-copy/no-copy/' followupctl edit onsite", "EDITOR=true followupctl edit | cat",
             "EDITOR='sed -i s/when/wen/' followupctl edit </dev/null", "EDITOR='sed -i s/no-copy/one-copy/' followupctl --json edit"],
    "undo": ["followupctl undo", "followupctl note onsite printers", "followupctl cancel onsite", "followupctl undo",
             "followupctl undo 1 | cat", "followupctl undo 1", "followupctl undo 4 --json", "followupctl undo 99"],
    "remove": ["followupctl remove globex", "followupctl remove acme-phone | cat", "followupctl remove acme", "followupctl --json remove onsite",
               "followupctl"],
    "snooze": ["followupctl snooze onsite 2h", "followupctl snooze onsite thank-you until tomorrow 9:00 | cat",
               "followupctl snooze globex 2h", "followupctl --json snooze onsite thank-you 1bd"],
    "skip": ["followupctl skip onsite thank-you --to Sam", "followupctl skip onsite check-in | cat", "followupctl skip onsite lunch",
             "followupctl --json skip onsite thank-you"],
    "pause": ["followupctl pause 2h", "followupctl pause until mon 9:00 | cat", "followupctl pause", "followupctl pause yesterday",
              "followupctl --json pause"],
    "resume": ["followupctl resume", "followupctl pause", "followupctl resume | cat", "followupctl --json resume"],
    "reload": ["followupctl reload", "echo 'decision-by = soon' >>$BOOK", "followupctl reload", "followupctl reload | cat",
               "followupctl note onsite x", "followupctl --json reload"],
    "doctor": ["followupctl doctor", "followupctl doctor | cat", "followupctl --json doctor"],
    "test-popup": ["followupctl test-popup", "followupctl test-popup | cat", "followupctl --json test-popup"],
    "completion": ["followupctl completion bash -- sent onsite --v", "followupctl completion zsh -- outcome onsite o | cat",
                   "followupctl --json completion fish -- unde", "followupctl completion ksh"],
    "version": ["followupctl version", "followupctl version | cat", "followupctl --json version"],
    "help": ["followupctl help", "followupctl help sent", "followupctl help undo | cat", "followupctl --json help", "followupctl help frobnicate"],
    "draft": ["followupctl draft onsite --to Dana", "followupctl draft onsite thank-you --to Sam --lang de 2>&1 | cat",
              "followupctl draft onsite check-in", "followupctl draft onsite --to Zoe", "followupctl --json draft onsite --to Dana"],
    "check": ["printf 'Dear Dana,\\n\\nThank you for your time.\\n' >$LETTER", "followupctl check $LETTER --for onsite thank-you",
              "followupctl check <$LETTER | cat", "followupctl --json check $LETTER --as thank-you", "followupctl check /nonexistent"],
}


@pytest.fixture
def session(request, home, clock, new_daemon):
    """Types a line and returns what came back, in English or a language that the test is parametrized with."""
    language = getattr(request, "param", None)
    home.zone = "Europe/Berlin"
    home.write_book(BOOK)
    clock.set("2026-11-25 09:05")
    new_daemon(clock=clock).start()
    (home.config / "followupd/letters").mkdir(parents=True, exist_ok=True)
    (home.config / "followupd/letters/signature.txt").write_text("Robin Fox\n")
    (home.root / "bin").mkdir()
    (home.root / "bin/followupctl").write_text(f'#!/bin/sh\nexec {built("followupctl")} "$@"\n')
    (home.root / "bin/followupctl").chmod(0o755)
    env = {"PATH": f"{home.root}/bin:/usr/bin:/bin", "NO_COLOR": "1", "BOOK": home.book, "XDG_DATA_DIRS": "/nonexistent",
           "XDG_CONFIG_DIRS": "/nonexistent", "COLUMNS": None, "LANGUAGE": language,
           "FOLLOWUPD_LETTERS": repository() / "cli/letters/data", "LETTER": home.root / "letter.txt"}

    def type_line(line):
        done = show(home, "-c", line, program="/bin/sh", env=env)
        text = settle(done.text, home)
        if "--json" in line:
            text = shortened(text)
        return text + (f"(exit code {done.code})\n" if done.code else "")
    wait_until(lambda: "no session bus" in type_line("LANGUAGE= followupctl"), "the daemon having looked for the desktop")
    return type_line


def shortened(text):
    """The beginning: all of JSON is held to docs/schema by test_cli_json.py."""
    lines = text.splitlines(keepends=True)
    return "".join(lines[:JSON_LINES] + ["…\n"] * (len(lines) > JSON_LINES))


def settle(text, home):
    """Without what differs from run to run: the home's name, seconds, this machine (libc speaks German where it is installed)."""
    text = text.replace("Datei oder Verzeichnis nicht gefunden", "No such file or directory")
    text = text.replace(str(home.root), "~").replace(str(repository() / "cli"), "/usr/local/share/followupd")
    text = text.replace(str(built("followup-popup").parent), "/usr/local/libexec/followupd")
    text = re.sub(r"edit-\w{6}", "edit-XXXXXX", re.sub(r"(T09:0)\d:\d\d", r"\g<1>5:00", text))
    text = re.sub(r'^(ok|note|Tipp) +(?:writing|Schreiben) .*\n(?: {22}.*\n)*|^  +"text": "(the kernel has no Landlock|writing is|der Kernel hat kein Landlock|geschrieben wird nur).*\n', "", text,
                  flags=re.MULTILINE)
    return "\n".join(line.rstrip() for line in text.split("\n"))


@pytest.mark.parametrize("verb", TYPED)
def test_transcript(session, verb):
    compare(session, verb, TRANSCRIPTS / f"{verb}.txt")


@pytest.mark.parametrize("verb", GERMAN)
@pytest.mark.parametrize("session", ["de"], indirect=True)
def test_german_transcript(session, verb):
    compare(session, verb, TRANSCRIPTS / f"de/{verb}.txt")


def compare(session, verb, path):
    lines = [f"$ {line}\n{session(line)}" for line in TYPED[verb]]
    said = "\n".join(lines)
    if os.environ.get("FOLLOWUPD_TRANSCRIPTS") == "write":
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(said, encoding="utf-8")
    assert said == path.read_text(encoding="utf-8")


def test_each_verb_has_one(ctl):
    verbs = {verb["name"] for verb in ctl.json("help")["verbs"]}
    assert set(TYPED) == verbs
    for verb, lines in TYPED.items():  # for people and for programs, on a terminal and in a pipe
        said = [line for line in lines if f" {verb}" in line or line == "followupctl"]
        assert any("--json" in line for line in said), verb
        assert any("--json" not in line and " | " in line for line in said), verb
        assert verb == "watch" or any("--json" not in line and " | " not in line for line in said), verb
    assert set(TYPED) == {path.stem for path in TRANSCRIPTS.glob("*.txt")}
    assert set(GERMAN) == {path.stem for path in TRANSCRIPTS.glob("de/*.txt")}
