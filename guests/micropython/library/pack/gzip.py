"""The module gzip: compress() and decompress(), and open() for whole files."""

import zlib as _zlib


class BadGzipFile(OSError):
    pass


def compress(data, compresslevel=9, *, mtime=None):
    return _zlib.compress(data, wbits=31)


def decompress(data):
    if data and data[:2] != b"\x1f\x8b":
        raise BadGzipFile("Not a gzipped file (%r)" % bytes(data[:2]))
    parts = []
    while data:
        stream = _zlib.decompressobj(31)
        parts.append(stream.decompress(data))
        if not stream.eof:
            raise EOFError("Compressed file ended before the end-of-stream marker was reached")
        data = stream.unused_data.lstrip(b"\0")
    return b"".join(parts)


class _Writer:
    def __init__(self, path, is_text):
        import io
        self._path = path
        self._held = io.StringIO() if is_text else io.BytesIO()

    def write(self, data):
        return self._held.write(data)

    def close(self):
        if self._held is None:
            return
        data = self._held.getvalue()
        self._held = None
        with open(self._path, "wb") as file:
            file.write(compress(data.encode() if isinstance(data, str) else data))

    def __enter__(self):
        return self

    def __exit__(self, *exc_info):
        self.close()


def open_(filename, mode="rb", compresslevel=9, encoding=None, errors=None, newline=None):
    import io
    is_text = "t" in mode
    if "w" in mode:
        return _Writer(filename, is_text)
    if "r" not in mode:
        raise ValueError("Invalid mode: %r" % mode)
    with open(filename, "rb") as file:
        data = decompress(file.read())
    return io.StringIO(data.decode()) if is_text else io.BytesIO(data)


def __getattr__(name):  # `open` is needed above
    if name == "open":
        return open_
    raise AttributeError("module 'gzip' has no attribute '%s'" % name)
