import itertools as it
import operator


def attempt(function):
    try:
        print(list(function()))
    except Exception as error:
        print(type(error).__name__, error)


print(list(it.islice(it.count(5, 2), 4)), list(it.islice(it.count(0.5), 3)), list(it.islice(it.cycle("ab"), 5)), list(it.repeat(1, 3)))
print(list(it.accumulate([1, 2, 3])), list(it.accumulate([3, 1, 4], max)), list(it.accumulate([1, 2], initial=10)), list(it.accumulate([])),
      list(it.accumulate([1, 2, 3], operator.mul)))
print(list(it.chain([1], (2, 3), "a")), list(it.chain.from_iterable(["ab", [1]])), list(it.compress("abcd", [1, 0, 1, 0])))
print(list(it.dropwhile(lambda x: x < 3, [1, 2, 3, 1])), list(it.takewhile(lambda x: x < 3, [1, 2, 3, 1])), list(it.filterfalse(lambda x: x % 2, range(6))),
      list(it.filterfalse(None, [0, 1, ""])))
print([(k, list(g)) for k, g in it.groupby("aabbbc")], [(k, len(list(g))) for k, g in it.groupby([1, 3, 2, 4], key=lambda x: x % 2)])
print([k for k, g in it.groupby("aabbbc")])
groups = it.groupby([1, 1, 2])
k, g = next(groups)
k2, g2 = next(groups)
print(k, list(g), k2, list(g2))
print(list(it.islice("abcdef", 3)), list(it.islice("abcdef", 1, 5, 2)), list(it.islice("abcdef", 2, None)), list(it.islice([], 3)))
source = iter(range(10))
print(list(it.islice(source, 2, 4)), list(source))
print(list(it.pairwise("abcd")), list(it.pairwise([1])), list(it.starmap(pow, [(2, 3), (3, 2)])))
a, b = it.tee([1, 2, 3])
print(next(a), next(a), list(b), list(a), it.tee([1], 0))
print(list(it.zip_longest("ab", [1, 2, 3], fillvalue="-")), list(it.zip_longest()), list(it.zip_longest([1])))
print(list(it.product("ab", [1, 2])), list(it.product([0, 1], repeat=3)), list(it.product()), list(it.product([], [1])))
print(list(it.permutations("abc")), list(it.permutations([1, 2, 3], 2)), list(it.permutations([1], 2)), list(it.permutations([])))
print(list(it.combinations("abcd", 2)), list(it.combinations([1], 2)), list(it.combinations([1, 2], 0)))
print(list(it.combinations_with_replacement("abc", 2)), list(it.batched("abcdefg", 3)))
print(len(list(it.permutations(range(6)))), len(list(it.combinations(range(12), 5))))
attempt(lambda: it.islice([1], -1))
attempt(lambda: it.islice([1], 0, 1, 0))
attempt(lambda: it.batched([1], 0))
attempt(lambda: it.batched([1, 2, 3], 2, strict=True))
attempt(lambda: it.permutations([1], -1))
attempt(lambda: it.combinations([1], -1))
attempt(lambda: it.product([1], repeat=-1))

numbers = it.count(3)
next(numbers)
some = it.repeat("a", 3)
next(some)
print(numbers, it.count(5, 2), it.count(0.5, 0.5), it.count(step=-1), it.repeat(3), some, operator.length_hint(some), it.repeat(1, -5), it.repeat(object=2, times=1))
made = [it.cycle("a"), it.chain("a"), it.chain.from_iterable(["a"]), it.islice("a", 1), it.product("a"), it.permutations("a"), it.combinations("a", 1),
        it.combinations_with_replacement("a", 1), it.zip_longest("a"), it.accumulate("a"), it.batched("a", 1), it.takewhile(bool, "a"), it.dropwhile(bool, "a"),
        it.filterfalse(bool, "a"), it.starmap(max, "a"), it.pairwise("a"), it.tee("a")[0], it.groupby("a"), it.compress("a", "a"), next(it.groupby("a"))[1]]
print([repr(each).split(" at ")[0] for each in made])
print([type(each).__name__ for each in made], isinstance(made[1], it.chain), isinstance(made[4], it.product), all([iter(each) is each for each in made]))
print(it.product, hasattr(it.count(), "send"), type(it.count))
attempt(lambda: it.cycle(5))
attempt(lambda: it.takewhile(bool, 5))
nan = float("nan")
print([len(list(group)) for key, group in it.groupby([nan, nan, 1])])
for call in (lambda: it.combinations("ab", 1.5), lambda: it.combinations_with_replacement("ab", "1"), lambda: it.permutations("ab", 1.5)):
    try:
        print(call())
    except TypeError:
        print("TypeError")

try:
    it.zip_longest("ab", 3)
except TypeError as error:
    print(error)


# branches of a branch begin where it stands, and leave it there
letters, = it.tee("abcdef", 1)
print(next(letters), [next(it.tee(letters, 1)[0]) for _ in range(2)], next(letters))
one, two = it.tee(letters)
print(next(one), next(letters), list(two), list(one), list(letters), list(it.tee(letters)[1]))
print(it.tee([], 0), type(one).__name__)
