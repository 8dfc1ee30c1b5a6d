"""Says that there are no processes. Stands for the package multiprocessing."""

__all__ = ["Array", "AuthenticationError", "Barrier", "BufferTooShort", "Condition", "Event", "JoinableQueue", "Lock",
           "Manager", "Pipe", "Pool", "Process", "ProcessError", "Queue", "RLock", "RawArray", "RawValue", "Semaphore",
           "SimpleQueue", "TimeoutError", "Value", "active_children", "cpu_count", "current_process", "freeze_support",
           "get_all_start_methods", "get_context", "get_start_method", "parent_process", "set_start_method"]


class ProcessError(Exception):
    """Base of this module's exceptions."""


class BufferTooShort(ProcessError):
    pass


class TimeoutError(ProcessError):
    pass


class AuthenticationError(ProcessError):
    pass


def _refuse(name):
    def refuse(*args, **kwargs):
        raise RuntimeError(f"multiprocessing.{name}: there are no other processes in the glass: use map() or a loop, or "
                           "concurrent.futures.ThreadPoolExecutor, which here runs each task at once")

    refuse.__name__ = refuse.__qualname__ = name
    return refuse


class _MainProcess:
    name = "MainProcess"
    pid = 1
    daemon = False
    exitcode = None

    def is_alive(self):
        return True


_main = _MainProcess()


def cpu_count():
    """One: there is one thread."""
    return 1


def active_children():
    return []


def current_process():
    return _main


def parent_process():
    return None


def freeze_support():
    pass


def get_all_start_methods():
    return []


def get_start_method(allow_none=False):
    return None


def set_start_method(method, force=False):
    pass


class Process:
    """Can be made, cannot be started."""

    def __init__(self, group=None, target=None, name=None, args=(), kwargs={}, *, daemon=None):
        self.name = name or "Process-1"
        self.daemon = bool(daemon)
        self.pid = self.exitcode = None

    start = _refuse("Process")

    def is_alive(self):
        return False


for _name in ("Array", "Barrier", "Condition", "Event", "JoinableQueue", "Lock", "Manager", "Pipe", "Pool", "Queue",
              "RLock", "RawArray", "RawValue", "Semaphore", "SimpleQueue", "Value", "get_context"):
    globals()[_name] = _refuse(_name)
del _name
