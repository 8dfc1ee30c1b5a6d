"""The module hmac."""

import hashlib as _hashlib


class HMAC:
    def __init__(self, key, msg=None, digestmod=""):
        if not isinstance(key, (bytes, bytearray)):
            raise TypeError("key: expected bytes or bytearray, but got %r" % type(key).__name__)
        if not digestmod:
            raise TypeError("Missing required argument 'digestmod'.")
        make = (lambda data=b"": _hashlib.new(digestmod, data)) if isinstance(digestmod, str) else digestmod
        inner = make()
        key = bytes(key)
        if len(key) > inner.block_size:
            key = make(key).digest()
        key += bytes(inner.block_size - len(key))
        self._outer = make(bytes([byte ^ 0x5C for byte in key]))
        inner.update(bytes([byte ^ 0x36 for byte in key]))
        self._inner = inner
        self.digest_size = inner.digest_size
        self.block_size = inner.block_size
        self.name = "hmac-" + inner.name
        if msg is not None:
            self.update(msg)

    def update(self, msg):
        self._inner.update(msg)

    def copy(self):
        other = object.__new__(HMAC)
        other._outer, other._inner = self._outer.copy(), self._inner.copy()
        other.digest_size, other.block_size, other.name = self.digest_size, self.block_size, self.name
        return other

    def _end(self):
        outer = self._outer.copy()
        outer.update(self._inner.digest())
        return outer

    def digest(self):
        return self._end().digest()

    def hexdigest(self):
        return self._end().hexdigest()


def new(key, msg=None, digestmod=""):
    return HMAC(key, msg, digestmod)


def digest(key, msg, digest):
    return HMAC(key, msg, digest).digest()


def compare_digest(a, b):
    if isinstance(a, str) != isinstance(b, str):
        raise TypeError("unsupported operand types(s) or combination of types: '%s' and '%s'" % (
            type(a).__name__, type(b).__name__))
    if isinstance(a, str):
        if not (a.isascii() and b.isascii()):
            raise TypeError("comparing strings with non-ASCII characters is not supported")
        a, b = a.encode(), b.encode()
    difference = len(a) ^ len(b)
    for x, y in zip(a, b):
        difference |= x ^ y
    return difference == 0
