"""The module glob."""

from pathlib import Path as _Path


def iglob(pathname, *, root_dir=None, dir_fd=None, recursive=False, include_hidden=False):
    parts = pathname.split("/")
    if not recursive:
        parts = ["*" if part == "**" else part for part in parts]
    start = _Path("/") if pathname.startswith("/") else _Path(root_dir or ".")
    for path in start.glob("/".join([part for part in parts if part]) or "."):
        text = str(path)
        if root_dir and not pathname.startswith("/"):
            text = str(path.relative_to(root_dir))
        hidden = [name for name, form in zip(reversed(text.split("/")), reversed(parts))
                  if name.startswith(".") and not form.startswith(".")]
        if include_hidden or not hidden:
            yield text


def glob(pathname, *, root_dir=None, dir_fd=None, recursive=False, include_hidden=False):
    return list(iglob(pathname, root_dir=root_dir, recursive=recursive, include_hidden=include_hidden))


def has_magic(s):
    return any([c in s for c in "*?["])


def escape(pathname):
    return "".join(["[%s]" % c if c in "*?[" else c for c in pathname])
