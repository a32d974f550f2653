"""What editors do to the book: each save is taken over, once, and a broken one does no harm."""

import os
import re
import shutil
import subprocess

import pytest
from acme import (BOOK, SETTINGS, THANK_DANA, added, check, evening, milestone,  # noqa: F401 (a fixture)
                  nothing_comes, problems)
from harness.needs import need_program
from harness.varlink import Varlink
from harness.wait import wait_until


@pytest.fixture
def daemon(evening, new_daemon):
    """A daemon without a desktop, which says when it reads the book."""
    return new_daemon(clock=evening, args=["--debug"]).start()


def reads(daemon):
    """How often it has read the book since its start."""
    return daemon.log().count(f"Reading {daemon.home.book} again")


def news(daemon):
    """How often it has found another good book there."""
    return len(re.findall(rf"Read {daemon.home.book}: \d+ interview", daemon.log()))


def settle(daemon):
    """Returns when all that was done to the book has been noticed and its quiet time has run out."""
    take_turns(daemon)
    daemon.clock.let_pass(seconds=2)
    take_turns(daemon)


def take_turns(daemon):
    """The loop hands on one event a turn: more than a save has steps."""
    with Varlink(daemon.home.socket) as client:
        for _ in range(30):
            client.call("org.varlink.service.GetInfo")


def company(ctl):
    return ctl.json("show", "acme-onsite")["interview"]["company"]


# ---- Ways to save

def write_and_rename(path, old, new):
    beside = path.with_name(path.name + ".new")
    beside.write_bytes(path.read_bytes().replace(old, new))
    beside.rename(path)


def write_in_place(path, old, new):
    path.write_bytes(path.read_bytes().replace(old, new))


def write_in_pieces(path, old, new):
    text = path.read_bytes().replace(old, new)
    with open(path, "wb", buffering=0) as file:
        for start in range(0, len(text), 100):
            file.write(text[start:start + 100])
            os.fsync(file.fileno())


def sed(path, old, new):
    subprocess.run(["sed", "-i", f"s/{old.decode()}/{new.decode()}/g", path], check=True)


def perl(path, old, new):
    subprocess.run([need_program("perl", "perl-base"), "-i.bak", "-pe", f"s/{old.decode()}/{new.decode()}/g",
                    path], check=True)


def vim(path, old, new):
    """backupcopy=no: a probe, the old file becomes the backup, the new one is written, the backup goes."""
    probe, backup = path.with_name("4913"), path.with_name(path.name + "~")
    swap = path.with_name(f".{path.name}.swp")
    swap.write_bytes(b"b0VIM")
    text = path.read_bytes().replace(old, new)
    probe.write_bytes(b"")
    probe.unlink()
    path.rename(backup)
    with open(path, "xb") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())
    backup.unlink()
    swap.unlink()


def emacs(path, old, new):
    """A lock that is a dangling link, a backup by copying, the file written in place."""
    lock, autosave = path.with_name(f".#{path.name}"), path.with_name(f"#{path.name}#")
    lock.symlink_to("me@here.1234:5678")
    text = path.read_bytes().replace(old, new)
    autosave.write_bytes(text)
    shutil.copy2(path, path.with_name(path.name + "~"))
    path.write_bytes(text)
    autosave.unlink()
    lock.unlink()


def delete_and_create(path, old, new):
    text = path.read_bytes().replace(old, new)
    path.unlink()
    path.write_bytes(text)


def replace_directory(path, old, new):
    """As a restored backup: the directory is another one."""
    text = path.read_bytes().replace(old, new)
    path.parent.rename(path.parent.with_name("followupd.old"))
    path.parent.mkdir(mode=0o700)
    path.write_bytes(text)
    shutil.rmtree(path.parent.with_name("followupd.old"))


WAYS = [write_and_rename, write_in_place, write_in_pieces, sed, perl, vim, emacs, delete_and_create,
        replace_directory]


@pytest.mark.parametrize("save", WAYS)
def test_a_save_is_taken_over_once(save, daemon, home, ctl):
    for number, (old, new) in enumerate([(b"Acme Corp", b"Acme Inc"), (b"Acme Inc", b"Acme AG")], 1):
        save(home.book, old, new)
        saved = home.read_book()
        wait_until(lambda: news(daemon) == number, "the save being read", hint=daemon.log)
        assert company(ctl) == new.decode()
        settle(daemon)
        assert reads(daemon) == news(daemon) == number, daemon.log()
        assert home.read_book() == saved


@pytest.mark.parametrize("save", [write_and_rename, sed, vim, delete_and_create])
def test_a_saved_book_is_edited_on(save, daemon, home, ctl):
    save(home.book, b"Acme Corp", b"Acme Inc")
    saved = home.read_book()
    ctl.ok("note", "acme-onsite", "they use sed")  # at once: a change reads the book itself
    line = added(saved, home.read_book())
    assert re.fullmatch(rb"topic *= they use sed\n", line), line
    settle(daemon)
    assert company(ctl) == "Acme Inc"


def test_a_directory_that_was_replaced_is_read_and_not_written(daemon, home, ctl):
    """Landlock lets the daemon write into the directories that it had at its start, and no others."""
    replace_directory(home.book, b"Acme Corp", b"Acme Inc")
    refused = ctl.fails(1, "note", "acme-onsite", "x")
    assert "restart followupd" in refused.stderr, refused
    assert home.read_book() == BOOK.replace("Acme Corp", "Acme Inc").encode()
    daemon.stop()
    daemon.start()
    ctl.ok("note", "acme-onsite", "x")


# ---- Links

@pytest.fixture
def linked(home, daemon):
    """The book is a link into another directory, as those who keep such files under version control have
    it. Returns that directory."""
    daemon.stop()
    elsewhere = home.root / "dotfiles"
    elsewhere.mkdir()
    home.book.rename(elsewhere / "interviews.ini")
    home.book.symlink_to(elsewhere / "interviews.ini")
    daemon.start()
    return elsewhere


@pytest.mark.parametrize("save", [write_and_rename, write_in_place, sed, vim])
def test_a_save_of_what_the_link_leads_to(save, linked, daemon, home, ctl):
    save(linked / "interviews.ini", b"Acme Corp", b"Acme Inc")
    wait_until(lambda: news(daemon) == 1, "the save being read", hint=daemon.log)
    assert company(ctl) == "Acme Inc"
    settle(daemon)
    assert reads(daemon) == 1

    ctl.ok("note", "acme-onsite", "they use links")
    assert home.book.is_symlink() and b"they use links" in (linked / "interviews.ini").read_bytes()


def test_a_link_that_is_pointed_elsewhere(linked, daemon, home, ctl):
    third = home.root / "third"
    third.mkdir()
    (third / "interviews.ini").write_bytes(home.read_book().replace(b"Acme Corp", b"Acme Inc"))
    beside = home.book.with_name("new-link")
    beside.symlink_to(third / "interviews.ini")
    beside.rename(home.book)
    wait_until(lambda: news(daemon) == 1, "the other file being read", hint=daemon.log)
    assert company(ctl) == "Acme Inc"

    write_in_place(third / "interviews.ini", b"Acme Inc", b"Acme AG")
    wait_until(lambda: news(daemon) == 2, "a save of the other file", hint=daemon.log)
    write_in_place(linked / "interviews.ini", b"Acme Corp", b"Acme Ltd")  # which nobody looks at any more
    settle(daemon)
    assert company(ctl) == "Acme AG" and reads(daemon) == 2


# ---- What is not a save

def test_what_was_written_by_us_is_not_read_again(daemon, home, ctl):
    ctl.ok("note", "acme-onsite", "they use vi")
    settle(daemon)
    assert reads(daemon) == 0, daemon.log()
    write_in_place(home.book, b"they use vi", b"they use ed")
    wait_until(lambda: news(daemon) == 1, "a save after it", hint=daemon.log)


def test_other_files_of_the_directory_wake_nobody(daemon, home, ctl):
    for name in ("interviews.ini~", "interviews.ini.sync-conflict-20261124-170000-ABCDEFG.ini", ".interviews.ini.swp",
                 "4913", "notes.txt"):
        (home.book.parent / name).write_text("company = Nobody\n")
    settle(daemon)
    assert reads(daemon) == 0


def test_a_file_that_is_only_half_written_is_waited_for(daemon, home, ctl):
    """A slow editor has emptied the file, and goes on later."""
    with open(home.book, "wb", buffering=0) as file:
        file.write(BOOK[:300].encode())
        settle(daemon)
        assert company(ctl) == "Acme Corp" and milestone(ctl, "thank-you")["status"] == "due"
        assert reads(daemon) == news(daemon) == 0, daemon.log()
        file.write(BOOK[300:].replace("Globex", "Initech").encode())
    wait_until(lambda: news(daemon) == 1, "the whole file being read", hint=daemon.log)
    settle(daemon)
    assert reads(daemon) == 1
    assert ctl.json("show", "globex-phone")["interview"]["company"] == "Initech"


def test_one_who_never_closes_the_file_is_not_waited_for_long(daemon, home, ctl):
    with open(home.book, "r+b", buffering=0) as file:
        file.write(BOOK.replace("Acme Corp", "Acme Inc.").encode())
        for _ in range(10):
            settle(daemon)
        assert company(ctl) == "Acme Inc." and reads(daemon) == 1


# ---- A broken book

BROKEN = BOOK.replace("2026-11-24 14:00", "2026-11-31 14:00")  # November has thirty days
BROKEN_LINE = 6
ALSO_BROKEN = BOOK.replace("Europe/Berlin", "Europe/Berln")
ALSO_BROKEN_LINE = 7
COMPLAINT = "Your interview book has an error"


@pytest.fixture
def broken(evening, home, desktop, new_daemon, ctl):
    """A daemon whose pop-up is on the screen, and whose book has just been broken."""
    daemon = new_daemon(clock=evening, desktop=desktop, args=["--debug"]).start()
    daemon.thanks = desktop.wait_popup(THANK_DANA)
    wait_until(lambda: milestone(ctl, "thank-you")["shown"] == 1)
    daemon.plan = plan(ctl)
    home.save(home.book, BROKEN)
    daemon.complaint = desktop.wait_popup(COMPLAINT)
    wait_until(lambda: "tag = book\n" in home.memory.read_text(), "the complaint in memory")
    return daemon


def plan(ctl):
    return [(m["key"], m["status"], m["opens"], m["moment"], m["deadline"])
            for m in ctl.json("plan")["milestones"]]


def test_a_broken_save_keeps_the_last_good_plan(broken, home, desktop, ctl):
    assert plan(ctl) == broken.plan and broken.plan
    assert desktop.shown() == [broken.thanks, broken.complaint]
    assert f"{home.book}:{BROKEN_LINE}" in broken.complaint.body and not broken.complaint.actions

    problem, = problems(ctl, "book")
    assert (problem["file"], problem["line"]) == (str(home.book), BROKEN_LINE)
    assert "2026-11-31" in problem["text"] and problem["remedy"]
    said = ctl.ok("status")
    assert f"interviews.ini:{BROKEN_LINE}" in said and "2026-11-31" in said
    assert "error" in broken.status
    code, words = check(home.book)
    assert code == 1 and f"{home.book}:{BROKEN_LINE}" in words


def test_a_broken_book_is_not_edited(broken, home, desktop, ctl):
    for change in (["sent", "acme-onsite"], ["add", "Initech", "--at", "tomorrow 10:00"],
                   ["note", "acme-onsite", "x"], ["remove", "acme-onsite"]):
        refused = ctl.fails(1, *change)
        assert f"interviews.ini:{BROKEN_LINE}" in refused.stderr and "2026-11-31" in refused.stderr
    assert home.read_book() == BROKEN.encode()

    home.save(home.book, BOOK)
    desktop.wait_gone(broken.complaint)
    assert problems(ctl, "book") == [] and desktop.shown() == [broken.thanks]
    ctl.ok("sent", "acme-onsite")
    desktop.wait_gone(broken.thanks)


def test_a_button_on_a_broken_book_does_not_look_as_if_it_worked(broken, home, desktop, ctl):
    desktop.invoke(broken.thanks, "sent")
    refusal = desktop.wait_popup("That was not recorded")
    assert f"{BROKEN_LINE}" in refusal.body or "2026-11-31" in refusal.body
    assert home.read_book() == BROKEN.encode()
    assert milestone(ctl, "thank-you")["status"] == "due"


def test_one_popup_a_fault(broken, home, desktop, ctl):
    desktop.settle()
    ids = [popup.id for popup in desktop.record.on_screen()]
    desktop.server.ctl("close-all")
    wait_until(lambda: not desktop.record.on_screen(), hint=lambda: (ids, desktop.record.popups))

    home.save(home.book, BROKEN + "; still broken\n")
    settle(broken)
    nothing_comes(broken, ctl)
    assert desktop.shown() == [] and len(desktop.record.find(COMPLAINT)) == 1

    home.save(home.book, ALSO_BROKEN)
    other = desktop.wait_popup(COMPLAINT)
    assert f":{ALSO_BROKEN_LINE}" in other.body and "Europe/Berlin" in other.body  # the nearest zone
    assert len(desktop.record.find(COMPLAINT)) == 2

    home.save(home.book, BOOK)
    desktop.wait_gone(other)
    home.save(home.book, ALSO_BROKEN)  # mended meanwhile, so this is news
    desktop.wait_popup(COMPLAINT)


def test_a_broken_book_at_the_start(broken, home, desktop, ctl):
    broken.stop()
    broken.start()
    desktop.wait_gone(broken.thanks)  # its buttons are dead, and nobody knows whether it is still due
    assert problems(ctl, "book") and [i["company"] for i in ctl.json("list", "--all")["interviews"]] == ["Globex"]
    home.save(home.book, BOOK)
    thanks = desktop.wait_popup(THANK_DANA)
    desktop.wait_gone(broken.complaint)
    assert desktop.shown() == [thanks] and milestone(ctl, "thank-you")["shown"] == 1


@pytest.mark.parametrize("content", [
    b"\0" * 40, BOOK.encode("utf-16"), b"[acme-onsite]\ncompany = A\n" * 2, b"company = nobody's\n",
    b"[x]\n" + b"a" * 2_000_000,
], ids=["zeros", "UTF-16", "a section twice", "a key of no section", "a line of two megabytes"])
def test_what_is_no_book_at_all(content, daemon, home, ctl):
    home.save(home.book, content)
    settle(daemon)
    assert problems(ctl, "book")[0]["line"] >= 1
    assert company(ctl) == "Acme Corp"
    ctl.fails(1, "note", "acme-onsite", "x")
    assert home.read_book() == content
    home.save(home.book, BOOK)
    settle(daemon)
    assert problems(ctl, "book") == []


@pytest.mark.parametrize("make", [lambda path: path.mkdir(), lambda path: os.mkfifo(path),
                                  lambda path: path.symlink_to(path.name)],
                         ids=["directory", "fifo", "link to itself"])
def test_what_is_no_file_at_all(make, daemon, home, ctl):
    home.book.unlink()
    make(home.book)
    settle(daemon)
    assert problems(ctl, "book") and company(ctl) == "Acme Corp"
    ctl.fails(1, "note", "acme-onsite", "x")
    shutil.rmtree(home.book) if home.book.is_dir() else home.book.unlink()
    home.write_book(BOOK)
    settle(daemon)
    assert problems(ctl, "book") == []
    ctl.ok("note", "acme-onsite", "x")


# ---- Settings

def test_settings_are_taken_over_too(daemon, home, ctl):
    assert milestone(ctl, "thank-you")["deadline"].startswith("2026-11-25T13:45")
    home.save(home.settings, SETTINGS + "thank-you-deadline = 20h\n")
    wait_until(lambda: milestone(ctl, "thank-you")["deadline"].startswith("2026-11-25T09:45"))
    home.save(home.settings, SETTINGS + "thank-you-deadline = soon\n")
    wait_until(lambda: problems(ctl, "settings"))
    problem, = problems(ctl, "settings")
    assert (problem["file"], problem["line"]) == (str(home.settings), 3) and "soon" in problem["text"]
    home.save(home.settings, SETTINGS)
    wait_until(lambda: not problems(ctl, "settings"))
    assert milestone(ctl, "thank-you")["deadline"].startswith("2026-11-25T13:45")


ELSEWHERE = """
[initech-phone]
company     = Initech
when        = 2026-11-24 12:00
zone        = Europe/Berlin
duration    = 30min
interviewer = Bo Lumbergh <bo@initech.example>
"""


def test_other_companies_go_on_when_it_starts_on_a_broken_book(home, evening, desktop, new_daemon, ctl):
    """Somebody's slip, and then the laptop was restarted: that is no reason to forget Initech."""
    home.write_book(BROKEN + ELSEWHERE)
    daemon = new_daemon(clock=evening, desktop=desktop).start()
    thanks, complaint = desktop.wait_popup("Thank Bo Lumbergh"), desktop.wait_popup(COMPLAINT)
    assert complaint.body.endswith("\nUntil it is mended, followupd goes on with the companies that this does not touch.")
    assert [i["company"] for i in ctl.json("list", "--all")["interviews"]] == ["Globex", "Initech"]
    problem, = problems(ctl, "book")
    assert problem["line"] == BROKEN_LINE and "its company is left out" in problem["remedy"]

    desktop.invoke(thanks, "sent")
    desktop.wait_popup("That was not recorded")  # nothing is written into a book that cannot be read whole
    assert home.read_book() == (BROKEN + ELSEWHERE).encode()

    home.save(home.book, BROKEN.replace("2026-11-31", "2026-11-32") + ELSEWHERE + "state = missed\n")
    wait_until(lambda: ctl.json("show", "initech")["interview"]["state"] == "missed", "the newer text counts")

    home.save(home.book, BOOK + ELSEWHERE)
    desktop.wait_popup(THANK_DANA)
    desktop.wait_gone(complaint)
    home.save(home.book, BROKEN + ELSEWHERE)
    wait_until(lambda: problems(ctl, "book"), "the error")
    assert len(ctl.json("list", "--all")["interviews"]) == 3  # from now on there is a last good version
    assert daemon.runs()
