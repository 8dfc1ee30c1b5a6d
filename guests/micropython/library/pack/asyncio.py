"""The module asyncio: one loop, tasks, what they wait for. There is nothing to read from, so the loop waits for timers.

A coroutine waits by yielding the Future that it waits for. Everything happens in the order in which CPython 3.13's asyncio
does it.
"""

import sys as _sys
import time as _time
from collections import deque as _deque
from heapq import heappop as _heappop, heappush as _heappush
from types import CoroutineType as _coroutine, _class_getitem

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


def _name_of(callback):
    return getattr(callback, "__qualname__", None) or getattr(callback, "__name__", None) or repr(callback)


_contextvars = _sys.modules.get("contextvars")  # the module, which sets this when it is imported later


class _InContext:
    """A callback with the context that it is called in."""

    def __init__(self, callback, context):
        self._callback = callback
        self._context = _contextvars.copy_context() if context is None else context
        self.__qualname__ = _name_of(callback)

    def __call__(self, *args):
        return self._context.run(self._callback, *args)

    def __eq__(self, other):
        return self._callback == other


class Handle:
    def __init__(self, callback, args):
        self._callback = callback
        self._args = args
        self._is_cancelled = False

    def cancel(self):
        self._is_cancelled = True

    def cancelled(self):
        return self._is_cancelled


class TimerHandle(Handle):
    def __init__(self, when, callback, args):
        super().__init__(callback, args)
        self._when = when

    def when(self):
        return self._when


class AbstractEventLoop:
    def __init__(self):
        self._ready = _deque()
        self._timers = []
        self._count = 0
        self._closed = self._stopping = False
        self._tasks = []
        self._failed = []  # futures whose exception nobody has asked for
        self._exception_handler = None
        self._executor = None  # of the program, for run_in_executor(None, ...)
        self._executor_is_shut = False

    def time(self):
        return _time.monotonic()

    def _check_closed(self):
        if self._closed:
            raise RuntimeError("Event loop is closed")

    def call_soon(self, callback, *args, context=None):
        self._check_closed()
        if _contextvars is not None:
            callback = _InContext(callback, context)
        handle = Handle(callback, args)
        self._ready.append(handle)
        return handle

    call_soon_threadsafe = call_soon

    def call_at(self, when, callback, *args, context=None):
        self._check_closed()
        if _contextvars is not None:
            callback = _InContext(callback, context)
        handle = TimerHandle(when, callback, args)
        self._count += 1
        _heappush(self._timers, (when, self._count, handle))
        return handle

    def call_later(self, delay, callback, *args, context=None):
        if delay is None:
            raise TypeError("delay must not be None")
        return self.call_at(self.time() + delay, callback, *args, context=context)

    def create_future(self):
        return Future(loop=self)

    def create_task(self, coro, *, name=None, context=None):
        self._check_closed()
        return Task(coro, loop=self, name=name, context=context)

    def run_in_executor(self, executor, func, *args):
        """There are no threads: the function is called here and now, and the loop tells later what it gave."""
        self._check_closed()
        if executor is None:
            if self._executor_is_shut:
                raise RuntimeError("Executor shutdown has been called")
            executor = self._executor
        if executor is not None:
            return wrap_future(executor.submit(func, *args), loop=self)
        future = Future(loop=self)
        try:
            self.call_soon(_settle, future, func(*args), None)
        except Exception as error:
            self.call_soon(_settle, future, None, error)
        return future

    def set_default_executor(self, executor):
        from concurrent.futures import ThreadPoolExecutor
        if not isinstance(executor, ThreadPoolExecutor):
            raise TypeError("executor must be ThreadPoolExecutor instance")
        self._executor = executor

    async def shutdown_asyncgens(self):
        pass

    async def shutdown_default_executor(self, timeout=None):
        self._executor_is_shut = True
        if self._executor is not None:
            self._executor.shutdown()

    def is_running(self):
        return _running is self

    def is_closed(self):
        return self._closed

    def close(self):
        if _running is self:
            raise RuntimeError("Cannot close a running event loop")
        self._closed = True
        for future in self._failed:
            self.call_exception_handler({
                "message": "%s exception was never retrieved" % type(future).__name__, "exception": future._exception,
                "future": future})
        self._failed = []

    def stop(self):
        self._stopping = True

    def get_debug(self):
        return False

    def set_debug(self, enabled):
        pass

    def get_exception_handler(self):
        return self._exception_handler

    def set_exception_handler(self, handler):
        if handler is not None and not callable(handler):
            raise TypeError("A callable object or None is expected, got %r" % (handler,))
        self._exception_handler = handler

    def default_exception_handler(self, context):
        write = _sys.stderr.write
        write((context.get("message") or "Unhandled exception in event loop") + "\n")
        for key in sorted(context):
            if key not in ("message", "exception"):
                write("%s: %r\n" % (key, context[key]))
        if context.get("exception") is not None:
            _sys.print_exception(context["exception"], _sys.stderr)

    def call_exception_handler(self, context):
        if self._exception_handler is None:
            self.default_exception_handler(context)
        else:
            self._exception_handler(self, context)

    def _turn(self):
        """Runs what is ready; waits for the next timer when nothing is. False: nothing will ever be."""
        timers = self._timers
        while timers and timers[0][2]._is_cancelled:
            _heappop(timers)
        if not self._ready:
            if not timers:
                return False
            pause = timers[0][0] - self.time()
            if pause > 0:
                _time.sleep(pause)
        now = self.time()
        while timers and timers[0][0] <= now:
            self._ready.append(_heappop(timers)[2])
        for _ in range(len(self._ready)):
            handle = self._ready.popleft()
            if not handle._is_cancelled:
                try:
                    handle._callback(*handle._args)
                except Exception as error:
                    self.call_exception_handler({"message": "Exception in callback " + _name_of(handle._callback),
                                                 "exception": error})
        return True

    def run_until_complete(self, future):
        global _running
        self._check_closed()
        if _running is not None:
            raise RuntimeError("This event loop is already running" if _running is self else
                               "Cannot run the event loop while another loop is running")
        task = ensure_future(future, loop=self)
        ended = []  # what is ready together with the end is still run
        task.add_done_callback(ended.append)
        _running = self
        try:
            while not ended and not self._stopping:
                if not self._turn():
                    raise RuntimeError("the program waits for something that nothing will ever bring about")
        finally:
            self._stopping = False
            _running = None
        if not task.done():
            raise RuntimeError("Event loop stopped before Future completed.")
        return task.result()

    def run_forever(self):
        global _running
        self._check_closed()
        if _running is not None:
            raise RuntimeError("This event loop is already running")
        _running = self
        try:
            while self._turn() and not self._stopping:
                pass
        finally:
            self._stopping = False
            _running = None


BaseEventLoop = EventLoop = SelectorEventLoop = AbstractEventLoop
_running = None
_current = None  # the task whose coroutine runs now
_default = None
_is_set = False  # by the program or a Runner: then none is made


def get_running_loop():
    if _running is None:
        raise RuntimeError("no running event loop")
    return _running


def _get_running_loop():
    return _running


def get_event_loop():
    global _default
    if _running is not None:
        return _running
    if _default is None:
        if _is_set:
            raise RuntimeError("There is no current event loop in thread 'MainThread'.")
        _default = AbstractEventLoop()
    return _default


def new_event_loop():
    return AbstractEventLoop()


def set_event_loop(loop):
    global _default, _is_set
    _default = loop
    _is_set = True


def set_event_loop_policy(policy):
    pass


def run(main, *, debug=None, loop_factory=None):
    if _running is not None:
        raise RuntimeError("asyncio.run() cannot be called from a running event loop")
    with Runner(loop_factory=loop_factory) as runner:
        return runner.run(main)


class Runner:
    def __init__(self, *, debug=None, loop_factory=None):
        self._loop = (loop_factory or AbstractEventLoop)()
        self._sets = loop_factory is None
        self._context = None  # that of all that is run, from the first on

    def __enter__(self):
        return self

    def __exit__(self, *exc_info):
        self.close()

    def run(self, coro, *, context=None):
        if not isinstance(coro, _coroutine):
            raise ValueError("a coroutine was expected, got %r" % (coro,))
        if _running is not None:
            raise RuntimeError("Runner.run() cannot be called from a running event loop")
        self._loop._check_closed()
        if self._sets:
            set_event_loop(self._loop)
        if context is None and _contextvars is not None:
            if self._context is None:
                self._context = _contextvars.copy_context()
            context = self._context
        return self._loop.run_until_complete(self._loop.create_task(coro, context=context))

    def get_loop(self):
        return self._loop

    def close(self):
        if not self._loop._closed:
            _end_tasks(self._loop)
            self._loop.close()
            if self._sets:
                set_event_loop(None)


def _end_tasks(loop):
    left = loop._tasks[:]
    for task in left:
        task.cancel()
    if left:
        loop.run_until_complete(_gathered(loop, left, True))
        for task in left:
            if not task.cancelled() and task.exception() is not None:
                loop.call_exception_handler({"message": "unhandled exception during asyncio.run() shutdown",
                                             "exception": task.exception(), "task": task})
    loop.run_until_complete(loop.shutdown_asyncgens())
    loop.run_until_complete(loop.shutdown_default_executor())


# ---- futures and tasks ----


class Future:
    def __init__(self, *, loop=None):
        self._loop = loop or get_event_loop()
        self._state = "PENDING"
        self._result = None
        self._exception = None
        self._callbacks = []
        self._cancel_message = None
        self._cancelled_exc = None

    __class_getitem__ = _class_getitem

    def _described(self):
        return ""

    def __repr__(self):
        text = "<%s %s%s" % (type(self).__name__, self._state.lower(), self._described())
        if self._exception is not None:
            text += " exception=%r" % (self._exception,)
        elif self._state == "FINISHED":
            text += " result=%r" % (self._result,)
        return text + ">"

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
        if self._exception is not None:
            self._loop._failed.append(self)
        callbacks = self._callbacks
        self._callbacks = []
        for callback in callbacks:
            self._loop.call_soon(callback, self)

    def _retrieved(self):
        if self in self._loop._failed:
            self._loop._failed.remove(self)

    def _cancelled_error(self):
        error = self._cancelled_exc
        if error is not None:
            self._cancelled_exc = None
            return error
        return CancelledError() if self._cancel_message is None else CancelledError(self._cancel_message)

    def result(self):
        if self._state == "CANCELLED":
            raise self._cancelled_error()
        if self._state == "PENDING":
            raise InvalidStateError("Result is not set.")
        if self._exception is not None:
            self._retrieved()
            places, self._exception_places = self._exception_places, None
            raise self._exception.with_traceback(places)
        return self._result

    def exception(self):
        if self._state == "CANCELLED":
            raise self._cancelled_error()
        if self._state == "PENDING":
            raise InvalidStateError("Exception is not set.")
        if self._exception is not None:
            self._retrieved()
        return self._exception

    def _outcome(self):
        """The exception, also that of having been cancelled, or None."""
        return self._cancelled_error() if self._state == "CANCELLED" else self.exception()

    def set_result(self, result):
        if self._state != "PENDING":
            raise InvalidStateError("invalid state")
        self._result = result
        self._end("FINISHED")

    def set_exception(self, exception):
        if self._state != "PENDING":
            raise InvalidStateError("invalid state")
        if isinstance(exception, type):
            exception = exception()
        if isinstance(exception, StopIteration):
            exception = RuntimeError("StopIteration interacts badly with generators and cannot be raised into a Future")
        if not isinstance(exception, BaseException):
            raise TypeError("invalid exception object")
        self._exception = exception
        self._exception_places = exception.__traceback__  # the first result() begins with these
        self._end("FINISHED")

    def add_done_callback(self, fn, *, context=None):
        if self._state != "PENDING":
            self._loop.call_soon(fn, self, context=context)
        else:
            self._callbacks.append(fn if _contextvars is None else _InContext(fn, context))

    def remove_done_callback(self, fn):
        before = len(self._callbacks)
        self._callbacks = [known for known in self._callbacks if known != fn]
        return before - len(self._callbacks)

    def __iter__(self):
        if self._state == "PENDING":
            yield self
        if self._state == "PENDING":
            raise RuntimeError("await wasn't used with future")
        return self.result()

    __await__ = __iter__


class Task(Future):
    _names = 0

    def __init__(self, coro, *, loop=None, name=None, context=None, eager_start=False):
        if not isinstance(coro, _coroutine):
            raise TypeError("a coroutine was expected, got %r" % (coro,))
        if eager_start:
            raise NotImplementedError("asyncio: tasks start when the loop comes to them, eager_start is not there")
        super().__init__(loop=loop)
        if name is None:
            Task._names += 1
            name = "Task-%d" % Task._names
        self._coro = coro
        self._name = str(name)
        self._waits_for = None
        self._must_cancel = False
        self._cancelling = 0
        if context is None and _contextvars is not None:
            context = _contextvars.copy_context()
        self._context = context
        self._loop._tasks.append(self)
        self._loop.call_soon(self._step, None)

    def _described(self):
        return " name=%r coro=<%s()>" % (self._name, repr(self._coro).split(" object ")[-1].split(" at ")[0])

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
        if self._waits_for is not None and self._waits_for.cancel(msg):
            return True
        self._must_cancel = True
        self._cancel_message = msg
        return True

    def cancelling(self):
        return self._cancelling

    def uncancel(self):
        if self._cancelling > 0:
            self._cancelling -= 1
            if not self._cancelling:
                self._must_cancel = False
        return self._cancelling

    def _end(self, state):
        tasks = self._loop._tasks
        if self in tasks:
            tasks.remove(self)
        super()._end(state)

    def _step(self, error):
        global _current
        if self.done():
            return
        if self._must_cancel:
            if not isinstance(error, CancelledError):
                error = self._cancelled_error()
            self._must_cancel = False
        self._waits_for = None
        if self._context is not None:
            self._context._enter()
        before = _current
        _current = self
        try:
            waits_for = self._coro.send(None) if error is None else self._coro.throw(error)
        except StopIteration as stop:
            if self._must_cancel:
                self._must_cancel = False
                super().cancel(self._cancel_message)
            else:
                super().set_result(stop.value)
        except CancelledError as cancelled:
            self._cancelled_exc = cancelled
            super().cancel()
        except BaseException as problem:
            problem.__traceback__ = problem.__traceback__.tb_next  # without this call
            super().set_exception(problem)
            if not isinstance(problem, (Exception, BaseExceptionGroup)):
                self._retrieved()
                raise
        else:
            if waits_for is None:
                self._loop.call_soon(self._step, None)
            elif not isinstance(waits_for, Future):
                self._loop.call_soon(self._step, RuntimeError("Task got bad yield: %r" % (waits_for,)))
            elif waits_for is self:
                self._loop.call_soon(self._step, RuntimeError("Task cannot await on itself: %r" % (self,)))
            elif waits_for._loop is not self._loop:
                self._loop.call_soon(self._step, RuntimeError("Task %r got Future %r attached to a different loop" % (
                    self, waits_for)))
            else:
                waits_for.add_done_callback(self._wake)
                self._waits_for = waits_for
                if self._must_cancel and waits_for.cancel(self._cancel_message):
                    self._must_cancel = False
        finally:
            _current = before
            if self._context is not None:
                self._context._leave()

    def _wake(self, future):
        error = future._outcome()
        future._exception_places = None  # as after the first result()
        self._step(error)

    def set_result(self, result):
        raise RuntimeError("Task does not support set_result operation")

    def set_exception(self, exception):
        raise RuntimeError("Task does not support set_exception operation")


def current_task(loop=None):
    if loop is None:
        loop = get_running_loop()
    return _current if _current is not None and _current._loop is loop else None


def all_tasks(loop=None):
    return {task for task in (loop or get_running_loop())._tasks if not task.done()}


def isfuture(obj):
    return isinstance(obj, Future)


def iscoroutine(obj):
    return isinstance(obj, _coroutine)


def iscoroutinefunction(func):
    return bool(getattr(getattr(func, "__code__", None), "co_flags", 0) & 128)


async def _awaited(awaitable):
    return await awaitable


def ensure_future(coro_or_future, *, loop=None):
    if isinstance(coro_or_future, Future):
        if loop is not None and loop is not coro_or_future._loop:
            raise ValueError("The future belongs to a different loop than the one specified as the loop argument")
        return coro_or_future
    if isinstance(coro_or_future, _coroutine):
        return Task(coro_or_future, loop=loop)
    if hasattr(coro_or_future, "__await__"):
        return Task(_awaited(coro_or_future), loop=loop)
    raise TypeError("An asyncio.Future, a coroutine or an awaitable is required")


def create_task(coro, *, name=None, context=None):
    return Task(coro, loop=get_running_loop(), name=name, context=context)


class _LetOthers:
    def __await__(self):
        yield None


def _set_if_waiting(future, result):
    if not future.done():
        future.set_result(result)


def _settle(future, result, error):
    if not future.done():
        if error is None:
            future.set_result(result)
        else:
            future.set_exception(error)


def wrap_future(future, *, loop=None):
    """Ends as a future of concurrent.futures does."""
    if isinstance(future, Future):
        return future
    made = Future(loop=loop)

    def ended(future):
        if future.cancelled():
            made._loop.call_soon(made.cancel)
        else:
            error = future.exception()
            made._loop.call_soon(_settle, made, future.result() if error is None else None, error)

    made.add_done_callback(lambda made: future.cancel() if made.cancelled() else None)
    future.add_done_callback(ended)
    return made


async def sleep(delay, result=None):
    if delay <= 0:
        await _LetOthers()
        return result
    if delay != delay:
        raise ValueError("Invalid delay: NaN (not a number)")
    loop = get_running_loop()
    future = Future(loop=loop)
    handle = loop.call_later(delay, _set_if_waiting, future, result)
    try:
        return await future
    finally:
        handle.cancel()


async def to_thread(func, *args, **kwargs):
    if _contextvars is not None:
        args = func, *args
        func = _contextvars.copy_context().run
    return await get_running_loop().run_in_executor(None, lambda: func(*args, **kwargs))


class _Gathering(Future):
    def __init__(self, children, *, loop):
        super().__init__(loop=loop)
        self._children = children
        self._cancel_requested = False

    def cancel(self, msg=None):
        if self.done():
            return False
        cancelled = False
        for child in self._children:
            if child.cancel(msg):
                cancelled = True
        if cancelled:
            self._cancel_requested = True
        return cancelled


def gather(*coros_or_futures, return_exceptions=False):
    return _gathered(get_event_loop(), coros_or_futures, return_exceptions)


def _gathered(loop, coros_or_futures, return_exceptions):
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
    outer = _Gathering(children, loop=loop)
    left = len(made)

    def finished(child):
        nonlocal left
        left -= 1
        if outer.done():
            if not child.cancelled():
                child.exception()
            return
        if not return_exceptions:
            error = child._outcome()
            if error is not None:
                outer.set_exception(error)
                return
        if left:
            return
        results = []
        for each in children:
            if each.cancelled():
                results.append(CancelledError(each._cancel_message or ""))
            else:
                error = each.exception()
                results.append(each._result if error is None else error)
        if outer._cancel_requested:
            outer.set_exception(child._cancelled_error())
        else:
            outer.set_result(results)

    done = []
    for _, child in made:
        if child.done():
            done.append(child)
        else:
            child.add_done_callback(finished)
    for child in done:
        finished(child)
    return outer


async def _cancel_and_wait(future):
    waiter = get_running_loop().create_future()

    def release(_):
        _set_if_waiting(waiter, None)

    future.add_done_callback(release)
    try:
        future.cancel()
        await waiter
    finally:
        future.remove_done_callback(release)


async def wait_for(fut, timeout):
    if timeout is not None and timeout <= 0:
        fut = ensure_future(fut)
        if fut.done():
            return fut.result()
        await _cancel_and_wait(fut)
        try:
            return fut.result()
        except CancelledError as error:
            raise TimeoutError from error
    if not isinstance(fut, (Future, _coroutine)):
        if not hasattr(fut, "__await__"):
            raise TypeError("object %s can't be used in 'await' expression" % type(fut).__name__)
        fut = _awaited(fut)
    async with Timeout(None if timeout is None else get_running_loop().time() + timeout):
        return await fut


async def wait(fs, *, timeout=None, return_when=ALL_COMPLETED):
    if isinstance(fs, (Future, _coroutine)):
        raise TypeError("expect a list of futures, not " + type(fs).__name__)
    if not fs:
        raise ValueError("Set of Tasks/Futures is empty.")
    if return_when not in (FIRST_COMPLETED, FIRST_EXCEPTION, ALL_COMPLETED):
        raise ValueError("Invalid return_when value: %s" % return_when)
    futures = set(fs)
    for future in futures:
        if isinstance(future, _coroutine):
            raise TypeError("Passing coroutines is forbidden, use tasks explicitly.")
    loop = get_running_loop()
    waiter = Future(loop=loop)
    handle = None if timeout is None else loop.call_later(timeout, _set_if_waiting, waiter, None)
    left = len(futures)

    def finished(future):
        nonlocal left
        left -= 1
        if left <= 0 or return_when == FIRST_COMPLETED or return_when == FIRST_EXCEPTION and (
                not future.cancelled() and future.exception() is not None):
            if handle is not None:
                handle.cancel()
            _set_if_waiting(waiter, None)

    for future in futures:
        future.add_done_callback(finished)
    try:
        await waiter
    finally:
        if handle is not None:
            handle.cancel()
        for future in futures:
            future.remove_done_callback(finished)
    done = {future for future in futures if future.done()}
    return done, futures - done


class _AsCompleted:
    def __init__(self, fs, timeout):
        if isinstance(fs, (Future, _coroutine)):
            raise TypeError("expect an iterable of futures, not " + type(fs).__name__)
        loop = get_event_loop()
        self._left = []
        given = []
        for each in fs:
            if not any([each is known for known in given]):
                given.append(each)
                self._left.append(ensure_future(each, loop=loop))
        self._count = len(self._left)
        self._done = Queue()
        self._handle = None
        for future in self._left:
            future.add_done_callback(self._finished)
        if self._left and timeout is not None:
            self._handle = loop.call_later(timeout, self._expire)

    def _finished(self, future):
        if future in self._left:
            self._left.remove(future)
            self._done.put_nowait(future)
            if not self._left and self._handle is not None:
                self._handle.cancel()

    def _expire(self):
        for future in self._left:
            future.remove_done_callback(self._finished)
            self._done.put_nowait(None)
        self._left = []

    async def _next(self):
        future = await self._done.get()
        if future is None:
            raise TimeoutError
        return future

    async def _next_result(self):
        return (await self._next()).result()

    def __iter__(self):
        return self

    def __next__(self):
        if not self._count:
            raise StopIteration
        self._count -= 1
        return self._next_result()

    def __aiter__(self):
        return self

    async def __anext__(self):
        if not self._count:
            raise StopAsyncIteration
        self._count -= 1
        return await self._next()


def as_completed(fs, *, timeout=None):
    return _AsCompleted(fs, timeout)


def shield(arg):
    inner = ensure_future(arg)
    if inner.done():
        return inner
    outer = Future(loop=inner._loop)

    def inner_finished(task):
        if outer.cancelled():
            if not task.cancelled():
                task.exception()
        elif task.cancelled():
            outer.cancel()
        else:
            error = task.exception()
            if error is None:
                outer.set_result(task._result)
            else:
                outer.set_exception(error)

    def outer_finished(_):
        if not inner.done():
            inner.remove_done_callback(inner_finished)

    inner.add_done_callback(inner_finished)
    outer.add_done_callback(outer_finished)
    return outer


class Timeout:
    def __init__(self, when):
        self._when = when
        self._state = "created"
        self._handle = None
        self._task = None

    def __repr__(self):
        when = ""
        if self._state == "active":
            when = " when=%s" % (None if self._when is None else round(self._when, 3))
        return "<Timeout [%s]%s>" % (self._state, when)

    def when(self):
        return self._when

    def expired(self):
        return self._state in ("expiring", "expired")

    def reschedule(self, when):
        if self._state == "created":
            raise RuntimeError("Timeout has not been entered")
        if self._state != "active":
            raise RuntimeError("Cannot change state of %s Timeout" % self._state)
        self._when = when
        if self._handle is not None:
            self._handle.cancel()
        if when is None:
            self._handle = None
            return
        loop = get_running_loop()
        self._handle = loop.call_soon(self._expire) if when <= loop.time() else loop.call_at(when, self._expire)

    def _expire(self):
        self._task.cancel()
        self._state = "expiring"
        self._handle = None

    async def __aenter__(self):
        if self._state != "created":
            raise RuntimeError("Timeout has already been entered")
        task = current_task()
        if task is None:
            raise RuntimeError("Timeout should be used inside a task")
        self._state = "active"
        self._task = task
        self._cancelling = task.cancelling()
        self.reschedule(self._when)
        return self

    async def __aexit__(self, kind, value, traceback):
        if self._handle is not None:
            self._handle.cancel()
            self._handle = None
        if self._state == "expiring":
            self._state = "expired"
            if self._task.uncancel() <= self._cancelling and kind is not None:
                if issubclass(kind, CancelledError):
                    raise TimeoutError from value
                for error in (value, *getattr(value, "exceptions", ())):
                    self._tell(error)
        elif self._state == "active":
            self._state = "finished"
        return None

    @staticmethod
    def _tell(error):
        """Says that a timeout stood behind the cancellation in which `error` was raised."""
        while error.__context__ is not None:
            if isinstance(error.__context__, CancelledError):
                late = TimeoutError()
                late.__cause__ = late.__context__ = error.__context__
                error.__context__ = late
                break
            error = error.__context__


def timeout(delay):
    return Timeout(None if delay is None else get_running_loop().time() + delay)


def timeout_at(when):
    return Timeout(when)


class TaskGroup:
    def __init__(self):
        self._tasks = []
        self._errors = []
        self._entered = self._exiting = self._aborting = self._cancelled_parent = False
        self._parent = self._all_done = self._base_error = None

    def __repr__(self):
        text = "<TaskGroup"
        if self._tasks:
            text += " tasks=%d" % len(self._tasks)
        if self._errors:
            text += " errors=%d" % len(self._errors)
        if self._aborting:
            text += " cancelling"
        elif self._entered:
            text += " entered"
        return text + ">"

    async def __aenter__(self):
        if self._entered:
            raise RuntimeError("TaskGroup %r has been already entered" % self)
        self._parent = current_task()
        if self._parent is None:
            raise RuntimeError("TaskGroup %r cannot determine the parent task" % self)
        self._entered = True
        return self

    def create_task(self, coro, *, name=None, context=None):
        problem = None
        if not self._entered:
            problem = "TaskGroup %r has not been entered"
        elif self._exiting and not self._tasks:
            problem = "TaskGroup %r is finished"
        elif self._aborting:
            problem = "TaskGroup %r is shutting down"
        if problem is not None:
            coro.close()
            raise RuntimeError(problem % self)
        task = create_task(coro, name=name, context=context)
        self._tasks.append(task)
        task.add_done_callback(self._finished)
        return task

    def _abort(self):
        self._aborting = True
        for task in self._tasks:
            if not task.done():
                task.cancel()

    def _finished(self, task):
        self._tasks.remove(task)
        if self._all_done is not None and not self._tasks:
            _set_if_waiting(self._all_done, True)
        if task.cancelled():
            return
        error = task.exception()
        if error is None:
            return
        self._errors.append(error)
        if isinstance(error, (SystemExit, KeyboardInterrupt)) and self._base_error is None:
            self._base_error = error
        if not self._aborting and not self._cancelled_parent:
            self._abort()
            self._cancelled_parent = True
            self._parent.cancel()

    async def __aexit__(self, kind, value, traceback):
        self._exiting = True
        is_cancelled = kind is not None and issubclass(kind, CancelledError)
        if isinstance(value, (SystemExit, KeyboardInterrupt)) and self._base_error is None:
            self._base_error = value
        cancelled = value if is_cancelled else None
        if kind is not None and not self._aborting:
            self._abort()
        while self._tasks:
            if self._all_done is None:
                self._all_done = get_running_loop().create_future()
            try:
                await self._all_done
            except CancelledError as error:
                if not self._aborting:
                    cancelled = error
                    self._abort()
            self._all_done = None
        if self._base_error is not None:
            raise self._base_error
        if self._cancelled_parent and self._parent.uncancel() == 0:
            cancelled = None
        if cancelled is not None and not self._errors:
            raise cancelled
        if kind is not None and not is_cancelled:
            self._errors.append(value)
        if self._errors:
            if self._parent.cancelling():
                self._parent.uncancel()
                self._parent.cancel()
            errors, self._errors = self._errors, []
            raise BaseExceptionGroup("unhandled errors in a TaskGroup", errors) from None
        return None


# ---- locks and queues ----


class _Synchronizer:
    """Something that tasks wait for, in order."""

    def __init__(self):
        self._waiters = _deque()

    async def __aenter__(self):
        await self.acquire()

    async def __aexit__(self, kind, value, traceback):
        self.release()

    def __repr__(self):
        state = self._described()
        if self._waiters:
            state += ", waiters:%d" % len(self._waiters)
        return "<asyncio.locks.%s object at 0x%x [%s]>" % (type(self).__name__, id(self), state)

    def _described(self):
        return "locked" if self.locked() else "unlocked"

    async def _wait(self):
        future = get_running_loop().create_future()
        self._waiters.append(future)
        try:
            await future
        finally:
            self._waiters.remove(future)
        return future

    def _wake(self, count):
        for future in self._waiters:
            if count <= 0:
                break
            if not future.done():
                count -= 1
                future.set_result(True)


class Lock(_Synchronizer):
    def __init__(self):
        super().__init__()
        self._is_locked = False

    def locked(self):
        return self._is_locked

    async def acquire(self):
        if self._is_locked or any([not future.cancelled() for future in self._waiters]):
            try:
                await self._wait()
            except CancelledError:
                if not self._is_locked:
                    self._wake_first()
                raise
        self._is_locked = True
        return True

    def release(self):
        if not self._is_locked:
            raise RuntimeError("Lock is not acquired.")
        self._is_locked = False
        self._wake_first()

    def _wake_first(self):
        if self._waiters:
            _set_if_waiting(self._waiters[0], True)


class Event(_Synchronizer):
    def __init__(self):
        super().__init__()
        self._is_set = False

    def _described(self):
        return "set" if self._is_set else "unset"

    def is_set(self):
        return self._is_set

    def set(self):
        if not self._is_set:
            self._is_set = True
            self._wake(len(self._waiters))

    def clear(self):
        self._is_set = False

    async def wait(self):
        if not self._is_set:
            await self._wait()
        return True


class Condition(_Synchronizer):
    def __init__(self, lock=None):
        super().__init__()
        self._lock = lock or Lock()
        self.locked, self.acquire, self.release = self._lock.locked, self._lock.acquire, self._lock.release

    async def wait(self):
        if not self.locked():
            raise RuntimeError("cannot wait on un-acquired lock")
        self.release()
        try:
            try:
                await self._wait()
                return True
            finally:
                cancelled = None
                while True:
                    try:
                        await self.acquire()
                        break
                    except CancelledError as error:
                        cancelled = error
                if cancelled is not None:
                    raise cancelled
        except BaseException:
            self._wake(1)
            raise

    async def wait_for(self, predicate):
        result = predicate()
        while not result:
            await self.wait()
            result = predicate()
        return result

    def notify(self, n=1):
        if not self.locked():
            raise RuntimeError("cannot notify on un-acquired lock")
        self._wake(n)

    def notify_all(self):
        self.notify(len(self._waiters))


class Semaphore(_Synchronizer):
    def __init__(self, value=1):
        if value < 0:
            raise ValueError("Semaphore initial value must be >= 0")
        super().__init__()
        self._value = value

    def _described(self):
        return "locked" if self.locked() else "unlocked, value:%d" % self._value

    def locked(self):
        return self._value == 0 or any([not future.cancelled() for future in self._waiters])

    async def acquire(self):
        if not self.locked():
            self._value -= 1
            return True
        future = get_running_loop().create_future()
        self._waiters.append(future)
        try:
            try:
                await future
            finally:
                self._waiters.remove(future)
        except CancelledError:
            if future.done() and not future.cancelled():
                self._value += 1
            raise
        finally:
            while self._value > 0 and self._wake_next():
                pass
        return True

    def release(self):
        self._value += 1
        self._wake_next()

    def _wake_next(self):
        for future in self._waiters:
            if not future.done():
                self._value -= 1
                future.set_result(True)
                return True
        return False


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
        self._cond = Condition()
        self._parties = parties
        self._state = "filling"
        self._count = 0

    def __repr__(self):
        state = self._state
        if not self.broken:
            state += ", waiters:%d/%d" % (self.n_waiting, self._parties)
        return "<asyncio.locks.%s object at 0x%x [%s]>" % (type(self).__name__, id(self), state)

    @property
    def parties(self):
        return self._parties

    @property
    def n_waiting(self):
        return self._count if self._state == "filling" else 0

    @property
    def broken(self):
        return self._state == "broken"

    async def __aenter__(self):
        return await self.wait()

    async def __aexit__(self, *exc_info):
        pass

    async def wait(self):
        async with self._cond:
            await self._cond.wait_for(lambda: self._state not in ("draining", "resetting"))
            if self._state == "broken":
                raise BrokenBarrierError("Barrier aborted")
            place = self._count
            self._count += 1
            try:
                if place + 1 == self._parties:
                    self._state = "draining"
                    self._cond.notify_all()
                else:
                    await self._cond.wait_for(lambda: self._state != "filling")
                    if self._state in ("broken", "resetting"):
                        raise BrokenBarrierError("Abort or reset of barrier")
                return place
            finally:
                self._count -= 1
                if self._count == 0:
                    if self._state in ("resetting", "draining"):
                        self._state = "filling"
                    self._cond.notify_all()

    async def reset(self):
        async with self._cond:
            if self._count > 0:
                if self._state != "resetting":
                    self._state = "resetting"
            else:
                self._state = "filling"
            self._cond.notify_all()

    async def abort(self):
        async with self._cond:
            self._state = "broken"
            self._cond.notify_all()


class Queue:
    def __init__(self, maxsize=0):
        self._maxsize = maxsize
        self._getters = _deque()
        self._putters = _deque()
        self._unfinished = 0
        self._all_done = Event()
        self._all_done.set()
        self._is_shutdown = False
        self._init(maxsize)

    __class_getitem__ = _class_getitem

    def _init(self, maxsize):
        self._queue = _deque()

    def _get(self):
        return self._queue.popleft()

    def _put(self, item):
        self._queue.append(item)

    def _described(self):
        text = "maxsize=%r" % self._maxsize
        if self._queue:
            text += " _queue=%r" % list(self._queue)
        if self._getters:
            text += " _getters[%d]" % len(self._getters)
        if self._putters:
            text += " _putters[%d]" % len(self._putters)
        if self._unfinished:
            text += " tasks=%d" % self._unfinished
        return text + " shutdown" if self._is_shutdown else text

    def __repr__(self):
        return "<%s at 0x%x %s>" % (type(self).__name__, id(self), self._described())

    def __str__(self):
        return "<%s %s>" % (type(self).__name__, self._described())

    @property
    def maxsize(self):
        return self._maxsize

    def qsize(self):
        return len(self._queue)

    def empty(self):
        return not self._queue

    def full(self):
        return 0 < self._maxsize <= self.qsize()

    def _wake(self, waiters):
        while waiters:
            future = waiters.popleft()
            if not future.done():
                future.set_result(None)
                break

    async def _wait(self, waiters, can_go_on):
        future = get_running_loop().create_future()
        waiters.append(future)
        try:
            await future
        except BaseException:
            future.cancel()
            if future in waiters:
                waiters.remove(future)
            if can_go_on() and not future.cancelled():
                self._wake(waiters)
            raise

    async def put(self, item):
        while self.full():
            if self._is_shutdown:
                raise QueueShutDown
            await self._wait(self._putters, lambda: not self.full())
        return self.put_nowait(item)

    def put_nowait(self, item):
        if self._is_shutdown:
            raise QueueShutDown
        if self.full():
            raise QueueFull
        self._put(item)
        self._unfinished += 1
        self._all_done.clear()
        self._wake(self._getters)

    async def get(self):
        while self.empty():
            if self._is_shutdown:
                raise QueueShutDown
            await self._wait(self._getters, lambda: not self.empty())
        return self.get_nowait()

    def get_nowait(self):
        if self.empty():
            raise QueueShutDown if self._is_shutdown else QueueEmpty
        item = self._get()
        self._wake(self._putters)
        return item

    def task_done(self):
        if self._unfinished <= 0:
            raise ValueError("task_done() called too many times")
        self._unfinished -= 1
        if not self._unfinished:
            self._all_done.set()

    async def join(self):
        if self._unfinished > 0:
            await self._all_done.wait()

    def shutdown(self, immediate=False):
        self._is_shutdown = True
        if immediate:
            while not self.empty():
                self._get()
                if self._unfinished > 0:
                    self._unfinished -= 1
            if not self._unfinished:
                self._all_done.set()
        for waiters in (self._getters, self._putters):
            while waiters:
                _set_if_waiting(waiters.popleft(), None)


class LifoQueue(Queue):
    def _init(self, maxsize):
        self._queue = []

    def _get(self):
        return self._queue.pop()


class PriorityQueue(Queue):
    def _init(self, maxsize):
        self._queue = []

    def _get(self):
        return _heappop(self._queue)

    def _put(self, item):
        _heappush(self._queue, item)


def _refused(*args, **kwargs):
    raise NotImplementedError("there are no networks and no other processes in the glass")


open_connection = start_server = create_subprocess_exec = create_subprocess_shell = _refused
