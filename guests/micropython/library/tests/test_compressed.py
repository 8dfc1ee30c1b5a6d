"""zlib, gzip and binascii: what they refuse, and how gzip.open treats text."""

import binascii
import gzip
import zlib


def attempt(f):
    try:
        print(f())
    except Exception as error:
        print(type(error).__name__)


for data in (5, [1, 2], "abcd", 1.5, bytearray(b"ab"), memoryview(b"ab")):
    for function in (zlib.crc32, zlib.adler32, binascii.crc32, binascii.b2a_base64, binascii.hexlify, zlib.decompress,
                     gzip.decompress, lambda data: zlib.decompress(zlib.compress(data)),
                     lambda data: gzip.decompress(gzip.compress(data)),
                     lambda data: zlib.compressobj().compress(data) is None, lambda data: binascii.crc_hqx(data, 0)):
        attempt(lambda: function(data))
attempt(lambda: binascii.crc_hqx(b"", 0x12345))
attempt(lambda: binascii.unhexlify(3))
attempt(lambda: binascii.hexlify(b"ab", "::"))
for bits in (7, 8, 9, 15, 16, 25, 31, 32, 40, 47, 48, 0, -8, -9, -15, -16):
    attempt(lambda: (bits, len(zlib.compress(b"", wbits=bits)) > 0))
    attempt(lambda: (bits, zlib.compressobj(wbits=bits) is None))
    attempt(lambda: (bits, zlib.decompressobj(wbits=bits) is None))
    attempt(lambda: (bits, zlib.decompress(zlib.compress(b"abc"), bits)))
    attempt(lambda: (bits, zlib.decompress(zlib.compress(b"abc", wbits=31), bits)))
attempt(lambda: zlib.compress(data=b""))
attempt(lambda: zlib.compressobj(10))
attempt(lambda: zlib.compressobj(method=3))
attempt(lambda: zlib.decompressobj().flush(0))
ended = zlib.compressobj()
ended.flush()
attempt(ended.flush)
attempt(lambda: ended.compress(b""))

packed = gzip.compress(b"abc", mtime=5)
print(packed[:8], len(gzip.compress(b"abc")) == len(packed))
for place in (-1, -6):
    damaged = bytearray(packed)
    damaged[place] ^= 1
    attempt(lambda: gzip.decompress(damaged))
for data in (packed + b"zz", packed + packed + b"\0", packed[:-3], b""):
    attempt(lambda: gzip.decompress(data))


def written(data, mode, **options):
    with gzip.open("/tmp/written.gz", mode, **options) as file:
        file.write(data)
    with open("/tmp/written.gz", "rb") as file:
        return gzip.decompress(file.read())


def read(data, mode, **options):
    with open("/tmp/read.gz", "wb") as file:
        file.write(gzip.compress(data))
    with gzip.open("/tmp/read.gz", mode, **options) as file:
        return ascii(file.read())


attempt(lambda: written("\xe9\n", "wt", encoding="utf-16-le"))
attempt(lambda: written("\xe9", "wt", encoding="ascii", errors="replace"))
attempt(lambda: written("a\r\nb\n", "wt"))
attempt(lambda: written("a\r\nb\n", "wt", newline="\r\n"))
attempt(lambda: written(b"a", "wb", encoding="utf-8"))
attempt(lambda: written(b"a", "wbt"))
attempt(lambda: written(b"a", "xb"))
attempt(lambda: written(b"a", "w", compresslevel=1))
attempt(lambda: read(b"a\r\nb", "rt"))
attempt(lambda: read(b"a\r\nb", "rt", newline=""))
attempt(lambda: read("a\xe9".encode("utf-16-le"), "rt", encoding="utf-16-le"))
attempt(lambda: read(b"\xffa", "rt", errors="ignore"))
attempt(lambda: read(b"\xff", "r"))
attempt(lambda: read(b"a", "rw"))
attempt(lambda: gzip.open("/tmp/nowhere/x.gz", "wb"))
