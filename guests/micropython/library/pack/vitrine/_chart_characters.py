"""What the charts ask about characters, roughly, which spares them the tables of unicodedata."""

# What is two cells wide: Hangul, CJK, full width forms, pictures.
_WIDE = ((0x1100, 0x115f), (0x2e80, 0xa4cf), (0xac00, 0xd7a3), (0xf900, 0xfaff), (0xfe30, 0xfe6f), (0xff00, 0xff60),
         (0xffe0, 0xffe6), (0x1f300, 0x1f64f), (0x1f900, 0x1f9ff), (0x20000, 0x3fffd))
_MARKS = ((0x300, 0x36f), (0x483, 0x489), (0x591, 0x5bd), (0x610, 0x61a), (0x64b, 0x65f), (0x1ab0, 0x1aff),
          (0x1dc0, 0x1dff), (0x20d0, 0x20f0), (0xfe20, 0xfe2f))


def _within(c, ranges):
    code = ord(c)
    for low, high in ranges:
        if low <= code <= high:
            return True
    return False


def combining(c):
    return 230 if c >= "\u0300" and _within(c, _MARKS) else 0


def east_asian_width(c):
    return "W" if c >= "\u1100" and _within(c, _WIDE) else "N"


def category(c):
    return "Mn" if combining(c) else "Lo"
