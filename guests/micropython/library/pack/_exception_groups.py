"""ExceptionGroup, and what the compiler needs for except*. Imported when the image is made; makes built-in names."""

import builtins


class BaseExceptionGroup(BaseException):
    __module__ = "builtins"

    def __new__(cls, *arguments):
        if len(arguments) != 2:
            raise TypeError("BaseExceptionGroup.__new__() takes exactly 2 arguments (%d given)" % len(arguments))
        message, exceptions = arguments
        if not isinstance(message, str):
            raise TypeError("BaseExceptionGroup.__new__() argument 1 must be str, not %s" % type(message).__name__)
        if not isinstance(exceptions, (list, tuple)):
            raise TypeError("second argument (exceptions) must be a sequence")
        if not exceptions:
            raise ValueError("second argument (exceptions) must be a non-empty sequence")
        for i, each in enumerate(exceptions):
            if not isinstance(each, BaseException):
                raise ValueError("Item %d of second argument (exceptions) is not an exception" % i)
        if all(isinstance(each, Exception) for each in exceptions):
            if cls is BaseExceptionGroup:
                cls = ExceptionGroup
        elif issubclass(cls, Exception):
            raise TypeError("Cannot nest BaseExceptions in %s" % ("an ExceptionGroup" if cls is ExceptionGroup
                                                                  else repr(cls.__name__)))
        made = super().__new__(cls, message, exceptions)
        made._parts = message, tuple(exceptions)
        return made

    def __init__(self, *arguments):
        super().__init__(*arguments)

    @property
    def message(self):
        return self._parts[0]

    @property
    def exceptions(self):
        return self._parts[1]

    def __str__(self):
        count = len(self.exceptions)
        return "%s (%d sub-exception%s)" % (self.message, count, "" if count == 1 else "s")

    def derive(self, exceptions):
        return BaseExceptionGroup(self.message, exceptions)

    def _made(self, exceptions):
        if not exceptions:
            return None
        made = self.derive(exceptions)
        if not isinstance(made, BaseExceptionGroup):
            raise TypeError("derive must return an instance of BaseExceptionGroup")
        made.__cause__ = self.__cause__
        made.__context__ = self.__context__
        for note in getattr(self, "__notes__", ()):
            made.add_note(note)
        return made

    def split(self, condition):
        if isinstance(condition, (type, tuple)):
            kinds = condition
            for kind in kinds if isinstance(kinds, tuple) else (kinds,):
                if not isinstance(kind, type) or not issubclass(kind, BaseException):
                    raise TypeError("expected an exception type, a tuple of exception types, or a callable "
                                    "(other than a class)")
            condition = lambda error: isinstance(error, kinds)
        elif not callable(condition):
            raise TypeError("expected an exception type, a tuple of exception types, or a callable (other than a class)")
        return self._split(condition, True)

    def _split(self, condition, of_groups):
        if of_groups and condition(self):
            return self, None
        found, rest = [], []
        for each in self.exceptions:
            if isinstance(each, BaseExceptionGroup):
                some, others = each._split(condition, of_groups)
                if some is not None:
                    found.append(some)
                if others is not None:
                    rest.append(others)
            else:
                (found if condition(each) else rest).append(each)
        return self._made(found), self._made(rest)

    def subgroup(self, condition):
        return self.split(condition)[0]

    @classmethod
    def __class_getitem__(cls, item):
        from typing import _hint_of
        return _hint_of(cls, item)


class ExceptionGroup(BaseExceptionGroup, Exception):
    __module__ = "builtins"


def _leaves(error, found):
    if isinstance(error, BaseExceptionGroup):
        for each in error.exceptions:
            _leaves(each, found)
    else:
        found.append(id(error))
    return found


class _ExceptStar:
    def __init__(self, error):
        self.error = self.rest = error
        self.is_group = isinstance(error, BaseExceptionGroup)
        self.current = None
        self.given = []  # to the handlers
        self.raised = []
        self.again = []  # what handlers raised again

    def match(self, kinds):
        for kind in kinds if isinstance(kinds, tuple) else (kinds,):
            if not isinstance(kind, type) or not issubclass(kind, BaseException):
                raise TypeError("catching classes that do not inherit from BaseException is not allowed")
            if issubclass(kind, BaseExceptionGroup):
                raise TypeError("catching ExceptionGroup with except* is not allowed. Use except instead.")
        if self.rest is None:
            return None
        if self.is_group:
            found, self.rest = self.rest.split(kinds)
        elif isinstance(self.rest, kinds):
            found, self.rest = BaseExceptionGroup("", (self.rest,)), None
        else:
            return None
        self.current = found
        if found is not None:
            self.given.append(found)
        return found

    def finish(self):
        if not self.is_group:
            if self.raised:
                return self.raised[0]
            return self.again[0] if self.again else self.rest
        again = self.again if self.rest is None else self.again + [self.rest]
        kept = None
        if again:
            ids = []
            for each in again:
                _leaves(each, ids)
            kept = self.error if again[0] is self.error else self.error._split(lambda leaf: id(leaf) in ids, False)[0]
        if not self.raised:
            return kept
        if kept is not None:
            self.raised.append(kept)
        return self.raised[0] if len(self.raised) == 1 else BaseExceptionGroup("", self.raised)


def _failed(state, error):
    if error is state.error:  # a plain "raise" in the handler
        state.again.append(state.current)
    elif any(error is each for each in state.given):
        state.again.append(error)
    else:
        state.raised.append(error)


builtins.BaseExceptionGroup = BaseExceptionGroup
builtins.ExceptionGroup = ExceptionGroup
builtins._except_star = _ExceptStar
builtins._except_star_failed = _failed
