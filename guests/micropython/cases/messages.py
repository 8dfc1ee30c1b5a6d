# What is said of common mistakes is what CPython says, as models read it to mend their programs.
import math
import traceback


def refused(source):
    try:
        compile(source, "here.py", "exec")
        print("fine", repr(source))
    except SyntaxError as error:
        print(type(error).__name__, error, "|", error.msg == error.args[0], error.lineno, error.filename)


for source in ("f(a=1, a=2)", "'abc", "x = (1, [2, 3", "x = {1: (2", "x = 1)", "x = [1)", "(]", "f(1, 2))", "def f()\n  pass",
               "for x in y\n  pass", "else", "f(\n  a,\n  b\n\nx = 5\n", "print('a'\nprint('b')\n",
               "x = [1,\n2\ndef f(): pass", "\n\nx = 'ab\ny=3", "x = = 2\ny = (\n", "def f(a, *, a): pass", "lambda a, a: 0",
               "def f(a=1, b): pass", "def f():\n  print(x)\n  global x", "def f():\n  nonlocal x", "if x = 1:\n  pass",
               "while x = f(y):\n  pass", "   x = 1\n y = 2", "def f():\n    a\n  b\n", "break", "for x in y: pass\ncontinue",
               "return 1", "a = 'x' 'y", "((((((((((((1", "f(x for x in y]"):
    refused(source)
for source in ("if 1:\nx", "class A:\n\nx=1", "for i in x:\n  # c\ny"):
    try:
        compile(source, "here.py", "exec")
    except IndentationError as error:
        print(str(error)[:26], error.lineno)


class Own(SyntaxError):
    pass


for error in (SyntaxError("q"), Own("a")):
    print(error, error.msg, error.lineno, error.filename, traceback.format_exception_only(error))
try:
    exec("x = = 2")
except SyntaxError as error:
    print(traceback.format_exception_only(error)[-1], end="")


def said(function):
    try:
        print("fine", function())
    except Exception as error:
        print(type(error).__name__, error)


def store(sequence, index):
    sequence[index] = 1
    return sequence


def remove(sequence, index):
    del sequence[index]
    return sequence


def unpack(value):
    a, b = value


def unpack_rest(value):
    a, *b = value


def unpack_each(values):
    for a, b in values:
        pass


def repeat_in_place(sequence, count):
    sequence *= count


one, text, third, empty = [1], "a", (1,), []
for function in (
    lambda: store([], 0), lambda: store([1], -2), lambda: store([1], -1), lambda: store([1], "x"), lambda: remove([1], 1),
    lambda: remove([1, 2], -1), lambda: remove([1], "x"), lambda: [].pop(), lambda: [1].pop(1), lambda: [1, 2].pop(-2),
    lambda: one * 1.5, lambda: 1.5 * one, lambda: text * "b", lambda: third * None, lambda: b"x" * {}, lambda: one * one,
    lambda: {} * 2, lambda: repeat_in_place(one, 1.5), lambda: int(None), lambda: int([]), lambda: float(None),
    lambda: float({}), lambda: chr("a"), lambda: range(1.0), lambda: one["a"], lambda: text["b"], lambda: third[1.0],
    lambda: range(1, 2, 0), lambda: dict([(1, 2), (3,)]), lambda: dict(["ab", "cde"]), lambda: int("1", 99),
    lambda: unpack(None), lambda: unpack(5), lambda: unpack_rest(5), lambda: unpack_each([1]), lambda: math.nothing,
    lambda: math.nothing(), lambda: __import__("json").load_text("{}"), lambda: "".zfill("a"), lambda: type(1, 2),
):
    said(function)
