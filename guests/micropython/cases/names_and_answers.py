"""Names of functions in comprehensions, what metaclasses answer, references to come."""

import re
def sh(f): return re.sub(r' at 0x\w+','',repr(f))
print([sh(f) for f in [lambda: i for i in range(2)]])
print([sh(f) for f in {(lambda: i) for i in range(1)}], [sh(f) for f in (lambda: i for i in range(1))], {k: sh(v) for k, v in {i: (lambda: i) for i in range(1)}.items()})
def g():
    return [sh(f) for f in [lambda: i for i in range(1)]] + [sh(lambda: [lambda: 1 for _ in range(1)])] + [sh((lambda: [lambda: 1 for _ in range(1)])()[0])]
print(g())
class A:
    fs = [lambda: 1 for _ in range(1)]
    gs = list(lambda: 1 for _ in range(1))
    hs = [[lambda: 1 for _ in range(1)] for _ in range(1)]
    class B:
        fs = [lambda: 1 for _ in range(1)]
print(sh(A.fs[0]), sh(A.gs[0]), sh(A.hs[0][0]), sh(A.B.fs[0]))
class M(type):
    def __len__(cls): return cls.n
    def __bool__(cls): return cls.b
    def __iter__(cls): return cls.it
class Z(metaclass=M): pass
def t(f):
    try: print(repr(f()))
    except Exception as e: print(type(e).__name__)
for v in (None, 3, -1, True, 'x', 1.5, 2**80, []):
    Z.n = Z.b = v; Z.it = v
    t(lambda: len(Z)); t(lambda: bool(Z)); t(lambda: 1 if Z else 0); t(lambda: list(Z)); t(lambda: iter(Z)); t(lambda: [*Z])
Z.it = iter([1, 2]); t(lambda: list(Z))
from typing import ForwardRef, List, Union, Optional, Callable
for a in ('int', 'List[int]', '{:.3}', '', 'a b', 'x +', 'yield', 'A.B', '1 +', '*a', 'lambda: 1'):
    t(lambda: List[a]); t(lambda: Optional[a]); t(lambda: Callable[[int], a]); t(lambda: ForwardRef(a))
print(sh(x for x in []), sh((lambda: (x for x in []))()))
def h():
    yield
print(sh(h()), sh(h))
class K:
    def m(self): return (x for x in []), (lambda: 0)
    async def c(self): pass
print([sh(x) for x in K().m()], sh(K.c), sh(K.m))
c = K().c(); print(sh(c)); c.close()
try:
    list((1/0 for _ in [1]))
except ZeroDivisionError as e:
    import traceback; print([l.split(', in ')[-1].split('\n')[0] for l in traceback.format_exception(e)[1:-1]])


def documented(s):
    g = {}
    exec(s, g); return g['f'].__doc__
for d in ('"\\t|Doc."', '"  Doc"', '" \\t x\\n \\ty\\n\\t z"', '"\\n\\n  a\\n    b\\n  "', '"a\\n\\tb\\n\\t\\tc"', '"\\ta\\n\\tb"', '"a\\n  b\\n\\tc"', '"\\x0ca\\n\\x0cb"', '"a\\n   \\n  b"', '"\\t"', '" "', '"\\n"', '"a\\n\\t"', '"\\v a"'):
    print(repr(documented('def f(): %s' % d)))
