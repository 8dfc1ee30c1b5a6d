"""The module operator."""


def lt(a, b): return a < b
def le(a, b): return a <= b
def eq(a, b): return a == b
def ne(a, b): return a != b
def ge(a, b): return a >= b
def gt(a, b): return a > b
def not_(a): return not a
def truth(a): return True if a else False
def is_(a, b): return a is b
def is_not(a, b): return a is not b
def add(a, b): return a + b
def and_(a, b): return a & b
def floordiv(a, b): return a // b
def inv(a): return ~a
def lshift(a, b): return a << b
def mod(a, b): return a % b
def mul(a, b): return a * b
def matmul(a, b): return a @ b
def neg(a): return -a
def or_(a, b): return a | b
def pos(a): return +a
def pow(a, b): return a ** b
def rshift(a, b): return a >> b
def sub(a, b): return a - b
def truediv(a, b): return a / b
def xor(a, b): return a ^ b
def concat(a, b):
    _check_sequence(a)
    return a + b


def _check_sequence(a):
    if not hasattr(a, "__getitem__") and not isinstance(a, (str, bytes, bytearray, list, tuple)):
        raise TypeError("'%s' object can't be concatenated" % type(a).__name__)


def contains(a, b): return b in a
def getitem(a, b): return a[b]
def call(obj, *args, **kwargs): return obj(*args, **kwargs)


abs = abs
invert = inv


def index(a):
    if isinstance(a, int):
        return int(a)
    if not hasattr(a, "__index__"):
        raise TypeError("'%s' object cannot be interpreted as an integer" % type(a).__name__)
    number = a.__index__()
    if not isinstance(number, int):
        raise TypeError("__index__ returned non-int (type %s)" % type(number).__name__)
    return int(number)


def setitem(a, b, c):
    a[b] = c


def delitem(a, b):
    del a[b]


def countOf(a, b):
    return sum([1 for item in a if item is b or item == b])


def indexOf(a, b):
    for i, item in enumerate(a):
        if item is b or item == b:
            return i
    raise ValueError("sequence.index(x): x not in sequence")


def length_hint(obj, default=0):
    try:
        return len(obj)
    except TypeError:
        pass
    if hasattr(type(obj), "__length_hint__"):
        hint = obj.__length_hint__()
        if hint is NotImplemented:
            return default
        if not isinstance(hint, int):
            raise TypeError("__length_hint__ must be an integer, not %s" % type(hint).__name__)
        if hint < 0:
            raise ValueError("__length_hint__() should return >= 0")
        return hint
    if hasattr(obj, "__next__") and "object at" in repr(obj):  # of built-in iterators CPython knows it, here nobody
        raise NotImplementedError("operator.length_hint: what is left in an iterator is not known to the small guest")
    return default


def iadd(a, b):
    a += b
    return a


def iand(a, b):
    a &= b
    return a


def ifloordiv(a, b):
    a //= b
    return a


def ilshift(a, b):
    a <<= b
    return a


def imod(a, b):
    a %= b
    return a


def imatmul(a, b):
    a @= b
    return a


def imul(a, b):
    a *= b
    return a


def ior(a, b):
    a |= b
    return a


def ipow(a, b):
    a **= b
    return a


def irshift(a, b):
    a >>= b
    return a


def isub(a, b):
    a -= b
    return a


def itruediv(a, b):
    a /= b
    return a


def ixor(a, b):
    a ^= b
    return a


def iconcat(a, b):
    _check_sequence(a)
    return iadd(a, b)


def _text(self):
    return "operator.%s(%s)" % (type(self).__name__, ", ".join([repr(each) for each in self._told]))


class itemgetter:
    def __init__(self, item, *items):
        self._item = item
        self._told = (item,) + items
        self._items = self._told if items else None

    def __call__(self, obj):
        items = self._items
        return obj[self._item] if items is None else tuple([obj[each] for each in items])

    __repr__ = _text


class attrgetter:
    def __init__(self, attr, *attrs):
        self._told = (attr,) + attrs
        for name in self._told:
            if not isinstance(name, str):
                raise TypeError("attribute name must be a string")
        self._name = None if attrs or "." in attr else attr
        self._paths = [name.split(".") for name in self._told]

    def __call__(self, obj):
        name = self._name
        if name is not None:
            return getattr(obj, name)
        paths = self._paths
        return _follow(obj, paths[0]) if len(paths) == 1 else tuple([_follow(obj, path) for path in paths])

    __repr__ = _text


def _follow(obj, names):
    for name in names:
        obj = getattr(obj, name)
    return obj


class methodcaller:
    def __init__(self, name, /, *args, **kwargs):
        if not isinstance(name, str):
            raise TypeError("method name must be a string")
        self._name = name
        self._args = args
        self._keywords = kwargs

    def __call__(self, obj):
        return getattr(obj, self._name)(*self._args, **self._keywords)

    def __repr__(self):
        parts = [repr(each) for each in (self._name,) + self._args]
        parts += ["%s=%r" % pair for pair in self._keywords.items()]
        return "operator.methodcaller(%s)" % ", ".join(parts)


__lt__, __le__, __eq__, __ne__, __ge__, __gt__ = lt, le, eq, ne, ge, gt
__add__, __sub__, __mul__, __truediv__, __floordiv__, __mod__, __pow__ = add, sub, mul, truediv, floordiv, mod, pow
__and__, __or__, __xor__, __not__, __neg__, __contains__, __getitem__ = and_, or_, xor, not_, neg, contains, getitem
