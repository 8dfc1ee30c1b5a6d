"""Says that there are no processes. Stands for concurrent.futures.process."""

from concurrent.futures import _base
from concurrent.futures.thread import BrokenThreadPool as BrokenProcessPool  # noqa: F401 (people catch it by name)


class ProcessPoolExecutor(_base.Executor):
    def __init__(self, *args, **kwargs):
        raise RuntimeError("there are no other processes in the glass: call the function in a loop, or use "
                           "concurrent.futures.ThreadPoolExecutor, which here runs each task at once")
