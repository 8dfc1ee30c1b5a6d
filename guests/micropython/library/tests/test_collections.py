import collections
from collections import ChainMap, Counter, OrderedDict, defaultdict, deque, namedtuple


def attempt(function, *args, **kwargs):
    try:
        print(function(*args, **kwargs))
    except Exception as error:
        print(type(error).__name__, error)


c = Counter("abracadabra")
print(c, c["a"], c["z"], c.most_common(2), c.total(), len(c), sorted(c.elements()))
c.update("aab")
c.subtract({"b": 1})
print(c, dict(c), list(c.items()), "z" in c)
print(Counter(a=3, b=1) + Counter(a=1, b=2), Counter(a=3, b=1) - Counter(a=1, b=2), Counter(a=3) & Counter(a=1, b=5),
      Counter(a=3) | Counter(b=2), +Counter(a=-1, b=2), -Counter(a=-1))
print(Counter(a=1) == Counter(a=1, b=0), Counter(a=1) <= Counter(a=2), Counter() == {}, Counter(a=1) < Counter(a=1))
d = Counter()
for word in "the cat the dog".split():
    d[word] += 1
print(d, repr(Counter()), d.most_common(), Counter([1, 1, "x"]), Counter({"a": 2}).copy())
del d["none"]
c += Counter(a=1)
print(c["a"], isinstance(c, dict), sum(c.values()), max(c, key=c.get))

dd = defaultdict(list)
for key, value in [("a", 1), ("b", 2), ("a", 3)]:
    dd[key].append(value)
print(dd, dict(dd), dd["new"], "other" in dd, dd.get("other"), len(dd))
n = defaultdict(int, {"x": 1}, y=2)
n["x"] += 5
n["z"] += 1
print(sorted(n.items()), n.default_factory is int, n == {"x": 6, "y": 2, "z": 1}, n.copy() == n)
tree = defaultdict(lambda: defaultdict(int))
tree["a"]["b"] += 2
print({k: dict(v) for k, v in tree.items()})
attempt(lambda: defaultdict(None)["k"])
attempt(lambda: defaultdict(5))

od = OrderedDict([("a", 1), ("b", 2), ("c", 3)])
od.move_to_end("a")
print(od, list(od))
od.move_to_end("c", last=False)
print(list(od), od.popitem(), od.popitem(last=False), od, OrderedDict())
print(OrderedDict(a=1, b=2) == OrderedDict(b=2, a=1), OrderedDict(a=1, b=2) == {"b": 2, "a": 1}, list(reversed(OrderedDict(a=1, b=2))))
attempt(OrderedDict().popitem)
attempt(lambda: od.move_to_end("zz"))

q = deque([1, 2, 3], maxlen=4)
q.append(4)
q.append(5)
q.appendleft(0)
print(q, len(q), q[0], q[-1], q.maxlen, list(q), 3 in q, bool(deque()))
q = deque("abcdef")
q.rotate(2)
print(q)
q.rotate(-3)
q.reverse()
print(q, q.index("a"), q.count("b"), deque([1]) + deque([2]), deque([1, 2]) * 2, deque([1]) == deque([1]), deque([1]) < deque([2]))
q.insert(1, "X")
q.remove("c")
del q[0]
q[0] = "Y"
print(q, q.popleft(), q.pop(), list(reversed(q)), q.copy())
q.extend("12")
q.extendleft("34")
print(q, deque(maxlen=0), deque([1, 2, 3], 2), deque(range(20))[7])
q.clear()
attempt(q.pop)
attempt(q.popleft)
attempt(lambda: deque([1])[5])
attempt(lambda: deque().remove(1))
attempt(lambda: deque([1]).index(7))
attempt(lambda: deque([1], -1))
attempt(lambda: deque([1], maxlen=1).insert(0, 2))


def change():
    d = deque([1, 2])
    for x in d:
        d.append(x)


attempt(change)
big = deque()
for i in range(1000):
    big.append(i)
    if i % 3 == 0:
        big.popleft()
print(len(big), sum(big), big[10])

Point = namedtuple("Point", ["x", "y"])
p = Point(1, y=2)
print(p, p.x, p[1], p._asdict(), p._replace(x=5), Point._fields, Point._make([3, 4]), p == (1, 2), len(p), p + (3,))
print(Point.__name__, Point.__doc__, isinstance(p, tuple), {p: 1}[Point(1, 2)], tuple(p), [*p], max(Point(1, 5), Point(2, 0)))
D = namedtuple("D", "a, b c", defaults=[10, 20])
print(D(1), D(1, 2), D(a=0, c=5), D._field_defaults, D.__match_args__)
x, y = p
print(x, y, hash(p) == hash((1, 2)), p.count(1), p.index(2), sorted([Point(2, 1), Point(1, 9)]))
print(namedtuple("R", "a def a 1b", rename=True)._fields)
attempt(Point, 1)
attempt(Point, 1, 2, 3)
attempt(Point, 1, z=2)
attempt(Point, 1, 2, x=3)
attempt(D)
attempt(namedtuple, "P", "a a")
attempt(namedtuple, "P", "class")
attempt(namedtuple, "P", "_a")
attempt(p._replace, z=1)
attempt(lambda: setattr(p, "x", 3))
attempt(Point._make, [1])


class Vector(namedtuple("Vector", "x y")):
    def __add__(self, other):
        return Vector(self.x + other.x, self.y + other.y)

    @property
    def norm(self):
        return (self.x ** 2 + self.y ** 2) ** 0.5


v = Vector(3, 4)
print(v, v.norm, v + v, v._replace(x=0).norm, v == (3, 4))

m = ChainMap({"a": 1}, {"a": 2, "b": 3})
print(m["a"], m["b"], len(m), sorted(m), dict(m), "b" in m, m.get("zz", 0), list(m.items()))
child = m.new_child({"b": 9})
child["z"] = 1
print(child["b"], child.parents["b"], child.maps, m)
attempt(lambda: m["zz"])


# ---- what is made of other objects ----

from collections import UserDict, UserList, UserString
from types import MappingProxyType

print(OrderedDict({"a": 1}), OrderedDict({"a": 1, "b": {}}), OrderedDict({}))
print(defaultdict.fromkeys("ab", 1), defaultdict.fromkeys("a"))
print(m.keys(), m.values(), m.items(), sorted(m.keys() | {"q"}), ("a", 1) in m.items(), ChainMap.fromkeys("ab", 1))
print(m | {"z": 1}, m | m, len(m.keys()), 3 in m.values(), ChainMap() == ChainMap(), bool(ChainMap()))
attempt(lambda: reversed(m))
attempt(lambda: m.pop("b"))
attempt(lambda: hash(m))

u = UserDict({"a": 1}, b=2)
print(u | {"c": 3}, u | UserDict(c=4), u.pop("a"), u, u.copy(), UserDict.fromkeys("xy", 0), u.setdefault("w", 1))
u |= {"q": 1}
print(u, u.popitem(), type(u.copy()).__name__, u.keys(), u == {"b": 2, "w": 1})

l = UserList([3, 1, 2])
print(l + [4], [4] + l, l * 2, 2 * l, l < [4], l <= UserList([3]), l.pop(0), l.index(2), l.count(1), type(l[:1]).__name__)
l += [7]
l *= 2
print(l, l == [1, 2, 7, 1, 2, 7])

s = UserString("hello")
print(type(s.upper()).__name__, s.upper(), "x" + s, s + "y", s * 2, UserString("%s") % 5, int(UserString("5")), s.find("l"))
print(s.split("l"), s.replace("l", UserString("L")), type(s.replace("l", "L")).__name__, s.startswith("he"), s <= "hello")

p = MappingProxyType({"a": 1})
print(p, str(p), p["a"], p | {"b": 2}, {"b": 2} | p, list(reversed(p)), p == {"a": 1}, type(p).__name__, len(p), p.get("z"))
attempt(lambda: MappingProxyType([1]))
attempt(lambda: MappingProxyType(5))
attempt(lambda: setattr(p, "x", 1))
attempt(lambda: p.__ior__({"z": 1}))
attempt(lambda: hash(p))
import copy
attempt(lambda: copy.copy(p))


# ---- circles, and what counts is not ----

circle = collections.defaultdict(list)
circle["a"] = circle
ordered = collections.OrderedDict()
ordered["a"] = ordered
chained = collections.ChainMap({})
chained["x"] = chained
listed = collections.UserList()
listed.append(listed)
print(circle, ordered, chained, listed)
print(collections.ChainMap, collections.UserDict, collections.UserList, collections.UserString)
print(collections.Counter({"a": "x"}), collections.Counter(a=None), collections.Counter({"a": 1}, a=2), collections.Counter({"a": 1}).update({"a": 2}))

# ---- the views of an OrderedDict ----

from collections import abc

o = OrderedDict(b=1, a=2)
views = (o.keys(), o.items(), o.values())
print(views, [type(each) for each in views], [list(reversed(each)) for each in views], [len(each) for each in views])
print([isinstance(each, kind) for each in views for kind in (abc.KeysView, abc.ItemsView, abc.ValuesView, abc.Set, abc.Reversible, abc.Collection, abc.Hashable, abc.Sequence)])
print([sorted(each) for each in (o.keys() & {"a"}, o.keys() | {"z"}, o.keys() - {"a"}, o.keys() ^ {"a"}, {"a", "q"} - o.keys(), {"a", "q"} & o.keys(), {"q"} | o.keys(), o.items() & {("a", 2)})])
print(o.keys() == {"a", "b"}, {"a", "b"} == o.keys(), o.keys() == {"a": 1, "b": 1}.keys(), {"a": 1, "b": 1}.keys() == o.keys(), o.keys() != {"a"}, {"a"} <= o.keys(), o.keys() > {"a"}, o.values() == o.values())
print("a" in o.keys(), ("a", 2) in o.items(), 2 in o.values(), dict(o.items()), OrderedDict(o.items()), {**o}, sum(o.values()), o.keys().isdisjoint(["q"]))
o["c"] = 3
o.move_to_end("b")
print(views, [list(each) for each in views])
o["self"] = o
print(o.items())

# ---- derived classes that call back, and names of parameters as keys ----


class Newest(OrderedDict):
    def __setitem__(self, key, value):
        OrderedDict.__setitem__(self, key, value)
        self.move_to_end(key)

    def __getitem__(self, key):
        value = super().__getitem__(key)
        self.move_to_end(key)
        return value


class Asked(OrderedDict):
    def __missing__(self, key):
        return "missing"


n = Newest(a=1, b=2)
n["a"] = 3
print(n, n["b"], Asked(a=1)["q"], Asked(a=1)["a"], n, n.pop("a"), n.popitem(last=False), n)


class Twice(deque):
    pass


import copy
print(repr(copy.copy(Twice([1, 2], 2))), repr(copy.copy(Twice([1]))))
print(Counter(iterable="x"), defaultdict(None, default_factory=int))
c = Counter()
c.update(iterable=2, self=3)
c.subtract(iterable=1)
print(c)


class Doubled(namedtuple("Doubled", "x y")):
    def __new__(cls, x, y=0):
        return super().__new__(cls, x * 2, y)


print(Doubled(1), Doubled(1)._replace(y=3), Doubled._make([5, 6]), Doubled._make([5, 6])._asdict())
