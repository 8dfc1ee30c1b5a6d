# Keys whose __eq__ changes the very table that is looked at.
import gc


class Key:
    action = None

    def __init__(self, number=7):
        self.number = number

    def __hash__(self):
        return self.number

    def __eq__(self, other):
        if Key.action:
            action, Key.action = Key.action, None
            return action(self, other)
        return self is other


for size in (1, 3, 7, 8, 9, 12, 20):
    new = []
    old = [Key() for _ in range(size)]
    d = dict.fromkeys(old)

    def replace(self, other):
        del d[self]
        new.append(Key())
        d[new[0]] = 0
        return True

    Key.action = replace
    d.pop(Key(), None)
    Key.action = None
    for key in old + new:
        d.pop(key, None)
    print(size, len(d), list(d))
    for i in range(100):
        d[i] = i
    print(len(d), sum(d), d.popitem())

    s = set(old)

    def renew(self, other):
        s.clear()
        s.add("fresh")
        s.remove("fresh")
        gc.collect()
        hole = [[None] * 4 for _ in range(50)]
        return True

    Key.action = renew
    s.discard(Key())
    Key.action = None
    print(len(s), sorted(map(str, s.copy())))
    for i in range(30):
        s.add(i)
    print(len(s) - 30, sum(x for x in s if isinstance(x, int)))

    t = {*old}
    Key.action = lambda self, other: [t.add(i) for i in range(100)] and True
    t.add(Key())
    Key.action = None
    print(len(t) >= 100, sum(x for x in t if isinstance(x, int)))


class Busy:
    """Adds to the dict whenever it is hashed."""

    def __init__(self, number):
        self.number = number

    def __hash__(self):
        if Busy.table is not None:
            table, Busy.table = Busy.table, None
            for i in range(20):
                table[self.number * 1000 + i] = i
            Busy.table = table
        return self.number

    table = None


d = {}
Busy.table = d
for i in range(30):
    d[Busy(i)] = i
Busy.table = None
print(len(d), sum(v for v in d.values()))

import collections


class Evil:
    def __add__(self, other):
        for i in range(500):
            c["k%d" % i] = i
        return 77


c = collections.Counter()
c["a"] = Evil()
c.update("a")
print(c["a"], len(c))
