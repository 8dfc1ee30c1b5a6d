import operator as op
from operator import attrgetter, itemgetter, methodcaller

print(op.add(1, 2), op.sub(5, 3), op.mul(2, 3), op.truediv(1, 2), op.floordiv(7, 2), op.mod(7, 3), op.pow(2, 5), op.neg(3), op.pos(3), op.abs(-3))
print(op.lt(1, 2), op.le(2, 2), op.eq(1, 2), op.ne(1, 2), op.ge(1, 2), op.gt(3, 2), op.not_(0), op.truth([]), op.is_(None, None), op.is_not(1, None))
print(op.and_(6, 3), op.or_(6, 3), op.xor(6, 3), op.inv(5), op.lshift(1, 4), op.rshift(16, 2), op.concat([1], [2]), op.contains([1, 2], 2), op.countOf([1, 1, 2], 1), op.indexOf([3, 4], 4), op.index(5))
print(itemgetter(1)("abc"), itemgetter(0, 2)("abc"), itemgetter("k")({"k": 5}), itemgetter(slice(1, 3))("abcd"))
rows = [{"name": "b", "age": 2}, {"name": "a", "age": 2}, {"name": "c", "age": 1}]
print([r["name"] for r in sorted(rows, key=itemgetter("age", "name"))])


class Thing:
    def __init__(self, x):
        self.x = x
        self.inner = self

    def scaled(self, by, plus=0):
        return self.x * by + plus


t = Thing(4)
print(attrgetter("x")(t), attrgetter("inner.inner.x")(t), attrgetter("x", "inner.x")(t), methodcaller("scaled", 2, plus=1)(t), methodcaller("upper")("abc"))
items = [1, 2, 3]
op.setitem(items, 0, 9)
op.delitem(items, 1)
print(items, op.getitem(items, 0), op.iadd([1], [2]), op.length_hint([1, 2]), op.imul(3, 4))
for call in (lambda: op.indexOf([1], 5), lambda: op.index(1.5), lambda: attrgetter(5), lambda: attrgetter("nope")(t)):
    try:
        print(call())
    except Exception as error:
        print(type(error).__name__, error)

print(itemgetter(1), itemgetter(1, "a"), attrgetter("a.b"), attrgetter("a", "b"), methodcaller("f"), methodcaller("f", 1, x="y"))
print(itemgetter, type(attrgetter("a")), isinstance(methodcaller("f"), methodcaller), attrgetter("inner.x", "x")(t), attrgetter("inner.x")(t))

try:
    op.iconcat(1, 2)
except TypeError as error:
    print(error)
print(op.iconcat([1], (2,)))
