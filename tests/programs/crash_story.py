"""What the daemon did to its files, and what must hold of each state in which a crash may leave them.

  book     one of those that stood there, whole; none older than the one that was there when a change was answered
           or when an editor's save was on disk; what was answered is in it
  saves    what an editor has saved is in the book, or in a file beside it that `status` tells of
  memory   one of those that stood there, likewise
  history  records that were written, in their order; some may be missing
  start    the daemon reads all that without an error, and sweeps away what is worth nothing
"""

import contextlib
import functools
import json
import os
import re
import shutil
import signal
import subprocess
import tempfile
from collections import Counter
from pathlib import Path

from acme import check
from crash_disk import DIRECTORY, Disk, answers
from harness.needs import bin_directory
from harness.varlink import Varlink, VarlinkError
from harness.wait import wait_until

MODELS = ("ordered", "by name", "weak")
TEMPORARY = re.compile(r"/\.([^/]+)\.followupd-(draft-)?[0-9a-f]{8}$")
LATER = {"company": "Later", "at": "2031-05-06 10:00", "zone": "UTC", "id": "later"}


class Duties:
    """What must be there by some moment."""

    def __init__(self):
        self.books, self.memories = [], []  # as they were, one after the other
        self.book_from = self.memory_from = 0  # older ones may not come back
        self.written, self.saved, self.records = set(), [], set()

    def note(self, book, memory, history):
        for found, texts in ((book, self.books), (memory, self.memories)):
            if not texts or texts[-1] != found:
                texts.append(found)
        self.records |= set((history or b"").splitlines())

    def settle(self):
        self.book_from, self.memory_from = len(self.books) - 1, len(self.memories) - 1


class Judge:
    """Looks at all states of one record. With `undoes`, what was answered may be taken back later."""

    def __init__(self, what, book, memory, undoes=False, models=MODELS):
        self.what, self.undoes, self.models = what, undoes, models
        self.book, self.memory = os.path.realpath(book), str(memory)
        self.history = str(memory.with_name("changes.jsonl"))
        self.link = str(book)
        self.counts = Counter()
        self.states = {}  # each once: key -> state
        self.duties = Duties()

    def look(self, disk, lines):
        """Plays the record, and judges at each moment from which on less is possible: before a sync, and before
        something counts. In between there is only ever more."""
        self._note(disk)
        news = True
        for number, line in enumerate([*lines, "end"]):
            verb = line.split("\t")[0]
            if news and verb in ("sync", "answer", "saved", "end"):
                self._judge(disk, number)
                news = False
            if verb == "answer":
                self._hear(line, disk.live().get(self.book))
            elif verb == "saved":
                self.duties.saved.append(line.split("\t")[1].encode())
                self.duties.settle()
            elif disk.play(line):
                news = news or verb != "sync"
                self._note(disk)
        self._load()
        return self

    def _note(self, disk):
        live = disk.live()
        self.duties.note(*(live.get(path) for path in (self.book, self.memory, self.history)))

    def _hear(self, line, book):
        for answer in answers(line):
            if "written" not in answer:
                continue
            self.duties.written |= facts_of(answer["written"])
            self.duties.settle()
            if not self.undoes:
                missing = self.duties.written - facts_in(book)
                assert not missing, f"{self.what}: answered, and not in the book: {missing}"

    # ---- What every state must be

    def _judge(self, disk, number):
        seen = set()
        for model in self.models:
            for state in disk.states(model):
                key = frozenset(state.items())
                self.counts["all"] += 1
                if key in seen:
                    continue
                seen.add(key)
                wrong = self._wrong(state)
                assert not wrong, f"{self.what}, after {number} steps, {model}: {wrong}\n{told(state)}"
                if key not in self.states:
                    self.states[key] = state
                    self.counts[model] += 1

    def _wrong(self, state):
        d = self.duties
        book = state.get(self.book)
        if book not in d.books[d.book_from:]:
            return "the book is " + ("an old one" if book in d.books else "none that stood there")
        missing = d.written - facts_in(book)
        if missing and not self.undoes:
            return f"answered, and not in the book: {missing}"
        aside = b"".join(state[path] for path in leftovers(state, self.book, drafts=False))
        lost = [note for note in d.saved if note not in (book or b"") + aside]
        if lost:
            return f"saved, and nowhere: {lost}"
        memory = state.get(self.memory)
        if memory not in d.memories[d.memory_from:]:
            return "the memory is " + ("an old one" if memory in d.memories else "none that stood there")
        return None

    def _load(self):
        """Lays every state out and has it read as the daemon does at its start."""
        states = list(self.states.values())
        with tempfile.TemporaryDirectory(prefix="fu-states-", dir=shared_memory()) as place:
            texts = Texts(f"{place}/texts")
            for n, state in enumerate(states):
                lay_out(state, f"{place}/{n}", texts.link)
            paths = "".join(f"{place}/{n}{self.link}\t{place}/{n}{self.memory}\n" for n in range(len(states)))
            done = subprocess.run([bin_directory() / "tests/crash/load-states"], input=paths, text=True, check=True,
                                  capture_output=True, timeout=200)
            found = [json.loads(line) for line in done.stdout.splitlines()]
            assert len(found) == len(states)
            for n, (state, read) in enumerate(zip(states, found)):
                wrong = self._misread(state, read, f"{place}/{n}")
                assert not wrong, f"{self.what}: {wrong}\n{read}\n{told(state)}"

    def _misread(self, state, read, root):
        if read["error"] or read["errors"] or read["memory"]:
            return "book or memory cannot be read"
        if read["there"] != (self.book in state):
            return "another book was read"
        mine = leftovers(state, self.book, drafts=False)
        if bool(read["leftover"]) != bool(mine):
            return "what may be somebody's save is not told"
        left = [path for path in state_files(root) if TEMPORARY.search(path)]
        if sorted(left) != sorted(root + path for path in mine):
            return f"not swept as it should be: {left}"
        return self._misread_history(state, read)

    def _misread_history(self, state, read):
        whole = [line for line in state.get(self.history, b"").splitlines() if is_record(line)]
        if not set(whole) <= self.duties.records:
            return "the history has records that nobody wrote"
        if read["history"] != [json.loads(line)["number"] for line in whole][-100:]:
            return "the history was read as something else"
        if read["history"] != sorted(set(read["history"])):
            return "the history is out of order"
        return None

    # ---- Which of them to start from

    def kinds(self):
        """One state of each kind: the same files, book, memory and end of the history. Those with the most to mend
        come first."""
        found = {}
        for state in self.states.values():
            book, memory = state.get(self.book), state.get(self.memory)
            kind = (tuple(sorted(TEMPORARY.sub(r"/.\1.\2", path) for path in state)),
                    self.duties.books.index(book), self.duties.memories.index(memory),
                    end_of(state.get(self.history)))
            found.setdefault(kind, state)

        def to_mend(state):
            return sum(bool(TEMPORARY.search(path)) for path in state) + 2 * (end_of(state.get(self.history)) == "torn")
        return sorted(found.values(), key=to_mend, reverse=True)


@functools.lru_cache(maxsize=1000)
def facts_in(book):
    """The lines of a book, whatever blanks there are around their "="."""
    return frozenset(re.sub(rb"\s*=\s*", b"=", line, count=1) for line in (book or b"").splitlines())


def facts_of(written):
    return facts_in("\n".join(written).encode())


def end_of(history):
    if history is None or not history.strip(b"\0"):
        return history is None
    return "whole" if history.endswith(b"\n") else "zeros" if history.endswith(b"\0") else "torn"


def is_record(line):
    try:
        return json.loads(line)["number"] > 0
    except (ValueError, TypeError, KeyError):
        return False


def leftovers(state, book, drafts):
    """The temporary files beside the book."""
    directory, name = os.path.split(book)
    found = []
    for path in state:
        match = TEMPORARY.search(path)
        if match and os.path.dirname(path) == directory and match[1] == name and bool(match[2]) == drafts:
            found.append(path)
    return found


def told(state):
    return "\n".join(f"  {path}: {text[-300:] if isinstance(text, bytes) else text}" for path, text in sorted(state.items()))


# ---- Laying out --------------------------------------------------------------------------------------


def shared_memory():
    return "/dev/shm" if os.access("/dev/shm", os.W_OK) else None


class Texts:
    """Files that are written once and get many names, for states that are only read."""

    def __init__(self, place):
        self.place, self.known = place, {}
        os.mkdir(place)

    def link(self, path, text):
        if text not in self.known:
            self.known[text] = f"{self.place}/{len(self.known)}"
            write(self.known[text], text)
        os.link(self.known[text], path)


def write(path, text):
    with open(path, "wb") as file:
        file.write(text)


def lay_out(state, root="", make=write):
    """Makes the files of a state, below `root`."""
    for path, text in sorted(state.items()):  # so that a directory comes before what is in it
        path = root + path
        if text is DIRECTORY:
            os.makedirs(path, mode=0o700, exist_ok=True)
        elif isinstance(text, tuple):
            os.symlink(text[1], path)
        else:
            make(path, text)


def state_files(root):
    return [str(path) for path in Path(root).rglob("*") if not path.is_dir()]


# ---- The daemon --------------------------------------------------------------------------------------


class Recording:
    """One home and its daemon, whose work is recorded and judged."""

    def __init__(self, home, new_daemon, recorder):
        self.home, self.new_daemon, self.recorder = home, new_daemon, recorder
        self.roots = (home.data, home.config, home.state)

    def judge(self, what, act, undoes=False, models=MODELS, die=None, **how):
        """Starts the daemon, acts with it, stops it, and judges each state that a crash may leave. With `die` it does all
        that twice, since the first time it kills itself."""
        disk = Disk(self.roots)
        daemon = self.new_daemon(env=self.recorder.env(die=die, **how))
        if die:
            self._die(daemon.start(ready=False), act)
        act(self.home, daemon.start())
        daemon.stop()
        return Judge(what, self.home.book, self.home.memory, undoes, models).look(disk, self.recorder.lines())

    def _die(self, daemon, act):
        wait_until(lambda: daemon.notify.count("READY") or not daemon.runs(), "READY=1, or its death")
        if daemon.runs():
            with contextlib.suppress(OSError):
                act(self.home, daemon)
        daemon.wait(expected=-signal.SIGKILL)
        daemon.close()

    def put(self, state):
        """Makes the files of the home those of the state."""
        for root in self.roots:
            shutil.rmtree(root, ignore_errors=True)
        lay_out(state)

    def revive(self, state):
        """Starts the daemon after that crash, and does what users do then: look, take back, go on."""
        self.put(state)
        daemon = self.new_daemon().start()
        go_on(self.home, daemon)
        daemon.stop()
        code, words = check(self.home.book)
        assert code == 0, f"{words}\n{told(state)}"
        left = [path for root in self.roots for path in state_files(root) if TEMPORARY.search(path)]
        assert sorted(left) == sorted(leftovers(state, os.path.realpath(self.home.book), drafts=False)), told(state)


def go_on(home, daemon):
    with Varlink(home.socket) as client:
        status = client.call("Status")
        assert {problem["code"] for problem in status["problems"]} <= {"hint"}, status["problems"]
        client.call("List", all=True)
        client.call("Log")
        before = home.read_book() if home.book.exists() else b""
        try:
            undone = client.call("Undo")["written"]
        except VarlinkError as error:
            assert error.name.split(".")[-1] in ("Refused", "NotFound"), error
            assert (home.read_book() if home.book.exists() else b"") == before
        else:
            assert facts_of(undone) <= facts_in(home.read_book())
        later = client.call("Add", **LATER)
        assert facts_of(later["written"]) <= facts_in(home.read_book())
        assert b"[later]" in home.read_book()
        client.call("Undo", change=later["change"])
        assert b"[later]" not in home.read_book()
