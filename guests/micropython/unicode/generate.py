"""Writes unicode_tables.h: what CPython 3.13 knows about characters (Unicode 15.1), packed into a few KiB.

Run it under the interpreter that is the reference, `vitrine run generate.py --output-dir DIR --time 60s`, because the
tables of another CPython are of another Unicode. The output is committed, so that a build needs no second Python.

Coding. A table is a list of runs in ascending order, as bytes of variable-length integers (7 bits a byte, the low ones
first): the gap from the end of the last run, then the count of characters minus 1. Tables with a stride append one bit to
the count: 1 when the run holds every other character (upper and lower case often alternate). Tables of mappings append
the signed distance to the image (zigzag). Beside the bytes lies an index of every 24th run, so that a lookup decodes at
most 24.
"""

import sys
import unicodedata

EVERY = 24
CHARACTERS = [code for code in range(sys.maxunicode + 1) if not 0xD800 <= code < 0xE000]


def varint(value):
    out = bytearray()
    while value >= 0x80:
        out.append(value & 0x7F | 0x80)
        value >>= 7
    out.append(value)
    return out


def plain_runs(codes):
    runs = []
    for code in codes:
        if runs and code == runs[-1][0] + runs[-1][1]:
            runs[-1][1] += 1
        else:
            runs.append([code, 1])
    return [(start, count, 1, None) for start, count in runs]


def strided_runs(pairs):
    """Runs of (code, value) with the same value and a stride of 1 or 2."""
    runs = []
    for code, value in pairs:
        if runs:
            start, count, stride, last = runs[-1]
            end = start + (count - 1) * stride
            if last == value and (code - end == stride or (count == 1 and code - end == 2)):
                runs[-1] = (start, count + 1, code - end, value)
                continue
        runs.append((code, 1, 1, value))
    return runs


def pack(runs, strided, mapped):
    data, index, end = bytearray(), [], 0
    for number, (start, count, stride, value) in enumerate(runs):
        if number % EVERY == 0:
            index.append((start, len(data), end))
        data += varint(start - end)
        data += varint((count - 1) << 1 | (stride == 2) if strided else count - 1)
        if mapped:
            data += varint(value << 1 if value >= 0 else (-value << 1) - 1)
        end = start + (count - 1) * stride + 1
    return data, index


def emit(out, name, runs, strided=False, mapped=False):
    data, index = pack(runs, strided, mapped)
    out.append(f"static const uint8_t {name}_bytes[] = {{  // {len(runs)} runs")
    for at in range(0, len(data), 24):
        out.append("    " + ", ".join(str(byte) for byte in data[at : at + 24]) + ",")
    out.append("};")
    out.append(f"static const run_index {name}_index[] = {{")
    out.extend(f"    {{{start}, {end}, {offset}}}," for start, offset, end in index)
    out.append("};")
    size = len(data) + 12 * len(index)
    print(name, size, "bytes")
    return size


def where(test):
    return plain_runs(code for code in CHARACTERS if test(chr(code)))


def case_runs(test):
    return strided_runs((code, 0) for code in CHARACTERS if test(chr(code)))


def mapping_runs(change):
    pairs = []
    for code in CHARACTERS:
        image = change(chr(code))
        if image != chr(code) and len(image) == 1:
            pairs.append((code, ord(image) - code))
    return strided_runs(pairs)


def main():
    out = [
        "/* Made by generate.py from CPython " + sys.version.split()[0] + ", Unicode " + unicodedata.unidata_version + ". */",
        "/* clang-format off */",
        f"#define RUNS_PER_INDEX {EVERY}",
    ]
    size = emit(out, "alpha", where(str.isalpha))
    size += emit(out, "numeric", where(str.isnumeric))
    size += emit(out, "digit", where(str.isdigit))
    size += emit(out, "decimal", where(str.isdecimal))
    size += emit(out, "printable", where(str.isprintable))
    size += emit(out, "lowercase", case_runs(str.islower), strided=True)
    size += emit(out, "uppercase", case_runs(str.isupper), strided=True)
    # A titlecase character counts as cased, and istitle() wants it.
    size += emit(out, "titlecase", where(lambda c: c.istitle() and not c.isupper()))
    size += emit(out, "to_lower", mapping_runs(str.lower), strided=True, mapped=True)
    size += emit(out, "to_upper", mapping_runs(str.upper), strided=True, mapped=True)
    special = [(code, chr(code).upper()) for code in CHARACTERS if len(chr(code).upper()) > 1]
    out.append("/* Characters whose upper case is two or three characters: the character, then those. */")
    out.append("static const uint16_t special_upper[][4] = {")
    for code, image in special:
        row = [code, *map(ord, image)] + [0] * (3 - len(image))
        out.append("    {" + ", ".join(map(str, row)) + "},")
    out.append("};")
    out.append("/* clang-format on */")
    size += 8 * len(special)
    print("together", size, "bytes")
    with open("/output/unicode_tables.h", "w") as file:
        file.write("\n".join(out) + "\n")


main()
