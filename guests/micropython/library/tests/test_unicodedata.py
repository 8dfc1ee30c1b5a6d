import hashlib
import random
import unicodedata as u


def attempt(function, *args):
    try:
        print(ascii(function(*args)))
    except (TypeError, ValueError, KeyError) as error:
        print(type(error).__name__)


FORMS = ("NFC", "NFD", "NFKC", "NFKD")
print(u.unidata_version)
print(u.normalize("NFKD", "Crème Brûlée ﬁ ½ Å ß").encode("ascii", "ignore").decode())
print("".join([c for c in u.normalize("NFD", "Ångström, Việt Nam, ёлка") if u.category(c) != "Mn"]))
print("".join([c for c in u.normalize("NFD", "naïve façade") if not u.combining(c)]))
print(sum(2 if u.east_asian_width(c) in "WF" else 1 for c in "表 table 한글 ｱ"))
print([ascii(u.normalize(form, "한글 e\u0301 ① ﷺ a\u0323\u0307 a\u0307\u0323 \u0958")) for form in FORMS])
for s in ("", "abc", "é", "e\u0301", "ﬁ", "가", "\u1100\u1161"):
    print([u.is_normalized(form, s) for form in FORMS])

FUNCTIONS = [u.category, u.combining, u.east_asian_width, u.mirrored, u.bidirectional, u.decomposition]
NUMBERS = [u.numeric, u.digit, u.decimal]
for function in (*FUNCTIONS, *NUMBERS, u.name):
    print(function.__name__)
    for c in ("", "ab", 1, None, b"a", "A", "5", "½", "٣", "²", "中", "é", "(", "\ud800", "\ue000", "\n", "가", "ﬁ", "😀",
              "\ufe0f", "\u0378", "\U0010ffff"):
        attempt(function, c)
attempt(u.name, "\n", "none")
attempt(u.digit, "½", None)
attempt(u.numeric, "a", -1)
attempt(u.decimal, "²", 0)
for form, s in (("X", ""), ("X", "a"), ("nfc", "é"), (1, "a"), ("NFC", b"a"), ("NFC", None)):
    attempt(u.normalize, form, s)
    attempt(u.is_normalized, form, s)
for name in ("LATIN SMALL LETTER A", "latin small letter e with acute", "GRINNING FACE", "COMBINING GRAVE ACCENT",
             "FULLWIDTH LATIN SMALL LETTER Z", "SPACE\nEXCLAMATION MARK", "=1F3", ""):
    try:
        print(ascii(u.lookup(name)))
    except (KeyError, NotImplementedError):  # the small guest does not know all names, and says so
        print("not found")

# ---- all that the tables hold (of ideographs, syllables and what is not assigned, some) ----
for first, last in ((0, 0x1000), (0x1000, 0x2000), (0x2000, 0x3500), (0x4DA0, 0x4E20), (0x9FE0, 0xAC40),
                    (0xD780, 0xD840), (0xDFF0, 0xE010), (0xF8F0, 0x10000), (0x10000, 0x11000), (0x11000, 0x12480),
                    (0x16800, 0x17010), (0x1AFF0, 0x1BD00), (0x1CF00, 0x1DB00), (0x1DF00, 0x1FC00), (0x2A6D0, 0x2A720),
                    (0x2F7F0, 0x2FA30), (0x323A0, 0x323C0), (0xE0000, 0xE0200), (0x10FFF0, 0x110000)):
    found = [[] for _ in range(3)]
    for c in map(chr, range(first, last)):
        found[0] += [str(function(c)) for function in FUNCTIONS]
        found[1] += [repr(function(c, None)) for function in NUMBERS]
        found[2] += [ascii(u.normalize(form, c)) for form in FORMS]
    print("%x" % first, [hashlib.md5(" ".join(items).encode()).hexdigest()[:8] for items in found])

# ---- sequences of letters, marks and their composites, whose order and neighbours matter ----
random.seed(7)
POOL = [range(0x41, 0x180), range(0x300, 0x370), range(0x5B0, 0x5C8), range(0x900, 0xA00), range(0x1100, 0x1113),
        range(0x1161, 0x1176), range(0x11A7, 0x11C3), range(0xAC00, 0xAC40), range(0x1E00, 0x2000),
        range(0x302A, 0x3100), range(0xFB1D, 0xFB50), range(0x1D15E, 0x1D16E), range(0x110B9, 0x110BB)]
digests = [hashlib.md5() for _ in FORMS]
for _ in range(2000):
    s = "".join([chr(random.choice(random.choice(POOL))) for _ in range(random.randrange(1, 10))])
    for form, digest in zip(FORMS, digests):
        digest.update(b"%s %d\n" % (ascii(u.normalize(form, s)).encode(), u.is_normalized(form, s)))
print([digest.hexdigest() for digest in digests])
