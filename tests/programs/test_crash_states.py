"""Every state in which a crash of the machine may leave the files of the daemon, from what it really did to them:
crash_disk.py says what a file system may keep, crash_story.py what must hold. Those that differ in kind are started from
as well, and so is the crash of a start after a crash.

`make check` has an editor save at some moments, and starts from some of the states; `make crash-states`
(FOLLOWUPD_CRASHES=all) does so at every moment and from every kind of state, and counts."""

import itertools
import json
import os
import signal

import pytest
from crash_disk import Disk
from crash_story import MODELS, Recording, shared_memory
from harness.home import Home
from harness.needs import bin_directory
from harness.points import SIDES, Recorder
from harness.varlink import Varlink, VarlinkError

ALL = os.environ.get("FOLLOWUPD_CRASHES") == "all"
REVIVED = None if ALL else 1   # states of each story that the daemon is started from
NESTED = None if ALL else 1    # of these, starts that crash themselves
CHUNKS = 8 if ALL else 1
ON_DISK = ("create", "write", "chmod", "fsync", "rename", "exchange", "remove", "make directory")
BOOK = "; My interviews.\n" + "; a line that is there to fill the first block of the file\n" * 75 + """
[acme-onsite]
company = Acme Corp
when = 2030-11-24 14:00
duration = 45min
interviewer = Dana Li <dana@acme.example>
"""
HISTORY_FULL = 200  # records, from which on it is shortened


@pytest.fixture
def home():
    """In memory: what gets to disk is worked out, so it need not."""
    private = Home(place=shared_memory() or "/tmp")
    private.write_settings("")
    yield private
    private.remove()


@pytest.fixture
def recording(home, new_daemon):
    home.write_book(BOOK)
    return Recording(home, new_daemon, Recorder(home))


# ---- The disk itself, worked out by hand ------------------------------------------------------------


def states_of(disk, root, model):
    """Each once, as "NAME=TEXT NAME=TEXT"."""
    return sorted({" ".join(f"{path[len(str(root)) + 1:]}={text.decode()}" for path, text in sorted(state.items())
                            if isinstance(text, bytes)) for state in disk.states(model)})


def test_the_disk_keeps_what_it_likes(tmp_path):
    """A text that is written beside the old one and renamed: what may be there before and after each sync."""
    (tmp_path / "a").write_bytes(b"old")
    disk = Disk([tmp_path])
    for line in (f"create\t{tmp_path}/b\t1", "write\t1\t0\t" + b"new".hex(), f"rename\t{tmp_path}/b\t{tmp_path}/a"):
        disk.play(line)
    assert states_of(disk, tmp_path, "ordered") == ["a=", "a=new", "a=old", "a=old b=", "a=old b=new"]
    torn = ["", "\0\0\0", "n", "ne", "new"]
    assert states_of(disk, tmp_path, "weak") == sorted(
        ["a=old", *(f"a={text}" for text in torn), *(f"a=old b={text}" for text in torn)])
    disk.play("sync\t1")
    assert states_of(disk, tmp_path, "weak") == ["a=new", "a=old", "a=old b=new"]
    assert states_of(disk, tmp_path, "ordered") == ["a=new"]  # any sync brings all changes of directories with it
    disk.play(f"sync\t{tmp_path.stat().st_ino}")
    for model in MODELS:
        assert states_of(disk, tmp_path, model) == ["a=new"]


def test_the_disk_keeps_an_exchange_whole(tmp_path):
    for name, text in (("a", "old"), ("b", "new")):
        (tmp_path / name).write_text(text)
    disk = Disk([tmp_path])
    disk.play(f"exchange\t{tmp_path}/b\t{tmp_path}/a")
    disk.play(f"rename\t{tmp_path}/b\t{tmp_path}/c")
    assert states_of(disk, tmp_path, "ordered") == ["a=new b=old", "a=new c=old", "a=old b=new"]
    assert states_of(disk, tmp_path, "by name") == ["a=new b=old", "a=new c=old", "a=old b=new"]
    assert states_of(disk, tmp_path, "weak") == ["a=new b=old", "a=new c=old", "a=old b=new", "a=old c=old"]


# ---- What is done ------------------------------------------------------------------------------------


def add(name):
    return "Add", {"company": f"Company {name}", "at": "2030-05-06 10:00", "zone": "UTC", "id": name}


def calls(*all_of_them):
    """One call after the other."""
    def act(home, daemon):
        with Varlink(home.socket) as client:
            for method, parameters in all_of_them:
                client.call(method, **parameters)
    return act


def add_against_an_editor(name):
    """Who reads the book while an add is being tried, and saves it then, has added it himself: that is said."""
    def act(home, daemon):
        try:
            calls(add(name))(home, daemon)
        except VarlinkError as error:
            assert "already" in error.parameters["text"], error
        assert f"[{name}]\n".encode() in home.read_book()
    return act


def at_once(*all_of_them):
    """All in one turn of the daemon: they wait at its socket when it looks."""
    def act(home, daemon):
        clients = [Varlink(home.socket) for _ in all_of_them]
        for client in clients:
            client.call("Status")
        daemon.signal(signal.SIGSTOP)
        for client, call in zip(clients, all_of_them):
            client.send(*call)
        daemon.signal(signal.SIGCONT)
        for client in clients:
            client.answer()
            client.close()
    return act


PAUSE, RESUME = ("Pause", {"until": "2030-01-01 10:00"}), ("Resume", {})
NOTE = ("Note", {"id": "acme-onsite", "text": "their manual is a book"})
NOTE_ONE = ("Note", {"id": "one", "text": "they had cake"})
UNDO = ("Undo", {})


def nothing(home):
    pass


def fresh(home):
    """A new account: not even the directories above are there."""
    home.book.unlink()
    home.book.parent.rmdir()
    home.data, home.state = home.data / ".local/share", home.state / ".local/state"
    home.book, home.memory = home.data / "followupd/interviews.ini", home.state / "followupd/popups.ini"


def linked(home):
    """As dotfile managers have it: the book is elsewhere."""
    elsewhere = home.data / "dotfiles/book.ini"
    elsewhere.parent.mkdir()
    home.book.rename(elsewhere)
    home.book.symlink_to("../dotfiles/book.ini")


def long_history(home):
    home.memory.parent.mkdir(parents=True)
    home.memory.with_name("changes.jsonl").write_text("".join(
        json.dumps({"number": number, "at": "2026-11-20T10:00:00Z", "id": None, "text": "something", "undoes": None,
                    "patch": None}) + "\n" for number in range(1, HISTORY_FULL + 1)))


STORIES = {
    "one change": (nothing, calls(add("one")), {}),
    "several changes in one turn": (nothing, at_once(add("one"), add("two"), PAUSE, NOTE, add("three")), {}),
    "one after the other": (nothing, calls(add("one"), NOTE, add("two")), {}),
    "a new account": (fresh, calls(PAUSE, add("one"), RESUME), {}),
    "taken back": (nothing, calls(add("one"), UNDO), {"undoes": True}),
    "memory": (nothing, calls(PAUSE, RESUME), {}),
    "a book behind a link": (linked, calls(add("one")), {}),
    "a history that is shortened": (long_history, calls(add("one")), {}),
    "names cannot be exchanged": (nothing, calls(add("one"), PAUSE), {"exchange": False}),
}


def note(measured, what, judges):
    total = {key: sum(judge.counts[key] for judge in judges) for key in ("all", *MODELS, "starts")}
    measured(f"crash states, {what}", f"{sum(total[model] for model in MODELS)} that differ, of {total['all']}; "
             f"{total['starts']} started from", "")
    results = bin_directory() / "results"
    results.mkdir(parents=True, exist_ok=True)
    line = "\t".join([what, str(len(judges)), *map(str, total.values())])
    (results / f"crash-states.{what.replace(' ', '-')}.tsv").write_text(f"{line}\n")


@pytest.mark.parametrize("what", STORIES)
def test_crashed(what, recording, home, measured):
    before, act, how = STORIES[what]
    before(home)
    first = recording.judge(what, act, **how)
    judges = [first]
    assert len(first.states) > 10
    for state in first.kinds()[:REVIVED]:
        recording.revive(state)
        first.counts["starts"] += 1
    for state in first.kinds()[:NESTED]:
        recording.put(state)
        judges.append(recording.judge(f"{what}, started again", calls(add("again")), **how))
    note(measured, what, judges)


# ---- At each moment of a change ------------------------------------------------------------------------


def moments(recording, begin):
    """What the daemon does to its files from its start to the answer to a change."""
    recording.judge("one change", calls(add("one")))
    recording.put(begin)
    points = [point for point in recording.recorder.passed() if point.program == "followupd"]
    end = next(n for n, point in enumerate(points) if point.name.startswith("client:"))
    return [point for point in points[:end] if point.name.startswith(ON_DISK)]


def some(of_all, quick):
    return of_all if ALL else quick


def find(points, start):
    return next(point for point in points if point.name.startswith(start))


def in_change(points):
    """Those of the change itself."""
    return points[points.index(find(points, "create .interviews.ini.followupd-draft")):]


@pytest.mark.parametrize("chunk", range(CHUNKS))
def test_crashed_while_an_editor_saves(chunk, recording, measured):
    begin = Disk(recording.roots).live()
    points = in_change(moments(recording, begin))
    exchange = find(points, "exchange")
    saves = some([(point, side) for point in points for side in SIDES], [(exchange, side) for side in SIDES])
    every = [(save,) for save in saves] + list(itertools.combinations(saves, 2))
    judges = []
    for saves in every[chunk::CHUNKS]:
        recording.put(begin)
        what = "an editor saves " + " and ".join(f"{side} {point}" for point, side in saves)
        # Where one editor replaces what the daemon has just put there, and has not seen the other's save, only the order
        # of what was done to that name can keep the other's.
        models = MODELS if len(saves) == 1 else ("ordered", "by name")
        judges.append(recording.judge(what, add_against_an_editor("one"), save=saves, models=models))
        assert len(judges[-1].duties.saved) == len(saves), what
    for state in judges[0].kinds()[:REVIVED] if judges else ():
        recording.revive(state)
        judges[0].counts["starts"] += 1
    note(measured, f"an editor saves meanwhile, {chunk + 1} of {CHUNKS}", judges)


def add_again(home, daemon):
    """An add that the daemon may have died from before, and did all the same."""
    add_against_an_editor("one")(home, daemon)
    calls(NOTE_ONE)(home, daemon)


@pytest.mark.parametrize("before", [nothing, fresh])
def test_crashed_after_a_kill(before, recording, home, measured):
    """What is there after a kill -9 need not be on disk; whoever goes on from it must not take it for that."""
    before(home)
    begin = Disk(recording.roots).live()
    points = moments(recording, begin)
    first = next(n for n, point in enumerate(points) if before is fresh or point in in_change(points))
    judges = []
    for point in some(points[first:], [find(points[first:], "rename" if before is fresh else "exchange")]):
        recording.put(begin)
        judges.append(recording.judge(f"killed after {point}", add_again, die=(point, "after")))
    note(measured, f"killed before, {before.__name__}", judges)


def failing(home, daemon):
    """An add while the disk fails once, and another one."""
    before = home.read_book()
    try:
        calls(add("one"))(home, daemon)
    except VarlinkError as error:
        assert error.name.endswith(".NotWritten"), error
        after = home.read_book()
        # Whoever has read the book while the add was being tried, and saved it, has added it himself.
        assert after == before or (b"; saved " in after and after.startswith(before))
    calls(add("two"))(home, daemon)


def test_crashed_while_the_disk_fails(recording, measured):
    begin = Disk(recording.roots).live()
    points = in_change(moments(recording, begin))
    judges = []
    for point in some(points, [point for point in points if point.name == "fsync followupd"]):
        for saves in ((), ((point, "before"),)):
            recording.put(begin)
            what = f"failing at {point}, with {len(saves)} saves"
            judges.append(recording.judge(what, failing, fail=[(point, "before")], save=saves))
            assert len(judges[-1].duties.saved) == len(saves)
    note(measured, "the disk fails", judges)
