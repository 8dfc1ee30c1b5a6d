"""Arguments in any order, names of classes and of the functions around them, operands of one class."""

def show(name, function):
    try:
        result = repr(function())
    except BaseException as error:
        result = type(error).__name__ + ": " + str(error)
    print(name, "=>", result)


def c(src):
    try: compile(src, "<s>", "exec"); return "ok"
    except SyntaxError as e: return "SyntaxError"
def f(*a, **k): return a, k
def say(x): print("say", x); return x
show(1, lambda: f(x=3, *[1, 2]))
show(2, lambda: f(*[1], x=2, *[3, 4], y=5, **{"z": 6}))
show(3, lambda: f(x=say(1), *[say(2)]))
show(4, lambda: f(say(0), x=say(1), *[say(2)], **{"q": say(3)}, r=say(4)))
show(5, lambda: f(*"ab", 5, *"cd", k=1))
show(6, lambda: [c(s) for s in ("f(a=1,a=2)", "f(x for x in y, 1)", "f(1, x for x in y)", "f(a=1, 2)", "f(**a, 1)", "f(**a, *b)", "f(x for x in y)", "f(a.b=1)", "f(1=2)", "f(a:=1)", "f(*a, b)", "f(a=1, *b, **c, d=2)")])
class B1: pass
class A(*[B1], **{}): pass
show(7, lambda: A.__bases__ == (B1,))
class K1:
    def m(self, *a, **k): return a, k
show(8, lambda: K1().m(x=1, *[2, 3], **{"y": 4}))
show(9, lambda: K1().m(*range(3), z=1))
def outer():
    x = "loc"
    class A:
        x = "cl"
        def g(self): return x
        y = x
        class In:
            def h(self): return x
        def s(self):
            nonlocal x
            x = "set"
            return x
    a = A()
    return a.g(), A.x, A.y, A.In().h(), a.s(), x, A.x
show(10, outer)
x = "glob"
show(11, outer)
class G:
    x = "cls"
    def g(self): return x
    l = [x for _ in "a"]
    z = [k for k in x]
show(12, lambda: (G().g(), G.l, G.z))
def outer2():
    x = 1
    class A:
        def g(self): return x
        x = 2
        def h(self): return x, A.x, __class__.__name__
    return A().g(), A().h()
show(13, outer2)
def outer3(x):
    class A:
        y = x
        x = x
        def g(self): return x
    return A.y, A.x, A().g()
show(14, lambda: outer3(5))
class R:
    def __add__(s, o): return NotImplemented
    def __radd__(s, o): return 5
    def __lt__(s, o): return NotImplemented
    def __gt__(s, o): return "gt"
show(15, lambda: R() + R()); show(16, lambda: 1 + R()); show(17, lambda: R() < R()); show(18, lambda: R() + 1)
class R2(R): pass
show(19, lambda: R() + R2()); show(20, lambda: R2() + R2())
class P:
    def __eq__(s, o): return "P"
    def __ne__(s, o): return "nP"
class Q(P):
    def __eq__(s, o): return "Q"
class Q2(P): pass
show(21, lambda: (P() == Q(), Q() == P(), P() == Q2(), P() != Q(), Q() != P(), 1 == P(), P() == 1))
class IE(int):
    def __eq__(s, o): return "IE"
    def __hash__(s): return 1
show(22, lambda: (1 == IE(2), IE(1) == 2, "a" == IE(1)))
show(23, lambda: ("%*d|" % (-5, 3), "%.*f" % (-5, 3), "%-*d|" % (5, 3), "%*s|" % (4, "a"), "%0*d" % (5, 3)))
show(24, lambda: round(1.7976931348623157e308, -308))
show(25, lambda: format(1, "#c")); show(26, lambda: format("a", "z")); show(27, lambda: b"%c" % "a"); show(28, lambda: b"%c" % b"a")
