#!/usr/bin/env python3
"""Runs MicroPython's own tests in the small guest, in the sandbox of the product, and checks the list of differences.

    run_suite.py --vitrine build/release/vitrine                    everything, as ctest does
    run_suite.py --vitrine ... --only 'basics/string_*' --show      some of it, with what differs line by line
    run_suite.py --vitrine ... --stress PROGRAM IMAGE --part 1/12   every twelfth, with the guest of tests/stress
    run_suite.py --vitrine ... --candidates                         the lines that the list would need

A test is right when it prints what upstream's .exp beside it says, or else what the CPython guest prints. The others
stand in differences.txt, see there and README.md.
"""

import argparse
import collections
import dataclasses
import difflib
import fnmatch
import json
import os
import subprocess
import sys
import tarfile
import tempfile
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

HERE = Path(__file__).resolve().parent
TESTS = HERE.parent.parent / "build" / "guest" / "micropython-tests.tar"
KINDS = ("as-cpython", "skipped", "refused", "differs")
# Tests of these folders look for files beside them.
COMPANIONS = {"import": "import/*", "io": "io/data/*", "unicode": "unicode/data/*"}
DETAIL_LENGTH_MAX = 60


class SuiteError(Exception):
    """What the user has to do something about."""


# ---- running ----


@dataclasses.dataclass(frozen=True)
class Outcome:
    status: str  # as docs/outcome.md has it
    text: str  # what was printed, and how it ended when it did not end well


class Program:
    """A `vitrine` with the limits that tests are given."""

    def __init__(self, path, time_limit):
        self.path = path
        self.options = ("--json", "--no-value", "--time", time_limit)

    def run(self, guest, file):
        command = [self.path, "run", "--guest", guest, *self.options, file]
        done = subprocess.run(command, stdin=subprocess.DEVNULL, capture_output=True, check=False)
        try:
            told = json.loads(done.stdout)
        except ValueError as error:
            raise SuiteError(f"{self.path} gave no outcome: {done.stderr.decode(errors='replace')}") from error
        text = told["stdout"]
        if failure := told["failure"]:
            text += f"{failure['type']}: {failure['message']}\n"
        if told["limit"] != "none":
            text += f"limit: {told['limit']}\n"
        if told["exit_code"]:
            text += f"exit code {told['exit_code']}\n"
        return Outcome(told["status"], text)


class StressProgram:
    """tests/stress: a MicroPython that collects garbage at every allocation, in the same process."""

    def __init__(self, path, image, seconds_max):
        self.command = (Path(path).absolute(), Path(image).absolute(), str(seconds_max))

    def run(self, guest, file):
        assert guest == "micropython"
        command = [*self.command, file.name]
        done = subprocess.run(command, stdin=subprocess.DEVNULL, capture_output=True, check=False, cwd=file.parent)
        text = done.stdout.decode(errors="replace")
        last_words = done.stderr.decode(errors="replace").rpartition("\n")[0].rpartition("\n")[2]
        if done.returncode == 0:
            return Outcome("ok", text)
        if done.returncode == 1:
            return Outcome("exception", f"{text}{last_words}\n")
        return Outcome(last_words if last_words == "limit" else "trap", f"{text}{last_words}\n")


class Suite:
    """Upstream's tests, unpacked."""

    def __init__(self, archive, folder):
        self.folder = folder
        try:
            with tarfile.open(archive) as tar:
                for member in tar:
                    path = folder / member.name
                    path.parent.mkdir(parents=True, exist_ok=True)
                    path.write_bytes(tar.extractfile(member).read())
        except FileNotFoundError as error:
            raise SuiteError(f"{archive} is not there; `make guest` makes it") from error
        # What lies deeper is imported by tests.
        self.names = sorted(path.relative_to(folder).as_posix() for path in folder.glob("*/*.py"))
        for top, pattern in COMPANIONS.items():
            self._give_companions(top, pattern)

    def _give_companions(self, top, pattern):
        """Makes each test of the folder write the others' files first; the sandbox has no folders of the host's."""
        files = {}
        for path in sorted(self.folder.glob(pattern)):
            for file in [path] if path.is_file() else sorted(path.rglob("*")):
                if file.is_file() and file.suffix != ".exp":
                    files[file.relative_to(self.folder / top).as_posix()] = file.read_bytes()
        preparation = (
            f"import os\nfor name, content in {files!r}.items():\n"
            " if '/' in name: os.makedirs(name.rpartition('/')[0], exist_ok=True)\n"
            " with open(name, 'wb') as file: file.write(content)\n"
            "del os, name, content, file\n"
        )
        for path in self.folder.glob(f"{top}/*.py"):
            path.write_bytes(f"exec({preparation!r})\n".encode() + path.read_bytes())

    def expected(self, name):
        """What upstream's MicroPython prints, when a file says so."""
        file = self.folder / f"{name}.exp"
        return file.read_text(encoding="utf-8", errors="replace") if file.is_file() else None


@dataclasses.dataclass(frozen=True)
class Result:
    name: str
    kind: str  # "passes", "trap", "slow" or one of KINDS, but never "refused": that is a person's word for "differs"
    detail: str  # differs: the first line of ours that is another one
    diff: str


def judge(suite, name, program, reference):
    """Runs one test."""
    file = suite.folder / name
    ours = program.run("micropython", file)
    if ours.status == "trap":
        return Result(name, "trap", first_difference("", ours.text), ours.text)
    if ours.text == "SKIP\n":
        return Result(name, "skipped", "", "")
    if program is not reference and ours.status == "limit":
        return Result(name, "slow", "", "")
    expected = suite.expected(name)
    if expected == ours.text:
        return Result(name, "passes", "", "")
    from_cpython = reference.run("cpython", file)
    # What ends both in the same way says nothing about what would have come after it.
    if from_cpython.text == ours.text and ours.status == "ok":
        return Result(name, "passes" if expected is None else "as-cpython", "", "")
    expected = from_cpython.text if expected is None else expected
    diff = "\n".join(
        difflib.unified_diff(expected.splitlines(), ours.text.splitlines(), "expected", name, n=0, lineterm="")
    )
    return Result(name, "differs", first_difference(expected, ours.text), diff)


def first_difference(expected, text):
    """The first line of `text` that is another one, in a form that fits on a line."""
    wanted = expected.splitlines()
    lines = [*text.splitlines(), "(nothing more)"]
    found = next(line for index, line in enumerate(lines) if wanted[index : index + 1] != [line])
    return ascii(found)[1:-1][:DETAIL_LENGTH_MAX].rstrip()


# ---- the list ----


@dataclasses.dataclass(frozen=True)
class Listed:
    kind: str
    reason: str
    detail: str
    line: int


def read_list(path):
    """What differences.txt says, by the name of the test."""
    listed = {}
    kind = reason = None
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        if not line.strip() or line.startswith("#"):
            continue
        if not line.startswith(" "):
            kind, separator, reason = (part.strip() for part in line.partition(":"))
            if kind not in KINDS or not separator or not reason:
                raise SuiteError(f"{path.name}:{number}: expected 'KIND: reason' with one of {', '.join(KINDS)}")
            continue
        name, _, detail = line.strip().partition(" -> ")
        if kind is None:
            raise SuiteError(f"{path.name}:{number}: {name} stands under no reason")
        if name in listed:
            raise SuiteError(f"{path.name}:{number}: {name} stands in the list twice")
        listed[name] = Listed(kind, reason, detail, number)
    return listed


def complaint(result, listed):
    """Why a result does not fit the list; None when it does."""
    if result.kind == "trap":
        return f"the guest crashed: {result.detail}"
    if result.kind == "slow":  # only under stress, where some tests would run for hours
        return None
    found = {"refused": "differs"}.get(listed.kind, listed.kind) if listed else "passes"
    if result.kind != found:
        said = f"listed as '{listed.kind}' (line {listed.line})" if listed else "not listed"
        now = {"passes": "it passes now", "skipped": "it skips itself", "as-cpython": "it prints what CPython prints"}
        return f"{said}, but {now.get(result.kind, f'its output differs: {result.detail}')}"
    if listed and result.detail != listed.detail:
        return f"differs in another way than line {listed.line} says: {result.detail}"
    return None


# ---- the command ----


def chosen(names, options):
    part, parts = (int(word) for word in options.part.split("/"))
    if not 1 <= part <= parts:
        raise SuiteError(f"--part {options.part}: the first number is from 1 to the second")
    names = [name for name in names if not options.only or any(fnmatch.fnmatch(name, only) for only in options.only)]
    return names[part - 1 :: parts]


def run(options):
    listed = read_list(options.list)
    reference = Program(options.vitrine, f"{options.seconds}s")
    program = StressProgram(*options.stress, options.seconds) if options.stress else reference
    with tempfile.TemporaryDirectory(prefix="vitrine-micropython-") as folder:
        suite = Suite(options.tests, Path(folder))
        names = chosen(suite.names, options)
        with ThreadPoolExecutor(options.jobs) as pool:
            results = list(pool.map(lambda name: judge(suite, name, program, reference), names))
        if not names:
            raise SuiteError("no test has such a name")
        wrong = [f"{name}: listed, but there is no such test" for name in listed if name not in suite.names]
    for result in results:
        if said := complaint(result, listed.get(result.name)):
            wrong.append(f"{result.name}: {said}")
            if options.candidates:
                print(f"    {result.name}{' -> ' if result.detail else ''}{result.detail}")
        if options.show and result.diff:
            print(result.diff)
    kinds = collections.Counter(result.kind for result in results)
    print(f"{len(results)} tests: " + ", ".join(f"{count} {kind}" for kind, count in sorted(kinds.items())))
    for sentence in wrong:
        print(sentence)
    return 1 if wrong else 0


def main():
    about, _, more = __doc__.partition("\n\n")
    parser = argparse.ArgumentParser(
        description=about, epilog=more, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--vitrine", required=True, help="the program, whose CPython is compared with")
    parser.add_argument(
        "--stress", nargs=2, metavar=("PROGRAM", "IMAGE"), help="run tests/stress; what reaches the limit is not judged"
    )
    parser.add_argument("--tests", type=Path, default=TESTS, help="what `make guest` made")
    parser.add_argument("--list", type=Path, default=HERE / "differences.txt", help="the list of differences")
    parser.add_argument("--only", action="append", metavar="PATTERN", help="only tests with such a name; repeatable")
    parser.add_argument("--part", default="1/1", metavar="I/N", help="only every Nth test, from the Ith on")
    parser.add_argument("--seconds", type=int, default=30, help="the limit of time of each test; default 30")
    parser.add_argument("--jobs", type=int, default=os.cpu_count(), help="how many tests run at once")
    parser.add_argument("--show", action="store_true", help="show what differs, line by line")
    parser.add_argument("--candidates", action="store_true", help="print lines for the list, without their reasons")
    try:
        return run(parser.parse_args())
    except SuiteError as error:
        print(f"run_suite: {error}", file=sys.stderr)
        return 2


if __name__ == "__main__":
    sys.exit(main())
