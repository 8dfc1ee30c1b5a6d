"""The module hashlib; the hashes are in C (modules/hash.c)."""

from _hash import new as _new

algorithms_guaranteed = {"md5", "sha1", "sha224", "sha256", "sha384", "sha512", "sha3_224", "sha3_256", "sha3_384",
                         "sha3_512", "shake_128", "shake_256", "blake2b", "blake2s"}
algorithms_available = set(algorithms_guaranteed)


def new(name, data=b"", *, usedforsecurity=True):
    if name == "blake2b":
        return blake2b(data)
    if name == "blake2s":
        return blake2s(data)
    return _new(name.lower().replace("-", "_" if name.lower().startswith("sha3") else ""), data)


def _maker(name):
    return lambda data=b"", *, usedforsecurity=True, string=None: _new(name, data if string is None else string)


md5 = _maker("md5")
sha1 = _maker("sha1")
sha224 = _maker("sha224")
sha256 = _maker("sha256")
sha384 = _maker("sha384")
sha512 = _maker("sha512")
sha3_224 = _maker("sha3_224")
sha3_256 = _maker("sha3_256")
sha3_384 = _maker("sha3_384")
sha3_512 = _maker("sha3_512")
shake_128 = _maker("shake_128")
shake_256 = _maker("shake_256")


def _blake2(name, size):
    def make(data=b"", *, digest_size=size, key=b"", usedforsecurity=True, **options):
        if any(options.values()):
            raise NotImplementedError("%s: only digest_size and key are there" % name)
        return _new(name, data, digest_size, key)
    return make


blake2b = _blake2("blake2b", 64)
blake2s = _blake2("blake2s", 32)


def file_digest(fileobj, digest):
    made = new(digest) if isinstance(digest, str) else digest()
    while True:
        data = fileobj.read(65536)
        if not data:
            return made
        made.update(data)


def pbkdf2_hmac(hash_name, password, salt, iterations, dklen=None):
    first = new(hash_name)
    block = first.block_size
    password = bytes(password)
    if len(password) > block:
        password = new(hash_name, password).digest()
    password += bytes(block - len(password))
    inner = new(hash_name, bytes([byte ^ 0x36 for byte in password]))
    outer = new(hash_name, bytes([byte ^ 0x5C for byte in password]))

    def sign(message):
        a = inner.copy()
        a.update(message)
        b = outer.copy()
        b.update(a.digest())
        return b.digest()

    if iterations < 1:
        raise ValueError("iteration value must be greater than 0.")
    if dklen is None:
        dklen = first.digest_size
    if dklen < 1:
        raise ValueError("key length must be greater than 0.")
    derived = b""
    index = 1
    while len(derived) < dklen:
        last = sign(bytes(salt) + index.to_bytes(4, "big"))
        total = int.from_bytes(last, "big")
        left = iterations - 1  # may be more than a range takes here
        while left > 0:
            last = sign(last)
            total ^= int.from_bytes(last, "big")
            left -= 1
        derived += total.to_bytes(len(last), "big")
        index += 1
    return derived[:dklen]
