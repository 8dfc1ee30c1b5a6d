# Sets of small ints have CPython's order.
print({3, 1, 2}, set(range(20)), {100, 5, 33, 64, 1}, set([7, 3, 9, -1, -5]), {1, 2, 3} | {10, 5})
print({i * i for i in range(15)}, frozenset([5, 1, 9]), {1, 2, 3} - {2}, {1, 2} ^ {2, 3})
s = set(range(10))
s.discard(3)
s.add(100)
s.add(3)
print(s, s.copy(), set(s), s.pop())
