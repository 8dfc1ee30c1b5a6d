"""The module platform: what the glass looks like from inside, in both guests but for the name of the guest."""

import sys as _sys
from collections import namedtuple as _namedtuple


class uname_result(_namedtuple("uname_result", "system node release version machine processor")):
    def __repr__(self):
        return "uname_result(%s)" % ", ".join(["%s=%r" % pair for pair in zip(self._fields[:5], self)])


def uname():
    return uname_result("wasi", "(none)", "0.0.0", "0.0.0", "wasm32", "")


def system():
    return uname().system


def node():
    return uname().node


def release():
    return uname().release


def version():
    return uname().version


def machine():
    return uname().machine


def processor():
    return uname().processor


def platform(aliased=False, terse=False):
    return "wasi-0.0.0" if terse else "wasi-0.0.0-wasm32-32bit"


def architecture(executable=None, bits="", linkage=""):
    return "32bit", ""


def python_implementation():
    return "MicroPython"


def python_version():
    return _sys.version.split()[0]


def python_version_tuple():
    return tuple(python_version().split("."))
