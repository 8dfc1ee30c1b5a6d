"""Numbers of classes derived from int beside plain ones, the comparisons of sort(), hashes of large floats."""
from enum import IntEnum, Enum
class N(int): pass
class L(IntEnum): LOW=1; HIGH=3
x=7
print(1+L.HIGH, 10-L.HIGH, 2*L.HIGH, x//L.HIGH, x%L.HIGH, 2**L.HIGH, 10/L.HIGH, 2<L.HIGH, x>L.HIGH, sum(L), divmod(7, N(2)), pow(2, N(3)), 1<<N(2), 9>>N(1), 6&N(3), 6|N(1), 6^N(3), 2**-N(1))
x += N(3); print(x); x -= L.LOW; print(x); x *= N(2); print(x)
print(sorted([3,L.HIGH,1]), min([N(3),1]), 4<=N(3), (1,N(2))<(1,3), 10**20 + N(1), N(1) + 10**20, 1.5 + N(2), True + N(2), N(2) + True, 3 == N(3), 3 != N(3), 3 in [N(3)], {3: 1}[N(3)])
import math
print(float(L.HIGH), math.floor(N(3)), math.pow(2,N(3)), math.fsum([N(1),N(2)]), complex(N(3)), math.sqrt(N(4)), ~N(3), -N(3), +N(3), abs(N(-3)), int(N(3)), round(N(3)), bool(N(0)), hash(N(3)), math.ceil(N(2)), math.gcd(N(4), 6), N(10**20) + 1, 1 + N(10**20), float(N(10**20)), complex(N(10**20)))
try: print(len(N(3)))
except TypeError as e: print("TypeError")
class O(N):
    def __radd__(self, o): return "radd"
    def __lt__(self, o): return "lt"
    def __gt__(self, o): return "gt"
print(1 + O(2), 1 - O(2), 1 < O(2), O(1) < 1)
try: print(1 / N(0))
except ZeroDivisionError as e: print(e)
try: print("a" + N(1))
except TypeError as e: print("TypeError")
print("%d %s %x" % (N(3), N(4), N(255)), f"{N(3):05d}", "a" * N(3), [1] * N(2), [1,2,3][N(1)], range(N(3)), list(range(N(2), N(4))), bytes(N(2)), "abc"[N(1):N(3)])
nan = float("nan")
print(sorted([5.0,2.0,nan,1.0]), sorted({'a':nan,'b':1.0,'c':0.5}.items(), key=lambda t:t[1]), sorted([frozenset('ab'),frozenset('a'),frozenset('c'),frozenset('')]))
import functools, random
def counted(l, **k):
    n = [0]
    def cmp(a, b): n[0] += 1; return (a > b) - (a < b)
    return sorted(l, key=functools.cmp_to_key(cmp), **k), n[0]
r = random.Random(5)
for n in (0, 1, 2, 3, 5, 10, 31, 32, 33, 50, 63):
    for l in (list(range(n)), list(range(n, 0, -1)), [0] * n, [r.randrange(10) for _ in range(n)], [r.random() for _ in range(n)], [i // 3 for i in range(n)], [-(i // 3) for i in range(n)]):
        s, c = counted(l); print(n, c, s == sorted(l), counted(l, reverse=True)[1])
for n in (64, 65, 100, 1000, 5000):
    for l in (list(range(n)), list(range(n, 0, -1)), [0] * n, [r.randrange(10) for _ in range(n)], [r.random() for _ in range(n)], [i // 3 for i in range(n)], [i % 97 for i in range(n)]):
        s = sorted(l); print(n, all(s[i] <= s[i+1] for i in range(n-1)), sorted(zip(l, range(n)), key=lambda p: p[0]) == sorted(zip(l, range(n))), sum(l) == sum(s))
for n in (5, 20, 60):
    l = [r.choice([nan, r.randrange(9)]) for _ in range(n)]; print(sorted(l), sorted(l, reverse=True))
d={10.0**k:k for k in range(14,24)}; print([d.get(10**k) for k in range(14,24)], 1e22 in {10**22}, float(2**53+2) in {2**53+2}, hash(2.0**60) == hash(2**60), -1e20 in {-10**20})
def f(*args,k,j=1): print(locals())
f(1,k=2)
from fractions import Fraction
print(sum([0.1]*10, Fraction(1,2)), sum([1, 0.1, 0.2, 10**20, 0.3]), sum([0.1] * 10), sum([1, 2.5, Fraction(1, 2), 0.1]))
def g(a, *b, c, d=1, e, **f): return locals()
print(g(1, 2, c=3, e=4, z=5), g.__code__.co_varnames)
