"""Sessions from the outside, as a user has them: across processes, through mistakes, Ctrl-C and kill -9.

Run by ctest as cli_test.py is.
"""

import ctypes
import hashlib
import json
import os
import random
import re
import signal
import struct
import subprocess
import time
import unittest

from harness import NEVER_STOPS, SOURCE, TIMEOUT_S, VITRINE, CliTest, Terminal


class SessionTest(CliTest):
    """With workers."""

    def setUp(self):
        super().setUp()
        self.store = self.folder / "store.db"
        self.environment = os.environ | {"VITRINE_STORE": str(self.store)}

    def vitrine(self, *arguments, **options):
        options.setdefault("env", self.environment)
        return super().vitrine(*arguments, **options)

    def run_in(self, name, source, *options, **expected):
        return self.check("session", "run", name, "-c", source, *options, **expected)

    def make(self, name, *code):
        self.check("session", "new", name)
        for one in code:
            self.run_in(name, one)

    def turns(self, name):
        return json.loads(self.check("session", "history", name, "--json").stdout)["turns"]

    def sessions(self):
        return {one["name"]: one for one in json.loads(self.check("session", "list", "--json").stdout)["sessions"]}

    def start(self, *arguments):
        command = (arguments[0], *self.MODE, *arguments[1:])
        process = subprocess.Popen([VITRINE, *map(str, command)], cwd=self.folder, env=self.environment,
                                   stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        self.addCleanup(process.communicate)
        self.addCleanup(process.kill)
        return process

    def start_endless(self, name, code="print('started', flush=True)\nwhile True: pass"):
        process = self.start("run", "--session", name, "--time", "60s", "-c", code)
        self.assertEqual(process.stdout.readline(), b"started\n")
        return process

    def terminal(self, *arguments):
        command = (arguments[0], *self.MODE, *arguments[1:])
        return Terminal(*command, cwd=self.folder, environment={
            "VITRINE_STORE": str(self.store), "XDG_STATE_HOME": str(self.folder / "state")})


class LifeTest(SessionTest):
    def test_names_imports_and_files_stay(self):
        self.check("run", "--session", "study", "-c", "import math; x = 42; open('/tmp/a', 'w').write('kept'); None",
                   err="the session 'study' is new\n")
        self.check("run", "--session", "study", "-c", "math.floor(2.5), x, open('/tmp/a').read()",
                   out="(2, 42, 'kept')\n")
        self.path("a.py", "print(x + 1)")
        self.check("session", "run", "study", "a.py", out="43\n")
        self.check("session", "run", "study", "-", stdin=b"print(x + 2)", out="44\n")

    def test_another_session_knows_nothing_of_it(self):
        self.make("a", "x = 1")
        self.make("b")
        self.run_in("b", "'x' in globals()", out="False\n")

    def test_history(self):
        self.make("study", "x = 1\ny = 2", "'\x1b[2J'; None")
        self.run_in("study", "1/0", code=1, err="ZeroDivisionError")
        turns = self.turns("study")
        self.assertEqual([turn["number"] for turn in turns], [0, 1, 2, 3])
        self.assertEqual([turn["kind"] for turn in turns], ["start", "code", "code", "code"])
        self.assertEqual([turn["status"] for turn in turns], ["ok", "ok", "ok", "exception"])
        self.assertEqual(turns[1]["text"], "x = 1\ny = 2")
        self.assertTrue(all(turn["bytes"] > 0 and turn["not_replayable"] == "" for turn in turns))
        text = self.check("session", "history", "study").stdout
        self.assertRegex(text, r"\n    1  \d{4}-\d\d-\d\d \d\d:\d\d:\d\d  code +ok +[\d.]+ KiB  x = 1 \.\.\.\n")
        self.assertNotIn("\x1b", text)

    def test_tracebacks_tell_turns_apart(self):
        self.make("study", "def f():\n    return 1 / 0")
        self.run_in("study", "f()", code=1, err=['File "<run 2>", line 1', 'File "<run 1>", line 2, in f',
                                                 "return 1 / 0"])

    def test_undo(self):
        self.make("study", "x = 1", "x = 2", "x = 3")
        self.check("session", "undo", "study", out="'study' is as it was after turn 2\n")
        self.run_in("study", "x", out="2\n")
        self.check("session", "undo", "study", "2", out="'study' is as it was after turn 1\n")
        self.run_in("study", "x", out="1\n")
        self.refused("session", "undo", "study", "9", err="at most 2 of its turns can be undone")

    def test_fork(self):
        self.make("study", "x = 1", "x = 2")
        self.check("session", "fork", "study", "now")
        self.check("session", "fork", "study", "then", "--at", "1")
        self.run_in("now", "x += 10; x", out="12\n")
        self.run_in("then", "x += 10; x", out="11\n")
        self.run_in("study", "x", out="2\n")
        draws = {self.vitrine("session", "run", name, "-c", "import random; random.random()").stdout
                 for name in ("study", "now", "then")}
        self.assertEqual(len(draws), 3, "forks must draw other random numbers")

    def test_snapshot_and_restore(self):
        self.make("study", "x = 'in the snapshot'")
        self.check("session", "snapshot", "study", "study.snapshot")
        self.assertEqual(self.path("study.snapshot").stat().st_mode & 0o777, 0o600)
        self.refused("session", "snapshot", "study", "study.snapshot", err="replace it with --force")
        self.check("session", "snapshot", "study", "study.snapshot", "--force")
        self.check("session", "restore", "study.snapshot", "second")
        self.run_in("second", "x", out="'in the snapshot'\n")
        self.store = self.folder / "other.db"
        self.environment["VITRINE_STORE"] = str(self.store)
        self.check("session", "restore", "study.snapshot", "study")
        self.run_in("study", "x", out="'in the snapshot'\n")

    def test_remove(self):
        self.make("a")
        self.make("b")
        self.make("c")
        self.check("session", "rm", "a", "b")
        self.assertEqual(list(self.sessions()), ["c"])
        self.check("session", "rm", "none", "c", code=2, err="there is no session 'none'")
        self.assertEqual(self.sessions(), {})

    def test_list(self):
        self.assertEqual(self.check("session", "list").stdout.count("\n"), 1)
        self.make("study", "x = 1")
        text = self.check("session", "list").stdout
        self.assertRegex(text, r"\Astudy|NAME")
        self.assertRegex(text, r"\nstudy +1  \d{4}-\d\d-\d\d \d\d:\d\d:\d\d  [\d.]+ KiB\n\Z")
        one = self.sessions()["study"]
        self.assertRegex(one["id"], r"\A[0-9a-f]{32}\Z")
        self.assertRegex(one["created"], r"\A\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z\Z")
        self.assertEqual((one["turn"], one["parked"]), (1, False))

    def test_names_do_what_they_like_to_no_terminal(self):
        self.make("a\u202eb")
        code, seen = self.terminal("session", "list").end() if not self.MODE else Terminal(
            "session", "list", cwd=self.folder, environment={"VITRINE_STORE": str(self.store)}).end()
        self.assertEqual(code, 0)
        self.assertIn("a\\u202eb", seen)

    def test_input_files_are_put_in_once(self):
        self.path("data.csv", "a,b\n")
        self.check("session", "new", "study", "--input", "data.csv")
        self.run_in("study", "open('/input/data.csv').read()", "--input", "data.csv", out="'a,b\\n'\n")
        self.assertEqual([turn["kind"] for turn in self.turns("study")], ["start", "write_file", "code"])
        self.path("data.csv", "c,d and more\n")
        self.run_in("study", "open('/input/data.csv').read()", "--input", "data.csv", out="'c,d and more\\n'\n")
        self.path("data.csv", "")
        self.run_in("study", "open('/input/data.csv').read()", "--input", "data.csv", out="''\n")
        self.assertEqual([turn["kind"] for turn in self.turns("study")][3:], ["write_file", "code"] * 2)

    def test_output_files(self):
        self.run_in("study", "open('/output/a', 'w').write('1'); None", "--output-dir", "out", err="is new")
        self.assertEqual(self.path("out/a").read_text(), "1")

    def test_databases_are_given_each_time(self):
        self.database()
        query = "read_only_sql_query('shop', 'select count(*) from t')['rows']"
        self.check("session", "new", "study", "--db", "shop=shop.db", err="a session keeps no databases")
        self.run_in("study", query, "--db", "shop=shop.db", out="[[2]]\n")
        self.run_in("study", query, code=1, err="Error")
        self.run_in("study", query, "--db", "shop=shop.db", out="[[2]]\n")

    def test_limits_are_the_sessions_own_unless_given(self):
        self.check("session", "new", "study", "--time", "300ms", "--max-output", "1K")
        self.run_in("study", "while True: pass", code=124, err="used of 300 ms")
        self.run_in("study", "while True: pass", "--time", "150ms", code=124, err="used of 150 ms")
        self.run_in("study", "print('x' * 5000)", err="were cut after 1 KiB")
        self.run_in("study", "while True: pass", "--memory", "128M", code=124, err="used of 300 ms")

    def test_more_memory_than_the_default(self):
        self.check("session", "new", "big", "--memory", "600M", "--time", "30s")
        self.run_in("big", "x = b'7' * 400_000_000; len(x)", out="400000000\n")
        self.run_in("big", "x[-1], len(x)", out="(55, 400000000)\n")

    def test_a_session_that_counts_fuel(self):
        self.check("session", "new", "fuel", "--fuel", "20M")
        self.run_in("fuel", "x = 5")
        self.run_in("fuel", "while True: pass", code=124, err="limit: fuel, ")
        self.run_in("fuel", "x", "--fuel", "30M", out="5\n")
        self.check("session", "journal", "fuel", "fuel.journal")
        self.check("replay", "fuel.journal", out="skipped turn 3: it ran under other limits than the session's own\n"
                   "the same: 3 turns played again\n")
        self.check("session", "snapshot", "fuel", "fuel.snapshot")
        self.check("session", "restore", "fuel.snapshot", "again", "--fuel", "20M")
        self.run_in("again", "while True: pass", code=124, err="limit: fuel, ")
        self.check("session", "restore", "fuel.snapshot", "third")
        self.run_in("third", "x", out="5\n")
        self.run_in("third", "while True: pass", "--fuel", "20M", code=124, err="limit: fuel, ")

    def test_history_has_a_limit(self):
        self.check("session", "new", "short", "--max-turns", "3")
        for number in range(6):
            self.run_in("short", f"x = {number}")
        self.assertEqual([turn["number"] for turn in self.turns("short")], [4, 5, 6])
        self.run_in("short", "x", out="5\n")

    def test_what_cannot_be_kept_is_rolled_back_and_said(self):
        self.make("study", "x = 'before'")
        said = "rolled back: everything that this run has done to names and files is undone ("
        self.run_in("study", "import os; x = 'after'; os.abort()", code=134, err=["Trap", said])
        self.run_in("study", "import os; x = 'after'; os._exit(7)", code=7, err=said)
        self.run_in("study", "x = 'after'\n" + NEVER_STOPS, "--time", "100ms", code=124, err=said)
        self.run_in("study", "x", out="'before'\n")
        done = self.run_in("study", "import os; os.abort()", "--json", code=134)
        outcome = json.loads(done.stdout)
        self.assertTrue(outcome["rolled_back"])
        self.assertTrue(outcome["sandbox_alive"])
        self.assertIn("is as it was after turn 2", outcome["undone"])

    def test_sys_exit_keeps_what_was_done(self):
        self.make("study")
        self.run_in("study", "import sys; x = 5; sys.exit(3)", code=3)
        self.run_in("study", "x", out="5\n")


class MistakesTest(SessionTest):
    def test_no_such_session(self):
        for command in (("history", "none"), ("undo", "none"), ("fork", "none", "b"), ("snapshot", "none", "f"),
                        ("journal", "none", "f"), ("resume", "none", "--reply", "x"), ("abandon", "none"),
                        ("rm", "none")):
            self.refused("session", *command, err="there is no session 'none'")
        self.assertEqual(self.sessions(), {})

    def test_name_is_taken(self):
        self.make("a", "x = 1")
        self.make("b")
        self.refused("session", "new", "a", err="there is a session 'a' already")
        self.refused("session", "fork", "b", "a", err="there is a session 'a' already")
        self.check("session", "snapshot", "b", "f")
        self.refused("session", "restore", "f", "a", err="there is a session 'a' already")
        self.run_in("a", "x", out="1\n")

    def test_bad_names(self):
        for name in ("", ".a", "a/b", "a\nb", "x" * 101):
            self.refused("session", "new", name, err="a session's name has 1 to 100 characters")
        for name in (".a", "a/b", "x" * 101):
            self.refused("run", "--session", name, "-c", "1", err="a session's name has 1 to 100 characters")

    def test_wrong_turn(self):
        self.make("a", "x = 1")
        self.refused("session", "fork", "a", "b", "--at", "2", err="there are turns 0 to 1")
        self.refused("session", "undo", "a", "2", err="at most 1 of its turns")

    def test_a_file_that_is_not_there_makes_no_session(self):
        self.refused("run", "--session", "study", "none.py", err="does not exist")
        self.refused("run", "--session", "study", "-c", "1", "--input", "none", err="does not exist")
        self.assertEqual(self.sessions(), {})

    def test_damaged_snapshots(self):
        self.make("a", "x = list(range(1000))")
        self.check("session", "snapshot", "a", "f")
        good = self.path("f").read_bytes()
        bad = [b"", b"x", good[:100], good[:-1], good + b"x"]
        for at in (0, 20, 40, len(good) // 2, len(good) - 1):
            bad.append(good[:at] + bytes([good[at] ^ 1]) + good[at + 1:])
        for number, content in enumerate(bad):
            self.path("bad", content)
            self.refused("session", "restore", "bad", f"b{number}", err="snapshot")
        self.refused("session", "restore", "none", "b", err="the snapshot 'none' does not exist")
        self.assertEqual(list(self.sessions()), ["a"])

    def test_where_the_store_is(self):
        self.refused("session", "list", "--store", "none/s.db", err="there is no such folder")
        self.refused("session", "list", "--store", self.folder, err="folder")
        self.path("text", "this is no database. " * 100)
        self.refused("session", "list", "--store", "text", err="file of another kind")
        self.assertEqual(self.path("text").read_text(), "this is no database. " * 100)
        del self.environment["VITRINE_STORE"]
        self.environment.pop("XDG_DATA_HOME", None)
        self.environment["HOME"] = ""
        self.refused("session", "list", err="HOME is not set; name a file with --store or VITRINE_STORE")
        self.environment["HOME"] = "/proc/none"
        self.refused("session", "list", err="cannot be made")

    def test_where_the_store_is_by_default(self):
        del self.environment["VITRINE_STORE"]
        self.environment.pop("XDG_DATA_HOME", None)
        self.environment["HOME"] = str(self.folder / "home")
        (self.folder / "home").mkdir()
        self.run_in("a", "x = 1", err="is new")
        store = self.folder / "home/.local/share/vitrine/sessions.db"
        self.assertEqual(store.stat().st_mode & 0o777, 0o600)
        self.assertEqual(store.parent.stat().st_mode & 0o777, 0o700)
        self.environment["XDG_DATA_HOME"] = str(self.folder / "data")
        self.assertEqual(self.sessions(), {})
        self.assertTrue((self.folder / "data/vitrine/sessions.db").exists())
        self.assertEqual(list(json.loads(self.check("session", "list", "--json", "--store", store).stdout)["sessions"][0]
                              .values())[0], "a")

    def test_two_processes_at_once(self):
        self.make("study", "x = 1")
        self.make("other", "x = 2")
        process = self.start_endless("study")
        busy = "the session 'study' is used by another process"
        self.check("session", "run", "study", "-c", "x", code=125, out="", err=busy)
        self.check("session", "undo", "study", code=125, err=busy)
        self.check("session", "rm", "study", code=125, err=busy)
        self.run_in("other", "x", out="2\n")
        self.assertIn("study", self.sessions())
        process.kill()
        process.wait(TIMEOUT_S)
        self.run_in("study", "x", out="1\n")

    def test_reset_is_not_for_sessions(self):
        self.check("repl", "--session", "study", stdin=b":reset\n", err="there is no ':reset'")


class InterruptionsTest(SessionTest):
    def test_ctrl_c_rolls_the_run_back_and_says_so(self):
        self.make("study", "x = 'before'")
        process = self.start_endless("study", "x = 'after'; print('started', flush=True)\nwhile True: pass")
        process.send_signal(signal.SIGINT)
        _, err = process.communicate(timeout=TIMEOUT_S)
        self.assertEqual(process.returncode, 130, err)
        self.assertIn(b"rolled back: everything that this run has done", err)
        self.run_in("study", "x", out="'before'\n")
        self.assertEqual(len(self.turns("study")), 3)

    def test_ctrl_c_against_code_that_swallows_it(self):
        self.make("study", "x = 'before'")
        process = self.start_endless("study", "x = 'after'; print('started', flush=True)\n" + NEVER_STOPS)
        process.send_signal(signal.SIGINT)
        _, err = process.communicate(timeout=TIMEOUT_S)
        self.assertEqual(process.returncode, 130, err)
        self.run_in("study", "x", out="'before'\n")

    def test_kill_in_a_run(self):
        self.make("study", "x = 'before'")
        for _ in range(3):
            process = self.start_endless("study", "x = 'after'; print('started', flush=True)\nwhile True: pass")
            process.kill()
            process.wait(TIMEOUT_S)
            self.run_in("study", "x", out="'before'\n")

    def test_kill_at_any_moment_loses_nothing_that_was_acknowledged(self):
        self.make("study", "n = 0")
        began = time.monotonic()
        self.run_in("study", "n += 1")
        longest = 1.5 * (time.monotonic() - began)
        chance = random.Random(7)
        least = 1
        for _ in range(25):
            process = self.start("run", "--session", "study", "-c", "n += 1")
            try:
                process.wait(chance.uniform(0, longest))
            except subprocess.TimeoutExpired:
                process.kill()
            acknowledged = process.wait(TIMEOUT_S) == 0
            n = json.loads(self.run_in("study", "n", "--json").stdout)["value"]
            self.assertIn(n, (least + 1,) if acknowledged else (least, least + 1))
            least = n


class AskTest(SessionTest):
    CODE = "x = 'asked'; name = ask('Who is this for?'); print('for', name)"

    def park(self, name="study"):
        return self.run_in(name, self.CODE, "--ask", code=75, out="",
                           err=["Who is this for?\n", f"vitrine session resume {name} --reply TEXT"])

    def test_the_answer_comes_from_another_process(self):
        self.make("study")
        self.park()
        self.assertTrue(self.sessions()["study"]["parked"])
        self.assertIn("waits for an answer", self.check("session", "list").stdout)
        self.refused("session", "run", "study", "-c", "1", err=["waits for an answer (Who is this for?)", "session resume"])
        self.refused("session", "resume", "study", err="the run asks: Who is this for?; give --reply")
        self.check("session", "resume", "study", "--reply", "the board", out="for the board\n")
        self.run_in("study", "name", out="'the board'\n")
        self.assertFalse(self.sessions()["study"]["parked"])
        self.refused("session", "resume", "study", "--reply", "x", err="no run of the session 'study' waits")

    def test_several_questions(self):
        self.make("study")
        self.run_in("study", "a = ask('1?'); print('first', a, flush=True); b = ask('2?'); print(a, b)", "--ask",
                    code=75, err="1?")
        self.check("session", "resume", "study", "--reply", "one", code=75, out="first one\n", err="2?")
        self.check("session", "resume", "study", "--reply", "two", out="one two\n")

    def test_replies_that_are_no_text(self):
        self.make("study")
        self.run_in("study", "x = ask('?'); x", "--ask", code=75, err="?")
        self.check("session", "resume", "study", "--reply-json", '{"a": [1, 2.5, null]}',
                   out="{'a': [1, 2.5, None]}\n")
        self.park()
        self.check("session", "resume", "study", "--error", "nobody knows", code=1, err=["CallError", "nobody knows"])

    def test_abandon(self):
        self.make("study", "x = 'before'")
        self.park()
        self.check("session", "abandon", "study")
        self.run_in("study", "x", out="'before'\n")
        self.check("session", "abandon", "study", code=2, err="waits")

    def test_a_run_that_cannot_be_kept_is_undone(self):
        self.make("study", "x = 'before'")
        self.database()
        code = ("x = 'after'\nfor _ in range(8): read_only_sql_query('shop', 'select hex(zeroblob(1500000))')\n"
                "ask('?')")
        self.run_in("study", code, "--ask", "--db", "shop=shop.db", code=130,
                    err="rolled back: everything that this run has done to names and files is undone (it waits for an "
                    "answer and cannot be kept until then: its journal is too long")
        self.run_in("study", "x", out="'before'\n")

    def test_undo_gives_it_up(self):
        self.make("study", "x = 'first'", "x = 'second'")
        self.park()
        self.check("session", "undo", "study", out="'study' is as it was after turn 1\n")
        self.run_in("study", "x", out="'first'\n")

    def test_json(self):
        self.make("study")
        done = self.run_in("study", self.CODE, "--ask", "--json", code=75)
        outcome = json.loads(done.stdout)
        self.assertEqual(outcome["status"], "parked")
        self.assertEqual(outcome["parked"], {"function": "ask", "arguments": {"question": "Who is this for?"}})
        done = self.check("session", "resume", "study", "--json", "--reply", "us")
        self.assertEqual(json.loads(done.stdout)["stdout"], "for us\n")

    def test_nobody_to_ask(self):
        self.refused("run", "--ask", "-c", "1", err="--ask: nobody can be asked here")
        self.refused("repl", "--ask", err="--ask: nobody can be asked here")
        self.check("run", "-c", "ask('?')", code=1, err="Error")

    def test_from_a_pipe_the_repl_ends_and_the_run_waits(self):
        self.check("repl", "--session", "study", "--ask", stdin=b"x = ask('What?')\n", code=75, err="What?\n")
        self.check("session", "resume", "study", "--reply", "this")
        self.run_in("study", "x", out="'this'\n")

    def test_at_a_terminal(self):
        for options in ((), ("--session", "study")):
            terminal = self.terminal("run", *options, "--ask", "-c", self.CODE.replace("Who", "Who\x1b[2J"))
            seen = terminal.read_until("answer: ")
            self.assertIn("Who\\x1b[2J is this for?", seen)
            terminal.type("you é\n")
            code, seen = terminal.end()
            self.assertEqual(code, 0)
            self.assertIn("for you é", seen)

    def test_ctrl_c_at_the_question(self):
        self.make("study", "x = 'before'")
        terminal = self.terminal("run", "--session", "study", "--ask", "-c", self.CODE)
        terminal.read_until("answer: ")
        terminal.type("\x03")
        code, seen = terminal.end()
        self.assertEqual(code, 130)
        self.assertIn("rolled back: ", seen)
        self.run_in("study", "x", out="'before'\n")
        terminal = self.terminal("run", "--ask", "-c", self.CODE)
        terminal.read_until("answer: ")
        terminal.type("\x03")
        self.assertEqual(terminal.end()[0], 130)

    def test_ctrl_d_leaves_the_question_for_later(self):
        terminal = self.terminal("run", "--session", "study", "--ask", "-c", self.CODE)
        terminal.read_until("answer: ")
        terminal.type("\x04")
        code, seen = terminal.end()
        self.assertEqual(code, 75)
        self.assertIn("vitrine session resume study", seen)
        terminal = self.terminal("session", "resume", "study") if not self.MODE else Terminal(
            "session", "resume", "study", "--in-process", cwd=self.folder,
            environment={"VITRINE_STORE": str(self.store)})
        terminal.read_until("Who is this for?")
        terminal.read_until("answer: ")
        terminal.type("later\n")
        code, seen = terminal.end()
        self.assertEqual(code, 0)
        self.assertIn("for later", seen)

    def test_in_the_repl(self):
        terminal = self.terminal("repl", "--ask")
        terminal.read_until(">>> ")
        terminal.type("x = ask('Which?')\n")
        terminal.read_until("answer: ")
        terminal.type("this\n")
        terminal.read_until(">>> ")
        terminal.type("x * 2\n")
        terminal.read_until("\n'thisthis'\r\n")
        terminal.read_until(">>> ")
        terminal.type("y = ask('Which?')\n")
        terminal.read_until("answer: ")
        terminal.type("\x03")
        terminal.read_until("CallError")
        terminal.read_until(">>> ")
        terminal.type("x\n")
        terminal.read_until("\n'this'\r\n")
        terminal.read_until(">>> ")
        terminal.type("\x04")
        self.assertEqual(terminal.end()[0], 0)


class ReplInSessionTest(SessionTest):
    def test_names_are_there_the_next_time(self):
        self.check("repl", "--session", "study", stdin=b"x = 20\ndef f(n):\n    return n + x\n\n",
                   err="the session 'study' is new\n")
        self.check("repl", "--session", "study", stdin=b"f(22)\n", out="42\n")
        self.run_in("study", "f(1)", out="21\n")

    def test_commands(self):
        done = self.check("repl", "--session", "study", err="is new", stdin=(
            b"x = 1\nx = 2\nx = 3\n:fork try\n:history\n:undo\nx\n:undo 2\nx\n:help\n:files\n:limits\n"))
        for part in ("The session 'try' is as this one is now.\n", "Back after turn 2.\n2\nBack after turn 1.\n1\n",
                     ":history      the turns", "/input  (empty)", "--memory"):
            self.assertIn(part, done.stdout)
        self.assertRegex(done.stdout, r"\n    3  [^\n]+x = 3\n")
        self.run_in("try", "x", out="3\n")
        self.check("repl", "--session", "study", stdin=b":undo x\n:undo 99\n:fork\n:fork try\n:histry\n:files x\n", out="",
                   err=["'x' is no count", "can be undone", "give the new session a name",
                        "there is a session 'try' already", "did you mean ':history'?", "nothing was expected"])

    def test_after_a_hard_limit_it_goes_on(self):
        block = NEVER_STOPS.encode() + b"\n\n"
        self.check("repl", "--session", "study", "--time", "200ms", stdin=b"x = 5\n" + block + b"x\n", out="5\n",
                   err="rolled back: ")

    def test_ctrl_c_in_a_run(self):
        terminal = self.terminal("repl", "--session", "study", "--time", "60s")
        terminal.read_until(">>> ")
        terminal.type("x = 5\n")
        terminal.read_until(">>> ")
        terminal.type("while True: x = 0; print('go' 'ing', flush=True)\n\n")
        terminal.read_until("going\r\n")
        terminal.type("\x03")
        terminal.read_until("rolled back: ")
        terminal.read_until(">>> ")
        terminal.type("x + 1\n")
        terminal.read_until("\n6\r\n")
        terminal.read_until(">>> ")
        terminal.type("\x04")
        self.assertEqual(terminal.end()[0], 0)


class ReplayTest(SessionTest):
    def test_the_same(self):
        self.make("study", "import random, time; x = (random.random(), time.time())", "print('abc' + 'def', x)")
        self.run_in("study", "a = ask('?'); a", "--ask", code=75, err="?")
        self.check("session", "resume", "study", "--reply", "yes", out="'yes'\n")
        self.check("session", "journal", "study", "study.journal")
        self.assertEqual(self.path("study.journal").stat().st_mode & 0o777, 0o600)
        self.refused("session", "journal", "study", "study.journal", err="replace it with --force")
        self.check("replay", "study.journal", out="the same: 4 turns played again\n")
        done = self.check("replay", "study.journal", "--json")
        self.assertEqual(json.loads(done.stdout), {"same": True, "turns_count": 4, "turn": None, "difference": "",
                                                   "skipped": []})

    def test_turns_that_it_cannot_tell(self):
        self.make("study", "x = 1")
        self.run_in("study", "while True: pass", "--time", "100ms", code=124, err="TimeLimitExceeded")
        self.run_in("study", "x + 1", out="2\n")
        self.check("session", "journal", "study", "j")
        done = self.check("replay", "j")
        self.assertEqual(done.stdout, "skipped turn 2: a time limit ended it, at a moment that does not come again\n"
                         "the same: 3 turns played again\n")

    def tampered(self, journal, old, new):
        """The journal with other content, sealed as if it were its own."""
        zstd = ctypes.CDLL("libzstd.so.1")
        for name in ("ZSTD_decompress", "ZSTD_compress", "ZSTD_getFrameContentSize"):
            getattr(zstd, name).restype = ctypes.c_size_t
        packed = journal[32:-32]
        size = zstd.ZSTD_getFrameContentSize(packed, ctypes.c_size_t(len(packed)))
        plain = ctypes.create_string_buffer(size)
        self.assertEqual(zstd.ZSTD_decompress(plain, ctypes.c_size_t(size), packed, ctypes.c_size_t(len(packed))), size)
        self.assertEqual(plain.raw.count(old), 1)
        changed = plain.raw.replace(old, new)
        room = ctypes.create_string_buffer(len(changed) + 1000)
        length = zstd.ZSTD_compress(room, ctypes.c_size_t(len(room)), changed, ctypes.c_size_t(len(changed)), 1)
        content = journal[:24] + struct.pack("<Q", length) + room.raw[:length]
        return content + hashlib.blake2b(content, digest_size=32).digest()

    def test_a_journal_that_was_changed(self):
        self.make("study", "x = 'abc' + 'def'", "print(x)")
        self.check("session", "journal", "study", "j")
        good = self.path("j").read_bytes()
        self.path("forged", self.tampered(good, b"abcdef", b"abcdeX"))
        done = self.check("replay", "forged", code=1)
        self.assertRegex(done.stdout, r"\Aturn 2 differs: the outcome differs: .*abcdeX.*abcdef")
        done = self.check("replay", "forged", "--json", code=1)
        self.assertEqual(json.loads(done.stdout)["turn"], 2)
        for at in (0, 20, 40, len(good) - 1):
            self.path("damaged", good[:at] + bytes([good[at] ^ 1]) + good[at + 1:])
            self.refused("replay", "damaged", err="this journal cannot be used: ")
        self.refused("replay", "none", err="the journal 'none' does not exist")


class InProcessLifeTest(LifeTest):
    MODE = ("--in-process",)


class InProcessMistakesTest(MistakesTest):
    MODE = ("--in-process",)


class InProcessInterruptionsTest(InterruptionsTest):
    MODE = ("--in-process",)


class InProcessAskTest(AskTest):
    MODE = ("--in-process",)


class InProcessReplInSessionTest(ReplInSessionTest):
    MODE = ("--in-process",)


class InProcessReplayTest(ReplayTest):
    MODE = ("--in-process",)


class DocumentsTest(SessionTest):
    def told_as_it_is(self, text):
        """Runs each command that stands behind a '$'; what follows it is what it prints."""
        commands = []
        for line in text.splitlines():
            if line.startswith("$ "):
                commands.append((line[2:], []))
            else:
                commands[-1][1].append(line + "\n")
        self.assertGreater(len(commands), 1)
        for command, told in commands:
            done = subprocess.run(re.sub(r"^(build/release/)?vitrine ", f"'{VITRINE}' ", command), shell=True, check=False,
                                  capture_output=True, text=True, env=self.environment, timeout=TIMEOUT_S)
            self.assertEqual(done.stderr + done.stdout, "".join(told), command)

    def test_the_readme(self):
        readme = (SOURCE / "README.md").read_text()
        self.told_as_it_is(re.search(r"\n## Sessions\n.*?```\n(.*?)```", readme, re.DOTALL)[1])

    def test_the_manual(self):
        manual = (SOURCE / "docs/cli.md").read_text()
        blocks = re.findall(r"\n((?:    [^\n]+\n)+)", manual[manual.index("\n## vitrine session\n"):])
        told = "".join(re.sub(r"^    ", "", block, flags=re.MULTILINE) for block in blocks if "    $ " in block)
        self.told_as_it_is(told)


class BothTest(SessionTest):
    def test_a_session_moves_between_workers_and_this_process(self):
        self.check("session", "run", "study", "-c", "x = 1", err="is new")
        self.check("session", "run", "study", "--in-process", "-c", "x += 1; x", out="2\n", err="one pane of glass")
        self.check("session", "run", "study", "-c", "x += 1; x", out="3\n")

    def test_every_option_of_the_help_says_what_it_does(self):
        for command in ("new", "run", "list", "history", "undo", "fork", "resume", "abandon", "snapshot", "restore",
                        "journal", "rm"):
            text = self.check("session", command, "--help").stdout
            self.assertTrue(re.search(r"^  (-h,)?\s*--help +\S", text, re.MULTILINE), text)


if __name__ == "__main__":
    unittest.main(verbosity=2)
