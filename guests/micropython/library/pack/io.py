"""The module io: the files of the core, and the classes that are asked about them."""

from uio import *

SEEK_SET, SEEK_CUR, SEEK_END = 0, 1, 2
DEFAULT_BUFFER_SIZE = 8192


class _Kind(type):
    """The class of classes that the core's files are told to be instances of, by the names of theirs."""

    def __instancecheck__(cls, thing):
        return cls.__subclasscheck__(type(thing))

    def __subclasscheck__(cls, other):
        return any(base is cls or base.__name__ in cls._names and not isinstance(base, _Kind) for base in other.__mro__)


class IOBase(metaclass=_Kind):
    _names = ("StringIO", "TextIOWrapper", "BytesIO", "BufferedReader", "BufferedWriter", "BufferedRandom")
    closed = False

    def __enter__(self):
        return self

    def __exit__(self, *exc_info):
        self.close()

    def close(self):
        if not self.closed:
            self.flush()
            self.closed = True

    def flush(self):
        pass

    def readable(self):
        return False

    writable = seekable = isatty = readable

    def writelines(self, lines):
        for line in lines:
            self.write(line)


class RawIOBase(IOBase):
    _names = ()


class BufferedIOBase(IOBase):
    _names = IOBase._names[2:]


class TextIOBase(IOBase):
    _names = IOBase._names[:2]
    encoding = errors = newlines = None


class TextIOWrapper(TextIOBase):
    """Around a file of bytes; what is written goes there at once."""

    _names = IOBase._names[1:2]

    def __init__(self, buffer, encoding=None, errors=None, newline=None, line_buffering=False, write_through=False):
        if newline not in (None, "", "\n", "\r", "\r\n"):
            raise ValueError("illegal newline value: %r" % newline)
        "".encode(encoding or "utf-8", errors or "strict")  # whether there is such an encoding
        self.buffer = buffer
        self.encoding = encoding or "utf-8"
        self.errors = errors or "strict"
        self.line_buffering = line_buffering
        self.write_through = write_through
        self._newline = newline
        self._read = None
        self._written_as = None  # the encoding without its mark, once that is written

    @property
    def name(self):
        return self.buffer.name

    @property
    def closed(self):
        return self.buffer.closed

    @property
    def mode(self):
        return self.buffer.mode.replace("b", "")

    def readable(self):
        return self.buffer.readable()

    def writable(self):
        return self.buffer.writable()

    def seek(self, offset, whence=0):
        if offset or whence:
            raise NotImplementedError("io.TextIOWrapper: seek() goes to the beginning only")
        self.flush()
        self._read = self._written_as = None
        return self.buffer.seek(0)

    def write(self, text):
        if not isinstance(text, str):
            raise TypeError("write() argument must be str, not %s" % type(text).__name__)
        written = text.replace("\n", self._newline) if self._newline in ("\r", "\r\n") else text
        if self._written_as is None:
            plain = self.encoding.lower().replace("-", "").replace("_", "")
            self._written_as = {"utf8sig": "utf-8", "utf16": "utf-16-le"}.get(plain, self.encoding)
            mark = "".encode(self.encoding)
            if mark and text and self.buffer.tell() == 0:
                self.buffer.write(mark)
        self.buffer.write(written.encode(self._written_as, self.errors))
        return len(text)

    def _text(self):
        if self.closed:
            raise ValueError("I/O operation on closed file.")
        if self._read is None:
            if self._newline in ("\r", "\r\n"):
                raise NotImplementedError("io.TextIOWrapper: reading with newline=%r is not there" % self._newline)
            self._read = StringIO(self.buffer.read().decode(self.encoding, self.errors), self._newline)
        return self._read

    def read(self, size=-1):
        return self._text().read(size)

    def readline(self, size=-1):
        return self._text().readline(size)

    def readlines(self):
        return self._text().readlines()

    def __iter__(self):
        return self._text()

    def __next__(self):
        return next(self._text())

    def flush(self):
        self.buffer.flush()

    def close(self):
        self.buffer.close()

    def detach(self):
        buffer, self.buffer = self.buffer, None
        return buffer


class BufferedReader(BufferedIOBase):
    _names = ("BufferedReader",)


class BufferedWriter(BufferedIOBase):
    _names = ("BufferedWriter",)
