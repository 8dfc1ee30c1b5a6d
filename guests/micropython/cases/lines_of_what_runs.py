# The lines that a traceback tells, of statements of several lines and of what stands in with.


def f(x, y=0):
    return x / y


def lines(source):
    try:
        exec(compile(source, "here.py", "exec"), {"f": f})
    except Exception as error:
        told = []
        entry = error.__traceback__
        while entry:
            if entry.tb_frame.f_code.co_filename == "here.py":
                told.append((entry.tb_lineno, entry.tb_frame.f_code.co_name))
            entry = entry.tb_next
        print(type(error).__name__, told)


MANAGER = """class M:
  def __enter__(self): pass
  def __exit__(self, *a): %s
"""
ASYNC = """class A:
  async def __aenter__(self): pass
  async def __aexit__(self, *a): %s
async def main():
  async with A():
    x = 1
    %s
  y = 2
import asyncio
asyncio.run(main())
"""
for source in (
    "[1 / x for x in [0]]", "def g():\n  return [\n    1 / x\n    for x in [0]]\ng()", "{x: 1 / x\n for x in [0]}",
    "[[1 / y for y in [0]]\n for x in [1]]", "{1 / x for x in [0]}", "list(1 / x\n for x in [0])", "[f(x)\n for x in [1]]",
    "def g():\n  [\n   1/x for x in [0]\n  ]\n\n[g()\n for x in [1]]", "f = dict(\n a=1,\n b=[][1],\n)",
    "raise ValueError(\n 1/0\n)", "x = (1\n if [][0]\n else 2)", "print(f(\n 1,\n **{'y': 0},\n))", "x = (1 +\n 2 +\n None)",
    "x = (None\n + 1)", "i = 0\nwhile 1 / (2 - i):\n  i += 1\n  z = 3\n", "for x in f(1,\n  0): pass",
    "x = 'a'.replace('b', 'c') \\\n .replace(\n 1, 2)", "if (1 <\n None):\n  pass", "def m(\n  a=1/0,\n): pass",
    "def k():\n  try:\n    x = 1\n  finally:\n    y = 2\n    1 / 0\n  z = 3\nk()", "@f\ndef n(): pass",
    "x = lambda: (\n 1 / 0)\nx()", "x = {}\nx['a'] += \\\n 1",
    "def g():\n  for i in range(3):\n    yield i\n    if i:\n      1 / 0\nfor x in g():\n  pass\n",
    "try:\n  x = 1\n  1/0\nexcept KeyError:\n  y = 2\n", "try:\n  x = 1\n  1/0\nexcept ZeroDivisionError:\n  y = 2\n  raise\n",
    "x = [1]\n" + "\n" * 3000 + "y = (1 +\n" + "\n" * 2500 + "None)\n1/0", MANAGER % "1/0" + "with M():\n  x = 1\n  y = 2\n",
    MANAGER % "1/0" + "with M() as m:\n  x = 1\n  raise KeyError(1)\n",
    MANAGER % "pass" + "with M():\n  x = 1\n  raise KeyError(1)\n",
    MANAGER % "pass" + "with M(), M() as m:\n  with M():\n    x = 1\n    1/0\n  z = 1\n",
    MANAGER % "pass" + "for i in range(3):\n  with M():\n    if i == 1: continue\n    if i == 2: break\n1/0",
    MANAGER % "pass" + "def g():\n  with M():\n    return 1\ng()\n\n1/0", ASYNC % ("1/0", "pass"), ASYNC % ("pass", "1/0"),
):
    lines(source)
