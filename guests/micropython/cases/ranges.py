def told(function):
    try:
        print(repr(function()))
    except Exception as error:
        print(type(error).__name__)


class Index:
    def __init__(self, value):
        self.value = value

    def __index__(self):
        return self.value


class Equal:
    def __eq__(self, other):
        return other == 6


small, long, down = range(0, 100, 3), range(10**15), range(2**40, -(2**40), -(2**38))
# what is in it, and where
for numbers in (small, down):
    told(lambda: [numbers.index(x) for x in numbers])
    told(lambda: [x in numbers for x in (-1, 0, 1, 33, 33.0, 99, 100, 2**38, -(2**40), 2**40, True, "a", None)])
    told(lambda: [numbers.count(x) for x in (0, 33, 33.0, 34, True, 2**39, Equal())])
    told(lambda: (numbers[0], numbers[-1], numbers[1:3], numbers[::-1], numbers[::2], bool(numbers), len(numbers)))
told(lambda: (small.index(Equal()), Equal() in small))
for missing in (34, "a", 2**70, None):
    told(lambda: small.index(missing))
told(lambda: 10**15 - 1 in long)
told(lambda: (10**15 in long, long[10**12], long[-1], long.index(10**14), bool(long), repr(long)))
told(lambda: long[10**15])
told(lambda: long["a"])
told(lambda: small[1.0])

# numbers that are no small ones, anywhere
for parts in ((2**30 - 2, 2**30 + 2), (-(2**30) - 2, -(2**30) + 2), (1700000000, 1700000240, 60), (2**62, 2**65, 2**63),
              (0, 2**40, 2**39), (5, 0, -(2**40)), (2**31 - 5, 2**31 - 1), (3, 2**70, 2**71), (2**40, 0), (0, -(2**40)),
              (-(2**30), 2**30 - 1, 2**30 - 1), (2**30 - 1, -(2**30), -(2**30)), (0, 2**30 - 1, 2**30 - 1)):
    numbers = range(*parts)
    told(lambda: (numbers, list(numbers), len(numbers), numbers.start, numbers.stop, numbers.step, bool(numbers)))
    told(lambda: ([x for x in numbers], list(numbers[::-1]), list(reversed(numbers)), sum(numbers), max(numbers, default=0)))
for i in range(10**10):
    if i == 3:
        break
print(i, next(iter(range(10**30, 10**31))))

# equal when they hold the same numbers
told(lambda: range(0, 3, 2) == range(0, 4, 2) != range(0, 5, 2))
told(lambda: (range(5, 5) == range(2**40, 0), range(3, 4) == range(3, 2**40, 2**41), range(3) == [0, 1, 2]))
told(lambda: len({range(3), range(0, 3), range(0), range(5, 1), range(2**40), range(0, 2**40, 1)}))
told(lambda: {range(10**12): "found"}[range(10**12)])

# what it is made from
told(lambda: range(Index(2), Index(2**40), Index(2**39)))
told(lambda: (range(True), range(False, True)))
for wrong in ((), (1, 2, 3, 4), (1.0,), ("a",), (None,), (1, 2, 0), (1, 2, Index(0)), (Index("a"),)):
    told(lambda: range(*wrong))
told(lambda: range(3).start)
told(lambda: setattr(range(3), "start", 1))
told(lambda: len(range(2**64)))
