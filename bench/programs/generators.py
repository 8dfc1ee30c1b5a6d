# Pipelines of generators and itertools.
import itertools


def numbers(n):
    for i in range(n):
        yield i


def squares(source):
    for x in source:
        yield x * x


def windows(source, size):
    window = []
    for x in source:
        window.append(x)
        if len(window) == size:
            yield tuple(window)
            window.pop(0)


def main():
    pipeline = windows(squares(numbers(60000)), 4)
    evens = (w for w in pipeline if w[0] % 2 == 0)
    total = sum(sum(w) for w in evens)
    chained = itertools.accumulate(itertools.islice(itertools.cycle([1, 2, 3]), 60000))
    return total, max(chained)
