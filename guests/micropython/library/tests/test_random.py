import random

random.seed(42)
print(random.random(), random.randint(1, 100), random.choice("abcdef"), random.sample(range(100), 5))
print([random.gauss(0, 1) for _ in range(5)])
items = list(range(10))
random.shuffle(items)
print(items, random.choices([1, 2, 3], weights=[1, 2, 3], k=5), random.choices("ab", k=4), random.uniform(1, 2))
print(random.getrandbits(100), random.getrandbits(1), random.getrandbits(32), random.getrandbits(33), random.randbytes(5))
print(random.sample([1, 2, 3], 2, counts=[4, 1, 2]), random.choices("xyz", cum_weights=[1, 3, 10], k=6))
print(random.sample(range(10 ** 6), 30))
for seed in (0, 1, -1, 2 ** 32, 10 ** 30, "hello", b"bytes", "", bytearray(b"x")):
    random.seed(seed)
    print(repr(seed), random.random(), random.randrange(10 ** 40), random.randrange(0, 100, 7), random.randrange(9, 0, -2))
r = random.Random("hello")
print(r.random(), r.normalvariate(0, 1), r.expovariate(2), r.betavariate(1, 2), r.gammavariate(2, 3), r.gammavariate(.5, 1),
      r.gammavariate(1, 1))
print(r.triangular(), r.triangular(1, 5, 2), r.binomialvariate(10, .3), r.binomialvariate(100, .3),
      r.binomialvariate(100, .7), r.vonmisesvariate(1, 2), r.vonmisesvariate(0, 0))
print(r.lognormvariate(0, 1), r.paretovariate(3), r.weibullvariate(1, 2))
state = r.getstate()
first = [r.random() for _ in range(700)]
r.setstate(state)
print(first == [r.random() for _ in range(700)], len(state[1]), state[0])
a, b = random.Random(7), random.Random(7)
print([a.random() for _ in range(3)] == [b.random() for _ in range(3)])
print(0 <= random.SystemRandom().random() < 1, random.SystemRandom().randint(3, 3))
random.seed()
print(0 <= random.random() < 1)
for call in (lambda: random.randrange(0), lambda: random.randrange(5, 2), lambda: random.randrange(1, 9, 0),
             lambda: random.randrange(1.5), lambda: random.choice([]), lambda: random.sample([1], 2),
             lambda: random.sample({1, 2}, 1), lambda: random.choices([1, 2], [0, 0]), lambda: random.choices([1], [1, 2]),
             lambda: random.randint(5, 1), lambda: random.seed([1]), lambda: random.gammavariate(0, 1),
             lambda: random.randrange(5, 2, 1)):
    try:
        print(call())
    except Exception as error:
        print(type(error).__name__, error)


class Loaded(random.Random):
    def random(self):
        return 0.25


print(Loaded().uniform(0, 4))


class Half(random.Random):
    def random(self):
        return 0.5


class Bits(random.Random):
    def getrandbits(self, k):
        return 1


print(Half().randint(1, 10), Half().choice("abc"), Half().sample(range(9), 2), Half().randrange(0, 100, 7))
print(Bits().randint(1, 10), Bits().choice("abc"), Bits(1).random() == random.Random(1).random())

try:
    random.lognormvariate()
except TypeError as error:
    print(error.args != ())
