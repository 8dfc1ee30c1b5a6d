import sys, struct, array
def t(s):
    try: print(s, '->', eval(s))
    except Exception as e: print(s, '->', type(e).__name__, e)
class A: pass
class B(A):
    def __new__(cls, *a): return object.__new__(cls)
class P:
    __x = 1
    def __init__(self): self.__y = 2
    def get(self): return self.__x, self.__y
    def __m(self, __k=3): return __k
    def call(self): return self.__m(), P.__x
class Q(P):
    def __init__(self):
        super().__init__()
        self.__y = 20
    def mine(self): return self.__y
nan = float('nan')
EXPRESSIONS = """
10**25/10**24
10**400/10**399
float(10**400)
10**400*1.5
1.5*10**400
2**53+1 > 2.0**53
2**53+1 == 2.0**53
2.0**53 < 2**53+1
10**400 > 1e300
1e300 < 10**400
10**400 == float("inf")
float("nan") == 10**30
10**30 != float("nan")
(2**63)/3
-(10**30)/7
1/(10**400)
(10**310)/(10**2)
(2**1074+1)/(2**2148)
5/2
7**100/3**190
123456789012345678901234567890/1e10
sys.version_info >= (3,8)
sys.version_info[:2]
sys.version_info.major
sys.version_info == (3,13,0,"final",0)
A(1)
A(x=1)
B(1) is not None
Q().get()
Q().mine()
Q().call()
sorted(k for k in Q().__dict__)
int("1__2")
int("_1")
int("1_")
int("1_000")
int("0x_ff",16)
int(" 12 ")
bytearray([300])
array.array("b",[-128,127])
struct.pack("<i",-2**31)
struct.pack("<q",-2**63)
struct.pack("<Q",2**64-1)
"a" in b"abc"
"a" in bytearray(b"abc")
b"a" in b"abc"
b"a"=="a"
{"a":1}.keys()=={"a"}
{"a"}=={"a":1}.keys()
{"a":1}.items()=={("a",1)}
nan in [nan]
[nan].index(nan)
[nan]==[nan]
(nan,)==(nan,)
[nan].count(nan)
nan==nan
nan!=nan
"""
for line in EXPRESSIONS.strip().split("\n"):
    t(line)
it = iter(range(10)); print({next(it): next(it) for _ in range(3)}, {next(it): next(it)})
def f(*, a=print('d')): pass
import statistics; print(statistics.mean([0.1,0.2,0.3]), statistics.stdev([1.5,2.5,4.0]))
