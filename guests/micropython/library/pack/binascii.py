"""The module binascii: what the core has, and CPython's words where it goes wrong."""

from ubinascii import hexlify
from _hash import crc32 as _crc32


class Error(ValueError):
    pass


class Incomplete(Exception):
    pass


_DIGITS = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"


def _data(value):
    if isinstance(value, str):
        for c in value:
            if c > "\x7f":
                raise ValueError("string argument should contain only ASCII characters")
        return value.encode()
    return _bytes(value)


def _bytes(data):
    if isinstance(data, str):
        raise TypeError("a bytes-like object is required, not 'str'")
    return bytes(memoryview(data))  # bytes() of a number or a list gives bytes as well


b2a_hex = hexlify


def unhexlify(hexstr):
    text = _data(hexstr)
    if len(text) % 2:
        raise Error("Odd-length string")
    for byte in text:
        if byte not in b"0123456789abcdefABCDEF":
            raise Error("Non-hexadecimal digit found")
    return bytes([int(text[i:i + 2], 16) for i in range(0, len(text), 2)])


a2b_hex = unhexlify


def b2a_base64(data, *, newline=True):
    from ubinascii import b2a_base64 as encode
    encoded = encode(_bytes(data))
    return encoded if newline else encoded[:-1]


_places = None


def a2b_base64(data, *, strict_mode=False):
    global _places
    if _places is None:
        _places = {byte: i for i, byte in enumerate(_DIGITS)}
    data = _data(data)
    decoded = bytearray()
    bits = held = pads = 0
    digits = 0
    for i, byte in enumerate(data):
        if byte == 61:
            pads += 1
            if strict_mode and not (digits % 4 >= 2 and digits % 4 + pads <= 4):
                if digits % 4 == 1:
                    break
                raise Error("Leading padding not allowed" if i == 0 else "Excess padding not allowed")
            continue
        value = _places.get(byte)
        if value is None:
            if strict_mode:
                raise Error("Only base64 data is allowed")
            continue
        if pads and strict_mode:
            raise Error("Excess data after padding" if digits % 4 + pads == 4 else "Discontinuous padding not allowed")
        pads = 0
        digits += 1
        held = held << 6 | value
        bits += 6
        if bits >= 8:
            bits -= 8
            decoded.append(held >> bits & 255)
            held &= (1 << bits) - 1
    left = digits % 4
    if left and not (left >= 2 and left + pads >= 4):
        if left == 1:
            raise Error("Invalid base64-encoded string: number of data characters (%d) cannot be 1 more than a multiple "
                        "of 4" % digits)
        raise Error("Incorrect padding")
    return bytes(decoded)


def crc32(data, value=0):
    return _crc32(_bytes(data), value & 0xFFFFFFFF)


def crc_hqx(data, value):
    value &= 0xFFFF
    for byte in _bytes(data):
        value ^= byte << 8
        for _ in range(8):
            value = (value << 1 ^ 0x1021 if value & 0x8000 else value << 1) & 0xFFFF
    return value
