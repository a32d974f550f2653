"""edit and the form of add, with an editor that is a script: nothing reaches the book unchecked, nothing that
was typed is lost, and nothing that somebody else wrote meanwhile."""

import os
import stat

import pytest
from acme import BOOK, evening, problems  # noqa: F401 (a fixture)
from harness.needs import built
from harness.terminal import show
from harness.varlink import Varlink

MENDED = BOOK.replace("Systems Engineer", "Lead Engineer")
LINE_OF_GLOBEX = BOOK.splitlines().index("[globex-phone]") + 1
BROKEN = BOOK.replace("2026-11-24 14:00", "2026-13-24 14:00")


class Editor:
    """An editor that is a shell script; it notes its arguments and keeps what it was given to edit."""

    def __init__(self, home):
        self.home, self.program = home, home.root / "vi"  # one that is told the line
        self.seen, self.arguments = home.root / "seen", home.root / "arguments"
        self.does("true")

    def does(self, *steps):
        """What it does to $file, one step a time it is opened; the last one from then on."""
        cases = "\n".join(f"{n}) {step} ;;" for n, step in enumerate(steps[:-1], 1))
        self.program.write_text(f"""#!/bin/sh
for file; do :; done
echo "$*" >>{self.arguments}
cat "$file" >{self.seen}
stat -c '%a %n' "$file" "$(dirname "$file")" >{self.home.root}/modes
case $(wc -l <{self.arguments}) in
{cases}
*) {steps[-1]} ;;
esac
""")
        self.program.chmod(0o755)

    def saves(self, *texts):
        """It saves these, the way careful editors do: beside it, and renamed."""
        for n, text in enumerate(texts):
            (self.home.root / f"text{n}").write_text(text)
        self.does(*(f'cp {self.home.root}/text{n} "$file.new" && mv "$file.new" "$file"; echo x >"$file~"'
                    for n in range(len(texts))))

    @property
    def opened(self):
        """The arguments of each time it was opened, without the path."""
        lines = self.arguments.read_text().splitlines() if self.arguments.exists() else []
        return [line.rpartition(" ")[0] for line in lines]


@pytest.fixture
def editor(evening, home, new_daemon, ctl):
    ctl.daemon = new_daemon(clock=evening).start()
    editor = Editor(home)
    ctl.more_env = {"EDITOR": editor.program}
    return editor


def left_over(home):
    return sorted(path for path in home.memory.parent.glob("edit-*/*"))


def test_what_is_saved_is_the_book(editor, home, ctl):
    editor.saves(MENDED)
    said = ctl.ok("edit")
    assert home.read_book().decode() == MENDED and editor.seen.read_text() == BOOK
    assert said == "Edited acme-onsite: 1 line put in, 1 taken out.\n"
    assert editor.opened == [""] and left_over(home) == [], "no line, no copy left"
    ctl.ok("undo")
    assert home.read_book().decode() == BOOK


def test_the_copy_is_private(editor, home, ctl):
    ctl.ok("edit")
    file, directory = (home.root / "modes").read_text().splitlines()
    assert file.startswith("600 ") and directory.startswith("700 ")
    assert file.endswith("/interviews.ini") and str(home.memory.parent) in directory


@pytest.mark.parametrize("command,arguments", [
    ("vi", "+{line}"), ("vi -n", "-n +{line}"), ("nano", "+{line}"), ("code --wait", "--wait --goto"), ("ed", ""),
    ("code", "--wait --goto"),  # which else would go into the background, and what is typed there be lost
    ("gvim", "-f +{line}"), ("kate", "--block --line={line}"),
])
def test_the_line_of_an_interview(editor, home, ctl, command, arguments):
    program = home.root / command.split()[0]
    if program != editor.program:
        program.symlink_to(editor.program)
    ctl.more_env = {"VISUAL": f"{home.root}/{command}", "EDITOR": "/nonexistent"}
    if "code" in command:  # the line is part of the path
        editor.does("true")
        (home.root / "code").unlink()
        (home.root / "code").write_text(f'#!/bin/sh\necho "$*" >>{editor.arguments}\n')
        (home.root / "code").chmod(0o755)
    ctl.ok("edit", "globex")
    assert editor.opened == [arguments.format(line=LINE_OF_GLOBEX)]
    if "code" in command:
        assert editor.arguments.read_text().strip().endswith(f"/interviews.ini:{LINE_OF_GLOBEX}")


def test_nothing_changed(editor, home, ctl):
    assert ctl.ok("edit") == "Nothing was changed.\n"
    assert ctl.json("edit")["text"] == "Nothing was changed."
    assert left_over(home) == [] and ctl.json("log")["changes"] == []


def test_an_interview_that_is_none(editor, ctl):
    ctl.fails(4, "edit", "hooli")
    assert editor.opened == []


def test_a_bad_line_is_said_and_nothing_saved(editor, home, ctl):
    editor.saves(BROKEN)
    done = ctl.fails(1, "edit")
    assert "line 6: " in done.stderr and "2026-13-24" in done.stderr and done.stdout == ""
    assert home.read_book().decode() == BOOK
    kept = left_over(home)[0]
    assert str(kept) in done.stderr and kept.read_text() == BROKEN


def test_a_key_that_is_none_is_hinted_at(editor, home, ctl):
    """It hinders nothing, so it is saved; but only what is new is said, and not what the book said before (x-mood has a name of its own)."""
    typo = BOOK.replace("interviewer = Dana", "interviwer  = Dana")
    editor.saves(typo, typo.replace("Systems", "Lead"))
    done = ctl.fails(0, "edit")
    assert done.stderr == "followupctl: line 9: `interviwer` means nothing here, did you mean `interviewer`?\n"
    assert home.read_book().decode() == typo
    assert ctl.fails(0, "edit").stderr == ""


def test_the_typo_behind_a_line_that_is_missing_is_named(editor, ctl):
    editor.saves(BOOK.replace("when        = 2026", "wen         = 2026"))
    said = ctl.fails(1, "edit").stderr
    assert "line 3: [acme-onsite] does not say when" in said and "line 6: `wen` means nothing here, did you mean `when`?" in said


def test_the_editor_is_opened_again_at_the_bad_line(editor, home):
    editor.saves(BROKEN, MENDED)
    shown = show(home, "edit", env={"EDITOR": editor.program}, keys=b"\n")
    assert "Open the editor again at line 6? [Y/n]" in shown.text and shown.code == 0
    assert editor.opened == ["", "+6"] and home.read_book().decode() == MENDED and left_over(home) == []


def test_or_not(editor, home):
    editor.saves(BROKEN)
    shown = show(home, "edit", env={"EDITOR": editor.program}, keys=b"n\n")
    assert shown.code == 1 and "What you typed is kept in" in shown.text and len(editor.opened) == 1


def test_a_bad_book_is_mended(editor, home, ctl):
    home.save(home.book, BROKEN)
    ctl.fails(1, "reload")
    ctl.fails(1, "note", "acme", "x")
    editor.saves(BOOK)
    ctl.ok("edit", "acme")
    assert home.read_book().decode() == BOOK and not problems(ctl, "book")
    ctl.ok("note", "acme", "x")


def test_a_change_meanwhile_in_other_lines_stays(editor, home, ctl):
    """Both the daemon's own and another editor's."""
    (home.root / "mended").write_text(MENDED)
    editor.does(f'cp {home.root}/mended "$file"; printf "[new]\\ncompany = New\\nwhen = 2026-12-01 9:00\\n" >>{home.book}')
    said = ctl.ok("edit")
    assert said.startswith("The book was changed elsewhere meanwhile; both changes are in it now. Edited acme-onsite")
    assert home.read_book().decode() == MENDED + "[new]\ncompany = New\nwhen = 2026-12-01 9:00\n"


def test_a_change_meanwhile_in_the_same_line_wins_and_both_are_kept(editor, home, ctl):
    (home.root / "mended").write_text(MENDED)
    editor.does(f'cp {home.root}/mended "$file"; sed -i "s/Systems/Chief/" {home.book}')
    done = ctl.fails(1, "edit")
    assert "changed elsewhere meanwhile, in the same lines" in done.stderr
    assert home.read_book().decode() == BOOK.replace("Systems", "Chief")
    assert left_over(home)[0].read_text() == MENDED and str(left_over(home)[0]) in done.stderr


def test_an_editor_that_fails(editor, home, ctl):
    editor.does("exit 3")
    assert "The editor ended with an error" in ctl.fails(1, "edit").stderr and left_over(home) == []
    editor.does('echo more >>"$file"; kill -9 $$')
    done = ctl.fails(1, "edit")
    assert left_over(home)[0].read_text() == BOOK + "more\n" and str(left_over(home)[0]) in done.stderr
    assert home.read_book().decode() == BOOK


def test_no_editor(editor, ctl):
    ctl.more_env = {"EDITOR": "no-such-editor"}
    done = ctl.fails(1, "edit")
    assert 'There is no editor "no-such-editor". Name yours in VISUAL or EDITOR' in done.stderr


def test_text_that_cannot_be_sent(editor, home, ctl):
    editor.does('printf "\\377" >"$file"')
    assert "it is no UTF-8" in ctl.fails(1, "edit").stderr
    home.save(home.book, BOOK + "; much\n" * 100000)
    assert "too large to be sent to the daemon. Edit it directly" in ctl.fails(1, "edit").stderr


def test_a_first_book(editor, home, ctl):
    home.book.unlink()
    editor.saves(BOOK)
    ctl.ok("edit")
    assert home.read_book().decode() == BOOK
    assert stat.S_IMODE(os.stat(home.book).st_mode) == 0o600


def test_a_daemon_that_ends_meanwhile(editor, home, ctl):
    (home.root / "mended").write_text(MENDED)
    editor.does(f'cp {home.root}/mended "$file"; kill {ctl.daemon.pid}; while [ -e {home.socket} ]; do :; done')
    done = ctl.fails(3, "edit")
    assert "What you typed is kept in" in done.stderr and left_over(home)[0].read_text() == MENDED
    ctl.daemon.wait()


# ---- The methods

def test_replace_and_check_for_other_clients(editor, home):
    with Varlink(home.socket) as client:
        assert client.call("Check", text=BOOK)["fine"] is True
        checked = client.call("Check", text=BROKEN)
        assert checked["fine"] is False and [p["line"] for p in checked["problems"] if p["code"] == "book"] == [6]
        assert home.read_book().decode() == BOOK
        done = client.call("Replace", expected=BOOK, text=MENDED)
        assert done["written"] == ["role        = Lead Engineer ; or so they say"] and done["change"] == 1
        assert client.call("Replace", expected=MENDED, text=MENDED)["change"] is None
        with pytest.raises(Exception, match="BadInput"):
            client.call("Replace", expected=MENDED, text=BROKEN)
    assert home.read_book().decode() == MENDED


# ---- The form of add

@pytest.fixture
def form(editor, home):
    def fill(*answers, keys=b""):
        """Fills in {name: value}, one dict a time it is opened."""
        steps = []
        for values in answers:
            edits = " ".join(f"-e 's|^{name}:.*|{name}: {value}|'" for name, value in values.items())
            steps.append(f'sed -i {edits} "$file"' if edits else "true")
        editor.does(*steps)
        return show(home, "add", env={"EDITOR": editor.program}, keys=keys, columns=100)
    return fill


def test_a_form_filled_in(form, editor, home):
    shown = form({"company": "Initech GmbH", "at": "2026-12-01 14:00", "for": "45min", "kind": "video",
                  "with": "Bo <bo@initech.example>\\ntopic: printers\\nwith: Li"})
    assert shown.code == 0 and shown.text.startswith("Added initech-video: Initech GmbH, Tue 1 Dec 14:00.")
    book = home.read_book().decode()
    for line in ("company     = Initech GmbH", "duration    = 45min", "interviewer = Bo <bo@initech.example>",
                 "interviewer = Li", "topic       = printers"):
        assert line in book
    assert left_over(home) == []


def test_the_form_explains_each_option(form, editor, ctl):
    form({})
    asked = [line[:-2] for line in editor.seen.read_text().splitlines() if line.endswith(": ") and line[0] != "#"]
    add = next(verb for verb in ctl.json("help")["verbs"] if verb["name"] == "add")
    assert asked == ["company"] + [option["name"] for option in add["options"]]
    assert all(len(line) <= 79 for line in editor.seen.read_text().splitlines())


def test_an_empty_form_adds_nothing(form, home):
    shown = form({})
    assert shown.code == 0 and shown.text == "Without a company nothing is added.\n"
    assert home.read_book().decode() == BOOK and left_over(home) == []


@pytest.mark.parametrize("wrong,line_of,said", [
    ({"company": "Initech", "at": "whenever"}, "at", "whenever"),
    ({"company": "Initech", "at": "2026-12-01 14:00", "zone": "Europe/Berln"}, "zone", "Europe/Berlin"),
    ({"company": "Initech", "at": "2026-12-01 14:00\\ncolour: red"}, "colour", "is none of the names here"),
    ({"company": "Initech", "at": "2026-12-01 14:00\\nred"}, "red", "there is no colon"),
    ({"company": "Initech"}, None, "add needs --at"),
])
def test_a_mistake_in_the_form(form, editor, home, wrong, line_of, said):
    shown = form(wrong, {"at": "2026-12-01 14:00", "zone": "Europe/Berlin", "colour": "\\n# ", "red": "",
                         }, keys=b"y\nn\n")
    assert said in shown.text
    lines = editor.seen.read_text().splitlines()
    where = next((n for n, line in enumerate(lines, 1) if line_of and line.startswith(line_of)), None)
    assert editor.opened == ["", f"+{where}" if where else ""]


def test_a_mistake_that_is_left_is_kept(form, home):
    shown = form({"company": "Initech", "at": "whenever"}, keys=b"n\n")
    assert shown.code == 2 and "What you typed is kept in" in shown.text
    assert "company: Initech\n" in left_over(home)[0].read_text()


def test_without_a_terminal_there_is_no_form(editor, ctl):
    assert "add needs COMPANY" in ctl.fails(2, "add").stderr and editor.opened == []


def test_the_editor_has_the_terminal_though_the_answer_goes_to_a_file(editor, home):
    editor.does("test -t 0 && test -t 1 && test -t 2 && echo yes >$HOME/tty")
    shown = show(home, "-c", f"{built('followupctl')} --socket {home.socket} --json edit >{home.root}/out",
                 program="/bin/sh", env={"EDITOR": editor.program})
    assert shown.code == 0 and (home.root / "tty").exists() and "Nothing was" in (home.root / "out").read_text()
