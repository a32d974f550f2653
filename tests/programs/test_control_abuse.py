"""The control socket and those who misuse it: a bad client harms only itself, a second daemon nobody."""

import json
import os
import socket
import subprocess
import time

import pytest
from acme import BOOK, evening  # noqa: F401 (a fixture)
from harness.ctl import Ctl
from harness.home import Home
from harness.needs import need_program, need_root, repository
from harness.varlink import INTERFACE, Varlink, VarlinkError
from harness.wait import LIMIT, wait_until

SERVICE = "org.varlink.service"
CLIENTS_MAX = 64
MESSAGE_MAX = 1 << 20
STARTS = 50
CONNECTIONS = 1000
ORDINARY_UID, OTHER_UID = 4711, 4712


@pytest.fixture
def daemon(evening, new_daemon):
    """A daemon that has nothing else to do: the interview is on the next day."""
    evening.set("2026-11-23 12:00")
    return new_daemon(clock=evening, args=["--debug"]).start()


def answers(home):
    """The daemon answers somebody else, at once."""
    start = time.monotonic()
    with Varlink(home.socket) as client:
        assert client.call("Status")["version"] == 1
    assert time.monotonic() - start < 10
    return True


def open_fds(daemon, home):
    """Its file descriptors. The end of earlier connections has been heard of by the time of the second answer."""
    with Varlink(home.socket) as client:
        client.call("Status")
        client.call("Status")
        return daemon.open_fds() - 1


def error_of(client, method, **parameters):
    with pytest.raises(VarlinkError) as failure:
        client.call(method, **parameters)
    return failure.value.name, failure.value.parameters


# ---- Who may

def connect_as(uid, path):
    """Another user's program that connects, asks, and prints what it gets: nothing when it is hung up on."""
    program = ("import socket, sys\n"
               "s = socket.socket(socket.AF_UNIX)\n"
               "s.connect(sys.argv[1])\n"
               "try:\n"
               "    s.sendall(b'{\"method\": \"io.followupd.Control.Status\"}\\0')\n"
               "    print(s.recv(1 << 16).decode())\n"
               "except OSError:\n"
               "    pass\n"
               "print('over')\n")
    command = [need_program("setpriv", "util-linux"), f"--reuid={uid}", f"--regid={uid}", "--clear-groups",
               "/usr/bin/python3", "-c", program, str(path)]
    done = subprocess.run(command, capture_output=True, text=True, timeout=LIMIT, check=False, cwd="/")
    assert done.stdout.endswith("over\n"), done
    return done.stdout.removesuffix("over\n").strip()


def open_to_all(home):
    """Takes away what else would keep others out: the rights of the directories and of the socket."""
    for path in (home.root, home.run, home.socket.parent):
        path.chmod(0o755)
    home.socket.chmod(0o777)


def test_the_socket_is_for_its_owner_alone(daemon, home):
    assert home.socket.stat().st_mode & 0o777 == 0o600
    assert home.socket.parent.stat().st_mode & 0o777 == 0o700


def test_another_user_is_refused(daemon, home):
    need_root("two users")
    open_to_all(home)
    assert connect_as(OTHER_UID, home.socket) == ""
    assert f"uid {OTHER_UID}" in daemon.log() and answers(home)


@pytest.fixture
def ordinary_home():
    need_root("two users")
    home = Home(uid=ORDINARY_UID)
    home.write_book(BOOK)
    yield home
    home.remove()


def test_root_is_another_user_too(ordinary_home, new_daemon):
    new_daemon(home=ordinary_home).start()
    assert connect_as(0, ordinary_home.socket) == ""
    refused = Ctl(ordinary_home, uid=0).run("status")
    assert refused.code == 3 and refused.stderr, refused
    Ctl(ordinary_home).ok("status")


def test_a_directory_that_others_may_write_is_refused(home, new_daemon):
    home.socket.parent.mkdir(mode=0o700)
    home.socket.parent.chmod(0o777)
    daemon = new_daemon().start(ready=False)
    daemon.wait(expected=1)
    assert "not ours alone" in daemon.log() and not home.socket.exists()


# ---- Several daemons

def test_a_second_daemon_says_so_and_harms_nobody(daemon, home, new_daemon, ctl):
    before = home.socket.stat().st_ino
    second = new_daemon().start(ready=False)
    second.wait(expected=1)
    assert "Another followupd runs already" in second.log()
    assert home.socket.stat().st_ino == before and answers(home)
    ctl.ok("note", "acme-onsite", "still there")


def dead_socket(home):
    """What a daemon that was killed leaves."""
    home.socket.parent.mkdir(mode=0o700)
    with socket.socket(socket.AF_UNIX) as dead:
        dead.bind(str(home.socket))


def nothing(home):
    pass


@pytest.mark.parametrize("left", [nothing, dead_socket])
def test_fifty_starts_at_once_leave_one_daemon(left, home, new_daemon):
    left(home)
    daemons = [new_daemon() for _ in range(STARTS)]
    for daemon in daemons:
        daemon.start(ready=False)
    wait_until(lambda: sum(daemon.runs() for daemon in daemons) == 1, "one survivor")
    survivor, = (daemon for daemon in daemons if daemon.runs())
    survivor.wait_ready()
    assert answers(home) and survivor.runs()
    for daemon in daemons:
        if daemon is not survivor:
            daemon.wait(expected=1)
            assert "Another followupd runs already" in daemon.log()
    survivor.stop()
    assert not home.socket.exists()


def test_a_dead_socket_is_replaced(home, new_daemon):
    daemon = new_daemon()
    for _ in range(3):
        daemon.start()
        assert answers(home)
        daemon.kill()
        assert home.socket.exists()
    daemon.start()
    assert answers(home)


def test_a_socket_of_somebody_else_is_left_alone(home, new_daemon):
    """An older daemon without our lock, or another program: it answers, so it lives."""
    home.socket.parent.mkdir(mode=0o700)
    with socket.socket(socket.AF_UNIX) as other:
        other.bind(str(home.socket))
        other.listen()
        daemon = new_daemon().start(ready=False)
        daemon.wait(expected=1)
        assert "Another followupd runs already" in daemon.log() and home.socket.exists()


def test_a_socket_that_was_taken_over_is_not_removed(daemon, home):
    home.socket.unlink()
    with socket.socket(socket.AF_UNIX) as other:
        other.bind(str(home.socket))
        daemon.stop()
        assert home.socket.exists()


# ---- What they send

GARBAGE = [
    b"\0", b"hello\0", b"[]\0", b'"text"\0', b"{}\0", b'{"method": 7}\0', b'{"method": "a.b"} trailing\0',
    b'{"method": "a.b", "method": "a.c"}\0', b'{"method": "a.b", "parameters": []}\0', b"{'method': 'a.b'}\0",
    b'{"method": "\xff\xfe"}\0', b'{"method": "a.b", "parameters": {"n": NaN}}\0', b"[" * 100_000 + b"\0",
    b'{"method": "a.b", "parameters": ' + b'{"a":' * 50 + b"1" + b"}" * 51 + b"\0",
    b'{"method": "a.b", "more": "yes"}\0', os.urandom(5000).replace(b"\0", b"x") + b"\0",
    b"GET / HTTP/1.1\r\nHost: localhost\r\n\r\n\0",
]


def test_garbage_harms_only_its_sender(daemon, home):
    with Varlink(home.socket) as bystander:
        for garbage in GARBAGE:
            with Varlink(home.socket) as client:
                client.send_bytes(garbage)
                with pytest.raises(ConnectionError):
                    raise AssertionError(f"{garbage!r} was answered: {client.receive()}")
            assert bystander.call("Status")["version"] == 1


def test_a_call_in_halves_and_two_in_one(daemon, home):
    call = json.dumps({"method": f"{INTERFACE}.Status"}).encode() + b"\0"
    with Varlink(home.socket) as client:
        for byte in call:
            client.send_bytes(bytes([byte]))
        assert client.answer()["version"] == 1
        client.send_bytes(call + call + call[:20])
        assert client.answer()["version"] == client.answer()["version"] == 1
        assert answers(home)
        client.send_bytes(call[20:])
        assert client.answer()["version"] == 1


def test_half_a_call_and_then_nothing(daemon, home):
    fds = open_fds(daemon, home)
    with Varlink(home.socket) as client:
        client.send_bytes(b'{"method": "io.foll')
        assert answers(home)
    wait_until(lambda: open_fds(daemon, home) == fds, "the connection being closed")


def test_a_message_of_two_megabytes(daemon, home):
    with Varlink(home.socket) as bystander, Varlink(home.socket) as client:
        with pytest.raises(OSError):
            client.send_bytes(b"x" * (2 * MESSAGE_MAX) + b"\0")
            client.receive()
        assert bystander.call("Status")["version"] == 1
    assert "more than 1048576 bytes" in daemon.log()


def test_the_largest_message(daemon, home):
    call = {"method": f"{INTERFACE}.Log", "parameters": {"id": "acme-onsite", "ignored": ""}}
    room = MESSAGE_MAX - len(json.dumps(call))
    call["parameters"]["ignored"] = "x" * room
    with Varlink(home.socket) as client:
        client.send_bytes(json.dumps(call).encode() + b"\0")
        assert client.answer()["log"] == []


# ---- How many, how slow

def test_one_client_too_many_is_told_why(daemon, home):
    clients = [Varlink(home.socket) for _ in range(CLIENTS_MAX)]
    try:
        for client in clients:
            client.call("Status")
        with Varlink(home.socket) as one_too_many:
            with pytest.raises(VarlinkError) as failure:
                one_too_many.answer()
            assert failure.value.name == f"{INTERFACE}.TooManyClients"
            assert failure.value.parameters["limit"] == CLIENTS_MAX and failure.value.parameters["text"]
            one_too_many.wait_hung_up()
        refused = Ctl(home).run("status")
        assert refused.code != 0 and "too many" in refused.stderr
        clients.pop().close()
        wait_until(lambda: Ctl(home).run("status").code == 0, "a place that is free again")
        for client in clients:
            client.call("Status")
    finally:
        for client in clients:
            client.close()


def test_one_who_never_reads_is_held_back_and_dropped(daemon, home):
    """Calls are read only as answers are taken: the kernel's buffers fill, ours do not."""
    call = {"method": f"{SERVICE}.GetInterfaceDescription", "parameters": {"interface": INTERFACE}}
    fds, rss = open_fds(daemon, home), daemon.rss_kib()
    with Varlink(home.socket) as client:
        sent = piece = client.send_some(json.dumps(call).encode() + b"\0")
        while piece:  # until nothing more is taken, though the daemon had its turn
            while piece:
                piece = client.send_some(json.dumps(call).encode() + b"\0")
                sent += piece
            assert answers(home)
            piece = client.send_some(b" ")
            sent += piece
        assert sent < 4 * MESSAGE_MAX and daemon.rss_kib() - rss < 8 * 1024
        daemon.clock.let_pass(seconds=32)
        wait_until(lambda: open_fds(daemon, home) == fds, "the client being dropped")
        assert answers(home)


def test_one_who_says_nothing_is_dropped_after_half_a_minute(daemon, home):
    with Varlink(home.socket) as mute, Varlink(home.socket) as talker:
        talker.call("Status")
        daemon.clock.let_pass(seconds=29)
        talker.call("Status")
        assert answers(home) and mute.silent()
        daemon.clock.let_pass(seconds=3)
        mute.wait_hung_up()
        talker.call("Status")  # 3 seconds after its last call


def test_a_thousand_connections_in_a_row(daemon, home, measured):
    for _ in range(100):
        answers(home)
    fds, rss = open_fds(daemon, home), daemon.rss_kib()
    start = time.monotonic()
    for number in range(CONNECTIONS):
        with Varlink(home.socket) as client:
            if number % 2:
                client.call("Status")
            elif number % 3:
                client.send_bytes(b'{"meth')
    measured(f"{CONNECTIONS} connections", time.monotonic() - start)
    assert answers(home)
    wait_until(lambda: open_fds(daemon, home) == fds, "as few file descriptors as before")
    if "asan" not in os.environ.get("FOLLOWUPD_BIN", ""):
        # What it holds back for the next call it gives back once nobody calls.
        wait_until(lambda: daemon.rss_kib() - rss < 1024, "as little memory as before")


def test_file_descriptors_run_out(home, evening, new_daemon):
    """Those who come then are turned away, and the daemon neither spins nor dies."""
    daemon = new_daemon(clock=evening, wrapper=["prlimit", "--nofile=40:40"]).start()
    clients = []
    try:
        for _ in range(CLIENTS_MAX):
            clients.append(Varlink(home.socket))
        wait_until(lambda: "no file descriptors left" in daemon.log(), hint=daemon.log)
    finally:
        for client in clients:
            client.close()
    wait_until(lambda: _status_works(home), "answers as before")
    before = daemon.context_switches()
    answers(home)
    assert daemon.context_switches() - before < 50


def _status_works(home):
    try:
        return answers(home)
    except OSError:
        return False


# ---- Varlink

def test_what_every_varlink_service_can(daemon, home):
    with Varlink(home.socket) as client:
        info = client.call(f"{SERVICE}.GetInfo")
        assert info["vendor"] and info["product"] == "followupd" and info["version"]
        assert set(info["interfaces"]) == {SERVICE, INTERFACE}
        for name in info["interfaces"]:
            described = client.call(f"{SERVICE}.GetInterfaceDescription", interface=name)["description"]
            assert f"\ninterface {name}\n" in described
        text = (repository() / "daemon/io.followupd.Control.varlink").read_text()
        assert client.call(f"{SERVICE}.GetInterfaceDescription", interface=INTERFACE)["description"] == text


def test_varlink_errors_have_names(daemon, home):
    with Varlink(home.socket) as client:
        assert error_of(client, "Frobnicate") == (f"{SERVICE}.MethodNotFound", {"method": f"{INTERFACE}.Frobnicate"})
        assert error_of(client, f"{SERVICE}.Nope") == (f"{SERVICE}.MethodNotFound", {"method": f"{SERVICE}.Nope"})
        assert error_of(client, "com.example.Thing.Do") == (f"{SERVICE}.InterfaceNotFound",
                                                            {"interface": "com.example.Thing"})
        assert error_of(client, f"{SERVICE}.GetInterfaceDescription", interface="com.example.Thing") == (
            f"{SERVICE}.InterfaceNotFound", {"interface": "com.example.Thing"})
        assert client.call("Status")["version"] == 1  # none of that ends the connection


@pytest.mark.parametrize("method, parameters, wrong", [
    ("Show", {}, "id"), ("Show", {"id": 7}, "id"), ("Show", {"id": None}, "id"), ("Show", {"id": ["acme"]}, "id"),
    ("List", {"all": "yes"}, "all"), ("Add", {"company": "A"}, "at"),
    ("Add", {"company": "A", "at": "fri 10:00", "with": "Dana"}, "with"),
    ("Add", {"company": "A", "at": "fri 10:00", "with": ["Dana", 7]}, "with"),
    ("Set", {"id": "acme", "values": []}, None), (f"{SERVICE}.GetInterfaceDescription", {}, "interface"),
])
def test_parameters_have_types(method, parameters, wrong, daemon, home):
    before = home.read_book()
    with Varlink(home.socket) as client:
        name, told = error_of(client, method, **parameters)
        if wrong:
            assert (name, told) == (f"{SERVICE}.InvalidParameter", {"parameter": wrong})
        client.call("Show", id="acme", some_future_parameter=True)  # those that are not known do not matter
    assert home.read_book() == before


def test_oneway_is_done_and_not_answered(daemon, home):
    with Varlink(home.socket) as client:
        client.send("Note", {"id": "acme", "text": "no need to say anything"}, oneway=True)
        client.send("Frobnicate", oneway=True)
        assert client.call("Status")["version"] == 1  # the only answer
        assert answers(home) and client.silent()
    assert b"no need to say anything" in home.read_book()


def test_more_of_a_method_with_one_answer(daemon, home):
    with Varlink(home.socket) as client:
        assert len(list(client.more("Status"))) == 1
        assert client.call("Status")["version"] == 1


def test_upgrade_is_refused(daemon, home):
    with Varlink(home.socket) as client:
        client.send("Status", upgrade=True)
        with pytest.raises(VarlinkError, match="InvalidParameter"):
            client.answer()


def test_one_who_leaves_before_the_answer(daemon, home):
    for text in ("one", "two", "three"):
        with Varlink(home.socket) as client:
            client.send("Note", {"id": "acme", "text": text})
    wait_until(lambda: all(word in home.read_book() for word in (b"= one", b"= two", b"= three")), "three notes")
    assert answers(home)
