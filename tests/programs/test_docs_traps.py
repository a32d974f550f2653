"""docs/TRAPS.md and docs/FAULTS.md name tests for what they say: each is there, no row is without one, and nothing is missing."""

import re

import pytest
from docs_text import text_of
from harness.needs import repository

TRAPS, FAULTS = "docs/TRAPS.md", "docs/FAULTS.md"
STATES = ["before it is shown", "while it stands", "after the answer"]
# What a reminder may meet on its way: each is a row.
ALL_FAULTS = """\
no notification server
one that cannot be started
one that comes late
one that hangs
one that is killed
restarted, with numbers used again
one that refuses
one without buttons
one that draws no buttons
one that tells lies
one that closes at once
no session bus
the helper is killed
the helper hangs
the helper cannot run
the daemon is killed
the daemon is stopped
words cross
the book is broken
the memory is spoilt
the disk is full
nobody at the screen
paused
do not disturb
the machine is suspended
switched off
the clock is set forward
the clock is set back
1970, or years ahead
another time zone
the clocks change
a day goes by""".splitlines()


def rows(path):
    """The rows of all tables of a document, as lists of cells, without heads and rules."""
    lines = [line.strip().strip("|").split("|") for line in text_of(path).splitlines() if line.startswith("|")]
    rules = [number for number, cells in enumerate(lines) if set("".join(cells)) <= set("-: ")]
    assert rules, f"{path} has no table"
    return [[cell.strip() for cell in cells] for number, cells in enumerate(lines)
            if number not in rules and number + 1 not in rules]


def named(text):
    """[(file, test)] of the tests that a cell names; the test of a check is None."""
    found = []
    for name in re.findall(r"`([^`]+)`", text):
        file, _, test = name.partition("::")
        if test or name.startswith("tests/"):
            found.append((file if "/" in file else f"tests/programs/{file}", test or None))
    return found


def is_there(file, test):
    path = repository() / file
    if not path.exists() or not test:
        return path.exists()
    pattern = r"^(static )?void {}\(void \*\*state\)$" if file.endswith(".c") else r"^def {}\("
    return re.search(pattern.format(re.escape(test)), path.read_text(encoding="utf-8"), re.MULTILINE) is not None


@pytest.mark.parametrize("path", [TRAPS, FAULTS])
def test_every_test_that_is_named_exists(path):
    names = named(text_of(path))
    assert len(names) > 50
    assert not [f"{file}::{test}" for file, test in names if not is_there(file, test)]


def test_every_trap_has_a_test():
    table = rows(TRAPS)
    assert len(table) >= 60 and not [cells for cells in table if len(cells) != 3 or not named(cells[2])]


def test_the_table_of_faults_is_whole():
    """Each fault, in each state: what is seen, and the test that shows it."""
    assert f"| fault | {' | '.join(STATES)} |" in text_of(FAULTS)
    table = rows(FAULTS)
    assert [cells[0] for cells in table] == ALL_FAULTS
    for fault, *cells in table:
        assert len(cells) == len(STATES), fault
        for state, cell in zip(STATES, cells):
            assert len(re.sub(r"`[^`]*`", "", cell)) > 15 and named(cell), f"{fault}, {state}: {cell}"


def test_what_does_not_exist_is_noticed():
    assert is_there("tests/programs/test_first_light.py", "test_dismissed_is_not_done")
    assert not is_there("tests/programs/test_first_light.py", "test_dismissed_is")
    assert not is_there("tests/etiquette/test-ties.c", "test_of_nothing") and not is_there("tests/none.py", None)


def test_the_unit_has_no_watchdog():
    units = [path for path in (repository() / "systemd").iterdir() if path.is_file()]
    assert units and not [path for path in units if re.search(r"^WatchdogSec", path.read_text(), re.MULTILINE)]
