"""What derives from a built-in type is still one: lengths, truth, texts, class methods, copies and changes."""

def show(n,f):
    try: print(n, repr(f()))
    except Exception as e: print(n, type(e).__name__)
show('sd', lambda: sorted(set('ab').symmetric_difference('ccb')))
def sdu(): s={1}; s.symmetric_difference_update([2,2]); return sorted(s)
show('sdu', sdu)
def sds(): s={1}; s.symmetric_difference_update(s); return sorted(s), sorted({1,2}^{2,3})
show('sds', sds)
class K:
    def __repr__(s): raise ValueError
try: print([1,K()])
except ValueError: print('VE')
class K2:
    def __repr__(s): print('in repr'); return 'K'
print([K2()], K2())
def fd():
    def f(): pass
    f.a=1
    d=f.__dict__
    return dict(d), f.a
show('fd', fd)
def brep():
    b=bytearray(b'abc'); c=b.replace(b'x',b'y'); c[0]=65; p=b.partition(b','); p[0][0]=66; q=b.rpartition(b','); q[2][0]=67; s=bytearray(b'b'); r=b.partition(s); r[1][0]=70
    return b, s, b.replace(b'a',b'z',0) is b
show('brep', brep)
class B(bytes): pass
class BA(bytearray): pass
class I(int): pass
class F(float): pass
class D(dict): pass
show('fromhex', lambda: (B.fromhex('1a2b'), type(B.fromhex('1a')).__name__, type(BA.fromhex('1a')).__name__, type(I.from_bytes(b'\1','big')).__name__, type(F.fromhex('0x1p3')).__name__, type(D().fromkeys('ab')).__name__, D.fromkeys('ab'), type(B().fromhex('00')).__name__, type(bytearray().fromhex('00')).__name__))
def note():
    e=ValueError(1); e.__notes__=42; e.add_note('x')
show('note', note)
class IS(int): pass
def iop():
    x=IS(5); y=x; y-=0; z=x; z*=1; z|=0; s=type('SS',(str,),{})('a'); t=s; t+=''; u=s; u*=1
    l=type('LL',(list,),{})([1]); m=l; m+=[2]; n=l; n*=2
    return type(y).__name__, type(z).__name__, type(t).__name__, type(u).__name__, type(m).__name__, m is l, n is l, l
show('iop', iop)
class IL(int):
    def __len__(s): return 0
class FL(float):
    def __len__(s): return 5
class SL(str):
    def __len__(s): return 5
show('bool', lambda: (bool(IL(3)), bool(FL(0)), bool(SL('')), not IL(1)))
class OL:
    def __len__(s): return 1
show('rev', lambda: reversed(OL()))
class R(int):
    def __rmul__(s,o): return 'rmul'
    def __radd__(s,o): return 'radd'
class RN(int):
    def __rmul__(s,o): return NotImplemented
show('rmul', lambda: ([1]*R(2), 'a'*R(2), (1,)*R(2), b'a'*R(1), [1]*RN(2), 'ab'*RN(2)))
class RS(str):
    def __radd__(s,o): return 'radd'
class RO:
    def __radd__(s,o): return 'radd'
    def __rmul__(s,o): return 'rmul'
def ia():
    l=[1]; l+=RO(); m=[1]; m*=RO(); n='a'; n+=RS('b'); return l,m,n
show('radd', lambda: ('a'+RS('b'), [1]+RO(), 'a'*RO(), 'x'+'y')); show('ia', ia)
class LR(list):
    def __radd__(s,o): return 'lradd'
show('lr', lambda: [1]+LR([2]))
class A(bytes):
    def __next__(self): return 1
class B(A):
    v=1
    def __eq__(self,o): return NotImplemented
    __hash__=None
print(bool(A()), bool(B()), bool(A(b'a')), any([B()]), not B(), len(B()))
class S(str): pass
class L(list): pass
class D(dict): pass
class F(float): pass
class I(int): pass
class T(tuple): pass
class Z(set): pass
print([bool(x()) for x in (S,L,D,F,I,T,Z,A)], [not x() for x in (S,L,D,F,I,T,Z,A)], [x() or 1 for x in (S,L,D,F,I,T,Z,A)])
