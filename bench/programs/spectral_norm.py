# Nested generator sums over floats.
def eval_a(i, j):
    return 1.0 / ((i + j) * (i + j + 1) // 2 + i + 1)


def times(u, f):
    n = range(len(u))
    return [sum(f(i, j) * u[j] for j in n) for i in n]


def main(n=90):
    u = [1.0] * n
    for _ in range(4):
        v = times(times(u, eval_a), lambda i, j: eval_a(j, i))
        u = times(times(v, eval_a), lambda i, j: eval_a(j, i))
    vbv = sum(a * b for a, b in zip(u, v))
    vv = sum(a * a for a in v)
    return round((vbv / vv) ** 0.5, 6)
