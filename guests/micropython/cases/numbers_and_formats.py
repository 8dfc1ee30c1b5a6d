"""Complex numbers, cmath, percent formats, and searches behind the end."""

import math, cmath


def show(name, function):
    try:
        result = repr(function())
    except BaseException as error:
        result = type(error).__name__ + ": " + str(error)
    print(name, "=>", result)


for s in """1j**2
(-8)**(1/3)
(1+2j)/(3+4j)
(1+2j)/0
(1+2j)/0j
-1j
complex(0,-0.0)
complex(-0.0,0)
(0.1+0.2j)*3
repr(1e20+1e-5j)
complex(float("nan"),float("inf"))
complex(1,2)
complex(1j,2j)
complex(1,2j)
complex(1.5)
complex("1+2j")
complex()
abs(3+4j)
abs(complex(1e308,1e308))
(1+2j)**3
(1+2j)**-2
(1+2j)**0.5
(1+2j)**(2+1j)
0j**0
0j**-1
0j**1j
(1e200+1j)**3
2**(1+1j)
(1+2j)**101
(1+2j)//1
1j < 2j
(1+2j)%2
hash(1j) == hash(complex(0,1))
hash(complex(2,0)) == hash(2)
bool(0j)
1j == 1j
complex(2) == 2
(1+2j).conjugate()
(1+2j).real
1 - 1j
1.5 * 2j
2j - 1
str(1j)
f"{1+2j}"
cmath.sqrt(-1)
cmath.sqrt(-2+3j)
cmath.sqrt(1e-320)
cmath.sqrt(-1e300-1e300j)
cmath.exp(1j*cmath.pi)
cmath.exp(800)
cmath.exp(709+1j)
cmath.log(-1)
cmath.log(1+1e-10j)
cmath.log(1e-310j)
cmath.log(1e308+1e308j)
cmath.log(0)
cmath.log(8,2)
cmath.log10(1000)
cmath.sin(1+2j)
cmath.cos(1+2j)
cmath.sinh(1+2j)
cmath.cosh(1+2j)
cmath.polar(3+4j)
cmath.rect(2, 1)
cmath.rect(2, 0.0)
cmath.phase(-1-0.0j)
cmath.isnan(complex("nan"))
cmath.isfinite(1j)
cmath.tau
math.lgamma(10)
math.lgamma(0.5)
math.lgamma(-0.5)
math.lgamma(1e10)
math.lgamma(3)
math.lgamma(0)
math.gamma(5.5)
"%-05d|%+0.3d|%.3d|%#.3g|%#o" % (5, 7, 5, 2.0, 8)
"%#g" % 2.0
"%#.0f" % 2.0
"%#.0e" % 2.0
"%ld" % 3
"%d" % "a"
"%x" % 5.5
"%d" % 3.7
"%d" % True
b"%s" % "a"
b"%s" % b"a"
b"%s" % bytearray(b"x")
b"%d" % 3
b"%a" % "é"
"abc".startswith("", 5)
"abc".startswith("", 3)
"abc".endswith("", 4)
"abc".startswith("", 2, 1)
"".startswith("", 1)
"éa".startswith("", 2)
"éa".startswith("", 3)
"abc".startswith(("", "x"), 9)
300 in b"abc"
-1 in b"abc"
97 in b"abc"
bytes(-1)
bytes([300])
bytes(True)
bytes("a")""".splitlines():
    show(s, lambda: eval(s))
class B:
    def __bytes__(self): return b"yes"
show("B", lambda: bytes(B()))
class Cx:
    def __complex__(self): return 1j
    def __float__(self): return 2.5
    def __index__(self): return 3
show("Cx", lambda: (complex(Cx()), float(Cx()), int(Cx())))
class Ix:
    def __index__(self): return 3
show("Ix", lambda: (complex(Ix()), float(Ix()), int(Ix()), math.sqrt(Ix()), cmath.sqrt(Ix())))
class F:
    def __int__(self): return 7
show("F", lambda: "%d" % F())
show("F", lambda: "%x" % F())
from decimal import Decimal
show("D", lambda: "%d" % Decimal("3.7"))
from fractions import Fraction
show("Fr", lambda: 1.5 + Fraction(1, 2))
show("Fr", lambda: Fraction(1, 2) + 1.5)
show("Fr", lambda: math.sqrt(Fraction(1, 4)))
show("Fr", lambda: 1.5 < Fraction(2))
show("Fr", lambda: sum([Fraction(1,2), 0.5]))
show("Fr", lambda: 2 ** Fraction(1,2))
show("Fr", lambda: 1j * Fraction(1,2))
