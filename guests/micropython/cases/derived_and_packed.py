"""Operations in place, reprs of derived classes, half floats, searches in nothing."""

import struct, array, collections


def show(name, function):
    try:
        result = repr(function())
    except BaseException as error:
        result = type(error).__name__ + ": " + str(error)
    print(name, "=>", result)


print(bytearray(b'').find(b''), bytearray(b'').startswith(b''), bytearray(b'ab').find(b''), b''.find(b''), bytearray(b'').count(b''), bytearray(b'').index(b''), bytearray(b"").endswith(b""), bytearray(b"abc").partition(b"x"), bytearray(b"abc").rpartition(b"x"), b"abc".partition(b"x"), bytearray(b"abc").partition(b"b"))
try: print([3,1,2].insert('a', 1))
except TypeError as e: print("TypeError")
def imul(x, n):
    y = x; y *= n; return x, x is y
show(1, lambda: (imul([1, 2], 2), imul([1], 0), imul([1], -1), imul(bytearray(b"ab"), 2), imul(array.array("i", [1]), 2), imul((1,), 2), imul("a", 2), imul([], 5)))
class L(list): pass
show(2, lambda: imul(L([1]), 2))
class S(set): pass
class F(frozenset): pass
class B(bytearray): pass
class O(collections.OrderedDict): pass
class D(collections.deque): pass
class DD(collections.defaultdict): pass
class A(array.array): pass
class C(collections.Counter): pass
class SS(str): pass
class BB(bytes): pass
class T(tuple): pass
class DI(dict): pass
NT = collections.namedtuple("NT", "a b")
class N2(NT): pass
show(3, lambda: (S([1]), S(), F([1]), F(), B(b"a"), L([1]), T((1,)), DI(a=1), SS("set("), BB(b"x")))
show(4, lambda: (O(a=1), O())); show(5, lambda: D([1])); show(6, lambda: DD(int, a=1)); show(7, lambda: A("i", [1])); show(8, lambda: C("aab")); show(9, lambda: N2(1, 2)); show(10, lambda: (str(S([1])), "%s" % S([1]), f"{B(b'q')}"))
show(12, lambda: (float("-inf") ** -1.5, float("-inf") ** 0.5, (-8.0) ** (1 / 3), float("-inf") ** -3))
for v in (32767, 1.0, 65504.0, 65519.0, 65520.0, 1e-8, 6e-8, -0.0, 2.0**-25, 2.0**-24, 1/3, float("inf")):
    show(13, lambda: struct.pack("e", v))
show(14, lambda: struct.unpack("e", struct.pack("e", float("nan"))))
show(15, lambda: struct.pack("<f", 1e300)); show(16, lambda: array.array("f", [1e300]))
def cls(f):
    try: return f()
    except Exception as e: return type(e).__name__
show(17, lambda: [cls(lambda: eval(s)) for s in ('struct.pack("s", "a")', 'slice(1, 2, 3).indices(-1)', 'slice(1, 10, 3).indices(5)', '[1].insert("a", 1)', '[1].insert(1.5, 1)')])
show(18, lambda: (b"abc".find(b"", 3), b"abc".rfind(b""), "abc".rfind("", 0, 2), "abc".find("", 4), bytearray(b"").rfind(b""), bytearray().split(), bytearray().strip(), bytearray().upper(), bytearray() in bytearray(), b"" in bytearray()))

show(11, lambda: ("é".encode().count(b""), "é".count("")))
