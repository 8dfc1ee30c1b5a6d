# What a source, or a chain of objects, can make deep or many.
def told(name, function):
    try:
        result = function()
    except (RecursionError, MemoryError, SyntaxError, RuntimeError, TypeError):
        result = "refused"
    return result


for n in (5000,):
    for source in ("f(" * n + "x" + ")" * n, "f(x, " * n + "x" + ")" * n, "f(*" * n + "x" + ")" * n, "f(k=" * n + "1" + ")" * n,
                   "a.b(" * n + ")" * n, "a[" * n + "1" + "]" * n, "{1:" * n + "1" + "}" * n, "[x for x in " * n + "y" + "]" * n,
                   "x = lambda x=" * n + "1", "(" * n + "a" + ",)" * n + " = 1", "for " + "[" * n + "a" + "]" * n + " in b: pass",
                   "match x:\n case " + "[" * n + "a" + "]" * n + ": pass"):
        assert told(source[:9], lambda: compile(source, "deep", "exec") and None) in (None, "refused"), source[:9]
print("compiled or refused")

x = iter(int, 1)
for i in range(5000):
    x = iter(x.__next__, 5)
print(told("iterators", lambda: next(x)) in (0, "refused"))


class M(type):
    __hash__ = hash
    __len__ = len
    __iter__ = iter


class A(metaclass=M):
    pass


for asked in (hash, len, iter, list):
    print(told("metaclass", lambda: asked(A)))


# counts beyond eight bits
def count(*args, **kwargs):
    return len(args), sum(args), len(kwargs)


class Thing:
    def method(self, *args):
        return len(args)


for n in (29, 30, 31, 254, 255, 256, 257, 300, 1000):
    print(n, eval("count(" + "1," * n + ")"), eval("Thing().method(" + "1," * n + ")"), eval("count(*[7]," + "1," * n + ")"),
          eval("count(" + "1," * n + "*[7], 8, k=1, **{'m': 2})"), eval("len(f'" + "{1}" * n + "')"), eval("len(" + "f'{1}' " * n + ")"),
          eval("count(" + "*[1]," * n + ")"))
print(eval("count(" + "0," * 253 + "1, 2, 5)"))

# a metaclass has a name that no program writes
class B:
    __metaclass__ = M


print(isinstance(B, M), B.__metaclass__ is M)
for bad in (1.5, 2**29, "x", [], int):
    N = type("N", (), {"__<metaclass>__": bad})
    print(repr(N), type(N()) is N)

for wrong in ((int, str), 5, int | str):
    try:
        super(wrong, 5)
    except TypeError:
        print("TypeError")

# __slots__ are iterated once
class Once:
    __slots__ = iter(["a", "b"])


once = Once()
once.a, once.b = 1, 2
print(once.a, once.b)


class Nasty:
    def __iter__(self):
        for i in range(300):
            setattr(holder, "n%d" % i, i)
        return iter(["c"])


class Base:
    pass


holder = Base()


class Holder(Base):
    __slots__ = Nasty()


print(sorted(Holder().__dict__), len(holder.__dict__))

# a view of what derives from bytearray
class Buffer(bytearray):
    pass


buffer = Buffer(b"x" * 100)
view = memoryview(buffer)
try:
    for i in range(2000):
        buffer.append(65)
    bytes(view[:4])
except BufferError:
    print("BufferError")
