"""open() in text mode: newline, encoding, append; os.environ, os.stat and the home folder; time.struct_time."""

import copy
import os
import pathlib
import time


def attempt(f):
    try:
        print(ascii(f()))
    except Exception as error:
        print(type(error).__name__, error)


with open("/tmp/a", "wb") as file:
    file.write(b"a\r\nb\rc\nd")
for newline in (None, "", "\n", "\r", "\r\n"):
    attempt(lambda: (open("/tmp/a", newline=newline).read(), list(open("/tmp/a", newline=newline))))
    attempt(lambda: (open("/tmp/a", newline=newline).readline(), open("/tmp/a", newline=newline).readlines()))
    with open("/tmp/b", "w", newline=newline) as file:
        print(file.write("a\nb\r\nc\r\n\n"))
        print("x", file=file)
    attempt(lambda: open("/tmp/b", "rb").read())
with open("/tmp/long", "wb") as file:  # ends that fall between two pieces
    for count in (127, 255, 511, 1023, 254):
        file.write(b"x" * count + b"\r\n" + b"y" * count + b"\r")
for newline in (None, "", "\n", "\r", "\r\n"):
    print([len(line) for line in open("/tmp/long", newline=newline)])
attempt(lambda: open("/tmp/a", newline="x"))
attempt(lambda: open("/tmp/a", "rb", newline="\n"))
attempt(lambda: open("/tmp/a", buffering=0))
attempt(lambda: open("/tmp/e", "w", encoding="ascii").write("a\xe9"))
with open("/tmp/e", "w") as file:
    file.write("a\xe9")
attempt(lambda: open("/tmp/e", encoding="ascii").read())
attempt(lambda: open("/tmp/e", encoding="ascii").encoding)
with open("/tmp/e", "a+") as file:
    print(file.tell(), repr(file.read()), file.write("b"), file.seek(0), ascii(file.read()))
attempt(lambda: pathlib.Path("/tmp/w").write_text("a\nb", newline="\r\n"))
attempt(lambda: pathlib.Path("/tmp/w").read_bytes())
attempt(lambda: pathlib.Path("/tmp/w").read_text(newline=""))
attempt(lambda: pathlib.Path("/tmp/w").open(newline="").read())

print(os.environ, len(os.environ), os.environ.get("HOME"), os.getenv("HOME", "none"), os.path.expanduser("~/x"))
attempt(lambda: os.environ["HOME"])
attempt(lambda: pathlib.Path.home())
attempt(lambda: pathlib.Path("~/x").expanduser())
attempt(lambda: os.environ.update(A=5))
attempt(lambda: os.environ[5])
os.environ["HOME"] = "/h"
os.environ.update(X="val")
print(os.environ, os.path.expanduser("~"), os.path.expanduser("~/x"), pathlib.Path.home(), pathlib.Path("~/x").expanduser())
print(os.path.expandvars("$X/${X}/$Y/$$X/a$/${X"), os.environ | {"a": "b"}, os.environ.copy(), os.environ.pop("X"), isinstance(os.environ, dict))
found = os.stat("/tmp/a")
print(len(found), found[0] == found.st_mode, found[6], found.st_size, found[8] == int(found.st_mtime), type(found).__name__)
print(isinstance(found, os.stat_result), isinstance(found, tuple), repr(found)[:23], os.stat_result.n_sequence_fields)
print(os.terminal_size((80, 24)), os.curdir, os.path.normpath("//a/../b"), os.path.normpath("///a"), os.path.basename(pathlib.Path("a/b")))
attempt(lambda: os.terminal_size((1,)))

t = time.gmtime(0)
print(t, len(t), t.tm_zone, t.tm_gmtoff, isinstance(t, time.struct_time), t == (1970, 1, 1, 0, 0, 0, 3, 1, 0), t[:3], tuple(t))
print(time.struct_time(range(9)), time.struct_time(range(11)).tm_zone, time.struct_time([1] * 9).tm_zone, hash(t) == hash(tuple(t)))
print(time.struct_time.n_fields, time.struct_time.n_sequence_fields, time.struct_time.n_unnamed_fields, copy.copy(t), copy.deepcopy(t) == t)
attempt(lambda: time.struct_time((1, 2)))
attempt(lambda: time.struct_time(range(12)))
attempt(lambda: time.struct_time(5))
for refused in (lambda: setattr(t, "tm_year", 5), lambda: t.nothing, lambda: t._replace):
    try:
        refused()
    except AttributeError:
        print("AttributeError")
print(time.mktime((2020, 13, 40, 0, 0, 0, 0, 0, 0)), time.mktime(t), time.asctime(t), time.asctime((2020, 1, 1, 0, 0, 0, 5, 1, 0)))
print(time.strftime("%a %A %j %w %u %% %%a %Y-%m-%d %H:%M:%S", (2020, 1, 1, 1, 2, 3, 5, 99, 0)))
attempt(lambda: time.strftime("%Y", (2020, 13, 1, 0, 0, 0, 0, 1, 0)))
attempt(lambda: time.mktime((1, 2)))
attempt(lambda: time.asctime((2020, 1, 32, 0, 0, 0, 0, 1, 0)))
attempt(lambda: time.strftime("%Y", 5))
import calendar
print(calendar.timegm((1970, 1, 1, 0, 0, 1)), calendar.timegm(time.gmtime(10 ** 9)), calendar.timegm((2020, 2, 31, 25, 61, 0)))
attempt(lambda: calendar.timegm((2020, 14, 1, 0, 0, 0)))
