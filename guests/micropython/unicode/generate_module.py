"""Writes the data of the small guest's module unicodedata (../library/pack/unicodedata): what CPython 3.13 knows.

Run it as generate.py is run, and for the same reason: `vitrine run generate_module.py --output-dir DIR --time 60s`.
The files in DIR are committed; test_unicodedata.py of the library compares nearly all that the module makes of them.

kinds.bin           The different rows of category, combining, east_asian_width, mirrored, bidirectional, a line each,
                    and an empty line. Then pages of 256 bytes: the first 17 hold for each block of 256 characters the
                    number of its page, and those pages the row of each character. Equal pages are there once.
decompositions.txt  A line for each block of 256 characters that has any, parted by tabs: the number of the block, then
                    for each character nothing, or the letter of its tag (= for a canonical one that composition turns
                    back, - for one that it does not) and the characters it stands for.
numbers.txt         Runs of characters with ascending numbers: the first one (hexadecimal), how many, its number.
names.txt           For each block of NAMED a line =BLOCK and the 256 names, empty where there is none.
"""

import fractions
import sys
import unicodedata

# In the order of the letters a, b, c...; __init__.py has the same.
TAGS = ("circle compat final font fraction initial isolated medial narrow noBreak small square sub super "
         "vertical wide").split()
# What programs ask the names of: Latin, Greek, Cyrillic, Hebrew, Arabic, Devanagari, Hangul's letters, punctuation,
# symbols, kana, ligatures, emoji. All names would be 135 KB in the pack, these are 37 KB.
NAMED = [*range(0x07), 0x09, 0x11, *range(0x1E, 0x28), 0x30, 0xFB, 0xFE, 0xFF, 0x1F1, *range(0x1F3, 0x1F8), 0x1F9,
         0x1FA]


def kinds():
    rows, pages, index = {}, {}, []
    for block in range(0, sys.maxunicode + 1, 256):
        page = bytearray()
        for c in map(chr, range(block, block + 256)):
            row = (unicodedata.category(c), unicodedata.combining(c), unicodedata.east_asian_width(c),
                   unicodedata.mirrored(c), unicodedata.bidirectional(c))
            page.append(rows.setdefault(row, len(rows)))  # raises when there are more than 256
        index.append(17 + pages.setdefault(bytes(page), len(pages)))
    lines = "".join(" ".join(map(str, row)) + "\n" for row in rows)
    return lines.encode() + b"\n" + bytes(index) + b"".join(pages)


def decomposition(c):
    parts = unicodedata.decomposition(c).split()
    if not parts:
        return ""
    tag = chr(ord("a") + TAGS.index(parts.pop(0)[1:-1])) if parts[0][0] == "<" else ""
    text = "".join(chr(int(part, 16)) for part in parts)
    return (tag or ("=" if len(text) == 2 and unicodedata.normalize("NFC", text) == c else "-")) + text


def decompositions():
    lines = []
    for block in range((sys.maxunicode + 1) // 256):
        items = "\t".join(decomposition(chr(block << 8 | low)) for low in range(256)).rstrip("\t")
        if items:
            lines.append(f"{block:x}\t{items}")
    return "\n".join(lines).encode()


def numbers():
    runs = []
    for code in range(sys.maxunicode + 1):
        value = unicodedata.numeric(chr(code), None)
        if value is None:
            continue
        exact = fractions.Fraction(value).limit_denominator(1000)
        assert exact.numerator / exact.denominator == value
        if runs and code == runs[-1][0] + runs[-1][1] and exact == runs[-1][2] + runs[-1][1]:
            runs[-1][1] += 1
        else:
            runs.append([code, 1, exact])
    return "\n".join(f"{code:x} {count} {first}" for code, count, first in runs).encode()


def names():
    lines = []
    for block in NAMED:
        lines.append(f"={block:x}")
        lines.extend(unicodedata.name(chr(block << 8 | low), "") for low in range(256))
    return ("\n" + "\n".join(lines) + "\n=\n").encode()


for name, content in (("kinds.bin", kinds()), ("decompositions.txt", decompositions()), ("numbers.txt", numbers()),
                      ("names.txt", names())):
    print(name, len(content), "bytes")
    with open("/output/" + name, "wb") as file:
        file.write(content)
