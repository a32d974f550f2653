"""What the documents show can be done as it is shown."""

import os
import re
import shlex
import subprocess
import sys

import pytest
from docs_text import blocks, books, fenced, ini_blocks, section, settings, text_of
from harness.ctl import Ctl
from harness.home import Home
from harness.installed import install
from harness.needs import built, repository
from harness.varlink import Varlink
from harness.wait import wait_until

DOCUMENTS = ["README.md", *(f"docs/{path.name}" for path in sorted((repository() / "docs").glob("*.*"))
                            if path.suffix in (".md", ".scd"))]
README, PROTOCOL = "README.md", "docs/PROTOCOL.md"
WEDNESDAY = "2026-11-25 17:05"  # "On that Wednesday, shortly after five"
NO_ZONE = "names no time zone"  # all that the shortest book may be told


def check(home, *args):
    done = subprocess.run([built("followupd"), *args, "--check"], env=home.env(), capture_output=True, text=True,
                          timeout=60, check=False)
    said = [line for line in done.stdout.splitlines() if NO_ZONE not in line]
    return done.returncode, said


# ---- Books and settings

EXAMPLES = [(path, kind, number) for path in DOCUMENTS for kind, found in (("book", books), ("settings", settings))
            for number in range(len(found(path)))]


@pytest.mark.parametrize("path,kind,number", EXAMPLES, ids=[f"{p}-{k}-{n}" for p, k, n in EXAMPLES])
def test_an_example_draws_no_complaint(home, path, kind, number):
    text = (books if kind == "book" else settings)(path)[number]
    home.write_book(text if kind == "book" else "")
    home.write_settings(text if kind == "settings" else "")
    code, said = check(home)
    assert (code, len(said)) == (0, 1) and said[0].endswith("no errors"), said


def test_there_are_examples():
    assert {(path, kind) for path, kind, _ in EXAMPLES} >= {
        (README, "book"), ("docs/followupd.interviews.5.scd", "book"), ("docs/followupd.conf.5.scd", "settings")}
    assert not [block for block in ini_blocks(PROTOCOL)]


# ---- The README

@pytest.fixture
def wednesday(home, clock, desktop, new_daemon, ctl):
    """The README's book on the README's day, as somebody in Berlin sees it."""
    home.zone = "Europe/Berlin"
    clock.set(WEDNESDAY)
    home.write_book(books(README)[0])
    new_daemon(clock=clock, desktop=desktop).start()
    wait_until(lambda: all(m["shown"] for m in ctl.json("status")["due"]), "everything due being brought up")
    return Ctl(home, env={"FOLLOWUPD_LETTERS": repository() / "cli/letters/data"})


def test_what_the_readme_shows_is_what_one_gets(wednesday):
    shown = blocks(README, "text")
    assert len(shown) == 3
    for block in shown:
        command, expected = block.split("\n", 1)
        assert command.startswith("$ followupctl ")
        done = wednesday.run(*shlex.split(command)[2:])
        got = done.stdout + done.stderr
        # What stands at the end differs from home to home: files, one's name, how to repeat a command.
        assert got[:len(expected)] == expected, f"{README} shows\n{expected}\nand it is\n{got}"


def test_the_picture_of_the_readme_shows_what_it_says(home, clock, desktop, new_daemon):
    """By the words beside it, for those who cannot see it; docs/images/take takes it anew."""
    source = text_of("docs/images/take")
    home.zone = "Europe/Berlin"
    clock.set(re.search(r'^NOW = "([^"]+)"', source, re.MULTILINE).group(1))
    home.write_book(re.search(r'^BOOK = """\\\n(.*?)"""', source, re.MULTILINE | re.DOTALL).group(1))
    new_daemon(clock=clock, desktop=desktop).start()
    popup = desktop.wait_popup("Thank Dana")
    words, file = re.search(r"!\[A pop-up: ([^\]]+)\]\(([^)]+)\)", text_of(README)).groups()
    assert words == f"{popup.summary}. {popup.body} Buttons: {', '.join(popup.buttons.values())}"
    assert (repository() / file).exists()


def commands(block):
    """The lines of a shell block without their remarks."""
    return [line for line in re.sub(r" +# .*$", "", block, flags=re.MULTILINE).splitlines() if line]


def test_the_five_minutes_of_the_readme(new_manager, tmp_path):
    """An ordinary user with a fresh home types them, after an administrator has installed it."""
    first, *others = fenced(section(README, "Five minutes to start"), "sh")
    assert commands(first)[:2] == ["make", "sudo make install"]
    manager = new_manager(tree=install(tmp_path))
    for line in [*commands(first)[2:], *(line for block in others for line in commands(block))]:
        manager.ok("sh", "-c", line)
    assert manager.state("followupd.service") == "active"
    text = manager.home.book.read_text(encoding="utf-8")
    assert re.search(r"^sent .* thank-you email to Dana Li <dana@acme\.example>$", text, re.MULTILINE)
    assert re.search(r"^topic *= zero-copy parsers$", text, re.MULTILINE)
    assert re.search(r"^heard .*: they need another week$", text, re.MULTILINE)


def test_the_readme_names_the_places_of_the_files():
    account = Home(plain=True)
    try:
        for path in (account.book, account.settings, account.memory):
            assert f"`~/{path.relative_to(account.root)}`" in section(README, "Where the files are")
    finally:
        account.remove()


def test_commands_in_the_text_can_be_typed(ctl):
    """Every `followupctl …` of README and HACKING that stands in running text: nothing before the call is wrong."""
    for path in (README, "docs/HACKING.md", PROTOCOL):
        for line in re.findall(r"`(followupctl [^`|]+?)(?: \|[^`]*)?`", text_of(path)):
            words = [{"ID": "acme", "MILESTONE": "check-in"}.get(word, word) for word in shlex.split(line)[1:]]
            assert ctl.run(*words).code in (0, 3), (path, line)


# ---- The protocol

def test_the_client_of_the_protocol_works(home, clock, new_daemon):
    clock.set(WEDNESDAY, zone="Europe/Berlin")
    home.write_book(books(README)[0])
    new_daemon(clock=clock).start()
    program, = blocks(PROTOCOL, "python")
    change = re.search(r"`(call\(\"Sent\".*?\))`", text_of(PROTOCOL)).group(1)
    done = subprocess.run([sys.executable, "-c", f"{program}\n{change}\ncall('Show', id='nobody')"],
                          env=home.env(), capture_output=True, text=True, timeout=60, check=False)
    assert "Thank Dana Li (Acme Corp) by 2026-11-26T13:45:00+00:00" in done.stdout.splitlines()
    assert b"thank-you email to Dana Li" in home.read_book()
    assert "RuntimeError: ('io.followupd.Control.NotFound'" in done.stderr


def test_what_the_protocol_says_of_all_answers(home, clock, new_daemon):
    clock.set(WEDNESDAY, zone="Europe/Berlin")
    home.write_book(books(README)[0])
    new_daemon(clock=clock).start()
    with Varlink(home.socket) as client:
        for method, parameters in [("Status", {}), ("List", {}), ("Plan", {}), ("Pause", {"until": "+2h"}),
                                   ("Sent", {"id": "acme", "to": ["Dana"], "no-such-parameter": 1})]:
            answer = client.call(method, **parameters)
            assert answer["version"] == 1 and answer["zone"] == "UTC" and answer["now"].startswith("2026-11-25T16:0")
        client.call("Pause")
        assert client.call("Status")["paused"] == "resumed"
        client.call("Resume")
        assert client.call("Status")["paused"] is None


def test_the_shell_examples_of_the_protocol_name_what_there_is():
    for block in blocks(PROTOCOL, "sh"):
        for method in re.findall(r"io\.followupd\.Control\.(\w+)", block):
            assert f"method {method}(" in text_of("daemon/io.followupd.Control.varlink")
