"""A class whose __getattr__ answers to every name: special methods are looked for in the class alone."""
class P:
    def __init__(s,path=''): s.path=path
    def __getattr__(s,n): return P(f'{s.path}/{n}')
    def __call__(s,*a): return f'CALL {s.path}{a}'
p=P('x')
print(p.a.b(1))
def t(n,f):
    try: r=f()
    except Exception as e: r=type(e).__name__
    if isinstance(r,str) and ' object at 0x' in r: r='objrepr'
    if isinstance(r,P): r='P:'+r.path
    print(n,r)
import copy, json, math, operator
for n,f in {'format':lambda:f'{p}','fmtspec':lambda:f'{p:>5}','str':lambda:str(p),'repr':lambda:repr(p),'len':lambda:len(p),'bool':lambda:bool(p),'add':lambda:p+1,'radd':lambda:1+p,'iter':lambda:list(p)[:2],'getitem':lambda:p[0],'contains':lambda:1 in p,'eq':lambda:p==P('x'),'eq2':lambda:p==p,'lt':lambda:p<1,'hash':lambda:isinstance(hash(p),int),'int':lambda:int(p),'float':lambda:float(p),'index':lambda:[1,2][p],'neg':lambda:-p,'abs':lambda:abs(p),'round':lambda:round(p),'divmod':lambda:divmod(p,2),'with':lambda:exec('with p: pass'),'next':lambda:next(p),'reversed':lambda:list(reversed(p)),'json':lambda:json.dumps(p),'bytes':lambda:bytes(p),'complex':lambda:complex(p),'ceil':lambda:math.ceil(p),'floor':lambda:math.floor(p),'trunc':lambda:math.trunc(p),'dir':lambda:'path' in dir(p),'isinst':lambda:isinstance(p,int),'call':lambda:callable(p),'iadd':lambda:operator.iadd(p,1),'setitem':lambda:operator.setitem(p,1,2),'delitem':lambda:operator.delitem(p,1),'fmt2':lambda:'%s'%p,'fmt3':lambda:'{}'.format(p),'join':lambda:','.join([p]),'sorted':lambda:sorted([p,p]),'sum':lambda:sum([p]),'max':lambda:max(p,p) is p,'print':lambda:print([p]) if 0 else '','issub':lambda:issubclass(int,p),'dict':lambda:dict(p),'print*':lambda:[*p][:1],'matmul':lambda:p@p,'pow':lambda:p**2,'inv':lambda:~p,'set':lambda:len({p,p}),'fspath':lambda:__import__('os').fspath(p),'open':lambda:open(p),'subcls':lambda:issubclass(P,p.__class__),'dict2':lambda:p.__dict__,'doc':lambda:p.__doc__,'name':lambda:p.__name__,'len0':lambda:p.__len__}.items(): t(n,f)
class Proxy:
    def __init__(self, target): self._target = target
    def __getattr__(self, name): print("get", name); return getattr(self._target, name)
class Target:
    def __len__(self): return 3
    def __iter__(self): return iter([1])
    def __getitem__(self, i): return i
proxy = Proxy(Target())
print(proxy.__len__(), hasattr(proxy, "__len__"), getattr(proxy, "__nothing__", None), hasattr(proxy, "nothing"))
for act in (lambda: len(proxy), lambda: list(proxy), lambda: proxy[0], lambda: proxy + [1], lambda: 1 in proxy, lambda: bool(proxy), lambda: proxy == [1, 2, 3], lambda: sorted(proxy)):
    try: print(act())
    except TypeError: print("TypeError")
