"""The module concurrent.futures. There are no threads: submit() runs the task before it returns."""

import time as _time
from _no_threads import pass_time as _pass_time
from collections import namedtuple as _namedtuple
from types import _class_getitem

FIRST_COMPLETED, FIRST_EXCEPTION, ALL_COMPLETED = "FIRST_COMPLETED", "FIRST_EXCEPTION", "ALL_COMPLETED"


class CancelledError(Exception):
    pass


class InvalidStateError(Exception):
    pass


class BrokenExecutor(RuntimeError):
    pass


class BrokenThreadPool(BrokenExecutor):
    pass


TimeoutError = TimeoutError
_STATES = {"CANCELLED_AND_NOTIFIED": "cancelled"}


def _log(message, *args):
    import logging
    logging.getLogger("concurrent.futures").critical(message, *args, exc_info=True)


class Future:
    def __init__(self):
        self._state = "PENDING"
        self._result = None
        self._exception = None
        self._callbacks = []

    __class_getitem__ = _class_getitem

    def __deepcopy__(self, memo):
        raise TypeError("cannot pickle 'Future' object")

    def __repr__(self):
        text = "<%s at 0x%x state=%s" % (type(self).__name__, id(self), _STATES.get(self._state, self._state.lower()))
        if self._state == "FINISHED":
            if self._exception is not None:
                text += " raised " + type(self._exception).__name__
            else:
                text += " returned " + type(self._result).__name__
        return text + ">"

    def cancel(self):
        if self._state in ("RUNNING", "FINISHED"):
            return False
        if self._state == "PENDING":
            self._end("CANCELLED")
        return True

    def cancelled(self):
        return self._state in ("CANCELLED", "CANCELLED_AND_NOTIFIED")

    def running(self):
        return self._state == "RUNNING"

    def done(self):
        return self._state not in ("PENDING", "RUNNING")

    def _end(self, state):
        self._state = state
        for callback in self._callbacks:
            self._call(callback)

    def _call(self, callback):
        try:
            callback(self)
        except Exception:
            _log("exception calling callback for %r", self)

    def add_done_callback(self, fn):
        if self.done():
            self._call(fn)
        else:
            self._callbacks.append(fn)

    def _wait(self, timeout):
        if not self.done():
            _pass_time(timeout)
            raise TimeoutError
        if self.cancelled():
            raise CancelledError

    def result(self, timeout=None):
        self._wait(timeout)
        if self._exception is not None:
            raise self._exception
        return self._result

    def exception(self, timeout=None):
        self._wait(timeout)
        return self._exception

    def set_running_or_notify_cancel(self):
        if self._state == "CANCELLED":
            self._state = "CANCELLED_AND_NOTIFIED"
            return False
        if self._state != "PENDING":
            raise RuntimeError("Future in unexpected state")
        self._state = "RUNNING"
        return True

    def _check_open(self):
        if self.done():
            raise InvalidStateError("%s: %r" % (self._state, self))

    def set_result(self, result):
        self._check_open()
        self._result = result
        self._end("FINISHED")

    def set_exception(self, exception):
        self._check_open()
        self._exception = exception
        self._end("FINISHED")


# ---- executors ----


class Executor:
    def submit(self, fn, /, *args, **kwargs):
        raise NotImplementedError

    def map(self, fn, *iterables, timeout=None, chunksize=1):
        futures = [self.submit(fn, *args) for args in zip(*iterables)]
        return _results(futures, None if timeout is None else timeout + _time.monotonic())

    def shutdown(self, wait=True, *, cancel_futures=False):
        pass

    def __enter__(self):
        return self

    def __exit__(self, *exc_info):
        self.shutdown(wait=True)
        return False


def _results(futures, end):
    futures.reverse()
    try:
        while futures:
            future = futures.pop()
            yield future.result(None if end is None else end - _time.monotonic())
    finally:
        for future in futures:
            future.cancel()


class ThreadPoolExecutor(Executor):
    """All tasks run in submit(), so the number of workers changes nothing."""

    def __init__(self, max_workers=None, thread_name_prefix="", initializer=None, initargs=()):
        if max_workers is not None and max_workers <= 0:
            raise ValueError("max_workers must be greater than 0")
        if initializer is not None and not callable(initializer):
            raise TypeError("initializer must be a callable")
        self._max_workers = max_workers or 1
        self._initializer = initializer
        self._initargs = initargs
        self._broken = self._shutdown = False

    def _initialize(self):
        initializer, self._initializer = self._initializer, None
        try:
            initializer(*self._initargs)
        except Exception:
            _log("Exception in initializer:")
            self._broken = True

    def submit(self, fn, /, *args, **kwargs):
        if self._shutdown:
            raise RuntimeError("cannot schedule new futures after shutdown")
        if self._initializer is not None:
            self._initialize()
        if self._broken:
            raise BrokenThreadPool("A thread initializer failed, the thread pool is not usable anymore")
        future = Future()
        future.set_running_or_notify_cancel()
        try:
            result = fn(*args, **kwargs)
        except Exception as error:  # not BaseException: limits and sys.exit() must end the run
            future.set_exception(error)
        else:
            future.set_result(result)
        return future

    def shutdown(self, wait=True, *, cancel_futures=False):
        self._shutdown = True


class ProcessPoolExecutor(Executor):
    def __init__(self, *args, **kwargs):
        raise RuntimeError("there are no other processes in the glass: call the function in a loop, or use "
                           "concurrent.futures.ThreadPoolExecutor, which here runs each task at once")


# ---- waiting for several ----


DoneAndNotDoneFutures = _namedtuple("DoneAndNotDoneFutures", "done not_done")


def _is_told(future):
    """Whether waiters know of its end: that it is cancelled, its executor says first."""
    return future._state in ("CANCELLED_AND_NOTIFIED", "FINISHED")


def wait(fs, timeout=None, return_when=ALL_COMPLETED):
    fs = set(fs)
    done = {future for future in fs if _is_told(future)}
    if len(done) == len(fs) or done and (return_when == FIRST_COMPLETED or return_when == FIRST_EXCEPTION and any(
            [not future.cancelled() and future.exception() is not None for future in done])):
        return DoneAndNotDoneFutures(done, fs - done)
    if return_when not in (FIRST_COMPLETED, FIRST_EXCEPTION, ALL_COMPLETED):
        raise ValueError("Invalid return condition: %r" % (return_when,))
    _pass_time(timeout)
    return DoneAndNotDoneFutures(done, fs - done)


def as_completed(fs, timeout=None):
    fs = list(dict.fromkeys(fs))
    for future in fs:
        if _is_told(future):
            yield future
    left = [future for future in fs if not _is_told(future)]
    if left:
        _pass_time(timeout)
        raise TimeoutError("%d (of %d) futures unfinished" % (len(left), len(fs)))
