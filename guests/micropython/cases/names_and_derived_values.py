"""Names that dead code binds, names that are not there, and values of derived classes in formats and searches."""

def show(name, function):
    try:
        result = repr(function())
    except UnboundLocalError:
        result = "UnboundLocalError"
    except BaseException as error:
        result = type(error).__name__ + ": " + str(error)
    print(name, "=>", result)


x = "global"
def f():
    if False: x = 1
    return x
show(1, f)
def f():
    if 0:
        for x in (): pass
    elif True: y = 2
    elif 0: z = 3
    else: x = 4
    return x
show(2, f)
def f():
    while 0: x = 1
    return x
show(3, f)
def f():
    if True: return x
    else: x = 5
show(4, f)
def g():
    if False: yield
show(5, lambda: list(g()))
def g():
    if True: return 5
    elif 1: yield 3
show(6, lambda: list(g()))
def f():
    if False:
        def q(): return [z for z in (1,2)]
        class R: a = 1
        lambda: 4
        [k for k in ()]
        import os
        with x as y: pass
        try: pass
        except ValueError as e: pass
    return "ok"
show(7, f)
async def ag():
    if 0: yield 1
show(8, lambda: type(ag()).__name__)
def f():
    del undefined_name
show(9, f)
try: del undefined_global
except NameError as e: print(e, e.name)
with open("/tmp/t", "wb") as fi: fi.write(b"abc\xff")
show(10, lambda: open("/tmp/t").read())
show(11, lambda: str(b"\xff", "utf-8"))
class I(int):
    def __str__(self): return "I5"
    def __eq__(self, o): return True
    def __hash__(self): return int(self)
show(12, lambda: ("%s" % I(5), "%d" % I(5), "%s %s" % (I(1), 2), f"{I(5)}", I(5) in [77], 77 in [I(5)], [77].index(I(3)), (1, 2).count(I(9))))
class S(str):
    def __eq__(self, o): return True
    def __hash__(self): return hash("zz")
show(13, lambda: (S("q") in ["a"], "q" in [S("b")], S("a") in {"zz": 1}, S("a") in "bac", S("a") in {"zz"}, {S("k"): 1}))
show(14, lambda: "__builtins__" in globals())
show(15, lambda: "%s" % S("x") + "y")
class F(float):
    def __repr__(self): return "F!"
show(16, lambda: ("%s" % F(1.5), "%r" % F(1.5), "%.1f" % F(1.5), f"{F(1.5)}", str(F(1.5)), [F(1.5)], F(1.5) + 1, 1 + F(1.5), -F(1.5), round(F(1.55), 1)))
class B(bytes): pass
show(17, lambda: (B(b"a") + b"b", b"a" + B(b"b"), b"%s" % B(b"x"), B(b"a") in b"bac", b"a" == B(b"a"), {B(b"a"): 1}[b"a"]))
class T(tuple): pass
show(18, lambda: ((1,) + T((2,)), T((1,)) + (2,), "%s-%s" % T((1, 2)), T((1, 2)) == (1, 2), {T((1,)): 2}[(1,)], T((1,)) < (2,), (1,) < T((2,))))
class L(list): pass
show(19, lambda: ([1] + L([2]), L([1]) + [2], [1] < L([2]), L([1]) == [1], [1] == L([1]), [0] * I(3)))
class D(dict): pass
show(20, lambda: ({1: 2} | D({3: 4}), D({1: 2}) | {3: 4}, {1: 2} == D({1: 2}), dict(D(a=1)), {**D(b=2)}, type(D() | {}).__name__, "%(a)s" % D(a=5)))
