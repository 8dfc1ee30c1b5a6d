#!/usr/bin/env python3
"""Changes a word in programs of this folder, and looks for what the small guest then does differently without raising.

    mutate.py VITRINE                       1000 changed programs
    mutate.py VITRINE --seed 7 --count 50   50 others

A program is shown when the small guest gives another result than CPython, accepts what CPython refuses, or fails itself;
then the exit code is 1. What is found is to be mended, or to become a program with a reason in programs/11_known.txt.
"""

import argparse
import io
import random
import sys
import tokenize
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from compare import HERE, NEED_REASON, REASON, CompareError, Runner, read_programs

# Words that few programs have, so that they are tried as well.
WORDS = (
    "async await yield lambda match case type del global nonlocal is not in and or if else for from import as with try "
    "except finally raise return pass break continue class def while assert None True * ** := -> @ ... _ { [ ( ) ] } , ; : "
    '. 1j 0x1 1_0 -1 1.5 "" b"a" f"{x}"'
).split()


def spans(program):
    """Where the words of a program lie: (begin, end) of each; none when it cannot be read."""
    begins = [0]
    for line in program.splitlines(keepends=True):
        begins.append(begins[-1] + len(line))
    try:
        tokens = list(tokenize.generate_tokens(io.StringIO(program).readline))
    except (tokenize.TokenError, SyntaxError):
        return []
    return [
        (begins[token.start[0] - 1] + token.start[1], begins[token.end[0] - 1] + token.end[1])
        for token in tokens
        if token.string.strip() and token.type not in (tokenize.COMMENT, tokenize.INDENT, tokenize.DEDENT)
    ]


def mutated(program, words, chance):
    """The program with one word left out, doubled, replaced, exchanged with another, or a word put before it."""
    places = spans(program)
    if not places:
        return program
    begin, end = chance.choice(places)
    before, word, after = program[:begin], program[begin:end], program[end:]
    change = chance.randrange(5)
    if change == 0:
        return before + after
    if change == 1:
        return f"{before}{word} {word}{after}"
    if change == 2:
        return before + chance.choice(words) + after
    if change == 3:
        return f"{before}{chance.choice(words)} {word}{after}"
    (begin, end), (other_begin, other_end) = sorted((chance.choice(places), (begin, end)))
    return (
        program[:begin] + program[other_begin:other_end] + program[end:other_begin] + program[begin:end] + program[other_end:]
        if end <= other_begin
        else program
    )


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("vitrine", type=Path, help="the program")
    parser.add_argument("--seed", type=int, default=1, help="which programs; default 1")
    parser.add_argument("--count", type=int, default=1000, help="how many; default 1000")
    parser.add_argument("--jobs", type=int, default=2, help="how many at a time; default 2")
    arguments = parser.parse_args()
    chance = random.Random(arguments.seed)
    runner = Runner(arguments.vitrine)
    originals = [
        program for _, programs in read_programs(HERE / "programs") for program in programs if REASON not in program
    ]
    words = sorted({program[begin:end] for program in originals for begin, end in spans(program)}) + WORDS
    programs = [mutated(chance.choice(originals), words, chance) for _ in range(arguments.count)]

    def look_at(program):
        compared = runner.compare(program)
        if compared.kind not in (*NEED_REASON, "crash") or compared.cpython.status == compared.micropython.status == "limit":
            return None
        # What is not the same each time says nothing.
        return compared if runner.outcome("cpython", program) == compared.cpython else None

    try:
        with ThreadPoolExecutor(arguments.jobs) as pool:
            found = [compared for compared in pool.map(look_at, programs) if compared]
    except CompareError as error:
        sys.exit(str(error))
    for compared in found:
        print(f"{compared.program}\n# CPython: {compared.cpython.told()}\n# here:    {compared.micropython.told()}\n")
    print(f"{arguments.count} programs, {len(found)} to look at")
    sys.exit(1 if found else 0)


if __name__ == "__main__":
    main()
