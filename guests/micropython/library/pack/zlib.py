"""The module zlib, over the core's DEFLATE. What compress() gives is valid, but not byte for byte what CPython gives."""

import deflate as _deflate
import io as _io
from _hash import adler32 as _adler32, crc32 as _crc32

DEFLATED = 8
MAX_WBITS = 15
DEF_MEM_LEVEL = 8
DEF_BUF_SIZE = 16384
Z_NO_COMPRESSION, Z_BEST_SPEED, Z_BEST_COMPRESSION, Z_DEFAULT_COMPRESSION = 0, 1, 9, -1
Z_DEFAULT_STRATEGY, Z_FILTERED, Z_HUFFMAN_ONLY = 0, 1, 2
Z_NO_FLUSH, Z_PARTIAL_FLUSH, Z_SYNC_FLUSH, Z_FULL_FLUSH, Z_FINISH = 0, 1, 2, 3, 4
ZLIB_VERSION = ZLIB_RUNTIME_VERSION = "1.3.1"


class error(Exception):
    pass


def _bytes(data):
    if isinstance(data, str):
        raise TypeError("a bytes-like object is required, not 'str'")
    return bytes(memoryview(data))  # bytes() of a number or a list gives bytes as well


def crc32(data, value=0, /):
    return _crc32(_bytes(data), value & 0xFFFFFFFF)


def adler32(data, value=1, /):
    return _adler32(_bytes(data), value & 0xFFFFFFFF)


def _raw(data):
    if not data:
        return b"\x03\0"
    target = _io.BytesIO()
    stream = _deflate.DeflateIO(target, _deflate.RAW, 15)
    stream.write(data)
    stream.close()
    return target.getvalue()


def _wrapped(data, wbits):
    if wbits < 0:
        return _raw(data)
    if wbits > 15:
        return (b"\x1f\x8b\x08\0\0\0\0\0\0\xff" + _raw(data) + crc32(data).to_bytes(4, "little") +
                (len(data) & 0xFFFFFFFF).to_bytes(4, "little"))
    return b"\x78\x9c" + _raw(data) + adler32(data).to_bytes(4, "big")


def _can_compress(level, wbits):
    return -1 <= level <= 9 and (8 <= wbits <= 15 or 25 <= wbits <= 31 or -15 <= wbits <= -9)


def _can_decompress(wbits):
    return -15 <= wbits <= -8 or 0 <= wbits < 48 and (not wbits & 15 or wbits & 15 >= 8)


def compress(data, /, level=-1, wbits=MAX_WBITS):
    data = _bytes(data)
    if not _can_compress(level, wbits):
        raise error("Bad compression level")
    return _wrapped(data, wbits)


def _inflate(data, wbits):
    """Returns (the data, how many bytes of `data` were used)."""
    start = 0
    form = "raw" if wbits < 0 else "gzip" if 16 <= wbits < 32 else "zlib"
    if wbits >= 32:
        form = "gzip" if data[:2] == b"\x1f\x8b" else "zlib"
    if form == "zlib":
        if len(data) < 2:
            raise error("Error -5 while decompressing data: incomplete or truncated stream")
        if data[0] & 15 != 8 or (data[0] << 8 | data[1]) % 31:
            raise error("Error -3 while decompressing data: incorrect header check")
        if wbits & 15 and (data[0] >> 4) + 8 > wbits & 15:
            raise error("Error -3 while decompressing data: invalid window size")
        start = 2
    elif form == "gzip":
        if len(data) < 18:
            raise error("Error -5 while decompressing data: incomplete or truncated stream")
        if data[:2] != b"\x1f\x8b" or data[2] != 8:
            raise error("Error -3 while decompressing data: incorrect header check")
        start = 10
        flags = data[3]
        if flags & 4:
            start += 2 + int.from_bytes(data[start:start + 2], "little")
        for bit in (8, 16):
            if flags & bit:
                start = data.index(b"\0", start) + 1
        if flags & 2:
            start += 2
    source = _io.BytesIO(data[start:])
    try:
        made = _deflate.DeflateIO(source, _deflate.RAW, 15).read()
    except EOFError:
        raise error("Error -5 while decompressing data: incomplete or truncated stream")
    except (OSError, ValueError):
        raise error("Error -3 while decompressing data: invalid stored block lengths or distances")
    end = start + source.tell()
    if form == "zlib":
        if len(data) < end + 4:
            raise error("Error -5 while decompressing data: incomplete or truncated stream")
        if int.from_bytes(data[end:end + 4], "big") != adler32(made):
            raise error("Error -3 while decompressing data: incorrect data check")
        end += 4
    elif form == "gzip":
        if len(data) < end + 8:
            raise error("Error -5 while decompressing data: incomplete or truncated stream")
        if int.from_bytes(data[end:end + 4], "little") != crc32(made):
            raise error("Error -3 while decompressing data: incorrect data check")
        if int.from_bytes(data[end + 4:end + 8], "little") != len(made) & 0xFFFFFFFF:
            raise error("Error -3 while decompressing data: incorrect length check")
        end += 8
    return made, end


def decompress(data, /, wbits=MAX_WBITS, bufsize=DEF_BUF_SIZE):
    data = _bytes(data)
    if not _can_decompress(wbits):
        raise error("Error -2 while preparing to decompress data: inconsistent stream state")
    return _inflate(data, wbits)[0]


class _Compressor:
    def __init__(self, wbits):
        self._wbits = wbits
        self._parts = []

    def compress(self, data):
        if self._parts is None:
            raise error("Error -2 while compressing data: inconsistent stream state")
        self._parts.append(_bytes(data))
        return b""

    def flush(self, mode=Z_FINISH):
        if mode != Z_FINISH:
            raise NotImplementedError("zlib: flush() ends the stream here")
        if self._parts is None:
            raise error("Error -2 while finishing compression: inconsistent stream state")
        parts = self._parts
        self._parts = None
        return _wrapped(b"".join(parts), self._wbits)


class _Decompressor:
    def __init__(self, wbits):
        self._wbits = wbits
        self._held = b""
        self.unused_data = b""
        self.unconsumed_tail = b""
        self.eof = False

    def decompress(self, data, max_length=0):
        if max_length:
            raise NotImplementedError("zlib: decompress() in parts is not there")
        if self.eof:
            self.unused_data += _bytes(data)
            return b""
        self._held += _bytes(data)
        try:
            made, end = _inflate(self._held, self._wbits)
        except error as problem:
            if "incomplete" in str(problem):
                return b""
            raise
        self.eof = True
        self.unused_data = self._held[end:]
        return made

    def flush(self, length=DEF_BUF_SIZE):
        if length <= 0:
            raise ValueError("length must be greater than zero")
        if self._held and not self.eof:
            raise NotImplementedError("zlib: the part of a stream that was cut off is not given")
        return b""


def compressobj(level=-1, method=DEFLATED, wbits=MAX_WBITS, memLevel=DEF_MEM_LEVEL, strategy=0, zdict=None):
    if zdict is not None:
        raise NotImplementedError("zlib: dictionaries are not there")
    if method != DEFLATED or not _can_compress(level, wbits) or not 1 <= memLevel <= 9 or not 0 <= strategy <= 4:
        raise ValueError("Invalid initialization option")
    return _Compressor(wbits)


def decompressobj(wbits=MAX_WBITS, zdict=b""):
    if zdict:
        raise NotImplementedError("zlib: dictionaries are not there")
    if not _can_decompress(wbits):
        raise ValueError("Invalid initialization option")
    return _Decompressor(wbits)
