import array
r=[None,-100,-6,-5,-2,-1,0,1,2,4,5,6,100,10**30,-10**30]
h=0
def mix(x):
    global h
    for c in repr(x): h=(h*33^ord(c))&0xffffffff
for seq in ([],[1,2,3,4,5],(1,2,3,4,5),'abcde','aébßc😀','',b'abcde',bytearray(b'abcde'),range(5)):
    for a in r:
        for b in r:
            for c in (None,1,2,3,-1,-2,-7,10**30,-10**30):
                if type(seq) is range and (c is not None and abs(c)>100 or abs(a or 0)>100 or abs(b or 0)>100): continue
                x=seq[a:b:c]
                mix(x)
                if type(seq) in (list,bytearray):
                    t=seq[:]; del t[a:b:c]; mix(t)
                    t=seq[:]
                    try: t[a:b:c]=[9,8]; mix(t)
                    except ValueError as e: mix(str(e) if type(seq) is list else 0)
print(h)
l=[1,2,3]; l[1:1]=l; print(l); l[::2]=iter('abc'); print(l); l[:]=(i for i in 'xy'); print(l)
print('hello'[::-1], 'hello'[1:4:2], list('abc')[::-1], (1,2,3)[::-1])
a=array.array('i',[1,2,3,4]); print(a[::2], a[::-1]); del a[1]; print(a); del a[::2]; print(a)
b=bytearray(b'abc'); b[1:2]=b; print(b); del b[0]; print(b)
try: 'abc'[::0]
except ValueError as e: print(e)
