"""What a build shows: one line for each step with the time since the start, and a log for each command.

Thread-safe: lines of stages that run side by side do not mix within a line.
"""

import os
import shlex
import subprocess
import sys
import threading
import time
from pathlib import Path

TAIL_LINES = 30
LINE_LENGTH_MAX = 300


class BuildError(Exception):
    """What the user has to hear: what was expected, what came, what to do."""


class Console:
    """Prints steps and runs commands. `log_dir` is made when the first log is written."""

    def __init__(self, log_dir: Path, stream=sys.stdout):
        self._log_dir = log_dir
        self._stream = stream
        self._start = time.monotonic()
        self._lock = threading.Lock()

    def say(self, text: str) -> None:
        seconds = int(time.monotonic() - self._start)
        with self._lock:
            print(f"[{seconds // 60:3d}:{seconds % 60:02d}] {text}", file=self._stream, flush=True)

    def run(self, name: str, command: list, cwd: Path, env: dict | None = None) -> None:
        """Runs a command, adds its output to <log_dir>/<name>.log, and shows the end of it on failure."""
        words = [str(word) for word in command]
        try:
            result = subprocess.run(
                words,
                cwd=cwd,
                env=env,
                stdin=subprocess.DEVNULL,
                stdout=subprocess.PIPE,
                stderr=subprocess.STDOUT,
            )
        except FileNotFoundError as error:
            raise BuildError(f"{words[0]}: no such program; run scripts/setup") from error
        log_path = self._log_dir / f"{name}.log"
        with self._lock:
            self._log_dir.mkdir(parents=True, exist_ok=True)
            with log_path.open("ab") as log:
                log.write(f"$ {shlex.join(words)}\n".encode() + result.stdout)
        if result.returncode != 0:
            lines = result.stdout.decode(errors="replace").splitlines()
            raise BuildError(
                "\n".join(line[:LINE_LENGTH_MAX] for line in lines[-TAIL_LINES:])
                + f"\n{name}: {words[0]} ended with {result.returncode}; the whole log: {log_path}"
            )

    def fresh_log(self, name: str) -> None:
        """Forgets what an earlier build logged under this name."""
        (self._log_dir / f"{name}.log").unlink(missing_ok=True)


def jobs() -> int:
    """How many compilers run at once: VITRINE_JOBS, or the processors this process may use."""
    wanted = os.environ.get("VITRINE_JOBS", "")
    if wanted.isdigit() and int(wanted) > 0:
        return int(wanted)
    return len(os.sched_getaffinity(0))
