#!/usr/bin/env python3
"""That the list of differences is held to what it says."""

import tempfile
import unittest
from pathlib import Path

from run_suite import HERE, Listed, Result, SuiteError, complaint, first_difference, read_list


def listed_in(text):
    with tempfile.NamedTemporaryFile("w", suffix=".txt") as file:
        file.write(text)
        file.flush()
        return read_list(Path(file.name))


class ListTest(unittest.TestCase):
    def test_what_it_says(self):
        listed = listed_in("# words\n\ndiffers: why\n    a/b.py -> 1 -> 2\n    a/c.py\n\nskipped: so\n    a/d.py\n")
        self.assertEqual(listed["a/b.py"], Listed("differs", "why", "1 -> 2", 4))
        self.assertEqual(listed["a/c.py"].reason, "why")
        self.assertEqual(listed["a/d.py"].kind, "skipped")

    def test_what_it_may_not_say(self):
        for text in ("differs:\n", "differs\n", "flaky: sometimes\n", "    a/b.py\n", "skipped: so\n a.py\n a.py\n"):
            with self.subTest(text), self.assertRaises(SuiteError):
                listed_in(text)

    def test_the_list_of_the_repository(self):
        self.assertTrue(read_list(HERE / "differences.txt"))


class ComplaintTest(unittest.TestCase):
    def complaint(self, found, listed=None, detail="", listed_detail=""):
        return complaint(
            Result("a/b.py", found, detail, ""), listed and Listed(listed, "why", listed_detail, 1)
        )

    def test_as_listed(self):
        self.assertIsNone(self.complaint("passes"))
        for kind in ("as-cpython", "skipped", "differs"):
            self.assertIsNone(self.complaint(kind, kind))
        self.assertIsNone(self.complaint("differs", "refused", "1", "1"))

    def test_not_as_listed(self):
        for found in ("as-cpython", "skipped", "differs"):
            self.assertIn("not listed", self.complaint(found))
            self.assertIn("passes now", self.complaint("passes", found))
        self.assertIn("another way", self.complaint("differs", "differs", "1", "2"))

    def test_a_crash_is_never_right(self):
        for listed in (None, "differs", "refused"):
            self.assertIn("crashed", self.complaint("trap", listed))


class FirstDifferenceTest(unittest.TestCase):
    def test_where_it_is(self):
        self.assertEqual(first_difference("1\n2\n", "1\n3\n"), "3")
        self.assertEqual(first_difference("1\n", "1\n2\n"), "2")
        self.assertEqual(first_difference("1\n2\n", "1\n"), "(nothing more)")
        self.assertEqual(first_difference("", "\x1b\n"), r"\x1b")


if __name__ == "__main__":
    unittest.main()
