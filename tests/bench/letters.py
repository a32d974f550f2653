#!/usr/bin/python3
"""How well the checker of letters agrees with a careful reader, over the letters in tests/letters/corpus: precision (what it
says is so) and recall (what is so it says), a line a rule, with every letter on which they differ; and the same in sum over
those in tests/letters/more, which hold to no bound."""

import os
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "letters"))
import corpus  # noqa: E402 (the path comes first)

LEAST = 0.9


def share(part, rest):
    return part / (part + rest) if part + rest else 1.0


def print_differences(judged):
    for letter, found, seen in judged:
        for rule in sorted(found ^ seen):
            print(f"  {letter.parent.name}/{letter.stem}: {rule} {'is missed' if rule in seen else 'is a false alarm'}")


def print_sum(judged):
    right, false, missed = (sum(column) for column in zip(*corpus.score(judged).values()))
    print(f"  {len(judged)} letters, all rules      {share(right, false):9.2f}  {share(right, missed):6.2f}  {right + missed:7}")


def main():
    program = Path(os.environ["FOLLOWUPD_BIN"]) / "followupctl"
    judged = corpus.judged(program)
    good = True
    print("                         precision  recall  said so")
    for rule, (right, false, missed) in corpus.score(judged).items():
        precision, recall = share(right, false), share(right, missed)
        good &= precision >= LEAST and recall >= LEAST
        print(f"  {rule:<22} {precision:9.2f}  {recall:6.2f}  {right + missed:7}")
    print_sum(judged)
    print_differences(judged)
    more = corpus.judged(program, corpus.MORE)
    print_sum(more)
    print_differences(more)
    return 0 if good else 1


if __name__ == "__main__":
    sys.exit(main())
