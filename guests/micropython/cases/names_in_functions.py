"""eval, exec, locals, vars and dir in functions."""

def show(name, function):
    try:
        result = repr(function())
    except BaseException as error:
        result = type(error).__name__ + ": " + str(error)
    print(name, "=>", result)


x = 10
def f():
    exec("x = 5")
    return x
show(1, f)
def f():
    x = 3
    return f"{eval('x')}"
show(2, f)
def f(a, b=2, *c, d=4, **e):
    z = a
    return locals()
show(3, lambda: f(1, 2, 3, q=5))
def f():
    y = 1
    def g(): return y
    return sorted(locals()), g()
show(4, f)
def f():
    y = 1
    def g():
        y
        return locals()
    return g()
show(5, f)
def f():
    y = 1
    exec("y = 2; w = 3")
    return y, "w" in locals()
show(6, f)
def f():
    ns = {}
    exec("a = 1\ndef q(): return a", ns)
    return ns["q"](), sorted(k for k in ns if k[0] != "_")
show(7, f)
def f():
    d = {"k": 5}
    return eval("k + x", globals(), d)
show(8, f)
def f(n):
    return [eval("n") for _ in range(2)]
def f(n):
    return [eval("i") for i in range(2)]
show(10, lambda: f(3))
def f(): 
    a = 1
    return dir(), vars()
show(11, f)
show(12, lambda: eval("x"))
show(13, lambda: (lambda q: eval("q * 2"))(4))
def f():
    exec("import math")
    return math.pi
show(14, f)
def f():
    l = locals(); a = 1
    return l
show(15, f)
def f():
    a = 1
    l = locals(); l["a"] = 2
    return a
show(16, f)
class C:
    y = 3
    z = eval("y")
    l = sorted(k for k in locals() if k[0] != "_")
    def m(self): return eval("self.y"), eval("__class__") if 0 else 1
show(17, lambda: (C.z, C.l, C().m()))
def f():
    eval = lambda s: "mine " + s
    return eval("x")
show(18, f)
def g():
    v = 4
    yield eval("v")
    v = 5
    yield eval("v")
show(19, lambda: list(g()))
async def co():
    v = 6
    return eval("v")
import asyncio
show(20, lambda: asyncio.run(co()))
def f():
    exec("for i in range(3): pass\nprint(i)")
    code = compile("q + 1", "<s>", "eval"); q = 3
    return eval(code)
show(21, f)
def f(p):
    del p
    return locals()
show(22, lambda: f(1))
def f():
    exec("def h(): return 7\nprint(h())")
    exec("[print(k) for k in [1]]")
    z = 2
    return eval("[z + k for k in (1, 2)]"), eval("sum(z for _ in 'ab')")
show(23, f)
def f():
    z = 2
    return eval("(lambda: z)()")
show(24, f)
def f():
    name = "n"; age = 5
    return "{name} {age}".format(**locals()), "%(name)s" % locals()
show(25, f)
e = [eval("x") for _ in "a"]
show(26, lambda: e)
print([x for x in [1] if eval("x")], eval("[x + q for q in (1,2)]", {"x": 1}), eval("[y for _ in 'ab']", {}, {"y": 4}))
def f():
    try: return eval("undefined_name")
    except NameError as e: return str(e)
show(27, f)
def deco(fn): return fn
def f():
    import sys
    return "sys" in locals(), eval("sys.maxsize") > 0
show(28, f)
def f():
    return [eval("1 + 1") for n in "a"], [sorted(vars()) for i in "a"] if 0 else 0
show(29, f)
def f():
    q = 5
    return [eval("q + z") + q for z in [1]]
show(30, f)
