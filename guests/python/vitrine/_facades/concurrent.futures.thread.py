"""ThreadPoolExecutor for a place without threads. Stands for concurrent.futures.thread.

submit() runs the task before it returns. The results are those of a pool whose tasks happen to finish at once, which
is what most programs want from one; a task that waits for a later one would wait for ever in a pool of one as well.
asyncio.to_thread and loop.run_in_executor work through this, too.
"""

from concurrent.futures import _base


class BrokenThreadPool(_base.BrokenExecutor):
    """Raised by submit() after the initializer failed."""


class ThreadPoolExecutor(_base.Executor):
    def __init__(self, max_workers=None, thread_name_prefix="", initializer=None, initargs=()):
        """All tasks run in the calling thread; `max_workers` and `thread_name_prefix` are accepted and change nothing."""
        if max_workers is not None and max_workers <= 0:
            raise ValueError("max_workers must be greater than 0")
        if initializer is not None and not callable(initializer):
            raise TypeError("initializer must be a callable")
        self._max_workers = max_workers or 1
        self._initializer = initializer
        self._initargs = initargs
        self._broken = False
        self._shutdown = False

    def _initialize(self):
        initializer, self._initializer = self._initializer, None
        try:
            initializer(*self._initargs)
        except Exception:
            _base.LOGGER.critical("Exception in initializer:", exc_info=True)
            self._broken = True

    def submit(self, fn, /, *args, **kwargs):
        if self._shutdown:
            raise RuntimeError("cannot schedule new futures after shutdown")
        if self._initializer is not None:
            self._initialize()
        if self._broken:
            raise BrokenThreadPool("A thread initializer failed, the thread pool is not usable anymore")
        future = _base.Future()
        future.set_running_or_notify_cancel()
        try:
            result = fn(*args, **kwargs)
        except Exception as error:  # not BaseException: limits and sys.exit() must end the run
            future.set_exception(error)
        else:
            future.set_result(result)
        return future

    submit.__doc__ = _base.Executor.submit.__doc__

    def shutdown(self, wait=True, *, cancel_futures=False):
        self._shutdown = True

    shutdown.__doc__ = _base.Executor.shutdown.__doc__
