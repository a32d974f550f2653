"""What followupctl says when something is wrong, with which exit code: each error of the daemon, each way
in which it cannot be reached, and the slips of newcomers."""

import json
import os
import shlex
import shutil
import socket
import subprocess

import pytest
from cli_world import ANSWERS, DANA, SAM, scripted  # noqa: F401 (a fixture)
from harness.ctl import Ctl
from harness.daemon import as_user
from harness.needs import built, need_root
from harness.scripted import Error, Scripted

# What is typed, the daemon's error, the exit code, what must be said.
ERRORS = [
    ("show acne", Error("NotFound", what="acne", candidates=["acme-onsite"], text="No interview acne."),
     4, ["No interview acne.\n  acme-onsite\nSee: followupctl list --all\n"]),
    ("show acne", Error("NotFound", what="acne", candidates=["acme"], text="Did you mean acme? See followupctl list"),
     4, ["followupctl: Did you mean acme? See followupctl list\n"]),
    ("sent acme Dana", Error("NotFound", what="Dana", candidates=[], text="No milestone Dana."),
     4, ["No milestone Dana.\n", "--to 'Dana Li'\n", "followupctl help sent\n"]),
    ("sent acme --to Dana Li", Error("BadInput", parameter="milestone", text='"Li" is no milestone'),
     2, ['"Li" is no milestone\n', "--to 'Dana Li'\n"]),
    ("why acme thankyou", Error("NotFound", what="thankyou", candidates=["thank-you"],
                                text="No milestone thankyou; did you mean thank-you?"),
     4, ["did you mean thank-you?\nSee: followupctl help why\n"]),
    ("show acme", Error("Ambiguous", what="interview", candidates=["acme-phone", "acme-onsite"],
                        text="acme could be several."),
     2, ["acme could be several.\n  acme-phone\n  acme-onsite\n"]),
    ("move acme 25:00", Error("BadInput", parameter="at", text='"25:00" is no time.'),
     2, ['"25:00" is no time.', "followupctl help move"]),
    ("outcome acme ghosted", Error("BadInput", parameter="outcome", text='"ghosted" is no outcome.'),
     2, ["Did you mean:\n  followupctl outcome acme no-response\n"]),
    ("note acme x", Error("BadBook", file="/h/book.ini", line=12, text="no such key"),
     1, ["/h/book.ini:12: no such key\n", "Nothing was changed", "then repeat"]),
    ("note acme x", Error("Refused", text="The disk is full."), 1, ["followupctl: The disk is full.\n"]),
    ("sent acme", Error("Pushy", text="Two check-ins were sent.", fine="2026-12-11T10:00:00+01:00"),
     5, ["Two check-ins were sent.\nAlready sent? Repeat with --force: it will count.\n"
         "  followupctl --socket {socket} sent acme --force\n"]),
    ("sent acme --via phone", Error("Unclear", text="Whom did you write to?", people=[DANA, SAM]),
     2, ["Whom did you write to?\n"
         "  followupctl --socket {socket} sent acme --via phone --to 'Dana Li'\n"
         "  followupctl --socket {socket} sent acme --via phone --to 'Sam Roe'\n"
         "  followupctl --socket {socket} sent acme --via phone --all\n"]),
    ("sent -- acme", Error("Unclear", text="Whom?", people=[DANA, {**DANA, "address": "li@b.example"}]),
     2, ["sent --to dana@acme.example -- acme\n", "sent --to li@b.example -- acme\n"]),
    ("heard acme", Error("Unclear", text="Who?", people=[DANA]), 2, ["heard acme --from 'Dana Li'\n"]),
    ("kept acme", Error("Unclear", text="Who?", people=[DANA]), 2, ["Who?\n  Dana Li\n"]),
    ("note acme x", Error("NotWritten", text="The book could not be written."),
     1, ["The book could not be written.\n"]),
    ("list", Error("TooManyClients", limit=64, text="64 clients are connected already."),
     1, ["64 clients", "Try again"]),
    ("promise acme x --by fri", Error("MethodNotFound", "org.varlink.service", method="x"),
     3, ["followupctl promise", "another version", "systemctl --user restart followupd.service"]),
    ("list --all", Error("InvalidParameter", "org.varlink.service", parameter="all"),
     3, ["another version"]),
    ("list", Error("FromTheFuture", text="Something new."), 1, ["Something new.\n"]),
    ("list", Error("FromTheFuture"), 1, ["io.followupd.Control.FromTheFuture\n"]),
]


@pytest.mark.parametrize("line,error,code,said", ERRORS, ids=[f"{e.name}-{l}" for l, e, *_ in ERRORS])
def test_named_errors(scripted, home, ctl, line, error, code, said):
    daemon = scripted()
    daemon.answers = {method: error for method in ANSWERS}
    done = ctl.fails(code, *shlex.split(line))
    assert done.stderr.startswith("followupctl: ") and done.stdout == ""
    for part in said:
        assert part.format(socket=home.socket) in done.stderr


@pytest.mark.parametrize("line,error,code,said", ERRORS, ids=[f"{e.name}-{l}" for l, e, *_ in ERRORS])
def test_named_errors_for_programs(scripted, ctl, line, error, code, said):
    daemon = scripted()
    daemon.answers = {method: error for method in ANSWERS}
    done = ctl.fails(code, "--json", *shlex.split(line))
    answer = json.loads(done.stdout)
    assert (answer["version"], answer["error"], answer["exit"]) == (1, error.name, code)
    assert answer["parameters"] == error.parameters and done.stderr == f"followupctl: {answer['text']}\n"


def test_every_error_of_the_interface_is_tested():
    path = os.path.join(os.path.dirname(__file__), "../../daemon/io.followupd.Control.varlink")
    with open(path, encoding="utf-8") as file:
        named = {line.split()[1] for line in file if line.startswith("error ")}
    assert named <= {error.name.rpartition(".")[2] for _, error, *_ in ERRORS}


# ---- A daemon that cannot be reached

def test_not_installed_or_not_enabled(ctl):
    done = ctl.fails(3, "list")
    assert "followupd is not running: there is no socket" in done.stderr
    assert "systemctl --user enable --now followupd.socket" in done.stderr


def test_a_socket_that_a_dead_daemon_left(home, ctl):
    home.socket.parent.mkdir()
    with socket.socket(socket.AF_UNIX) as dead:
        dead.bind(str(home.socket))
    done = ctl.fails(3, "list")
    assert "nobody listens" in done.stderr and "systemctl --user restart followupd.socket" in done.stderr


def test_a_file_that_is_no_socket(home, ctl):
    home.socket.parent.mkdir()
    home.socket.write_text("")
    assert "is no socket" in ctl.fails(3, "list").stderr


@pytest.mark.parametrize("answer,said", [
    (Scripted.HANGS_UP, "hung up"), (b"HTTP/1.1 400 Bad Request\0", "is not followupd"), (b"[]\0", "is not followupd"),
    (b'{"parameters": {}', "hung up"), (b"x" * (2 << 20), "longer than"),
])
def test_something_else_answers(scripted, ctl, answer, said):
    scripted(List=answer)
    done = ctl.fails(3, "list")
    assert said in done.stderr and "journalctl --user -u followupd.service" in done.stderr


def test_a_daemon_that_takes_the_call_and_never_answers(scripted, home):
    scripted(List=Scripted.SILENT)
    done = Ctl(home, env={"FOLLOWUPCTL_PATIENCE": "1s"}).fails(3, "list")
    assert "does not answer" in done.stderr and "systemctl --user restart" in done.stderr


@pytest.mark.parametrize("line,changes", [("note acme x", True), ("pause", True), ("show acme", False)])
def test_a_change_that_was_not_answered_may_have_been_made(scripted, ctl, line, changes):
    daemon = scripted()
    daemon.answers = {method: Scripted.HANGS_UP for method in ANSWERS}
    assert ("may have been done" in ctl.fails(3, *line.split()).stderr) == changes


def test_a_daemon_that_does_not_even_take_the_call(home):
    """Stopped, with its queue full: connecting itself would wait."""
    home.socket.parent.mkdir()
    with socket.socket(socket.AF_UNIX) as stopped:
        stopped.bind(str(home.socket))
        stopped.listen(0)
        with socket.socket(socket.AF_UNIX) as first:
            first.connect(str(home.socket))
            done = Ctl(home, env={"FOLLOWUPCTL_PATIENCE": "1s"}).fails(3, "list")
    assert "does not answer" in done.stderr


def test_an_answer_given_before_the_question_counts(scripted, ctl):
    """The client too many is told so and hung up on without being listened to."""
    scripted().greeting = (b'{"error": "io.followupd.Control.TooManyClients", '
                           b'"parameters": {"limit": 64, "text": "64 clients are connected already."}}\0')
    assert "64 clients" in ctl.fails(1, "note", "acme", "x" * 100000).stderr


def test_the_socket_of_another_user(home):
    need_root("another user")
    home.root.chmod(0o755)
    home.run.chmod(0o700)
    daemon = Scripted(home.socket, **ANSWERS)
    assert "belongs to another user" in Ctl(home, uid=4711).fails(3, "list").stderr
    daemon.close()


def run(home, *args, **env):
    """Without --socket, and as a user whose /run/user/UID is not there."""
    user = as_user(4711) if os.geteuid() == 0 else {}
    return subprocess.run([built("followupctl"), *args], env=home.env(**env), cwd="/", text=True,
                          capture_output=True, timeout=20, check=False, **user)


def test_no_session(home):
    done = run(home, "list", XDG_RUNTIME_DIR=None)
    assert done.returncode == 3
    assert "XDG_RUNTIME_DIR is not set and /run/user/" in done.stderr and "--socket" in done.stderr


def test_paths_too_long_for_a_socket(home):
    assert "$XDG_RUNTIME_DIR is too long" in run(home, "list", XDG_RUNTIME_DIR="/" + "x" * 120).stderr
    done = run(home, "list", "--socket", "/" + "x" * 120)
    assert done.returncode == 2 and "too long for a socket" in done.stderr


def test_the_usual_socket_is_below_the_runtime_directory(home):
    done = run(home, "list", XDG_RUNTIME_DIR="/nowhere")
    assert done.returncode == 3 and "/nowhere/followupd/control" in done.stderr


def test_unreachable_for_programs(ctl, home):
    answer = json.loads(ctl.fails(3, "--json", "list").stdout)
    assert answer["error"] == "followupctl.NoSocket" and answer["exit"] == 3
    assert answer["parameters"] == {"socket": str(home.socket)}


def test_version_without_a_daemon_still_says_its_own(ctl):
    assert ctl.fails(3, "version").stdout == "followupctl 0.1.0\n"
    assert ctl.ok("--version") == "followupctl 0.1.0\n"


# ---- What newcomers type

MISTAKES = [
    ("done acme", ["followupctl sent acme ", "followupctl kept acme ", "followupctl skip acme MILESTONE"]),
    ("thanks acme", ["followupctl sent acme thank-you\n"]),
    ("ghosted acme", ["followupctl outcome acme no-response\n"]),
    ("rejected", ["followupctl outcome ID rejected\n"]),
    ("rm acme", ["followupctl remove acme\n"]),
    ("ls", ["followupctl list\n"]),
    ("new Acme", ["followupctl add COMPANY --at WHEN\n"]),
    ("statsu", ["Did you mean:\n  followupctl status\n"]),
    ("Show acme", ["followupctl show\n"]),
    ("check-in acme", ["It is a milestone", "followupctl sent acme check-in\n"]),
    ("acme-onsite", ["If it is an interview:\n  followupctl show acme-onsite\n"]),
    ("rm --all", ["followupctl remove ID\n"]),
    ("rm ../x;y", ["followupctl remove ID\n"]),
    ("help ls", ["followupctl list\n"]),
    ("sent", ["sent needs ID (the interview", "Usage: followupctl sent ID [MILESTONE]"]),
    ("show", ["show needs ID"]),
    ("add", ["add needs COMPANY"]),
    ("add Acme", ["add needs --at WHEN (a time: 2026-11-24 14:00"]),
    ("add Acme tomorrow 14:00", ["add needs --at WHEN"]),
    ("add Acme --at", ["--at needs WHEN behind it: when it begins"]),
    ("add Acme --at --for 45min", ["--at needs WHEN behind it"]),
    ("add Acme --at tue --at wed", ["--at is given twice"]),
    ("add Acme --at tue Corp", ['"Corp" stands apart from "Acme"; put quotes']),
    ("set acme", ["set needs KEY=VALUE"]),
    ("set acme decision-by 2026-12-04", ["'decision-by=2026-12-04'"]),
    ("note acme", ["note needs TEXT"]),
    ("note acme --learned --concern x", ["Either --learned or --concern, not both"]),
    ("promise acme send it", ["promise needs --by WHEN"]),
    ("outcome acme", ["outcome needs OUTCOME (open, offer, accepted, declined, rejected, withdrawn, no-response)"]),
    ("state acme", ["held, cancelled, no-show, missed"]),
    ("move acme", ["move needs WHEN"]),
    ("snooze acme", ["snooze needs UNTIL"]),
    ("snooze acme check-in", ["Until when?", "check-in tomorrow 9:00"]),
    ("skip acme", ["skip needs MILESTONE (prepare, debrief, thank-you, promise, next-steps,"]),
    ("sent acme check-in Dana", ['What is "Dana"? It is one word too many.']),
    ("resume now", ['What is "now"?']),
    ("sent acme --too Dana", ["sent has no option --too; did you mean --to?", "followupctl help sent"]),
    ("sent acme --frobnicate", ["sent has no option --frobnicate\n"]),
    ("sent acme -x", ["sent has no option -x"]),
    ("sent acme --al=yes", ["--all takes no value"]),
    ("sent acme --t Dana", ["sent has no option --t"]),
    ("list --color=blue", ["--color takes auto, always or never"]),
]


@pytest.mark.parametrize("line,said", MISTAKES, ids=[line for line, _ in MISTAKES])
def test_mistakes_of_newcomers(ctl, line, said):
    done = ctl.fails(2, *line.split())
    assert done.stderr.startswith("followupctl: ") and done.stdout == ""
    for part in said:
        assert part in done.stderr


def test_words_that_are_not_utf8(ctl):
    assert "not UTF-8" in ctl.fails(2, "note", "acme", os.fsdecode(b"caf\xe9")).stderr
    assert "not UTF-8" in ctl.fails(2, "sent", "acme", "--to", os.fsdecode(b"caf\xe9")).stderr
    assert "is no verb" in ctl.fails(2, os.fsdecode(b"caf\xe9")).stderr


def test_a_text_too_long_for_a_call(scripted, ctl):
    scripted()
    done = ctl.fails(2, "note", "acme", *["x" * 100000] * 11)
    assert "1 MiB" in done.stderr


# ---- What may be typed in more than one way

@pytest.mark.parametrize("line", [
    "--all list acme", "list --all acme", "list acme --all", "list acme --al", "--json list acme --all",
    "list --all -- acme", "--color never list acme --all", "--color=never --all list -- acme",
])
def test_options_may_stand_anywhere(scripted, ctl, line):
    daemon = scripted()
    ctl.ok(*line.split())
    assert daemon.call == ("List", {"all": True, "company": "acme"})


@pytest.mark.parametrize("line,text", [
    ("note acme -- --json", "--json"), ("note acme -", "-"), ("-- note acme --x", "--x"),
    ("note acme -- a -- b", "a -- b"), ("note acme ''", ""),
])
def test_words_that_look_like_options(scripted, ctl, line, text):
    daemon = scripted()
    ctl.ok(*shlex.split(line))
    assert daemon.call == ("Note", {"id": "acme", "text": text})


@pytest.mark.parametrize("line,at", [
    ("--at tomorrow 14:00", "tomorrow 14:00"), ("--at=tomorrow 14:00", "tomorrow 14:00"),
    ("--at next tue 14:00", "next tue 14:00"), ("--at in 2 weeks", "in 2 weeks"),
    ("--at 2026-11-24T14:00:00+01:00", "2026-11-24T14:00:00+01:00"), ("--at whenever", "whenever"),
    ("--at tomorrow 14:00 --role 15:00", "tomorrow 14:00"),
])
def test_times_need_no_quotes(scripted, ctl, line, at):
    daemon = scripted()
    ctl.ok("add", "Acme", *line.split())
    method, parameters = daemon.call
    assert (method, parameters["company"], parameters["at"]) == ("Add", "Acme", at)


@pytest.mark.parametrize(("verb", "program"), [("draft acme", "followup-letters"), ("doctor", "followup-doctor")])
def test_a_program_that_is_missing_or_broken_is_named(home, verb, program):
    """These verbs are done by programs of their own, here by what lies beside followupctl."""
    own, broken = home.root / "bin/followupctl", home.root / "bin" / program
    own.parent.mkdir()
    shutil.copy(built("followupctl"), own)
    broken.write_text("not to be executed")
    said = subprocess.run([own, *verb.split()], capture_output=True, text=True, env=home.env(), check=False)
    assert (said.returncode, said.stdout) == (1, "")
    assert f"{broken}, which does this, cannot be started: Permission denied.\n" in said.stderr
    assert "install that again" in said.stderr
