"""followup-popup between a daemon (the test), a real bus and real or misbehaving servers."""

import signal
import subprocess

import pytest
from harness.needs import built
from harness.popup_helper import PopupHelper
from harness.record import NOTIFICATIONS
from harness.wait import LIMIT, wait_until

BUTTONS = [{"key": "default", "label": "Open"}, {"key": "sent", "label": "Sent"},
           {"key": "later", "label": "Later"}]
EXCESS = "org.freedesktop.Notifications.Error.ExcessNotificationGeneration"
SOON = ["--hung-after=300"]


@pytest.fixture
def new_helper(home):
    """Starts helpers on a desktop: new_helper(desktop, *args)."""
    made = []

    def make(desktop, *args, **env):
        made.append(PopupHelper(home, (desktop.env() if desktop else {}) | env, args))
        return made[-1]
    yield make
    for one in made:
        one.close()


# ---- Showing

def test_show(desktop, new_helper):
    helper = new_helper(desktop)
    helper.show("acme", "Thank Dana Li (Acme Corp)", body="By tomorrow 13:45.\nOn time.", actions=BUTTONS)
    server = helper.wait("Server", state="present")
    shown = helper.wait("Shown", tag="acme")
    popup = desktop.wait_popup("Thank Dana Li (Acme Corp)")

    assert (popup.app, popup.timeout, popup.replaces) == ("followupd", 0, 0)
    assert popup.body == "By tomorrow 13:45.\nOn time."
    assert popup.actions == {"sent": "Sent", "later": "Later"}
    assert popup.hints["urgency"] == ("y", 1)
    assert popup.hints["desktop-entry"] == ("s", "followupd")
    assert popup.hints["category"] == ("s", "x-followupd.reminder")
    # Nothing else, so no sound either, be the server able to play one or not.
    assert set(popup.hints) - {"sender-pid"} == {"urgency", "desktop-entry", "category", "x-dunst-stack-tag"}
    assert desktop.server.displayed() == 1

    (guid,) = desktop.bus.call("org.freedesktop.DBus", "/", "org.freedesktop.DBus", "GetId")
    assert guid == shown["bus"] == server["bus"]
    assert shown["server"] == server["server"] == desktop.record.owners[NOTIFICATIONS]
    assert shown["id"] == popup.id
    assert (server["name"], server["vendor"]) == ("dunst", "knopwob")
    assert {"actions", "body"} <= {*server["capabilities"]} and server["text"].startswith("dunst 1.")


def test_server_is_asked_before_each_burst(new_desktop, new_helper):
    desktop = new_desktop("fake")
    helper = new_helper(desktop)
    for number in range(2):
        helper.show(f"burst {number}")
        helper.wait("Shown", tag=f"burst {number}")
    desktop.settle()
    members = [m["member"] for m in desktop.record.messages if m["type"] == "method_call"]
    asked = [i for i, member in enumerate(members) if member == "GetCapabilities"]
    shown = [i for i, member in enumerate(members) if member == "Notify"]
    assert len(asked) == len(shown) == 2 and asked[0] < shown[0] < asked[1] < shown[1]
    assert helper.states() == ["asking", "present"] * 2


def test_critical_is_the_daemons_choice(new_desktop, new_helper):
    desktop = new_desktop("fake")
    helper = new_helper(desktop)
    helper.show("last call", critical=True)
    helper.wait("Shown")
    assert desktop.wait_popup().hints["urgency"] == ("y", 2)


def test_shown_again_it_changes_in_place(desktop, new_helper):
    helper = new_helper(desktop)
    helper.show("acme", "Thank Dana and Sam", actions=BUTTONS)
    first = helper.wait("Shown", tag="acme")
    helper.show("acme", "Thank Sam", actions=BUTTONS[1:])
    assert helper.wait("Shown", tag="acme") == first
    popup = desktop.wait_popup("Thank Sam")
    assert popup.replaces == first["id"] and list(popup.actions) == ["sent", "later"]
    assert desktop.server.displayed() == 1
    desktop.invoke(popup, "sent")
    assert helper.wait("Action")["key"] == "sent"


def test_what_the_server_calls_the_new_one_counts(new_desktop, new_helper):
    """Some servers answer a replacement with a new id."""
    desktop = new_desktop("fake", keep_ids=False)
    helper = new_helper(desktop)
    helper.show("acme", "One", actions=BUTTONS)
    first = helper.wait("Shown")["id"]
    helper.show("acme", "Two", actions=BUTTONS)
    second = helper.wait("Shown")["id"]
    assert second != first
    desktop.server.close_popup(first, 1)
    desktop.server.invoke(second, "sent")
    assert helper.wait("Action")["tag"] == "acme"
    assert not helper.all_told("Closed")


# ---- Buttons and ends

def test_button(desktop, new_helper):
    helper = new_helper(desktop)
    helper.show("acme", "Thank Dana Li", actions=BUTTONS)
    helper.show("globex", "Check in with Globex", actions=BUTTONS)
    helper.wait("Shown", tag="acme")
    helper.wait("Shown", tag="globex")
    desktop.invoke(desktop.wait_popup("Globex"), "later")
    assert helper.wait("Action") == {"tag": "globex", "key": "later", "token": ""}
    # dunst leaves it there; whether it is to go is the daemon's to say.
    helper.say("Close", tag="globex")
    assert helper.wait("Closed")["tag"] == "globex"
    wait_until(lambda: [p.summary for p in desktop.shown()] == ["Thank Dana Li"])


def test_click_with_activation_token(new_desktop, new_helper):
    desktop = new_desktop("fake")
    helper = new_helper(desktop)
    helper.show("acme", actions=BUTTONS)
    desktop.server.invoke(helper.wait("Shown")["id"], "default", token="token-42")
    assert helper.wait("Action") == {"tag": "acme", "key": "default", "token": "token-42"}


def test_signals_that_mean_nothing(new_desktop, new_helper, home):
    """Twice the same, an unknown key, an unknown id, and one who is not the server."""
    desktop = new_desktop("fake")
    stranger = type(desktop.server)(home, home.env(**desktop.env()), owns_name=False)
    stranger.start()
    helper = new_helper(desktop)
    helper.show("acme", actions=BUTTONS)
    number = helper.wait("Shown")["id"]
    stranger.invoke(number, "later")
    stranger.close_popup(number, 2)
    desktop.server.invoke(number + 1, "sent")
    desktop.server.close_popup(number + 1, 2)
    desktop.server.invoke(number, "nonsense")
    desktop.server.invoke(number, "sent", times=3)
    desktop.server.close_popup(number, 2)
    desktop.server.close_popup(number, 2)
    desktop.server.invoke(number, "sent")
    helper.wait("Closed", tag="acme")
    helper.show("next")
    helper.wait("Shown", tag="next")
    assert [a["key"] for a in helper.all_told("Action")] == ["sent"]
    assert len(helper.all_told("Closed")) == 1
    stranger.close()


@pytest.mark.parametrize("server, keys", [("gnome", ["default", "sent", "later"]), ("plasma", ["default", "sent", "later"]),
                                          ("dunst", ["sent", "later"])])
def test_a_click_is_told_unless_it_opens_the_menu(server, keys, new_desktop, new_helper):
    """dunst opens the menu of all buttons only where none of them is the default one: notification_do_action() in its
    src/notification.c."""
    desktop = new_desktop(server)
    helper = new_helper(desktop)
    helper.show("acme", actions=BUTTONS)
    helper.wait("Shown")
    assert list(desktop.wait_popup().actions) == keys


def test_same_button_again_after_it_was_shown_again(new_desktop, new_helper):
    desktop = new_desktop("fake")
    helper = new_helper(desktop)
    for _ in range(2):
        helper.show("acme", actions=BUTTONS)
        desktop.server.invoke(helper.wait("Shown")["id"], "later", times=2)
        helper.wait("Action", key="later")
    helper.settle()
    assert len(helper.all_told("Action")) == 2


def test_dismissed_by_the_user(desktop, new_helper):
    helper = new_helper(desktop)
    helper.show("acme")
    helper.wait("Shown")
    desktop.dismiss(desktop.wait_popup())
    assert helper.wait("Closed") == {"tag": "acme", "reason": 2, "lost": False}


@pytest.mark.parametrize("said, told", [(1, 1), (2, 2), (3, 3), (4, 4), (0, 4), (77, 4)])
def test_reasons(new_desktop, new_helper, said, told):
    desktop = new_desktop("fake", close_at_once=said)
    helper = new_helper(desktop)
    helper.show("acme")
    helper.wait("Shown", tag="acme")
    assert helper.wait("Closed") == {"tag": "acme", "reason": told, "lost": False}
    helper.show("acme", "and again")
    helper.wait("Shown", tag="acme")


def test_close(desktop, new_helper):
    helper = new_helper(desktop)
    helper.show("acme")
    helper.wait("Shown")
    popup = desktop.wait_popup()
    helper.say("Close", tag="nobody")
    helper.say("Close", tag="acme")
    assert helper.wait("Closed") == {"tag": "acme", "reason": 3, "lost": False}
    desktop.wait_gone(popup)
    assert popup.close_asked == 1 and desktop.server.displayed() == 0
    helper.show("acme", "Thank Sam Roe")
    helper.wait("Shown", tag="acme")
    assert desktop.wait_popup("Sam").replaces == 0
    helper.settle()
    assert len(helper.all_told("Closed")) == 1


def test_close_just_before_the_end_still_arrives(desktop, new_helper):
    helper = new_helper(desktop)
    helper.show("acme")
    helper.wait("Shown")
    popup = desktop.wait_popup()
    helper.say("Close", tag="acme")
    assert helper.leave() == 0
    desktop.wait_gone(popup)


# ---- Words

NAUGHTY = "R&D <b>Acme</b>\u202e \x07I <3 AT&T\n👋🏽"


@pytest.mark.parametrize("capabilities, body", [
    (["actions", "body", "body-markup"], "R&amp;D &lt;b&gt;Acme&lt;/b&gt; I &lt;3 AT&amp;T\n👋🏽"),
    (["actions", "body"], "R&D <b>Acme</b> I <3 AT&T\n👋🏽"),
], ids=["markup", "plain"])
def test_words_are_harmless(new_desktop, new_helper, capabilities, body):
    desktop = new_desktop("fake", capabilities=capabilities)
    helper = new_helper(desktop)
    helper.show("acme", NAUGHTY, body=NAUGHTY, actions=[{"key": "k", "label": NAUGHTY}],
                command="not shown")
    helper.wait("Shown")
    popup = desktop.wait_popup()
    assert popup.summary == "R&D <b>Acme</b> I <3 AT&T 👋🏽"  # never markup, says the specification
    assert popup.body == body
    assert popup.actions == {"k": "R&D <b>Acme</b> I <3 AT&T 👋🏽"}


def test_words_that_do_not_fit(new_desktop, new_helper):
    desktop = new_desktop("fake")
    helper = new_helper(desktop)
    helper.show("acme", "n" * 10240, body="b" * 10240)
    helper.wait("Shown")
    popup = desktop.wait_popup()
    assert popup.summary == "n" * 119 + "…" and popup.body == "b" * 799 + "…"


def test_without_buttons_the_body_says_the_command(new_desktop, new_helper):
    desktop = new_desktop("fake", capabilities=["body", "body-markup"])
    helper = new_helper(desktop)
    helper.show("acme", body="By 13:45.", actions=BUTTONS, command="followupctl sent acme --to 'R&D'")
    helper.show("globex", summary="No body", command="followupctl sent globex")
    helper.wait("Shown", tag="globex")
    first, second = desktop.wait_shown(count=2)
    assert first.body == "By 13:45.\nfollowupctl sent acme --to 'R&amp;D'" and first.actions == {}
    assert second.body == "followupctl sent globex"


# ---- Servers that hang, come late, cannot be started, go

def test_hung_server_is_waited_for(desktop, new_helper):
    helper = new_helper(desktop, *SOON)
    desktop.freeze_server()
    helper.show("acme", "Thank Dana Li")
    helper.wait("Server", state="hung")
    helper.show("acme", "Thank Dana Li (newer)")  # the daemon goes on talking
    helper.show("globex", "Check in")
    helper.show("gone", "Never seen")
    helper.say("Close", tag="gone")
    assert helper.wait("Closed", tag="gone")["reason"] == 3
    assert not desktop.record.popups and helper.states() == ["asking", "hung"]
    desktop.thaw_server()
    helper.wait("Server", state="present")
    helper.wait("Shown", tag="globex")
    assert [p.summary for p in desktop.shown()] == ["Thank Dana Li (newer)", "Check in"]
    assert len(desktop.record.popups) == 2 and len(desktop.record.calls("GetCapabilities")) == 1


def test_helper_killed_while_the_server_hangs(desktop, new_helper):
    """Nothing but asks went to the frozen server, so that it shows nothing twice when it wakes."""
    desktop.freeze_server()
    for _ in range(3):
        helper = new_helper(desktop, *SOON)
        helper.show("acme", "Thank Dana Li")
        helper.wait("Server", state="hung")
        helper.kill()
    helper = new_helper(desktop, *SOON)
    helper.show("acme", "Thank Dana Li")
    helper.wait("Server", state="hung")
    desktop.thaw_server()
    helper.wait("Shown", tag="acme")
    assert len(desktop.shown()) == 1 and len(desktop.record.popups) == 1
    assert desktop.server.displayed() == 1


def test_server_that_comes_late(new_desktop, new_helper):
    desktop = new_desktop("none")
    helper = new_helper(desktop)
    helper.show("acme", "Thank Dana Li")
    assert "none can be started" in helper.wait("Server", state="absent")["text"]
    desktop.start_server()
    helper.wait("Shown", tag="acme")
    desktop.wait_popup("Thank Dana Li")
    assert helper.states() == ["absent", "asking", "present"]


def test_server_that_the_bus_starts(new_desktop, new_helper):
    desktop = new_desktop("activatable")
    helper = new_helper(desktop)
    helper.show("acme", "Thank Dana Li")
    helper.wait("Shown", tag="acme")
    assert helper.states() == ["starting", "asking", "present"]
    assert len(desktop.shown()) == 1


def test_server_that_cannot_be_started(new_desktop, new_helper):
    """Tried again after each rest, of which the last is the longest; then no more before it is over."""
    desktop = new_desktop("broken")
    helper = new_helper(desktop, "--rest=30,40,600000")
    helper.show("acme", "Thank Dana Li")
    for _ in range(3):
        assert "cannot be used" in helper.wait("Server", state="failed")["text"]
    helper.say("Show", tag="globex", summary="Check in")
    helper.settle()
    desktop.settle()
    assert len(desktop.record.calls("StartServiceByName")) == 3 and helper.states() == ["starting", "failed"] * 3
    desktop.start_server()
    helper.wait("Shown", tag="globex")
    assert [p.summary for p in desktop.shown()] == ["Thank Dana Li", "Check in"]


def test_server_that_can_run_hours_later(new_desktop, new_helper, tmp_path):
    """Somebody logs in to a screen after many tries, and nobody else starts it there: it is never given up."""
    desktop = new_desktop("none")
    login = tmp_path / "login"
    desktop.bus.add_service(NOTIFICATIONS, f"/bin/sh -c 'test -e {login} && exec {' '.join(map(str, desktop.server.command()))}'")
    helper = new_helper(desktop, "--rest=20,30,40")
    helper.show("acme", "Thank Dana Li")
    for _ in range(8):
        helper.wait("Server", state="failed")
    login.touch()
    helper.wait("Shown", tag="acme")
    assert [p.summary for p in desktop.shown()] == ["Thank Dana Li"]
    desktop.stop_server()


def test_server_that_is_resting_is_not_tried(new_desktop, new_helper):
    desktop = new_desktop("broken")
    helper = new_helper(desktop)
    helper.show("acme")
    helper.wait("Server", state="failed")
    for number in range(20):
        helper.show(f"more {number}")
    helper.settle()
    desktop.settle()
    assert len(desktop.record.calls("StartServiceByName")) == 1


def test_server_that_dies_before_it_answers(new_desktop, new_helper):
    """It may die of being asked: it is not started again at once."""
    desktop = new_desktop("fake", hang=["GetCapabilities"])
    helper = new_helper(desktop, *SOON, "--rest=50,50,50")
    helper.show("acme")
    helper.wait("Server", state="hung")
    desktop.stop_server()
    assert "without an answer" in helper.wait("Server", state="failed")["text"]
    helper.wait("Server", state="absent")
    desktop.server.behaviour["hang"] = []
    desktop.start_server()
    helper.wait("Shown", tag="acme")


def test_server_that_goes_takes_its_popups_with_it(new_desktop, new_helper):
    """Its successor counts ids anew and can do less; nothing of the old is left."""
    desktop = new_desktop("fake", capabilities=["actions", "body", "body-markup"])
    helper = new_helper(desktop)
    helper.show("acme", "Thank Dana Li", actions=BUTTONS)
    helper.show("globex", "Check in with Globex", actions=BUTTONS)
    first = helper.wait("Shown", tag="acme")
    helper.wait("Shown", tag="globex")
    desktop.stop_server()
    assert helper.wait("Closed", tag="acme") == {"tag": "acme", "reason": 4, "lost": True}
    assert helper.wait("Closed", tag="globex") == {"tag": "globex", "reason": 4, "lost": True}
    helper.wait("Server", state="absent")

    desktop.server.behaviour["capabilities"] = ["body"]
    desktop.start_server()
    helper.show("initech", "Thank Sam", body="<3", command="followupctl sent initech", actions=BUTTONS)
    shown = helper.wait("Shown", tag="initech")
    assert shown["id"] == first["id"] and shown["server"] != first["server"]
    popup = desktop.wait_popup("Thank Sam")
    assert popup.replaces == 0 and popup.actions == {} and popup.body == "<3\nfollowupctl sent initech"
    desktop.server.close_popup(shown["id"], 2)
    assert helper.wait("Closed")["tag"] == "initech"


def test_server_that_dies_while_it_shows(new_desktop, new_helper):
    """Nobody knows whether it was seen; what waits behind is shown by the next server."""
    desktop = new_desktop("fake", hang=["Notify"])
    helper = new_helper(desktop)
    helper.show("acme", "Thank Dana Li")
    helper.show("globex", "Check in")
    wait_until(lambda: desktop.record.calls("Notify"), "the call")
    desktop.stop_server()
    failed = helper.wait("Failed", tag="acme")
    assert failed["perhaps"] and failed["error"] == "org.freedesktop.DBus.Error.NoReply"
    desktop.server.behaviour["hang"] = []
    desktop.start_server()
    helper.wait("Shown", tag="globex")


def test_server_that_refuses(new_desktop, new_helper):
    desktop = new_desktop("fake", error=EXCESS)
    helper = new_helper(desktop)
    helper.show("acme")
    failed = helper.wait("Failed")
    assert (failed["tag"], failed["error"], failed["perhaps"]) == ("acme", EXCESS, False)
    desktop.server.behave(error=None)
    helper.show("acme")
    helper.wait("Shown", tag="acme")


def test_update_that_is_refused_leaves_nothing_old(new_desktop, new_helper):
    desktop = new_desktop("fake")
    helper = new_helper(desktop)
    helper.show("acme", "Thank Dana Li")
    helper.wait("Shown")
    popup = desktop.wait_popup()
    desktop.server.behave(error="org.example.No")
    helper.show("acme", "Thank Sam")
    assert helper.wait("Failed")["error"] == "org.example.No"
    desktop.wait_gone(popup)
    helper.settle()
    assert not helper.all_told("Closed")


# ---- After a restart of the helper

def place(shown):
    return {name: shown[name] for name in ("bus", "server", "id")}


def test_next_helper_replaces_what_the_last_one_left(desktop, new_helper):
    helper = new_helper(desktop)
    helper.show("acme", "Thank Dana Li", actions=BUTTONS)
    left = helper.wait("Shown")
    assert helper.leave() == 0
    assert [p.summary for p in desktop.shown()] == ["Thank Dana Li"]

    helper = new_helper(desktop)
    helper.show("acme", "Thank Dana Li, late", actions=BUTTONS,
                replaces=place(left))
    assert helper.wait("Shown") == left
    popup = desktop.wait_popup("late")
    assert popup.replaces == left["id"] and desktop.server.displayed() == 1
    desktop.invoke(popup, "sent")
    assert helper.wait("Action")["key"] == "sent"


@pytest.mark.parametrize("stale", [{"bus": "0" * 32}, {"server": ":1.4711"}, {"id": 2**32 - 1}])
def test_a_stale_id_replaces_nothing(desktop, new_helper, stale):
    """It may be a stranger's by now."""
    helper = new_helper(desktop)
    helper.show("stranger", "Battery low")
    left = helper.wait("Shown")
    helper.leave()
    helper = new_helper(desktop)
    helper.show("acme", "Thank Dana Li", replaces=place(left) | stale)
    assert helper.wait("Shown")["id"] != left["id"]
    assert desktop.wait_popup("Thank").replaces == 0 and len(desktop.shown()) == 2


def test_next_helper_closes_what_the_last_one_left(desktop, new_helper):
    """It was answered meanwhile, and nobody wants it any more."""
    helper = new_helper(desktop)
    helper.show("acme", "Thank Dana Li")
    left = helper.wait("Shown")
    helper.leave()
    popup = desktop.wait_popup("Thank Dana Li")
    helper = new_helper(desktop)
    helper.say("Close", tag="acme", replaces=place(left))
    assert helper.wait("Closed") == {"tag": "acme", "reason": 3, "lost": False}
    desktop.wait_gone(popup)


@pytest.mark.parametrize("stale", [{"bus": "0" * 32}, {"server": ":1.4711"}])
def test_a_stale_id_closes_nothing(desktop, new_helper, stale):
    helper = new_helper(desktop)
    helper.show("stranger", "Battery low")
    left = helper.wait("Shown")
    helper.leave()
    helper = new_helper(desktop)
    helper.say("Close", tag="acme", replaces=place(left) | stale)
    assert helper.wait("Closed")["tag"] == "acme"  # gone it is, so the daemon may forget it
    assert [p.summary for p in desktop.shown()] == ["Battery low"]


def test_leftovers_without_a_server_are_gone(new_desktop, new_helper):
    desktop = new_desktop("none")
    helper = new_helper(desktop)
    for number in range(70):
        helper.say("Close", tag=f"tag {number}",
                   replaces={"bus": "0" * 32, "server": ":1.1", "id": number + 1})
    helper.say("Close", tag="nobody", replaces=None)
    helper.wait("Closed", tag="tag 69")
    helper.settle()
    assert len(helper.all_told("Closed")) == 70 and not helper.states()


# ---- The bus and the daemon

def test_bus_at_its_usual_place(desktop, new_helper):
    """As after a login by ssh: nothing in the environment."""
    helper = new_helper(desktop, DBUS_SESSION_BUS_ADDRESS=None)
    helper.show("acme", "Thank Dana Li")
    helper.wait("Shown")


def test_no_bus(home, screen, new_helper):
    helper = new_helper(None, DISPLAY=screen.display)  # GLib would start one of its own here
    helper.show("acme")
    assert "No session bus" in helper.wait("Server", state="no-bus")["text"]
    assert helper.end() == 3
    assert not (home.root / ".dbus").exists()


def test_bus_that_goes(desktop, new_helper):
    helper = new_helper(desktop)
    helper.show("acme")
    helper.wait("Shown")
    desktop.bus.close()
    helper.wait("Server", state="no-bus")
    assert helper.end() == 3


def test_bus_that_hangs(desktop, new_helper):
    desktop.bus.process.send_signal(signal.SIGSTOP)
    helper = new_helper(desktop, *SOON)
    helper.show("acme")
    assert "does not answer" in helper.wait("Server", state="no-bus")["text"]
    assert helper.end() == 3
    desktop.bus.process.send_signal(signal.SIGCONT)


def test_daemon_that_goes(desktop, new_helper):
    """In the middle of everything, with words it never read."""
    helper = new_helper(desktop)
    helper.show("acme")
    wait_until(lambda: desktop.record.on_screen(), "the pop-up")
    assert helper.leave() == 0
    assert len(desktop.shown()) == 1


def test_garbage_is_ignored(new_desktop, new_helper):
    desktop = new_desktop("fake")
    helper = new_helper(desktop)
    helper.send(b"\0{}\0garbage\0" + b"[" * 100000 + b"\0" + b'{"method":"io.followupd.Popup.Dance"}\0'
                b'{"method":"io.followupd.Popup.Close"}\0{"method":"io.followupd.Popup.Show"}\0')
    helper.show("acme", actions=7)
    assert helper.wait("Failed")["error"] == "io.followupd.Popup.Malformed"
    helper.show("acme", unknown_field=7)
    helper.wait("Shown")
    assert len(desktop.shown()) == 1


def test_half_a_message_at_the_end(desktop, new_helper):
    helper = new_helper(desktop)
    helper.send(b'{"method":"io.followupd.Popup.Show"')
    assert helper.leave() == 0


def test_a_message_without_end(desktop, new_helper):
    helper = new_helper(desktop)
    try:
        helper.send(b"x" * (2 * 1024 * 1024))
    except (BrokenPipeError, ConnectionResetError):
        pass  # it did not wait for the rest
    assert helper.end() == 1 and "Message too long" in helper.log()


def test_never_more_than_64(new_desktop, new_helper):
    desktop = new_desktop("fake")
    helper = new_helper(desktop)
    for number in range(66):
        helper.show(f"tag {number}")
    for number in (64, 65):
        assert helper.wait("Failed", tag=f"tag {number}")["error"] == "io.followupd.Popup.TooMany"
    helper.wait("Shown", tag="tag 63")
    assert len(desktop.shown()) == 64
    helper.say("Close", tag="tag 7")
    helper.show("tag 65")
    helper.wait("Shown", tag="tag 65")


# ---- By hand

def by_hand(*args, **options):
    return subprocess.run([built("followup-popup"), *args], capture_output=True, text=True,
                          timeout=LIMIT, check=False, **options)


def test_started_by_hand():
    done = by_hand()
    assert done.returncode == 2 and not done.stdout
    assert "followupd starts this program" in done.stderr and done.stderr.count("\n") == 1


@pytest.mark.parametrize("args", [["--nonsense"], ["--rest=1,2"], ["--rest=1,2,3,4"], ["--hung-after=0"],
                                  ["--hung-after=soon"], ["word"]])
def test_usage(args):
    done = by_hand(*args)
    assert done.returncode == 2 and not done.stdout and done.stderr.count("\n") == 1


def test_help_and_version():
    assert by_hand("--version").stdout.split() == ["followup-popup", "0.1.0"]
    said = by_hand("--help")
    assert said.returncode == 0 and said.stdout.startswith("Usage: followup-popup") and not said.stderr
    assert all(len(line) <= 80 for line in said.stdout.splitlines())
