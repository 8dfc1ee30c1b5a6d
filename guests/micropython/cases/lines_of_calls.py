# The lines of calls among arguments, and the tracebacks of what passes a context manager.
from contextlib import contextmanager, ExitStack
import traceback
class G(Exception): pass
class H(G):
    def __init__(self, a, b): super().__init__(a); self.b = b
@contextmanager
def t(): yield 1
def run(e):
    with t():
        raise e
def stack(e):
    with ExitStack() as s:
        s.enter_context(t())
        raise e
for f in (run, stack):
    for e in (G("x"), ValueError("y"), H(1, 2)):
        try: f(e)
        except Exception as error:
            out = []; tb = error.__traceback__
            while tb: out.append((tb.tb_lineno, tb.tb_frame.f_code.co_name)); tb = tb.tb_next
            print(type(error).__name__, [o for o in out])
e = G("q")
print(e.__traceback__, e.with_traceback(None) is e)
try: raise e
except G as x: x.__traceback__ = None; print(x.__traceback__)
try:
    try: raise G(1)
    except G as g: raise H(2, 3) from g
except H as h: print(repr(h.__cause__), repr(h.__context__), h.__suppress_context__); h.__cause__ = None; print(h.__cause__, h.__suppress_context__, repr(h.__context__)); h.__context__ = None; print(h.__context__)
def boom(): raise ValueError("b")
def ok(*a): pass
def lines(src):
    try: exec(compile(src, "z.py", "exec"), {"boom": boom, "ok": ok})
    except BaseException as e:
        tb = e.__traceback__; out = []
        while tb:
            if tb.tb_frame.f_code.co_filename == "z.py": out.append((tb.tb_lineno, tb.tb_frame.f_code.co_name))
            tb = tb.tb_next
        print(repr(src), out)
lines("ok(\n boom())"); lines("ok(\n boom(1))"); lines("ok(\n 1,\n boom())"); lines("ok(\n a=boom())"); lines("[\n boom()]"); lines("ok(boom(\n))"); lines("ok(\n boom().x)"); lines("x = [1,\n boom(),\n 2]"); lines("ok(\n (boom()))"); lines("boom(\n\n)"); lines("x = (\n boom)\nx()"); lines("ok(\n -boom())"); lines("ok(\n ok(\n  boom()))"); lines("{'a':\n boom()}"); lines("return_ = (\n boom()\n + 1)")
