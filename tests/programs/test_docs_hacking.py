"""The worked examples of docs/HACKING.md: the patches fit, and what they make does what the page says."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from docs_text import apply, blocks
from harness.needs import bin_directory, need_program, repository

HACKING = "docs/HACKING.md"
SOURCE = ["cli", "common", "config", "daemon", "docs", "etiquette", "holidays", "po", "popup", "systemd",
          "tests", "Makefile", "LICENSE", "README.md", "CHANGELOG.md"]
BUILD = Path("build/steps")
TARGETS = [BUILD / name for name in ("followupd", "followupctl", "tests/etiquette/test-expenses")]
MANUAL = BUILD / "man/followupd.conf.5"


def run(*command, cwd, **environment):
    """Runs it, exit code 0 being expected; returns what it said. Nothing of a make around us gets through."""
    env = {name: os.environ[name] for name in ("PATH", "HOME", "LANG", "TMPDIR") if name in os.environ}
    done = subprocess.run(list(map(str, command)), cwd=cwd, env=env | environment, stdout=subprocess.PIPE,
                          stderr=subprocess.STDOUT, text=True, check=False)
    assert done.returncode == 0, f"{command}: {done.stdout}"
    return done.stdout


def make(tree, *targets):
    return run(need_program("make", "make"), "-j2", f"B={BUILD}", "CFLAGS=-O0", "WERROR=yes", *targets, cwd=tree)


def pytest_in(tree, *files, binaries):
    return run(sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", *files, cwd=tree,
               FOLLOWUPD_BIN=str(binaries), PYTHONDONTWRITEBYTECODE="1", FOLLOWUPD_TESTS="all")


@pytest.fixture
def tree(tmp_path):
    """A copy of the source."""
    for name in SOURCE:
        copy = shutil.copytree if (repository() / name).is_dir() else shutil.copy
        copy(repository() / name, tmp_path / name)
    return tmp_path


def test_the_feature_in_five_steps(tree):
    for patch in blocks(HACKING, "diff"):
        apply(tree, patch)
    make(tree, *TARGETS)
    run(tree / BUILD / "tests/etiquette/test-expenses", cwd=tree)
    example = run(tree / BUILD / "followupd", "--example", cwd=tree)
    assert ";expenses-deadline = 10bd" in example.splitlines()
    (tree / "config/examples/followupd.conf").write_text(example)  # as the page says
    make(tree, MANUAL)
    for check in ("check-layers", "check-docs"):
        run(sys.executable, f"tests/house/{check}", cwd=tree)
    pytest_in(tree, "tests/programs/test_expenses.py", "tests/programs/test_docs_manuals.py",
              "tests/programs/test_cli_docs.py::test_the_manual_has_each_verb_in_order",
              "tests/programs/test_cli_verbs.py::test_every_verb_is_in_the_list_above", binaries=tree / BUILD)


def test_the_examples_of_tests(tree):
    """With the programs as they are."""
    examples = blocks(HACKING, "python")
    for number, example in enumerate(examples):
        (tree / f"tests/programs/test_example_{number}.py").write_text(example)
    said = pytest_in(tree, *tree.glob("tests/programs/test_example_*.py"), binaries=bin_directory())
    assert f"{len(examples)} passed" in said
