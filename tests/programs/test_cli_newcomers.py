"""What newcomers try, and what they are told: newcomers/*.txt has each text word by word. SLIPS are seen by the daemon,
with the sample book on Wednesday, 25 November 2026, 09:05 in Berlin; TYPOS by the command line itself (more of them are in
test_cli_errors.py); PLACES are those where something is missing or in the way. Each is refused, says what was understood
and what to do next, and changes nothing. FOLLOWUPD_TRANSCRIPTS=write makes the texts anew: read them aloud."""

import os
import re
import shlex
import shutil
import socket
import subprocess
from pathlib import Path

import pytest
from cli_world import ANSWERS
from harness.ctl import Ctl, Result
from harness.home import Home
from harness.needs import built, need_root, repository
from harness.scripted import Error, Scripted

BOOK = (repository() / "config/examples/interviews.ini").read_text(encoding="utf-8")
DATES = 'Write for example "2026-11-24 14:00", "tomorrow 14:00", "fri 9:30" or "+3d"'

SLIPS = [
    ("set onsite desicion-by=fri", 2, "there is no `desicion-by`, did you mean `decision-by`?"),
    ("set onsite colour=red", 2, '"colour" is no key of the book; there are: company, role, '),
    ("set onsite kind=zoom", 2, "choose one of screening, phone, video, onsite, panel, final"),
    ("set onsite mood=", 2, "acme-onsite has no mood that could be taken out"),
    ("add Initech --at 'next fri 14:00'", 2, "may be 2026-11-27 or 2026-12-04; write the one that is meant"),
    ("add Initech --at 03/04", 2, "may be 2027-04-03 or 2027-03-04"),
    ("add Initech --at '31 Feb 14:00'", 2, "does not exist: February 2027 has 28 days"),
    ("add Initech --at '25.12. 14:00'", 2, "write 2026-12-25"),
    ("add Initech --at 'friday at 2'", 2, DATES),
    ("add Initech --at yesterday", 2, 'at what time? Write for example "yesterday 14:00"'),
    ("add Initech --at 'fri 25:00'", 2, "is no time of day"),
    ("add Initech --at 'fri 14:00' --for long", 2, "write for example 45min or 1h30min"),
    ("add Initech --at 'fri 14:00' --with 'Bo <bo>'", 2, "`bo` is no mail address"),
    ("add Initech --at 'fri 14:00' --zone Berlin", 2, "did you mean Europe/Berlin?"),
    ("add Initech --at 'fri 14:00' --id acme-onsite", 2, 'there is an interview "acme-onsite" already'),
    ("add Initech --at 'fri 14:00' --kind onsit", 2, '"onsit" is no kind of interview; did you mean "onsite"? It can be screening,'),
    ("add 'acme corp' --at '2026-11-24 14:00'", 1, "acme-onsite is at that time already: followupctl show acme-onsite; if this is another one, give it an id: --id NAME"),
    ("add '' --at 'fri 14:00'", 2, "an interview needs a company"),
    ("sent onsite", 2, "not yet thanked at Acme Corp: Dana Li and Sam Roe"),
    ("sent acme", 2, '"acme" could be any of: acme-phone, acme-onsite. Type more of it'),
    ("sent onsite thankyou", 2, "followupctl sent onsite thank-you"),
    ("sent onsite --to Dan --via e-mail", 2, "e-mail"),
    ("sent onsite --to Zoe", 2, 'nobody of acme-onsite is called "Zoe"; there are: Dana Li, Sam Roe, Inês Lopes'),
    ("sent onsite --to Dana --at tomorrow", 2, "what happened has to lie in the past"),
    ("sent onsite --to Dana thank-you --at 2026-11-20", 1, "a thank-you comes after the talk (acme-onsite: Tue 24 Nov 14:00)"),
    ("sent onsite check-in", 5, "asking is fine from Fri 11 Dec 10:00 on. Already sent? Repeat with --force"),
    ("sent globex", 1, "Say what it was: followupctl sent globex-video gracious-reply (or reply, other)"),
    ("promise onsite 'send it' --by someday", 2, "is no time"),
    ("promise onsite 'send it' --by fri --lead soon", 2, "write for example 2bd, 1d or 4h"),
    ("kept onsite lunch", 2, 'Open are: "send the work sample"'),
    ("skip onsite promise lunch", 2, "followupctl skip acme-onsite promise TEXT"),
    ("skip onsite thank-you Sam", 2, "a person by --to NAME: followupctl skip acme-onsite thank-you --to NAME"),
    ("kept globex", 1, "globex-video has no open promise"),
    ("outcome onsite yes", 2, "followupctl outcome onsite accepted"),
    ("state onsite done", 2, "it can be held, cancelled, no-show, missed"),
    ("move onsite 2026-11-31 10:00", 2, "November 2026 has 30 days"),
    ("snooze onsite yesterday", 2, "is over already"),
    ("snooze onsite 0h", 2, '"0h" is over already'),
    ("add Initech --at 'fri 14:00' --decision-by 2026-11-04", 2, "Wed 4 Nov is before the interview, on Fri 27 Nov; did you mean 2026-12-04?"),
    ("set onsite decision-by=2026-10-31", 2, "Sat 31 Oct is before the interview, on Tue 24 Nov; did you mean 2026-12-31?"),
    ("heard onsite 'by the 4th' --decision-by 2026-11-04", 2, "Wed 4 Nov is before they said so, on Wed 25 Nov; did you mean 2026-12-04?"),
    ("outcome onsite offer --answer-by 2026-11-20", 2, "Fri 20 Nov is before they made the offer, on Wed 25 Nov; did you mean 2026-12-20?"),
    ("promise onsite 'send it' --by 2026-11-04", 2, "Wed 4 Nov is before the interview, on Tue 24 Nov; did you mean 2026-12-04?"),
    ("plan --until yesterday", 2, '"yesterday" is over already'),
    ("plan onsite --until 2025-12-04", 2, '"2025-12-04" is over already; what has been: followupctl log'),
    ("snooze onsite check-in 2h", 2, "check-in does not come up before Fri 11 Dec 10:00 anyway; put it off to a later time"),
    ("snooze globex 2h", 1, "nothing is open for globex-video that could be put off"),
    ("skip onsite lunch", 2, '"lunch" is no milestone; followupctl plan acme-onsite shows those to come'),
    ("pause forever", 2, DATES),
    ("plan --until never", 2, DATES),
    ("why onsite thanks", 4, 'acme-onsite has no milestone "thanks"; followupctl show acme-onsite lists them'),
    ("undo", 1, "there is no change that could be taken back"),
    ("undo 3", 4, "there is no change 3, or it is too long ago; followupctl log shows what there is"),
    ("edit nowhere", 4, 'there is no interview "nowhere"; followupctl list shows what there is'),
    ("log 14", 4, 'there is no interview "14"'),
    ("show acne-onsite", 4, "acme-onsite"),
    ("note onsite ''", 2, "the note is empty"),
    ("remove .", 4, 'there is no interview "."'),
    ("set onsite id=acme", 2, "the id of an interview is its name in brackets in the book"),
    ("move onsite +1h", 2, "may be Wed 25 Nov 10:05, counted from now, or Tue 24 Nov 15:00, counted from when it was"),
    ("add Initech --at 14.30", 2, "write 14:30"),
    ("add Initech --at 'fri 14:00 Berlin'", 2, "did you mean Europe/Berlin?"),
    ("pause 2", 2, 'What is "2"?'),
]

TYPOS = [
    ("lst", "followupctl list"), ("done acme", "followupctl sent acme    (you wrote to them)"),
    ("thanks acme", "followupctl sent acme thank-you"), ("ghosted acme", "followupctl outcome acme no-response"),
    ("import invite.ics", "followupctl add COMPANY --at WHEN"), ("export --ics", "followupctl list --all --json"),
    ("thank-you acme", "followupctl sent acme thank-you"), ("prepare acme", "followupctl why acme prepare"),
    ("acme", "followupctl show acme"), ("help stats", "followupctl help status"), ("-", "See: followupctl help"),
    ("add Initech fri 14:00", "followupctl add Initech --at 'fri 14:00'"),
    ("promise acme 'the sample' fri", "followupctl promise acme 'the sample' --by fri"),
    ("add Initech --at", "--at needs WHEN behind it"), ("add --at fri 14:00", "add needs COMPANY"),
    ("set acme role Lead", "'role=Lead'"), ("sent acme --too Dana", "did you mean --to?"), ("sent", "sent needs ID"),
    ("note acme --learned --news x", "Either --learned or --news, not both"), ("snooze acme", "snooze needs UNTIL"),
    ("outcome acme", "outcome needs OUTCOME (open, offer"), ("undo first", "See: followupctl log"),
    ("help when", "followupd.when(7)"), ("milestones", "followupd.etiquette(7)"), ("config", "followupd.conf(5)"),
    ("completion tcsh", "bash, zsh and fish"), ("list --color=blue", "--color takes auto, always or never"),
    ("--socket '' list", "--socket needs PATH"),
]


@pytest.fixture
def wednesday(home, clock, new_daemon, ctl):
    home.zone = "Europe/Berlin"
    home.write_book(BOOK)
    clock.set("2026-11-25 09:05")
    new_daemon(clock=clock).start()
    return ctl


TOLD = Path(__file__).with_name("newcomers")


def told(home, line, done):
    """What stands in a transcript."""
    text = re.sub(r"edit-\w{6}", "edit-XXXXXX", done.stdout + done.stderr).replace(f"--socket {home.socket} ", "")
    return f"$ followupctl {line}\n{text.replace(str(home.root), '~')}(exit code {done.code})\n"


def compare(name, texts):
    path, text = TOLD / f"{name}.txt", "\n".join(texts)
    if os.environ.get("FOLLOWUPD_TRANSCRIPTS") == "write":
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, encoding="utf-8")
    assert text == path.read_text(encoding="utf-8")


def test_slips(wednesday, home):
    texts = []
    for line, code, said in SLIPS:
        done = wednesday.fails(code, *shlex.split(line))
        assert said in done.stderr and done.stdout == "", (line, done.stderr)
        assert home.read_book().decode() == BOOK, line
        texts.append(told(home, line, done))
    assert wednesday.json("log")["changes"] == []
    compare("slips", texts)


def test_typos(home, ctl):
    """There is no daemon, and none is needed."""
    texts = []
    for line, said in TYPOS:
        done = ctl.fails(2, *shlex.split(line))
        texts.append(told(home, line, done))
        assert said in texts[-1] and done.stdout == "", texts[-1]
    compare("typos", texts)


# ---- Places

def without_options(home, line, **env):
    """Without --socket; as root, since others have a /run/user/UID where they log in."""
    done = subprocess.run([built("followupctl"), *shlex.split(line)], env=home.env(**env), cwd="/", text=True,
                          capture_output=True, check=False)
    return Result(done.returncode, done.stdout, done.stderr)


def dead_socket(home):
    home.socket.parent.mkdir(exist_ok=True)
    with socket.socket(socket.AF_UNIX) as dead:
        dead.bind(str(home.socket))


def full_pipe(home):
    with open("/dev/full", "w", encoding="ascii") as full:
        done = subprocess.run([built("followupctl"), "--socket", home.socket, "list"], stdout=full, stderr=subprocess.PIPE,
                              env=home.env(), text=True, check=False)
    return Result(done.returncode, "", done.stderr)


def test_places_without_a_daemon(home, ctl):
    need_root("nobody's /run/user/0")
    texts = [f"# {title}\n{told(home, line, run())}" for title, line, run in [
        ("never started", "list", lambda: ctl.run("list")),
        ("never started", "add Initech --at tomorrow 14:00", lambda: ctl.run(*shlex.split("add Initech --at tomorrow 14:00"))),
        ("never started", "watch", lambda: ctl.run("watch")),
        ("never started", "version", lambda: ctl.run("version")),
        ("no terminal", "add", lambda: ctl.run("add")),
        ("a file where the socket should be", "--socket /etc/passwd list", lambda: without_options(home, "--socket /etc/passwd list")),
        ("sudo and cron: XDG_RUNTIME_DIR is not set", "list", lambda: without_options(home, "list", XDG_RUNTIME_DIR=None)),
        ("a very long XDG_RUNTIME_DIR", "list", lambda: without_options(home, "list", XDG_RUNTIME_DIR="/" + "x" * 120)),
    ]]
    dead_socket(home)
    texts.append(f"# a daemon that was killed\n{told(home, 'list', ctl.run('list'))}")
    compare("no-daemon", texts)


def test_places_with_another_daemon(home, ctl):
    daemon = Scripted(home.socket, **ANSWERS)
    old = Error("MethodNotFound", "org.varlink.service", method="io.followupd.Control.Promise")
    texts = []
    for title, line, answers, env in [
        ("another version", "version", {"GetInfo": {**ANSWERS["GetInfo"], "version": "0.0.9"}}, {}),
        ("an older version, which lacks the verb", "promise acme x --by fri", {"Promise": old}, {}),
        ("something else that listens", "list", {"List": b"HTTP/1.1 400 Bad Request\0"}, {}),
        ("killed while it worked", "note acme x", {"Note": Scripted.HANGS_UP}, {}),
        ("stopped, or a disk that hangs", "list", {"List": Scripted.SILENT}, {"FOLLOWUPCTL_PATIENCE": "1s"}),
        ("too many clients", "list", {"List": Error("TooManyClients", limit=64, text="64 clients are connected already.")}, {}),
        ("no editor", "edit", {}, {"EDITOR": "no-such-editor"}),
    ]:
        daemon.answers = {**ANSWERS, **answers}
        ctl.more_env = env
        texts.append(f"# {title}\n{told(home, line, ctl.run(*line.split()))}")
    texts.append(f"# a full disk behind >\n{told(home, 'list >FILE', full_pipe(home))}")
    daemon.close()
    compare("another-daemon", texts)


def test_at_least_fifty(ctl):
    lines = {line for line, *_ in [*SLIPS, *TYPOS]}
    assert len(lines) == len(SLIPS) + len(TYPOS) >= 50
    for path in TOLD.glob("*.txt"):  # each text says what to do
        for text in path.read_text(encoding="utf-8").split("\n\n"):
            assert re.search(r"followupctl: .|They differ", text), text
    assert {path.stem for path in TOLD.glob("*.txt")} == {"slips", "typos", "no-daemon", "another-daemon"}


@pytest.fixture
def strangers_home():
    """Root may write everywhere, so it is somebody else's."""
    need_root("another user")
    private = Home(uid=4711)
    yield private
    private.remove()


def test_a_home_that_may_not_be_written(strangers_home, new_daemon):
    home = strangers_home
    home.write_book(BOOK)
    new_daemon(home=home).start()
    for directory in (home.data, home.state, home.config):
        for path in (directory, *directory.rglob("*")):
            path.chmod(0o500 if path.is_dir() else 0o400)
    ctl = Ctl(home, env={"EDITOR": "sed -i s/zero/no/"})
    done = ctl.fails(1, "note", "onsite", "x")
    assert "could not be written" in done.stderr and "Nothing was changed" in done.stderr
    done = ctl.fails(1, "edit")
    kept = done.stderr.split("is kept in ")[1].strip()
    assert "could not be written" in done.stderr and kept.startswith("/tmp/followupd-edit-")
    assert "no-copy" in open(kept, encoding="utf-8").read()
    shutil.rmtree(os.path.dirname(kept))
