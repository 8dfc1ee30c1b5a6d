"""Random patterns and texts: what `re` makes of them, one line a case.

Run the same file under CPython 3.13 and under the guest and compare the outputs. The numbers come from a generator of
its own, so that both see the same cases: `differential.py SEED COUNT`.
"""

import re
import sys

STATE = [1]


def below(n):
    STATE[0] = (STATE[0] * 1103515245 + 12345) & 0x7FFFFFFF
    return (STATE[0] >> 8) % n


def choice(items):
    return items[below(len(items))]


CHARACTERS = ["a", "b", "c", "A", "B", "1", "_", " ", "\n", "é", "É", "ß", "ſ", "s", "K", "k", "σ", "ς", "😀", "-", "٣"]
ESCAPES = ["\\d", "\\D", "\\w", "\\W", "\\s", "\\S", "\\n", "\\x61", "\\u00e9", "\\101", "\\.", "\\-", "\\\\"]
PLACES = ["^", "$", "\\b", "\\B", "\\A", "\\Z"]
QUANTIFIERS = ["*", "+", "?", "*?", "+?", "??", "*+", "++", "?+", "{2}", "{0,2}", "{1,}", "{,2}", "{1,2}?", "{2}+", "{0}"]


def make_class():
    out = "[" + choice(["", "", "^"])
    for _ in range(1 + below(3)):
        kind = below(6)
        if kind == 0:
            out += choice(["a-c", "A-Z", "0-9", "b-é", "-a", "a-", "É-é", "α-ω"])
        elif kind == 1:
            out += choice(["\\d", "\\w", "\\s", "\\D", "\\W", "\\S", "\\b", "\\]"])
        else:
            out += choice(CHARACTERS).replace("-", "\\-")
    return out + "]"


def make_atom(depth, groups):
    kind = below(20)
    if kind < 9 or depth <= 0:
        return choice(CHARACTERS)
    if kind == 9:
        return "."
    if kind == 10:
        return choice(ESCAPES)
    if kind == 11:
        return make_class()
    if kind == 12:
        return choice(PLACES)
    if kind == 13 and groups[0] > 0:
        return "\\" + str(1 + below(groups[0]))
    if kind == 14:
        return choice(["(?:", "(?=", "(?!", "(?>", "(?i:", "(?-i:", "(?s:", "(?a:", "(?m:"]) + make(depth - 1, groups) + ")"
    if kind == 15:
        return choice(["(?<=", "(?<!"]) + choice(["a", "ab|bc", "\\w", "é", "[ab]c", "(?:a|b)", "^", "a{2}"]) + ")"
    if kind == 16 and groups[0] > 0:
        return "(?(" + str(1 + below(groups[0])) + ")" + make_sequence(depth - 1, groups) + choice(["", "|b"]) + ")"
    if kind == 17:
        number = groups[1] + 1
        groups[1] = number
        inner = make(depth - 1, groups)
        groups[0] += 1
        return "(?P<n" + str(number) + ">" + inner + ")"
    groups[1] += 1
    inner = make(depth - 1, groups)
    groups[0] += 1
    return "(" + inner + ")"


def make_sequence(depth, groups):
    out = ""
    for _ in range(below(4)):
        out += make_atom(depth, groups)
        if below(3) == 0:
            out += choice(QUANTIFIERS)
    return out


def make(depth, groups):
    out = make_sequence(depth, groups)
    while below(4) == 0:
        out += "|" + make_sequence(depth, groups)
    return out


# Pieces that are wrong, or nearly so, and meet each other at random.
PIECES = ["(", ")", "[", "]", "{", "}", "*", "+", "?", "|", "\\", "^", "$", "a", "1", "-", ",", "(?", "(?:", "(?P<", ">", "(?P=",
          "(?#", "(?i)", "(?x)", "(?i-s:", "(?<=", "(?<!", "\\1", "\\x4", "\\u12", "\\8", "\\400", "#", " ", "\n", "=", "!", ":", "b",
          "\\g", "é"]


def make_pattern():
    kind = below(10)
    if kind == 0:
        return "".join(choice(PIECES) for _ in range(1 + below(7)))
    return make(3, [0, 0])


def make_text():
    alphabet = choice([["a", "b"], ["a", "b", "c", "\n"], CHARACTERS, ["s", "S", "ſ", "K", "k", "é", "É"]])
    return "".join(choice(alphabet) for _ in range(below(9)))


FLAGS = [0, 0, 0, re.I, re.M, re.S, re.X, re.A, re.I | re.A, re.I | re.M, re.M | re.S]


def describe(m):
    if m is None:
        return "None"
    spans = [m.span(i) for i in range(len(m.groups()) + 1)]
    return repr((spans, m.groups(), sorted(m.groupdict().items()), m.lastindex, m.lastgroup))


def show(call):
    try:
        return call()
    except re.error as error:
        return "re.error " + str(error)
    except OverflowError:
        return "OverflowError"


def run(pattern, flags, text):
    p = re.compile(pattern, flags)
    out = [repr(int(p.flags)), describe(p.search(text)), describe(p.match(text)), describe(p.fullmatch(text))]
    out.append(repr([m.span() for m in p.finditer(text)]))
    out.append(repr(p.findall(text)))
    out.append(repr(p.split(text, maxsplit=below(3))))
    if isinstance(text, str):
        out.append(repr(p.subn("<\\g<0>>", text, count=below(3))))
        out.append(repr(p.sub(lambda m: str(m.end()), text)))
    else:
        out.append(repr(p.subn(b"<\\g<0>>", text, count=below(3))))
    at = below(4)
    out.append(describe(p.search(text, at, at + below(5))))
    return " ".join(out)


def main():
    seed = int(sys.argv[1]) if len(sys.argv) > 1 else 1
    count = int(sys.argv[2]) if len(sys.argv) > 2 else 2000
    for number in range(count):
        STATE[0] = (seed * 1000003 + number * 7919 + 17) & 0x7FFFFFFF
        for _ in range(3):
            below(2)
        pattern, flags, text = make_pattern(), choice(FLAGS), make_text()
        if below(8) == 0:
            pattern, text = pattern.encode(), text.encode()
        print(number, repr(pattern), int(flags), repr(text), show(lambda: run(pattern, flags, text)))


main()
