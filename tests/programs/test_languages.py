"""Languages: pop-ups in the daemon's own, each answer in the caller's, and what is written the same in all of them."""

import pytest
from acme import BOOK, PANEL, THANK_DANA, added, evening, milestone  # noqa: F401 (a fixture)
from harness.ctl import Ctl
from harness.installed import install
from harness.varlink import Varlink, VarlinkError
from harness.wait import wait_until

GERMAN = {"LANGUAGE": "de"}  # with the C.UTF-8 of every home: no locale of German's need be there
DANKE_DANA = "Bedanke dich bei Dana Li (Acme Corp)"


@pytest.fixture
def in_german(home):
    """followupctl, asked in German."""
    return Ctl(home, env=GERMAN)


def title_of(ctl):
    return milestone(ctl, "thank-you")["title"]


def test_a_german_popup(evening, desktop, new_daemon, ctl, in_german):
    new_daemon(clock=evening, desktop=desktop, env=GERMAN).start()
    popup = desktop.wait_popup("Dana Li", limit=20)
    assert popup.summary == DANKE_DANA
    assert popup.body.startswith("Bis morgen 13:45 (14:45 in Berlin). Ihr habt über zero-copy parsers gesprochen.")
    assert popup.actions["sent"] == "Gesendet" and popup.actions["later"] == "Später"
    assert desktop.server.displayed() == 1
    assert title_of(ctl) == THANK_DANA and title_of(in_german) == DANKE_DANA
    desktop.invoke(popup, "sent")
    desktop.wait_gone(popup, limit=10)


def test_an_english_daemon_answers_each_in_their_own(evening, home, desktop, new_daemon, ctl, in_german):
    new_daemon(clock=evening, desktop=desktop).start()
    popup = desktop.wait_popup(THANK_DANA)
    for _ in range(3):  # by turns
        assert title_of(ctl) == THANK_DANA and title_of(in_german) == DANKE_DANA
    assert desktop.shown() == [popup], "asking in German makes no other pop-up"
    assert "bis morgen 13:45" in in_german.ok("status") and "by tomorrow 13:45" in ctl.ok("status")
    reasons = [milestone(one, "thank-you")["reason"] for one in (ctl, in_german)]
    assert reasons == [
        "The interview ended on Tue 24 Nov 13:45 (14:45 in Berlin); a thank-you fits from 2 hours to 24 hours later.",
        "Das Gespräch endete am Di 24. Nov., 13:45 (14:45 in Berlin); ein Dank passt 2 Stunden bis 24 Stunden später."]


def test_codes_are_the_same_in_all(evening, new_daemon, ctl, in_german):
    new_daemon(clock=evening).start()

    def codes(value):
        """Without the sentences."""
        if isinstance(value, dict):
            return {key: codes(item) for key, item in value.items()
                    if key not in ("title", "reason", "text", "remedy", "assumes", "finish", "now", "server")}
        if isinstance(value, list):  # whether there is a server is found out meanwhile
            return [codes(item) for item in value if not isinstance(item, dict) or item.get("code") != "server"]
        return value
    for verb in (["status"], ["list", "--all"], ["show", "acme"], ["plan"], ["why", "acme"], ["log"], ["timeline"]):
        english, german = ctl.json(*verb), in_german.json(*verb)
        for answer in (english, german):
            answer.pop("sentences", None)
            for parts in answer.get("explanations", []):
                for name in ("rule", "source", "arithmetic", "change"):
                    del parts[name]
        assert codes(english) == codes(german), verb


def test_what_is_written_is_the_same_in_all(evening, home, new_daemon, ctl, in_german):
    new_daemon(clock=evening).start()
    written = []
    for one in (ctl, in_german):
        before = home.read_book()
        one.ok("sent", "acme", "--at", "16:40")
        written.append(added(before, home.read_book()))
        one.ok("undo")
    assert written[0] == written[1] != b""
    assert in_german.ok("note", "acme", "Drucker").startswith("Notiert für acme-onsite, topic: Drucker.")
    refused = in_german.fails(2, "sent", "acme", "--at", "gestern 16:00")  # WHEN is English in all of them
    assert refused.stderr.startswith("followupctl: „gestern“ ist keine Zeit")


def test_a_book_with_an_error(evening, home, new_daemon, ctl, in_german):
    home.write_book(BOOK.replace("duration    = 45min", "duration    = long"))
    new_daemon(clock=evening, env=GERMAN).start()
    english = "duration: `long` is no span of time; as in `duration = 45min`"
    german = "duration: `long` ist keine Zeitspanne; wie in `duration = 45min`"

    def complaint(one):
        return next(p["text"] for p in one.json("status")["problems"] if p["code"] == "book")
    for _ in range(2):
        assert (complaint(ctl), complaint(in_german)) == (english, german)
    assert english in ctl.fails(1, "note", "acme", "x").stderr
    assert german in in_german.fails(1, "note", "acme", "x").stderr
    assert english in ctl.fails(1, "reload").stdout and german in in_german.fails(1, "reload").stdout


@pytest.mark.parametrize("env,german", [
    ({"LANG": "de_DE.UTF-8"}, True),                            # no locale of that name is on this machine
    ({"LANG": "en_US.UTF-8", "LC_MESSAGES": "de_AT.UTF-8@euro"}, True),
    ({"LANG": "de_DE.UTF-8", "LC_ALL": "en_GB.UTF-8"}, False),
    ({"LANGUAGE": "xx:de"}, True), ({"LANGUAGE": "en:de"}, False), ({"LANGUAGE": "xx"}, False),
    ({"LANGUAGE": "de", "LC_ALL": "C"}, False), ({"LANGUAGE": "de", "LANG": None}, False),
    ({"LANGUAGE": "../../de"}, False), ({"LANGUAGE": "d" * 5000}, False), ({}, False),
], ids=str)
def test_how_the_language_is_chosen(home, env, german):
    """As gettext(3) has it."""
    said = Ctl(home, env=env).fails(3, "status").stderr
    assert said.startswith("followupctl: followupd läuft nicht" if german else "followupctl: followupd is not running")


def test_any_caller_may_choose(evening, home, new_daemon):
    new_daemon(clock=evening, env=GERMAN).start()
    client = Varlink(home.socket)

    def title(**parameters):
        return client.call("Show", id="acme", **parameters)["milestones"][0]["title"]
    assert title() == title(language="de") == title(language="de_AT:en") == title(language=None) == DANKE_DANA
    assert title(language="en") == title(language="xx") == title(language="") == title(language="../de") == THANK_DANA
    with pytest.raises(VarlinkError) as refused:
        client.call("Show", id="nosuch", language="en")
    assert refused.value.parameters["text"].startswith("there is no interview")
    with pytest.raises(VarlinkError) as refused:
        client.call("Status", language=7)
    assert refused.value.name.endswith(".InvalidParameter") and refused.value.parameters == {"parameter": "language"}


def test_watchers_of_two_languages(evening, home, new_daemon, ctl):
    new_daemon(clock=evening).start()
    watchers = {}
    for language in ("en", "de"):
        watchers[language] = client = Varlink(home.socket)
        client.send("Watch", {"language": language}, more=True)
        assert client.receive()["parameters"]["due"]
    home.write_book(PANEL)

    def told(language, words):
        titles = [m["title"] for m in watchers[language].receive()["parameters"]["due"]]
        return any(words in title for title in titles)
    wait_until(lambda: told("en", "Thank Eva Kim"), "the English one told")
    wait_until(lambda: told("de", "Bedanke dich bei Eva Kim"), "the German one told")


@pytest.mark.parametrize("setting,words", [
    ("check-in-opens = 1d", "wenn du nichts hörst, darf man 1 Tag später fragen"),
    ("check-in-opens = 2d", "wenn du nichts hörst, darf man 2 Tage später fragen"),
    ("check-in-opens = 1bd", "wenn du nichts hörst, darf man 1 Arbeitstag später fragen"),
    ("check-in-opens = 3bd", "wenn du nichts hörst, darf man 3 Arbeitstage später fragen"),
    ("thank-you-opens = 1h", "ein Dank passt 1 Stunde bis 24 Stunden später"),
    ("thank-you-opens = 1min", "ein Dank passt 1 Minute bis 24 Stunden später"),
    ("thank-you-opens = 61min", "ein Dank passt 1 Stunde 1 Minute bis 24 Stunden später"),
])
def test_plurals(home, clock, new_daemon, in_german, setting, words):
    home.write_book(BOOK)
    home.write_settings(f"[etiquette]\nweek-ahead = no\n{setting}\n")
    clock.set("2026-11-24 09:00")
    new_daemon(clock=clock).start()
    name = "check-in" if setting.startswith("check-in") else "thank-you"
    assert words in milestone(in_german, name)["reason"]


def test_counts(evening, home, new_daemon, in_german):
    new_daemon(clock=evening).start()
    assert "2 Gespräche im Buch" in in_german.ok("status")
    in_german.ok("remove", "globex-phone")
    assert "1 Gespräch im Buch" in in_german.ok("status")


@pytest.mark.parametrize("sandbox", [False, True], ids=["bare", "sandbox"])
def test_installed_and_confined(new_manager, tmp_path, sandbox):
    """The catalogue is found and may be read where the service may hardly do anything else."""
    manager = new_manager(tree=install(tmp_path, sandbox=sandbox))
    manager.systemctl("set-environment", "LANG=C.UTF-8", "LANGUAGE=de")
    manager.systemctl("enable", "--now", "followupd.socket")
    assert "Das Buch ist leer" in manager.ok("env", "LANG=C.UTF-8", "LANGUAGE=de", "followupctl", "status")
    assert "The book is empty" in manager.ok("env", "LANG=C.UTF-8", "LANGUAGE=en", "followupctl", "status")
    refused = manager.run("env", "LANG=C.UTF-8", "LANGUAGE=de", "followupctl", "show", "acme")
    assert "es gibt kein Gespräch „acme“" in refused.stderr
    assert manager.show("followupd.service", "StatusText")["StatusText"] == "0 fällig, nichts geplant"
