import statistics as st
from fractions import Fraction
from statistics import NormalDist


def attempt(function, *args, **kwargs):
    try:
        print(function(*args, **kwargs))
    except Exception as error:
        print(type(error).__name__, error)


data = [2.75, 1.75, 1.25, 0.25, 0.5, 1.25, 3.5]
whole = [1, 2, 3, 4, 4]
for name in ("mean", "fmean", "geometric_mean", "harmonic_mean", "median", "median_low", "median_high", "median_grouped", "mode", "multimode", "stdev", "pstdev",
             "variance", "pvariance", "quantiles"):
    for values in (data, whole, [5], [], [0.1] * 10, [10 ** 20, 10 ** 20 + 1], [Fraction(1, 3), Fraction(5, 6)]):
        try:
            print(name, repr(getattr(st, name)(values)))
        except Exception as error:
            print(name, type(error).__name__, error)
print(st.mean([True, False, True]), st.mean(iter([1, 2])), st.mode("aabbb"), st.multimode("aabb"), st.median([1, 3, 5, 7]), st.stdev([1, 2, 3, 4]), st.variance([2, 4], 3))
print(st.quantiles(range(1, 101), n=10), st.quantiles([1, 2, 3, 4, 5], n=4, method="inclusive"), st.fmean([1, 2, 3], weights=[1, 1, 2]), st.harmonic_mean([40, 60], weights=[5, 30]))
x, y = [1, 2, 3, 4, 5], [2.1, 3.9, 6.2, 7.8, 10.1]
print(st.covariance(x, y), st.correlation(x, y), st.correlation(x, [1, 4, 9, 16, 25], method="ranked"), st.linear_regression(x, y), st.linear_regression(x, y, proportional=True))
n = NormalDist(100, 15)
print(n, n.pdf(110), n.cdf(110), n.inv_cdf(0.95), n.quantiles(), n.zscore(130), n.mean, n.variance, NormalDist.from_samples([1, 2, 3, 4]))
print(n.overlap(NormalDist(105, 20)), n + 5, n * 2, n + NormalDist(1, 2), n.samples(2, seed=7), n == NormalDist(100, 15))
attempt(st.correlation, [1, 1], [2, 3])
attempt(st.mean, ["a"])
attempt(st.quantiles, [1, 2], n=0)
print(st.geometric_mean([0, float("nan")]), st.geometric_mean([0, float("inf")]), st.geometric_mean([0, 3]), st.geometric_mean([float("inf"), 1]), st.geometric_mean([float("nan"), 1]))

nan, inf = float("nan"), float("inf")
for function in st.variance, st.pvariance, st.stdev, st.pstdev:
    for data in [nan, 1], [1, inf, 2], [inf, 1, -inf]:
        try:
            print(function.__name__, function(data))
        except AttributeError:
            print(function.__name__, "refused")
for z in (1.96, -1.96, 5.5, -0.26):
    print(NormalDist().cdf(z), NormalDist(100, 15).overlap(NormalDist(100 + z, 5)))
print(st.correlation([1.5, 2.25, 7.1, 3.3], [0.3, 9.25, 1.75, 2.2]), st.correlation([1e-120, 2e-120, 4e-120], [1e-120, 3e-120, 5e-120]))
print(st.harmonic_mean([3.5, 7.25, 1.1], [0.1, 0.7, 0.2]))
