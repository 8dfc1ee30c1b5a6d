"""Runs once, when the image is made: what is imported in advance, and what differs from an ordinary Python.

Nothing here is a wall: foreign code can undo all of it. The wall is the glass.
"""

import builtins
import sys
import time

import vitrine

from vitrine import _finder, _functions

# Measured (README.md): each of these is wanted by model-written code often enough to be worth its share of the image.
PRELOADED = """
    __future__ abc argparse array ast asyncio base64 bisect builtins bz2 calendar cmath codecs collections
    collections.abc concurrent.futures configparser contextlib copy csv dataclasses datetime decimal difflib email.utils
    enum errno fractions functools gc glob gzip hashlib heapq hmac html html.parser importlib.util inspect io itertools
    json keyword linecache locale logging lzma math numbers operator os os.path pathlib pickle pprint queue random re
    secrets shlex shutil signal sqlite3 statistics string struct sys tempfile textwrap threading time timeit tokenize
    traceback types typing unicodedata unittest urllib.parse uuid warnings weakref xml.etree.ElementTree zipfile zlib
    zoneinfo _pydatetime _strptime
""".split()


class _Leave:
    """exit() and quit(): site, which brings them, is not imported here."""

    def __init__(self, name):
        self._name = name

    def __repr__(self):
        return f"Use {self._name}() to end the run."

    def __call__(self, code=None):
        raise SystemExit(code)


def _patch_builtins():
    from vitrine import display
    builtins.display = display
    builtins.exit = _Leave("exit")
    builtins.quit = _Leave("quit")
    import _sitebuiltins
    builtins.help = _sitebuiltins._Helper()


def _patch_threads():
    """Thread.start() fails with a sentence, and a lock that nobody can release does not wait for ever."""
    import _thread

    def no_threads(*args, **kwargs):
        raise RuntimeError("there are no threads in the glass: call the function directly, or use asyncio, or "
                           "concurrent.futures.ThreadPoolExecutor, which here runs each task at once")

    _thread.start_new_thread = _thread.start_new = _thread.start_joinable_thread = no_threads


def _patch_os():
    """os.system, os.fork and their kind do not exist here; the AttributeError says why."""
    import os
    no_processes = ("system popen fork forkpty kill killpg wait waitpid spawnl spawnle spawnlp spawnlpe spawnv spawnve "
                    "spawnvp spawnvpe posix_spawn posix_spawnp execl execle execlp execlpe execv execve execvp execvpe "
                    "pidfd_open").split()
    no_users = "getuid geteuid getgid getegid getlogin setuid setgid getgroups".split()
    reasons = dict.fromkeys(no_processes, "there are no other processes in the glass; do the work in Python")
    reasons |= dict.fromkeys(no_users, "there are no users in the glass")

    def missing(name):
        reason = reasons.get(name)
        text = f"module 'os' has no attribute {name!r}"
        raise AttributeError(f"{text}: {reason}" if reason else text, name=name, obj=os)

    for name in (*no_processes, *no_users):
        os.__dict__.pop(name, None)
    os.__all__ = [name for name in os.__all__ if name not in reasons]
    os.__getattr__ = missing


def _complete_hashlib():
    import hashlib
    if not hasattr(hashlib, "pbkdf2_hmac"):
        from vitrine._pbkdf2 import pbkdf2_hmac
        hashlib.pbkdf2_hmac = pbkdf2_hmac


def _warm_up():
    """Fills the caches that the first error, the first import and the first regular expression would fill."""
    import linecache
    from vitrine import _report
    for source in ("1/0", "x =", "import numpy", "undefined_name", "open('/input/missing')", "[].missing"):
        try:
            exec(compile(source, "<warm-up>", "exec"), {})
        except Exception as error:
            _report.report(error, "<warm-up>")
    linecache.clearcache()


def prepare():
    """Called by the guest's init, once."""
    _finder.install()
    _patch_threads()
    for name in PRELOADED:
        try:
            __import__(name)
        except ModuleNotFoundError as error:
            # A build without one of the C libraries still makes an image.
            if error.name == name or not error.name.startswith("_"):
                raise
    _patch_os()
    _patch_builtins()
    _complete_hashlib()
    sys.path += ["/output", "/input"]
    _warm_up()


def configure(settings):
    """Called at the start of a sandbox with the map of guests/abi.h: makes the granted functions."""
    import logging  # not above: it imports threading, which must find _thread patched
    logging._startTime = time.time_ns()  # else that of the image
    scope = _scope
    for entry in settings.get("functions", ()):
        name = entry["name"]
        function = _functions.make(name, entry.get("doc", ""), entry.get("parameters", ()), scope)
        vitrine._granted[name] = function
        setattr(builtins, name, function)


def _make_scope():
    import _vitrine
    return {"__name__": "vitrine", "__builtins__": builtins, "call": _vitrine.call}


_scope = _make_scope()
