"""What match asks about classes that decide themselves: protocols, abstract classes, metaclasses."""

from typing import Protocol, runtime_checkable
@runtime_checkable
class P(Protocol):
    __match_args__ = ('x', 'y')
    x: int
    y: int
class A:
    def __init__(self, x: int, y: int): self.x = x; self.y = y
@runtime_checkable
class Q(Protocol):
    def m(self): ...
class B:
    def m(self): pass
a = A(1,2)
print(isinstance(a, P), isinstance(B(), Q), isinstance(a, Q), isinstance(5, P))
match a:
    case P(): print('P')
    case _: print('no')
match a:
    case P(x=x, y=y): print('P', x, y)
    case _: print('no')
match a:
    case P(x, y): print('P', x, y)
    case _: print('no')
match B():
    case Q(): print('Q')
    case _: print('no')
import collections.abc, numbers
class M(type):
    def __instancecheck__(cls, o): return o == 5
class Z(metaclass=M): pass
for v in (5, [1], {}, 2.5, 'a', a, B(), {1}, None, True, (1,), b'x', range(2), 1j):
    r = []
    match v:
        case Z(): r.append('Z')
    match v:
        case numbers.Number(): r.append('N')
    match v:
        case collections.abc.Mapping(): r.append('M')
    match v:
        case collections.abc.Sequence(): r.append('S')
    match v:
        case collections.abc.Iterable(): r.append('I')
    match v:
        case object(x=1): r.append('o')
    print(r)
