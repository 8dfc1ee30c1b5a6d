"""The classes of the module io, and text files around files of bytes."""

import io
import sys


def attempt(f):
    try:
        print(ascii(f()))
    except Exception as error:
        print(type(error).__name__)


class Own(io.StringIO):
    pass


class Upper(io.TextIOBase):
    def __init__(self):
        self.parts = []

    def write(self, text):
        self.parts.append(text.upper())
        return len(text)


with open("/tmp/io_classes.txt", "w") as file:
    file.write("a\nb\n")
things = (io.StringIO(), io.BytesIO(), Own(), Upper(), open("/tmp/io_classes.txt"), open("/tmp/io_classes.txt", "rb"),
          open("/tmp/io_classes.txt", "r+b"), open("/tmp/io_classes.txt", "ab"), sys.stdout, 5,
          io.TextIOWrapper(io.BytesIO(b"")))
for kind in (io.IOBase, io.RawIOBase, io.BufferedIOBase, io.TextIOBase, io.TextIOWrapper, io.BufferedReader,
             io.BufferedWriter, io.StringIO):
    print(kind.__name__, [isinstance(thing, kind) for thing in things])
print(issubclass(io.StringIO, io.TextIOBase), issubclass(int, io.IOBase), io.SEEK_END, io.DEFAULT_BUFFER_SIZE > 0)
with Upper() as upper:
    print("a", 1, file=upper)
    upper.writelines(["x", "y"])
print(upper.parts, upper.closed, upper.readable())

for newline in (None, "", "\n", "\r\n"):
    buffer = io.BytesIO()
    text = io.TextIOWrapper(buffer, encoding="utf-8", newline=newline)
    print("\u00e9", 1, file=text)
    text.flush()
    print(buffer.getvalue())
    if newline != "\r\n":
        print(ascii(list(io.TextIOWrapper(io.BytesIO(b"a\r\nb\nc"), newline=newline))))
text = io.TextIOWrapper(io.BytesIO("\u00e9\nb\n".encode("latin-1")), encoding="latin-1")
attempt(lambda: (text.encoding, text.errors, text.readable(), text.read(1), text.readline(), text.read(), text.read()))
attempt(lambda: io.TextIOWrapper(io.BytesIO(), encoding="nope"))
attempt(lambda: io.TextIOWrapper(io.BytesIO(), newline="x"))
attempt(lambda: io.TextIOWrapper(io.BytesIO(b"\xff")).read())
attempt(lambda: io.TextIOWrapper(io.BytesIO(b"\xff"), errors="replace").read())
attempt(lambda: io.TextIOWrapper(io.BytesIO()).write(b"x"))
with io.TextIOWrapper(open("/tmp/io_classes.txt", "wb")) as text:
    text.write("kept")
print(open("/tmp/io_classes.txt").read(), text.closed, text.name)
before = sys.stdout
sys.stdout = io.TextIOWrapper(sys.stdout.buffer, encoding="utf-8", line_buffering=True)
print("through the wrapper")
sys.stdout.flush()
sys.stdout.detach()
sys.stdout = before
print("and again")
