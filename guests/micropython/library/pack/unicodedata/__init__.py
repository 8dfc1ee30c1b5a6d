"""The module unicodedata. Its tables are files beside it (made by generate_module.py), read when first asked for."""

unidata_version = "15.1.0"

# What the letters a, b, c... in decompositions.txt mean.
_TAGS = ("circle compat final font fraction initial isolated medial narrow noBreak small square sub super "
         "vertical wide").split()
_NONE = object()
_HANGUL_FIRST, _HANGUL_LAST = "\uac00", "\ud7a3"  # syllables, which are computed

_rows = []  # the different (category, combining, east_asian_width, mirrored, bidirectional)
_pages = b""
_blocks = {}  # number of a block of 256 characters: its line, or the list that the line becomes when it is needed
_pairs = {}  # two characters: the one that they compose to
_expanded = ({}, {})  # what characters become, canonically and compatibly: texts are made of few characters
_numbers = {}


def _read(name):
    with open(__file__.rsplit("/", 1)[0] + "/" + name, "rb") as file:
        return file.read()


def _code(c):
    if not isinstance(c, str):
        raise TypeError("argument must be a unicode character, not %s" % type(c).__name__)
    return ord(c)


def _row(c):
    global _pages
    code = _code(c)
    if not _rows:
        lines, _, _pages = _read("kinds.bin").partition(b"\n\n")
        for line in lines.decode().split("\n"):
            kind, order, width, mirrored, direction = line.split(" ")
            _rows.append((kind, int(order), width, int(mirrored), direction))
    return _rows[_pages[_pages[code >> 8] << 8 | code & 255]]


def category(c, /):
    return _row(c)[0]


def combining(c, /):
    return _row(c)[1]


def east_asian_width(c, /):
    return _row(c)[2]


def mirrored(c, /):
    return _row(c)[3]


def bidirectional(c, /):
    return _row(c)[4]


# ---- numbers ----


def numeric(c, default=_NONE, /):
    _code(c)
    if not _numbers:
        for line in _read("numbers.txt").decode().split("\n"):
            code, count, first = line.split(" ")
            code = int(code, 16)
            over, _, under = first.partition("/")
            for i in range(int(count)):
                _numbers[chr(code + i)] = int(over) / int(under or 1) + i
    return _or_default(_numbers.get(c), default, "not a numeric character")


def digit(c, default=_NONE, /):
    _code(c)
    return _or_default(int(numeric(c)) if c.isdigit() else None, default, "not a digit")


def decimal(c, default=_NONE, /):
    _code(c)
    return _or_default(int(numeric(c)) if c.isdecimal() else None, default, "not a decimal")


def _or_default(value, default, message):
    if value is not None:
        return value
    if default is _NONE:
        raise ValueError(message)
    return default


# ---- decompositions and normal forms ----


def _mapping(c):
    """The letter of the tag and what the character stands for; "" when it stands for itself."""
    code = ord(c)
    if not _blocks:
        for line in _read("decompositions.txt").decode().split("\n"):
            block, _, line = line.partition("\t")
            _blocks[int(block, 16)] = line
    items = _blocks.get(code >> 8, ())
    if isinstance(items, str):
        items = _blocks[code >> 8] = items.split("\t")
    code &= 255
    return items[code] if code < len(items) else ""


def decomposition(c, /):
    _code(c)
    mapping = _mapping(c)
    if not mapping:
        return ""
    codes = " ".join(["%04X" % ord(part) for part in mapping[1:]])
    return "<%s> %s" % (_TAGS[ord(mapping[0]) - 97], codes) if mapping[0] >= "a" else codes


def _expand(c, compatibly):
    if _HANGUL_FIRST <= c <= _HANGUL_LAST:
        rest, last = divmod(ord(c) - 0xAC00, 28)
        first, vowel = divmod(rest, 21)
        return chr(0x1100 + first) + chr(0x1161 + vowel) + (chr(0x11A7 + last) if last else "")
    mapping = _mapping(c)
    if not mapping or mapping[0] >= "a" and not compatibly:
        return c
    return "".join([_expand(part, compatibly) for part in mapping[1:]])


def _decompose(s, compatibly):
    """The characters of the decomposition, marks after one another in the order of their classes."""
    known = _expanded[compatibly]
    pieces = []
    for c in s:
        piece = known.get(c)
        if piece is None:
            piece = known[c] = _expand(c, compatibly)
        pieces.append(piece)
    out, marks = [], []
    for c in "".join(pieces):
        if c >= "\u0300" and combining(c):
            marks.append(c)
            continue
        if marks:
            marks.sort(key=combining)
            out += marks
            marks.clear()
        out.append(c)
    marks.sort(key=combining)
    return out + marks


def _composite(a, b):
    """The character that two compose to; None when there is none."""
    if "\u1100" <= a <= "\u1112" and "\u1161" <= b <= "\u1175":
        return chr(0xAC00 + ((ord(a) - 0x1100) * 21 + ord(b) - 0x1161) * 28)
    if _HANGUL_FIRST <= a <= _HANGUL_LAST and "\u11a8" <= b <= "\u11c2" and (ord(a) - 0xAC00) % 28 == 0:
        return chr(ord(a) + ord(b) - 0x11A7)
    if not _pairs:
        for block, line in _blocks.items():
            if isinstance(line, str):
                line = line.split("\t") if "\t=" in line else ()  # most have none
            for low, mapping in enumerate(line):
                if mapping[:1] == "=":
                    _pairs[mapping[1:]] = chr(block << 8 | low)
    return _pairs.get(a + b)


def _compose(chars):
    out = []
    start = None  # where in `out` the last character lies that later ones may join
    last = -1  # the class of the mark before: one of the same class keeps the next from joining
    for c in chars:
        order = combining(c) if c >= "\u0300" else 0
        if c >= "\u0300" and start is not None and last < order:
            composite = _composite(out[start], c)
            if composite:
                out[start] = composite
                continue
        if order == 0:
            start = len(out)
        last = order or -1
        out.append(c)
    return out


def normalize(form, s, /):
    if not isinstance(form, str) or not isinstance(s, str):
        raise TypeError("normalize() needs two str")
    if s and form not in ("NFC", "NFD", "NFKC", "NFKD"):
        raise ValueError("invalid normalization form")
    if s.isascii() or form == "NFC" and max(s) < "\u0300":
        return s
    chars = _decompose(s, len(form) == 4)
    return "".join(_compose(chars) if form[-1] == "C" else chars)


def is_normalized(form, s, /):
    return normalize(form, s) == s


# ---- names: of the blocks that generate_module.py chose, and those that are computed ----

_names = {}  # number of a block: its names
_FIRSTS = "G GG N D DD R M B BB S SS  J JJ C K T P H".split(" ")
_VOWELS = "A AE YA YAE EO E YEO YE O WA WAE OE YO U WEO WE WI YU EU YI I".split()
_LASTS = " G GG GS N NJ NH D L LG LM LB LS LT LP LH M B BS S SS NG J C K T P H".split(" ")


def name(c, default=_NONE, /):
    return _or_default(_name(c), default, "no such name")


def _name(c):
    kind = category(c)
    code = ord(c)
    if kind == "Lo" and (0x3400 <= code < 0xA000 or 0x20000 <= code < 0x2F800 or 0x30000 <= code):
        return "CJK UNIFIED IDEOGRAPH-%X" % code
    if _HANGUL_FIRST <= c <= _HANGUL_LAST:
        code -= 0xAC00
        return "HANGUL SYLLABLE " + _FIRSTS[code // 588] + _VOWELS[code // 28 % 21] + _LASTS[code % 28]
    if kind in ("Cc", "Cn", "Co", "Cs"):
        return None
    block = code >> 8
    if block not in _names:
        text = _read("names.txt").decode()
        at = text.find("\n=%x\n" % block)
        if at < 0:
            raise NotImplementedError("unicodedata.name: the small guest has the names of common characters only, "
                                      "not of U+%04X" % code)
        _names[block] = text[text.find("\n", at + 1) + 1:text.find("\n=", at + 1)].split("\n")
    return _names[block][code & 255] or None


def lookup(name, /):
    text = _read("names.txt").decode()
    # With other characters a name could match a block's first line or several names at once.
    at = text.find("\n%s\n" % name.upper()) if name.replace(" ", "").replace("-", "").isalnum() else -1
    if at < 0:
        raise NotImplementedError("unicodedata.lookup: the small guest has the names of common characters only, not %r"
                                  % name)
    block = text.rfind("\n=", 0, at + 1)
    first = text.find("\n", block + 1)
    return chr(int(text[block + 2:first], 16) << 8 | text.count("\n", first + 1, at + 1))
