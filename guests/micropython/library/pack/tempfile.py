"""The module tempfile, in /tmp."""

import os as _os

tempdir = None


def gettempdir():
    return tempdir or "/tmp"


def _name(suffix, prefix, dir):
    while True:
        name = ("tmp" if prefix is None else prefix) + _os.urandom(4).hex() + ("" if suffix is None else suffix)
        path = _os.path.abspath(_os.path.join(dir or gettempdir(), name))
        try:
            _os.stat(path)
        except OSError:
            return path


def mkdtemp(suffix=None, prefix=None, dir=None):
    path = _name(suffix, prefix, dir)
    _os.mkdir(path)
    return path


def mktemp(suffix="", prefix="tmp", dir=None):
    return _name(suffix, prefix, dir)


def mkstemp(suffix=None, prefix=None, dir=None, text=False):
    raise NotImplementedError("tempfile.mkstemp: files have no numbers here; use NamedTemporaryFile")


class TemporaryDirectory:
    def __init__(self, suffix=None, prefix=None, dir=None, ignore_cleanup_errors=False, *, delete=True):
        self.name = mkdtemp(suffix, prefix, dir)
        self._delete = delete

    def __enter__(self):
        return self.name

    def __exit__(self, *exc_info):
        if self._delete:
            self.cleanup()

    def cleanup(self):
        from shutil import rmtree
        rmtree(self.name, ignore_errors=True)


class _Temporary:
    def __init__(self, path, mode, delete, delete_on_close, **how):
        self.name = path
        self._file = open(path, mode, **how)
        self._delete = delete
        self._delete_on_close = delete_on_close

    def __getattr__(self, name):
        return getattr(self._file, name)

    def __iter__(self):
        return iter(self._file)

    def __enter__(self):
        self._file.__enter__()
        return self

    def __exit__(self, *exc_info):
        self._file.close()
        self._remove()

    def close(self):
        self._file.close()
        if self._delete_on_close:
            self._remove()

    def _remove(self):
        if self._delete:
            self._delete = False
            try:
                _os.remove(self.name)
            except FileNotFoundError:
                if self._delete_on_close:
                    raise


def NamedTemporaryFile(mode="w+b", buffering=-1, encoding=None, newline=None, suffix=None, prefix=None, dir=None,
                       delete=True, *, errors=None, delete_on_close=True):
    how = {} if "b" in mode else {"encoding": encoding, "errors": errors, "newline": newline}
    return _Temporary(_name(suffix, prefix, dir), mode, delete, delete_on_close, **how)


TemporaryFile = NamedTemporaryFile


def SpooledTemporaryFile(max_size=0, mode="w+b", buffering=-1, encoding=None, newline=None, suffix=None, prefix=None,
                         dir=None, *, errors=None):
    import io
    return io.BytesIO() if "b" in mode else io.StringIO(newline=newline)
