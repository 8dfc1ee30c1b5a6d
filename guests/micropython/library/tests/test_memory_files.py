"""io.StringIO and io.BytesIO: characters, line ends, places, and what they refuse."""

import io


def attempt(f):
    try:
        print(ascii(f()))
    except Exception as error:
        print(type(error).__name__, error)


TEXT = "a\r\nb\rc\nd"
for newline in (None, "", "\n", "\r", "\r\n"):
    s = io.StringIO(TEXT, newline=newline)
    print(ascii(newline), ascii([s.readline(), s.readline(), s.read(1), s.readlines()]), ascii(s.getvalue()))
    s = io.StringIO(newline=newline)
    print(s.write(TEXT), ascii(s.getvalue()), ascii(list(io.StringIO(TEXT, newline))))
    print("x\ny", file=s)
    print(ascii(s.getvalue()))
attempt(lambda: io.StringIO("a", newline="x"))
attempt(lambda: io.StringIO("a", newline=5))
attempt(lambda: io.StringIO(5))
attempt(lambda: io.StringIO(b"a"))
attempt(lambda: io.StringIO(None).getvalue())
attempt(lambda: io.StringIO(initial_value="x").read())
for refused in (lambda: io.StringIO("a", "\n", 3), lambda: io.StringIO("a", foo=3)):
    try:
        refused()
    except TypeError:
        print("TypeError")

s = io.StringIO("h\xe9llo w\u20acrld\n\U0001f600 end")
print(ascii([s.read(3), s.tell(), s.seek(1), s.read(1), s.readline(4), s.tell(), s.seek(0, 2), s.seek(9), s.readline()]))
print(s.seek(1), s.write("EL"), ascii(s.getvalue()), s.tell(), s.write("\xfc\xfc"), ascii(s.getvalue()), s.tell())
print(s.truncate(6), ascii(s.getvalue()), s.tell(), s.seek(8), s.write("z"), ascii(s.getvalue()), s.truncate(), s.tell())
print(s.seek(3), s.truncate(2), s.tell(), s.write("q"), ascii(s.getvalue()))
for place in ((-1,), (1, 1), (-1, 2), (0, 3), (0, 1), (0, 2)):
    attempt(lambda: s.seek(*place))
attempt(lambda: s.truncate(-1))
attempt(lambda: s.write(5))
attempt(lambda: s.write(b"a"))
attempt(lambda: s.writelines(["a", 1]))
print(s.readable(), s.writable(), s.seekable(), s.isatty(), s.closed, s.encoding, s.errors, s.line_buffering)
with s as same:
    print(same is s)
print(s.closed, s.close())
for name in ("read", "readline", "readlines", "getvalue", "tell", "flush", "readable", "isatty", "__next__"):
    try:
        print(name, getattr(s, name)())
    except ValueError:
        print(name, "ValueError")
attempt(lambda: next(io.StringIO("a")))
attempt(lambda: next(io.StringIO("")))
attempt(lambda: io.StringIO("a\nb\nc\n").readlines(3))
attempt(lambda: io.StringIO("abc").read(-1))
attempt(lambda: io.StringIO("abc").read(None))

b = io.BytesIO(b"ab\ncd")
print(b.read(1), b.readline(), b.read(), b.seek(0), b.readlines(), b.tell(), b.write(b"xx"), b.getvalue(), b.seek(1))
print(b.write(bytearray(b"Q")), b.getvalue(), b.truncate(2), b.getvalue(), b.tell(), b.seek(4), b.write(b"z"), b.getvalue())
target = bytearray(2)
print(b.seek(1), b.readinto(target), target, b.read1(1), b.seek(-1, 2), b.seek(-9, 1), b.seek(1, 1), b.seek(0, 1))
attempt(lambda: b.seek(-1))
attempt(lambda: b.seek(0, 5))
attempt(lambda: b.write("x"))
attempt(lambda: b.write(5))
attempt(lambda: io.BytesIO("x"))
attempt(lambda: io.BytesIO(5))
attempt(lambda: io.BytesIO(initial_bytes=b"x").getvalue())
attempt(lambda: io.BytesIO(memoryview(b"xyz")).read())
print(list(io.BytesIO(b"a\r\nb\rc\n")), io.BytesIO(None).getvalue())


class Loud(io.StringIO):
    def write(self, text):
        return super().write(text.upper())


loud = Loud("a")
print(loud.write("bc"), loud.getvalue(), loud.read())
