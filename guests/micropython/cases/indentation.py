"""Tabs and spaces, features of the future, asynchronous generators with values, closing through yield from."""


def show(name, function):
    try:
        result = repr(function())
    except BaseException as error:
        result = type(error).__name__ + ": " + str(error)
    print(name, "=>", result)


def c(src):
    try: compile(src, "<s>", "exec"); return "ok"
    except SyntaxError as e: return "SyntaxError"
for s in ("if 1:\n\tx=1\n        y=2\n", "if 1:\n    if 2:\n\tx=1\n", "if 1:\n\tif 2:\n\t\tx=1\n\ty=2\n", "if 1:\n\tif 2:\n\t    x=1\n", "if 1:\n    x=1\n\ty=2\n", "def f():\n\tx=1\n\n\ty=2\n", "if 1:\n  x\n  y\n", "def f():\n    a = [1,\n\t2]\n    b\n", "if 1:\n        x\n\ty\n", "if 1:\n\tx\n        # comment\n\ty\n", "from __future__ import nope\n", "from __future__ import annotations, division\n", "async def f():\n  yield 1\n  return 5\n", "async def f():\n  yield 1\n  return\n", "async def f():\n  return 5\n", "def f():\n  yield 1\n  return 5\n"):
    show(repr(s), lambda: c(s))
class It:
    def __iter__(self): return self
    def __next__(self): return 1
    def throw(self, *a): print("throw", a); return 2
    def close(self): print("close")
def g(): yield from It()
def s():
    a = g(); next(a)
    try: return a.throw(GeneratorExit)
    except GeneratorExit: return "exit"
show(1, s)
