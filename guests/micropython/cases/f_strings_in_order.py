"""Each field of an f-string is put into text before the next one is evaluated."""

l=[1,2,3]
print(f'{l} pop {l.pop()} left {l}')
l=[1,2,3]
print(f'{l=} {{x}} {l.pop()!r:>4}|{l!s:>12} {l.pop()} }}{{ {len(l)}' f' and {l} {l.append(5)}' ' {plain}' f'{l}')
w=[10,3]
x=3.14159
print(f'{x:{w[0]}.{w[1]}f}|{w} {w.pop()} {w} {x:{w[0]}}')
class C:
    n=0
    def inc(self): self.n+=1; return self.n
    def __str__(self): return 'C%d'%self.n
c=C(); print(f'{c} {c.inc()} {c}', f'{c.inc()}', f'a', f'', f'{c}', f'{1}{2}', f'{c.inc()}{c.inc()}', f'{c.inc()} {c}'.upper(), f'{c.inc()}{c}'[0], f'{c}{c.inc()}'*2, len(f'{c}{c.inc()}'))
d={'a':1}; print(f"{d} {d.update(b=2)} {d} {d['b']}")
print(f'{[y for y in l]} {(z:=5)} {z} {(lambda: z)()} {x!r} {"nested" + f"{l} {l.pop()} {l}"}')
def g():
    print(f'{(yield 1)} {(yield 2)}')
try:
    i=g(); next(i); i.send('a'); i.send('b')
except StopIteration: pass
async def co(): return f'{await k()} {await k()}'
async def k(): return 'k'
try: co().send(None)
except StopIteration as e: print(e.value)
try: print(f'{l} {1/0}')
except ZeroDivisionError: print('zde')
try: print(f'{l:d} {print("evaluated")}')
except TypeError: print('te')
try: print(f'{l:d} {l}')
except TypeError: print('te')
print(f'{"a" "b"} {str(1)} {{}} {chr(65)}{{', f'''{l}
 {len(l)}''', rf'{l}\d{len(l)}', '{}'.format(f'{l}{len(l)}'), "{} {}".format(l, l.append(1)))
print(f'{l!a}{len(l):>{len("abc")}}{l!s}')
