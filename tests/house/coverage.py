#!/usr/bin/python3
"""coverage.py BUILD: which lines the tests ran, a line a room with the least that is wanted of it; those that no test ran go
into BUILD/untested.txt, with their text. Processes that were killed at once have counted nothing."""

import json
import subprocess
import sys
from pathlib import Path

LEAST = {"common": 90, "etiquette": 90, "config": 90, "daemon": 80, "popup": 80, "holidays": 80, "cli": 80, "cli/doctor": 80,
         "cli/letters": 80}


def counts(build):
    """{file: {line: times}}"""
    said = subprocess.run(["gcovr", "-j", "2", "--root", ".", "--json", "-", "--object-directory", build,
                           *(word for room in LEAST for word in ("--filter", f"{room}/"))],
                          check=True, capture_output=True, text=True).stdout
    return {file["file"]: {line["line_number"]: line["count"] for line in file["lines"] if not line["gcovr/noncode"]}
            for file in json.loads(said)["files"]}


def print_room(room, files):
    """True if enough of it was run."""
    lines = [count for file, of in files.items() if str(Path(file).parent) == room for count in of.values()]
    ran = sum(count > 0 for count in lines)
    share = 100 * ran / len(lines) if lines else 0
    good = share >= LEAST[room]
    print(f"  {room:<12} {ran:>6} of {len(lines):>6} lines  {share:5.1f} %  at least {LEAST[room]} %"
          + ("" if good else "  TOO LITTLE"))
    return good


def write_untested(path, files):
    with open(path, "w", encoding="utf-8") as out:
        for file, of in sorted(files.items()):
            text = Path(file).read_text(encoding="utf-8").splitlines()
            for line in sorted(line for line, count in of.items() if count == 0):
                print(f"{file}:{line}: {text[line - 1].strip()}", file=out)


def main():
    build = sys.argv[1]
    files = counts(build)
    good = [print_room(room, files) for room in LEAST]
    write_untested(f"{build}/untested.txt", files)
    print(f"  the lines that no test ran: {build}/untested.txt")
    return 0 if all(good) else 1


sys.exit(main())
