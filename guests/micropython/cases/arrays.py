from array import array


def told(function):
    try:
        print(repr(function()))
    except Exception as error:
        print(type(error).__name__)


def changed(what, function):
    try:
        result = function(what)
    except Exception as error:
        result = type(error).__name__
    print(repr(result), repr(what))


for make in (lambda: array("i", [3, 1, 2, 1]), lambda: array("d", [0.5, 2, 1.5]), lambda: array("B"), lambda: array("q", [2**40, -1]),
             lambda: bytearray(b"dcba"), lambda: bytearray()):
    for change in (lambda a: a.insert(0, 9), lambda a: a.insert(-1, 9), lambda a: a.insert(99, 9), lambda a: a.insert(-99, 9),
                   lambda a: a.insert(1, "x"), lambda a: a.insert("x", 1), lambda a: a.insert(1, 300), lambda a: a.pop(), lambda a: a.pop(0),
                   lambda a: a.pop(-2), lambda a: a.pop(99), lambda a: a.remove(1), lambda a: a.remove(99),
                   lambda a: a.reverse(), lambda a: a.clear() if hasattr(a, "clear") else None, lambda a: [a.pop() for _ in range(2)],
                   lambda a: [a.insert(len(a) // 2, i) for i in range(20)] and a.reverse()):
        changed(make(), change)
b = bytearray(b"abc")
c = b.copy()
c.append(100)
print(b, c, c.pop(1), c, type(c).__name__)
b.clear()
b.extend(b"xyz")
print(b, b.find(b"y"), b + b"", b[:2])

a = array("i", [3, 1, 2, 1])
told(lambda: (a.tolist(), a.typecode, a.itemsize, a.index(1), a.index(1, 2), a.index(1, 2, 4), a.count(1), a.count(99), a.count("x")))
told(lambda: a.index(99))
told(lambda: a.index(3, 1))
told(lambda: (array("H", [1, 256]).tobytes(), array("d", [1.5]).tobytes(), array("f", [0.5, 0.25]).tolist()))
changed(array("H", [7]), lambda a: a.frombytes(b"\x01\x00\x02\x00"))
changed(array("H", [7]), lambda a: a.frombytes(bytearray(b"\x01\x00")))
changed(array("H", [7]), lambda a: a.frombytes(memoryview(b"\x01\x00\x02\x00")[2:]))
changed(array("H", [7]), lambda a: a.frombytes(b"\x01\x00\x02"))
changed(array("H", [7]), lambda a: a.frombytes("ab"))
changed(array("H", [7]), lambda a: a.fromlist([1, 2]))
changed(array("H", [7]), lambda a: a.fromlist([1, "x"]))
changed(array("H", [7]), lambda a: a.fromlist((1, 2)))
for wrong in ("x", "", "ii", "O", "P", "S", "e", "\1", 5):
    told(lambda: array(wrong, []))
told(lambda: array("i", [1]).nothing)
told(lambda: setattr(array("i", [1]), "typecode", "b"))

m = memoryview(b"abcd")
told(lambda: (m.tobytes(), m[1:3].tobytes(), m[1:3].tolist(), m.nbytes, m.itemsize, m.format, m.readonly, m.ndim, m.shape, m[2:].hex()))
w = memoryview(array("H", [1, 2, 3]))
told(lambda: (w.tolist(), w.nbytes, w.itemsize, w.format, w.readonly, w.shape, w[1:].tobytes(), w[1:].nbytes, w[-1:].tolist()))
told(lambda: m.typecode)
told(lambda: setattr(m, "nbytes", 3))
told(lambda: m.append(1))


class Index:
    def __init__(self, value, then=lambda: None):
        self.value, self.then = value, then

    def __index__(self):
        self.then()
        return self.value

    def __eq__(self, other):
        self.then()
        return False


grown = bytearray(b"ab")
changed(grown, lambda a: a.insert(Index(1, lambda: a.extend(b"x" * 100)), Index(65, lambda: a.clear())))
cut = array("i", range(50))
changed(cut, lambda a: a.count(Index(1, lambda: a.pop() if len(a) > 5 else None)))
changed(cut, lambda a: a.remove(Index(1, lambda: a.pop() if a else None)))
changed(array("i", range(5)), lambda a: a.pop(Index(1, lambda: [a.pop() for _ in range(3)])))

# a number stands for its byte
told(lambda: (b"banana".count(97), b"banana".find(110), b"banana".rfind(97), b"banana".index(98), b"ba".find(0), bytearray(b"aa").count(97)))
for wrong in (256, -1, 2**70, 1.5, None, "a"):
    told(lambda: b"banana".count(wrong))
told(lambda: "banana".count(97))
told(lambda: ("aé€a".find("€"), "aé€a".rfind("a"), "aé€a".count(""), "abc".find("", 4), "abc".count("", 3), "abc".rfind("", 1, 2), "é" * 70 + "x" == 5))
told(lambda: (("é" * 70 + "x").find("x"), ("é" * 70 + "x").find("x", 71), ("a" * 70 + "x").rfind("x", 0, 70), ("a" * 80).count("aa", 1, -1)))

# views of keys and entries
told(lambda: ({"a": 1}.keys().isdisjoint("bc"), {"a": 1}.keys().isdisjoint(["a"]), {"a": 1}.items().isdisjoint([("a", 1)]), {}.keys().isdisjoint([])))
told(lambda: {"a": 1}.values().isdisjoint([1]))
told(lambda: {"a": 1}.keys().isdisjoint(5))
told(lambda: {"a": 1}.keys().isdisjoint([[]]))


class Table:
    @staticmethod
    def double(x, y=2):
        return x * y

    now = double(4)
    by_name = {"double": double}

    def use(self):
        return self.by_name["double"](3, y=5), callable(self.by_name["double"])


print(Table.now, Table().use())
told(lambda: staticmethod(5)())
told(lambda: classmethod(len)("a"))
