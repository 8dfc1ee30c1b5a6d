"""The module shutil: copies, moves and removes."""

import os as _os
from pathlib import Path as _Path


class Error(OSError):
    pass


class SameFileError(Error):
    pass


def copyfileobj(fsrc, fdst, length=65536):
    while True:
        data = fsrc.read(length)
        if not data:
            return
        fdst.write(data)


def copyfile(src, dst, *, follow_symlinks=True):
    if _Path(src).resolve() == _Path(dst).resolve():
        raise SameFileError("%r and %r are the same file" % (src, dst))
    with open(src, "rb") as fsrc, open(dst, "wb") as fdst:
        copyfileobj(fsrc, fdst)
    return dst


def copy(src, dst, *, follow_symlinks=True):
    if _Path(dst).is_dir():
        dst = str(_Path(dst) / _Path(src).name)
    return copyfile(src, dst)


copy2 = copy


def copytree(src, dst, symlinks=False, ignore=None, copy_function=copy2, ignore_dangling_symlinks=False,
             dirs_exist_ok=False):
    names = _os.listdir(str(src))
    ignored = ignore(str(src), names) if ignore else ()
    _Path(dst).mkdir(parents=True, exist_ok=dirs_exist_ok)
    for name in names:
        if name in ignored:
            continue
        source, target = _Path(src) / name, _Path(dst) / name
        if source.is_dir():
            copytree(source, target, symlinks, ignore, copy_function, dirs_exist_ok=dirs_exist_ok)
        else:
            copy_function(str(source), str(target))
    return dst


def rmtree(path, ignore_errors=False, onerror=None, *, onexc=None):
    step = _os.scandir
    try:
        for name in _os.listdir(str(path)):
            child = _Path(path) / name
            if child.is_dir():
                rmtree(child, ignore_errors, onerror, onexc=onexc)
            else:
                child.unlink()
        step = _os.rmdir
        step(str(path))
    except OSError as error:
        if ignore_errors:
            return
        if onexc is not None:
            onexc(step, str(path), error)
        elif onerror is not None:
            onerror(step, str(path), (type(error), error, error.__traceback__))
        else:
            raise


def move(src, dst, copy_function=copy2):
    target = _Path(dst)
    if target.is_dir():
        target = target / _Path(src).name
        if target.exists():
            raise Error("Destination path '%s' already exists" % target)
        dst = str(target)
    if _Path(src).is_dir() and target.resolve().is_relative_to(_Path(src).resolve()):
        raise Error("Cannot move a directory '%s' into itself '%s'." % (src, dst))
    _os.rename(str(src), str(dst))
    return dst


def ignore_patterns(*patterns):
    from fnmatch import filter
    return lambda path, names: {name for pattern in patterns for name in filter(names, pattern)}


def which(cmd, *args, **kwargs):
    return None


def make_archive(*args, **kwargs):
    raise NotImplementedError("shutil: archives are not there in the small guest")


unpack_archive = make_archive


def get_terminal_size(fallback=(80, 24)):
    sizes = []
    for name, other in zip(("COLUMNS", "LINES"), fallback):
        text = _os.environ.get(name, "")
        sizes.append(int(text) if text.isdigit() and int(text) else other)
    return _os.terminal_size(sizes)
