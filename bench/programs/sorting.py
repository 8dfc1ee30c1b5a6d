# Sorting with and without a key.
import random


def main():
    rng = random.Random(1)
    numbers = [rng.random() for _ in range(60000)]
    ordered = sorted(numbers)
    words = [str(int(n * 1e9)) for n in numbers]
    by_length = sorted(words, key=lambda w: (len(w), w))
    return ordered[0], by_length[0]
