"""followupctl on a terminal and in a pipe: widths, colours, the pager, readers that go away, and text that
would harm a terminal."""

import re
import signal
import subprocess

import pytest
from cli_world import ACME, ANSWERS, CLOCK, milestone, scripted  # noqa: F401 (a fixture)
from harness.needs import built
from harness.scripted import Error, Scripted
from harness.terminal import show, width

LINES = ["status", "list", "show acme", "log", "plan", "timeline", "why acme", "add Acme --at tue", "sent acme --to Dana",
         "help", "help sent", "help add"]


# ---- Widths

@pytest.mark.parametrize("columns", [40, 62, 80, 100, 150])
@pytest.mark.parametrize("line", LINES)
@pytest.mark.parametrize("language", ["en", "de"])
def test_fits_the_terminal(scripted, home, line, columns, language):
    """No line is wider, except what must stay whole to be copied: commands to type, and paths."""
    scripted()
    shown = show(home, *line.split(), columns=columns, env={"LANGUAGE": language})
    assert shown.code == 0
    wide = [text for text in shown.lines if width(text) > columns]
    assert all(text.lstrip().startswith("followupctl ") or " /" in text for text in wide), wide


@pytest.mark.parametrize("columns", [40, 80])
@pytest.mark.parametrize("language", ["en", "de"])
def test_the_help_of_each_verb_fits(home, ctl, columns, language):
    for verb in ctl.json("help")["verbs"]:
        lines = show(home, "help", verb["name"], columns=columns, env={"LANGUAGE": language}).lines
        assert [text for text in lines if width(text) > columns and not text.startswith("  followupctl ")] == [], verb["name"]


@pytest.mark.parametrize("language", ["en", "de"])
def test_what_doctor_says_fits(scripted, home, language):
    scripted()
    lines = show(home, "doctor", columns=40, env={"LANGUAGE": language}).lines
    assert lines and [text for text in lines if width(text) > 40 and " /" not in text and "followupctl " not in text] == []


@pytest.mark.parametrize("columns,titles", [
    (40, ["ID", "WHEN"]), (80, ["ID", "COMPANY", "WHEN", "NEXT"]),
    (120, ["ID", "COMPANY", "ROLE", "WHEN", "STATE", "NEXT"]),
])
def test_narrow_terminals_get_fewer_columns(scripted, home, columns, titles):
    scripted()
    assert show(home, "list", columns=columns).lines[0].split() == titles


def test_long_texts_are_broken_inside_their_column(scripted, home):
    scripted(Plan={**CLOCK, "milestones": [milestone(
        "check-in", "upcoming", "Check in with the Very Long Company Name and Sons of Somewhere",
        "2026-12-11T10:00:00+01:00", None)]})
    assert [line.rstrip() for line in show(home, "plan", columns=40).lines] == [
        "WHEN              WHAT",
        "Fri 11 Dec 10:00  Check in with the Very",
        "                  Long Company Name and",
        "                  Sons of Somewhere"]


def test_wide_and_combining_characters_keep_columns_straight(scripted, home):
    names = ["東京電力", "Ine\u0302s", "Acme", "👍 Co"]
    scripted(List={**CLOCK, "interviews": [{**ACME, "company": name, "next": None} for name in names]})
    lines = show(home, "list", columns=70).lines
    columns = {width(line[:line.index("yesterday")]) for line in lines[1:]}
    assert len(columns) == 1


HEBREW, ARABIC, MARK = "שלום בע\"מ", "مهندس نظم", "\u200e"


def test_names_from_right_to_left_stay_in_their_columns(scripted, home, ctl):
    """A terminal that turns such text turns what touches as one, so a mark that is none of it stands between; UAX #9, rule N1."""
    scripted(List={**CLOCK, "interviews": [
        {**ACME, "company": HEBREW, "role": ARABIC, "next": None}, {**ACME, "company": HEBREW, "role": "2. Rang", "next": None},
        {**ACME, "company": HEBREW, "next": None}, {**ACME, "company": "Acme", "role": ARABIC, "next": None}]})
    both, number, latin, one = show(home, "list", columns=120).lines[1:]
    assert re.search(f"{HEBREW} +{MARK}{ARABIC} ", both) and re.search(f"{HEBREW} +{MARK}2[.] Rang", number)
    assert MARK not in latin + one and HEBREW in latin and ARABIC in one
    assert len({width(line[:line.index("yesterday")].replace(MARK, "")) for line in (both, number, latin, one)}) == 1
    assert MARK not in ctl.ok("list")  # a program reads names as they are


def test_names_from_right_to_left_are_broken_whole(scripted, home):
    scripted(Plan={**CLOCK, "milestones": [milestone("check-in", "upcoming", f"Check in with {HEBREW} ({HEBREW} {ARABIC})",
                                                     "2026-12-11T10:00:00+01:00", None)]})
    shown = show(home, "plan", columns=40)
    assert all(width(line.replace(MARK, "")) <= 40 for line in shown.lines)
    assert f"{HEBREW} ({HEBREW} {ARABIC})" in " ".join(line[18:].strip() for line in shown.lines)


@pytest.mark.parametrize("locale", ["C", "POSIX", "de_DE", "nonsense"])
def test_utf8_in_any_locale(scripted, home, locale):
    scripted()
    env = {"LANG": locale, "LC_ALL": locale}
    assert "Müller & 東京電力" in show(home, "list", columns=100, env=env).text


@pytest.mark.parametrize("columns,widest", [("40", 40), ("100", 100), ("", 80), ("many", 80), ("0", 80), ("-5", 80)])
def test_columns_of_the_environment(scripted, home, ctl, columns, widest):
    """They go before the terminal's own 80, and say nothing about a pipe."""
    scripted()
    lines = [line for line in show(home, "help", columns=80, env={"COLUMNS": columns}).lines if "followupctl" not in line]
    assert max(width(line) for line in lines) in range(widest - 12, widest + 1)
    unwrapped = ctl.ok("plan")
    ctl.more_env = {"COLUMNS": columns}
    assert ctl.ok("plan") == unwrapped


# ---- Colours

@pytest.mark.parametrize("args,env,colored", [
    ([], {}, True), ([], {"NO_COLOR": "1"}, False), ([], {"NO_COLOR": ""}, True), ([], {"TERM": "dumb"}, False),
    (["--color=never"], {}, False), (["--color=always"], {"NO_COLOR": "1"}, True), (["--json"], {}, False),
])
@pytest.mark.parametrize("verb", ["status", "list"])
def test_colours_on_a_terminal(scripted, home, verb, args, env, colored):
    scripted()
    assert ("\x1b[" in show(home, verb, *args, env=env).raw) == colored


def test_no_colours_in_a_pipe_unless_asked_for(scripted, ctl):
    scripted()
    for verb in ("status", "list", "help"):
        assert "\x1b" not in ctl.ok(verb)
        assert "\x1b[1m" in ctl.ok("--color=always", verb)


# ---- Text that would harm

HARM = "A\x1b]0;title\x07B\x9b31mC\u202eD\u2066E\x7fF\rG"
HARMLESS = r"A\x1b]0;title\x07B\x9b31mC\u202eD\u2066E\x7fF\x0dG"
FORBIDDEN = re.compile("[\x00-\x08\x0b-\x1a\x1c-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")


def poisoned(value):
    """The same answer with harm in every text but those that are read by the program."""
    if isinstance(value, dict):
        return {key: item if key in ("now", "zone", "status", "program") else poisoned(item)
                for key, item in value.items()}
    if isinstance(value, list):
        return [poisoned(item) for item in value]
    return value + HARM if isinstance(value, str) else value


@pytest.mark.parametrize("line", LINES[:9] + ["remove acme", "reload", "version"])
def test_nothing_harmful_reaches_a_terminal(scripted, home, line):
    scripted(**{method: poisoned(answer) for method, answer in ANSWERS.items()})
    shown = show(home, *line.split(), columns=200)
    assert not FORBIDDEN.search(shown.raw)
    assert "\x1b" not in shown.text
    assert r"\x1b" in shown.text or line == "version"


def test_harm_is_shown_as_what_it_is(scripted, home, ctl):
    scripted(Resume={**CLOCK, "text": HARM})
    assert ctl.ok("resume") == HARMLESS + "\n"
    assert ctl.json("resume")["text"] == HARM  # programs get the very text,
    assert not FORBIDDEN.search(show(home, "resume", "--json").raw)  # escaped the way JSON does


def test_harm_in_complaints(scripted, home):
    scripted(Show=Error("NotFound", what="interview", candidates=[HARM], text=HARM))
    assert not FORBIDDEN.search(show(home, "show", "x").raw)
    assert not FORBIDDEN.search(show(home, HARM).raw)


def test_one_fact_is_one_line(scripted, ctl):
    """A newline in a fact must not make another line of a list."""
    scripted(List={**CLOCK, "interviews": [{**ACME, "company": "Acme\nglobex\tCorp"}]})
    assert len(ctl.ok("list").splitlines()) == 2 and "Acme globex Corp" in ctl.ok("list")


# ---- Pager

def pager(home, script):
    path = home.root / "pager"
    path.write_text(f"#!/bin/sh\n{script}\n")
    path.chmod(0o755)
    return {"PAGER": str(path)}


def test_long_answers_go_through_the_pager(scripted, home):
    scripted()
    env = pager(home, "sed 's/^/> /'")
    assert all(line.startswith("> ") for line in show(home, "list", env=env).lines)
    assert all(line.startswith("> ") for line in show(home, "help", env=env).lines)
    assert "\x1b[" in show(home, "status", env=env).raw  # colours and width are the terminal's
    for args in (["list", "--no-pager"], ["resume"]):
        assert not any(line.startswith("> ") for line in show(home, *args, env=env).lines)


def test_no_pager_in_a_pipe(scripted, ctl):
    scripted()
    ctl.more_env = {"PAGER": "echo paged"}
    assert "paged" not in ctl.ok("list")


@pytest.mark.parametrize("term", ["dumb", "", None])
def test_no_pager_on_a_dumb_terminal(scripted, home, term):
    """less would wait there for a key: this is longer than the terminal's 24 lines, and nobody types."""
    scripted(List={**CLOCK, "interviews": ANSWERS["List"]["interviews"] * 30})
    assert show(home, "list", env={"TERM": term, "PAGER": None}).text.count("acme-onsite") == 30
    assert "paged" not in show(home, "list", env={"TERM": term, "PAGER": "echo paged"}).text


def test_a_pager_that_is_left_early_or_fails(scripted, home):
    scripted(List={**CLOCK, "interviews": ANSWERS["List"]["interviews"] * 300})
    for script in ("head -n 1", "exit 1", "exec nothing-of-that-name"):
        assert show(home, "list", env=pager(home, script)).code == 0


def test_the_usual_pager_shows_a_short_answer_at_once(scripted, home):
    scripted()
    assert "acme-onsite" in show(home, "list", env={"PAGER": None}).text


# ---- Readers that go away

def test_a_reader_that_goes_away_is_no_complaint(scripted, ctl):
    scripted(List={**CLOCK, "interviews": ANSWERS["List"]["interviews"] * 300})
    for args in (["list"], ["list", "--json"]):
        with ctl.start(*args) as process:
            process.stdout.readline()
            process.stdout.close()
            assert (process.wait(20), process.stderr.read()) == (0, "")


def test_an_answer_that_cannot_be_written(scripted, home, ctl):
    scripted()
    with open("/dev/full", "w", encoding="ascii") as full:
        done = subprocess.run([built("followupctl"), "--socket", home.socket, "list"], stdout=full,
                              stderr=subprocess.PIPE, env=home.env(), text=True, timeout=20, check=False)
    assert done.returncode == 1 and "could not be written: No space left on device" in done.stderr


def test_ctrl_c_is_quiet(scripted, ctl):
    daemon = scripted(List=Scripted.SILENT)
    with ctl.start("list") as process:
        daemon.wait_called()
        process.send_signal(signal.SIGINT)
        assert process.wait(20) == -signal.SIGINT
        assert (process.stdout.read(), process.stderr.read()) == ("", "")


def test_stdout_that_is_closed(scripted, home):
    scripted()
    done = subprocess.run(["sh", "-c", f"exec {built('followupctl')} --socket {home.socket} list >&-"],
                          stderr=subprocess.PIPE, env=home.env(), text=True, timeout=20, check=False)
    assert done.returncode == 1 and "could not be written" in done.stderr


@pytest.mark.parametrize("line,is_done", [("note acme x", True), ("pause", True), ("list", False), ("version", False)])
def test_an_answer_that_is_lost_says_whether_it_was_done(scripted, home, line, is_done):
    """A script that sees code 1 would do it twice."""
    scripted()
    for sink in (">&-", ">/dev/full"):
        done = subprocess.run(["sh", "-c", f"exec {built('followupctl')} --socket {home.socket} {line} {sink}"],
                              stderr=subprocess.PIPE, env=home.env(), text=True, timeout=20, check=False)
        assert done.returncode == 1 and ("was done all the same; do not repeat it" in done.stderr) == is_done
