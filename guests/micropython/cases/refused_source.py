"""Source that is a syntax error, and what looks like it and is none."""


def source(text):
    try:
        compile(text, "x", "exec")
    except SyntaxError:
        return False
    return True


for text in (
    # f-strings
    "f'{ =}'", "f'{ =:}'", "f'{3)+(4}'", "f'{3]}'", "f'{(3)}'", "f'{x = }'", "f'{x=!r:>5}'", "f'{x==y}'", "f'{a[\"b\"]}'",
    # := and the variables of comprehensions
    "[i := 0 for i in a]", "[[(i := 0) for j in a] for i in a]", "[(j := i) for i in a]", "[i for i in a if (j := i)]",
    "[i for i in a if (j := 0) for j in a]", "[i for i in a if (j := 0) for j, k in a]", "{i: 1 for i in a if (j := 0) for j in a}",
    "[i for x.i in a if (i := 0)]", "[(lambda: (i := 1)) for i in a]",
    "def f():\n [[(__x:=2) for _ in a] for __x in a]", "x = lambda: [i := 0 for i in a]",
    # annotations
    "f(): int", "a.b(): int", "a.b(c)[d]: int", "a(b).c: int = 1", "x: int", "(x): int = 1", "def f():\n global x\n x: int",
    "def f():\n global x\n x: int = 1",
    # parameters of types
    "def f[T, T](): pass", "def f[**A, A](): pass", "class C[T, *T]: pass", "type X[A, **A] = None", "def f[*A: str](): pass",
    "def f[**A: str](): pass", "def f[T=int, U](): pass", "class A[T=int, U=str]: pass", "def f[T: int, *U, **V](): pass",
    "type T[A=int, B] = 1",
    # imports
    "from a import b,", "from a import b, c,", "from a import b, c", "from a import (b, c,)", "from a import (b)", "from a import b as c, d",
    # characters
    "\\", "\\\n", "a = \\\n", "a = \\\n 1", "a\u00a0= 1", "\ufeffa", "x² = 1", "١ = 1", "a١ = 1", "x = ١", "\u200ba = 1", "a\u200b = 1",
    "é = 1", "日本 = 1", "π = 3", "ª = 1",
    # numbers and their attributes
    "1.5.2", "1..2", "1...", "0x1.5", "1.x", "1.e5", "1.e", "1e5.5", "1j.5", "1.5.", "0b1.", "1..real", "1. .real", "0x1..real",
    "1e.x", "5.real", "5 .real", "[1.,2.]", "1.e5.real", "0x10.real", "1e3.hex()", "2j.imag",
    # patterns
    "match a:\n case _(): pass", "match a:\n case _(b=1): pass",
):
    print(repr(text), source(text))
print(1.5.is_integer(), 1..real, 0x10.real, 1e3.hex(), 2j.imag, 0b11.bit_length(), 3.0.as_integer_ratio())
