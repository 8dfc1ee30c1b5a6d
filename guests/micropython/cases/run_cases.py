"""Runs the programs beside this file under an interpreter and compares their output with CPython 3.13's.

`run_cases.py PROGRAM [ARGUMENT ...]` runs `PROGRAM ARGUMENT ... case.py` for each case; what CPython prints lies in
case.expected, made by `run_cases.py --make PROGRAM ...` with the CPython guest.
"""

import pathlib
import subprocess
import sys


def main():
    arguments = sys.argv[1:]
    make = arguments[0] == "--make"
    command = arguments[1:] if make else arguments
    folder = pathlib.Path(__file__).parent
    failures = 0
    for case in sorted(folder.glob("*.py")):
        if case.name == "run_cases.py":
            continue
        expected = case.with_suffix(".expected")
        run = subprocess.run([*command, str(case)], capture_output=True, timeout=60, check=False)
        if make:
            expected.write_bytes(run.stdout)
        elif run.stdout != expected.read_bytes():
            failures += 1
            print(f"{case.name}: another output than CPython's")
            sys.stdout.write(run.stderr.decode(errors="replace")[-500:])
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
