"""exec(), metaclasses in conflict, names of keywords, what has no order, kinds of sets."""

def show(name, function):
    try:
        result = repr(function())
    except BaseException as error:
        result = type(error).__name__ + ": " + str(error)
    print(name, "=>", result)


def k(f):
    try: return f()
    except Exception as e: return type(e).__name__
show(1, lambda: exec(compile("1+1", "f", "eval")))
def s():
    ns = {}; exec("a = 1", ns); return sorted(ns)
show(2, s)
show(3, lambda: eval("len([1])", globals())); show(4, lambda: eval("len([1])", {"len": lambda x: 7}))
class M1(type): pass
class M2(type): pass
class A(metaclass=M1): pass
class B(metaclass=M2): pass
def s():
    class C(A, B): pass
show(5, lambda: k(s))
class M3(M1): pass
class D(metaclass=M3): pass
class E(A, D): pass
show(6, lambda: type(E).__name__)
class N:
    def f(self, **kw): return kw
    def g(self): return self.f(__a=1, b=2)
    def h(self, __q=3): return __q
    def i(self): self.__z = 4; return self.__z, sorted(vars(self))
show(7, lambda: (N().g(), N().h(), N().i()))
def s():
    with int(): pass
show(8, s)
show(9, lambda: k(lambda: memoryview("a"))); show(10, lambda: [k(lambda: eval(e)) for e in ("memoryview(b'a') < memoryview(b'b')", "bytearray(b'a') < 5", "bytearray(b'a') < b'b'", "bytearray(b'a') == 'a'", "bytearray(b'a') == b'a'", "memoryview(b'a') == b'a'", "b'a' < bytearray(b'b')", "bytearray(b'a') < 'b'", "memoryview(b'a') == memoryview(b'a')")])
class F:
    def __float__(self): return 2.5
class I(int): pass
class FF(float): pass
show(11, lambda: k(lambda: round(F()))); show(12, lambda: (round(I(15), -1), round(FF(2.675), 2), round(FF(2.5)), round(True), round(2.5), round(25, -1)))
f = open("/tmp/sk", "w+")
show(13, lambda: f.seek(-1)); show(14, lambda: f.seek(0))
show(15, lambda: (frozenset([1]).intersection(), frozenset([1, 2]).intersection([1]), {1}.intersection(), frozenset([1]) & {1}, {1} & frozenset([1]), frozenset([1]).copy(), frozenset([1]).difference(), frozenset([1]) - {2}, frozenset([1]) ^ {2}))
