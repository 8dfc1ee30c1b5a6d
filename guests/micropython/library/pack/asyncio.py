"""The module asyncio: one loop, tasks, what they wait for. There is nothing to read from, so the loop waits for timers.

A coroutine is a generator here, and waits by yielding the Future that it waits for.
"""

import time as _time
from collections import deque as _deque
from heapq import heappop as _heappop, heappush as _heappush

_generator = type((lambda: (yield))())
FIRST_COMPLETED, FIRST_EXCEPTION, ALL_COMPLETED = "FIRST_COMPLETED", "FIRST_EXCEPTION", "ALL_COMPLETED"


class CancelledError(BaseException):
    pass


class InvalidStateError(Exception):
    pass


class QueueEmpty(Exception):
    pass


class QueueFull(Exception):
    pass


class QueueShutDown(Exception):
    pass


class BrokenBarrierError(RuntimeError):
    pass


TimeoutError = TimeoutError


# ---- the loop ----


class Handle:
    def __init__(self, callback, args):
        self._callback = callback
        self._args = args
        self._is_cancelled = False

    def cancel(self):
        self._is_cancelled = True

    def cancelled(self):
        return self._is_cancelled


TimerHandle = Handle


class AbstractEventLoop:
    def __init__(self):
        self._ready = _deque()
        self._timers = []
        self._count = 0
        self._closed = False
        self._tasks = []

    def time(self):
        return _time.monotonic()

    def call_soon(self, callback, *args, context=None):
        handle = Handle(callback, args)
        self._ready.append(handle)
        return handle

    call_soon_threadsafe = call_soon

    def call_at(self, when, callback, *args, context=None):
        handle = Handle(callback, args)
        self._count += 1
        _heappush(self._timers, (when, self._count, handle))
        return handle

    def call_later(self, delay, callback, *args, context=None):
        return self.call_at(self.time() + delay, callback, *args)

    def create_future(self):
        return Future(loop=self)

    def create_task(self, coro, *, name=None, context=None):
        return Task(coro, loop=self, name=name)

    def run_in_executor(self, executor, func, *args):
        future = Future(loop=self)
        try:
            future.set_result(func(*args))
        except Exception as error:
            future.set_exception(error)
        return future

    def is_running(self):
        return _running is self

    def is_closed(self):
        return self._closed

    def close(self):
        self._closed = True

    def stop(self):
        self._stopping = True

    def get_debug(self):
        return False

    def set_debug(self, enabled):
        pass

    def _turn(self, wait):
        """Runs what is ready; waits for the next timer when nothing is, and `wait` says so."""
        timers = self._timers
        while timers and timers[0][2]._is_cancelled:
            _heappop(timers)
        if not self._ready:
            if not timers:
                return False
            pause = timers[0][0] - self.time()
            if pause > 0 and wait:
                _time.sleep(pause)
        now = self.time()
        while timers and timers[0][0] <= now:
            self._ready.append(_heappop(timers)[2])
        for _ in range(len(self._ready)):
            handle = self._ready.popleft()
            if not handle._is_cancelled:
                handle._callback(*handle._args)
        return True

    def run_until_complete(self, future):
        global _running
        if self._closed:
            raise RuntimeError("Event loop is closed")
        if _running is not None:
            raise RuntimeError("This event loop is already running")
        task = ensure_future(future, loop=self)
        _running = self
        try:
            while not task.done():
                if not self._turn(True):
                    raise RuntimeError("the program waits for something that nothing will ever bring about")
        finally:
            _running = None
        return task.result()

    def run_forever(self):
        global _running
        self._stopping = False
        _running = self
        try:
            while not self._stopping and self._turn(True):
                pass
        finally:
            _running = None


_running = None
_current = None  # the task whose coroutine runs now
_default = None


def get_running_loop():
    if _running is None:
        raise RuntimeError("no running event loop")
    return _running


def get_event_loop():
    global _default
    if _running is not None:
        return _running
    if _default is None or _default._closed:
        _default = AbstractEventLoop()
    return _default


def new_event_loop():
    return AbstractEventLoop()


def set_event_loop(loop):
    global _default
    _default = loop


def set_event_loop_policy(policy):
    pass


def run(main, *, debug=None, loop_factory=None):
    if _running is not None:
        raise RuntimeError("asyncio.run() cannot be called from a running event loop")
    if not isinstance(main, _generator):
        raise ValueError("a coroutine was expected, got %r" % (main,))
    loop = (loop_factory or AbstractEventLoop)()
    try:
        return loop.run_until_complete(main)
    finally:
        _end_tasks(loop)
        loop.close()


def _end_tasks(loop):
    global _running
    left = [task for task in loop._tasks if not task.done()]
    _running = loop
    try:
        for task in left:
            task.cancel()
        while any([not task.done() for task in left]) and loop._turn(True):
            pass
    finally:
        _running = None


class Runner:
    def __init__(self, *, debug=None, loop_factory=None):
        self._loop = (loop_factory or AbstractEventLoop)()

    def __enter__(self):
        return self

    def __exit__(self, *exc_info):
        self.close()

    def run(self, coro, *, context=None):
        return self._loop.run_until_complete(coro)

    def get_loop(self):
        return self._loop

    def close(self):
        _end_tasks(self._loop)
        self._loop.close()


# ---- futures and tasks ----


class Future:
    def __init__(self, *, loop=None):
        self._loop = loop or get_event_loop()
        self._state = "PENDING"
        self._result = None
        self._exception = None
        self._callbacks = []
        self._cancel_message = None

    def get_loop(self):
        return self._loop

    def done(self):
        return self._state != "PENDING"

    def cancelled(self):
        return self._state == "CANCELLED"

    def cancel(self, msg=None):
        if self._state != "PENDING":
            return False
        self._cancel_message = msg
        self._end("CANCELLED")
        return True

    def _end(self, state):
        self._state = state
        for callback in self._callbacks:
            self._loop.call_soon(callback, self)
        self._callbacks = []

    def _cancelled_error(self):
        return CancelledError() if self._cancel_message is None else CancelledError(self._cancel_message)

    def result(self):
        if self._state == "CANCELLED":
            raise self._cancelled_error()
        if self._state == "PENDING":
            raise InvalidStateError("Result is not ready.")
        if self._exception is not None:
            raise self._exception
        return self._result

    def exception(self):
        if self._state == "CANCELLED":
            raise self._cancelled_error()
        if self._state == "PENDING":
            raise InvalidStateError("Exception is not set.")
        return self._exception

    def set_result(self, result):
        if self._state != "PENDING":
            raise InvalidStateError("invalid state")
        self._result = result
        self._end("FINISHED")

    def set_exception(self, exception):
        if self._state != "PENDING":
            raise InvalidStateError("invalid state")
        self._exception = exception() if isinstance(exception, type) else exception
        self._end("FINISHED")

    def add_done_callback(self, fn, *, context=None):
        if self._state != "PENDING":
            self._loop.call_soon(fn, self)
        else:
            self._callbacks.append(fn)

    def remove_done_callback(self, fn):
        before = len(self._callbacks)
        self._callbacks = [known for known in self._callbacks if known != fn]
        return before - len(self._callbacks)

    def __iter__(self):
        if self._state == "PENDING":
            yield self
        return self.result()

    __await__ = __iter__


class Task(Future):
    _names = 0

    def __init__(self, coro, *, loop=None, name=None, context=None, eager_start=False):
        if not isinstance(coro, _generator):
            raise TypeError("a coroutine was expected, got %r" % (coro,))
        super().__init__(loop=loop)
        if name is None:
            Task._names += 1
            name = "Task-%d" % Task._names
        self._coro = coro
        self._name = str(name)
        self._waits_for = None
        self._must_cancel = False
        self._cancelling = 0
        self._loop._tasks.append(self)
        self._loop.call_soon(self._step, None)

    def get_name(self):
        return self._name

    def set_name(self, value):
        self._name = str(value)

    def get_coro(self):
        return self._coro

    def cancel(self, msg=None):
        if self.done():
            return False
        self._cancelling += 1
        self._cancel_message = msg
        if self._waits_for is not None and self._waits_for.cancel(msg):
            return True
        self._must_cancel = True
        return True

    def cancelling(self):
        return self._cancelling

    def uncancel(self):
        if self._cancelling > 0:
            self._cancelling -= 1
            if not self._cancelling:
                self._must_cancel = False
        return self._cancelling

    def _finish(self, state):
        tasks = self._loop._tasks
        if self in tasks:
            tasks.remove(self)
        self._end(state)

    def _step(self, error):
        global _current
        if self.done():
            return
        if self._must_cancel:
            if not isinstance(error, CancelledError):
                error = self._cancelled_error()
            self._must_cancel = False
        self._waits_for = None
        before = _current
        _current = self
        try:
            waits_for = self._coro.send(None) if error is None else self._coro.throw(error)
        except StopIteration as stop:
            if self._must_cancel:
                self._must_cancel = False
                self._finish("CANCELLED")
            else:
                self._result = stop.value
                self._finish("FINISHED")
        except CancelledError:
            self._finish("CANCELLED")
        except Exception as problem:
            self._exception = problem
            self._finish("FINISHED")
        except BaseException as problem:
            self._exception = problem
            self._finish("FINISHED")
            raise
        else:
            if waits_for is None:
                self._loop.call_soon(self._step, None)
            elif not isinstance(waits_for, Future):
                self._loop.call_soon(self._step, RuntimeError("Task got bad yield: %r" % (waits_for,)))
            elif waits_for is self:
                self._loop.call_soon(self._step, RuntimeError("Task cannot await on itself"))
            else:
                waits_for.add_done_callback(self._wake)
                self._waits_for = waits_for
                if self._must_cancel and waits_for.cancel(self._cancel_message):
                    self._must_cancel = False
        finally:
            _current = before

    def _wake(self, future):
        if future.cancelled():
            self._step(future._cancelled_error())
        else:
            self._step(future._exception)

    def set_result(self, result):
        raise RuntimeError("Task does not support set_result operation")

    def set_exception(self, exception):
        raise RuntimeError("Task does not support set_exception operation")


def current_task(loop=None):
    return _current


def all_tasks(loop=None):
    return {task for task in (loop or get_running_loop())._tasks if not task.done()}


def isfuture(obj):
    return isinstance(obj, Future)


def iscoroutine(obj):
    return isinstance(obj, _generator)


def iscoroutinefunction(func):
    return bool(getattr(getattr(func, "__code__", None), "co_flags", 0) & 128)


async def _awaited(awaitable):
    return await awaitable


def ensure_future(coro_or_future, *, loop=None):
    if isinstance(coro_or_future, Future):
        return coro_or_future
    if isinstance(coro_or_future, _generator):
        return Task(coro_or_future, loop=loop)
    if hasattr(coro_or_future, "__await__"):
        return Task(_awaited(coro_or_future), loop=loop)
    raise TypeError("An asyncio.Future, a coroutine or an awaitable is required")


def create_task(coro, *, name=None, context=None):
    return Task(coro, loop=get_running_loop(), name=name)


def _let_others():
    yield None


def _set_if_waiting(future, result):
    if not future.done():
        future.set_result(result)


async def sleep(delay, result=None):
    if delay <= 0:
        await _let_others()
        return result
    loop = get_running_loop()
    future = Future(loop=loop)
    handle = loop.call_later(delay, _set_if_waiting, future, result)
    try:
        return await future
    finally:
        handle.cancel()


async def to_thread(func, *args, **kwargs):
    """There are no threads: the function is called here and now."""
    return func(*args, **kwargs)


class _Gathering(Future):
    def __init__(self, children, *, loop):
        super().__init__(loop=loop)
        self._children = children
        self._was_cancelled = False

    def cancel(self, msg=None):
        if self.done():
            return False
        cancelled = False
        for child in self._children:
            if child.cancel(msg):
                cancelled = True
        self._was_cancelled = self._was_cancelled or cancelled
        return cancelled


def gather(*coros_or_futures, return_exceptions=False):
    loop = get_event_loop()
    if not coros_or_futures:
        empty = Future(loop=loop)
        empty.set_result([])
        return empty
    made = []
    children = []
    for each in coros_or_futures:
        for known, child in made:
            if known is each:
                break
        else:
            child = ensure_future(each, loop=loop)
            made.append((each, child))
        children.append(child)
    outer = _Gathering([child for _, child in made], loop=loop)
    left = [len(made)]

    def finished(child):
        left[0] -= 1
        if outer.done():
            return
        if not return_exceptions:
            if child.cancelled():
                outer.set_exception(child._cancelled_error())
                return
            if child._exception is not None:
                outer.set_exception(child._exception)
                return
        if left[0]:
            return
        results = [CancelledError(each._cancel_message or "") if each.cancelled() else each._exception if each._exception is not None else
                   each._result for each in children]
        if outer._was_cancelled:
            outer.set_exception(child._cancelled_error())
        else:
            outer.set_result(results)

    for _, child in made:
        child.add_done_callback(finished)
    return outer


async def wait_for(fut, timeout):
    if timeout is None:
        return await fut
    task = ensure_future(fut, loop=get_running_loop())
    if timeout <= 0:
        if task.done():
            return task.result()
        task.cancel()
        try:
            return await task
        except CancelledError:
            raise TimeoutError
    late = []
    loop = get_running_loop()

    def expire():
        late.append(1)
        task.cancel()

    handle = loop.call_later(timeout, expire)
    try:
        return await task
    except CancelledError:
        if late and task.cancelled():
            raise TimeoutError
        task.cancel()
        raise
    finally:
        handle.cancel()


async def wait(fs, *, timeout=None, return_when=ALL_COMPLETED):
    tasks = set(fs)
    if not tasks:
        raise ValueError("Set of Tasks/Futures is empty.")
    for task in tasks:
        if isinstance(task, _generator):
            raise TypeError("Passing coroutines is forbidden, use tasks explicitly.")
    loop = get_running_loop()
    waiter = Future(loop=loop)
    handle = None if timeout is None else loop.call_later(timeout, _set_if_waiting, waiter, None)

    def is_enough():
        done = [task for task in tasks if task.done()]
        return len(done) == len(tasks) or return_when == FIRST_COMPLETED and done or return_when == FIRST_EXCEPTION and any(
            [not task.cancelled() and task._exception is not None for task in done])

    def finished(task):
        if is_enough():
            _set_if_waiting(waiter, None)

    if not is_enough():
        for task in tasks:
            task.add_done_callback(finished)
        try:
            await waiter
        finally:
            for task in tasks:
                task.remove_done_callback(finished)
    if handle is not None:
        handle.cancel()
    done = {task for task in tasks if task.done()}
    return done, tasks - done


def as_completed(fs, *, timeout=None):
    loop = get_event_loop()
    tasks = [ensure_future(each, loop=loop) for each in fs]
    finished = Queue()
    for task in tasks:
        task.add_done_callback(finished.put_nowait)

    async def next_one():
        task = await (finished.get() if timeout is None else wait_for(finished.get(), timeout))
        return task.result()

    for _ in tasks:
        yield next_one()


def shield(arg):
    inner = ensure_future(arg, loop=get_running_loop())
    outer = Future(loop=inner._loop)

    def finished(task):
        if outer.done():
            return
        if task.cancelled():
            outer.cancel()
        elif task._exception is not None:
            outer.set_exception(task._exception)
        else:
            outer.set_result(task._result)

    inner.add_done_callback(finished)
    return outer


class Timeout:
    def __init__(self, when):
        self._when = when
        self._is_late = False
        self._handle = None

    def when(self):
        return self._when

    def expired(self):
        return self._is_late

    def reschedule(self, when):
        if self._handle is not None:
            self._handle.cancel()
        self._when = when
        self._handle = None if when is None else get_running_loop().call_at(when, self._expire)

    def _expire(self):
        self._is_late = True
        self._task.cancel()

    async def __aenter__(self):
        self._task = current_task()
        self.reschedule(self._when)
        return self

    async def __aexit__(self, kind, value, traceback):
        if self._handle is not None:
            self._handle.cancel()
        if self._is_late and kind is not None and issubclass(kind, CancelledError):
            self._task.uncancel()
            raise TimeoutError
        return False


def timeout(delay):
    return Timeout(None if delay is None else get_running_loop().time() + delay)


def timeout_at(when):
    return Timeout(when)


class TaskGroup:
    def __init__(self):
        self._tasks = []
        self._errors = []
        self._entered = self._exiting = self._aborting = False

    async def __aenter__(self):
        self._parent = current_task()
        self._entered = True
        return self

    def create_task(self, coro, *, name=None, context=None):
        if not self._entered:
            raise RuntimeError("TaskGroup has not been entered")
        if self._exiting and not [task for task in self._tasks if not task.done()]:
            raise RuntimeError("TaskGroup is finished")
        task = create_task(coro, name=name)
        self._tasks.append(task)
        task.add_done_callback(self._finished)
        return task

    def _finished(self, task):
        if not task.cancelled() and task._exception is not None:
            self._errors.append(task._exception)
            if not self._aborting:
                self._aborting = True
                for other in self._tasks:
                    other.cancel()
                if not self._exiting:
                    self._parent.cancel()

    async def __aexit__(self, kind, value, traceback):
        self._exiting = True
        if kind is not None:
            self._aborting = True
            for task in self._tasks:
                task.cancel()
            if not issubclass(kind, CancelledError):
                self._errors.append(value)
        while True:
            left = [task for task in self._tasks if not task.done()]
            if not left:
                break
            await wait(left)
        await sleep(0)  # so that _finished has been called for all
        if self._errors:
            if kind is not None and issubclass(kind, CancelledError):
                self._parent.uncancel()
            raise BaseExceptionGroup("unhandled errors in a TaskGroup", self._errors)
        return False


# ---- locks and queues ----


class _Mixin:
    async def __aenter__(self):
        await self.acquire()

    async def __aexit__(self, kind, value, traceback):
        self.release()


class _Waiters:
    """Those who wait, in order."""

    def __init__(self):
        self._queue = _deque()

    async def wait(self):
        future = Future(loop=get_running_loop())
        self._queue.append(future)
        try:
            return await future
        except CancelledError:
            if future in self._queue:
                self._queue.remove(future)
            elif not future.cancelled():
                self.wake_one()
            raise

    def wake_one(self):
        while self._queue:
            future = self._queue.popleft()
            if not future.done():
                future.set_result(True)
                return True
        return False

    def wake_all(self):
        while self.wake_one():
            pass

    def __len__(self):
        return len([future for future in self._queue if not future.done()])


class Lock(_Mixin):
    def __init__(self):
        self._is_locked = False
        self._waiters = _Waiters()

    def locked(self):
        return self._is_locked

    async def acquire(self):
        if self._is_locked:
            await self._waiters.wait()  # the lock is handed over
        self._is_locked = True
        return True

    def release(self):
        if not self._is_locked:
            raise RuntimeError("Lock is not acquired.")
        if not self._waiters.wake_one():
            self._is_locked = False


class Event:
    def __init__(self):
        self._is_set = False
        self._waiters = _Waiters()

    def is_set(self):
        return self._is_set

    def set(self):
        self._is_set = True
        self._waiters.wake_all()

    def clear(self):
        self._is_set = False

    async def wait(self):
        if not self._is_set:
            await self._waiters.wait()
        return True


class Condition(_Mixin):
    def __init__(self, lock=None):
        self._lock = lock or Lock()
        self._waiters = _Waiters()
        self.locked, self.acquire, self.release = self._lock.locked, self._lock.acquire, self._lock.release

    async def wait(self):
        if not self.locked():
            raise RuntimeError("cannot wait on un-acquired lock")
        self.release()
        try:
            await self._waiters.wait()
        finally:
            await self.acquire()
        return True

    async def wait_for(self, predicate):
        result = predicate()
        while not result:
            await self.wait()
            result = predicate()
        return result

    def notify(self, n=1):
        if not self.locked():
            raise RuntimeError("cannot notify on un-acquired lock")
        for _ in range(n):
            self._waiters.wake_one()

    def notify_all(self):
        self.notify(len(self._waiters))


class Semaphore(_Mixin):
    def __init__(self, value=1):
        if value < 0:
            raise ValueError("Semaphore initial value must be >= 0")
        self._value = value
        self._waiters = _Waiters()

    def locked(self):
        return self._value == 0

    async def acquire(self):
        if self._value == 0:
            await self._waiters.wait()  # what was released is handed over
        else:
            self._value -= 1
        return True

    def release(self):
        if not self._waiters.wake_one():
            self._value += 1


class BoundedSemaphore(Semaphore):
    def __init__(self, value=1):
        super().__init__(value)
        self._bound = value

    def release(self):
        if self._value >= self._bound:
            raise ValueError("BoundedSemaphore released too many times")
        super().release()


class Barrier:
    def __init__(self, parties):
        if parties < 1:
            raise ValueError("parties must be >= 1")
        self.parties = parties
        self.n_waiting = 0
        self._waiters = _Waiters()

    async def wait(self):
        place = self.n_waiting
        self.n_waiting += 1
        if self.n_waiting == self.parties:
            self.n_waiting = 0
            self._waiters.wake_all()
        else:
            await self._waiters.wait()
        return place

    async def __aenter__(self):
        return await self.wait()

    async def __aexit__(self, *exc_info):
        pass


class Queue:
    def __init__(self, maxsize=0):
        self._maxsize = maxsize
        self._getters = _Waiters()
        self._putters = _Waiters()
        self._unfinished = 0
        self._all_done = Event()
        self._all_done.set()
        self._init()

    def _init(self):
        self._items = _deque()

    def _get(self):
        return self._items.popleft()

    def _put(self, item):
        self._items.append(item)

    @property
    def maxsize(self):
        return self._maxsize

    def qsize(self):
        return len(self._items)

    def empty(self):
        return not self._items

    def full(self):
        return 0 < self._maxsize <= len(self._items)

    async def put(self, item):
        while self.full():
            await self._putters.wait()
        self.put_nowait(item)

    def put_nowait(self, item):
        if self.full():
            raise QueueFull
        self._put(item)
        self._unfinished += 1
        self._all_done.clear()
        self._getters.wake_one()

    async def get(self):
        while not self._items:
            await self._getters.wait()
        return self.get_nowait()

    def get_nowait(self):
        if not self._items:
            raise QueueEmpty
        item = self._get()
        self._putters.wake_one()
        return item

    def task_done(self):
        if self._unfinished <= 0:
            raise ValueError("task_done() called too many times")
        self._unfinished -= 1
        if not self._unfinished:
            self._all_done.set()

    async def join(self):
        await self._all_done.wait()


class LifoQueue(Queue):
    def _get(self):
        return self._items.pop()


class PriorityQueue(Queue):
    def _init(self):
        self._items = []

    def _get(self):
        return _heappop(self._items)

    def _put(self, item):
        _heappush(self._items, item)


def _refused(*args, **kwargs):
    raise NotImplementedError("there are no networks and no other processes in the glass")


open_connection = start_server = create_subprocess_exec = create_subprocess_shell = _refused
