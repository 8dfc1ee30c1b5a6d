"""What is asked of the class of an instance, and what of the instance."""

def show(name, f):
    try: print(name, repr(f()))
    except BaseException as e: print(name, type(e).__name__)
class S:
    __slots__=('a','b')
class T(S): pass
t=T(); t.a=1; t.c=2
show('vars sub', lambda: vars(t))
show('dict', lambda: t.__dict__)
show('dir', lambda: [n for n in dir(t) if not n.startswith('__')])
class D(dict):
    def __missing__(self,k): return 'miss'
class D2(D):
    def __getitem__(self,k): return super().__getitem__(k)
show('super getitem', lambda: D2()['q'])
class E(dict):
    def keys(self): return ['z']
    def __getitem__(self,k): return k*2
e=E(a=1)
show('{**}', lambda: {**e})
show('dict()', lambda: dict(e))
def up(): d={}; d.update(e); return d
show('update', up)
show('f(**)', lambda: (lambda **k:k)(**e))
show('|', lambda: {} | e)
class F(dict):
    def __iter__(self): return iter(['q'])
ff=F(a=1)
show('F dict', lambda: dict(ff)); show('F **', lambda: {**ff}); show('F list', lambda: list(ff)); show('F keys', lambda: list(ff.keys())) ; show('F copy', lambda: ff.copy()); show('F json', lambda: __import__('json').dumps(ff))
class L(list):
    def __iter__(self): return iter([9])
def iadd(): x=[1]; x+=L([1,2]); return x
show('+= L', iadd)
def ext(): x=[1]; x.extend(L([1,2])); return x
show('ext L', ext)
show('list(L)', lambda: list(L([1]))); show('*L', lambda: [*L([1])]); show('tuple', lambda: tuple(L([1]))); show('+L',lambda: [1]+L([2])); show('sorted', lambda: sorted(L([1])));show('sum', lambda: sum(L([1]))); show('join',lambda: ','.join(type('LL',(list,),{'__iter__':lambda s: iter('xy')})(['a'])))
def sl(): x=[1,2,3]; x[:]=L([5]); return x
show('slice',sl)
def un(): a,=L([3]); return a
show('unpack', un)
show('call', lambda: (lambda *a:a)(*L([3])))
show('set', lambda: set(L([3]))); show('in', lambda: 9 in L([3])); show('max', lambda: max(L([3]))); show('zip', lambda: list(zip(L([3]),'a'))); show('enum', lambda: list(enumerate(L([3])))); show('map', lambda: list(map(str,L([3])))); show('any', lambda: any(L([0]))); show('iter', lambda: list(iter(L([0])))); show('for', lambda: [x for x in L([0])]); show('bytes', lambda: bytes(L([3]))) ; show('dict', lambda: dict(type('LL',(list,),{'__iter__':lambda s: iter([(1,2)])})()))
show('minmax', lambda: (max(1,2), min(L([4]),default=3)))
show('told class', lambda: isinstance(type('P',(),{'__class__':property(lambda s:int)})(), int))
class Mock:
    @property
    def __class__(self): return int
show('mock', lambda: (isinstance(Mock(),int), isinstance(Mock(),Mock), isinstance(Mock(), (str, int)), type(Mock()).__name__, Mock().__class__))
class Next:
    def __iter__(self): return self
    def __next__(self): return 1
n=Next(); n.__next__=lambda: 2
show('own next', lambda: next(n))
class Plain: pass
plain=Plain()
for name,f in dict(__iter__=lambda: iter([1]),__getitem__=lambda i:i,__format__=lambda s:'own',__round__=lambda *a: 8,__reversed__=lambda: iter([5]),__bytes__=lambda: b'x').items(): setattr(plain,name,f)
show('own iter', lambda: list(plain)); show('own format', lambda: f'{plain}'=='own'); show('own round', lambda: round(plain)); show('own reversed', lambda: reversed(plain)); show('own bytes', lambda: bytes(plain))
class I(int):
    def __index__(self): return 7
    def __int__(self): return 8
show('index', lambda: [0,1,2,3,4,5,6,7,8,9][I(2)]); show('range', lambda: range(I(2))); show('int', lambda: int(I(2))); show('hex', lambda: hex(I(2))); show('%d', lambda: '%d' % I(2)); show('slice', lambda: 'abcdef'[I(1):]); show('chr', lambda: chr(I(65))); show('float', lambda: float(I(2))); show('round', lambda: round(3.14159,I(2))); show('bytes', lambda: bytes(I(2)))
class Meta(type): pass
show('type of', lambda: Meta(5)); show('new class', lambda: Meta('X',(),{'a':1})); show('named', lambda: Meta('X',(),{'__module__':'m'}))
members={'a':1}; Meta('X',(),members); print(members)
class Many:
    def __init__(self,n): self.n=n
    def keys(self): return ['k%d'%i for i in range(self.n)]
    def __getitem__(self,k): return k
for n in (0,1,2,3,7,20): show('**', lambda: len((lambda *a,**k: k)(*range(n), **Many(n), x=1, y=2, z=3, **{'w':4}, v=5)))
show('** twice', lambda: (lambda **k: k)(**Many(2), k1=3))
show('sum', lambda: sum([bytearray(b'a')], bytearray()))
show('ImportError', lambda: ImportError(invalid=1)); show('ImportError', lambda: ImportError('a',name='b',path='c').path)
def compiles(source):
    try: compile(source,'x','exec'); print(source,'compiles')
    except SyntaxError: print(source,'SyntaxError')
for source in ('x, y: int','(x, y): int','[x]: int','x: int','x.y: int','x[0]: int','x: int = 3'): compiles(source)
