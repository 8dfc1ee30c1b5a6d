"""The module base64."""

import binascii as _binascii

__all__ = ["b16decode", "b16encode", "b32decode", "b32encode", "b64decode", "b64encode", "b85decode", "b85encode",
           "decodebytes", "encodebytes", "standard_b64decode", "standard_b64encode", "urlsafe_b64decode",
           "urlsafe_b64encode"]

_ALPHABET = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"
_BASE32 = b"ABCDEFGHIJKLMNOPQRSTUVWXYZ234567"
_BASE32_HEX = b"0123456789ABCDEFGHIJKLMNOPQRSTUV"
_BASE85 = b"0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz!#$%&()*+-;<=>?@^_`{|}~"


def _bytes_of(value):
    if isinstance(value, str):
        for c in value:
            if c > "\x7f":
                raise ValueError("string argument should contain only ASCII characters")
        return value.encode()
    if not isinstance(value, (bytes, bytearray, memoryview)):
        raise TypeError("argument should be a bytes-like object or ASCII string, not %r" % type(value).__name__)
    return bytes(value)


def _check(value):
    if not isinstance(value, (bytes, bytearray, memoryview)):
        raise TypeError("a bytes-like object is required, not '%s'" % type(value).__name__)
    return bytes(value)


def _replaced(data, old, new):
    data = bytearray(data)
    for i, byte in enumerate(data):
        if byte == old[0]:
            data[i] = new[0]
        elif byte == old[1]:
            data[i] = new[1]
    return bytes(data)


def b64encode(s, altchars=None):
    encoded = _binascii.b2a_base64(_check(s), newline=False)
    return encoded if altchars is None else _replaced(encoded, b"+/", altchars)


def b64decode(s, altchars=None, validate=False):
    s = _bytes_of(s)
    if altchars is not None:
        s = _replaced(s, _bytes_of(altchars), b"+/")
    return _binascii.a2b_base64(s, strict_mode=validate)


standard_b64encode = b64encode
standard_b64decode = b64decode


def urlsafe_b64encode(s):
    return b64encode(s, b"-_")


def urlsafe_b64decode(s):
    return b64decode(_replaced(_bytes_of(s), b"-_", b"+/"))


def encodebytes(s):
    s = _check(s)
    return b"".join([_binascii.b2a_base64(s[i:i + 57]) for i in range(0, len(s), 57)])


def decodebytes(s):
    return _binascii.a2b_base64(_check(s))


def b16encode(s):
    return _binascii.hexlify(_check(s)).upper()


def b16decode(s, casefold=False):
    s = _bytes_of(s)
    if casefold:
        s = s.upper()
    for byte in s:
        if byte not in b"0123456789ABCDEF":
            raise _binascii.Error("Non-base16 digit found")
    return _binascii.unhexlify(s)


def _b32encode(alphabet, s):
    s = _check(s)
    encoded = bytearray()
    for i in range(0, len(s), 5):
        part = s[i:i + 5]
        bits = int.from_bytes(part + bytes(5 - len(part)), "big")
        digits = bytearray([alphabet[bits >> shift & 31] for shift in range(35, -1, -5)])
        used = (len(part) * 8 + 4) // 5
        encoded += digits[:used] + b"=" * (8 - used)
    return bytes(encoded)


def _b32decode(alphabet, s, casefold):
    s = _bytes_of(s)
    if len(s) % 8:
        raise _binascii.Error("Incorrect padding")
    if casefold:
        s = s.upper()
    full = len(s)
    s = s.rstrip(b"=")
    padding = full - len(s)
    decoded = bytearray()
    for i in range(0, len(s), 8):
        bits = 0
        part = s[i:i + 8]
        for byte in part:
            value = alphabet.find(bytes([byte]))
            if value < 0:
                raise _binascii.Error("Non-base32 digit found")
            bits = bits << 5 | value
        bits <<= 5 * (8 - len(part))
        decoded += bits.to_bytes(5, "big")
    if padding:
        if padding not in (1, 3, 4, 6):
            raise _binascii.Error("Incorrect padding")
        del decoded[len(decoded) - (5 * padding + 7) // 8:]
    return bytes(decoded)


def b32encode(s):
    return _b32encode(_BASE32, s)


def b32decode(s, casefold=False, map01=None):
    return _b32decode(_BASE32, s, casefold)


def b32hexencode(s):
    return _b32encode(_BASE32_HEX, s)


def b32hexdecode(s, casefold=False):
    return _b32decode(_BASE32_HEX, s, casefold)


def b85encode(b, pad=False):
    b = _check(b)
    padding = -len(b) % 4
    encoded = bytearray()
    b += bytes(padding)
    for i in range(0, len(b), 4):
        value = int.from_bytes(b[i:i + 4], "big")
        digits = bytearray(5)
        for j in range(4, -1, -1):
            value, rest = divmod(value, 85)
            digits[j] = _BASE85[rest]
        encoded += digits
    return bytes(encoded if pad or not padding else encoded[:-padding])


def b85decode(b):
    b = _bytes_of(b)
    padding = -len(b) % 5
    b += b"~" * padding
    decoded = bytearray()
    for i in range(0, len(b), 5):
        value = 0
        for j in range(5):
            digit = _BASE85.find(b[i + j:i + j + 1])
            if digit < 0:
                raise ValueError("bad base85 character at position %d" % (i + j))
            value = value * 85 + digit
        if value >= 1 << 32:
            raise ValueError("base85 overflow in hunk starting at byte %d" % i)
        decoded += value.to_bytes(4, "big")
    return bytes(decoded[:len(decoded) - padding])


def a85encode(b, **options):
    raise NotImplementedError("base64.a85encode is not there; use b85encode")


a85decode = a85encode
