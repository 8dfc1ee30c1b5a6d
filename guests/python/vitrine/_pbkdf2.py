"""hashlib.pbkdf2_hmac in Python: CPython has it from OpenSSL only, which is not in the glass. Slower by a factor of ten."""

import hashlib
import operator


def pbkdf2_hmac(hash_name, password, salt, iterations, dklen=None):
    """Password based key derivation function 2 (PKCS #5 v2.0) with HMAC as pseudorandom function."""
    if not isinstance(hash_name, str):
        raise TypeError(f"expected the hash's name as str, got {type(hash_name).__name__}")
    password, salt, iterations = bytes(password), bytes(salt), operator.index(iterations)
    inner, outer = hashlib.new(hash_name), hashlib.new(hash_name)
    if dklen is None:
        dklen = outer.digest_size
    if iterations < 1:
        raise ValueError("iteration value must be greater than 0.")
    if dklen < 1:
        raise ValueError("key length must be greater than 0.")
    if len(password) > inner.block_size:
        password = hashlib.new(hash_name, password).digest()
    password = password.ljust(inner.block_size, b"\0")
    inner.update(bytes(byte ^ 0x36 for byte in password))
    outer.update(bytes(byte ^ 0x5C for byte in password))

    def hmac(message):
        first, second = inner.copy(), outer.copy()
        first.update(message)
        second.update(first.digest())
        return second.digest()

    key = b""
    block = 1
    while len(key) < dklen:
        previous = hmac(salt + block.to_bytes(4, "big"))
        mixed = int.from_bytes(previous, "big")
        for _ in range(iterations - 1):
            previous = hmac(previous)
            mixed ^= int.from_bytes(previous, "big")
        key += mixed.to_bytes(inner.digest_size, "big")
        block += 1
    return key[:dklen]
