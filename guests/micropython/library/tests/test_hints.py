LINES = """
print "x"
print x, y
s = 'it's'
s = "abc
s = f"{x"
```python
x = 3 – 2
%matplotlib inline
pip install numpy
>>> 1 + 1
print(“x”)
"""  # each a program, which is compiled as if it stood at this place in the file


import vitrine._hints
import sys


def told(kind, function, *words):
    """Whether the hint of what `function` raises has these words, or there is none when there are none."""
    try:
        function()
    except BaseException as error:
        message = error.msg if isinstance(error, SyntaxError) else str(error)
        hint = vitrine._hints.hint_for(error, message)
        print(isinstance(error, kind), [word in hint for word in words] if words else hint)


def run(source):
    return lambda: exec(source, {"__name__": "__main__"})


FENCES, SHELL, STRING, PRINT = "Markdown fences", "no shell commands", "triple quotes", "This is Python 3: print is a"
FILE = told.__code__.co_filename
for line, words in ((2, PRINT), (3, PRINT), (4, STRING), (5, STRING), (7, FENCES), (8, "character '–' by -."),
                    (9, SHELL), (10, SHELL),
                    (11, SHELL), (12, "character '“' by \".")):
    told(SyntaxError, lambda: compile("\n" * (line - 1) + LINES.split("\n")[line - 1] + "\n", FILE, "exec"), words)
told(SyntaxError, run("  x = 1"), "left margin")
told(SyntaxError, run("def f():\n    await g()"), "async def main()")
told(SyntaxError, run("x = (1, 2"))
told(SyntaxError, run("x = 1)"))

for name, right in (("true", "True"), ("false", "False"), ("null", "None"), ("undefined", "None")):
    told(NameError, run(name), "In Python it is spelt %s." % right)
for name in ("xrange", "raw_input", "unicode"):
    told(NameError, run(name), "That is Python 2")
told(NameError, run("np.array([1])"), "numpy")
told(NameError, run("something_else"))

NONE = "The value is None: the call that made it found or returned nothing."
told(AttributeError, run("import re\nre.match('a', 'b').group()"), NONE)
told(AttributeError, run("[2, 1].sort().append(3)"), NONE)


class Asked:
    def __getattr__(self, name):
        raise AttributeError("no such " + name)


told(AttributeError, lambda: Asked().name)

told(TypeError, run("'a' + 1"), "Use an f-string, or str(value).")
told(TypeError, run("'a' + None"), "Use an f-string, or str(value).")
told(TypeError, run("'5' * '6'"))
told(TypeError, run("a, b = None"))
told(EOFError, run("input('name? ')"), "There is no keyboard: put the answer into the code, or into a file in /input.")
told(ImportError, run("from . import x"))
told(ImportError, run("import statistcs"), "Did you mean 'statistics'?")
told(ImportError, run("import quite_unknown"), "nothing can be installed")
told(FileNotFoundError, run("open('data.csv')"), "/input", "/output")
told(OSError, run("open('/input/new.txt', 'w')"), "Only /output and /tmp can be written")
told(RecursionError, run("def f(): f()\nf()"), "Use a loop")
told(RuntimeError, run("import asyncio\nasync def main():\n    asyncio.run(main())\nasyncio.run(main())"),
     "await the coroutine")

# CPython says these in the message.
if sys.implementation.name == "micropython":
    told(ImportError, run("from math import sqroot"), "Did you mean 'sqrt'?")
    told(ImportError, run("from math import nothing_like"), "The small guest's module 'math' has nothing of that name.")
    told(ImportError, run("from collections import OrderdDict"), "Did you mean 'OrderedDict'?")
    told(ImportError, run("from collections import Mapping"), "It is in collections.abc.")
    told(AttributeError, run("import math\nmath.sqroot(2)"), "Did you mean 'sqrt'?")
    told(NameError, run("math.pi"), "Did you forget to import 'math'?")
    told(NameError, run("prnt(1)"), "Did you mean 'print'?")
    told(SyntaxError, lambda: compile("\n" * 5 + LINES.split("\n")[5] + "\n", FILE, "exec"), "Each { in an f-string")
else:
    print("True [True]\n" * 8, end="")
