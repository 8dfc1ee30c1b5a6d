"""Who is asked first about an operation, and about what."""

LOG=[]
def T(n,f):
    try: r=f()
    except Exception as e: r=type(e).__name__
    print(n,r,LOG); LOG.clear()
class A(bytes):
    def __gt__(self,o): LOG.append('gt A'); return []
class B(A):
    def __lt__(self,o): LOG.append('lt B'); return NotImplemented
class D(B):
    def __gt__(self,o): LOG.append('gt D'); return NotImplemented
T(1,lambda: A()<B()); T(2,lambda: B()<A()); T(3, lambda: D()>B()); T(4, lambda: B()>D()); T(5, lambda: A()<D()); T(6, lambda: D()<A()); T(7, lambda: B()<B()); T(8, lambda: D()<D()); T(9,lambda:D()>A()); T(10, lambda: A()>D())
class L(list):
    def __le__(self,o): LOG.append('le'); return True
class L2(L): pass
T(11,lambda: L([2])<=[1]); T(12,lambda: [1]>=L([2])); T(13, lambda: L([2])<=L2([1])); T(14, lambda: L2([2])>=L([1])); T(15, lambda: L([1])>=L2([2])); T(16, lambda: L2([1])<=[0]); T(17, lambda: [0]<=L2([1]))
class I(int):
    def __rxor__(self,o): LOG.append('rxor'); return (1,2)
    def __xor__(self,o): LOG.append('xor'); return NotImplemented
class J(I): pass
T(20,lambda: I(1)^I(2)); T(21,lambda: I(1)^J(2)); T(22, lambda: J(1)^I(2)); T(23, lambda: 1^I(2)); T(25, lambda: J(1)^J(1))
class E1(Exception): pass
class E2(E1):
    def __str__(self): return 'S'
T(30, lambda: (E1(1).__repr__(), E2(2).__repr__(), E2(2).__str__(), E1(3).__str__(), repr(E1(1)), Exception(1).__repr__()))
class O:
    def __lt__(self,o): LOG.append('lt O'); return NotImplemented
    def __gt__(self,o): LOG.append('gt O'); return NotImplemented
class P(O): pass
class Q(O):
    def __gt__(self,o): LOG.append('gt Q'); return NotImplemented
T(40, lambda: O()<O()); T(41, lambda: O()<P()); T(42, lambda: O()<Q()); T(43, lambda: Q()>O()); T(44, lambda: Q()<O()); T(45, lambda: max(O(),Q()))
class R:
    def __radd__(s,o): return ('radd', type(o).__name__)
    def __rmod__(s,o): return ('rmod', type(o).__name__)
    def __rfloordiv__(s,o): return ('rf', type(o).__name__)
    def __rmul__(s,o): return NotImplemented
class I(int): pass
class S(str): pass
class L(list): pass
class F(float):
    def __radd__(s,o): return ('fradd', type(o).__name__)
class G(float): pass
def t(f):
    try: print(f())
    except Exception as e: print(type(e).__name__)
for f in (lambda: I(1)+R(), lambda: S('x')+R(), lambda: L()+R(), lambda: I(5)//R(), lambda: I(2)*R(), lambda: I(1)+F(2), lambda: I(1)+G(2), lambda: G(1)+I(2), lambda: F(1)+I(2), lambda: S('a')+S('b'), lambda: I(3)**I(2), lambda: divmod(I(7),I(2)), lambda: L([1])+L([2]), lambda: S('%d')%I(3), lambda: I(7)%G(2), lambda: 1+F(1), lambda: 1.5+F(1), lambda: F(1)+F(2), lambda: bytes(S('a')), lambda: bytes(S('é'),'utf-8'), lambda: bytearray(S('é'),'utf-8'), lambda: bytearray(S('a'))): t(f)


# != of classes that leave it to the other side
log = []
class Left:
    def __eq__(*a): log.append('L.eq'); return NotImplemented
class Right:
    def __eq__(*a): log.append('R.eq'); return True
    def __ne__(*a): log.append('R.ne'); return NotImplemented
class Base:
    def __eq__(*a): log.append('B.eq'); return NotImplemented
class Der(Base):
    def __eq__(*a): log.append('D.eq'); return True
    def __ne__(*a): log.append('D.ne'); return NotImplemented
class OnlyEq:
    def __eq__(s, o): log.append('O.eq'); return True
class OnlyNe:
    def __ne__(s, o): log.append('N.ne'); return 'ne'
class Plain: pass
vals = [('Left',Left()),('Right',Right()),('Base',Base()),('Der',Der()),('OnlyEq',OnlyEq()),('OnlyNe',OnlyNe()),('Plain',Plain()),('1',1),('[]',[]),("''",''),('None',None)]
for n,a in vals:
    for m,b in vals:
        for op in ('==','!='):
            r = eval('a'+op+'b'); print(n,op,m,r,log); log.clear()
