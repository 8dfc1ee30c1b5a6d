"""pathlib, shutil and tempfile: what they refuse, and what they give back."""

import os
import shutil
import tempfile
from pathlib import Path


def attempt(f):
    try:
        print(f())
    except Exception as error:
        print(type(error).__name__)


attempt(lambda: Path("a.b").with_stem(""))
attempt(lambda: Path("a").with_stem(""))
attempt(lambda: Path("a").match(""))
attempt(lambda: Path("/").match("/"))
print(Path("a\0b").exists(), Path("a\0b").is_dir(), Path("a\0b").is_file())
os.makedirs("/tmp/tree/a/b")
file = Path("/tmp/tree/file")
file.write_text("text")
print(repr(shutil.copy(file, Path("/tmp/tree/copy"))), repr(shutil.copy(file, Path("/tmp/tree/a"))))
print(repr(shutil.copyfile(file, "/tmp/tree/other")), repr(shutil.move("/tmp/tree/other", Path("/tmp/tree/moved"))))
print(repr(shutil.move(Path("/tmp/tree/moved"), Path("/tmp/tree/a"))))
attempt(lambda: shutil.copyfile(file, file))
for target in ("/tmp/tree/a/b", "/tmp/tree/a/b/new"):
    attempt(lambda: shutil.move("/tmp/tree/a", target))
attempt(lambda: shutil.rmtree("/tmp/none", onexc=lambda step, path, error: print(path, type(error).__name__)))
attempt(lambda: shutil.rmtree("/tmp/none", onerror=lambda step, path, info: print(path, info[0].__name__)))
attempt(lambda: shutil.rmtree("/tmp/none", True, onexc=print))
attempt(lambda: shutil.rmtree("/tmp/tree"))
print(os.path.exists("/tmp/tree"))
print(repr(Path("/") / "a"), repr(Path("/", "a", "b")), repr(Path("//") / "a"), repr(Path("a/") / "b"), repr(Path("/") / "/a"),
      repr(Path("/").joinpath("tmp", "x")), repr(Path("/") / "a" / ".." / "b"))
print([(each.stem, each.suffix, each.suffixes) for each in map(Path, ("..a", "...a", ".a", "a.", "a..b", "..", ".a.b", "a.b.c"))])
paths = [Path(each) for each in ("/b", "/a/b", "/a", "a", "a/b", "a.b", "A", ".", "/", "..", "a b", "/a.b")]
print([str(each) for each in sorted(paths)], Path("/a") < Path("."), Path("a/b") < Path("a.b"))
attempt(lambda: Path("a/b").relative_to("a/../c", walk_up=True))
attempt(lambda: Path("a/b").relative_to("a/c", walk_up=True))
attempt(lambda: list(Path("/tmp").rglob("/etc")))
os.makedirs("/tmp/paths/sub")
os.chdir("/tmp/paths")
for folder in ("sub", Path("sub")):
    print(os.path.dirname(tempfile.mkdtemp(dir=folder)), os.path.dirname(tempfile.NamedTemporaryFile(dir=folder).name))
attempt(lambda: tempfile.mkdtemp(suffix=5))
attempt(lambda: tempfile.mkdtemp(suffix="a", prefix=b"b"))
with tempfile.NamedTemporaryFile() as file:
    pass
attempt(file.__enter__)


# ---- the classes of paths ----

from pathlib import PosixPath, PurePath, PurePosixPath


class Own(Path):
    def shout(self):
        return str(self).upper()


class Tagged(PurePosixPath):
    def __init__(self, *args, tag="none"):
        super().__init__(*args)
        self.tag = tag

    def with_segments(self, *segments):
        return Tagged(*segments, tag=self.tag)


class Noted(Path):
    def __init__(self, *args, note="none"):
        super().__init__(*args)
        self.note = note


for each in (Path("a"), PurePath("a"), PurePosixPath("a"), PosixPath("a"), Path("a") / "b", Own("a"), Path("a").parent, Path.cwd()):
    print(type(each), [isinstance(each, kind) for kind in (Path, PosixPath, PurePath, PurePosixPath)], isinstance(each, os.PathLike),
          each == PurePath("a"), hash(each) == hash(Path("a")))
print([[issubclass(a, b) for a in (Path, PosixPath, PurePath, PurePosixPath)] for b in (Path, PosixPath, PurePath, PurePosixPath)])
print((Own("a") / "b").shout(), repr("k" / Own("a")), repr(Own("a/b").parents[0]), Noted("a", note=1).note, (Noted("a", note=1) / "b").note,
      Noted("a/b", note=1).parent.note)
tagged = Tagged("a/b.c", tag=3)
print([each.tag for each in (tagged / "x", tagged.parent, tagged.parents[0], tagged.with_name("c"), tagged.with_suffix(".d"),
                             tagged.relative_to("a"), "z" / tagged, tagged.joinpath("e"))])
print(Path("a/B.TXT").match("*.txt"), Path("a/B.TXT").match("*.txt", case_sensitive=False))
for wrong in (lambda: Path("a") / 5, lambda: Path("a") + "b", lambda: "b" + Path("a"), lambda: Path("a") < "b", lambda: PurePath("a").exists()):
    try:
        wrong()
    except (TypeError, AttributeError) as error:
        print(error)


def kind_of(path):
    match path:
        case PosixPath():
            return "posix"
        case Path():
            return "path"
        case PurePath():
            return "pure"


print(kind_of(Path("a")), kind_of(PurePath("a")), kind_of(Own("a")))


class Folder(os.PathLike):
    def __fspath__(self):
        return "/tmp"


def listed(path: str | os.PathLike | os.PathLike[str]):
    return os.path.isdir(path), isinstance(path, os.PathLike)


print(listed(Folder()), listed("/tmp"), isinstance(Path("a"), Folder), issubclass(int, os.PathLike))
for each in (Path("a"), PurePath("a"), Own("a")):
    try:
        each.note = 1
        print(each.note)
    except AttributeError as error:
        print(error)
