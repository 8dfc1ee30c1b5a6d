"""The module pathlib, for POSIX paths."""

import os as _os

__all__ = ["Path", "PosixPath", "PurePath", "PurePosixPath"]


class PurePath:
    __module__ = "pathlib._local"
    __slots__ = ("_names", "_root", "_text")

    def __new__(cls, *args, **kwargs):
        if cls is not Path and cls is not PurePath:
            return object.__new__(cls)
        return object.__new__(PosixPath if cls is Path else PurePosixPath)

    def __init__(self, *args):
        text = ""
        for part in args:
            part = part._text if isinstance(part, PurePath) else part
            if not isinstance(part, str):
                if not hasattr(part, "__fspath__"):
                    raise TypeError("argument should be a str or an os.PathLike object where __fspath__ returns a str, not "
                                    "%r" % type(part).__name__)
                part = part.__fspath__()
            text = part if part.startswith("/") or not text else text + ("" if text.endswith("/") else "/") + part
        root = "//" if text.startswith("//") and not text.startswith("///") else "/" if text.startswith("/") else ""
        self._names = [name for name in text.split("/") if name and name != "."]
        self._root = root
        self._text = root + "/".join(self._names) or "."

    def _made(self, names, root=None):
        cls = type(self)
        root = self._root if root is None else root
        text = root + "/".join(names) or "."
        if cls is not PosixPath and cls is not PurePosixPath:
            return self.with_segments(text)
        made = object.__new__(cls)
        made._root = root
        made._names = names
        made._text = text
        return made

    def __str__(self):
        return self._text

    def __fspath__(self):
        return self._text

    as_posix = __fspath__

    def __repr__(self):
        return "%s(%r)" % (type(self).__name__, self._text)

    def __truediv__(self, key):
        if not isinstance(key, (str, PurePath)):
            return NotImplemented
        return self.with_segments(self, key)

    def __rtruediv__(self, key):
        if not isinstance(key, (str, PurePath)):
            return NotImplemented
        return self.with_segments(key, self)

    def __eq__(self, other):
        return self._text == other._text if isinstance(other, PurePath) else NotImplemented

    def __hash__(self):
        return hash(self._text)

    def _key(self):
        return self._text.split("/")

    def __lt__(self, other):
        return self._key() < other._key() if isinstance(other, PurePath) else NotImplemented

    def __le__(self, other):
        return self._key() <= other._key() if isinstance(other, PurePath) else NotImplemented

    def __gt__(self, other):
        return self._key() > other._key() if isinstance(other, PurePath) else NotImplemented

    def __ge__(self, other):
        return self._key() >= other._key() if isinstance(other, PurePath) else NotImplemented

    @property
    def parts(self):
        return tuple(([self._root] if self._root else []) + self._names)

    @property
    def drive(self):
        return ""

    @property
    def root(self):
        return self._root

    @property
    def anchor(self):
        return self._root

    @property
    def name(self):
        return self._names[-1] if self._names else ""

    @property
    def suffix(self):
        name = self.name
        place = name.rfind(".")
        return name[place:] if 0 < place < len(name) - 1 else ""

    @property
    def suffixes(self):
        name = self.name
        if name.endswith("."):
            return []
        return ["." + part for part in name.lstrip(".").split(".")[1:]]

    @property
    def stem(self):
        suffix = self.suffix
        return self.name[:-len(suffix)] if suffix else self.name

    @property
    def parent(self):
        return self._made(self._names[:-1]) if self._names else self

    @property
    def parents(self):
        return tuple([self._made(self._names[:i]) for i in range(len(self._names) - 1, -1, -1)])

    def is_absolute(self):
        return bool(self._root)

    def is_reserved(self):
        return False

    def joinpath(self, *others):
        return self.with_segments(self, *others)

    def with_segments(self, *segments):
        return type(self)(*segments)

    def with_name(self, name):
        if not self._names:
            raise ValueError("%r has an empty name" % self)
        if not name or "/" in name or name == ".":
            raise ValueError("Invalid name %r" % name)
        return self._made(self._names[:-1] + [name])

    def with_stem(self, stem):
        if not stem and self.suffix:
            raise ValueError("%r has a non-empty suffix" % self)
        return self.with_name(stem + self.suffix)

    def with_suffix(self, suffix):
        if suffix and (not suffix.startswith(".") or suffix == "." or "/" in suffix):
            raise ValueError("Invalid suffix %r" % suffix)
        return self.with_name(self.stem + suffix)

    def relative_to(self, other, *, walk_up=False):
        other = self.with_segments(other)
        n = len(other._names)
        if self._root == other._root and self._names[:n] == other._names:
            return self._made(self._names[n:], "")
        if walk_up and self._root == other._root:
            same = 0
            while same < min(n, len(self._names)) and self._names[same] == other._names[same]:
                same += 1
            if ".." in other._names[same:]:
                raise ValueError("'..' segment in %r cannot be walked" % str(other))
            return self._made([".."] * (n - same) + self._names[same:], "")
        raise ValueError("%r is not in the subpath of %r" % (str(self), str(other)))

    def is_relative_to(self, other):
        other = self.with_segments(other)
        return self._root == other._root and self._names[:len(other._names)] == other._names

    def match(self, pattern, *, case_sensitive=None):
        from fnmatch import fnmatchcase
        if case_sensitive is False:
            return type(self)(self._text.lower()).match(str(pattern).lower())
        wanted = PurePath(pattern)
        if not wanted._names and not wanted._root:
            raise ValueError("empty pattern")
        if wanted._root and (not self._root or len(wanted._names) != len(self._names)):
            return False
        if len(wanted._names) > len(self._names):
            return False
        mine = self._names[len(self._names) - len(wanted._names):]
        return all([fnmatchcase(name, form) for name, form in zip(mine, wanted._names)])

    def as_uri(self):
        if not self._root:
            raise ValueError("relative path can't be expressed as a file URI")
        from urllib.parse import quote
        return "file://" + quote(self._text)


class PurePosixPath(PurePath):
    __module__ = "pathlib._local"
    __slots__ = ()


def _is_folder(path):
    try:
        return _os.stat(path)[0] & 0x4000 != 0
    except (OSError, ValueError):
        return False


class Path(PurePath):
    __module__ = "pathlib._local"
    __slots__ = ()

    @classmethod
    def cwd(cls):
        return cls(_os.getcwd())

    @classmethod
    def home(cls):
        home = _os.path.expanduser("~")
        if home == "~":
            raise RuntimeError("Could not determine home directory.")
        return cls(home)

    def exists(self, *, follow_symlinks=True):
        try:
            _os.stat(self._text)
            return True
        except (OSError, ValueError):
            return False

    def is_dir(self, *, follow_symlinks=True):
        return _is_folder(self._text)

    def is_file(self, *, follow_symlinks=True):
        return self.exists() and not self.is_dir()

    def is_symlink(self):
        return False

    def stat(self, *, follow_symlinks=True):
        return _os.stat(self._text)

    def open(self, mode="r", buffering=-1, encoding=None, errors=None, newline=None):
        return open(self._text, mode, buffering, encoding, errors, newline)

    def read_text(self, encoding=None, errors=None, newline=None):
        with open(self._text, "r", -1, encoding, errors, newline) as file:
            return file.read()

    def read_bytes(self):
        with open(self._text, "rb") as file:
            return file.read()

    def write_text(self, data, encoding=None, errors=None, newline=None):
        if not isinstance(data, str):
            raise TypeError("data must be str, not %s" % type(data).__name__)
        with open(self._text, "w", -1, encoding, errors, newline) as file:
            return file.write(data)

    def write_bytes(self, data):
        with open(self._text, "wb") as file:
            return file.write(data)

    def touch(self, mode=0o666, exist_ok=True):
        if not exist_ok and self.exists():
            raise FileExistsError(17, "File exists", self._text)
        open(self._text, "a").close()

    def mkdir(self, mode=0o777, parents=False, exist_ok=False):
        try:
            _os.mkdir(self._text)
        except FileNotFoundError:
            if not parents or not self._names[1:] and not self._root:
                raise
            self.parent.mkdir(parents=True, exist_ok=True)
            self.mkdir(mode, False, exist_ok)
        except OSError:
            if not exist_ok or not self.is_dir():
                raise

    def rmdir(self):
        _os.rmdir(self._text)

    def unlink(self, missing_ok=False):
        try:
            _os.remove(self._text)
        except FileNotFoundError:
            if not missing_ok:
                raise

    def rename(self, target):
        _os.rename(self._text, str(target))
        return self.with_segments(target)

    replace = rename

    def iterdir(self):
        return iter([self / name for name in _os.listdir(self._text)])

    def walk(self, top_down=True, on_error=None, follow_symlinks=False):
        folders, files = [], []
        for name in sorted(_os.listdir(self._text)):
            (folders if _is_folder(self._text + "/" + name) else files).append(name)
        if top_down:
            yield self, folders, files
        for name in folders:
            yield from (self / name).walk(top_down)
        if not top_down:
            yield self, folders, files

    def glob(self, pattern, *, case_sensitive=None, recurse_symlinks=False):
        pattern = str(pattern)
        if pattern.startswith("/"):
            raise NotImplementedError("Non-relative patterns are unsupported")
        parts = [part for part in pattern.split("/") if part and part != "."]
        if not parts:
            raise ValueError("Unacceptable pattern: %r" % type(self)(pattern))
        if case_sensitive is not None and not case_sensitive:
            raise NotImplementedError("pathlib: names are compared with their case here")
        return _select(self, parts, pattern.endswith("/"))

    def rglob(self, pattern, *, case_sensitive=None, recurse_symlinks=False):
        if str(pattern).startswith("/"):
            raise NotImplementedError("Non-relative patterns are unsupported")
        return self.glob("**/%s" % pattern, case_sensitive=case_sensitive)

    def absolute(self):
        return self if self._root else self.with_segments(_os.getcwd(), self)

    def resolve(self, strict=False):
        names = []
        for name in self.absolute()._names:
            if name == "..":
                names = names[:-1]
            else:
                names.append(name)
        made = self._made(names, "/")
        if strict:
            made.stat()
        return made

    def expanduser(self):
        if self._root or self._names[:1] == [] or not self._names[0].startswith("~"):
            return self
        home = _os.path.expanduser(self._names[0])
        if home.startswith("~"):
            raise RuntimeError("Could not determine home directory.")
        return self.with_segments(home, *self._names[1:])

    def samefile(self, other):
        return self.resolve() == self.with_segments(other).resolve()

    def __enter__(self):
        return self

    def __exit__(self, *exc_info):
        pass


def _select(folder, parts, only_folders):
    from fnmatch import fnmatchcase
    if not parts:
        yield folder
        return
    part, rest = parts[0], parts[1:]
    if part == "**":
        while rest[:1] == ["**"]:
            rest = rest[1:]
        yield from _select(folder, rest, only_folders)
        for name in sorted(_os.listdir(folder._text)):
            child = folder / name
            if child.is_dir():
                yield from _select(child, [part] + rest, only_folders)
            elif not rest and not only_folders:
                yield child
        return
    if not any([c in part for c in "*?["]):
        child = folder / part
        if child.is_dir() if rest or only_folders else child.exists():
            yield from _select(child, rest, only_folders)
        return
    if not folder.is_dir():
        return
    for name in sorted(_os.listdir(folder._text)):
        if fnmatchcase(name, part) and (not rest and not only_folders or _is_folder(folder._text + "/" + name)):
            yield from _select(folder / name, rest, only_folders)


class PosixPath(Path, PurePosixPath):
    __module__ = "pathlib._local"
    __slots__ = ()
