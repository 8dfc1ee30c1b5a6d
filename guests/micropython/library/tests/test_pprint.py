"""pprint: what is derived from the built-in types, mappings of other kinds, and what is readable."""
import pprint
from collections import *
from collections import ChainMap, UserDict, UserList, UserString
from types import SimpleNamespace, MappingProxyType
from dataclasses import dataclass


def p(value, **options):
    print(pprint.pformat(value, **options))


class D(dict): pass
class L(list): pass
class T(tuple): pass
class S(str): pass
class Se(set): pass
class DD(defaultdict): pass
class O(OrderedDict): pass
class C(Counter): pass
class Q(deque): pass
class DR(dict):
    def __repr__(self): return "DR!"*40
class I(int): pass
p(D({i:"x"*9 for i in range(12)}))
p(D(b=1,a=2))
p(L(["y"*20]*9))
p(T(["y"*20]*9))
p(S("a b "*40))
p(Se(range(40)))
p(DD(list,{i:"x"*9 for i in range(12)}))
p(O({i:"x"*9 for i in range(12)}))
p(C({i:i for i in range(22)}))
p(Q(range(40)))
p(Q(range(40),50))
p(DR(a=1))
p(I(1000000),underscore_numbers=True)
p(D(b=1,a=2), width=5)
p(DD(int,b=1,a=2),width=20, indent=3)
p(DD(int,b=1,a=2),width=20, sort_dicts=False)
p(C("aab"),width=5,indent=4)
p(O(b=1,a=2),width=10,indent=3)
p(MappingProxyType({"b"*40:1,"a"*40:2}))
p(bytearray(b"a"*90))
p(ChainMap({"a":1},{"b":"z"*80}))
p(UserDict({i:"x"*9 for i in range(12)}))
p(UserList(["y"*20]*9))
p(UserString("a b "*40))
p([UserDict({i:"x"*9 for i in range(12)})]*2)
class NS(SimpleNamespace): pass
p(NS(a="x"*50,b="y"*50))
@dataclass
class A:
    x: str
    y: object
@dataclass
class B(A):
    z: int=0
@dataclass
class Cu:
    x: str
    def __repr__(self): return "custom"*20
class Su(A): pass
p(A("x"*50,"y"*50))
p(B("x"*50,"y"*50))
p(Cu("x"*90))
p(Su("x"*50,"y"*50))
a = A("x" * 90, None); a.y=a
p(a)
p([a])
print(pprint.isreadable(object()), pprint.isreadable("<a>"), pprint.isreadable("..."), pprint.isreadable([object()]), pprint.isrecursive("<Recursion on"), pprint.PrettyPrinter(depth=1).isreadable([[1]]))
l=[1]; l.append(l)
print(pprint.isreadable(l), pprint.isrecursive(l), pprint.isreadable([1,{"a":(1,)}]))
p(frozenset(range(40)))
p({frozenset([1]):2})
p([set(),{},(),[],"",b""])
p([[]]*50)
p({"a":{}},width=3)
P=namedtuple("P","x y")
p([P("x"*40,"y"*40)]*2)
p(P("x"*40,"y"*40))
import datetime
p([datetime.datetime(2020,1,1)]*4)
p({1:2,"a":3,None:4,(1,):5,2.5:6})
p(b"abc"*50)
p([b"abc"*50])
p({"k":b"abc"*50})
p({"k":"word "*40})
p({"k"*20:["word "*40]})
p("a"*200)
p(["a"*200])
p("x\n"*50)
p("",width=1)
p([1.5,-3,1e100,True,None]*12)
p([1.5,-3,1e100,True,None]*12,compact=True)
p({"a":[1]*50},compact=True,width=40)
import enum
class Co(enum.Enum): R=1
p([Co.R]*20)
p({Co.R:1})
p(range(100))
p([range(3)]*30)
p(len)
p(int)
p([int,str]*12)
p({"users":[{"name":"Ann","tags":["a","b"],"addr":{"city":"X"*30,"zip":"123"}},{"name":"Bob","tags":[],"addr":None}]})
p({"users":[{"name":"Ann","tags":["a","b"],"addr":{"city":"X"*30,"zip":"123"}},{"name":"Bob","tags":[],"addr":None}]},indent=4,width=50)
p({"users":[{"name":"Ann","tags":["a","b"]}]},depth=2)
p([[[[1]]]]*30,depth=2)

print(pprint.pformat([True, 12345, False], underscore_numbers=True))

# depth cuts what is nested, and neither text nor what does not fit.
nested = {"text": "long " * 9, "bytes": b"abc" * 12, "one": (1,), "two": (1, 2), "list": [[1]], "set": {1, 2}, "empty": ()}
for depth, width in ((1, 80), (1, 30), (1, 1), (2, 30)):
    print(pprint.pformat(nested, depth=depth, width=width))
