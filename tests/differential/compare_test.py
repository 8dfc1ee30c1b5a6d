#!/usr/bin/env python3
"""That differences are told apart, and that programs are read and taken apart as they should be."""

import tempfile
import unittest
from pathlib import Path

from compare import (
    ADDRESS,
    HERE,
    MESSAGE,
    Compared,
    CompareError,
    Outcome,
    entries,
    faults,
    kind_of,
    make_page,
    read_programs,
    shown,
    split_at_commas,
)

FINE = Outcome("ok", "1", "", "")
OTHER = Outcome("ok", "2", "", "")
RAISES = Outcome("exception", "", "TypeError", "one")


class KindTest(unittest.TestCase):
    def test_kinds(self):
        self.assertIsNone(kind_of(FINE, FINE))
        self.assertIsNone(kind_of(RAISES, RAISES))
        self.assertEqual(kind_of(FINE, OTHER), "silent")
        self.assertEqual(kind_of(FINE, RAISES), "raises")
        self.assertEqual(kind_of(RAISES, FINE), "accepts")
        self.assertEqual(kind_of(RAISES, Outcome("exception", "", "ValueError", "one")), "exception")
        self.assertEqual(kind_of(RAISES, Outcome("exception", "", "TypeError", "two")), MESSAGE)
        self.assertEqual(kind_of(RAISES, Outcome("exception", "3", "TypeError", "one")), "silent")
        for status in ("trap", "limit"):
            crashed = Outcome(status, "", "TypeError", "one")
            self.assertEqual(kind_of(RAISES, crashed), "crash")
            self.assertEqual(kind_of(crashed, crashed), "crash")


class PartsTest(unittest.TestCase):
    def test_where_a_line_is_split(self):
        self.assertEqual(split_at_commas("f(1, 2), 'a, b', [3, 4]"), ["f(1, 2)", "'a, b'", "[3, 4]"])
        self.assertEqual(split_at_commas(r"'\',', 2"), [r"'\','", "2"])
        self.assertEqual(split_at_commas("(1, 2)"), [])


class FaultsTest(unittest.TestCase):
    def test_reasons(self):
        def told(program, compared):
            return faults([("Title", [program])], [("Title", [compared] if compared else [])])

        with_reason = "# Differs: so it is\n1"
        self.assertEqual(len(told("1", Compared("1", "silent", FINE, OTHER))), 1)
        self.assertEqual(len(told("1", Compared("1", "accepts", RAISES, FINE))), 1)
        self.assertEqual(len(told("1", Compared("1", "crash", FINE, OTHER))), 1)
        self.assertEqual(told("1", Compared("1", "raises", FINE, RAISES)), [])
        self.assertEqual(told(with_reason, Compared(with_reason, "silent", FINE, OTHER)), [])
        self.assertEqual(len(told(with_reason, Compared(with_reason, "raises", FINE, RAISES))), 1)
        self.assertEqual(len(told(with_reason, None)), 1)


class ProgramsTest(unittest.TestCase):
    def test_a_file(self):
        with tempfile.TemporaryDirectory() as folder:
            file = Path(folder, "01_a.txt")
            file.write_text("# Title\n\na = 1\na\n\nb\n")
            self.assertEqual(list(read_programs(Path(folder))), [("Title", ["a = 1\na", "b"])])
            file.write_text("a = 1\n\nb\n")
            with self.assertRaises(CompareError):
                list(read_programs(Path(folder)))

    def test_no_program_stands_there_twice(self):
        programs = [program for _, programs in read_programs(HERE / "programs") for program in programs]
        self.assertEqual(len(programs), len(set(programs)))
        self.assertNotIn("", programs)


class PageTest(unittest.TestCase):
    def test_results(self):
        self.assertEqual(shown("here: ", "a\nb"), "# here: a\n#       b\n")
        self.assertEqual(shown("here: ", "\x1b"), "# here: \\x1b\n")
        self.assertEqual(ADDRESS.sub("...", "<f at 0x1724e> 123456.5"), "<f at ...> 123456.5")

    def test_programs_with_the_same_beginning(self):
        found = [Compared(f"a = 1\n{last}", "raises", FINE, RAISES) for last in "ab"]
        self.assertEqual(
            entries(found, "raises"),
            "a = 1\na\n# here:    TypeError: one\nb\n# here:    TypeError: one\n",
        )

    def test_the_worst_comes_first(self):
        found = [Compared("a", "raises", FINE, RAISES), Compared("b", "silent", FINE, OTHER)]
        page = make_page([("Topic", found)], {"m": None, "n": ["x"]}, {"5": []}, 3)
        self.assertLess(page.index("## Another result"), page.index("## Refused"))
        self.assertIn("\nm\n", page)
        self.assertIn("| `n` | x |", page)
        self.assertNotIn("`5`", page)


if __name__ == "__main__":
    unittest.main()
