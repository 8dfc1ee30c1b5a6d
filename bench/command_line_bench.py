#!/usr/bin/env python3
"""What a whole `vitrine run` costs as a process, side by side with python3.

    command_line_bench.py VITRINE [--rounds N]

Each round starts every command once, so that a busy moment of the machine meets all of them alike.
"""

import argparse
import os
import shutil
import statistics
import subprocess
import sys
import time

CODE = "print(1+1)"


def seconds(command):
    began = time.perf_counter()
    done = subprocess.run(command, stdin=subprocess.DEVNULL, capture_output=True, check=False)
    took = time.perf_counter() - began
    if done.returncode != 0 or done.stdout != b"2\n":
        sys.exit(f"command_line_bench: {' '.join(command)} failed: {done.stderr.decode(errors='replace')}")
    return took


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("vitrine", help="the program")
    parser.add_argument("--rounds", type=int, default=50)
    arguments = parser.parse_args()
    commands = {
        f"vitrine run -c '{CODE}'": [arguments.vitrine, "run", "-c", CODE],
        "the same with --in-process": [arguments.vitrine, "run", "--in-process", "-c", CODE],
    }
    # The system's own one first: a version manager's python3 is a shell script that costs more than Python.
    python = "/usr/bin/python3" if os.path.exists("/usr/bin/python3") else shutil.which("python3")
    if python:
        commands[f"{python} -c '{CODE}'"] = [python, "-c", CODE]
    took = {name: [] for name in commands}
    for command in commands.values():
        seconds(command)  # warms the page cache
    for _ in range(max(arguments.rounds, 1)):
        for name, command in commands.items():
            took[name].append(seconds(command))
    print(f"{'':<36}{'n':>5}{'least':>10}{'median':>10}{'p90':>10}   load {os.getloadavg()[0]:.1f}")
    for name, times in took.items():
        times.sort()
        cells = (times[0], statistics.median(times), times[min(len(times) * 9 // 10, len(times) - 1)])
        print(f"{name:<36}{len(times):>5}" + "".join(f"{cell * 1000:>7.1f} ms" for cell in cells))


if __name__ == "__main__":
    main()
