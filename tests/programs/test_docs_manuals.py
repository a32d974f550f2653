"""followupd(1), followupd.interviews(5) and followupd.conf(5) say what the programs and their tables say."""

import re
import subprocess

import pytest
from docs_text import entries, section, text_of
from harness.ctl import Ctl
from harness.home import Home
from harness.needs import bin_directory, built

DAEMON, BOOK, CONF = (f"docs/followupd.{name}.scd" for name in ("1", "interviews.5", "conf.5"))


@pytest.fixture
def followupd(home):
    """Runs followupd to its end; returns stdout."""
    def run(*args, code=0):
        done = subprocess.run([built("followupd"), *args], env=home.env(), capture_output=True, text=True,
                              timeout=60, check=False)
        assert done.returncode == code, done
        return done.stdout
    return run


@pytest.fixture(scope="module")
def words():
    """What may stand for KIND, CHANNEL and so on, as followupctl says it."""
    home = Home()
    yield Ctl(home).json("help")["words"]
    home.remove()


# ---- followupd(1)

def test_the_manual_has_each_option(followupd):
    said = re.findall(r"^  --([\w-]+) (\S*)", followupd("--help"), re.MULTILINE)
    explained = [(name.removeprefix("--"), rest) for name, rest, _ in entries(section(DAEMON, "OPTIONS"))]
    assert explained == said


def test_the_manual_has_each_exit_code(followupd):
    told = re.search(r"^Exit codes: (.*)$", followupd("--help"), re.MULTILINE).group(1)
    assert [name for name, *_ in entries(section(DAEMON, "EXIT STATUS"))] == re.findall(r"\b(\d) ", told)
    followupd("--no-such-option", code=2)
    followupd("--check=/nonexistent", code=1)


def test_the_manual_has_the_places_of_the_files(home):
    account = Home(plain=True)
    try:
        for path in (account.book, account.settings, account.memory):
            assert f"_~/{path.relative_to(account.root)}_" in section(DAEMON, "FILES")
        assert f"_$XDG_RUNTIME_DIR/{home.socket.relative_to(home.run)}_" in section(DAEMON, "FILES")
    finally:
        account.remove()


# ---- followupd.interviews(5)

def book_keys():
    """{key: whether it may be repeated}, in the order of the table."""
    rows = re.findall(r'^\tROW\("([\w-]+)", (true|false), ', text_of("config/book-keys.c"), re.MULTILINE)
    assert len(rows) > 20
    return {name: repeated == "true" for name, repeated in rows}


def test_the_manual_has_each_key_of_the_book():
    explained = {name: rest.endswith("+") for name, rest, _ in entries(section(BOOK, "KEYS"))}
    assert explained == book_keys()


def test_every_example_of_the_table_can_be_read(home, followupd):
    """Those that complaints show as right."""
    rows = re.findall(r'^\tROW\("([\w-]+)",.*?\n?.*?"((?:[^"\\]|\\.)*)",', text_of("config/book-keys.c"), re.MULTILINE)
    lines = [f"{key} = {example}" for key, example in rows]
    assert [key for key, _ in rows] == list(book_keys())
    home.write_book("[acme-onsite]\n" + "\n".join(lines) + "\ninterviewer = Sam Roe\n")
    assert followupd("--check") == f"{home.book}: 1 interview, no errors\n"


@pytest.mark.parametrize("word,key", [("KIND", "kind"), ("STATE", "state"), ("OUTCOME", "outcome")])
def test_the_manual_has_the_words_of_a_key(words, word, key):
    body = next(body for name, _, body in entries(section(BOOK, "KEYS")) if name == key)
    for choice in words[word].split(", "):
        assert re.search(rf"\b{choice}\b", body), choice


@pytest.mark.parametrize("word", ["CHANNEL", "MILESTONE"])
def test_the_manual_has_the_words_of_a_value(words, word):
    values = dict(re.findall(r"^_([A-Z]+)_\n((?:\t[^\n]*\n|\n)*)", section(BOOK, "VALUES"), re.MULTILINE))
    for choice in words[word].split(", "):
        assert re.search(rf"\b{choice}\b", values[word]), choice


def test_every_value_is_explained():
    """In VALUES; or, if only one key has it, with that key."""
    explained = re.findall(r"^_([A-Z]+)_$", section(BOOK, "VALUES"), re.MULTILINE)
    used = re.findall(r"_([A-Z]+)_", "".join(re.findall(r"^\*[^\n]*", section(BOOK, "KEYS"), re.MULTILINE)))
    assert set(explained) <= set(used)
    assert [word for word in used if used.count(word) > 1 and word not in [*explained, "TEXT"]] == []


# ---- followupd.conf(5)

def settings_of_example(text):
    return re.findall(r"^;([a-z][\w-]*) =[ ]?(.*)$", text.partition("\n;[")[0], re.MULTILINE)


def test_the_manual_has_each_setting_with_its_default(followupd):
    """It is made from config/examples/followupd.conf, which check-examples holds to --example."""
    roff = (bin_directory() / "man/followupd.conf.5").read_text(encoding="utf-8")
    body = roff.partition(".SH SETTINGS")[2].partition(".SH ")[0]
    explained = [(name.replace("\\-", "-"), value.strip()) for name, value in
                 re.findall(r"^\\fB([\w\\-]+)\\fR =(.*)$", body, re.MULTILINE)]
    assert len(explained) > 40
    assert explained == settings_of_example(followupd("--example"))
    assert "@settings@" not in roff


def test_the_other_keys_of_the_settings_are_known(home, followupd):
    """Those of holidays and milestones; the page's own example is tried elsewhere."""
    values = {"dates": "2026-12-25", "calendar": "holidays.ics", "after": "interview", "opens": "3d", "deadline": "5d",
              "text": "Send the references"}
    holidays, milestone = (
        "".join(f"{name} = {values[name]}\n" for name, *_ in entries(section(CONF, heading)) if not name.startswith("["))
        for heading in ("HOLIDAYS", "MILESTONES OF YOUR OWN"))
    assert "dates" in holidays and all(name in milestone for name in ("after", "opens", "deadline", "text"))
    home.write_book("")
    home.write_settings(f"[holidays]\n{holidays}[milestone references]\n{milestone}")
    assert followupd("--check") == f"{home.book}: 0 interviews, no errors\n"
