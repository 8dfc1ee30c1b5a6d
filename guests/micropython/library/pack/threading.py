"""The module threading. There are no threads: locks work, waiting for what nobody will ever do raises."""

from _no_threads import pass_time as _pass_time

TIMEOUT_MAX = 9223372036.0
ThreadError = RuntimeError

_NO_THREADS = ("there are no threads in the glass: call the function directly, or use asyncio, or "
               "concurrent.futures.ThreadPoolExecutor, which here runs each task at once")


class BrokenBarrierError(RuntimeError):
    pass


def _pass_lock_time(blocking, timeout):
    if not blocking:
        return False
    return _pass_time(None if timeout == -1 else timeout)


def _check_timeout(blocking, timeout):
    if not isinstance(timeout, (int, float)):
        raise TypeError("'%s' object cannot be interpreted as an integer" % type(timeout).__name__)
    if timeout != -1:
        if not blocking:
            raise ValueError("can't specify a timeout for a non-blocking call")
        if timeout < 0:
            raise ValueError("timeout value must be a non-negative number")
        if timeout > TIMEOUT_MAX:
            raise OverflowError("timeout value is too large")


# ---- locks ----


def _no_copy(self, memo=None):
    raise TypeError("cannot pickle '%s' object" % type(self).__name__)


class lock:
    __module__ = "_thread"

    def __init__(self):
        self._is_locked = False

    __copy__ = __deepcopy__ = _no_copy

    def __repr__(self):
        return "<%s _thread.lock object at 0x%x>" % ("locked" if self._is_locked else "unlocked", id(self))

    def acquire(self, blocking=True, timeout=-1):
        _check_timeout(blocking, timeout)
        if self._is_locked:
            return _pass_lock_time(blocking, timeout)
        self._is_locked = True
        return True

    def release(self):
        if not self._is_locked:
            raise RuntimeError("release unlocked lock")
        self._is_locked = False

    def locked(self):
        return self._is_locked

    def __enter__(self):
        return self.acquire()

    def __exit__(self, *exc_info):
        self.release()

    def _is_owned(self):
        return self._is_locked


Lock = lock
del lock


class RLock:
    __module__ = "_thread"

    def __init__(self):
        self._count = 0

    __copy__ = __deepcopy__ = _no_copy

    def __repr__(self):
        return "<%s _thread.RLock object owner=0 count=%d at 0x%x>" % (
            "locked" if self._count else "unlocked", self._count, id(self))

    def acquire(self, blocking=True, timeout=-1):
        _check_timeout(blocking, timeout)
        self._count += 1
        return True

    def release(self):
        if not self._count:
            raise RuntimeError("cannot release un-acquired lock")
        self._count -= 1

    def __enter__(self):
        return self.acquire()

    def __exit__(self, *exc_info):
        self.release()

    def _is_owned(self):
        return self._count > 0


class Condition:
    def __init__(self, lock=None):
        self._lock = RLock() if lock is None else lock
        self.acquire, self.release = self._lock.acquire, self._lock.release

    __deepcopy__ = _no_copy

    def __repr__(self):
        return "<Condition(%s, 0)>" % (self._lock,)

    def __enter__(self):
        return self._lock.__enter__()

    def __exit__(self, *exc_info):
        return self._lock.__exit__(*exc_info)

    def _is_owned(self):
        return self._lock._is_owned()

    def wait(self, timeout=None):
        if not self._is_owned():
            raise RuntimeError("cannot wait on un-acquired lock")
        return _pass_time(timeout)

    def wait_for(self, predicate, timeout=None):
        result = predicate()
        if not result:
            self.wait(timeout)
            result = predicate()
        return result

    def notify(self, n=1):
        if not self._is_owned():
            raise RuntimeError("cannot notify on un-acquired lock")

    def notify_all(self):
        self.notify()


class Event:
    def __init__(self):
        self._is_set = False

    __deepcopy__ = _no_copy

    def __repr__(self):
        return "<threading.%s at 0x%x: %s>" % (type(self).__name__, id(self), "set" if self._is_set else "unset")

    def is_set(self):
        return self._is_set

    def set(self):
        self._is_set = True

    def clear(self):
        self._is_set = False

    def wait(self, timeout=None):
        return self._is_set or _pass_time(timeout)


class Semaphore:
    def __init__(self, value=1):
        if value < 0:
            raise ValueError("semaphore initial value must be >= 0")
        self._value = value

    __deepcopy__ = _no_copy

    def _described(self):
        return self._value

    def __repr__(self):
        return "<threading.%s at 0x%x: value=%s>" % (type(self).__name__, id(self), self._described())

    def acquire(self, blocking=True, timeout=None):
        if not blocking and timeout is not None:
            raise ValueError("can't specify timeout for non-blocking acquire")
        if not self._value:
            return _pass_time(timeout) if blocking else False
        self._value -= 1
        return True

    def release(self, n=1):
        if n < 1:
            raise ValueError("n must be one or more")
        self._value += n

    def __enter__(self):
        return self.acquire()

    def __exit__(self, *exc_info):
        self.release()


class BoundedSemaphore(Semaphore):
    def __init__(self, value=1):
        super().__init__(value)
        self._bound = value

    def _described(self):
        return "%d/%d" % (self._value, self._bound)

    def release(self, n=1):
        if n >= 1 and self._value + n > self._bound:
            raise ValueError("Semaphore released too many times")
        super().release(n)


class Barrier:
    def __init__(self, parties, action=None, timeout=None):
        if parties < 1:
            raise ValueError("parties must be >= 1")
        self.parties = parties
        self.n_waiting = 0
        self.broken = False
        self._action = action
        self._timeout = timeout

    __deepcopy__ = _no_copy

    def __repr__(self):
        state = "broken" if self.broken else "waiters=0/%d" % self.parties
        return "<threading.%s at 0x%x: %s>" % (type(self).__name__, id(self), state)

    def wait(self, timeout=None):
        if self.broken:
            raise BrokenBarrierError
        if self.parties > 1:
            timeout = self._timeout if timeout is None else timeout
            _pass_time(timeout)
            self.broken = True
            raise BrokenBarrierError
        if self._action is not None:
            try:
                self._action()
            except BaseException:
                self.broken = True
                raise
        return 0

    def reset(self):
        self.broken = False

    def abort(self):
        self.broken = True


class local:
    __copy__ = __deepcopy__ = _no_copy


# ---- threads ----


class Thread:
    """A thread that can be described, and run() can be called; start() says that there are none."""

    _names = 0

    def __init__(self, group=None, target=None, name=None, args=(), kwargs=None, *, daemon=None):
        if group is not None:
            raise AssertionError("group argument must be None for now")
        if name is None:
            Thread._names += 1
            name = "Thread-%d" % Thread._names
            if hasattr(target, "__name__"):
                name += " (%s)" % target.__name__
        self._target = target
        self._args = args
        self._kwargs = kwargs or {}
        self._name = str(name)
        self._daemon = False if daemon is None else daemon

    __deepcopy__ = _no_copy

    def _check_made(self):
        if not hasattr(self, "_name"):
            raise RuntimeError("Thread.__init__() not called")

    def __repr__(self):
        self._check_made()
        return "<%s(%s, initial%s)>" % (type(self).__name__, self._name, " daemon" if self._daemon else "")

    @property
    def name(self):
        return self._name

    @name.setter
    def name(self, name):
        self._name = str(name)

    @property
    def daemon(self):
        return self._daemon

    @daemon.setter
    def daemon(self, daemonic):
        self._check_made()
        self._daemon = daemonic

    ident = None

    def is_alive(self):
        return False

    def start(self):
        self._check_made()
        raise RuntimeError(_NO_THREADS)

    def run(self):
        try:
            if self._target is not None:
                self._target(*self._args, **self._kwargs)
        finally:
            del self._target  # it can be run once

    def join(self, timeout=None):
        self._check_made()
        raise RuntimeError("cannot join thread before it is started")


class Timer(Thread):
    def __init__(self, interval, function, args=None, kwargs=None):
        super().__init__()
        self.interval = interval
        self.function = function
        self.args = [] if args is None else args
        self.kwargs = {} if kwargs is None else kwargs
        self.finished = Event()

    def cancel(self):
        self.finished.set()

    def run(self):
        self.finished.wait(self.interval)
        if not self.finished.is_set():
            self.function(*self.args, **self.kwargs)
        self.finished.set()


class _MainThread(Thread):
    ident = 0

    def __repr__(self):
        return "<_MainThread(%s, started 0)>" % self._name

    @property
    def daemon(self):
        return False

    @daemon.setter
    def daemon(self, daemonic):
        raise RuntimeError("cannot set daemon status of active thread")

    def is_alive(self):
        return True

    def start(self):
        raise RuntimeError("threads can only be started once")

    def join(self, timeout=None):
        raise RuntimeError("cannot join current thread")


_main = _MainThread(name="MainThread")


def main_thread():
    return _main


current_thread = main_thread


def get_ident():
    return 0


def active_count():
    return 1


def enumerate():
    return [_main]
