"""The module statistics. Sums are exact (fractions of integers), as in CPython."""

from collections import Counter as _Counter, namedtuple as _namedtuple
from fractions import Fraction as _Fraction
from math import erf as _erf, exp as _exp, fabs as _fabs, fsum as _fsum, hypot as _hypot, isqrt as _isqrt, log as _log
from math import frexp as _frexp, inf as _inf, sqrt as _sqrt, sumprod as _sumprod, tau as _tau

__all__ = ["NormalDist", "StatisticsError", "correlation", "covariance", "fmean", "geometric_mean", "harmonic_mean",
           "kde", "kde_random", "linear_regression", "mean", "median", "median_grouped", "median_high", "median_low",
           "mode", "multimode", "pstdev", "pvariance", "quantiles", "stdev", "variance"]


class StatisticsError(ValueError):
    pass


_ROOT2 = _sqrt(2.0)


def _exact(x):
    """(numerator, denominator); None for what is no finite number."""
    if isinstance(x, (int, bool)):
        return int(x), 1
    if isinstance(x, float):
        if x - x != 0:
            return x, None
        mantissa, exponent = _frexp(x)
        top, exponent = int(mantissa * 9007199254740992.0), exponent - 53
        return (top << exponent, 1) if exponent >= 0 else (top, 1 << -exponent)
    try:
        return x.as_integer_ratio()
    except AttributeError:
        raise TypeError("can't convert type '%s' to numerator/denominator" % type(x).__name__)


def _kind(a, b):
    """The type of results of numbers of two types."""
    if a is b or b is int or b is bool:
        return int if a is bool else a
    if a is int or a is bool:
        return b
    if issubclass(b, a):
        return b
    if issubclass(a, b):
        return a
    if issubclass(a, int):
        return b
    if issubclass(b, int):
        return a
    if issubclass(a, _Fraction) and issubclass(b, float):
        return b
    if issubclass(a, float) and issubclass(b, _Fraction):
        return a
    raise TypeError("don't know how to coerce %s and %s" % (a.__name__, b.__name__))


def _sum(data):
    """Returns (type, exact sum as a Fraction or a float that is not finite, count)."""
    partials = {}
    kind = int
    count = 0
    for x in data:
        count += 1
        kind = _kind(kind, type(x))
        top, bottom = _exact(x)
        partials[bottom] = partials.get(bottom, 0) + top
    if None in partials:
        return kind, partials[None], count
    total = _Fraction(0)
    if partials:
        bottom = max(partials)
        if all([bottom % other == 0 for other in partials]):
            total = _Fraction(sum([top * (bottom // other) for other, top in partials.items()]), bottom)
        else:
            for other, top in partials.items():
                total += _Fraction(top, other)
    return kind, total, count


def _convert(value, kind):
    if type(value) is kind or isinstance(value, float):
        return value
    if issubclass(kind, int) and value.denominator != 1:
        kind = float
    if issubclass(kind, (int, float, _Fraction)):
        return kind(value)
    return kind(value.numerator) / value.denominator


def mean(data):
    kind, total, n = _sum(data)
    if n < 1:
        raise StatisticsError("mean requires at least one data point")
    return _convert(total / n, kind)


def fmean(data, weights=None):
    if weights is None:
        data = list(data) if iter(data) is data or not hasattr(data, "__len__") else data
        n = len(data)
        if not n:
            raise StatisticsError("fmean requires at least one data point")
        return _fsum(data) / n
    data, weights = list(data), list(weights)
    if len(data) != len(weights):
        raise StatisticsError("data and weights must be the same length")
    bottom = _fsum(weights)
    if not bottom:
        raise StatisticsError("sum of weights must be non-zero")
    return _sumprod([float(x) for x in data], [float(w) for w in weights]) / bottom


def geometric_mean(data):
    logs = []
    found_zero = False
    for x in data:
        if x > 0.0 or x != x:
            logs.append(_log(x))
        elif x == 0.0:
            found_zero = True
        else:
            raise StatisticsError("No negative inputs allowed", x)
    if not logs and not found_zero:
        raise StatisticsError("Must have a non-empty dataset")
    total = _fsum(logs)
    if found_zero and total - total == 0:
        return 0.0
    return float("nan") if found_zero else _exp(total / len(logs))


def harmonic_mean(data, weights=None):
    data = list(data)
    n = len(data)
    if n < 1:
        raise StatisticsError("harmonic_mean requires at least one data point")
    if any([x < 0 for x in data]):
        raise StatisticsError("harmonic mean does not support negative values")
    if weights is None:
        if n == 1:
            return data[0]
        weights = [1] * n
        total_weight = n
    else:
        weights = list(weights)
        if len(weights) != n:
            raise StatisticsError("Number of weights does not match data size")
        total_weight = _sum(weights)[1]
    if any([x == 0 for x in data]):
        return 0
    kind, total, _ = _sum([w / x if w else 0 for w, x in zip(weights, data)])
    if total <= 0:
        raise StatisticsError("Weighted sum must be positive")
    return _convert(total_weight / total, kind)


def median(data):
    data = sorted(data)
    n = len(data)
    if n == 0:
        raise StatisticsError("no median for empty data")
    return data[n // 2] if n % 2 else (data[n // 2 - 1] + data[n // 2]) / 2


def median_low(data):
    data = sorted(data)
    if not data:
        raise StatisticsError("no median for empty data")
    return data[(len(data) - 1) // 2]


def median_high(data):
    data = sorted(data)
    if not data:
        raise StatisticsError("no median for empty data")
    return data[len(data) // 2]


def median_grouped(data, interval=1.0):
    from bisect import bisect_left, bisect_right
    data = sorted(data)
    n = len(data)
    if not n:
        raise StatisticsError("no median for empty data")
    x = data[n // 2]
    i = bisect_left(data, x)
    j = bisect_right(data, x, i)
    low = float(x) - float(interval) / 2.0
    return low + float(interval) * (n / 2 - i) / (j - i)


def mode(data):
    pairs = _Counter(iter(data)).most_common(1)
    if not pairs:
        raise StatisticsError("no mode for empty data")
    return pairs[0][0]


def multimode(data):
    counts = _Counter(iter(data))
    most = max(counts.values()) if counts else 0
    return [value for value, count in counts.items() if count == most]


def quantiles(data, *, n=4, method="exclusive"):
    if n < 1:
        raise StatisticsError("n must be at least 1")
    data = sorted(data)
    ld = len(data)
    if ld < 2:
        if ld == 1:
            return data * (n - 1)
        raise StatisticsError("must have at least one data point")
    result = []
    if method == "inclusive":
        m = ld - 1
        for i in range(1, n):
            j, delta = divmod(i * m, n)
            result.append((data[j] * (n - delta) + data[j + 1] * delta) / n)
        return result
    if method == "exclusive":
        m = ld + 1
        for i in range(1, n):
            j = i * m // n
            j = 1 if j < 1 else ld - 1 if j > ld - 1 else j
            delta = i * m - j * n
            result.append((data[j - 1] * (n - delta) + data[j] * delta) / n)
        return result
    raise ValueError("Unknown method: %r" % method)


def _squares(data, center):
    """Returns (type, exact sum of squared deviations, mean as a Fraction, count)."""
    if center is not None:
        kind, total, n = _sum([(x - center) ** 2 for x in data])
        return kind, total, center, n
    data = list(data)
    kind = int
    n = len(data)
    exact = []
    special = None  # infinities and NaN, of which the sum is one too
    for x in data:
        kind = _kind(kind, type(x))
        top, bottom = _exact(x)
        if bottom is None:
            special = top if special is None else special + top
        else:
            exact.append((top, bottom))
    if special is not None:
        return kind, special, special, n
    if not n:
        return kind, _Fraction(0), _Fraction(0), 0
    bottom = 1
    for _, other in exact:
        if bottom % other:
            bottom = max(bottom, other) if max(bottom, other) % min(bottom, other) == 0 else bottom * other
    tops = [top * (bottom // other) for top, other in exact]
    total = sum(tops)
    squares = sum([top * top for top in tops])
    return kind, _Fraction(n * squares - total * total, n * bottom * bottom), _Fraction(total, n * bottom), n


def variance(data, xbar=None):
    kind, total, _, n = _squares(data, xbar)
    if n < 2:
        raise StatisticsError("variance requires at least two data points")
    return _convert(total / (n - 1), kind)


def pvariance(data, mu=None):
    kind, total, _, n = _squares(data, mu)
    if n < 1:
        raise StatisticsError("pvariance requires at least one data point")
    return _convert(total / n, kind)


def _root_odd(n, m):
    a = _isqrt(n // m)
    return a | (a * a * m != n)


def _float_sqrt(n, m):
    """sqrt(n/m) as a float, rounded once."""
    bits = 0
    x, y = n, m
    q = (_bits(n) - _bits(m) - 109) // 2
    if q >= 0:
        return float(_root_odd(n, m << 2 * q) << q)
    return _root_odd(n << -2 * q, m) / (1 << -q)


def _bits(n):
    try:
        return n.bit_length()
    except AttributeError:
        bits = 0
        while n >> bits:
            bits += 1
        return bits


def _root_of(kind, mean_square):
    if kind not in (int, float, bool, _Fraction) and hasattr(kind, "sqrt"):
        return (kind(mean_square.numerator) / mean_square.denominator).sqrt()
    if not mean_square.numerator:
        return 0.0
    return _float_sqrt(mean_square.numerator, mean_square.denominator)


def stdev(data, xbar=None):
    kind, total, _, n = _squares(data, xbar)
    if n < 2:
        raise StatisticsError("stdev requires at least two data points")
    return _root_of(kind, total / (n - 1))


def pstdev(data, mu=None):
    kind, total, _, n = _squares(data, mu)
    if n < 1:
        raise StatisticsError("pstdev requires at least one data point")
    return _root_of(kind, total / n)


def covariance(x, y):
    n = len(x)
    if len(y) != n:
        raise StatisticsError("covariance requires that both inputs have same number of data points")
    if n < 2:
        raise StatisticsError("covariance requires at least two data points")
    xbar = _fsum(x) / n
    ybar = _fsum(y) / n
    return _sumprod([xi - xbar for xi in x], [yi - ybar for yi in y]) / (n - 1)


def _ranks(data, start):
    order = sorted(range(len(data)), key=lambda i: data[i])
    ranks = [0.0] * len(data)
    at = 0
    while at < len(order):
        end = at
        while end + 1 < len(order) and data[order[end + 1]] == data[order[at]]:
            end += 1
        for i in range(at, end + 1):
            ranks[order[i]] = (at + end) / 2 + start + 1
        at = end + 1
    return ranks


def correlation(x, y, *, method="linear"):
    n = len(x)
    if len(y) != n:
        raise StatisticsError("correlation requires that both inputs have same number of data points")
    if n < 2:
        raise StatisticsError("correlation requires at least two data points")
    if method not in ("linear", "ranked"):
        raise ValueError("Unknown method: %r" % method)
    if method == "ranked":
        start = (n - 1) / -2 - 1
        x, y = _ranks(x, start), _ranks(y, start)
    else:
        xbar = _fsum(x) / n
        ybar = _fsum(y) / n
        x = [xi - xbar for xi in x]
        y = [yi - ybar for yi in y]
    sxy = _sumprod(x, y)
    sxx = _sumprod(x, x)
    syy = _sumprod(y, y)
    if not sxx or not syy:
        raise StatisticsError("at least one of the inputs is constant")
    return sxy / _root_of_product(sxx, syy)


def _root_of_product(x, y):
    """Scaled where x * y is out of range, else corrected for what rounding it lost."""
    root = _sqrt(x * y)
    if not root or root == _inf:
        scale = 2.0 ** (-512 if root else 537)
        return _root_of_product(scale * x, scale * y) / scale if x != _inf != y else root
    return root + _sumprod((x, root), (y, -root)) / (2.0 * root)


LinearRegression = _namedtuple("LinearRegression", ("slope", "intercept"))


def linear_regression(x, y, *, proportional=False):
    n = len(x)
    if len(y) != n:
        raise StatisticsError("linear regression requires that both inputs have same number of data points")
    if n < 2:
        raise StatisticsError("linear regression requires at least two data points")
    if not proportional:
        xbar = _fsum(x) / n
        ybar = _fsum(y) / n
        x = [xi - xbar for xi in x]
        y = [yi - ybar for yi in y]
    sxy = _sumprod(x, y) + 0.0
    sxx = _sumprod(x, x)
    if not sxx:
        raise StatisticsError("x is constant")
    slope = sxy / sxx
    return LinearRegression(slope, 0.0 if proportional else ybar - slope * xbar)


def _poly(r, coefficients):
    total = 0.0
    for c in coefficients:
        total = total * r + c
    return total


def _inverse_normal(p, mu, sigma):
    """Wichura's AS241."""
    q = p - 0.5
    if _fabs(q) <= 0.425:
        r = 0.180625 - q * q
        x = q * _poly(r, (2.5090809287301226727e+3, 3.3430575583588128105e+4, 6.7265770927008700853e+4,
                          4.5921953931549871457e+4, 1.3731693765509461125e+4, 1.9715909503065514427e+3,
                          1.3314166789178437745e+2, 3.3871328727963666080e+0)) / _poly(
            r, (5.2264952788528545610e+3, 2.8729085735721942674e+4, 3.9307895800092710610e+4,
                2.1213794301586595867e+4, 5.3941960214247511077e+3, 6.8718700749205790830e+2,
                4.2313330701600911252e+1, 1.0))
        return mu + x * sigma
    r = _sqrt(-_log(p if q <= 0.0 else 1.0 - p))
    if r <= 5.0:
        r -= 1.6
        x = _poly(r, (7.74545014278341407640e-4, 2.27238449892691845833e-2, 2.41780725177450611770e-1,
                      1.27045825245236838258e+0, 3.64784832476320460504e+0, 5.76949722146069140550e+0,
                      4.63033784615654529590e+0, 1.42343711074968357734e+0)) / _poly(
            r, (1.05075007164441684324e-9, 5.47593808499534494600e-4, 1.51986665636164571966e-2,
                1.48103976427480074590e-1, 6.89767334985100004550e-1, 1.67638483018380384940e+0,
                2.05319162663775882187e+0, 1.0))
    else:
        r -= 5.0
        x = _poly(r, (2.01033439929228813265e-7, 2.71155556874348757815e-5, 1.24266094738807843860e-3,
                      2.65321895265761230930e-2, 2.96560571828504891230e-1, 1.78482653991729133580e+0,
                      5.46378491116411436990e+0, 6.65790464350110377720e+0)) / _poly(
            r, (2.04426310338993978564e-15, 1.42151175831644588870e-7, 1.84631831751005468180e-5,
                7.86869131145613259100e-4, 1.48753612908506148525e-2, 1.36929880922735805310e-1,
                5.99832206555887937690e-1, 1.0))
    return mu + (-x if q < 0.0 else x) * sigma


class NormalDist:
    def __init__(self, mu=0.0, sigma=1.0):
        if sigma < 0.0:
            raise StatisticsError("sigma must be non-negative")
        self._mu = float(mu)
        self._sigma = float(sigma)

    @classmethod
    def from_samples(cls, data):
        data = list(data)
        return cls(float(mean(data)), float(stdev(data)))

    def samples(self, n, *, seed=None):
        from random import Random, random
        draw = random if seed is None else Random(seed).random
        return [_inverse_normal(draw(), self._mu, self._sigma) for _ in range(n)]

    def pdf(self, x):
        variance = self._sigma * self._sigma
        if not variance:
            raise StatisticsError("pdf() not defined when sigma is zero")
        diff = x - self._mu
        return _exp(diff * diff / (-2.0 * variance)) / _sqrt(_tau * variance)

    def cdf(self, x):
        if not self._sigma:
            raise StatisticsError("cdf() not defined when sigma is zero")
        return 0.5 * (1.0 + _erf((x - self._mu) / (self._sigma * _ROOT2)))

    def inv_cdf(self, p):
        if p <= 0.0 or p >= 1.0:
            raise StatisticsError("p must be in the range 0.0 < p < 1.0")
        return _inverse_normal(p, self._mu, self._sigma)

    def quantiles(self, n=4):
        return [self.inv_cdf(i / n) for i in range(1, n)]

    def overlap(self, other):
        if not isinstance(other, NormalDist):
            raise TypeError("Expected another NormalDist instance")
        x, y = self, other
        if (y._sigma, y._mu) < (x._sigma, x._mu):
            x, y = y, x
        xv, yv = x.variance, y.variance
        if not xv or not yv:
            raise StatisticsError("overlap() not defined when sigma is zero")
        dv = yv - xv
        dm = _fabs(y._mu - x._mu)
        if not dv:
            return 1.0 - _erf(dm / (2.0 * x._sigma * _ROOT2))
        a = x._mu * yv - y._mu * xv
        b = x._sigma * y._sigma * _sqrt(dm * dm + dv * _log(yv / xv))
        x1, x2 = (a + b) / dv, (a - b) / dv
        return 1.0 - (_fabs(y.cdf(x1) - x.cdf(x1)) + _fabs(y.cdf(x2) - x.cdf(x2)))

    def zscore(self, x):
        if not self._sigma:
            raise StatisticsError("zscore() not defined when sigma is zero")
        return (x - self._mu) / self._sigma

    @property
    def mean(self):
        return self._mu

    @property
    def median(self):
        return self._mu

    @property
    def mode(self):
        return self._mu

    @property
    def stdev(self):
        return self._sigma

    @property
    def variance(self):
        return self._sigma * self._sigma

    def __add__(self, other):
        if isinstance(other, NormalDist):
            return NormalDist(self._mu + other._mu, _hypot(self._sigma, other._sigma))
        return NormalDist(self._mu + other, self._sigma)

    def __sub__(self, other):
        if isinstance(other, NormalDist):
            return NormalDist(self._mu - other._mu, _hypot(self._sigma, other._sigma))
        return NormalDist(self._mu - other, self._sigma)

    def __mul__(self, other):
        return NormalDist(self._mu * other, self._sigma * _fabs(other))

    def __truediv__(self, other):
        return NormalDist(self._mu / other, self._sigma / _fabs(other))

    def __pos__(self):
        return NormalDist(self._mu, self._sigma)

    def __neg__(self):
        return NormalDist(-self._mu, self._sigma)

    __radd__ = __add__

    def __rsub__(self, other):
        return -(self - other)

    __rmul__ = __mul__

    def __eq__(self, other):
        if not isinstance(other, NormalDist):
            return NotImplemented
        return self._mu == other._mu and self._sigma == other._sigma

    def __hash__(self):
        return hash((self._mu, self._sigma))

    def __repr__(self):
        return "NormalDist(mu=%r, sigma=%r)" % (self._mu, self._sigma)


def kde(*args, **kwargs):
    raise NotImplementedError("statistics.kde is not there")


kde_random = kde
