"""fnmatch, glob and pathlib: which names a pattern means."""

import fnmatch
import glob
import os
import pathlib


def attempt(f):
    try:
        print(f())
    except Exception as error:
        print(type(error).__name__, error)


for pattern in ("a*b*c", "**", "*", "[a-c]x*", "[c-a]", "[!]", "[]", "[]]", "[!]]", "[a-]", "[-a]", "[a-c-e]", "[!a-b-]",
                "[[]", "[^a]", "a[b", "?*?", "a**b?c*", "[a&&b]", "[a||b~~c]", "[\\]", "x[!", "[z-a-c]", "[--0]", ""):
    print(pattern, fnmatch.translate(pattern))
print([fnmatch.fnmatch(name, pattern) for name, pattern in (
    ("b", "[c-a]"), ("abxc", "a*b*c"), ("a-c", "a[b-]c"), ("ab", "a[!c]"), (".a", "*"), ("a\nb", "a*b"), ("A", "a"))])

os.makedirs("/tmp/g/s/t")
for name in ("a.txt", "s/b.txt", ".hidden", "s/t/c.py"):
    pathlib.Path("/tmp/g", name).write_text("x")
os.chdir("/tmp/g")
for pattern in ("/tmp/g/*", "/tmp/g/**", "/tmp/g/**/*.txt", "/tmp/g/*/", "/tmp/nope/*", "/tmp/g/.*", "/tmp/g/?.txt",
                "/tmp/g/s/*/*", "/tmp/g/a.txt", "/tmp/g/s/", "*", "**", "**/", "**/*", "s/**", "*/*", "./*", "s/../*.txt",
                "nope", "", "[as]*", "/t[m]p/g/*.txt", "**/t/*", "a.txt/"):
    print(pattern, sorted(glob.glob(pattern)), sorted(glob.glob(pattern, recursive=True)),
          sorted(glob.glob(pattern, include_hidden=True)))
print(sorted(glob.glob("*", root_dir="/tmp/g/s")), sorted(glob.glob("**", root_dir="/tmp/g/s", recursive=True)))
print(glob.escape("a[b]*?"), glob.has_magic("a*"), glob.has_magic("a"))

P = pathlib.Path
for pattern in ("*", "*.txt", "**/*", "*/", "**", "**/", "**/*.py", "s/*", "s/t", "s/nope", "s/*/", "a.txt/", "**/t/**", "."):
    attempt(lambda: (pattern, sorted([str(found) for found in P("/tmp/g").glob(pattern)])))
    attempt(lambda: (pattern, sorted([str(found) for found in P("s").rglob(pattern)])))
attempt(lambda: P("/tmp").glob(""))
attempt(lambda: P("/tmp").glob("/tmp"))
try:
    P("/nope").iterdir()
except FileNotFoundError as error:
    print(error.filename)
