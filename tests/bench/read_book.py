#!/usr/bin/python3
"""How long a book of 100,000 interviews takes to read, beside a pass of inih alone."""

import os
import subprocess
import sys
from pathlib import Path

FACTOR = 4

bench = Path(os.environ["FOLLOWUPD_BIN"]) / "tests/bench/read-book"
interviews, book, inih = subprocess.run([bench], check=True, capture_output=True,
                                        text=True).stdout.split()
factor = float(book) / float(inih)
print(f"{interviews} interviews: {book} s, {factor:.1f} times inih alone (at most {FACTOR})")
sys.exit(factor > FACTOR)
