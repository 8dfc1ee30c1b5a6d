"""Numbers of any size and their logarithms, formats of derived values, what hasattr() knows."""

import math
def show(n,f):
    try: print(n, repr(f()))
    except Exception as e: print(n, type(e).__name__)
for n in (2**1000,3**500,8**500,10**308,2**1023,2**1024-1,2**1024,10**309,7**777,10**5000,2**1024-2**969, 2**4096+1, 3**3000):
    show('log', lambda: (math.log(n), math.log2(n), math.log10(n), math.log(n,3)))
show('int', lambda: (int('ff',base=16), int('101',base=2), int('0x1f',base=0))); show('int', lambda: int('1',bas=2)); show('int', lambda: int(base=2)); show('int', lambda: int('1',2,base=2)); show('int',lambda: int(5,base=2))
from collections import namedtuple, OrderedDict, defaultdict
P=namedtuple('P','x y')
class T(tuple): pass
class F(float): pass
class D(dict):
    def __missing__(self,k): return 'm'+k
show('%', lambda: ('%s %s' % P(1,2), '%s-%s' % T([1,2]), '%d' % F(1.5), '%s' % D(), '%(a)s %(b)s' % D(a=1), '%(a)s' % OrderedDict(a=1), '%(x)s' % defaultdict(int)))
show('%', lambda: '%s' % P(1,2)); show('%', lambda: '%s' % (P(1,2),)); show('%', lambda: '%s %s' % [1,2]); show('%', lambda: 'abc' % {}); show('%', lambda: 'abc' % D()); show('%', lambda: 'abc' % T())
class G:
    def __init__(s,v): s.v=v
    def __gt__(s,o): return [1] if s.v>o.v else []
    def __lt__(s,o): return 'y' if s.v<o.v else ''
show('max', lambda: (max(G(1),G(3),G(2)).v, min([G(2),G(1),G(3)]).v))
class O: pass
show('has', lambda: [n for n in ('__eq__','__ne__','__lt__','__hash__','__str__','__repr__','__format__','__init__','__new__','__len__','__iter__','__call__','__add__','__dir__') if hasattr(O(),n)])
show('has', lambda: [[n for n in ('__abs__','__neg__','__mul__','__truediv__','__pow__','__or__','__and__','__xor__','__lt__','__ge__') if hasattr(x,n)] for x in (1,1.5,'a',[],{},set(),(),True,int,dict,O)])
