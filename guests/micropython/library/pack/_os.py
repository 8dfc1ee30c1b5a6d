"""What the modules os and os.path have beside what is in C; imported when it is first asked for."""

from _collections import structseq as _structseq
from abc import ABC, abstractmethod
from collections.abc import Mapping, MutableMapping
import os
from os import path as _path
from types import _class_getitem

curdir = "."
pardir = ".."
extsep = "."
pathsep = ":"
altsep = None
devnull = "/dev/null"
defpath = "/bin:/usr/bin"
F_OK, X_OK, W_OK, R_OK = 0, 1, 2, 4
SEEK_SET, SEEK_CUR, SEEK_END = 0, 1, 2


class PathLike(ABC):
    __module__ = "os"
    __class_getitem__ = _class_getitem

    @abstractmethod
    def __fspath__(self):
        raise NotImplementedError

    @classmethod
    def __subclasshook__(cls, other):
        return hasattr(other, "__fspath__") if cls is PathLike else NotImplemented


class DirEntry:
    def __init__(self, folder, name):
        self.name = name
        self.path = _path.join(folder, name)

    def is_dir(self, *, follow_symlinks=True):
        return _path.isdir(self.path)

    def is_file(self, *, follow_symlinks=True):
        return _path.isfile(self.path)

    def is_symlink(self):
        return False

    def stat(self, *, follow_symlinks=True):
        return os.stat(self.path)

    def inode(self):
        return os.stat(self.path).st_ino

    def __fspath__(self):
        return self.path

    def __repr__(self):
        return f"<DirEntry {self.name!r}>"


class _Scan:
    def __init__(self, folder):
        folder = os.fspath(folder)
        self._entries = iter([DirEntry(folder, name) for name in os.listdir(folder)])

    def __iter__(self):
        return self

    def __next__(self):
        return next(self._entries)

    def __enter__(self):
        return self

    def __exit__(self, *exc_info):
        self.close()

    def close(self):
        self._entries = iter(())


def scandir(path="."):
    return _Scan(path)


def walk(top, topdown=True, onerror=None, followlinks=False):
    top = os.fspath(top)
    try:
        names = os.listdir(top)
    except OSError as error:
        if onerror is not None:
            onerror(error)
        return
    folders, files = [], []
    for name in names:
        (folders if _path.isdir(_path.join(top, name)) else files).append(name)
    if topdown:
        yield top, folders, files
    for name in folders:
        yield from walk(_path.join(top, name), topdown, onerror, followlinks)
    if not topdown:
        yield top, folders, files


def removedirs(name):
    os.rmdir(name)
    head, tail = _path.split(name)
    if not tail:
        head, tail = _path.split(head)
    while head and tail:
        try:
            os.rmdir(head)
        except OSError:
            break
        head, tail = _path.split(head)


def access(path, mode):
    return _path.exists(path) and (mode & X_OK == 0 or _path.isdir(path))


def fsencode(filename):
    filename = os.fspath(filename)
    return filename.encode() if isinstance(filename, str) else filename


def fsdecode(filename):
    filename = os.fspath(filename)
    return filename.decode() if isinstance(filename, bytes) else filename


# ---- os.path ----


def _parts(path):
    return [part for part in _path.abspath(path).split("/") if part]


def relpath(path, start="."):
    path = os.fspath(path)
    if not path:
        raise ValueError("no path specified")
    there, here = _parts(path), _parts(start)
    same = 0
    while same < len(there) and same < len(here) and there[same] == here[same]:
        same += 1
    return "/".join([".."] * (len(here) - same) + there[same:]) or "."


def commonprefix(m):
    if not m:
        return ""
    m = [os.fspath(item) if hasattr(item, "__fspath__") else item for item in m]
    low, high = min(m), max(m)
    for i, item in enumerate(low):
        if i >= len(high) or item != high[i]:
            return low[:i]
    return low


def commonpath(paths):
    paths = [os.fspath(path) for path in paths]
    if not paths:
        raise ValueError("commonpath() arg is an empty sequence")
    are_absolute = {path.startswith("/") for path in paths}
    if len(are_absolute) > 1:
        raise ValueError("Can't mix absolute and relative paths")
    split = [[part for part in path.split("/") if part and part != "."] for path in paths]
    same = commonprefix(split)
    return ("/" if True in are_absolute else "") + "/".join(same)


def normcase(s):
    return os.fspath(s)


def getatime(filename):
    return os.stat(filename).st_atime


def getctime(filename):
    return os.stat(filename).st_ctime


def ismount(path):
    return _path.abspath(path) == "/"


def samefile(f1, f2):
    one, other = os.stat(f1), os.stat(f2)
    return one.st_ino == other.st_ino and one.st_dev == other.st_dev


def splitdrive(p):
    p = os.fspath(p)
    return p[:0], p


def splitroot(p):
    p = os.fspath(p)
    if not p.startswith("/"):
        return "", "", p
    if not p.startswith("//") or p.startswith("///"):
        return "", "/", p[1:]
    return "", "//", p[2:]


def expanduser(path):
    path = os.fspath(path)
    user, rest = (path[:path.find("/")], path[path.find("/"):]) if "/" in path else (path, path[:0])
    if user != "~" or "HOME" not in environ:
        return path
    return environ["HOME"].rstrip("/") + rest or "/"


def expandvars(path):
    path = os.fspath(path)
    if "$" not in path:
        return path
    import re
    return re.sub(r"\$(\w+|\{[^}]*\}?)", _value_of, path, flags=re.ASCII)


def _value_of(match):
    name = match[1]
    if name[0] == "{" and name[-1] != "}":
        return match[0]
    return environ.get(name.strip("{}") if name[0] == "{" else name, match[0])


# ---- the environment: empty when a sandbox begins ----


class _Environ(MutableMapping):
    def __init__(self):
        self._values = {}

    def __getitem__(self, key):
        return self._values[_checked(key)]

    def __setitem__(self, key, value):
        if _checked(key) == "":
            raise OSError(22, "Invalid argument")
        if "=" in key:
            raise ValueError("illegal environment variable name")
        self._values[str(key)] = str(_checked(value))

    def __delitem__(self, key):
        del self._values[_checked(key)]

    def __iter__(self):
        return iter(list(self._values))

    def __len__(self):
        return len(self._values)

    def __repr__(self):
        return "environ(%r)" % self._values

    def copy(self):
        return dict(self._values)

    def __or__(self, other):
        return self._values | dict(other) if isinstance(other, Mapping) else NotImplemented

    def __ror__(self, other):
        return dict(other) | self._values if isinstance(other, Mapping) else NotImplemented

    def __ior__(self, other):
        self.update(other)
        return self


def _checked(value):
    if not isinstance(value, str):
        raise TypeError("str expected, not %s" % type(value).__name__)
    return value


environ = _Environ()


def getenv(key, default=None):
    return environ.get(key, default)


def putenv(key, value):
    _checked(key), _checked(value)  # for other processes, of which there are none


def unsetenv(key):
    _checked(key)


terminal_size = _structseq("terminal_size", "os", ("columns", "lines"), 2)

OF_OS = (
    *("DirEntry", "F_OK", "PathLike", "R_OK", "SEEK_CUR", "SEEK_END", "SEEK_SET", "W_OK", "X_OK", "access", "altsep"),
    *("curdir", "defpath", "devnull", "environ", "extsep", "fsdecode", "fsencode", "getenv", "pardir", "pathsep", "putenv"),
    *("removedirs", "scandir", "terminal_size", "unsetenv", "walk"),
)
OF_PATH = (
    *("altsep", "commonpath", "commonprefix", "curdir", "defpath", "devnull", "expanduser", "expandvars", "extsep"),
    *("getatime", "getctime", "ismount", "normcase", "pardir", "pathsep", "relpath", "samefile", "splitdrive", "splitroot"),
)
