"""draft and check as a user meets them: what is asked, where letters go, the user's own files, what is refused. Nothing is
ever sent; mail programs, portals and editors are the tests'."""

import email
import email.policy
import json
import random
import subprocess
import sys
import unicodedata
import urllib.parse

import pytest
from cli_world import scripted  # noqa: F401 (a fixture)
from harness.bus import Bus
from harness.ctl import Ctl
from harness.fake_portal import FakePortal
from harness.needs import bin_directory, need, repository
from harness.scripted import Error

sys.path.insert(0, str(repository() / "tests/letters"))
import golden  # noqa: E402 (the path comes first)

SHIPPED = {"FOLLOWUPD_LETTERS": repository() / "cli/letters/data"}
PUSHY = Error("Pushy", text="They said they would decide by Fri 4 Dec. Write it all the same? Repeat with --force.",
              fine="2026-12-11T10:00:00+01:00")


def one(**more):
    """The facts for a thank-you to Dana alone."""
    reply = golden.facts("thank-you", "en", True)
    reply["to"], reply["people"] = [{**golden.PANEL[0], "of": 1}], [{**golden.PANEL[0], "of": 1}]
    return {**reply, **more}


@pytest.fixture
def letters(home):
    """followupctl with the shipped letters and a signature; further files of the user's own by letters.own[NAME] = text."""
    class Letters(Ctl):
        directory = home.config / "followupd/letters"

        def own(self, name, text):
            self.directory.mkdir(parents=True, exist_ok=True)
            (self.directory / name).write_text(text, encoding="utf-8")

        def script(self, name, text):
            """A program that is found before all others."""
            path = home.root / "bin" / name
            path.parent.mkdir(exist_ok=True)
            path.write_text(f"#!/bin/sh\n{text}\n", encoding="utf-8")
            path.chmod(0o755)
            self.more_env["PATH"] = f"{path.parent}:/usr/bin:/bin"
            return path
    ctl = Letters(home, env=dict(SHIPPED))
    ctl.own("signature.txt", "Max Winter\n")
    return ctl


@pytest.fixture
def portal(home, letters):
    """Makes a session bus with a portal: portal(response=2)."""
    made = []

    def make(**options):
        bus = Bus(home, home.env())
        letters.more_env["DBUS_SESSION_BUS_ADDRESS"] = bus.address
        made.append(bus)
        made.insert(0, FakePortal(home, bus, **options))
        return made[0]
    yield make
    for thing in made:
        thing.close()


# ---- draft

def test_what_is_asked(scripted, letters):
    daemon = scripted(Draft=golden.facts("check-in", "de", True))
    letters.ok("draft", "acme", "check-in", "--to", "Dana", "--force", "--lang", "de", "--via", "phone")
    assert daemon.call == ("Draft", {"id": "acme", "milestone": "check-in", "to": ["Dana"], "force": True})


def test_to_stdout(scripted, letters):
    scripted(Draft=one())
    done = letters.fails(0, "draft", "acme")
    assert done.stdout.startswith("To: Dana Li <dana@acme.example>\nSubject: Thank you for your time on Tuesday\n\nDear Dana,\n\n")
    assert done.stdout.endswith("\n\nKind regards,\nMax Winter\n")
    assert done.stderr.splitlines() == [
        "1 place is left for your own words: [[one sentence about what you can do for them]]",
        "When it is sent: followupctl sent acme thank-you --to 'Dana Li' --text 'Thank you for your time on Tuesday'"]


def test_a_panel_gets_a_letter_each(scripted, letters):
    scripted(Draft=golden.facts("thank-you", "en", True))
    done = letters.fails(0, "draft", "acme")
    assert [part.splitlines()[0] for part in done.stdout.split("\n==========\n\n")] == [
        f"To: {person['name']} <{person['address']}>" for person in golden.PANEL]
    assert letters.fails(0, "draft", "acme", "--print-mailto").stdout.count("mailto:") == 1


def test_what_is_printed_can_be_checked(scripted, letters, home):
    """One file with a panel's letters; the blanks are all that must change."""
    scripted(Draft=golden.facts("thank-you", "en", True))
    (home.root / "notes.txt").write_text(letters.ok("draft", "acme"), encoding="utf-8")
    answer = json.loads(letters.fails(1, "--json", "check", "notes.txt", "--for", "acme", "thank-you").stdout)
    assert [letter["to"] for letter in answer["letters"]] == [person["name"] for person in golden.PANEL]
    assert {finding["rule"] for letter in answer["letters"] for finding in letter["findings"] if finding["level"] == "must"} == {"blank"}
    lines = (home.root / "notes.txt").read_text(encoding="utf-8").splitlines()
    for letter in answer["letters"]:
        for finding in letter["findings"]:
            if finding["rule"] == "blank":
                assert lines[finding["line"] - 1][finding["column"] - 1:].startswith("[[")


def test_a_note_may_be_for_one_alone(scripted, letters):
    reply = golden.facts("thank-you", "en", True)
    reply["notes"] = [{"kind": "topic", "text": text} for text in ("Sam: the build farm", "one", "two", "Dana Li: the rota")]
    scripted(Draft=reply)
    bodies = [letter["body"] for letter in json.loads(letters.ok("--json", "draft", "acme"))["letters"]]
    assert "about the rota has" in bodies[0] and "said about one" in bodies[0]
    assert "about the build farm" in bodies[1] and "about two was" in bodies[1]
    assert "[[one thing they explained]]" in bodies[2]


def test_eml(scripted, letters):
    scripted(Draft=one(thread="<7@acme.example>"))
    letters.more_env["EMAIL"] = "max@home.example"
    raw = letters.run("draft", "acme", "--eml").stdout
    message = email.message_from_string(raw, policy=email.policy.default)
    assert message["To"] == "Dana Li <dana@acme.example>" and message["From"] == "Max Winter <max@home.example>"
    assert message["In-Reply-To"] == message["References"] == "<7@acme.example>"
    assert message["Subject"] == "Thank you for your time on Tuesday" and message["Date"] and not message.defects


def test_too_early(scripted, letters):
    scripted(Draft=PUSHY)
    done = letters.fails(5, "draft", "acme", "check-in")
    assert done.stdout == "" and "Fri 4 Dec" in done.stderr and "draft acme check-in --force" in done.stderr


def test_nobody_reads_mail_to_a_robot(scripted, letters):
    reply = one()
    reply["to"] = [{**reply["to"][0], "address": "no-reply@acme.example", "robot": True}]
    scripted(Draft=reply)
    done = letters.fails(0, "draft", "acme")
    assert "no-reply" not in done.stdout and "Nobody reads mail to no-reply@acme.example" in done.stderr
    assert letters.ok("draft", "acme", "--print-mailto").startswith("mailto:?subject=")


# ---- The user's own files

def test_own_templates_come_first(scripted, letters):
    scripted(Draft=golden.facts("thank-you", "en", True))
    letters.own("thank-you.txt", "Subject: Hi {first}\n\nDear {first}, thank you.\\\n{me}\n")
    letters.own("signature.txt", "Maxine W.\n")
    made = json.loads(letters.ok("--json", "draft", "acme"))["letters"]
    assert {letter["subject"] for letter in made} == {"Hi Dana", "Hi Sam", "Hi Eva", "Hi Uli"}, "shipped variants are left out"
    assert made[0]["body"] == "Dear Dana, thank you.\nMaxine W." and str(letters.directory) in made[0]["template"]


def test_another_language_takes_no_code(scripted, letters):
    scripted(Draft=one(language="fr"))
    letters.own("language.fr.txt", (SHIPPED["FOLLOWUPD_LETTERS"] / "language.en.txt").read_text().replace(
        "on-weekday   = on {weekday}", "on-weekday = {weekday}").replace("Tuesday", "mardi"))
    letters.own("thank-you.fr.txt", "Subject: Merci\n\nBonjour {first}, merci pour {day}.\n")
    assert "Bonjour Dana, merci pour mardi." in letters.ok("draft", "acme")
    assert "no word lists for it" in letters.fails(2, "check", "--for", "acme", stdin="Bonjour").stderr


@pytest.mark.parametrize("text,said", [
    ("Dear {frist},", "thank-you.txt:1: there is no fact {frist}"),
    ("Subject: a\n\nDear [{first},", "thank-you.txt:3: a [ without its ]"),
])
def test_a_bad_template_is_said(scripted, letters, text, said):
    scripted(Draft=one())
    letters.own("thank-you.txt", text)
    done = letters.fails(1, "draft", "acme")
    assert said in done.stderr and done.stdout == ""


@pytest.mark.parametrize("words,said", [
    ("draft acme --lang xx", "no letter for thank-you by email in the language \"xx\""),
    ("draft acme --via letter", "no letter for thank-you by letter"),
    ("draft acme --via ../../etc", "no letter for"), ("draft acme --lang ../de", "no letter for"),
])
def test_no_such_letter(scripted, letters, words, said):
    scripted(Draft=one())
    assert said in letters.fails(4, *words.split()).stderr


# ---- Into the editor and into the mail program

def test_edit(scripted, letters, home):
    scripted(Draft=one())
    letters.more_env["EDITOR"] = f"sh -c 'sed -i \"s/\\[\\[.*\\]\\]/calm nights/; s/^Subject: .*/Subject: Thanks/\" \"$1\"; echo $1 >{home.root}/seen' --"
    done = letters.fails(0, "draft", "acme", "--edit")
    assert "Subject: Thanks\n" in done.stdout and "to the team: calm nights." in done.stdout
    assert done.stderr == "When it is sent: followupctl sent acme thank-you --to 'Dana Li' --text Thanks\n"
    seen = (home.root / "seen").read_text().strip()
    assert seen.startswith(str(home.run)) and not list(home.run.glob("letter-*")), "it is not kept"


def test_an_editor_that_fails(scripted, letters):
    scripted(Draft=one())
    letters.more_env["EDITOR"] = "false"
    done = letters.fails(1, "draft", "acme", "--edit")
    assert done.stdout == "" and "false" in done.stderr
    letters.more_env["EDITOR"] = "no-such-editor"
    done = letters.fails(1, "draft", "acme", "--edit")
    assert done.stdout == "" and 'There is no editor "no-such-editor": set $EDITOR' in done.stderr


def test_open_through_the_mail_portal(scripted, letters, portal):
    scripted(Draft=one())
    desktop = portal()
    letters.more_env["XDG_ACTIVATION_TOKEN"] = "token-1"
    done = letters.fails(0, "draft", "acme", "--open")
    assert done.stdout == "" and "nothing is sent until you do" in done.stderr
    [[method, [parent, options]]] = desktop.calls()
    assert (method, parent) == ("ComposeEmail", "") and options["activation_token"] == "token-1"
    assert options["address"] == "dana@acme.example" and options["subject"] == "Thank you for your time on Tuesday"
    assert options["body"].startswith("Dear Dana,\n\nThank you")


@pytest.mark.parametrize("options", [{"interfaces": ["OpenURI"]}])
def test_open_through_the_portal_for_links(scripted, letters, portal, options):
    scripted(Draft=one())
    desktop = portal(**options)
    letters.ok("draft", "acme", "--open")
    [[method, [_, uri, _]]] = desktop.calls()
    assert method == "OpenURI" and uri == letters.ok("draft", "acme", "--print-mailto").strip()


def test_open_by_xdg_open(scripted, letters, portal, home):
    scripted(Draft=one())
    desktop = portal(response=2)  # both portals fail
    letters.script("xdg-open", f'printf %s "$1" >{home.root}/opened')
    letters.ok("draft", "acme", "--open")
    assert [method for method, _ in desktop.calls()] == ["ComposeEmail", "OpenURI"]
    assert (home.root / "opened").read_text() == letters.ok("draft", "acme", "--print-mailto").strip()


def test_open_where_the_user_says_no(scripted, letters, portal, home):
    scripted(Draft=one())
    portal(response=1)
    letters.script("xdg-open", f"touch {home.root}/opened")
    assert "No mail program" in letters.fails(1, "draft", "acme", "--open").stderr
    assert not (home.root / "opened").exists()


def test_open_without_a_desktop(scripted, letters):
    scripted(Draft=one())
    letters.script("xdg-open", "exit 3")
    done = letters.fails(1, "draft", "acme", "--open")
    assert "followupctl draft acme thank-you" in done.stderr


# ---- check

LETTER = "Dear Dana,\n\nI am still waiting for your answer.\n"


def test_check_says_where_why_and_how(letters):
    done = letters.fails(1, "check", "-", stdin=LETTER)
    lines = done.stdout.splitlines()
    assert lines[0] == "standard input:3:6: must: “still waiting” sounds impatient [impatience]"
    assert lines[1].startswith("    Why: ") and lines[2].startswith("    Better: ")
    assert lines[-1] == "1 must change, 1 should, 0 may. 7 words in 1 letter."
    assert letters.fails(1, "check", stdin=LETTER).stdout == done.stdout


def test_a_mail_is_decoded(scripted, letters, home):
    """What --eml made of German words is read back as they were."""
    facts = golden.facts("check-in", "de", True)
    facts["people"] = [{**person, "thanked": True} for person in facts["people"]]  # no names, which no dictionary has
    scripted(Draft=facts)
    raw = letters.run("draft", "acme", "--eml").stdout
    assert "Content-Transfer-Encoding: quoted-printable" in raw or "base64" in raw
    (home.root / "letter.eml").write_bytes(raw.encode())
    answer = json.loads(letters.fails(0, "--json", "check", "letter.eml", "--as", "check-in", "--lang", "de").stdout)
    [letter] = answer["letters"]
    assert letter["findings"] == [] and letter["words"] > 60


def test_failures_are_json_too(scripted, letters):
    scripted(Draft=one())
    answer = json.loads(letters.fails(4, "--json", "draft", "acme", "--lang", "xx").stdout)
    assert answer["error"] == "followupctl.Letter" and answer["exit"] == 4 and "no letter" in answer["text"]
    letters.own("thank-you.txt", "{frist}")
    assert "thank-you.txt:1" in json.loads(letters.fails(1, "--json", "draft", "acme").stdout)["text"]
    assert "empty" in json.loads(letters.fails(2, "--json", "check").stdout)["text"]


def test_check_needs_no_daemon_unless_asked(letters, home):
    (home.root / "a.txt").write_text("Dear Dana,\n\nThank you for the talk about pumps.\n\nKind regards,\nMax\n")
    assert letters.fails(0, "check", "a.txt").stdout.startswith("0 must change")
    assert letters.fails(3, "check", "a.txt", "--for", "acme").stdout == ""


def test_check_too_early(scripted, letters, home):
    fine = ("Dear Dana,\n\nThank you for the talk. I am still interested. What are the next steps, and when may I "
            "expect to hear?\n\nKind regards,\nMax\n")
    reply = {**golden.facts("check-in", "en", True), "pace": {"text": "They decide by Fri 4 Dec.", "fine": None}}
    daemon = scripted(Draft=reply)
    done = letters.fails(5, "check", "--for", "acme", "check-in", stdin=fine)
    assert "Not yet: They decide by Fri 4 Dec." in done.stderr
    assert daemon.call == ("Draft", {"id": "acme", "milestone": "check-in", "force": True})
    letters.fails(1, "check", "--for", "acme", "check-in", stdin=LETTER)


def test_own_words_are_right(letters):
    text = "Dear Dana,\n\nThank you for the talk about flurbing.\n\nKind regards,\nMax\n"
    assert "flurbing" in letters.run("check", stdin=text).stdout
    letters.own("words.txt", "flurbing\n")
    assert "flurbing" not in letters.run("check", stdin=text).stdout


@pytest.mark.parametrize("words,stdin,said", [
    ("check nowhere.txt", "", "nowhere.txt: No such file"), ("check", "", "is empty"), ("check", "\n \n", "is empty"),
    ("check --as thankyou", "x", "did you mean thank-you?"), ("check --via phone", "x", "not by phone"),
    ("check --for acme --for acme", "x", "given twice"), ("check /", "", "Is a directory"),
])
def test_bad_usage(letters, words, stdin, said):
    assert said in letters.fails(2, *words.split(), stdin=stdin).stderr


def test_text_that_is_none(letters, home):
    (home.root / "a.txt").write_bytes(b"Dear \xff\xfe")
    assert "no UTF-8 text" in letters.fails(2, "check", "a.txt").stderr
    (home.root / "b.txt").write_text("Dear Dana, " * 40000)
    assert "too large" in letters.fails(2, "check", "b.txt").stderr


def test_a_terminal_is_not_harmed(scripted, letters, home):
    from harness.terminal import show
    scripted(Draft=one())
    (home.root / "a.txt").write_text("Dear \x1b]0;x\x07Dana,\n\nI am \x1b[31mstill waiting\u202e.\n", encoding="utf-8")
    shown = show(home, "--color=never", "check", str(home.root / "a.txt"), env={k: str(v) for k, v in SHIPPED.items()})
    assert "\x1b]0" not in shown.raw and "\u202e" not in shown.raw and "\x1b[31m" not in shown.raw


# ---- Whatever the facts hold

HOSTILE = ["x\r\nBcc: evil@evil.example", "x\nBcc: evil@evil.example", "x%0ABcc:evil@evil.example", "x%0D%0Abcc=evil@evil.example",
           "x&bcc=evil@evil.example", "x?bcc=evil@evil.example", "x\u2028Bcc: evil@evil.example", "x\x85Bcc: evil@evil.example",
           "=?utf-8?q?x=0ABcc:_evil=40evil.example?=", "<evil@evil.example>", "\"x\" <evil@evil.example>, y", "x;y,z", "\x00\x1b[31m"]


@pytest.mark.parametrize("text", HOSTILE[:-1])
def test_no_fact_adds_a_header_or_a_recipient(scripted, letters, text):
    reply = one()
    reply["interview"] = {**reply["interview"], "role": text, "company": text}
    reply["to"] = reply["people"] = [{**reply["to"][0], "name": text}]
    reply["notes"] = [{"kind": kind, "text": text} for kind in ("topic", "learned", "concern", "personal")]
    reply["thread"] = f"<{text}>"
    scripted(Draft=reply)
    letters.own("thank-you.txt", "Subject: {role} {company} {first}\n\nDear {name}, {topic} {learned}\n")
    uri = urllib.parse.urlsplit(letters.ok("draft", "acme", "--print-mailto").strip())
    fields = urllib.parse.parse_qs(uri.query, strict_parsing=True)
    assert uri.path == "dana@acme.example" and not uri.fragment
    assert set(fields) <= {"subject", "body", "in-reply-to"} and all(len(values) == 1 for values in fields.values())
    message = email.message_from_string(letters.run("draft", "acme", "--eml").stdout, policy=email.policy.default)
    assert {name.lower() for name in message.keys()} <= {
        "date", "to", "subject", "x-unsent", "mime-version", "content-type", "content-transfer-encoding", "in-reply-to", "references"}
    assert [address.addr_spec for address in message["To"].addresses] == ["dana@acme.example"]


@pytest.mark.parametrize("address", ["dana@acme.example?bcc=evil@evil.example", "a@b,evil@evil.example", "a@b\r\nBcc: c@d", "<a@b>",
                                     "a b@c", "a@b%0Abcc", "a@b&x=y"])
def test_no_address_is_two(scripted, letters, address):
    reply = one()
    reply["to"] = [{**reply["to"][0], "address": address}]
    scripted(Draft=reply)
    uri = urllib.parse.urlsplit(letters.ok("draft", "acme", "--print-mailto").strip())
    assert urllib.parse.unquote(uri.path) in ("", address) and set(urllib.parse.parse_qs(uri.query)) == {"subject", "body"}
    message = email.message_from_string(letters.run("draft", "acme", "--eml").stdout, policy=email.policy.default)
    assert not message["To"] or len(message["To"].addresses) == 1
    assert not message["Bcc"]


# ---- There and back

PIECES = ["a", "Z", " ", "  ", "0", "ß", "é", "日本", "👍", "%", "%0A", "&", "&bcc=", "=", "?", "+", "#", "/", ":", ";", ",", "\"", "'", "\\", "<", ">",
          "@", "(", ")", "[", "]", "=?utf-8?q?x?=", "=?", "?=", "Bcc:", ".", "-", "_", "~", "$", "|", "`", "\u0301", "long" * 20, "ﬀ", "…", "„", "“"]
ROUNDS = 10000


def made_up(chance, most, more=()):
    return "".join(chance.choice([*PIECES, *more]) for _ in range(chance.randint(0, most)))


def squeezed(text):
    return " ".join(text.split())


def test_ten_thousand_letters_there_and_back(tmp_path):
    """What goes in comes out of Python's own parsers, byte for byte, and nothing else does: all as links, two thousand as mail."""
    program = bin_directory() / "tests/letters/test-mail"
    need(program.exists(), "tests/letters/test-mail was not built (make tests)")
    chance = random.Random(6)
    letters = []
    for _ in range(ROUNDS):
        address = "".join(chance.choice("abz09.+-_'%&=?#!$*/^`{|}~") for _ in range(chance.randint(1, 12))) + "@acme.example"
        lines = [squeezed(made_up(chance, 12)) for _ in range(chance.randint(1, 6))]
        letters.append({"name": squeezed(made_up(chance, 6)) or None, "address": chance.choice([address, None]),
                        "subject": squeezed(made_up(chance, 14)), "body": "\n".join(lines).strip("\n"),
                        "thread": chance.choice([None, f"<{chance.getrandbits(64)}@acme.example>"])})
    asked = "".join(json.dumps(letter) + "\n" for letter in letters)
    done = subprocess.run([program, "--round-trip"], input=asked, capture_output=True, text=True, check=True)
    answers = [json.loads(line) for line in done.stdout.splitlines()]
    assert len(answers) == ROUNDS
    for number, (letter, answer) in enumerate(zip(letters, answers)):
        same_as_link(letter, answer["uri"])
        if number % 5 == 0:  # Python's parser of mail takes its time
            same_as_message(letter, answer["message"])


def same_as_link(letter, link):
    uri = urllib.parse.urlsplit(link)
    assert uri.scheme == "mailto" and not uri.fragment and not uri.netloc and "+" not in link
    assert urllib.parse.unquote(uri.path, errors="strict") == (letter["address"] or "")
    fields = urllib.parse.parse_qsl(uri.query, keep_blank_values=True, strict_parsing=bool(uri.query), errors="strict")
    expected = [(name, value) for name, value in (("subject", letter["subject"]), ("in-reply-to", letter["thread"]),
                                                  ("body", letter["body"].replace("\n", "\r\n"))) if value]
    assert fields == expected, letter


def same_as_message(letter, raw):
    message = email.message_from_bytes(raw.encode(), policy=email.policy.default)
    assert raw.isascii() and all(len(line) <= 998 for line in raw.split("\r\n"))
    assert (message["Subject"] or "") == letter["subject"], letter
    to = message["To"].addresses if message["To"] else ()
    assert [address.addr_spec for address in to] == ([letter["address"]] if letter["address"] else []), letter
    assert message["In-Reply-To"] == letter["thread"] and not message["Bcc"] and not message["Cc"]
    body = message.get_content().replace("\r\n", "\n")
    assert unicodedata.normalize("NFC", body) == unicodedata.normalize("NFC", letter["body"] + "\n"), letter
