"""Links where the daemon keeps its files: what they lead to is never written, emptied or removed by it."""

import os
import stat

import pytest
from acme import evening  # noqa: F401 (a fixture)
from harness.varlink import Varlink

PRECIOUS = "precious\n"


@pytest.fixture
def precious(home):
    """A file of the user's that has nothing to do with followupd."""
    path = home.root / "precious"
    path.write_text(PRECIOUS)
    return path


def hard(path, target):
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    os.link(target, path)


def symbolic(path, target):
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    path.symlink_to(target)


def use(home):
    """Changes the book, the memory and the history."""
    with Varlink(home.socket) as client:
        client.call("Note", id="acme", text="something")
        client.call("Snooze", id="acme", milestone="thank-you", until="+2h")


@pytest.mark.parametrize("link", [hard, symbolic])
def test_a_socket_that_is_a_link_to_a_file(link, home, precious, evening, new_daemon):
    link(home.socket, precious)
    daemon = new_daemon(clock=evening).start(ready=False)
    daemon.wait(expected=1)
    assert "no socket" in daemon.log() and precious.read_text() == PRECIOUS
    assert home.socket.exists(), "it is not ours to remove"


@pytest.mark.parametrize("link", [hard, symbolic])
def test_a_lock_that_is_a_link_to_a_file(link, home, precious, evening, new_daemon):
    lock = home.socket.with_name(home.socket.name + ".lock")
    link(lock, precious)
    daemon = new_daemon(clock=evening).start(ready=link is hard)
    if link is symbolic:
        daemon.wait(expected=1)
    daemon.close()
    assert precious.read_text() == PRECIOUS, "to be locked is all that may happen to it"


def test_a_runtime_directory_that_is_a_link_into_one_of_others(home, evening, new_daemon):
    """As in /tmp, where somebody was faster."""
    theirs = home.root / "theirs"
    theirs.mkdir()
    theirs.chmod(0o777)
    home.socket.parent.symlink_to(theirs)
    daemon = new_daemon(clock=evening).start(ready=False)
    daemon.wait(expected=1)
    assert "not ours alone" in daemon.log() and not list(theirs.iterdir())


def test_memory_that_is_a_second_name_of_a_file(home, precious, evening, new_daemon):
    hard(home.memory, precious)
    new_daemon(clock=evening).start()
    use(home)
    assert precious.read_text() == PRECIOUS and "acme" in home.memory.read_text()


def test_a_book_that_is_a_second_name_of_a_file(home, evening, new_daemon):
    """A snapshot that somebody made by links stays what it was."""
    before, snapshot = home.read_book(), home.root / "snapshot"
    os.link(home.book, snapshot)
    new_daemon(clock=evening).start()
    use(home)
    assert snapshot.read_bytes() == before != home.read_book()


def test_a_history_that_is_a_second_name_of_a_file(home, precious, evening, new_daemon):
    new_daemon(clock=evening).start().stop()
    known = set(home.memory.parent.iterdir())
    new_daemon(clock=evening).start()
    use(home)
    history, = (path for path in set(home.memory.parent.iterdir()) - known - {home.memory} if path.suffix != ".ini")
    history.unlink()
    hard(history, precious)
    use(home)
    assert precious.read_text() == PRECIOUS


def test_what_it_makes_is_for_its_owner_alone(home, evening, new_daemon):
    """Whatever the umask is."""
    new_daemon(clock=evening, wrapper=["sh", "-c", 'umask 0; exec "$@"', "sh"]).start()
    use(home)
    for path in [home.socket, home.memory, *home.memory.parent.iterdir()]:
        assert stat.S_IMODE(path.stat().st_mode) & 0o077 == 0, path
