class L(list):
    def __contains__(self, x): return True
l = L([1])
print(99 in l, 99 not in l)
class D(dict):
    def __contains__(self, k): return True
print(5 in D())
class M(list):
    def __len__(self): return 99
print(len(M()), bool(M()))
class L(list): pass
l = L([1]); k = l; l += [2]; print(type(l).__name__, l is k, l)
def t(s):
    try: print(s, '->', eval(s))
    except Exception as e: print(s, '->', type(e).__name__, e)
class B0:
    def __bool__(self): return 1
class B1:
    def __len__(self): return -1
class B2:
    def __len__(self): return "x"
class B3:
    def __len__(self): return 0
class B4:
    def __bool__(self): return False
class I(int):
    def __iadd__(self, o): return "own"
class D(dict): pass
i = I(3); i += 1; print(i)
d = D(a=1); e = d; d |= {"b": 2}; print(type(d).__name__, d is e, d)
EXPRESSIONS = """
bool(B0())
bool(B1())
len(B1())
len(B2())
bool(B3())
bool(B4())
not B3()
slice(1,2)==slice(1,2)
slice(1)!=slice(2)
slice(1,2,3)==(1,2,3)
"abc".find("",5)
"abc".find("",3)
"abc".rfind("",4)
"abc".index("",4)
"abc".count("",9)
"abc".count("",2,1)
"äbc".count("",3)
"äbc".count("",4)
b"abc".find(b"",5)
b"abc".count(b"",4)
"abc".find("",-10)
"abc".find("",None)
bool(L())
bool(L([0]))
"""
for line in EXPRESSIONS.strip().split("\n"):
    t(line)
