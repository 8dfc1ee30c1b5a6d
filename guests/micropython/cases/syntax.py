from __future__ import annotations
a={'x':1}; b={'y':2}
print({**a}, {**a, **b, 'z':3}, {'q':0, **a}, [*a, *b], [*range(3), 9, *'ab'], (*a, 5), {*a, 'w'} == {'x','w'}, {*[]} , (*[1],), [*[]])
def f(*args, **kw): return args, kw
print(f(*[1], *[2], **a, **b, c=5), f(1, *(2,), k=1))
def g(a, b=2, /, c=3, *, d=4): return a,b,c,d
print(g(1), g(1,5,6,d=7), g(1,c=9))
h = lambda x, /, *y, k=1: (x,y,k)
print(h(1,2,3,k=4))
def r(): return 1, *[2,3]
print(r())
def y(): yield 1, *[2]
print(list(y()))
for i in 1, *[2,3]: print(i, end=' ')
print()
class C:
    x: int = 5
    y: list[int]
    z: "str" = 'a'
    w: dict[str, int] | None = None
    if True:
        q: a.b.c = 1
    def m(self):
        v: int = 3
        return v
print(C.__annotations__, C.x, C.z)
class D: pass
def deco(n):
    def w(fn): return lambda *a: (n, fn(*a))
    return w
ds=[deco(1),deco(2)]
@ds[1]
def foo(x): return x
@(lambda f: f)
@deco(7)
def bar(x): return x
print(foo(3), bar(4))
class Ctx:
    def __init__(s,n): s.n=n
    def __enter__(s): print('in',s.n); return s.n
    def __exit__(s,*a): print('out',s.n)
with (Ctx(1) as p, Ctx(2) as q): print(p,q)
with (Ctx(3), Ctx(4) as z,): print(z)
with (Ctx(5) as p): print(p)
with (Ctx(6)): pass
with Ctx(7) as p, Ctx(8) as q: print(p,q)
x, *y = 1,2,3
print(x,y, [y:=5, y**2], (n:=10)+n)
*a, b = [1,2,3]
print(a,b)
print({k:v for k,v in zip('ab',(1,2))}, {i for i in range(3)}, [(i,j) for i in range(2) for j in range(2) if i!=j])
print(1 < 2 < 3, 1_000, 0x_ff, 1e3)
for src in ('(a as b)','f(**a, *b)','{**a, 1}','{1, **a}','x = *a','def f(/): pass','def f(a, *, /): pass'):
    try: exec(src); print('ran', src)
    except SyntaxError: print('SyntaxError', src)
    except Exception as e: print(type(e).__name__, src)
def gen():
    x = yield from [1,2]
print(list(gen()))
lst=[*map(str,range(3))]; print(lst, *lst, sep='-')
print([*'abc'][::-1], {**{'a':1}, 'a':2})
d1={'a':1}; d2=dict(d1, **{'b':2}); print(d2, d1|d2)
print((lambda *a, k=1, **kw: (a,k,kw))(1,2,k=3,z=4))
