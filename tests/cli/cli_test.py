"""The program from the outside, as a user has it: options, files, exit codes, the prompt.

Run by ctest with VITRINE (the program) and VITRINE_SOURCE_DIR (the checkout) in the environment.
"""

import ctypes
import json
import os
import re
import select
import signal
import sqlite3
import struct
import subprocess
import time
import unittest
from pathlib import Path

from harness import (CAUTION, NEVER_STOPS, SOURCE, TIMEOUT_S, VITRINE, CliTest, Terminal, descendants, wait_until_gone,
                     zygote_and_workers)


COMMANDS = [("run",), ("repl",), ("doctor",), ("version",), ("bench",), ("replay",),
            ("serve",), ("mcp",), ("token",),
            *(("session", one) for one in ("new", "run", "list", "fork", "history", "undo", "snapshot", "restore", "rm",
                                           "journal", "resume", "abandon"))]


class HelpTest(CliTest):
    def test_overview_names_every_command(self):
        text = self.check("--help").stdout
        for command in ("run", "repl", "session", "serve", "mcp", "token", "replay", "doctor", "version",
                        "bench"):
            self.assertRegex(text, rf"\n  {command} ")
        self.assertEqual(self.check("help").stdout, text)
        self.assertIn("vitrine session COMMAND --help", self.check("session", "--help").stdout)

    def test_every_option_is_in_the_manual(self):
        manual = (SOURCE / "docs/cli.md").read_text()
        for command in COMMANDS:
            text = self.check(*command, "--help").stdout
            options = re.findall(r"^  (?:-\w,)?(--[a-z-]+)", text, re.MULTILINE)
            self.assertIn("--help", options)
            for option in options:
                self.assertRegex(manual, rf"`[^`]*{option}\b", f"{option} of {command} is not in docs/cli.md")

    def test_the_manual_names_no_option_that_is_not_there(self):
        known = set()
        for command in COMMANDS:
            known |= set(re.findall(r"--[a-z-]+", self.check(*command, "--help").stdout))
        manual = (SOURCE / "docs/cli.md").read_text()
        self.assertEqual(set(re.findall(r"(?<!-)--[a-z][a-z-]*", manual)) - known - {"--version"}, set())

    def test_every_exit_code_of_the_header_is_in_the_manual(self):
        header = (SOURCE / "src/cli/exit_code.h").read_text()
        codes = re.findall(r"kExit\w+ = (\d+);", header)
        self.assertGreater(len(codes), 8)
        manual = (SOURCE / "docs/cli.md").read_text()
        for code in codes:
            self.assertIn(f"\n| {code} |", manual)

    def test_no_command_is_an_error(self):
        self.refused(err="no command was given; see 'vitrine --help'")


class BadInputTest(CliTest):
    def test_misspelt_words_get_the_near_one(self):
        self.refused("rum", "a.py", err="did you mean 'run'?")
        self.refused("run", "a.py", "--memroy", "64M", err="there is no option '--memroy'; did you mean '--memory'?")
        self.refused("script.py", err="did you mean 'vitrine run script.py'?")

    def test_bad_values(self):
        self.refused("run", "a.py", "--memory", "lots", err="--memory: 'lots' is no size")
        self.refused("run", "a.py", "--time", "soon", err="--time: 'soon' is no time")
        self.refused("run", "a.py", "--fuel", "-1", err="--fuel: '-1' is no count")
        self.refused("run", "a.py", "--db", "shop", err="--db: 'shop' is not of the form NAME=PATH")
        self.refused("run", "a.py", "--memory", err="option --memory needs a value")

    def test_memory_below_the_interpreters_own(self):
        self.refused("run", "-c", "1", "--memory", "1M", err="memory")

    def test_one_source(self):
        self.refused("run", err="nothing to run")
        self.refused("run", "a.py", "-c", "1", err="both a file ('a.py') and -c were given")
        self.refused("run", "a.py", "b.py", err="'b.py' was not expected here; arguments for the code come after '--'")

    def test_source_files(self):
        self.refused("run", "none.py", err="the Python file 'none.py' does not exist")
        self.refused("run", self.folder, err="is a folder, not a file")
        self.path("latin.py", b"x = 1\ny = '\xe9'\n")
        self.refused("run", "latin.py", err="is not UTF-8: byte 0xe9 in line 2")
        self.refused("run", "-", stdin=b"\xff", err="standard input is not UTF-8")

    @unittest.skipIf(os.geteuid() == 0, "root reads everything")
    def test_unreadable_source(self):
        self.path("secret.py", "1").chmod(0)
        self.refused("run", "secret.py", err="the Python file 'secret.py' cannot be opened: Permission denied")

    def test_input_files(self):
        self.refused("run", "-c", "1", "--input", "none.csv", err="the input file 'none.csv' does not exist")
        self.path("a.csv", "x" * 3000)
        self.refused("run", "-c", "1", "--input", "a.csv", "--max-files", "2K",
                     err="the input file 'a.csv' is larger than the limit of 2 KiB; raise it with --max-files")
        self.refused("run", "-c", "1", "--input", "a.csv", "--input", "./a.csv", err="two files would be /input/a.csv")

    def test_databases(self):
        self.refused("run", "-c", "1", "--db", "shop=none.db", err=["--db shop: cannot read the database", "none.db"])
        self.assertFalse((self.folder / "none.db").exists(), "a missing database must not be made")
        self.path("text.db", "this is no database, only text. " * 100)
        self.refused("run", "-c", "1", "--db", "shop=text.db", err=["--db shop: cannot read the database", "text.db"])
        self.refused("run", "-c", "1", "--db", f"shop={self.folder}", err="--db shop: cannot read the database")
        self.database()
        self.refused("run", "-c", "1", "--db", "shop=shop.db", "--db", "shop=shop.db", err="--db shop: ")

    def test_output_folder_is_checked_before_the_run(self):
        self.path("file", "x")
        for folder in ("file", "file/below", "/proc/none"):
            self.refused("run", "-c", "print('ran')", "--output-dir", folder, err="cannot be used")

    @unittest.skipIf(os.geteuid() == 0, "root writes everywhere")
    def test_unwritable_output_folder(self):
        folder = self.folder / "locked"
        folder.mkdir(mode=0o500)
        self.refused("run", "-c", "print('ran')", "--output-dir", folder, err="no file can be made in it")


class RunTest(CliTest):
    def test_sources(self):
        self.path("a.py", "print('from a file')\n")
        self.check("run", "a.py", out="from a file\n")
        self.check("run", "-c", "print('from text')", out="from text\n")
        self.check("run", "-", stdin=b"print('from a pipe')", out="from a pipe\n")
        self.path("bom.py", b"\xef\xbb\xbfprint('mark')\n")
        self.check("run", "bom.py", out="mark\n")
        self.check("run", "-c", "", out="")

    def test_value_of_the_last_expression(self):
        self.check("run", "-c", "1 + 1", out="2\n")
        self.check("run", "-c", "print('a', end=''); 'b'", out="a\n'b'\n")
        self.check("run", "-c", "None", out="")
        self.check("run", "-c", "x = 3", out="")
        self.check("run", "--no-value", "-c", "1 + 1", out="")

    def test_arguments(self):
        self.path("a.py", "import sys\nprint(sys.argv)\n")
        arguments = ["--json", "it's \\ é😀\n", ""]
        self.check("run", "a.py", "--", *arguments, out=f"{['a.py', *arguments]}\n")
        self.check("run", "-c", "import sys; print(sys.argv)", out="['-c']\n")
        # Setting them leaves no name behind.
        self.check("run", "-c", "'sys' in globals()", out="False\n")

    def test_exception(self):
        self.path("a.py", "def f(x):\n    return 1 / x\n\nprint('before')\nf(0)\n")
        done = self.check("run", "a.py", code=1, out="before\n",
                          err=["Traceback (most recent call last):", 'File "a.py", line 2, in f', "return 1 / x",
                               "ZeroDivisionError: division by zero"])
        self.assertNotIn(str(self.folder), done.stderr, "paths of the host must not be shown")

    def test_hint(self):
        self.check("run", "-c", "import numpy", code=1, err=["ModuleNotFoundError", "\nhint: "])

    def test_syntax_error(self):
        self.check("run", "-c", "print('a'\n", code=1, out="", err="SyntaxError: '(' was never closed")

    def test_nul_in_the_source(self):
        self.path("nul.py", b"print(1)\0\n")
        self.check("run", "nul.py", code=1, out="", err="null bytes")

    def test_exit_codes(self):
        self.check("run", "-c", "import sys; sys.exit()", code=0)
        self.check("run", "-c", "import sys; sys.exit(0)", code=0)
        done = self.check("run", "-c", "import sys; print('a'); sys.exit(3)", code=3, out="a\n")
        self.assertEqual(done.stderr, "")
        done = self.check("run", "-c", "import sys; sys.exit('no such month')", code=1)
        self.assertEqual(done.stderr, "no such month\n")
        self.check("run", "-c", "import os; os._exit(7)", code=7)
        self.check("run", "-c", "import os; os.abort()", code=134, err="Trap")

    def test_json(self):
        done = self.check("run", "--json", "-c", "import sys; print('out'); print('err', file=sys.stderr); {'a': [1]}")
        self.assertEqual(done.stdout.count("\n"), 1)
        outcome = json.loads(done.stdout)
        self.assertEqual((outcome["status"], outcome["stdout"], outcome["stderr"]), ("ok", "out\n", "err\n"))
        self.assertEqual(outcome["value"], {"a": [1]})
        self.assertIsNone(outcome["failure"])
        done = self.check("run", "--json", "-c", "print('out'); 1/0", code=1)
        outcome = json.loads(done.stdout)
        self.assertEqual((outcome["status"], outcome["stdout"]), ("exception", "out\n"))
        self.assertEqual(outcome["failure"]["type"], "ZeroDivisionError")

    def test_json_when_nothing_could_be_run(self):
        self.refused("run", "--json", "none.py", err="does not exist")

    def test_output_appears_while_the_code_runs(self):
        code = "import sys\nprint('started')\nsys.stdout.flush()\nwhile True: pass"
        with subprocess.Popen([VITRINE, "run", "-c", code, "--time", "60s"], stdout=subprocess.PIPE,
                              stderr=subprocess.PIPE) as process:
            self.assertEqual(process.stdout.readline(), b"started\n")
            self.assertIsNone(process.poll())
            process.send_signal(signal.SIGINT)
            _, err = process.communicate(timeout=TIMEOUT_S)
            self.assertEqual(process.returncode, 130, err)
            self.assertIn(b"KeyboardInterrupt", err)

    def test_standard_error_of_the_code(self):
        self.check("run", "-c", "import sys; print('x', file=sys.stderr)", out="", err="x\n")

    def test_nothing_is_left_between_runs(self):
        self.check("run", "-c", "x = 1; open('/tmp/a', 'w').write('x')", out="1\n")
        self.check("run", "-c", "import os; print('x' in globals(), os.path.exists('/tmp/a'))", out="False False\n")


class FilesTest(CliTest):
    def test_inputs(self):
        self.path("data.csv", "a,b\n1,2\n")
        self.path("bytes.bin", bytes(range(256)) * 1000)
        self.check("run", "--input", "data.csv", "--input", "other.bin=bytes.bin", "-c",
                   "print(open('/input/data.csv').read(), end='')\n"
                   "print(open('/input/other.bin', 'rb').read() == bytes(range(256)) * 1000)", out="a,b\n1,2\nTrue\n")

    def test_inputs_cannot_be_changed(self):
        self.path("data.csv", "a")
        self.check("run", "--input", "data.csv", "-c", "open('/input/data.csv', 'w')", code=1, err="Error")
        self.assertEqual((self.folder / "data.csv").read_text(), "a")

    def test_no_file_of_the_host_is_there(self):
        for path in ("/etc/passwd", "/proc/self/maps", str(SOURCE / "LICENSE")):
            self.check("run", "-c", f"open({path!r})", code=1, err="FileNotFoundError")

    def test_outputs(self):
        code = ("import os\nos.makedirs('/output/a/b')\nopen('/output/a/b/x.txt', 'w').write('deep')\n"
                "open('/output/y.bin', 'wb').write(bytes(range(256)))\nopen('/tmp/z', 'w').write('no')\nNone")
        self.check("run", "-c", code, "--output-dir", "new/out", out="")
        self.assertEqual((self.folder / "new/out/a/b/x.txt").read_text(), "deep")
        self.assertEqual((self.folder / "new/out/y.bin").read_bytes(), bytes(range(256)))
        self.assertEqual(sorted(p.name for p in (self.folder / "new/out").rglob("*")), ["a", "b", "x.txt", "y.bin"])

    def test_outputs_replace_and_are_kept_after_a_failure(self):
        out = self.folder / "out"
        out.mkdir()
        (out / "x").write_text("old")
        (out / "other").write_text("stays")
        self.check("run", "-c", "open('/output/x', 'w').write('new'); 1/0", "--output-dir", out, code=1,
                   err="ZeroDivisionError")
        self.assertEqual((out / "x").read_text(), "new")
        self.assertEqual((out / "other").read_text(), "stays")

    def test_symbolic_links_in_the_output_folder_are_not_followed(self):
        out = self.folder / "out"
        out.mkdir()
        outside = self.folder / "outside"
        outside.mkdir()
        (outside / "victim").write_text("untouched")
        (out / "link").symlink_to(outside)
        (out / "file").symlink_to(outside / "victim")
        self.check("run", "-c", "import os\nos.mkdir('/output/link')\nopen('/output/link/victim', 'w').write('x')\n"
                   "open('/output/file', 'w').write('x')\nNone", "--output-dir", out, code=74,
                   err="'link' on the way is a file or a symbolic link")
        self.assertEqual((outside / "victim").read_text(), "untouched")
        self.assertEqual((out / "file").read_text(), "x")

    def test_displays(self):
        code = ("import vitrine\nvitrine.display(svg='<svg/>', text='a chart')\n"
                "open('/output/display-1.svg', 'w').write('mine')\nNone")
        self.check("run", "-c", code, out="a chart\n[image/svg+xml, 6 B]\n")
        self.check("run", "-c", code, "--output-dir", "out",
                   out="a chart\n[image/svg+xml, 6 B: out/display-2.svg]\n")
        self.assertEqual((self.folder / "out/display-2.svg").read_text(), "<svg/>")
        self.assertEqual((self.folder / "out/display-1.svg").read_text(), "mine")

    def test_file_limit(self):
        self.check("run", "-c", "open('/output/x', 'wb').write(bytes(2_000_000))", "--max-files", "1M", code=1,
                   err="OSError")


class LimitsTest(CliTest):
    def test_wall_clock_time(self):
        self.check("run", "-c", "print('kept', flush=True)\nwhile True: pass", "--time", "200ms", code=124, out="kept\n",
                   err=["TimeLimitExceeded", "\nlimit: wall-clock time, ", "used of 200 ms; raise it with --time 400ms",
                        "\nhint: "])

    def test_time_that_no_exception_ends(self):
        self.check("run", "-c", NEVER_STOPS, "--time", "100ms", code=124, err="limit: wall-clock time")

    def test_processor_time(self):
        self.check("run", "-c", "while True: pass", "--cpu", "100ms", "--time", "60s", code=124,
                   err="limit: processor time, ")

    def test_fuel(self):
        first = self.check("run", "-c", "while True: pass", "--fuel", "20M", code=124, err="limit: fuel, ")
        again = self.vitrine("run", "-c", "while True: pass", "--fuel", "20M")
        used = re.search(r"limit: fuel, (\d+) used of 20000000", first.stderr)
        self.assertTrue(used, first.stderr)
        self.assertIn(used[0], again.stderr, "fuel must be the same each time")

    def test_memory(self):
        self.check("run", "-c", "x = []\nwhile True: x.append(bytes(1 << 20))", "--memory", "96M", code=137,
                   err=["MemoryError", "limit: memory, ", "raise it with --memory 192M"])

    def test_output(self):
        done = self.check("run", "-c", "for i in range(100000): print('x' * 99)", "--max-output", "10K",
                          err="were cut after 10 KiB; raise it with --max-output")
        self.assertEqual(len(done.stdout.encode()), 10 << 10)

    def test_host_calls(self):
        self.database()
        self.check("run", "--db", "shop=shop.db", "--max-calls", "5", "-c",
                   "for i in range(100): read_only_sql_query('shop', 'select 1')", code=123,
                   err=["LimitExceeded", "limit: host calls, ", "raise it with --max-calls 10"])


class DatabaseTest(CliTest):
    def test_query(self):
        self.database()
        self.check("run", "--db", "shop=shop.db", "-c",
                   "read_only_sql_query('shop', 'select a, b from t where a > ?', [1])",
                   out="a  b\n-  -\n2  y\n[text/html, 109 B]\n"
                       "{'columns': ['a', 'b'], 'rows': [[2, 'y']], 'truncated': False}\n")

    def test_rows_are_cut(self):
        self.database()
        self.check("run", "--db", "shop=shop.db", "--max-rows", "1", "-c",
                   "r = read_only_sql_query('shop', 'select a from t order by a'); (r['rows'], r['truncated'])",
                   out="([[1]], True)\n")

    def test_the_database_is_never_written(self):
        path = self.database()
        before = path.read_bytes()
        for sql in ("delete from t", "insert into t values (3, 'z')", "create table u (x)", "attach 'x.db' as x",
                    "pragma journal_mode=wal", "vacuum into 'copy.db'"):
            self.check("run", "--db", "shop=shop.db", "-c", f"'error' in read_only_sql_query('shop', {sql!r})",
                       out="True\n")
        self.assertEqual(path.read_bytes(), before)
        self.assertEqual(os.listdir(self.folder), ["shop.db"])

    def test_a_database_that_was_not_granted(self):
        self.database()
        self.check("run", "--db", "shop=shop.db", "-c", "read_only_sql_query('other', 'select 1')", code=1,
                   err=["PermissionError", "'other'", "'shop'"])
        self.check("run", "-c", "read_only_sql_query('shop', 'select 1')", code=1, err="Error")

    def test_locked_by_a_writer(self):
        path = self.database()
        writer = sqlite3.connect(path, isolation_level=None)
        self.addCleanup(writer.close)
        writer.execute("begin exclusive")
        done = self.vitrine("run", "--db", f"shop={path}", "-c", "read_only_sql_query('shop', 'select 1 from t')")
        self.assertRegex(done.stdout + done.stderr, "locked|busy")
        writer.execute("rollback")
        self.check("run", "--db", "shop=shop.db", "-c", "len(read_only_sql_query('shop', 'select 1 from t')['rows'])",
                   out="2\n")


class TerminalTest(CliTest):
    CODE = "import sys; print('a\\x1b[2Jb\\x9b1m\\u202e'); print('\\x1b]0;t\\x07', file=sys.stderr)"

    def test_control_sequences_are_shown_not_obeyed(self):
        code, seen = Terminal("run", "-c", self.CODE, cwd=self.folder).end()
        self.assertEqual(code, 0)
        self.assertNotIn("\x1b", seen)
        self.assertIn("a\\x1b[2Jb", seen)
        self.assertIn("\\x1b]0;t\\x07", seen)

    def test_tracebacks_too(self):
        code, seen = Terminal("run", "-c", "raise ValueError('\\x1b[31m')", cwd=self.folder).end()
        self.assertEqual(code, 1)
        self.assertNotIn("\x1b", seen)

    def test_raw(self):
        _, seen = Terminal("run", "--raw", "-c", self.CODE, cwd=self.folder).end()
        self.assertIn("a\x1b[2Jb", seen)

    def test_pipes_get_every_byte(self):
        self.check("run", "-c", "print('a\\x1b[2Jb')", out="a\x1b[2Jb\n")

    def test_ctrl_c(self):
        terminal = Terminal("run", "--time", "60s", "-c", "print('started', flush=True)\nwhile True: pass",
                            cwd=self.folder)
        terminal.read_until("started")
        terminal.type("\x03")
        code, seen = terminal.end()
        self.assertEqual(code, 130)
        self.assertIn("KeyboardInterrupt", seen)

    def test_ctrl_c_against_code_that_swallows_it(self):
        terminal = Terminal("run", "--time", "60s", "-c", "print('started', flush=True)\nwhile True:\n  try:\n    while "
                            "True: pass\n  except BaseException: pass", cwd=self.folder)
        terminal.read_until("started")
        terminal.type("\x03")
        self.assertEqual(terminal.end()[0], 130)


class OutputTest(CliTest):
    def test_a_reader_that_goes_away(self):
        code = "while True: print('x' * 1000)"
        with subprocess.Popen([VITRINE, "run", "-c", code, "--time", "60s", "--max-output", "1G"],
                              stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
            process.stdout.read(10)
            process.stdout.close()
            self.assertEqual(process.wait(TIMEOUT_S), 141)

    def test_a_full_disk(self):
        with open("/dev/full", "wb") as full:
            done = subprocess.run([VITRINE, "run", "-c", "print('x')"], stdout=full, stderr=subprocess.PIPE,
                                  timeout=TIMEOUT_S, check=False)
        self.assertEqual(done.returncode, 74)
        self.assertIn(b"standard output cannot be written: No space left on device", done.stderr)

    def test_closed_standard_output(self):
        done = subprocess.run(["sh", "-c", f"exec '{VITRINE}' run -c 'print(1)' >&-"], stderr=subprocess.PIPE,
                              timeout=TIMEOUT_S, check=False)
        self.assertEqual(done.returncode, 74)

    def test_json_to_a_full_disk(self):
        with open("/dev/full", "wb") as full:
            done = subprocess.run([VITRINE, "run", "--json", "-c", "1"], stdout=full, stderr=subprocess.PIPE,
                                  timeout=TIMEOUT_S, check=False)
        self.assertEqual(done.returncode, 74)


class ReplTest(CliTest):
    def test_names_stay(self):
        self.check("repl", stdin=b"x = 20\nx + 1\nimport math\nmath.floor(2.5)\n", out="21\n2\n")

    def test_blocks(self):
        self.check("repl", stdin=b"def f(n):\n    return n * 2\n\nf(4)\nfor i in range(2):\n    print(i)\n\n'end'\n",
                   out="8\n0\n1\n'end'\n")
        self.check("repl", stdin=b"x = [1,\n2,\n3]\nx\ns = '''a\n\nb'''\ns\n", out="[1, 2, 3]\n'a\\n\\nb'\n")

    def test_a_block_without_the_empty_line_at_the_end(self):
        self.check("repl", stdin=b"if True:\n    print('ran')", out="ran\n")

    def test_errors_do_not_end_it(self):
        self.check("repl", stdin=b"x = 5\n1/0\nprint('a'\n'b')\nx +* 1\nx\n", out="ab\n5\n",
                   err=["ZeroDivisionError", "SyntaxError"])

    def test_sys_exit_ends_it(self):
        self.check("repl", stdin=b"import sys\nsys.exit(3)\nprint('not reached')\n", out="", code=3)
        self.check("repl", stdin=b"exit()\nprint('not reached')\n", out="")

    def test_a_soft_limit_keeps_the_names(self):
        self.check("repl", "--time", "200ms", stdin=b"x = 5\nwhile True: pass\n\nx\n", out="5\n",
                   err="TimeLimitExceeded")

    def test_a_hard_limit_starts_afresh_and_says_so(self):
        block = NEVER_STOPS.encode() + b"\n\n"
        self.path("data.txt", "again")
        self.check("repl", "--time", "200ms", "--input", "data.txt",
                   stdin=b"x = 5\n" + block + b"'x' in globals()\nopen('/input/data.txt').read()\n",
                   out="False\n'again'\n", err="names and files of before are lost")

    def test_commands(self):
        self.path("data.txt", "abc")
        done = self.check("repl", "--input", "data.txt", "--time", "7s", stdin=(
            b":help\n:limits\nopen('/output/r.txt', 'w').write('12345')\n:files\nx = 1\n:reset\n'x' in globals()\n"))
        for part in ("Ctrl-D", "wall-clock time      7 s", "data.txt  3 B", "r.txt  5 B", "A fresh interpreter.\nFalse\n"):
            self.assertIn(part, done.stdout)
        self.check("repl", stdin=b":hepl\n", out="", err="there is no ':hepl'; did you mean ':help'?")

    def test_output_folder(self):
        self.check("repl", "--output-dir", "out", stdin=b"x = open('/output/a', 'w').write('1')\n", out="")
        self.assertEqual((self.folder / "out/a").read_text(), "1")

    def terminal(self):
        terminal = Terminal("repl", cwd=self.folder, environment={"XDG_STATE_HOME": str(self.folder / "state")})
        terminal.read_until(">>> ")
        return terminal

    def leave(self, terminal):
        # Before the prompt is there, Ctrl-D would go to the terminal's own line buffer and be lost.
        terminal.read_until(">>> ")
        terminal.type("\x04")
        self.assertEqual(terminal.end()[0], 0)

    def test_on_a_terminal(self):
        terminal = self.terminal()
        terminal.type("def f():\n")
        terminal.read_until("... ")
        terminal.type("    return 'é😀'\n")
        terminal.read_until("... ")
        terminal.type("\n")
        terminal.read_until(">>> ")
        terminal.type("f()\n")
        terminal.read_until("\n'é😀'\r\n")
        self.leave(terminal)

    def test_history_is_kept_and_private(self):
        terminal = self.terminal()
        terminal.type("print('first', 40 + 2)\n")
        terminal.read_until("first 42\r\n")
        self.leave(terminal)
        history = self.folder / "state/vitrine/history"
        self.assertEqual(history.stat().st_mode & 0o777, 0o600)
        terminal = self.terminal()
        terminal.type("\x1b[A\n")
        terminal.read_until("first 42\r\n")
        self.leave(terminal)

    def test_ctrl_c_stops_the_code_and_keeps_the_names(self):
        terminal = self.terminal()
        terminal.type("x = 6 * 7\n")
        terminal.read_until(">>> ")
        # The name is set before the word comes: Ctrl-C may strike right after it.
        terminal.type("while True: y, x = x, 0; _ = print('going', flush=True) if y else 0\n\n")
        terminal.read_until("going\r\n")
        terminal.type("\x03")
        terminal.read_until("KeyboardInterrupt")
        terminal.read_until(">>> ")
        terminal.type("x + 1\n")
        terminal.read_until("\n1\r\n")
        self.leave(terminal)

    def test_ctrl_c_at_the_prompt_clears_the_line(self):
        terminal = self.terminal()
        terminal.type("1 + ")
        terminal.read_until("1 + ")
        terminal.type("\x03")
        terminal.read_until("KeyboardInterrupt")
        terminal.read_until(">>> ")
        terminal.type("2 * 21\n")
        terminal.read_until("\n42\r\n")
        self.leave(terminal)


class InProcessRunTest(RunTest):
    MODE = ("--in-process",)

    def test_it_says_what_is_given_up(self):
        for options in ((), ("--json",)):
            done = subprocess.run([VITRINE, "run", "--in-process", *options, "-c", "print(1)"], capture_output=True,
                                  text=True, timeout=TIMEOUT_S, check=False)
            self.assertEqual(done.returncode, 0)
            self.assertRegex(done.stderr, rf"\A{re.escape(CAUTION)}[^\n]+\n\Z")
        self.assertEqual(json.loads(done.stdout)["stdout"], "1\n")

    def test_there_is_no_other_process(self):
        with subprocess.Popen([VITRINE, "run", "--in-process", "-c", "print('started', flush=True)\nwhile True: pass"],
                              stdout=subprocess.PIPE, stderr=subprocess.DEVNULL) as process:
            self.assertEqual(process.stdout.readline(), b"started\n")
            self.assertEqual(descendants(process.pid), [])
            process.kill()


class InProcessFilesTest(FilesTest):
    MODE = ("--in-process",)


class InProcessLimitsTest(LimitsTest):
    MODE = ("--in-process",)


class InProcessReplTest(ReplTest):
    MODE = ("--in-process",)

    def terminal(self):
        terminal = Terminal("repl", "--in-process", cwd=self.folder,
                            environment={"XDG_STATE_HOME": str(self.folder / "state")})
        terminal.read_until(">>> ")
        return terminal


def refuse_system_calls(*numbers):
    """For a child, before it starts its program: these system calls fail with EPERM, as in some containers."""
    libc = ctypes.CDLL(None, use_errno=True)
    rules = [struct.pack("HBBI", 0x20, 0, 0, 0)]  # load the call's number
    for number in numbers:
        rules += [struct.pack("HBBI", 0x15, 0, 1, number), struct.pack("HBBI", 0x06, 0, 0, 0x00050001)]
    rules += [struct.pack("HBBI", 0x06, 0, 0, 0x7FFF0000)]
    code = ctypes.create_string_buffer(b"".join(rules))

    def install():
        program = ctypes.create_string_buffer(struct.pack("HxxxxxxP", len(rules), ctypes.addressof(code)))
        zero = ctypes.c_ulong(0)
        if (libc.prctl(38, ctypes.c_ulong(1), zero, zero, zero) != 0  # PR_SET_NO_NEW_PRIVS
                or libc.prctl(22, ctypes.c_ulong(2), program, zero, zero) != 0):  # PR_SET_SECCOMP, a filter
            os._exit(99)

    return install


NR_SECCOMP = 317
NR_LANDLOCK_CREATE_RULESET = 444


class WorkerTest(CliTest):
    """The second pane, as far as it can be seen from outside."""

    def start(self, code, *options, command="run", **more):
        arguments = ["-c", code] if command == "run" else []
        process = subprocess.Popen([VITRINE, command, *arguments, "--time", "60s", *options], cwd=self.folder,
                                   stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, **more)
        self.addCleanup(process.communicate)
        self.addCleanup(process.kill)
        return process

    def start_endless(self, *options):
        process = self.start("print('started', flush=True)\nwhile True: pass", *options)
        self.assertEqual(process.stdout.readline(), b"started\n")
        return process

    def end(self, process, stdin=None):
        out, err = process.communicate(stdin, timeout=TIMEOUT_S)
        return process.returncode, out.decode(), err.decode()

    def test_code_runs_in_another_process_of_another_group(self):
        process = self.start_endless()
        zygote, workers = zygote_and_workers(process.pid)
        self.assertEqual(len(workers), 1)
        for one in (zygote, *workers):
            self.assertNotEqual(os.getpgid(one), os.getpgid(process.pid))
        if os.geteuid() == 0:
            self.assertEqual(os.readlink(f"/proc/{zygote}/exe"), os.path.realpath(VITRINE))
        else:
            # Undumpable: not even the user who started it may look into it.
            with self.assertRaises(PermissionError):
                os.readlink(f"/proc/{zygote}/exe")

    def test_nothing_is_left_after_a_run(self):
        process = self.start("print('a', flush=True); input()")
        process.stdout.readline()
        family = descendants(process.pid)
        self.end(process)
        self.assertEqual([one for one in family if Path("/proc", str(one)).exists()], [])

    def test_a_killed_worker(self):
        process = self.start_endless()
        family = descendants(process.pid)
        os.kill(zygote_and_workers(process.pid)[1][0], signal.SIGKILL)
        code, _, err = self.end(process)
        self.assertEqual(code, 134)
        self.assertRegex(err, r"\AWorkerLost: the worker process died: it ended with signal 9 \(Killed\)\nhint: ")
        self.assertEqual([one for one in family if Path("/proc", str(one)).exists()], [])

    def test_a_killed_worker_in_json(self):
        process = self.start("while True: print('x', flush=True) or __import__('time').sleep(0.01)", "--json")
        deadline = time.monotonic() + TIMEOUT_S
        while len(descendants(process.pid)) < 2 or not zygote_and_workers(process.pid)[1]:
            self.assertLess(time.monotonic(), deadline)
        os.kill(zygote_and_workers(process.pid)[1][0], signal.SIGKILL)
        code, out, _ = self.end(process)
        # It may have struck before the run, which is then made in the next worker, or not at all.
        if code == 134:
            self.assertEqual(json.loads(out)["status"], "trap")

    def test_a_killed_zygote(self):
        process = self.start_endless()
        family = descendants(process.pid)
        os.kill(family[0], signal.SIGKILL)
        code, _, err = self.end(process)
        self.assertEqual(code, 134)
        self.assertRegex(err, r"\AWorkerLost: the worker process died: .+\nhint: ")
        wait_until_gone(family)

    def test_a_killed_program_leaves_no_worker(self):
        process = self.start_endless()
        family = descendants(process.pid)
        process.kill()
        process.wait(TIMEOUT_S)
        wait_until_gone(family)

    def test_the_prompt_outlives_its_workers(self):
        process = self.start(None, command="repl")

        def type_and_read(line, answer):
            process.stdin.write(line)
            process.stdin.flush()
            self.assertTrue(select.select([process.stdout], [], [], TIMEOUT_S)[0], f"no answer to {line}")
            self.assertEqual(process.stdout.readline(), answer)

        type_and_read(b"x = 5\nx\n", b"5\n")
        for one in zygote_and_workers(process.pid)[1]:
            os.kill(one, signal.SIGKILL)
        type_and_read(b"x\nif True:\n    print('x' in globals())\n\n", b"False\n")
        family = descendants(process.pid)
        os.kill(family[0], signal.SIGKILL)
        wait_until_gone(family[1:])  # they end a moment after it
        type_and_read(b"x\nif True:\n    print(6 * 7)\n\n", b"42\n")
        code, _, err = self.end(process)
        self.assertEqual(code, 0)
        self.assertEqual(err.count("WorkerLost"), 2, err)
        self.assertEqual(err.count("names and files of before are lost"), 2, err)

    def test_a_piece_of_a_line_arrives_soon(self):
        process = self.start("import sys, time\nsys.stdout.write('started\\nwait')\nsys.stdout.flush()\ntime.sleep(60)")
        self.assertEqual(process.stdout.readline(), b"started\n")
        began = time.monotonic()
        self.assertEqual(process.stdout.read(4), b"wait")
        # 50 ms on a quiet machine.
        self.assertLess(time.monotonic() - began, 2)

    def test_more_output_than_fits_between_the_processes(self):
        self.check("run", "--max-output", "16M", "-c",
                   "import sys\nfor i in range(100): _ = sys.stdout.write(str(i % 10) * 100_000)",
                   out="".join(str(i % 10) * 100_000 for i in range(100)))

    def test_the_limits_are_met_in_python_and_not_by_the_worker(self):
        # As much of everything as the limits allow, at once.
        code = ("import sys\nopen('/output/x', 'wb').write(bytes(60 << 20))\n"
                "sys.stdout.write('\\xe9' * (1 << 19))\nx = []\n"
                "try:\n    while True: x.append(bytes(1 << 20))\nexcept MemoryError: x = None\n'v' * 500_000")
        for memory in ("192M", "1G"):
            done = self.check("run", "-c", code, "--memory", memory, "--output-dir", "out", "--time", "60s")
            self.assertTrue(done.stdout.startswith("\xe9" * (1 << 19) + "\n'vvvv"))
            self.assertEqual((self.folder / "out/x").stat().st_size, 60 << 20)

    def test_closed_standard_streams(self):
        def run(redirections, *arguments):
            return subprocess.run(["sh", "-c", f'exec "$@" {redirections}', "sh", VITRINE, *arguments],
                                  capture_output=True, text=True, timeout=TIMEOUT_S, check=False, cwd=self.folder)

        done = run("<&-", "run", "-c", "print(1)")
        self.assertEqual((done.returncode, done.stdout, done.stderr), (0, "1\n", ""))
        done = run("<&-", "run", "-")
        self.assertEqual((done.returncode, done.stdout), (125, ""))
        self.assertIn("standard input", done.stderr)
        self.database()
        for streams in (">&-", ">&- 2>&-", "<&- >&- 2>&-"):
            done = run(streams, "run", "--db", "shop=shop.db", "-c", "print(1)")
            self.assertEqual((done.returncode, done.stdout), (74, ""), streams)

    def test_a_machine_without_landlock(self):
        weaker = refuse_system_calls(NR_LANDLOCK_CREATE_RULESET)
        done = self.vitrine("run", "-c", "print(1)", preexec_fn=weaker)
        self.assertEqual((done.returncode, done.stdout), (0, "1\n"), done.stderr)
        self.assertRegex(done.stderr, r"\Avitrine: the jail [^\n]+level L1[^\n]+'vitrine doctor'[^\n]+\n\Z")
        done = self.vitrine("doctor", preexec_fn=weaker)
        self.assertEqual(done.returncode, 1)
        self.assertRegex(done.stdout, r"\n  NO   landlock  ")

    def test_a_machine_without_any_jail(self):
        weaker = refuse_system_calls(NR_SECCOMP)
        for command in (("run", "-c", "print(1)"), ("repl",)):
            done = self.vitrine(*command, preexec_fn=weaker)
            self.assertEqual((done.returncode, done.stdout), (125, ""))
            self.assertRegex(done.stderr, r"\Avitrine: [^\n]+L0[^\n]+--in-process[^\n]+\n\Z")
        done = self.vitrine("run", "--in-process", "-c", "print(1)", preexec_fn=weaker)
        self.assertEqual((done.returncode, done.stdout), (0, "1\n"))
        self.assertEqual(self.vitrine("doctor", preexec_fn=weaker).returncode, 1)


class DoctorTest(CliTest):
    def test_json(self):
        done = self.vitrine("doctor", "--json")
        told = json.loads(done.stdout)
        self.assertEqual(set(told), {"version", "system", "kernel", "processor", "level", "level_meaning",
                                     "several_tenants", "protections", "engine", "unit", "ready", "answer"})
        self.assertIn(told["level"], ("L0", "L1", "L2", "L3"))
        self.assertEqual(told["several_tenants"], told["level"] >= "L2")
        self.assertEqual(done.returncode, 0 if told["level"] >= "L2" else 1)
        self.assertEqual(told["kernel"], os.uname().release)
        for protection in told["protections"]:
            self.assertEqual(set(protection), {"name", "in_force", "detail", "meaning"})
            self.assertTrue(all(protection[key] for key in ("name", "detail", "meaning")), protection)
        self.assertIn("seccomp", [protection["name"] for protection in told["protections"]])

    def test_text(self):
        told = json.loads(self.vitrine("doctor", "--json").stdout)
        done = self.vitrine("doctor")
        self.assertEqual(done.returncode, 0 if told["level"] >= "L2" else 1)
        self.assertIn(f"Level {told['level']} of L0 to L3: {told['level_meaning']}.\n", done.stdout)
        for protection in told["protections"]:
            self.assertRegex(done.stdout, rf"\n  {'yes' if protection['in_force'] else 'NO '}  {protection['name']} ")
        for line in done.stdout.splitlines():
            self.assertLessEqual(len(line), 100, line)

    def test_every_level_and_key_is_in_the_manual(self):
        manual = (SOURCE / "docs/cli.md").read_text()
        for level in ("L0", "L1", "L2", "L3"):
            self.assertIn(f"\n| {level} |", manual)
        for key in json.loads(self.vitrine("doctor", "--json").stdout):
            if key != "unit":
                self.assertIn(f"`{key}`", manual)


class OthersTest(CliTest):
    def test_version(self):
        cmake = (SOURCE / "CMakeLists.txt").read_text()
        version = re.search(r"project\(vitrine VERSION ([\d.]+)", cmake)[1]
        text = self.check("version").stdout
        self.assertRegex(text, rf"\Avitrine {re.escape(version)}\nguest   CPython 3\.13\.\d+\nimage   [0-9a-f]{{64}}\n"
                         r"guest   MicroPython 1\.25\.\d+\nimage   [0-9a-f]{64}\n")
        self.assertEqual(self.check("--version").stdout, text)
        told = json.loads(self.check("version", "--json").stdout)
        self.assertEqual(told["version"], version)
        self.assertEqual(set(told["guests"]), {"cpython", "micropython"})
        for guest in told["guests"].values():
            self.assertIn(guest["image"], text)
        self.assertEqual(set(told), {"version", "guests", "engine", "build_type"})

    def test_bench(self):
        told = json.loads(self.check("bench", "--json").stdout)
        for key in ("image_load", "start_answer", "start_cycle", "host_call", "sql_rows", "worker_zygote",
                    "worker_answer", "worker_new_answer"):
            figure = told["figures"][key]
            self.assertGreater(figure["n"], 0, key)
            self.assertGreater(figure["median"], 0, key)
            self.assertGreaterEqual(figure["p99"], figure["median"], key)


class ExamplesTest(CliTest):
    def test_the_demo_answers_its_question(self):
        demo = subprocess.run([SOURCE / "examples/demo.sh", VITRINE], capture_output=True, text=True,
                              timeout=TIMEOUT_S, check=False)
        self.assertEqual(demo.returncode, 0, demo.stderr)
        self.assertIn("A trend over the whole year (r above 0.6), not one good quarter: Ember Books, Cedar Café, "
                      "Kestrel Bakery, Birch Studio, Garnet Cycles\n", demo.stdout)
        rows = (SOURCE / "build/demo/report.csv").read_text().splitlines()
        self.assertEqual(len(rows), 121, "a head and a line for each customer")
        self.assertTrue((SOURCE / "build/demo/growth.svg").read_text().startswith("<svg "))

    def test_the_demo_says_what_is_missing(self):
        demo = subprocess.run([SOURCE / "examples/demo.sh", self.folder / "none"], capture_output=True, text=True,
                              timeout=TIMEOUT_S, check=False)
        self.assertEqual(demo.returncode, 2)
        self.assertIn("there is no program at", demo.stderr)


if __name__ == "__main__":
    unittest.main(verbosity=2)
