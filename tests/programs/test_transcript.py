"""docs/transcript.md is what the programs say now, and somebody has read all of it; see transcript.py."""

import transcript


def test_the_transcript_is_what_they_say_and_was_read():
    text = transcript.FILE.read_text()
    assert transcript.make(transcript.verdicts_of(text)) == text, "read what has changed: make transcript"
    assert transcript.NO_VERDICT not in text, "some texts were not read: write a verdict below each"
