import base64
import binascii
import hashlib
import hmac
import zlib


def attempt(function, *args, **kwargs):
    try:
        print(function(*args, **kwargs))
    except Exception as error:
        print(type(error).__name__, error)


for name in ("md5", "sha1", "sha224", "sha256", "sha384", "sha512", "sha3_224", "sha3_256", "sha3_384", "sha3_512", "blake2b", "blake2s"):
    for data in (b"", b"abc", b"a" * 55, b"b" * 56, b"c" * 64, b"d" * 111, b"e" * 128, b"f" * 1000):
        print(name, len(data), getattr(hashlib, name)(data).hexdigest())
h = hashlib.sha256()
h.update(b"hello ")
copy = h.copy()
h.update(b"world")
print(h.hexdigest(), copy.hexdigest() == hashlib.sha256(b"hello ").hexdigest(), h.digest()[:4], h.digest_size, h.block_size, h.name)
print(hashlib.new("sha256", b"x").hexdigest(), hashlib.new("md5").hexdigest(), hashlib.shake_128(b"a").hexdigest(10), hashlib.shake_256(b"a").hexdigest(200))
print(hashlib.blake2b(b"x", digest_size=16).hexdigest(), hashlib.blake2b(b"x", key=b"k").hexdigest(), hashlib.blake2s(b"x" * 65, digest_size=8, key=b"key").hexdigest(), hashlib.md5(bytearray(b"x")).hexdigest())
print(hashlib.pbkdf2_hmac("sha256", b"password", b"salt", 10).hex(), hashlib.pbkdf2_hmac("sha1", b"password", b"salt", 2, 40).hex())
print(hmac.new(b"key", b"msg", hashlib.sha256).hexdigest(), hmac.new(b"k" * 200, b"msg", "md5").hexdigest(), hmac.compare_digest("a", "a"), hmac.compare_digest(b"a", b"b"), hmac.digest(b"k", b"m", "sha1").hex())
attempt(hashlib.sha256, "text")
attempt(hashlib.new, "nope")
attempt(hmac.new, b"k", b"m")
for data in (b"", b"a", b"ab", b"abc", bytes(range(256))):
    print(base64.b64encode(data), base64.b32encode(data), base64.b16encode(data[:9]), base64.b85encode(data), base64.urlsafe_b64encode(data))
    print(base64.b64decode(base64.b64encode(data)) == data, base64.b32decode(base64.b32encode(data)) == data, base64.b85decode(base64.b85encode(data)) == data,
          base64.b16decode(base64.b16encode(data)) == data, base64.urlsafe_b64decode(base64.urlsafe_b64encode(data)) == data)
print(base64.b64decode("aGVsbG8="), base64.b64decode(b"aGVs\nbG8="), base64.encodebytes(b"x" * 60), base64.b64encode(b"\xff\xfe", b"-_"), base64.b32decode("mfrgg===", casefold=True))
attempt(base64.b64decode, "aGVsbG8")
attempt(base64.b64decode, "a")
attempt(base64.b64decode, "a!b=", validate=True)
attempt(base64.b64encode, "text")
attempt(base64.b16decode, "zz")
attempt(base64.b32decode, "a")
print(binascii.hexlify(b"\x01\xab"), binascii.hexlify(b"\x01\xab\xcd", "-"), binascii.unhexlify("01ab"), binascii.crc32(b"hello"), binascii.crc_hqx(b"hello", 0), binascii.b2a_base64(b"x"))
attempt(binascii.unhexlify, "abc")
attempt(binascii.unhexlify, "zz")
for data in (b"", b"hello", b"abc" * 1000, bytes(range(256)) * 20):
    print(zlib.decompress(zlib.compress(data)) == data, zlib.crc32(data), zlib.adler32(data), zlib.decompress(zlib.compress(data, wbits=-15), -15) == data, zlib.decompress(zlib.compress(data, wbits=31), 31) == data)
print(zlib.crc32(b"lo", zlib.crc32(b"hel")), zlib.adler32(b"lo", zlib.adler32(b"hel")), zlib.decompress(bytes.fromhex("789ccb48cdc9c95728cf2fca4901001a0b045d")), len(zlib.compress(b"a" * 10000)) < 1000)
c = zlib.compressobj()
packed = c.compress(b"one ") + c.compress(b"two") + c.flush()
d = zlib.decompressobj()
print(d.decompress(packed + b"tail"), d.eof, d.unused_data)
attempt(zlib.decompress, b"nonsense")
attempt(zlib.decompress, zlib.compress(b"hello")[:-2])
attempt(zlib.compress, "text")
