"""The module gzip: compress() and decompress(), and open() for whole files."""

import zlib as _zlib

__all__ = ["BadGzipFile", "open", "compress", "decompress"]


class BadGzipFile(OSError):
    pass


def compress(data, compresslevel=9, *, mtime=None):
    if mtime is None:
        from time import time
        mtime = time()
    made = _zlib.compress(data, compresslevel, 31)
    return made[:4] + int(mtime).to_bytes(4, "little") + made[8:]


def decompress(data):
    data = _zlib._bytes(data)
    parts = []
    while data:
        if data[:2] != b"\x1f\x8b":
            raise BadGzipFile("Not a gzipped file (%r)" % data[:2])
        stream = _zlib.decompressobj(31)
        try:
            parts.append(stream.decompress(data))
        except _zlib.error as problem:
            if str(problem).endswith(("data check", "length check")):
                raise BadGzipFile("CRC check failed")
            raise
        if not stream.eof:
            raise EOFError("Compressed file ended before the end-of-stream marker was reached")
        data = stream.unused_data.lstrip(b"\0")
    return b"".join(parts)


class _Writer:
    def __init__(self, path, mode, level, encoding, errors, newline):
        import io
        open(path, mode).close()
        self._path = path
        self._level = level
        self._encoding = encoding, errors
        self._held = io.BytesIO() if encoding is None else io.StringIO(newline=newline or "\n")

    def write(self, data):
        return self._held.write(data)

    def close(self):
        if self._held is None:
            return
        data = self._held.getvalue()
        self._held = None
        with open(self._path, "wb") as file:
            file.write(compress(data.encode(*self._encoding) if isinstance(data, str) else data, self._level))

    def __enter__(self):
        return self

    def __exit__(self, *exc_info):
        self.close()


def open_(filename, mode="rb", compresslevel=9, encoding=None, errors=None, newline=None):
    import io
    if "t" in mode:
        encoding = encoding or "utf-8"
        errors = errors or "strict"
        mode = mode.replace("t", "b")
    elif not (encoding is errors is newline is None):
        raise ValueError("Arguments 'encoding', 'errors' and 'newline' not supported in binary mode")
    if mode in ("w", "wb", "x", "xb"):
        return _Writer(filename, mode, compresslevel, encoding, errors, newline)
    if mode not in ("r", "rb"):
        raise ValueError("Invalid mode: %r" % mode)
    with open(filename, "rb") as file:
        data = decompress(file.read())
    if encoding is None:
        return io.BytesIO(data)
    if newline not in (None, "", "\n"):
        raise NotImplementedError("gzip.open: newline is None, '' or '\\n' here when a file is read")
    return io.StringIO(data.decode(encoding, errors), newline)


def __getattr__(name):  # `open` is needed above
    if name == "open":
        return open_
    raise AttributeError("module 'gzip' has no attribute '%s'" % name)
