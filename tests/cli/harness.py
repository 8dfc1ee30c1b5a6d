"""What the tests of the program share: running it as a user would, on a terminal or not.

Needs VITRINE (the program) and VITRINE_SOURCE_DIR (the checkout) in the environment.
"""

import os
import pty
import re
import select
import signal
import sqlite3
import subprocess
import tempfile
import time
import unittest
from pathlib import Path

VITRINE = os.environ["VITRINE"]
SOURCE = Path(os.environ["VITRINE_SOURCE_DIR"])
TIMEOUT_S = 60  # for one command; none should come near it
CAUTION = "vitrine: --in-process: one pane of glass."
# Interrupts repeat: one that comes while another is swallowed would get past a single try.
NEVER_STOPS = """while True:
  try:
    while True:
      try:
        while True: pass
      except BaseException: pass
  except BaseException: pass"""


class CliTest(unittest.TestCase):
    maxDiff = None
    MODE = ()  # options of run and repl that all tests of the class use

    def setUp(self):
        temporary = tempfile.TemporaryDirectory(prefix="vitrine-cli-")
        self.addCleanup(temporary.cleanup)
        self.folder = Path(temporary.name)

    def path(self, name, content=None):
        path = self.folder / name
        if content is not None:
            path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return path

    def vitrine(self, *arguments, stdin=b"", **options):
        """Runs the program to its end; stdout and stderr are text."""
        if arguments[:1] in (("run",), ("repl",), ("replay",)):
            arguments = (arguments[0], *self.MODE, *arguments[1:])
        elif arguments[:1] == ("session",) and arguments[1:2] in (("new",), ("run",), ("resume",)):
            arguments = (*arguments[:2], *self.MODE, *arguments[2:])
        done = subprocess.run([VITRINE, *map(str, arguments)], input=stdin, capture_output=True, timeout=TIMEOUT_S,
                              cwd=self.folder, check=False, **options)
        done.stdout = done.stdout.decode()
        done.stderr = done.stderr.decode()
        if "--in-process" in self.MODE and done.stderr.startswith(CAUTION):
            done.stderr = done.stderr.partition("\n")[2]
        return done

    def check(self, *arguments, code=0, out=None, err=None, stdin=b"", **options):
        """Runs the program; exit code, standard output and a part of standard error are as expected."""
        done = self.vitrine(*arguments, stdin=stdin, **options)
        told = f"{arguments}\nstdout: {done.stdout!r}\nstderr: {done.stderr!r}"
        self.assertEqual(done.returncode, code, told)
        if out is not None:
            self.assertEqual(done.stdout, out, told)
        for part in [err] if isinstance(err, str) else err or []:
            self.assertIn(part, done.stderr, told)
        if err is None and code == 0:
            self.assertEqual(done.stderr, "", told)
        return done

    def refused(self, *arguments, err, stdin=b""):
        """Nothing is run: exit code 2, one sentence on standard error, nothing on standard output."""
        done = self.check(*arguments, code=2, out="", err=err, stdin=stdin)
        self.assertRegex(done.stderr, r"\Avitrine: [^\n]+\n\Z")
        return done

    def database(self, name="shop.db", sql="create table t (a, b); insert into t values (1, 'x'), (2, 'y')"):
        path = self.path(name)
        connection = sqlite3.connect(path)
        connection.executescript(sql)
        connection.commit()
        connection.close()
        return path


class Terminal:
    """A process on a terminal of its own."""

    def __init__(self, *arguments, cwd, environment=None):
        self.seen = ""
        self.process, self.master = pty.fork()
        if self.process == 0:
            os.chdir(cwd)
            os.environ.update({"TERM": "xterm", "LC_ALL": "C.UTF-8"} | (environment or {}))
            os.execv(VITRINE, [VITRINE, *map(str, arguments)])

    def read_until(self, text):
        """Returns what came up to and with `text`."""
        deadline = time.monotonic() + TIMEOUT_S
        while text not in self.seen:
            ready, _, _ = select.select([self.master], [], [], max(0, deadline - time.monotonic()))
            if not ready:
                raise AssertionError(f"{text!r} did not come; so far: {self.seen!r}")
            try:
                got = os.read(self.master, 65536)
            except OSError:
                got = b""
            if not got:
                raise AssertionError(f"the program ended before {text!r}; so far: {self.seen!r}")
            self.seen += got.decode(errors="replace")
        at = self.seen.index(text) + len(text)
        before, self.seen = self.seen[:at], self.seen[at:]
        return before

    def type(self, text):
        os.write(self.master, text.encode())

    def end(self):
        """Reads to the end; returns (exit code, the rest of the output)."""
        deadline = time.monotonic() + TIMEOUT_S
        while True:
            if not select.select([self.master], [], [], max(0, deadline - time.monotonic()))[0]:
                os.kill(self.process, signal.SIGKILL)
                os.waitpid(self.process, 0)
                raise AssertionError(f"the program did not end; so far: {self.seen!r}")
            try:
                got = os.read(self.master, 65536)
            except OSError:  # EIO: the other side is closed
                break
            if not got:
                break
            self.seen += got.decode(errors="replace")
        _, status = os.waitpid(self.process, 0)
        os.close(self.master)
        return os.waitstatus_to_exitcode(status), self.seen


def descendants(pid):
    """The processes that come from `pid`, children first."""
    children = {}
    for entry in os.listdir("/proc"):
        if entry.isdigit():
            try:
                stat = Path("/proc", entry, "stat").read_text()
            except OSError:
                continue
            children.setdefault(int(stat.rpartition(")")[2].split()[1]), []).append(int(entry))
    found = [pid]
    for one in found:
        found += sorted(children.get(one, []))
    return found[1:]


def zygote_and_workers(pid):
    """Of the `vitrine` with this number, which has been seen to run code."""
    zygote, *others = descendants(pid)

    def is_namespace_init(process):
        numbers = re.search(r"^NSpid:\s+(.*)$", Path("/proc", str(process), "status").read_text(), re.MULTILINE)[1]
        return len(numbers.split()) > 1 and numbers.split()[-1] == "1"

    return zygote, [process for process in others if not is_namespace_init(process)]


def wait_until_gone(processes):
    """Ended and forgotten. The first process of the machine may take some seconds for orphans."""
    deadline = time.monotonic() + TIMEOUT_S
    left = processes
    while left := [process for process in left if Path("/proc", str(process)).exists()]:
        if time.monotonic() > deadline:
            raise AssertionError(f"processes are left: {left}")
        time.sleep(0.02)
