ss=['','hello world','Hello World','HELLO','éÀ ß','ΑΣ ΟΔΟΣ','ǆ','ﬁx','  x\t y ','a1','123','²','٣','_ab','a-b','İ','ſ','line1\nline2\r\nline3','\u2028a\u3000b','\x85','1st x2y','ᾳ','x'*3]
ms='lower upper title capitalize swapcase casefold isalpha isalnum isdigit isdecimal isnumeric isspace isprintable isidentifier isascii islower isupper istitle split rsplit splitlines strip lstrip rstrip expandtabs encode'.split()
for s in ss:
    for m in ms: print(m, ascii(getattr(s,m)()))
    print([s.zfill(8), s.ljust(9,'é'), s.rjust(9), s.center(9,'*'), s.center(8), s.removeprefix('he'), s.removesuffix('ld'), s.splitlines(True), s.split(None,1), s.rsplit(None,1), s.split('l',1) , s.rsplit('l',1), s.strip('hed'), s.partition(' '), s.rpartition(' '), s.expandtabs(4)])
    b=s.encode()
    for m in 'lower upper title capitalize swapcase isalpha isalnum isdigit isspace isascii islower isupper istitle split rsplit splitlines strip expandtabs'.split(): print(m, getattr(b,m)())
    print(b.zfill(5), b.ljust(20,b'.'), b.center(20), bytearray(b).upper(), b.decode(), b.decode('latin-1').encode('ascii','replace'), b.decode('ascii','ignore'), b.decode('ascii','backslashreplace'))
print('-42'.zfill(6), '+1'.zfill(5), 'abc'.translate({97:'X',98:None}), 'abc'.translate(str.maketrans('ab','xy','c')), b'abc'.translate(bytes.maketrans(b'a',b'z'), b'c'), str.maketrans({'a':'b', 1:2}))
for e in ('utf-8','latin-1','ascii','utf-16','utf-16-le','UTF_8','utf-8-sig'):
    for h in ('strict','ignore','replace','xmlcharrefreplace','backslashreplace'):
        try: print(e,h,'aé€😀'.encode(e,h))
        except Exception as x: print(type(x).__name__, x)
for raw in (b'\xff',b'a\xc3',b'\xe2\x82',b'\xe2(\xa1',b'\xed\xa0\x80',b'\xf0\x9f\x98\x80',b'\xc0\x80',b'\xf4\x90\x80\x80'):
    for h in ('strict','ignore','replace','backslashreplace'):
        try: print(h, ascii(raw.decode('utf-8',h)))
        except UnicodeDecodeError as x: print(x, x.start, x.end, x.reason, x.encoding)
try: 'a'.encode('nope')
except LookupError as x: print(x)
print(str(b'abc','utf-8'), bytes('é','latin-1'), bytearray('x','ascii'))
vals=[0,1,-1,42,-42,10**20,True,1.0,-1.5,0.1,1e20,1e16,1e-5,123456789.123,float('inf'),float('nan'),-0.0,2.5,3.5,1/3,1e300,5e-324,'abc','é']
specs=['','d','5d','05d','+d',' d',',','_','x','#x','#b','o','X','e','.2e','f','.0f','.3f','10.2f','<10','>10','^10','*^10','=10','010','+010.2f','g','.3g','#.3g','%','.1%','n','s','.2','10s','_x','_b',',.2f','015,.2f','+,','>+8','z.0f','.10','020,d','G','E','F','^+9,','é>6','{','abc','.','5.5d','-','08.3e','#o','r']
for v in vals:
    for sp in specs:
        try: print(repr(v),sp,ascii(format(v,sp)))
        except (ValueError,OverflowError,TypeError) as x: print(repr(v),sp,type(x).__name__,x)
class P:
    x=3; y=[1,2,{'k':'v'}]
    def __format__(s,f): return 'P<%s>'%f
    def __repr__(s): return 'P()'
p=P()
for t,a,k in [('{} {}',(1,2),{}),('{0} {1} {0}',(1,2),{}),('{a} {b!r:>5}',(),{'a':1,'b':'x'}),('{0.x} {0.y[1]} {0.y[2][k]}',(p,),{}),('{:{}}',(5,10),{}),('{:{w}.{pr}f}',(3.14159,),{'w':8,'pr':2}),('{{}} {}',(1,),{}),('{!s} {!r} {!a}',('é','é','é'),{}),('{:abc}',(p,),{}),('{0!r:*^10}',(p,),{}),('{',(),{}),('}',(),{}),('{0',(1,),{}),('{} {0}',(1,2),{}),('{0} {}',(1,2),{}),('{2}',(1,),{}),('{x}',(),{}),('{:>{}}',('a',5),{}),('{a[0]}',(),{'a':[7]}),('{0[k]}',({'k':1},),{}),('{:d}',('x',),{}),('{0:}',(1,),{})]:
    try: print(t, ascii(t.format(*a,**k)))
    except (ValueError,IndexError,KeyError,TypeError) as x: print(t,type(x).__name__,x)
print('{a} {b}'.format_map({'a':1,'b':2}))
class D(dict):
    def __missing__(s,k): return '?'+k
print('{a} {b}'.format_map(D(a=1)))
for f,a in [('%5.2f',3.14159),('%-10s|','é'),('%10s|','é'),('%+d',5),('%x',255),('%#x',255),('%o',8),('%e',12345.678),('%g',0.0001),('%c','é'),('%c',233),('%r','é'),('%a','é'),('%%',()),('%05d',-42),('%.3s','abcdef'),('%s %s',(1,2)),('%(a)s-%(b)d',{'a':1,'b':2}),('%*d',(5,3)),('%.0f',2.5),('%.15g',0.1),('%s',None),('%d',3.9),('%i',True),('%5s|%-5s|',('a','b')),('%.2e',0),('%G',1e-10),('%s',[1,'a']),('%s %s',(1,)),('%s',(1,2)),('%+.1f',-0.05),('%x',-255),('%08.3f',-3.14159)]:
    try: print(f, ascii(f % a))
    except (TypeError,ValueError) as x: print(f,type(x).__name__,x)
