"""Dicts that are changed while they are iterated. Where a table grows, CPython forgets its places at other sizes."""


def seen(size, act, view=None):
    d = {i: i for i in range(size)}
    found = []
    try:
        for each in d if view is None else getattr(d, view)():
            found.append(each)
            if len(found) > 20: break
            act(d, each)
    except RuntimeError as e:
        found.append(str(e))
    print(size, found, d)


def again(d, key): del d[key]; d[key] = 1
def again_item(d, item): again(d, item[0])
def other(d, key): d[str(key)] = d.pop(key)
def behind(d, key):
    if key == 0: del d[1]; d["new"] = 1
def before(d, key):
    if key == 1: d.pop(0, None); d["new"] = 1
def last(d, key): d[d.popitem()[0]] = 2
def stop(d, key): raise RuntimeError("stopped")
def value(d, key): d[key] = -1
def passing(d, key): d["tmp"] = 1; del d["tmp"]
def more(d, key): d[len(d)] = 1
def fewer(d, key): d.pop(max(d))


for size in (0, 1, 2):
    seen(size, again)
    seen(size, again, "keys")
    seen(size, again, "values")
    seen(size, again_item, "items")
    seen(size, last)
for size in (0, 1, 2, 3, 5, 8, 9, 12, 13):
    seen(size, value)
    seen(size, passing)
    seen(size, more)
    seen(size, fewer)
    seen(size, stop)
for size in (1, 2):
    seen(size, other)
    seen(size, before)
seen(2, behind)
for size in range(1, 14):
    d = dict.fromkeys(range(size))
    for key in d: d.pop(key); d["x"] = 1; break
    for key in list(d): del d[key]
    d.update(a=1, b=2)
    print(d, len(d), list(d), d.popitem(), d)
one = {1: 1}
for key in one: again(one, key); break
print(one, list(one), 1 in one, one.get(1), list(reversed(one)), one == {1: 1}, one | {2: 2}, {**one})
def f(**kw):
    for key in kw: del kw[key]; break
    return kw
print(f(a=1, b=2))
class A: pass
a = A(); a.x, a.y = 1, 2
for name in vars(a): delattr(a, name); break
print(vars(a))
