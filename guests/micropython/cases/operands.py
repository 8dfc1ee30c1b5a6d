"""Which operand is asked, and what counts as a number."""

def show(name, function):
    try:
        result = repr(function())
    except BaseException as error:
        result = type(error).__name__ + ": " + str(error)
    print(name, "=>", result)


class A:
    def __add__(self, o): return "A.add"
    def __radd__(self, o): return "A.radd"
    def __lt__(self, o): return "A.lt"
    def __iadd__(self, o): return NotImplemented
class B(A):
    def __radd__(self, o): return "B.radd"
    def __gt__(self, o): return "B.gt"
class C(A): pass
show(1, lambda: A() + B()); show(2, lambda: A() < B()); show(3, lambda: B() + A()); show(4, lambda: A() + C()); show(5, lambda: C() + B())
def f(): a = A(); a += B(); return a
show(6, f)
class I(int):
    def __radd__(self, o): return "I.radd"
    def __gt__(self, o): return "gt"
show(7, lambda: (1 + I(2), I(2) + 1, 1 < I(2), I(3) < I(4), 1.5 + I(2), 2**70 + I(1), I(2) - 1))
class L(list):
    def __radd__(self, o): return "L.radd"
show(8, lambda: ([1] + L([2]), L([2]) + [1]))
class S(str):
    def __radd__(self, o): return "S.radd"
    def __gt__(self, o): return "gt"
show(9, lambda: ("a" + S("b"), "a" < S("b")))
class Lt:
    def __init__(self, v): self.v = v
    def __lt__(self, o): return self.v < o.v
    def __repr__(self): return "Lt%d" % self.v
show("max", lambda: max(Lt(1), Lt(3), Lt(2)))
show(">", lambda: Lt(3) > Lt(1))
show(">=", lambda: Lt(3) >= Lt(1))
show("l", lambda: [Lt(1)] > [Lt(0)])
show("num", lambda: 5 > Lt(1))
show("num", lambda: Lt(1) < 5)
show("none", lambda: None < Lt(1))
show("none", lambda: None > 5)
show("s", lambda: "a" > 5)
show("s", lambda: 5 < "a")
show("s", lambda: [] < ())
show("s", lambda: {} < {})
show("s", lambda: {1} < [1])
show("s", lambda: 1.5 < "x")
show("s", lambda: 1j < 1)
show("s", lambda: 1 < 1j)
show("s", lambda: slice(1) < slice(2))
class NI:
    def __lt__(self, o): return NotImplemented
    def __gt__(self, o): return NotImplemented
    def __add__(self, o): return NotImplemented
    def __radd__(self, o): return NotImplemented
show("NI", lambda: NI() < NI())
show("NI", lambda: NI() + NI())
show("NI", lambda: NI() + 1)
show("NI", lambda: 1 + NI())
show("rev", lambda: sorted([3,1,2], key=lambda x: Lt(x), reverse=True))
class F: 
    def __float__(self): return 2.0
show("F", lambda: 1.5 * F())
show("F", lambda: 1.5 < F())
show("F", lambda: F() * 1.5)
class Ix: 
    def __index__(self): return 2
    def __int__(self): return 3
show("Ix", lambda: 1 + Ix())
show("Ix", lambda: 1.5 + Ix())
show("Ix", lambda: (1, 2) * Ix())
show("Ix", lambda: 1 << Ix())
show("Ix", lambda: 1j + F())
show("Ix", lambda: "%d" % Ix())
show("Ix", lambda: range(Ix()))
show("Ix", lambda: hex(Ix()))
show("Ix", lambda: "abc"[Ix()])
show("Ix", lambda: [1,2,3][:Ix()])
show("Ix", lambda: bytes(Ix()))
show("Ix", lambda: chr(Ix()))
show("Ix", lambda: pow(2, Ix()))
show("Ix", lambda: round(2.567, Ix()))
show("Ix", lambda: "a".ljust(Ix()))
show("Ix", lambda: int("10", Ix()))
show("Ix", lambda: (2).to_bytes(Ix(), "big"))
import math
show("Ix", lambda: math.factorial(Ix()))
show("Ix", lambda: math.gcd(Ix(), 4))
show("Ix", lambda: math.sqrt(Ix()))
show("Ix", lambda: math.sqrt(F()))
show("Ix", lambda: float(Ix()))
