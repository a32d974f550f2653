"""docs/transcript.md is what the programs say now, and somebody has read all of it; see transcript.py."""

import transcript
import transcript_texts

# What no pop-up and no `why` says, and where it is said instead.
ELSEWHERE = {
    "{n} thing is due": "a list has two lines at least; other languages need this form",
    "Today: {n} interview": "one is named; other languages need this form",
    "Tomorrow: {n} interview": "one is named; other languages need this form",
    "No thank-you to {one} is recorded, so the letter thanks them.": "beside a draft: scenario 3 of the rules",
    "No thank-yous to {one} are recorded, so the letter thanks them.": "beside a draft: test_letters_daemon.py",
}


def test_the_transcript_is_what_they_say_and_was_read():
    text = transcript.FILE.read_text()
    assert transcript.make(transcript.verdicts_of(text)) == text, "read what has changed: make transcript"
    assert transcript.NO_VERDICT not in text, "some texts were not read: write a verdict below each"


def test_each_text_of_a_popup_and_of_a_why_is_in_it():
    missing = [text for _, text in transcript_texts.missing(transcript.FILE.read_text(encoding="utf-8"))]
    assert len(transcript_texts.texts()) > 200  # they are found at all
    assert sorted(missing) == sorted(ELSEWHERE), "let a story in tests/scenarios/transcript bring it up, and read it"


def test_a_text_that_lacks_is_found():
    """Were the week ahead never shown, its title would be missed."""
    text = transcript.FILE.read_text(encoding="utf-8").replace("Your week ahead", "The coming days")
    assert "Your week ahead" in [text for _, text in transcript_texts.missing(text)]
