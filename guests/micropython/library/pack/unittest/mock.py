"""The module unittest.mock: Mock, MagicMock, AsyncMock, call, patch."""

from types import CoroutineType as _CoroutineType, ModuleType as _ModuleType, SimpleNamespace as _SimpleNamespace

_set = object.__setattr__


class _Sentinel:
    def __init__(self, name):
        self.name = name

    def __repr__(self):
        return "sentinel." + self.name


class _Sentinels:
    def __getattr__(self, name):
        made = _Sentinel(name)
        setattr(self, name, made)
        return made


sentinel = _Sentinels()
DEFAULT = sentinel.DEFAULT


class _Any:
    def __eq__(self, other):
        return True

    def __ne__(self, other):
        return False

    def __repr__(self):
        return "<ANY>"


ANY = _Any()


def _arguments(args, kwargs):
    return ", ".join([repr(each) for each in args] + ["%s=%r" % pair for pair in kwargs.items()])


class _Call(tuple):
    """(name, args, kwargs) of a call, or (args, kwargs). `call.name` without parentheses is one as well."""

    def __new__(cls, value, name="", parent=None, is_call=True):
        made = tuple.__new__(cls, value)
        made._name = name
        made._parent = parent
        made._is_call = is_call
        return made

    def __call__(self, *args, **kwargs):
        return _Call((self._name, args, kwargs), self._name + "()", self if self._name else None)

    def __getattr__(self, name):
        if name.startswith("__") and name not in _SPECIALS and name not in _MORE_SPECIALS:
            raise AttributeError(name)
        name = "%s.%s" % (self._name, name) if self._name else name
        return _Call((name, (), {}), name, self if self._name else None, False)

    count = property(lambda self: self.__getattr__("count"))  # a tuple has both
    index = property(lambda self: self.__getattr__("index"))
    args = property(lambda self: self[-2])
    kwargs = property(lambda self: self[-1])

    def __eq__(self, other):
        if not isinstance(other, tuple) or len(other) > 3:
            return NotImplemented
        above = getattr(other, "_parent", None)
        if self._parent is not None and above is not None and self._parent != above:
            return False
        parts = list(other)
        name = parts.pop(0) if parts and isinstance(parts[0], str) else ""
        if not parts:
            parts = [(), {}]
        elif len(parts) == 1:
            parts = [parts[0], {}] if isinstance(parts[0], tuple) else [(), parts[0]]
        if len(self) == 3 and self[0] and name != self[0]:
            return False
        return parts == [self[-2], self[-1]]  # in this order, for ANY

    def __ne__(self, other):
        return not self == other

    def __repr__(self):
        if not self._is_call:
            return "call" + self._name if self._name.startswith("()") else self._name or "call"
        name = self[0] if len(self) == 3 else ""
        if name and not name.startswith("()"):
            name = "." + name
        return "call%s(%s)" % (name, _arguments(self[-2], self[-1]))

    def call_list(self):
        calls = _Calls()
        while self is not None:
            if self._is_call:
                calls.insert(0, self)
            self = self._parent
        return calls


call = _Call(("", (), {}), is_call=False)


class _Calls(list):
    def __repr__(self):
        from pprint import pformat
        return pformat(list(self))

    __str__ = __repr__

    def __contains__(self, value):
        if not isinstance(value, list):
            return any([each == value for each in self])
        return any([self[i:i + len(value)] == value for i in range(len(self) - len(value) + 1)])


_ASSERTIONS = ("assert", "assret", "asert", "aseert", "assrt")
_WITHOUT_ASSERT = ("called_once", "called_with", "called_once_with", "any_call", "has_calls", "not_called")
_DELETED = object()

# The special methods of every MagicMock, and those that it gets when one is asked for, each with what it returns.
_SPECIALS = {"__len__": 0, "__bool__": True, "__iter__": (), "__contains__": False, "__getitem__": DEFAULT,
             "__setitem__": None, "__delitem__": None, "__enter__": DEFAULT, "__exit__": False}
_MORE_SPECIALS = {
    "__int__": 1, "__float__": 1.0, "__index__": 1, "__complex__": 1j, "__aexit__": False,
    "__lt__": NotImplemented, "__gt__": NotImplemented, "__le__": NotImplemented, "__ge__": NotImplemented,
    **{"__%s__" % name: DEFAULT for name in (
        "str eq ne hash aenter aiter fspath neg pos abs invert round trunc floor ceil next reversed add sub mul "
        "truediv floordiv mod divmod pow matmul and or xor lshift rshift radd rsub rmul rtruediv rfloordiv rmod rpow "
        "iadd isub imul").split()}}
_UNARY = ("__len__", "__bool__", "__int__", "__float__", "__index__", "__complex__", "__str__", "__repr__", "__hash__",
          "__neg__", "__pos__", "__abs__", "__invert__")


def _is_coroutine(function):
    return getattr(getattr(function, "__code__", None), "co_flags", 0) & 128


async def _each(values):
    for value in values:
        yield value


class NonCallableMock:
    """Each has a class of its own, as in CPython, which holds special methods and properties."""

    _specials = ()

    def __new__(cls, *args, **kwargs):
        cell = []
        members = {name: _Special(name, cell) for name in cls._specials}
        members["_kind"] = cls
        made = object.__new__(type(cls.__name__, (cls,), members))
        cell.append(made)
        return made

    @property
    def __class__(self):
        return self._spec_class or type(self)

    def __init__(self, spec=None, side_effect=None, return_value=DEFAULT, wraps=None, name=None, spec_set=None,
                 unsafe=False, parent=None, **kwargs):
        _set(self, "_mock_name", name)
        _set(self, "_mock_parent", parent)
        _set(self, "_mock_wraps", wraps)
        _set(self, "_mock_strict", spec_set is not None)
        spec = spec if spec_set is None else spec_set
        _set(self, "_spec_class", None if spec is None or isinstance(spec, (list, tuple)) else
             spec if isinstance(spec, type) else type(spec))
        _set(self, "_spec_names", None if spec is None else list(spec) if isinstance(spec, (list, tuple)) else dir(spec))
        _set(self, "_children", {})
        _set(self, "_return_value", return_value)
        _set(self, "_mock_unsafe", unsafe)
        if spec is not None and (self._spec_class is None or "__module__" in self._spec_class.__dict__):
            for special in self._specials:  # dir() of a built-in type does not have them
                if special not in self._spec_names:
                    delattr(type(self), special)
        self.side_effect = side_effect
        self.reset_mock()
        self.configure_mock(**kwargs)

    def configure_mock(self, **kwargs):
        for name in sorted(kwargs, key=lambda each: each.count(".")):
            *way, last = name.split(".")
            target = self
            for part in way:
                target = getattr(target, part)
            setattr(target, last, kwargs[name])

    def reset_mock(self, *, return_value=False, side_effect=False):
        own = self.__dict__
        _set(self, "called", False)
        _set(self, "call_count", 0)
        _set(self, "call_args", None)
        _set(self, "call_args_list", _Calls())
        _set(self, "method_calls", _Calls())
        _set(self, "mock_calls", _Calls())
        if return_value:
            _set(self, "_return_value", DEFAULT)
        if side_effect:
            _set(self, "side_effect", None)
        for child in own["_children"].values():
            if isinstance(child, NonCallableMock):
                child.reset_mock(return_value=return_value, side_effect=side_effect)
        made = self._return_value
        if isinstance(made, NonCallableMock) and made is not self and made._mock_parent is self:
            made.reset_mock()

    def attach_mock(self, mock, attribute):
        _set(mock, "_mock_parent", self)
        _set(mock, "_mock_name", attribute)
        self._children[attribute] = mock

    def _adopt(self, value, name):
        """Is told of the calls of `value`, unless it has a name, a parent, or this mock below it."""
        if isinstance(value, NonCallableMock) and value._mock_name is None and value._mock_parent is None:
            parent = self
            while parent is not None and parent is not value:
                parent = parent._mock_parent
            if parent is None:
                _set(value, "_mock_parent", self)
                _set(value, "_mock_name", name)

    def _child(self, name, **options):
        kind = self._kind
        if _is_coroutine(getattr(self._spec_class, name, None)):
            kind = AsyncMock
        elif not issubclass(kind, AsyncMock):
            kind = {NonCallableMock: Mock, NonCallableMagicMock: MagicMock}.get(kind, kind)
        elif name in (self._spec_names or ()):
            kind = MagicMock
        return kind(name=name, parent=self, **options)

    def __getattr__(self, name):
        own = self.__dict__
        if "_children" not in own:
            raise AttributeError(name)
        if name == "return_value":
            if own["_return_value"] is DEFAULT:
                _set(self, "_return_value", self._child("()"))
            return self._return_value
        if name in own["_children"]:
            if own["_children"][name] is _DELETED:
                raise AttributeError(name)
            return own["_children"][name]
        if own["_spec_names"] is not None and name not in own["_spec_names"]:
            raise AttributeError("Mock object has no attribute %r" % name)
        if name.startswith("__") and name.endswith("__"):
            if not self._specials or name not in _MORE_SPECIALS:
                raise AttributeError(name)
            setattr(type(self), name, _Special(name, [self]))
            return getattr(self, name)
        if not own["_mock_unsafe"] and own["_spec_names"] is None and (
                name.startswith(_ASSERTIONS) or name in _WITHOUT_ASSERT):
            raise AttributeError("%r is not a valid assertion. Use a spec for the mock if %r is meant to be an attribute." % (
                name, name))
        wraps = own["_mock_wraps"]
        made = self._child(name) if wraps is None else self._child(name, wraps=getattr(wraps, name))
        own["_children"][name] = made
        return made

    def __setattr__(self, name, value):
        own = self.__dict__
        if name == "return_value":
            _set(self, "_return_value", value)
            self._adopt(value, "()")
            return
        if name == "side_effect":
            if value is not None and not callable(value) and not isinstance(value, BaseException):
                value = iter(value)
            _set(self, "side_effect", value)
            return
        if own.get("_mock_strict") and name not in own["_spec_names"] and name not in own:
            raise AttributeError("Mock object has no attribute '%s'" % name)
        self._adopt(value, name)
        if name in _SPECIALS or name in _MORE_SPECIALS or name == "__repr__":
            own["_children"][name] = value if callable(value) else Mock(return_value=value)
            if name not in type(self).__dict__:
                setattr(type(self), name, _Special(name, [self]))
            return
        if own["_children"].get(name) is _DELETED or isinstance(value, NonCallableMock):
            own["_children"][name] = value
        _set(self, name, value)

    def __delattr__(self, name):
        own = self.__dict__
        if name in own:
            object.__delattr__(self, name)
        elif own["_children"].get(name) is _DELETED:
            raise AttributeError(name)
        own["_children"][name] = _DELETED

    def __repr__(self):
        parts = []
        mock = self
        while mock is not None:
            parts.insert(0, mock._mock_name or ("mock" if mock._mock_parent is None else ""))
            mock = mock._mock_parent
        name = ".".join(parts).replace(".()", "()")
        name = "" if name == "mock" and self._mock_name is None else " name=%r" % name
        spec = ""
        if self._spec_class is not None:
            spec = " spec%s=%r" % ("_set" if self._mock_strict else "", self._spec_class.__name__)
        return "<%s%s%s id='%d'>" % (type(self).__name__, name, spec, id(self))

    def _note(self, args, kwargs):
        own = self.__dict__
        made = _Call((args, kwargs))
        _set(self, "called", True)
        _set(self, "call_count", own["call_count"] + 1)
        _set(self, "call_args", made)
        own["call_args_list"].append(made)
        own["mock_calls"].append(_Call(("", args, kwargs)))
        name = ""
        mock = self
        is_method = not (self._mock_name or "").startswith("__")
        while mock._mock_parent is not None:
            part = mock._mock_name or ""
            name = part + name if not name or name.startswith("()") else "%s.%s" % (part, name)
            if part == "()":
                is_method = False
            mock = mock._mock_parent
            made = _Call((name, args, kwargs))
            if is_method:
                mock.method_calls.append(made)
            mock.mock_calls.append(made)

    def _answer(self, args, kwargs):
        effect = self.side_effect
        if effect is not None:
            if isinstance(effect, BaseException) or isinstance(effect, type) and issubclass(effect, BaseException):
                raise effect
            if callable(effect):
                result = effect(*args, **kwargs)
            else:
                result = next(effect)
                if isinstance(result, BaseException) or isinstance(result, type) and issubclass(result, BaseException):
                    raise result
            if result is not DEFAULT:
                return result
        if self._return_value is DEFAULT and self._mock_wraps is not None:
            return self._mock_wraps(*args, **kwargs)
        return self.return_value

    # ---- assertions ----

    def _own_name(self):
        return self._mock_name or "mock"

    def _told(self, what="calls", calls=None):
        calls = self.mock_calls if calls is None else calls
        return "\n%s: %s." % (what[0].upper() + what[1:], repr(calls)) if calls else ""

    def assert_called(self):
        if not self.call_count:
            raise AssertionError("Expected '%s' to have been called." % self._own_name())

    def assert_not_called(self):
        if self.call_count:
            raise AssertionError("Expected '%s' to not have been called. Called %s times.%s" % (
                self._own_name(), self.call_count, self._told()))

    def assert_called_once(self):
        if self.call_count != 1:
            raise AssertionError("Expected '%s' to have been called once. Called %s times.%s" % (
                self._own_name(), self.call_count, self._told()))

    def assert_called_with(self, *args, **kwargs):
        wanted = "%s(%s)" % (self._own_name(), _arguments(args, kwargs))
        if self.call_args is None:
            raise AssertionError("expected call not found.\nExpected: %s\n  Actual: not called." % wanted)
        if self.call_args != _Call((args, kwargs)):
            raise AssertionError("expected call not found.\nExpected: %s\n  Actual: %s(%s)" % (
                wanted, self._own_name(), _arguments(self.call_args.args, self.call_args.kwargs)))

    def assert_called_once_with(self, *args, **kwargs):
        if self.call_count != 1:
            raise AssertionError("Expected '%s' to be called once. Called %s times.%s" % (
                self._own_name(), self.call_count, self._told()))
        self.assert_called_with(*args, **kwargs)

    def assert_any_call(self, *args, **kwargs):
        if _Call((args, kwargs)) not in self.call_args_list:
            raise AssertionError("%s(%s) call not found" % (self._own_name(), _arguments(args, kwargs)))

    def assert_has_calls(self, calls, any_order=False):
        self._has(calls, any_order, self.mock_calls, "Calls")

    def _has(self, calls, any_order, all_made, what):
        calls = list(calls)
        made = list(all_made)
        if any_order:
            for each in calls:
                if each not in made:
                    raise AssertionError("%r does not contain all of %r in its call list" % (self._own_name(), calls))
                made.remove(each)
        elif calls not in all_made:
            raise AssertionError("%s not found.\nExpected: %r\n  Actual: %r" % (what, _Calls(calls), all_made))


class Mock(NonCallableMock):
    def __call__(self, *args, **kwargs):
        self._note(args, kwargs)
        return self._answer(args, kwargs)


class _Special:
    """A special method of one mock: asked for it is the mock behind it, called it calls that."""

    def __init__(self, name, cell):
        self._name = name
        self._cell = cell

    def _mock(self):
        owner = self._cell[0]
        name = self._name
        made = owner._children.get(name)
        if made is None:
            kind = AsyncMock if name in ("__aenter__", "__aexit__") else MagicMock
            made = owner._children[name] = kind(name=name, parent=owner)
            value = _SPECIALS[name] if name in _SPECIALS else _MORE_SPECIALS[name]
            if value is not DEFAULT:
                made.return_value = value
            if name == "__aiter__":
                made.side_effect = lambda: _each(() if made._return_value is DEFAULT else made._return_value)
        return made

    def __get__(self, instance, owner=None):
        return self if instance is None else self._mock()

    def __call__(self, *args):
        name = self._name
        owner = self._cell[0]
        if name in _UNARY:  # these are called with the instance, the others without
            args = ()
        mock = self._mock()
        if not isinstance(mock, NonCallableMock):
            return mock(owner, *args)
        result = mock(*args)
        if isinstance(result, NonCallableMock) and result._mock_parent is mock:  # nobody said what to return
            if name in ("__eq__", "__ne__"):
                return (owner is args[0]) == (name == "__eq__")
            if name == "__str__":
                return repr(owner)
        return iter(result) if name == "__iter__" else result


class NonCallableMagicMock(NonCallableMock):
    _specials = _SPECIALS


class MagicMock(Mock):
    _specials = _SPECIALS


class AsyncMock(MagicMock):
    __code__ = _SimpleNamespace(co_flags=128)  # for iscoroutinefunction()

    def reset_mock(self, **options):
        super().reset_mock(**options)
        _set(self, "await_count", 0)
        _set(self, "await_args", None)
        _set(self, "await_args_list", _Calls())

    def __call__(self, *args, **kwargs):
        self._note(args, kwargs)
        return self._awaited(args, kwargs)

    async def _awaited(self, args, kwargs):
        own = self.__dict__
        _set(self, "await_count", own["await_count"] + 1)
        _set(self, "await_args", _Call((args, kwargs)))
        own["await_args_list"].append(self.await_args)
        result = self._answer(args, kwargs)
        return await result if isinstance(result, _CoroutineType) else result

    def assert_awaited(self):
        if not self.await_count:
            raise AssertionError("Expected %s to have been awaited." % self._own_name())

    def assert_awaited_once(self):
        if self.await_count != 1:
            raise AssertionError("Expected %s to have been awaited once. Awaited %s times." % (
                self._own_name(), self.await_count))

    def assert_not_awaited(self):
        if self.await_count:
            raise AssertionError("Expected %s to not have been awaited. Awaited %s times." % (
                self._own_name(), self.await_count))

    def assert_awaited_with(self, *args, **kwargs):
        wanted = "%s(%s)" % (self._own_name(), _arguments(args, kwargs))
        if self.await_args is None:
            raise AssertionError("Expected await: %s\nNot awaited" % wanted)
        if self.await_args != _Call((args, kwargs)):
            raise AssertionError("expected await not found.\nExpected: %s\n  Actual: %s(%s)" % (
                wanted, self._own_name(), _arguments(self.await_args.args, self.await_args.kwargs)))

    def assert_awaited_once_with(self, *args, **kwargs):
        self.assert_awaited_once()
        self.assert_awaited_with(*args, **kwargs)

    def assert_any_await(self, *args, **kwargs):
        if _Call((args, kwargs)) not in self.await_args_list:
            raise AssertionError("%s(%s) await not found" % (self._own_name(), _arguments(args, kwargs)))

    def assert_has_awaits(self, calls, any_order=False):
        self._has(calls, any_order, self.await_args_list, "Awaits")


class PropertyMock(Mock):
    def __get__(self, instance, owner=None):
        return self()

    def __set__(self, instance, value):
        self(value)


def create_autospec(spec, *args, **kwargs):
    raise NotImplementedError("mock.create_autospec is not there; use Mock(spec=...)")


def mock_open(mock=None, read_data=""):
    import io
    handle = MagicMock()
    content = io.BytesIO(read_data) if isinstance(read_data, bytes) else io.StringIO(read_data)

    def reads(method, read):  # unless told what to return
        method.side_effect = lambda *args: read(*args) if method._return_value is DEFAULT else DEFAULT

    reads(handle.read, content.read)
    reads(handle.readline, content.readline)
    reads(handle.readlines, content.readlines)
    handle.write.return_value = None
    handle.__iter__.side_effect = lambda: iter(list(content))
    handle.__enter__.return_value = handle
    mock = mock or MagicMock(name="open")

    def opened(*args, **kwargs):
        content.seek(0)
        return DEFAULT

    mock.side_effect = opened
    mock.return_value = handle
    return mock


# ---- patch ----

_MISSING = object()


class _Patch:
    def __init__(self, find, attribute, new, new_callable, create, options):
        self._find = find
        self.attribute = attribute
        self.new = new
        self._new_callable = new_callable
        self._create = create
        self._options = options

    def copy(self):
        return _Patch(self._find, self.attribute, self.new, self._new_callable, self._create, self._options)

    def __enter__(self):
        target = self._target = self._find()
        name = self.attribute
        self._had = name in getattr(target, "__dict__", {})
        self._before = target.__dict__[name] if self._had else getattr(target, name, _MISSING)
        if self._before is _MISSING and not self._create:
            raise AttributeError("%r does not have the attribute %r" % (target, name))
        new = self.new
        if new is DEFAULT:
            kind = self._new_callable or MagicMock
            if self._new_callable is None and _is_coroutine(getattr(target, name, None)):
                kind = AsyncMock
            options = dict(self._options)
            if isinstance(kind, type) and issubclass(kind, NonCallableMock):
                options.setdefault("name", name)
            new = kind(**options)
        try:
            setattr(target, name, new)
        except AttributeError:
            if not isinstance(target, _ModuleType):
                raise
            raise NotImplementedError(
                "mock.patch: the module %s cannot be changed in the small guest; write `%s = %s.%s` in your own module, "
                "call that, and patch '__main__.%s'" % (target.__name__, name, target.__name__, name, name)) from None
        return new

    def __exit__(self, *details):
        if self._had:
            setattr(self._target, self.attribute, self._before)
        else:
            delattr(self._target, self.attribute)
            if not self._create and not hasattr(self._target, self.attribute):
                setattr(self._target, self.attribute, self._before)
        return False

    def start(self):
        _started.append(self)
        return self.__enter__()

    def stop(self):
        if self in _started:
            _started.remove(self)
            self.__exit__(None, None, None)

    def __call__(self, thing):
        if isinstance(thing, type):
            for name in dir(thing):
                if name.startswith("test") and callable(getattr(thing, name)):
                    setattr(thing, name, self.copy()(getattr(thing, name)))
            return thing
        if hasattr(thing, "_patches"):  # the mock of the decorator that stands lowest comes first
            thing._patches.append(self)
            return thing
        from contextlib import ExitStack
        from functools import wraps
        patches = [self]

        def entered(stack):
            return [new for each, new in [(each, stack.enter_context(each.copy())) for each in patches]
                    if each.new is DEFAULT]

        if _is_coroutine(thing):
            @wraps(thing)
            async def patched(*args, **kwargs):
                with ExitStack() as stack:
                    return await thing(*args, *entered(stack), **kwargs)
        else:
            @wraps(thing)
            def patched(*args, **kwargs):
                with ExitStack() as stack:
                    return thing(*args, *entered(stack), **kwargs)

        patched._patches = patches
        return patched


_started = []


def _found(path):
    parts = path.split(".")
    target = __import__(parts[0])
    for i in range(1, len(parts)):
        if not hasattr(target, parts[i]):
            __import__(".".join(parts[:i + 1]))
        target = getattr(target, parts[i])
    return target


def _check_options(autospec):
    if autospec:
        raise NotImplementedError("mock.patch: autospec is not there; use spec")


def patch(target, new=DEFAULT, spec=None, create=False, spec_set=None, autospec=None, new_callable=None, **kwargs):
    _check_options(autospec)
    path, _, name = target.rpartition(".")
    if not path:
        raise TypeError("Need a valid target to patch. You supplied: %r" % target)
    if spec is not None:
        kwargs["spec"] = spec
    if spec_set is not None:
        kwargs["spec_set"] = spec_set
    if path == "builtins" or path == "__main__.builtins":
        create = True
    return _Patch(lambda: _found(path), name, new, new_callable, create, kwargs)


def _patch_object(target, attribute, new=DEFAULT, spec=None, create=False, spec_set=None, autospec=None,
                  new_callable=None, **kwargs):
    _check_options(autospec)
    if spec is not None:
        kwargs["spec"] = spec
    if spec_set is not None:
        kwargs["spec_set"] = spec_set
    return _Patch(lambda: target, attribute, new, new_callable, create, kwargs)


class _PatchDict:
    def __init__(self, in_dict, values=(), clear=False, **kwargs):
        self._in_dict = in_dict
        self._values = {**dict(values), **kwargs}
        self._clear = clear

    def __enter__(self):
        if isinstance(self._in_dict, str):
            self._in_dict = _found(self._in_dict)
        self._before = dict(self._in_dict.items())
        if self._clear:
            for key in list(self._in_dict):
                del self._in_dict[key]
        for key, value in self._values.items():
            self._in_dict[key] = value
        return self._in_dict

    def __exit__(self, *details):
        for key in list(self._in_dict):
            del self._in_dict[key]
        for key, value in self._before.items():
            self._in_dict[key] = value
        return False

    start = __enter__

    def stop(self):
        self.__exit__(None, None, None)

    def __call__(self, function):
        from functools import wraps

        if _is_coroutine(function):
            @wraps(function)
            async def patched(*args, **kwargs):
                with _PatchDict(self._in_dict, self._values, self._clear):
                    return await function(*args, **kwargs)
        else:
            @wraps(function)
            def patched(*args, **kwargs):
                with _PatchDict(self._in_dict, self._values, self._clear):
                    return function(*args, **kwargs)
        return patched


def _stop_all():
    for each in list(reversed(_started)):
        each.stop()


def _patch_multiple(*args, **kwargs):
    raise NotImplementedError("mock.patch.multiple is not there; use several patch.object")


patch.object = _patch_object
patch.dict = _PatchDict
patch.stopall = _stop_all
patch.multiple = _patch_multiple
