# Tables that are made anew while they are iterated, or cannot be made for want of memory.
import functools
import gc

d = {}
for i in range(192):
    d[i] = i
it = iter(d)
for i in range(186):
    d.popitem()
keep = [bytearray(b"\xff" * 128) for i in range(3000)]
for i in range(1, 3000, 2):
    keep[i] = None
gc.collect()
d["x"] = 1
for k in keep:
    if k is not None:
        k.append(1)
print(d, sum(len(k) for k in keep if k is not None))
for size in (5, 8, 9, 12, 13, 24, 50, 191, 192, 193, 400):
    for left in (0, 1, 3, 8, 9, size // 2, size - 1):
        d = {i: i for i in range(size)}
        seen = []
        for key in d:
            seen.append(key)
            if len(d) > left and len(seen) == 1:
                break
        while len(d) > left:
            d.popitem()
        for i in range(20):
            d["n%d" % i] = i
            if i % 3 == 0:
                d.popitem()
        assert list(d) == [*range(min(left, size)), *["n%d" % i for i in range(20) if i % 3]], (size, left, list(d))
        assert all(d[key] is not None for key in d)
print("in order")

# chains of what calls what
f = lambda: 1
for i in range(20000):
    f = staticmethod(f)
g = int
for i in range(20000):
    g = functools.partial(g)
    g.x = 1
for chain in (f, g):
    try:
        chain()
        print("called")
    except RecursionError:
        print("called")

# __builtins__ that are put into the names of what asks for them
names = {}
exec("", {"__builtins__": {}})
exec("f = lambda: exec('pass', globals())", names)
del names["__builtins__"]
names["f"]()
print(type(names["__builtins__"]).__name__ in ("module", "dict"), len(list(names.values())))


class Both:
    def __float__(self):
        return 1.5

    def __index__(self):
        return 1


from array import array

a = array("d", [1])
a.append(Both())
a[0] = Both()
a.insert(0, Both())
i = array("i", [0])
i.append(Both())
print(a, i)
for wrong in (lambda: bytes("abc", errors="strict"), lambda: bytearray("abc", errors="strict"), lambda: array("i").format):
    try:
        print(wrong())
    except (TypeError, AttributeError) as error:
        print(type(error).__name__)
