"""Compares docs/promises.md with the tests: check_promises.py SOURCE_FOLDER.

A promise without a test, a test file that does not exist, and a test of a promise that the table does not make are
errors. So are a test file without the promise's number and a promise made twice.
"""

import pathlib
import re
import sys


def rows(text):
    """Yields number, test files and whether the promise is made, for each row of the tables."""
    made = None
    for line in text.splitlines():
        if line.startswith("## "):
            made = {"## Promises": True, "## Not yet made": False}.get(line.strip())
        match = re.match(r"\| (P\d+) \|(.*)\|$", line)
        if match and made is not None:
            yield match[1], re.findall(r"`(tests/[\w./-]+)`", match[2]), made


def check(source):
    """Returns sentences about what does not fit."""
    wrong = []
    table = source / "docs" / "promises.md"
    seen = set()
    named = set()
    for number, files, made in rows(table.read_text(encoding="utf-8")):
        if number in seen:
            wrong.append(f"{number} stands in the table twice")
        seen.add(number)
        if made and not files:
            wrong.append(f"{number} names no test")
        if not made and files:
            wrong.append(f"{number} is not made yet but names a test; move it to the promises")
        for file in files:
            named.add(file)
            path = source / file
            if not path.exists():
                wrong.append(f"{number} names {file}, which does not exist")
            elif path.is_file() and not re.search(rf"Promise {number}\b", path.read_text(encoding="utf-8")):
                wrong.append(f"{file} does not say 'Promise {number}'")
    if not seen:
        wrong.append("the table has no rows")
    for path in sorted((source / "tests" / "promises").glob("p*_test.cc")):
        file = path.relative_to(source).as_posix()
        if file not in named:
            wrong.append(f"{file} is named by no row")
    return wrong


if __name__ == "__main__":
    found = check(pathlib.Path(sys.argv[1]))
    for sentence in found:
        print(f"docs/promises.md: {sentence}", file=sys.stderr)
    sys.exit(1 if found else 0)
