"""Stands before the ordinary import: replaces the modules that need another body here, refuses those that cannot work.

A refused module raises ModuleNotFoundError with a sentence, so that `try: import x except ImportError` in other
people's code still works.
"""

import sys
from importlib import import_module
from importlib.machinery import ModuleSpec, SourceFileLoader
from importlib.util import spec_from_file_location

_FACADES = __file__.rpartition("/")[0] + "/_facades/"

REPLACED = frozenset([
    "_pyrepl",                      # only for its pager, which pydoc imports
    "_pyrepl.pager",
    "asyncio.unix_events",          # event loops need sockets for their self-pipe
    "concurrent.futures.thread",    # an executor that runs each task at once
    "concurrent.futures.process",
    "multiprocessing",
    "socket",
    "ssl",
    "subprocess",
])

_PACKAGES = ("_pyrepl", "multiprocessing")  # what they contain is looked for here, too

_NATIVE = "native libraries cannot be loaded into the glass; use what the standard library offers in Python"
_TERMINAL = "there is no terminal in the glass; use print(), or display() for more than text"
_WINDOWS = "there are no windows in the glass; make a file in /output, or show HTML or SVG with display()"
_INSTALL = "nothing can be installed in the glass; the standard library is all there is"
_PROCESSES = "there are no other processes in the glass; call functions directly, or use asyncio"
_SYSTEM = "there is no operating system behind the glass to ask"
_DATABASES = "this key-value store is not built in; use sqlite3, shelve with dbm.dumb, or json"

REFUSED = {
    "_ctypes": _NATIVE, "ctypes": _NATIVE,
    "curses": _TERMINAL, "_curses": _TERMINAL, "readline": _TERMINAL, "termios": _TERMINAL, "tty": _TERMINAL,
    "pty": _TERMINAL,
    "tkinter": _WINDOWS, "_tkinter": _WINDOWS, "turtle": _WINDOWS, "turtledemo": _WINDOWS, "idlelib": _WINDOWS,
    "venv": _INSTALL, "ensurepip": _INSTALL, "pip": _INSTALL, "setuptools": _INSTALL,
    "_posixsubprocess": _PROCESSES, "_multiprocessing": _PROCESSES, "_posixshmem": _PROCESSES,
    "fcntl": _SYSTEM, "grp": _SYSTEM, "mmap": _SYSTEM, "pwd": _SYSTEM, "resource": _SYSTEM, "syslog": _SYSTEM,
    "_dbm": _DATABASES, "_gdbm": _DATABASES, "dbm.gnu": _DATABASES, "dbm.ndbm": _DATABASES,
}  # fmt: skip


class _Finder:
    @staticmethod
    def find_spec(name, path=None, target=None):
        if name in REPLACED:
            file = f"{_FACADES}{name}.py"
            locations = [] if name in _PACKAGES else None
            return spec_from_file_location(name, file, loader=SourceFileLoader(name, file),
                                           submodule_search_locations=locations)
        reason = REFUSED.get(name)
        if reason is not None:
            raise ModuleNotFoundError(f"No module named {name!r}: {reason}", name=name)
        if name.startswith("multiprocessing."):
            raise ModuleNotFoundError(f"No module named {name!r}: {_PROCESSES}", name=name)
        return None


class _ChartFinder:
    """Lets `import chart` mean vitrine.chart. It is asked last: a chart.py of the caller's own goes before."""

    @staticmethod
    def find_spec(name, path=None, target=None):
        return ModuleSpec(name, _ChartFinder) if name == "chart" else None

    @staticmethod
    def create_module(spec):
        return None

    @staticmethod
    def exec_module(module):
        sys.modules[module.__name__] = import_module("vitrine.chart")


def install():
    sys.meta_path.insert(0, _Finder)
    sys.meta_path.append(_ChartFinder)
