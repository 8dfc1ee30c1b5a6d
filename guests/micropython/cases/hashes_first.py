# Keys are only asked whether they are equal when their hashes are, and keep the hash that they came with.
import collections
import functools


def told(function):
    try:
        print(repr(function()))
    except Exception as error:
        print(type(error).__name__)


class Point:
    def __init__(self, x):
        self.x = x

    def __eq__(self, other):
        return self.x == other.x

    def __hash__(self):
        return hash(self.x)

    def __repr__(self):
        return "P%r" % (self.x,)


class Column:  # whose == makes an expression
    def __init__(self, name):
        self.name = name

    def __eq__(self, other):
        return f"{self.name} = {other!r}"

    def __hash__(self):
        return hash(self.name)

    def __repr__(self):
        return self.name


class CaseLess(str):
    def __eq__(self, other):
        return self.lower() == other.lower()

    def __hash__(self):
        return hash(self.lower())


class Ambiguous:
    def __init__(self, number):
        self.number = number

    def __eq__(self, other):
        raise ValueError("ambiguous")

    def __hash__(self):
        return self.number


for extra in (0, 3, 7, 8, 20, 100):
    filled = {"k%d" % i: i for i in range(extra)}
    p = Point(1000)
    d = {**filled, p: "v"}
    s = {*filled, p}
    told(lambda: (d.get(None), d.get("k"), d.get(5), "zz" in d, None in s, 7 in s, (1, p) in s, p in d, Point(1000) in s))
    told(lambda: (d.pop(Point(1000)), d.pop(Point(1000), "gone"), len(d) - extra, p in s, len(s - {Point(1000)}) - extra))
    a, b = Column("a"), Column("b")
    columns = {**filled, a: 1, b: 2}
    told(lambda: (len(columns) - extra, columns[a], columns[b], len({*filled, a, b}) - extra, columns.get(Column("c"))))
    told(lambda: (len(dict.fromkeys([*filled, a, b])) - extra, len(collections.Counter([a, b, a])), len(set(columns)) - extra))
    x, y = Ambiguous(77777), Ambiguous(88888)
    told(lambda: ({**filled, x: 1, y: 2}[y], x in {*filled, x, y}, 5 in {*filled, x, y}))
    told(lambda: {**filled, x: 1}.get(Ambiguous(77777)))
    told(lambda: ({**filled, "Content": 1}.get(CaseLess("CONTENT")), {**filled, CaseLess("Content"): 1}.get("Content")))
    told(lambda: ({**filled, CaseLess("Content"): 1}.get(CaseLess("CONTENT")), CaseLess("A") in {*filled, CaseLess("a")}))
    told(lambda: (({**filled, (1, a): 1}).get((1, b)), (a,) in {*filled, (a,)}, (1, (2, x)) in {*filled, (1, (2, y))}))

    p = Point(1)
    d, s = {p: "v"}, {p}
    p.x = 2
    told(lambda: (p in d, d.get(p), Point(2) in d, p in s, Point(2) in s, Point(1) in d))
    d[p] = "w"
    s.add(p)
    told(lambda: (d, s))
    p.x = 1
    told(lambda: (d.pop(Point(1)), d.pop(Point(1), "gone"), d, p in s))

    many = {**filled}
    objects = [Point(i * 7) for i in range(50)]
    for i, point in enumerate(objects):
        many[point] = i
    told(lambda: [many[Point(i * 7)] for i in range(50)] == list(range(50)))
    copies = [dict(many), many.copy(), {**many}, many | {}, collections.OrderedDict(many)]
    for point in objects[::2]:
        del many[point]
    told(lambda: (len(many) - extra, [many.get(o) for o in objects][:6], many.popitem(), [len(c) - extra for c in copies]))
    told(lambda: [[c[Point(i * 7)] for i in range(50)] == list(range(50)) for c in copies])
    points = set(objects) | set(filled)
    others = [set(points), points.copy(), points | set(), frozenset(points), points - {Point(0)}]
    for point in objects[::2]:
        points.discard(Point(point.x))
    told(lambda: (len(points) - extra, [o in points for o in objects][:6], [len(o) - extra for o in others]))
    told(lambda: (all(Point(o.x) in other for o in objects[1:] for other in others), len(points & others[0]) - extra))


@functools.lru_cache
def named(column):
    return column.name


print(named(Column("a")), named(Column("b")), named(Column("a")))


@functools.cache
def twice(x):
    return x * 2


class Number(int):
    def __eq__(self, other):
        return int(self) == int(other.real) if hasattr(other, "real") else other.no_such

    __hash__ = int.__hash__


print(twice(Number(3)), twice("x"), twice(Number(4)), twice("y"))

# how often is asked
asked = []


class Counted:
    def __init__(self, number):
        self.number = number

    def __eq__(self, other):
        asked.append("eq")
        return self.number == other.number

    def __hash__(self):
        asked.append("hash")
        return self.number * 8


d = {Counted(i): i for i in range(5)}
print(asked)
asked.clear()
print(d[Counted(3)], asked)
asked.clear()
s = {Counted(i) for i in range(9)}
print(Counted(4) in s, Counted(11) in s, asked)
