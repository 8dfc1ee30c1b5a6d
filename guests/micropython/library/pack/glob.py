"""The module glob."""

from fnmatch import filter as _filter
import os as _os

_path = _os.path


def glob(pathname, *, root_dir=None, dir_fd=None, recursive=False, include_hidden=False):
    return list(iglob(pathname, root_dir=root_dir, dir_fd=dir_fd, recursive=recursive, include_hidden=include_hidden))


def iglob(pathname, *, root_dir=None, dir_fd=None, recursive=False, include_hidden=False):
    if dir_fd is not None:
        raise NotImplementedError("glob: there are no descriptors of folders in the small guest; use root_dir")
    found = _matches(pathname, _os.fspath(root_dir) if root_dir is not None else "", recursive, False, include_hidden)
    if not pathname or recursive and pathname[:2] == "**":
        for first in found:  # what "**" finds first is the folder itself, without a name
            if first:
                yield first
            break
    yield from found


def _joined(root, name):
    return _path.join(root, name) if root and name else root or name


def _matches(pathname, root, recursive, only_folders, hidden):
    folder, name = _path.split(pathname)
    if not has_magic(pathname):
        place = _joined(root, pathname if name else folder)
        if _path.lexists(place) if name else _path.isdir(place):
            yield pathname
        return
    if not folder:
        yield from _in_folder(root, name, recursive, only_folders, hidden)
        return
    folders = _matches(folder, root, recursive, True, hidden) if folder != pathname and has_magic(folder) else [folder]
    for each in folders:
        for found in _in_folder(_joined(root, each), name, recursive, only_folders, hidden):
            yield _path.join(each, found)


def _in_folder(folder, pattern, recursive, only_folders, hidden):
    """The names in `folder` that one part of a pattern means."""
    if recursive and pattern == "**":
        if not folder or _path.isdir(folder):
            yield pattern[:0]
            yield from _below(folder, only_folders, hidden)
    elif has_magic(pattern):
        names = _names(folder, only_folders)
        if not hidden and pattern[:1] != ".":
            names = [name for name in names if name[:1] != "."]
        yield from _filter(names, pattern)
    elif _path.lexists(_joined(folder, pattern)) if pattern else _path.isdir(folder):
        yield pattern


def _names(folder, only_folders):
    try:
        names = _os.listdir(folder or ".")
    except OSError:
        return []
    return [name for name in names if not only_folders or _path.isdir(_joined(folder, name))]


def _below(folder, only_folders, hidden):
    for name in _names(folder, only_folders):
        if hidden or name[:1] != ".":
            yield name
            for below in _below(_joined(folder, name), only_folders, hidden):
                yield _path.join(name, below)


def has_magic(s):
    return any([c in s for c in "*?["])


def escape(pathname):
    return "".join(["[%s]" % c if c in "*?[" else c for c in pathname])
