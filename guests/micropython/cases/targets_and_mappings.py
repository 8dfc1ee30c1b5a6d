"""{**mapping}, starred and empty targets, del of lists."""


def t(f):
    try: print(repr(f()))
    except Exception as e: print(type(e).__name__)
def f(**k): return k
class M:
    def keys(s): return ['a']
    def __getitem__(s, k): return 5
class N: pass
for x in ([], (), '', [('a', 1)], {}, M(), N(), 5, None, iter([]), [['a',1]], 'ab', {'a'}, b''):
    t(lambda: {**x}); t(lambda: f(**x)); t(lambda: dict(**x)); t(lambda: {1: 2, **x}); t(lambda: dict(x)); t(lambda: {} | x)
    def g():
        d = {}; d |= x; return d
    t(g)
    def g():
        d = {}; d.update(x); return d
    t(g)
def c(s):
    try: compile(s, 'x', 'exec'); print('accepted', repr(s))
    except SyntaxError: pass
for s in ("(*x),y = 1, 2","(((*x))),y = 1, 2","z,(*x) = 1, 2","((*x),y) = 1, 2","(*x,),y = 1","[*x],y = 1","([*x]) = 1","(*x)","[(*x)]","(*x) = 1","for (*x) in y: pass","del (*x)","print((*x))","x = (*y)","return (*y)","(*x, y)","*x, = y","(*x,) = y","*(x) = y","*(x), = y","*[x], = y","*(x, y), = z","f(*(x))","f((*x))","[*x] = y","{*x} = y","(yield) = 1","with a as (*b): pass","with a as (*b, c): pass","with a as *b: pass"): c(s)
a=b=c=1
del [a, b]
del ()
del []
del [c]
try: a
except NameError: print('ok')
() = []
[] = ()
try: () = [1]
except ValueError as e: print(e)
for () in [(), []]: print('x')
a, () = 1, ()
print(a)
x = [1,2,3]
del [x[0]], (x[0],)
print(x)
def f():
    p = q = 1
    del [p], q
    try: p
    except UnboundLocalError: print('u')
f()
