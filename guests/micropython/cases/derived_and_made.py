"""Classes that derive from built-in types: what __new__ makes, and what __init__ fills."""

from collections import namedtuple, OrderedDict, defaultdict, deque, Counter
def show(n,f):
    try: print(n, repr(f()))
    except Exception as e: print(n, type(e).__name__)
class T(tuple):
    def __init__(self, items): super().__init__(); self.n=1
show('T',lambda: (tuple(T([1,2])), T([1]).n))
class I(int):
    def __init__(self, v, *a): super().__init__()
show('I',lambda: I(5)+1); show('I2', lambda: I('12',5)+1)
class I3(int):
    def __init__(self, v): super().__init__(v)
show('I3', lambda: I3(5))
class St(list):
    def __init__(self): self.append(1)
show('St', lambda: St())
class L2(list):
    def __init__(self, *a): self.a=a
show('L2', lambda: (list(L2([1,2])), L2([1,2]).a))
class D2(dict):
    def __init__(self, *a, **k): self['x']=1; super().__init__(*a, **k)
show('D2', lambda: D2(a=1))
class D3(dict):
    def __init__(self, *a, **k):
        super().__init__(); self.update(*a, **k)
show('D3', lambda: D3({'z':1},a=1))
class C(float):
    def __new__(cls, v, unit='c'):
        o=super().__new__(cls, v*2); o.unit=unit; return o
show('C', lambda: (C(1.5)+0, C(1.5,'f').unit, C(2,unit='k').unit))
class S(str):
    def __new__(cls, v): return str.__new__(cls, v.upper())
show('S', lambda: (S('ab')+'', S('ab'), len(S('abc'))))
class P(namedtuple('P','x y')):
    __slots__=()
    def __new__(cls, x, y=3): return super().__new__(cls, x, y)
show('P', lambda: (P(1), P(1,y=5), P(1)._replace(x=9), P(1).x))
class P2(namedtuple('P2','x y')):
    def __new__(cls, x, y=3): return super(P2, cls).__new__(cls, x, y)
    @property
    def s(self): return self.x+self.y
show('P2', lambda: (P2(1).s, P2._make([1,2])))
class N(int):
    def __new__(cls, v=0): return int.__new__(cls, v)
show('N', lambda: (N(), N(7), N(7)*2, type(N(7)).__name__, isinstance(N(1),int)))
class U(list):
    def __new__(cls, *a): o=super().__new__(cls); o.k=1; return o
show('U', lambda: (U([1,2]), U([1]).k, U()))
class V(list):
    def __new__(cls, *a): return super().__new__(cls, *a)
    def __init__(self, *a): super().__init__(*a); self.append(9)
show('V', lambda: V([1,2]))
class W(set):
    def __new__(cls, *a): return set.__new__(cls)
show('W', lambda: sorted(W([1,2])))
class X(tuple):
    def __new__(cls, *items): return tuple.__new__(cls, items)
show('X', lambda: (X(1,2), X(), X(1)[0], len(X(1,2,3)), X(1)+(2,)))
class Y(X): pass
show('Y', lambda: (Y(1,2), type(Y(1)).__name__))
class Z(bytes):
    def __new__(cls, n): return super().__new__(cls, n)
show('Z', lambda: (Z(3), Z(b'ab')+b'c'))
class FS(frozenset):
    def __new__(cls, *a): return super().__new__(cls, a)
show('FS', lambda: sorted(FS(3,1,2)))
class B(int):
    def __new__(cls, s): return super().__new__(cls, s, 2)
show('B', lambda: B('101')+0)
show('int.__new__', lambda: (int.__new__(int,5), str.__new__(str,'a'), tuple.__new__(tuple,[1]), list.__new__(list), dict.__new__(dict), object.__new__(object).__class__.__name__, float.__new__(float,'1.5')))
show('wrong', lambda: object.__new__(I3))
show('has', lambda: [(c.__name__, [n for n in ('__iter__','__len__','__getitem__','__setitem__','__next__','__call__','__add__','__hash__','__eq__','__int__','__contains__','__index__','__float__','__str__','__repr__','__sub__','__new__','__init__') if hasattr(c,n)]) for c in (int,float,str,bytes,list,tuple,dict,set,frozenset,range,bool,object,type,type(x for x in []),type(iter([])),Counter,defaultdict,deque,OrderedDict,T,Y)])
show('has i', lambda: [(type(c).__name__, [n for n in ('__iter__','__len__','__getitem__','__setitem__','__next__','__call__','__add__','__hash__','__eq__','__int__','__contains__','__index__','__float__','__str__','__repr__','__sub__','__new__','__init__') if hasattr(c,n)]) for c in (1,1.5,'a',b'',[],(),{},set(),frozenset(),range(3),True,object(),int,(x for x in []),iter([]),Counter(),defaultdict(),deque(),OrderedDict(),T([]),len,lambda:0,show)])
class DD(defaultdict):
    def __init__(self): super().__init__(list); self['a'].append(1)
show('DD', lambda: DD())
class CC(Counter):
    def __init__(self,*a): super().__init__(*a); self.k=1
show('CC', lambda: CC('aab'))
class OD(OrderedDict):
    def __init__(self,*a,**k): super().__init__(*a,**k)
show('OD', lambda: OD([(1,2)]))
class DQ(deque):
    def __init__(self, n): super().__init__(maxlen=n)
def dq():
    d=DQ(2); d.append(1); d.append(2); d.append(3); return list(d)
show('DQ', dq)
import copy
show('copy', lambda: (copy.copy(X(1,2)), copy.deepcopy(U([1,[2]])), copy.copy(C(2)).unit, copy.copy(St())))
class Singleton(dict):
    _i=None
    def __new__(cls,*a,**k):
        if cls._i is None: cls._i=super().__new__(cls)
        return cls._i
def sg():
    a=Singleton(x=1); b=Singleton(y=2); return a is b, dict(a)
show('sg', sg)
class E(Exception):
    def __new__(cls,*a): o=super().__new__(cls,*a); o.z=1; return o
show('E', lambda: (E(1,2).args, E(1).z))
class Imm(tuple):
    def __new__(cls, a, b): self=super().__new__(cls,(a,b)); return self
    def __init__(self,a,b): self.s=a+b
show('Imm', lambda: (Imm(1,2), Imm(1,2).s))
for f in (lambda: bytearray(b'a', 'x'), lambda: bytearray(3, None), lambda: bytearray('é', 'latin-1'), lambda: bytearray(-1), lambda: hex((1,)), lambda: oct((1,)), lambda: (hex(255), oct(-8), bin(5)), lambda: format(1, b''), lambda: -1 in bytearray(b'a'), lambda: 97 in bytearray(b'a')): show('checked', f)
