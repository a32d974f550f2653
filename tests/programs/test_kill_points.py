"""kill -9 of the daemon and of its helper at every point at which they change something outside of themselves:
each write, sync, rename and removal of a file, each word on a bus, to the other, to a client, to the service
manager. kill-points.txt has the points of one reminder's life (kill_story.py), in order; FOLLOWUPD_POINTS=write
makes it anew.

`make check` kills just after each: what comes in between is no change that anybody saw, so before the next is
nearly the same. `make kill-points` (FOLLOWUPD_POINTS=all) does both, and leaves a table of what came of each in
the build's results."""

import os
from pathlib import Path

import pytest
from harness.needs import bin_directory
from harness.points import SIDES, Point
from kill_story import Story

LIST = Path(__file__).with_name("kill-points.txt")
MODE = os.environ.get("FOLLOWUPD_POINTS", "quick")
CHUNKS = 4
TELLINGS = 5


@pytest.fixture
def story(home, desktop):
    story = Story(home, desktop)
    yield story
    story.close()


def listed():
    return [Point.of(line) for line in LIST.read_text().splitlines()]


def test_the_list_has_every_point(story):
    """Who is first when two things happen at once may differ from run to run; what there is may not."""
    for telling in range(TELLINGS):
        story.tell()
        assert (story.appearances, story.presses, story.restarts, story.left) == (1, 1, 0, [])
        if telling and MODE == "write":
            LIST.write_text("".join(f"{point}\n" for point in story.passed))
        if sorted(story.passed) == sorted(listed()):
            return
    assert sorted(story.passed) == sorted(listed()), "FOLLOWUPD_POINTS=write makes the list anew"


@pytest.mark.parametrize("chunk", range(CHUNKS))
def test_killed_at_a_point(chunk, story):
    rows = []
    assert listed()
    for point in listed()[chunk::CHUNKS]:
        for side in SIDES if MODE == "all" else ("after",):
            try:
                story.tell(point, side)
            except AssertionError as error:
                raise AssertionError(f"killed {side} {point}: {error}") from error
            assert story.died, f"nobody came to {point}"
            rows.append((*str(point).split("|"), side, story.appearances, story.presses, story.restarts, len(story.left)))
            # The story itself holds what must not happen: a loss, a volley, two at once that stay.
            assert story.at_once == 1 and story.presses <= 2 and story.appearances <= 2, rows[-1]
    results = bin_directory() / "results"
    results.mkdir(parents=True, exist_ok=True)
    text = "".join("\t".join(map(str, row)) + "\n" for row in rows)
    (results / f"kill-points.{chunk}.tsv").write_text(text)
