#!/usr/bin/env python3
"""That words of programs are found and changed, in the same way each time."""

import random
import unittest

from mutate import mutated, spans

PROGRAM = "x = [1, 2]  # two\nif x:\n    print(x[0])"


class MutateTest(unittest.TestCase):
    def test_words_are_found_where_they_lie(self):
        words = [PROGRAM[begin:end] for begin, end in spans(PROGRAM)]
        self.assertEqual(words, ["x", "=", "[", "1", ",", "2", "]", "if", "x", ":", "print", "(", "x", "[", "0", "]", ")"])

    def test_what_cannot_be_read_has_no_words_and_stays(self):
        self.assertEqual(spans("x = '''"), [])
        self.assertEqual(mutated("x = '''", ["y"], random.Random(1)), "x = '''")

    def test_a_seed_always_makes_the_same_programs(self):
        def made():
            chance = random.Random(3)
            return [mutated(PROGRAM, ["yield", "**"], chance) for _ in range(50)]

        self.assertEqual(made(), made())
        self.assertGreater(len(set(made())), 20)

    def test_an_exchange_keeps_all_that_is_not_exchanged(self):
        exchanged = {mutated("a = b", ["c"], random.Random(seed)) for seed in range(200)}
        self.assertIn("b = a", exchanged)
        self.assertIn("= a b", exchanged)


if __name__ == "__main__":
    unittest.main()
