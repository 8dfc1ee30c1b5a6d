x=5; y='ab'; d={'k':1,'a:b':2}; l=[1,2,3]; pi=3.14159; w=10; p=2
def f(a,b=':'): return f'{a}{b}'
print(f"{x}", f'{x!r} {y!r} {y!s:>5}', f"{pi:.2f}", f"{pi:{w}.{p}f}|", f"{pi:>{w}}|", f"{d['k']} {d['a:b']}", f"{f(1, b=':')}", f"{', '.join(f'{i}' for i in l)}")
print(f"{x=}", f"{x = }", f"{x=:>5}", f"{y=}", f"{y=!s}", f"{x==5}", f"{x!=5}", f"{x<=5}", f"{(lambda z: z*2)(x)}", f"{ {'a':1}['a'] }", f"{{}} {{{x}}}", f"{x}{y}{x}")
print("a {b} " f"{x}" " {c}", f"{x}" "{}" f"{y}", "{" f"{x}" "}", f"a" "b" f"c{x}")
print(f'{"nested " + f"{x + 1} {f"{y}"}"}', f"{y if x > 3 else 'no'}", f"{l[0]:03d} {l[-1]}", f"{'}'}", f"{'{'}", f"\x7b{x}\x7d", f"{x:#x} {x:b}", f"{1_000_000:,}", f'''{
x
} multi
{y}''')
print(rf"\d{x}\n", fr"{y}\t", F"{x}" R"\n", f"{x:%}" , f"{y:*^{w}}", f"{'a' 'b'}", f"{x,y}", f"{[i for i in range(3)]}", f"{ {1,2} }", f"{d}")
class P:
    def __format__(s, spec): return 'F' + spec
    def __str__(s): return 'S'
    def __repr__(s): return 'R'
print(f"{P()} {P():abc} {P()!r} {P()!s}", f"{P()=}")
for src in ('f"{}"','f"{x"','f"{x!z}"','f"{ }"'):
    try: print(eval(src))
    except SyntaxError: print('SyntaxError', src)
    except ValueError: print('ValueError', src)
print(f"{f'{f"{x}"}'}{y}", f"{'\n'.join(y)}", f"{x:{'>'}{w}}|", f"é{y}ß{x}")
print(f"{'a':>{w}}{'b':<{w}}|", f"{x:{w}d}", f"{x}" f"{y}", (f"{x}"
  f"{y}"), f"total: {sum(l):,.2f} ({len(l)} items)")
