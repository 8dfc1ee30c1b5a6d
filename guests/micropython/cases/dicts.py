d={}
st=12345
def rnd(n):
    global st
    st=(st*1103515245+12345)&0x7fffffff
    return (st>>8)%n
keys=[0]*0
ref=[]
import sys
class K:
    def __init__(s,v): s.v=v
    def __hash__(s): return s.v%7
    def __eq__(s,o): return isinstance(o,K) and s.v==o.v
def mk(k):
    t=k%4
    return k if t==0 else 's%d'%k if t==1 else (k,'x') if t==2 else K(k)
# model by list of pairs
def check(d,model):
    assert len(d)==len(model)
    ks=list(d.keys())
    for a,(b,v) in zip(ks,model):
        assert a==b, (a,b)
    for (k,v) in model: assert d[k]==v
for rounds in range(30):
    d={}; model=[]; space=rnd(60)+2
    for step in range(rnd(400)):
        op=rnd(10)
        k=mk(rnd(space))
        if op<5:
            v=rnd(1000); d[k]=v
            for i,(a,b) in enumerate(model):
                if a==k: model[i]=(a,v); break
            else: model.append((k,v))
        elif op<8:
            idx=[i for i,(a,b) in enumerate(model) if a==k]
            r=d.pop(k,None)
            if idx: assert r==model[idx[0]][1]; model.pop(idx[0])
            else: assert r is None
        elif op==8 and model:
            a=d.popitem(); b=model.pop(); assert a[0]==b[0] and a[1]==b[1]
        else:
            assert (k in d)==any(a==k for a,b in model)
    check(d,model); check(d.copy(),model); check(dict(d),model)
print('ok')
print({3,1,2}, set(range(20)), {100,5,33,64,1}, set([7,3,9,-1,-5]), {1,2,3}|{10,5}, {i*i for i in range(15)}, set('a'))
s=set(range(10)); s.discard(3); s.add(100); s.add(3); print(s, s-{1,2}, s&{2,3,100,200}, s^{1,500}, s.pop(), frozenset([5,1,9]))
d={'b':1,'a':2}; d['c']=3; del d['b']; d['b']=4; print(d, list(d.items()))
def f(**kw): return kw
print(f(z=1,a=2,m=3))
class C:
    z=1; y=2; x=3
print([k for k in C.__dict__ if not k.startswith('_')])
try:
    for k in d: d['new'+k]=1
except RuntimeError as e: print(e)
for bad in ([],{},set()):
    try: {}[bad]
    except TypeError as e: print('TE')
    try: d[bad]=1
    except TypeError as e: print('TE')
    try: {1,2}.add(bad)
    except TypeError as e: print('TE')
print({True:'a',1:'b',1.0:'c'}, d.popitem(), d)
from collections import OrderedDict
o=OrderedDict([('a',1),('b',2)]); o['c']=3; print(o.popitem(), list(o))
