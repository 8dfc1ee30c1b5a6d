"""Says that there are no other programs. Stands for subprocess, and keeps the names that other modules use."""

import errno as _errno

__all__ = ["CalledProcessError", "CompletedProcess", "DEVNULL", "PIPE", "Popen", "STDOUT", "SubprocessError",
           "TimeoutExpired", "call", "check_call", "check_output", "getoutput", "getstatusoutput", "run"]

PIPE = -1
STDOUT = -2
DEVNULL = -3


class SubprocessError(Exception):
    pass


class CalledProcessError(SubprocessError):
    def __init__(self, returncode, cmd, output=None, stderr=None):
        self.returncode = returncode
        self.cmd = cmd
        self.output = self.stdout = output
        self.stderr = stderr

    def __str__(self):
        return f"Command {self.cmd!r} returned non-zero exit status {self.returncode}."


class TimeoutExpired(SubprocessError):
    def __init__(self, cmd, timeout, output=None, stderr=None):
        self.cmd = cmd
        self.timeout = timeout
        self.output = self.stdout = output
        self.stderr = stderr

    def __str__(self):
        return f"Command '{self.cmd}' timed out after {self.timeout} seconds"


class CompletedProcess:
    def __init__(self, args, returncode, stdout=None, stderr=None):
        self.args = args
        self.returncode = returncode
        self.stdout = stdout
        self.stderr = stderr

    def check_returncode(self):
        if self.returncode:
            raise CalledProcessError(self.returncode, self.args, self.stdout, self.stderr)


def _refuse(args):
    program = args if isinstance(args, (str, bytes)) else args[0] if isinstance(args, (list, tuple)) and args else args
    raise OSError(_errno.ENOTSUP, f"cannot run {str(program)[:80]!r}: there are no other programs in the glass; do it in "
                                  "Python (shutil and pathlib for files, re for text, zipfile and tarfile for archives)")


class Popen:
    def __init__(self, args, *others, **settings):
        _refuse(args)


def run(*popenargs, **settings):
    _refuse(popenargs[0] if popenargs else settings.get("args"))


def call(*popenargs, **settings):
    _refuse(popenargs[0] if popenargs else settings.get("args"))


def check_call(*popenargs, **settings):
    _refuse(popenargs[0] if popenargs else settings.get("args"))


def check_output(*popenargs, **settings):
    _refuse(popenargs[0] if popenargs else settings.get("args"))


def getstatusoutput(cmd, **settings):
    _refuse(cmd)


def getoutput(cmd, **settings):
    _refuse(cmd)


def list2cmdline(seq):
    """Quotes arguments for a command line, for show."""
    import shlex
    return shlex.join(map(str, seq))
