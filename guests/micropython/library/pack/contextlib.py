"""The module contextlib."""

from abc import ABCMeta as _ABCMeta, abstractmethod as _abstractmethod
import sys
from types import _class_getitem

__all__ = ["asynccontextmanager", "contextmanager", "closing", "nullcontext", "AbstractContextManager",
           "AbstractAsyncContextManager", "AsyncExitStack", "ContextDecorator", "ExitStack", "redirect_stdout",
           "redirect_stderr", "suppress", "aclosing", "chdir"]


class _Manager:
    def __enter__(self):
        return self


class AbstractContextManager(_Manager, metaclass=_ABCMeta):
    __class_getitem__ = _class_getitem

    """For classes of the program; those here need no check for what is abstract."""

    @_abstractmethod
    def __exit__(self, kind, value, traceback):
        return None

    @classmethod
    def __subclasshook__(cls, other):
        if cls is AbstractContextManager and hasattr(other, "__enter__") and hasattr(other, "__exit__"):
            return True
        return NotImplemented


class AbstractAsyncContextManager(metaclass=_ABCMeta):
    __class_getitem__ = _class_getitem

    async def __aenter__(self):
        return self

    @_abstractmethod
    async def __aexit__(self, kind, value, traceback):
        return None

    @classmethod
    def __subclasshook__(cls, other):
        if cls is AbstractAsyncContextManager and hasattr(other, "__aenter__") and hasattr(other, "__aexit__"):
            return True
        return NotImplemented


class ContextDecorator:
    def _recreate_cm(self):
        return self

    def __call__(self, func):
        def inner(*args, **kwds):
            with self._recreate_cm():
                return func(*args, **kwds)
        from functools import wraps
        return wraps(func)(inner)


class _GeneratorContextManager(ContextDecorator):
    def __init__(self, func, args, kwds):
        self._made = func, args, kwds
        self.gen = func(*args, **kwds)

    def _recreate_cm(self):
        func, args, kwds = self._made
        return _GeneratorContextManager(func, args, kwds)

    def __enter__(self):
        try:
            return next(self.gen)
        except StopIteration:
            raise RuntimeError("generator didn't yield") from None

    def __exit__(self, kind, value, traceback):
        if kind is None:
            try:
                next(self.gen)
            except StopIteration:
                return False
            self.gen.close()
            raise RuntimeError("generator didn't stop")
        if value is None:
            value = kind()
        try:
            self.gen.throw(value)
        except StopIteration as error:
            return error is not value
        except RuntimeError as error:
            if error is not value and not (isinstance(value, StopIteration) and error.__cause__ is value):
                raise
            value.__traceback__ = traceback  # as it was, without the generator
            return False
        except BaseException as error:
            if error is not value:
                raise
            error.__traceback__ = traceback
            return False
        self.gen.close()
        raise RuntimeError("generator didn't stop after throw()")


def contextmanager(func):
    def helper(*args, **kwds):
        return _GeneratorContextManager(func, args, kwds)
    from functools import wraps
    return wraps(func)(helper)


class AsyncContextDecorator:
    def _recreate_cm(self):
        return self

    def __call__(self, func):
        async def inner(*args, **kwds):
            async with self._recreate_cm():
                return await func(*args, **kwds)
        from functools import wraps
        return wraps(func)(inner)


class _AsyncGeneratorContextManager(AsyncContextDecorator):
    def __init__(self, func, args, kwds):
        self._made = func, args, kwds
        self.gen = func(*args, **kwds)

    def _recreate_cm(self):
        return _AsyncGeneratorContextManager(*self._made)

    async def __aenter__(self):
        try:
            return await self.gen.__anext__()
        except StopAsyncIteration:
            raise RuntimeError("generator didn't yield") from None

    async def __aexit__(self, kind, value, traceback):
        if kind is None:
            try:
                await self.gen.__anext__()
            except StopAsyncIteration:
                return False
            await self.gen.aclose()
            raise RuntimeError("generator didn't stop")
        if value is None:
            value = kind()
        try:
            await self.gen.athrow(value)
        except StopAsyncIteration as error:
            return error is not value
        except RuntimeError as error:
            of_value = isinstance(value, (StopIteration, StopAsyncIteration)) and error.__cause__ is value
            if error is not value and not of_value:
                raise
            value.__traceback__ = traceback  # as it was, without the generator
            return False
        except BaseException as error:
            if error is not value:
                raise
            error.__traceback__ = traceback
            return False
        await self.gen.aclose()
        raise RuntimeError("generator didn't stop after athrow()")


def asynccontextmanager(func):
    def helper(*args, **kwds):
        return _AsyncGeneratorContextManager(func, args, kwds)
    from functools import wraps
    return wraps(func)(helper)


class closing(_Manager):
    def __init__(self, thing):
        self.thing = thing

    def __enter__(self):
        return self.thing

    def __exit__(self, *exc_info):
        self.thing.close()


class aclosing:
    def __init__(self, thing):
        self.thing = thing

    async def __aenter__(self):
        return self.thing

    async def __aexit__(self, *exc_info):
        await self.thing.aclose()


class suppress(_Manager):
    def __init__(self, *exceptions):
        self._exceptions = exceptions

    def __enter__(self):
        pass

    def __exit__(self, kind, value, traceback):
        if kind is None:
            return None
        if issubclass(kind, self._exceptions):
            return True
        if issubclass(kind, BaseExceptionGroup):
            _, rest = value.split(self._exceptions)
            if rest is None:
                return True
            raise rest
        return False


class nullcontext(_Manager):
    def __init__(self, enter_result=None):
        self.enter_result = enter_result

    def __enter__(self):
        return self.enter_result

    def __exit__(self, *excinfo):
        pass

    async def __aenter__(self):
        return self.enter_result

    async def __aexit__(self, *excinfo):
        pass


class redirect_stdout(_Manager):
    _stream = "stdout"

    def __init__(self, new_target):
        self._new_target = new_target
        self._old_targets = []

    def __enter__(self):
        self._old_targets.append(getattr(sys, self._stream))
        setattr(sys, self._stream, self._new_target)
        return self._new_target

    def __exit__(self, kind, value, traceback):
        setattr(sys, self._stream, self._old_targets.pop())


class redirect_stderr(redirect_stdout):
    _stream = "stderr"


class chdir(_Manager):
    def __init__(self, path):
        self.path = path
        self._old_cwd = []

    def __enter__(self):
        import os
        self._old_cwd.append(os.getcwd())
        os.chdir(self.path)

    def __exit__(self, *excinfo):
        import os
        os.chdir(self._old_cwd.pop())


def _has(thing, name):
    """Whether it has the method by its class; a mock makes it when it is asked for."""
    return hasattr(type(thing), name) or hasattr(thing, name) and name not in getattr(thing, "__dict__", ())


def _exit_of(exit, name):
    """What a stack calls in the end."""
    return getattr(exit, name) if _has(exit, name) else exit


def _three(error):
    """What __exit__() is called with."""
    return (None, None, None) if error is None else (type(error), error, error.__traceback__)


def _set_context(error, before, handled):
    """As if the calls were nested: `error` came while `before` was handled, and not what the whole stack handles."""
    while error is not before and error.__context__ is not None and error.__context__ is not before:
        if error.__context__ is handled:
            error.__context__ = before
        error = error.__context__


class ExitStack(_Manager):
    def __init__(self):
        self._callbacks = []

    def push(self, exit):
        self._callbacks.append(_exit_of(exit, "__exit__"))
        return exit

    def enter_context(self, cm):
        if not _has(cm, "__enter__") or not _has(cm, "__exit__"):
            cls = type(cm)
            raise TypeError("'%s.%s' object does not support the context manager protocol" % (
                getattr(cls, "__module__", "builtins"), cls.__name__))
        result = cm.__enter__()
        self._callbacks.append(cm.__exit__)
        return result

    def callback(self, callback, /, *args, **kwds):
        self._callbacks.append(lambda kind, value, traceback: (callback(*args, **kwds), False)[1])
        return callback

    def pop_all(self):
        other = type(self)()
        other._callbacks = self._callbacks
        self._callbacks = []
        return other

    def close(self):
        self.__exit__(None, None, None)

    def __exit__(self, kind, value, traceback):
        pending = value
        handled = False
        while self._callbacks:
            callback = self._callbacks.pop()
            try:
                if callback(*_three(pending)):
                    pending = None
                    handled = True
            except BaseException as error:
                _set_context(error, pending, value)
                pending = error
        if pending is not None and pending is not value:
            context = pending.__context__
            try:
                raise pending
            finally:
                pending.__context__ = context
        return handled and pending is None and value is not None


class AsyncExitStack:
    def __init__(self):
        self._callbacks = []  # (is it asynchronous, function)

    async def __aenter__(self):
        return self

    def enter_context(self, cm):
        stack = ExitStack()  # which checks what it is
        result = stack.enter_context(cm)
        self._callbacks.append((False, stack._callbacks.pop()))
        return result

    async def enter_async_context(self, cm):
        if not _has(cm, "__aenter__") or not _has(cm, "__aexit__"):
            cls = type(cm)
            raise TypeError("'%s.%s' object does not support the asynchronous context manager protocol" % (
                getattr(cls, "__module__", "builtins"), cls.__name__))
        result = await cm.__aenter__()
        self._callbacks.append((True, cm.__aexit__))
        return result

    def push(self, exit):
        self._callbacks.append((False, _exit_of(exit, "__exit__")))
        return exit

    def push_async_exit(self, exit):
        self._callbacks.append((True, _exit_of(exit, "__aexit__")))
        return exit

    def callback(self, callback, /, *args, **kwds):
        self._callbacks.append((False, lambda kind, value, traceback: (callback(*args, **kwds), False)[1]))
        return callback

    def push_async_callback(self, callback, /, *args, **kwds):
        async def exit(kind, value, traceback):
            await callback(*args, **kwds)
        self._callbacks.append((True, exit))
        return callback

    def pop_all(self):
        other = type(self)()
        other._callbacks = self._callbacks
        self._callbacks = []
        return other

    async def aclose(self):
        await self.__aexit__(None, None, None)

    async def __aexit__(self, kind, value, traceback):
        pending = value
        while self._callbacks:
            is_async, callback = self._callbacks.pop()
            try:
                answer = callback(*_three(pending))
                if is_async:
                    answer = await answer
                if answer:
                    pending = None
            except BaseException as error:
                _set_context(error, pending, value)
                pending = error
        if pending is not None and pending is not value:
            context = pending.__context__
            try:
                raise pending
            finally:
                pending.__context__ = context
        return pending is None and value is not None
