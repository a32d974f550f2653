"""tests/house/check-texts finds what is outside the catalogue, and what is wrong in one."""

import shutil
import subprocess

import pytest
from harness.needs import need_program, repository

ROOMS = ["cli", "common", "config", "daemon", "etiquette", "holidays", "po", "popup"]


@pytest.fixture
def check(tmp_path):
    """Changes a copy of the source as told, and returns what the check says of it; "": it is content."""
    need_program("xgettext", "gettext")
    for room in ROOMS:
        shutil.copytree(repository() / room, tmp_path / room)

    def run(path=None, old=None, new=None):
        if path:
            text = (tmp_path / path).read_text(encoding="utf-8")
            assert old in text, f"{path} lacks {old}"
            (tmp_path / path).write_text(text.replace(old, new, 1), encoding="utf-8")
        done = subprocess.run([repository() / "tests/house/check-texts"], cwd=tmp_path, env={"PATH": "/usr/bin:/bin", "BUILD": "build"},
                              capture_output=True, text=True, check=False, timeout=120)
        assert not done.stderr, done.stderr
        return done.stdout if done.returncode else ""
    return run


def test_the_source_as_it_is(check):
    assert check() == ""


@pytest.mark.parametrize("path,old,new,said", [
    ("daemon/turn.c", '_("Your interview book has an error")', '"Your book has an error"', "'Your book has an error'"),
    ("etiquette/reason-against.c", "\nchar *reason_spent(", '\n#define GREETING "good morning to you"\nchar *reason_spent(',
     "'good morning to you'"),
    ("cli/print-change.c", '_("Done.")', '_("Well done indeed.")', "lacks 'Well done indeed.'"),
    ("cli/print-change.c", '_("Done.")', 'fact(reply, "x")', "'Done.' is in no source any more"),
    ("po/de.po", 'msgstr "Nichts ist fällig."', 'msgstr ""', "not translated: 'Nothing is due.'"),
    ("po/de.po", 'msgid "Nothing is due."', '#, fuzzy\nmsgid "Nothing is due."', "fuzzy: 'Nothing is due.'"),
    ("po/de.po", 'msgstr "bis %s"', 'msgstr "bis %d"', "format specifications"),
    ("po/de.po", 'msgstr "Bis {deadline}."', 'msgstr "Bis {dedline}."', "has other places"),
    ("po/de.po", 'msgstr "Bis {deadline}."', 'msgstr "Bis dann."', "lacks places"),
    ("po/de.po", 'msgstr "Später"', 'msgstr "Bitte erst etwas später"', "more than 16"),
    ("po/not-texts", "popup/main.c: *", "popup/main.c: *\tx\nno such text: *", "nothing needs"),
])
def test_what_it_finds(check, path, old, new, said):
    assert said in check(path, old, new)
