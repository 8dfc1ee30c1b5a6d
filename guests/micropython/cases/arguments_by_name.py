def told(function):
    try:
        print(repr(function()))
    except Exception as error:
        print(type(error).__name__)


told(lambda: (sum([1, 2], start=5), sum([[1], [2]], start=[]), sum((0.5,), start=1)))
told(lambda: (round(2.567, ndigits=1), round(number=2.5), round(number=1234, ndigits=-2), round(1.5, ndigits=None)))
told(lambda: (pow(2, 5, mod=7), pow(base=2, exp=3), pow(2, exp=-1, mod=5), pow(2, 3, None), pow(mod=5, exp=3, base=2)))
told(lambda: (str(b"ab", encoding="ascii"), str(object=5), str(b"\xff", errors="replace"), str(b"x", "latin-1", errors="strict")))
told(lambda: (bytes("x", encoding="utf8"), bytes(source=3), bytes("aé", "ascii", errors="ignore")))
told(lambda: (bytearray("x", encoding="utf8"), bytearray(source=b"ab"), bytearray(source=2), bytearray()))
for wrong in (lambda: sum([1], start=1, x=2), lambda: sum(iterable=[1]), lambda: sum([1], 2, start=3), lambda: sum(start=1),
              lambda: sum(["a"], start=""), lambda: round(), lambda: round(ndigits=1), lambda: round(1.5, 0, ndigits=1),
              lambda: round(2.5, nd=1), lambda: round(1, 2, 3), lambda: pow(2), lambda: pow(2, mod=3), lambda: pow(2, 3, 4, 5),
              lambda: pow(2, 3, exp=3), lambda: pow(2, 3, mod=0), lambda: str(b"a", encoding=5), lambda: str("a", encoding="ascii"),
              lambda: str(b"a", "ascii", encoding="ascii"), lambda: str(5, errors="strict"), lambda: bytes("a"),
              lambda: bytes(b"a", encoding="ascii"), lambda: bytes("a", errors=None), lambda: bytearray(encoding="utf8"),
              lambda: bytes(encoding="utf8"), lambda: str(b"a", "ascii", "strict", "more"), lambda: bytes("a", code="utf8")):
    told(wrong)


class Text(str):
    pass


print(repr(Text(b"ab", encoding="ascii")), type(Text(b"ab", encoding="ascii")).__name__)
