"""Types, reprs and names of built-in things."""

import re
import sys, math, struct, types


def show(name, function):
    try:
        result = repr(function())
    except BaseException as error:
        result = type(error).__name__ + ": " + str(error)
    print(name, "=>", re.sub("0x[0-9a-f]+", "ADDRESS", result))


class A:
    def f(self): pass
    @classmethod
    def c(cls): pass
    @staticmethod
    def s(): pass
def gen(): yield 1
async def co(): pass
def clo():
    x = 1
    def inner(): return x
    return inner
for s in """A()
A().f
A().c
A.c
A.s
A.f
gen
gen()
clo()
(i for i in ())
lambda: 0
len
print
[].append
"".join
str.join
str.upper
{}.get
dict.fromkeys
math.sqrt
math
sys
iter([])
iter(())
iter("a")
iter(b"a")
iter({})
iter({}.items())
iter({1})
iter(range(3))
iter(bytearray())
map(str, [])
zip()
enumerate([])
filter(None, [])
reversed([1])
reversed("a")
...
NotImplemented
None
{}.keys()
{}.items()
{}.values()
slice(1)
property()
staticmethod(len)
classmethod(len)
super
object()
int | str
list[int]
open("/tmp/q", "w")
open("/tmp/q", "rb")
memoryview(b"")
struct.error
struct.error("x")
type
types.SimpleNamespace(a=1)
delattr
setattr
vars
aiter
anext
__build_class__
sorted
type(len)
type(A().f)
type(A.f)
type([].append)
type(str.join)
type(gen())
type(gen)
type(clo())
type(iter([]))
type({}.keys())
type({}.items())
type({}.values())
type(reversed([]))
type(int | str)
type(list[int])
type(open("/tmp/q", "w"))
type(...)
type(NotImplemented)
type(math)
type(None)
type(A)
type(iter(range(3)))
type(iter(""))
type(iter({}))
type(iter(set()))
type(zip())
type(memoryview(b""))
type(slice(1))
type(property())
len.__name__
[].append.__name__
str.upper.__name__
str.upper.__qualname__
[].append.__qualname__
math.sqrt.__name__
print.__qualname__
A().f.__name__
A().f.__self__ is not None
A().f.__func__ is A.f
[].append.__self__
type(lambda: 0) is type(gen)
type(lambda: 0) is type(clo())
isinstance(len, type(print))
isinstance([].append, type(print))
isinstance(clo(), type(gen))
isinstance(A().f, type(A().f))
isinstance([].append, type(A().f))
isinstance(gen(), type(gen()))
isinstance({}.keys(), type({}.keys()))
isinstance({}.items(), type({}.keys()))
type(A().f)(len, "abc")()
type(struct.error).__name__, struct.error.__name__, struct.error.__module__
type(int | str).__name__, type(int|str).__module__
int.__module__, int.__name__, int.__qualname__
(lambda: 0).__class__ is type(gen)
callable(len), callable(A), callable(A())
hash(len) == hash(len), len == len, len != print
[].append == [].append
{len: 1}[len]""".splitlines():
    show(s, lambda: eval(s))
c = co(); show("co", lambda: c); show("co", lambda: type(c)); c.close()
show("msg", lambda: len + 1)
show("msg", lambda: [].append + 1)
show("msg", lambda: {}.keys()[0])
show("msg", lambda: gen.nope)
show("msg", lambda: iter([]).nope)
