import math


def attempt(name, *args):
    try:
        print(name, args, getattr(math, name)(*args))
    except Exception as error:
        print(name, args, type(error).__name__, error)


print(math.pi, math.e, math.tau, math.inf, math.nan)
for args in [(12, 18, 27), (), (0, 5), (-4, 6), (10 ** 40, 15 ** 30), (7,), (1.5,)]:
    attempt("gcd", *args)
for args in [(4, 6), (), (0, 5), (-4, 6), (10 ** 20, 3)]:
    attempt("lcm", *args)
for args in [(50, 25), (5, 0), (5, 6), (10 ** 20, 2), (-1, 2), (5, -2), (2.0, 1)]:
    attempt("comb", *args)
    attempt("perm", *args)
attempt("perm", 5)
for n in (0, 1, 5, 25, 100, -1, 2.5, True):
    attempt("factorial", n)
for n in (0, 1, 24, 25, 10 ** 40, 10 ** 40 - 1, 2 ** 64 - 1, -1, 1.0):
    attempt("isqrt", n)
for args in [(3, 4), (3, 4, 12), (1e200, 1e200), (), (-5,), (1e-320, 1e-320), (math.inf, math.nan), (1, 2, 3, 4, 5.5)]:
    attempt("hypot", *args)
attempt("dist", (1, 2), (4, 6))
attempt("dist", [1, 2, 3], [1, 2, 3])
attempt("dist", [1], [1, 2])
attempt("prod", [1, 2, 3.5])
attempt("prod", [])
print(math.prod([2, 3], start=10), math.sumprod([1, 2], [3, 4]), math.sumprod([0.1] * 10, [1.0] * 10))
attempt("fsum", [.1] * 10)
attempt("fsum", [1e100, 1.0, -1e100])
attempt("fsum", [math.inf, -math.inf])
attempt("fsum", [math.inf, 1])
print(math.isclose(1, 1 + 1e-10), math.isclose(1, 1.1, rel_tol=0.2), math.isclose(0, 1e-12), math.isclose(0, 1e-12, abs_tol=1e-9))
for x in (0, 0.25, 1, -1, 2, 10, 1000, 10 ** 400, math.inf, -math.inf, "a", None):
    for name in ("sqrt", "exp", "log", "log2", "log10", "floor", "ceil", "trunc", "asin", "acosh", "fabs", "isfinite"):
        if isinstance(x, int) and x == 10 ** 400 and name not in ("log", "log2", "log10", "floor", "ceil", "sqrt"):
            continue
        try:
            print(name, getattr(math, name)(x))
        except Exception as error:
            print(name, type(error).__name__, error)
attempt("log", 8, 2)
attempt("log", 100, 10)
attempt("log", 0)
attempt("pow", 2, 0.5)
attempt("pow", 0, -1)
attempt("pow", -8, 1 / 3)
attempt("pow", 10, 400)
attempt("fmod", -7, 3)
attempt("fmod", 1, 0)
attempt("remainder", 7, 4)
attempt("ldexp", 0.5, 10)
attempt("ldexp", 1.0, 5000)
attempt("frexp", 10)
attempt("modf", -3.25)
attempt("modf", math.inf)
attempt("copysign", 3, -0.0)
attempt("degrees", math.pi)
attempt("radians", 180)
attempt("nextafter", 1, 2)
attempt("nextafter", 1, 0)
print(math.nextafter(1.0, 2.0, steps=3))
print([math.nextafter(x, y, steps=steps) for x in (0.0, -0.0, 5e-324) for y in (0.0, -0.0, math.nan) for steps in (None, 0, 2)])
attempt("ulp", 1.0)
attempt("ulp", 0)
attempt("exp2", 3)
attempt("fma", 2.0, 3.0, 4.0)
attempt("erf", 0)
attempt("expm1", 0)
attempt("floor", -2.5)
attempt("ceil", -2.5)
attempt("floor", 1e20)
attempt("gcd", "a")


class Half:
    def __float__(self):
        return 0.5

    def __floor__(self):
        return "floored"

    def __index__(self):
        return 12


print(math.sqrt(Half()), math.floor(Half()), math.gcd(Half(), 18))
