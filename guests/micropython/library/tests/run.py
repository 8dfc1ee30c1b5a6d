#!/usr/bin/env python3
"""Runs each program here under a given command and compares what it prints with what CPython 3.13 printed.

    run.py [--only NAME ...] COMMAND...            e.g. run.py vitrine run --guest micropython
    run.py --record COMMAND...                     writes NAME.txt anew; COMMAND runs CPython 3.13

CPython 3.13 itself (run.py vitrine run) must agree as well: that says whether the records are still what it prints.

The programs print results alone, no addresses and no times, so their output is the whole expectation.
"""

import argparse
import difflib
import pathlib
import subprocess
import sys

HERE = pathlib.Path(__file__).resolve().parent


def output_of(command, program):
    done = subprocess.run([*command, str(program)], capture_output=True, text=True, timeout=120, check=False)
    text = done.stdout
    if done.returncode != 0:
        text += f"exit status {done.returncode}\n{done.stderr}"
    return text


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--only", action="append", default=[])
    parser.add_argument("--record", action="store_true")
    parser.add_argument("--quiet", action="store_true")
    parser.add_argument("command", nargs=argparse.REMAINDER)
    options = parser.parse_args()
    programs = sorted(path for path in HERE.glob("test_*.py") if not options.only or path.stem[5:] in options.only)
    failed = []
    for program in programs:
        expected_file = program.with_suffix(".txt")
        got = output_of(options.command, program)
        if options.record:
            expected_file.write_text(got, encoding="utf-8")
            continue
        expected = expected_file.read_text(encoding="utf-8")
        if got != expected:
            failed.append(program.stem)
            if not options.quiet:
                sys.stdout.writelines(difflib.unified_diff(expected.splitlines(keepends=True),
                                                           got.splitlines(keepends=True),
                                                           "expected", program.name, n=0))
    print(f"{len(programs) - len(failed)} of {len(programs)} programs agree" +
          (f"; not: {', '.join(failed)}" if failed else ""))
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
