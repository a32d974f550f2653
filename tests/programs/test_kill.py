"""kill -9 at any moment, while ten clients add interviews and somebody else writes into the book too: what was
answered is there, what an editor saved is there, and the book can always be read.

FOLLOWUPD_KILL_SECONDS is for how long (8 for each writer)."""

import ctypes
import itertools
import os
import random
import re
import threading
import time

import pytest
from acme import check
from harness.varlink import Varlink, VarlinkError
from harness.wait import wait_until

SECONDS = float(os.environ.get("FOLLOWUPD_KILL_SECONDS", "8"))
CLIENTS = 10
ADDS_MAX = 40        # a client and round; a book that grows for ever would make the rounds slower and slower
ROUNDS_A_BOOK = 8
MOMENT_MAX = 0.030   # a turn of the daemon, with its fsync, takes some milliseconds
PAUSE_MAX = 0.040    # between two saves, or what one add of each client takes: a slow machine would answer nobody else
RENAME_EXCHANGE = 2
libc = ctypes.CDLL(None, use_errno=True)


class Client(threading.Thread):
    """Adds interviews until the daemon is gone. `answered` are the ids of those that it was told were added."""

    def __init__(self, home, name):
        super().__init__(daemon=True)
        self.home, self.name, self.answered, self.refused = home, name, [], 0
        self.failure = None
        self.start()

    def run(self):
        try:
            with Varlink(self.home.socket) as daemon:
                for number in range(ADDS_MAX):
                    name = f"{self.name}-{number}"
                    self.add(daemon, name)
        except OSError:
            pass  # it was killed
        except BaseException as failure:
            self.failure = failure

    def add(self, daemon, name):
        try:
            daemon.call("Add", company=f"Company {name}", at="2030-05-06 10:00", zone="UTC", id=name)
            self.answered.append(name)
        except VarlinkError as error:
            # Fair while somebody saves all the time; or that somebody has read the book while our add was
            # being tried, and saved it: then it is there already.
            if not (error.name.endswith(".NotWritten") or "already" in error.parameters["text"]):
                raise
            self.refused += 1


class Appender:
    """As `echo '; a note' >>interviews.ini` does."""

    def save(self, path, line):
        with open(path, "ab", buffering=0) as file:
            file.write(line)


class Replacer:
    """As an editor that writes beside and renames. Its user is careful: the file that the new one took the
    place of is looked at, and what somebody else had added since the editor read it is saved again."""

    def save(self, path, line):
        read = path.read_bytes()
        text = read + line
        while True:
            beside = path.with_name("interviews.ini.new")
            beside.write_bytes(text)
            assert libc.renameat2(-100, bytes(beside), -100, bytes(path), RENAME_EXCHANGE) == 0, ctypes.get_errno()
            replaced = beside.read_bytes()
            if replaced == read:
                return
            read, text = text, merged(text, replaced)


def merged(text, other):
    """`text` with the sections and notes of `other` that it has not."""
    have = set(pieces(text))
    return text + b"".join(piece for piece in pieces(other) if piece not in have)


def pieces(text):
    return re.findall(rb"^\[[^\n]*\n(?:[a-z][^\n]*\n)*|^;[^\n]*\n", text, re.MULTILINE)


class Writer(threading.Thread):
    """Writes a note into the book again and again, with `pause` seconds between at most, until it is told to stop."""

    def __init__(self, kind, path, numbers, pause):
        super().__init__(daemon=True)
        self.kind, self.path, self.numbers, self.pause = kind, path, numbers, pause
        self.chance = random.Random(kind.__class__.__name__)
        self.saved, self.enough, self.failure = [], threading.Event(), None
        self.start()

    def run(self):
        try:
            while not self.enough.wait(self.chance.random() * self.pause):
                line = b"; note %d\n" % next(self.numbers)
                self.kind.save(self.path, line)
                self.saved.append(line)
        except BaseException as failure:
            self.failure = failure


def turn_seconds(home, daemon):
    """How long one add of each client takes on this machine, as the daemon was built, while nobody else writes and the book
    grows as long as in a round."""
    home.write_book("; the book\n")
    daemon.start()
    start = time.monotonic()
    clients = [Client(home, f"alone-c{number}") for number in range(CLIENTS)]
    for client in clients:
        client.join(20)
        assert not client.failure and len(client.answered) == ADDS_MAX
    daemon.kill()
    return (time.monotonic() - start) / ADDS_MAX


def leftovers(home, drafts):
    """What the daemon left beside the book: drafts, or files that may be somebody's save."""
    found = home.book.parent.glob(".interviews.ini.followupd-*")
    return [path for path in found if ("-draft-" in path.name) == drafts]


@pytest.mark.parametrize("kind", [Appender(), Replacer()], ids=["appending", "replacing"])
def test_killed_at_any_moment(kind, home, new_daemon, measured):
    chance = random.Random(20261124)
    daemon = new_daemon()
    pause = max(PAUSE_MAX, turn_seconds(home, daemon))
    numbers = itertools.count()
    rounds = adds = refused = saves = left = 0
    answered, saved = set(), set()
    end = time.monotonic() + SECONDS
    while time.monotonic() < end:
        if rounds % ROUNDS_A_BOOK == 0:
            answered, saved = set(), set()
            home.write_book("; the book\n")
        daemon.start()
        clients = [Client(home, f"r{rounds}-c{number}") for number in range(CLIENTS)]
        writer = Writer(kind, home.book, numbers, pause)
        busy = chance.randrange(CLIENTS * 6)
        wait_until(lambda: sum(len(c.answered) for c in clients) >= busy or any(t.failure for t in (*clients, writer)),
                   "adds being answered", hint=daemon.log)
        time.sleep(chance.random() * MOMENT_MAX)  # not waiting for anything: the moment is what is tried
        daemon.kill()
        writer.enough.set()
        for thread in (*clients, writer):
            thread.join(20)
            assert not thread.is_alive() and not thread.failure, thread.failure

        answered |= {name for client in clients for name in client.answered}
        saved |= set(writer.saved)
        code, words = check(home.book)
        assert code == 0, words
        book = home.read_book()
        sections = re.findall(rb"^\[(.+)\]$", book, re.MULTILINE)
        assert len(sections) == len(set(sections))
        lost = answered - {name.decode() for name in sections}
        assert not lost, f"round {rounds}: answered, and not in the book: {sorted(lost)}"
        notes = re.findall(rb"^; note \d+\n", book, re.MULTILINE)
        aside = b"".join(file.read_bytes() for file in leftovers(home, drafts=False))
        assert len(leftovers(home, drafts=True)) <= 1  # those of earlier rounds were swept
        gone = saved - set(notes)
        assert all(line in aside for line in gone), f"round {rounds}: saved, and nowhere: {sorted(gone)}"
        left += len(gone)
        rounds += 1
        adds += sum(len(client.answered) for client in clients)
        refused += sum(client.refused for client in clients)
        saves += len(writer.saved)
    measured(f"killed, {kind.__class__.__name__}", f"{rounds} rounds, {adds} adds ({refused} refused), {saves} saves, "
             f"{left} of them beside the book in {len(leftovers(home, drafts=False))} files, {pause:.3f} s between two at most", "")
    daemon.start()
    assert not leftovers(home, drafts=True)


def test_what_crashes_leave(home, new_daemon, ctl):
    draft = home.book.with_name(".interviews.ini.followupd-draft-0123abcd")
    save = home.book.with_name(".interviews.ini.followupd-0123abcd")
    others = home.book.with_name(".interviews.ini.swp")
    memory = home.memory.with_name(".popups.ini.followupd-0123abcd")  # which nobody else ever writes
    home.write_book("; the book\n")
    memory.parent.mkdir(parents=True)
    for path in (draft, save, others, memory):
        path.write_text("; something\n")
    new_daemon().start()
    assert not draft.exists() and save.exists() and others.exists() and not memory.exists()
    problem, = [p for p in ctl.json("status")["problems"] if p["file"] == str(save)]
    assert problem["code"] == "hint" and problem["remedy"]
    ctl.ok("add", "Acme", "--at", "2030-05-06 10:00")
    assert save.read_text() == "; something\n"
    save.unlink()
    assert not [p for p in ctl.json("status")["problems"] if p["file"] == str(save)]
