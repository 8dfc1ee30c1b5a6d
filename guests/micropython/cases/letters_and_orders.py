"""What is no identifier, the order of local names, names of global functions, circles in tuples, quotes of bytearrays."""


def show(name, f):
    try:
        print(name, repr(f()))
    except BaseException as e:
        print(name, type(e).__name__)


for text in ("é", "a٣", "٣", "日本", "x y", "a-b", "1a", "", "ÿ_1", "a–", "ﬁ", "x²"):
    try:
        print(ascii(text), text.isidentifier())
    except NotImplementedError:
        print(ascii(text), False)  # the small guest has no table of marks and signs

print(list((lambda a, b, *c, d=1, **e: locals())(1, 2, 3, d=4, f=5)))


def around():
    far = 0

    def f(given, closed):
        a = 1
        b = far

        def g():
            return b, closed

        c = 3
        return list(locals())

    return f(1, 2)


print(around())


def makes_global():
    global known

    def known():
        def within():
            pass

        return within

    class Inner:
        pass

    return known.__qualname__, known().__qualname__, Inner.__qualname__


print(makes_global())

circle = (1, [])
circle[1].append(circle)
print(circle, repr((circle, circle)))
print(bytearray(b"it's"), bytearray(b'a"b'), bytearray(b"'\""), b"it's", bytearray(b"\\\x00"))
print(hash(-1), hash(-2), hash(-1.0), hash(type("A", (), {"__hash__": lambda self: -1})()))
show("slots", lambda: [name for name in dir(type("A", (), {"__slots__": "one"})) if name == "one"])
