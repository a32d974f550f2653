"""The daemon as a program that somebody starts: signals, what it tells whoever manages it, its command line,
its paths, and disks that are full or read-only. test_service.py has the units."""

import contextlib
import os
import re
import signal
import socket
import subprocess
import time
from pathlib import Path

import pytest
from acme import (BOOK, SETTINGS, THANK_DANA, added, check, evening, milestone, problems)  # noqa: F401 (a fixture)
from harness.ctl import Ctl
from harness.daemon import as_user
from harness.home import Home
from harness.needs import built, need_root, repository
from harness.wait import LIMIT, wait_until

ORDINARY_UID = 4711


# ---- Signals, and what the manager is told

def test_a_manager_that_does_not_listen_is_not_waited_for(evening, home, new_daemon, ctl):
    """After READY=1 it hears nothing; once it listens again, the next word brings it up to date."""
    unread = int(Path("/proc/sys/net/unix/max_dgram_qlen").read_text()) + 3
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as manager:
        manager.bind(str(home.run / "manager"))
        manager.settimeout(LIMIT)
        daemon = new_daemon(clock=evening, env={"NOTIFY_SOCKET": home.run / "manager"}).start(ready=False)
        assert b"READY=1" in manager.recv(4096)
        for n in range(unread):  # each with another status: the next milestone is another one
            ctl.ok("add", f"Initech {n}", "--at", f"2026-11-{25 + n % 3} {10 + n % 7}:{n % 60:02}", "--id", f"initech-{n}")
            ctl.ok("remove", f"initech-{n}")
        daemon.signal(signal.SIGHUP)
        wait_until(lambda: ctl.json("status")["interviews"] == 2, "the reload")
        heard = []
        manager.settimeout(0)
        with contextlib.suppress(BlockingIOError):
            while True:
                heard.append(manager.recv(4096))
        assert 0 < len(heard) < 2 * unread, "it was listened to all the while"
        manager.settimeout(LIMIT)
        ctl.ok("sent", "acme-onsite", "--to", "Dana")
        assert manager.recv(4096).startswith(b"READY=1\nSTATUS=0 due"), "the end of the reload"
        assert daemon.stop() < LIMIT


def test_hangup_reads_everything_again(evening, home, new_daemon, ctl):
    daemon = new_daemon(clock=evening).start()
    assert daemon.notify.count("RELOADING") == 0
    home.save(home.book, BOOK.replace("Acme Corp", "Acme Inc"))
    home.save(home.settings, SETTINGS + "thank-you-deadline = 20h\n")
    daemon.reload()
    # At once, not only when the watch has waited for the end of the save.
    assert ctl.json("show", "acme-onsite")["interview"]["company"] == "Acme Inc"
    assert milestone(ctl, "thank-you")["deadline"].startswith("2026-11-25T09:45")
    words = [next(iter(message)) for message in daemon.notify.said]
    reloading = next(message for message in daemon.notify.said if "RELOADING" in message)
    assert int(reloading["MONOTONIC_USEC"]) > 0 and words.index("RELOADING") < len(words) - 1
    assert daemon.notify.count("READY") == 2 and "READY" in daemon.notify.said[-1]


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_it_stops_within_a_second(number, evening, home, new_daemon, measured):
    daemon = new_daemon(clock=evening).start()
    start = time.monotonic()
    daemon.signal(number)
    daemon.wait(limit=10)
    measured(f"from {number.name} to the end", time.monotonic() - start)
    daemon.notify.wait_for("STOPPING")
    assert not home.socket.exists()


def test_it_stops_though_its_helper_hangs(evening, desktop, new_daemon, measured):
    desktop.freeze_server()
    daemon = new_daemon(clock=evening, desktop=desktop).start()
    wait_until(lambda: desktop.record.calls("GetServerInformation"), "the server being asked")
    os.kill(daemon.helper(), signal.SIGSTOP)
    start = time.monotonic()
    daemon.signal(signal.SIGTERM)
    daemon.wait(limit=10)
    measured("from SIGTERM to the end while the helper hangs", time.monotonic() - start)
    daemon.notify.wait_for("STOPPING")
    daemon.close()  # which asserts that the helper is gone too
    desktop.thaw_server()


def test_who_was_heard_is_answered_before_the_end(evening, home, new_daemon, ctl):
    daemon = new_daemon(clock=evening).start()
    adding = [ctl.start("note", "acme-onsite", f"note {number}") for number in range(8)]
    daemon.signal(signal.SIGTERM)
    daemon.wait()
    for process in adding:
        process.communicate(timeout=LIMIT)
    book = home.read_book()
    noted = [number for number in range(8) if f"= note {number}\n".encode() in book]
    answered = [number for number, process in enumerate(adding) if process.returncode == 0]
    assert set(answered) <= set(noted) and check(home.book)[0] == 0


def test_status_names_the_next_moment(evening, home, new_daemon, ctl):
    """The check-in comes a week after the end: Tuesday 1 December 14:45 in Berlin, 13:45 here."""
    daemon = new_daemon(clock=evening).start()
    assert daemon.status == "1 due; next: Check in with Dana Li (Acme Corp), Tue 1 Dec 13:45"
    ctl.ok("sent", "acme-onsite")
    wait_until(lambda: daemon.status == "0 due; next: Check in with Dana Li (Acme Corp), Tue 1 Dec 13:45",
               hint=lambda: daemon.status)
    home.save(home.settings, SETTINGS + "[popup]\nprivacy = yes\n")
    daemon.reload()
    assert "Acme" not in daemon.status and "Dana" not in daemon.status
    home.save(home.book, "nonsense\n")
    daemon.reload()
    assert "error" in daemon.status


def test_a_line_break_of_the_book_is_no_word_to_the_service_manager(evening, home, new_daemon):
    home.write_settings("[etiquette]\nweek-ahead = no\n")
    home.write_book("[acme]\ncompany = Acme\\nMAINPID=1\\nSTOPPING=1\nwhen = 2026-12-10 14:00\nzone = Europe/Berlin\n")
    daemon = new_daemon(clock=evening).start()
    assert "interview with Acme MAINPID=1 STOPPING=1" in daemon.status
    assert not {"MAINPID", "STOPPING"} & {field for message in daemon.notify.said for field in message}


# ---- The command line

def run(home, *args, **env):
    command = [built("followupd"), *args]
    done = subprocess.run([str(word) for word in command], capture_output=True, text=True, timeout=LIMIT,
                          env=home.env(**env), check=False, cwd=home.root, **as_user(home.uid))
    return done.returncode, done.stdout, done.stderr


def test_check(home):
    home.write_book(BOOK)
    code, out, _ = run(home, "--check")
    assert code == 0 and "2 interviews, no errors" in out and "(hint)" in out
    home.write_book(BOOK.replace("14:00", "25:00").replace("45min", "45 parsecs"))
    code, out, _ = run(home, "--check")
    assert code == 1 and "no errors" not in out
    assert f"{home.book}:6:" in out and "25:00" in out and f"{home.book}:8:" in out and "parsecs" in out
    home.write_book(BOOK)
    home.write_settings("[etiquette]\nthank-you-deadlin = 24h\nmax-check-ins = many\n")
    code, out, _ = run(home, "--check")
    assert code == 1 and f"{home.settings}:3:" in out and "thank-you-deadline" in out  # the nearest name

    other = home.root / "other.ini"
    other.write_text(BOOK)
    for words in ([f"--check={other}"], ["--check", other]):
        code, out, _ = run(home, *words)
        assert code == 0 and str(other) in out
    code, out, _ = run(home, "--check", home.root / "missing.ini")
    assert code == 1 and "missing.ini" in out
    code, out, _ = run(home, "--check", home.root)
    assert code == 1 and "directory" in out
    assert not home.memory.exists() and not home.socket.exists()


def test_check_of_a_home_without_anything(home):
    code, out, _ = run(home, "--check")
    assert code == 0 and "0 interviews" in out and not home.book.exists()


def test_example_is_the_settings_at_their_defaults(home):
    code, out, _ = run(home, "--example")
    assert code == 0 and out == (repository() / "config/examples/followupd.conf").read_text()
    assert not [line for line in out.splitlines() if line and line[0] not in ";#["]
    home.write_settings(re.sub(r"^[;#]\s?([a-z-]+\s*=.*)$", r"\1", out, flags=re.MULTILINE))
    code, said, _ = run(home, "--check")
    assert code == 0, said


def test_help_version_and_wrong_use(home):
    code, out, _ = run(home, "--help")
    assert code == 0 and "--check" in out and max(map(len, out.splitlines())) <= 80
    code, out, _ = run(home, "--version")
    assert code == 0 and re.fullmatch(r"followupd \d+\.\d+\.\d+\n", out)
    for words in (["--nonsense"], ["acme"], ["--book"]):
        code, out, error = run(home, *words)
        assert code == 2 and not out and "--help" in error


# ---- Paths

def paths(home, ctl):
    return ctl.json("status")["paths"]


def test_paths_of_xdg(home, new_daemon, ctl):
    new_daemon().start()
    assert paths(home, ctl) == {"book": str(home.book), "settings": str(home.settings),
                                "memory": str(home.memory), "socket": str(home.socket)}
    ctl.ok("add", "Acme", "--at", "2030-05-06 10:00")
    assert home.book.stat().st_mode & 0o777 == 0o600
    for directory in (home.book.parent, home.settings.parent, home.memory.parent, home.socket.parent):
        assert directory.stat().st_mode & 0o777 == 0o700


def test_paths_below_home(home, new_daemon, ctl):
    unset = dict.fromkeys(("XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_STATE_HOME"))
    new_daemon(env=unset).start()
    assert paths(home, ctl) == {
        "book": f"{home.root}/.local/share/followupd/interviews.ini",
        "settings": f"{home.root}/.config/followupd/followupd.conf",
        "memory": f"{home.root}/.local/state/followupd/popups.ini", "socket": str(home.socket)}


def test_paths_that_are_not_absolute_do_not_count(home, new_daemon, ctl):
    new_daemon(env={"XDG_DATA_HOME": "relative"}).start()
    assert paths(home, ctl)["book"] == f"{home.root}/.local/share/followupd/interviews.ini"


def test_paths_by_option(home, new_daemon, ctl):
    there = home.root / "elsewhere"
    new_daemon(args=["--book", there / "b.ini", "--settings", there / "s.conf", "--memory", there / "m.ini"]).start()
    assert paths(home, ctl) == {"book": f"{there}/b.ini", "settings": f"{there}/s.conf",
                                "memory": f"{there}/m.ini", "socket": str(home.socket)}
    ctl.ok("add", "Acme", "--at", "2030-05-06 10:00")
    assert (there / "b.ini").exists() and not home.book.exists()


def test_no_place_for_the_socket(home):
    """No XDG_RUNTIME_DIR, and /run/user/UID is not there or somebody else's: never a shared place instead."""
    need_root("a user without /run/user/UID")
    stranger = Home(uid=ORDINARY_UID)
    try:
        assert not os.path.exists(f"/run/user/{ORDINARY_UID}")
        code, _, error = run(stranger, XDG_RUNTIME_DIR=None)
        assert code != 0 and "XDG_RUNTIME_DIR" in error and "--socket" in error
        done = subprocess.run([built("followupctl"), "status"], capture_output=True, text=True, timeout=LIMIT,
                              env=stranger.env(XDG_RUNTIME_DIR=None), check=False, **as_user(stranger.uid))
        assert done.returncode == 3 and "XDG_RUNTIME_DIR" in done.stderr, done
    finally:
        stranger.remove()


# ---- Disks

@pytest.fixture
def small_disk(home):
    """The book's directory is a file system of its own, with 256 KiB. Returns it."""
    need_root("mounting")
    directory = home.book.parent
    directory.mkdir(mode=0o700)
    subprocess.run(["mount", "-t", "tmpfs", "-o", "size=256k,mode=700", "tmpfs", directory], check=True)
    yield directory
    subprocess.run(["umount", "--lazy", directory], check=True)


def fill(directory):
    with open(directory / "ballast", "wb", buffering=0) as file:
        try:
            while True:
                file.write(b"x" * 4096)
        except OSError:
            return directory / "ballast"


def test_a_full_disk(small_disk, evening, home, desktop, new_daemon, ctl):
    home.write_book(BOOK)
    daemon = new_daemon(clock=evening, desktop=desktop).start()
    popup = desktop.wait_popup(THANK_DANA)
    ballast = fill(small_disk)
    before = home.read_book(), sorted(os.listdir(small_disk))
    for change in (["add", "Initech", "--at", "fri 10:00"], ["sent", "acme-onsite"], ["note", "acme-onsite", "x"]):
        refused = ctl.fails(1, *change)
        assert "No space left" in refused.stderr and str(home.book) in refused.stderr
    assert (home.read_book(), sorted(os.listdir(small_disk))) == before
    assert milestone(ctl, "thank-you")["status"] == "due" and desktop.shown() == [popup]

    desktop.invoke(popup, "sent")  # a button that could not do it says so
    refusal = desktop.wait_popup("That was not recorded")
    assert "No space left" in refusal.body
    assert home.read_book() == before[0] and milestone(ctl, "thank-you")["status"] == "due"

    ballast.unlink()
    ctl.ok("sent", "acme-onsite")
    assert re.fullmatch(rb"sent [^\n]*\n", added(BOOK.encode(), home.read_book()))
    assert daemon.runs() and check(home.book)[0] == 0


def test_a_full_disk_for_memory(evening, home, desktop, new_daemon, ctl):
    """Nothing can be remembered of pop-ups: they come all the same, and `status` says so."""
    need_root("mounting")
    home.memory.parent.mkdir(mode=0o700)
    subprocess.run(["mount", "-t", "tmpfs", "-o", "size=16k,mode=700", "tmpfs", home.memory.parent], check=True)
    try:
        ballast = fill(home.memory.parent)
        new_daemon(clock=evening, desktop=desktop).start()
        desktop.wait_popup(THANK_DANA)
        problem, = wait_until(lambda: problems(ctl, "memory"))
        assert problem["file"] == str(home.memory) and "No space left" in problem["text"]
        refused = ctl.fails(1, "snooze", "acme-onsite", "2h")
        assert "No space left" in refused.stderr
        assert milestone(ctl, "thank-you")["status"] == "due"
        ballast.unlink()
        ctl.ok("snooze", "acme-onsite", "2h")
        assert problems(ctl, "memory") == [] and milestone(ctl, "thank-you")["status"] == "snoozed"
    finally:
        subprocess.run(["umount", "--lazy", home.memory.parent], check=True)


def test_a_read_only_file_system(small_disk, evening, home, new_daemon, ctl):
    home.write_book(BOOK)
    new_daemon(clock=evening).start()
    subprocess.run(["mount", "-o", "remount,ro", small_disk], check=True)
    refused = ctl.fails(1, "note", "acme-onsite", "x")
    assert "Read-only file system" in refused.stderr
    assert ctl.json("status")["interviews"] == 2 and home.read_book() == BOOK.encode()
    subprocess.run(["mount", "-o", "remount,rw", small_disk], check=True)
    ctl.ok("note", "acme-onsite", "x")


@pytest.fixture
def another_home():
    need_root("another user, for whom rights mean something")
    home = Home(uid=ORDINARY_UID)
    yield home
    home.remove()


@pytest.mark.parametrize("path, mode", [("interviews.ini", 0o400), (".", 0o500)], ids=["file", "directory"])
def test_a_book_without_the_right_to_write(path, mode, another_home, new_daemon):
    home, ctl = another_home, Ctl(another_home)
    home.write_book(BOOK)
    new_daemon(home=home).start()
    target = home.book.parent / path
    before = target.stat().st_mode
    target.chmod(mode)
    refused = ctl.fails(1, "note", "acme-onsite", "x")
    assert "Permission denied" in refused.stderr and home.read_book() == BOOK.encode()
    target.chmod(before)
    ctl.ok("note", "acme-onsite", "x")


def test_a_book_that_may_not_be_read(another_home, new_daemon):
    home, ctl = another_home, Ctl(another_home)
    home.write_book(BOOK)
    home.book.chmod(0)
    new_daemon(home=home).start()
    problem, = problems(ctl, "book")
    assert problem["file"] == str(home.book) and "Permission denied" in problem["text"]
    refused = ctl.fails(1, "add", "Initech", "--at", "fri 10:00")
    assert "Permission denied" in refused.stderr
    home.book.chmod(0o600)
    ctl.ok("reload")
    assert problems(ctl, "book") == [] and ctl.json("status")["interviews"] == 2
