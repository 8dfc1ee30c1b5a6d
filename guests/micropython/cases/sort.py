st=7
def rnd(n):
    global st
    st=(st*1103515245+12345)&0x7fffffff
    return (st>>8)%n
for n in (0,1,2,7,8,9,20,100,1000):
    l=[(rnd(10),i) for i in range(n)]
    for rev in (False,True):
        a=sorted(l,key=lambda t:t[0],reverse=rev); print(n, hash(tuple(x[1] for x in a))%1 , a[:12], a[-5:])
        b=[x[0] for x in l]; b.sort(reverse=rev); print(b[:20])
l=[3,1,2]
try: l.sort(key=lambda x: l.append(1))
except ValueError as e: print(e)
except TypeError as e: print('TE')
try: sorted([1,'a',2])
except TypeError as e: print(e)
class A:
    def __init__(s,v): s.v=v
    def __lt__(s,o): return s.v<o.v
print([x.v for x in sorted([A(3),A(1),A(2)])])
print('x', end='', flush=True); print()
try: float('x')
except ValueError as e: print(e)
