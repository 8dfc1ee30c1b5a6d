"""The module unittest.mock: Mock, MagicMock, AsyncMock, call, patch."""

from types import CoroutineType as _CoroutineType

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


class _Call:
    """A call with its name, "" for that of the mock itself."""

    def __init__(self, name="", args=(), kwargs=None, is_call=False):
        self._name = name
        self.args = args
        self.kwargs = kwargs or {}
        self._is_call = is_call

    def __call__(self, *args, **kwargs):
        return _Call(self._name + "()" if self._is_call else self._name, args, kwargs, True)

    def __getattr__(self, name):
        if name.startswith("__"):
            raise AttributeError(name)
        return _Call("%s.%s" % (self._name, name) if self._name else name)

    def __eq__(self, other):
        if isinstance(other, tuple):
            parts = list(other)
            name = parts.pop(0) if parts and isinstance(parts[0], str) else ""
            args = parts.pop(0) if parts and isinstance(parts[0], tuple) else ()
            other = _Call(name, args, parts[0] if parts else {})
        if not isinstance(other, _Call):
            return NotImplemented
        return self._name == other._name and self.args == other.args and self.kwargs == other.kwargs

    def __getitem__(self, index):
        return ((self.args, self.kwargs) if not self._name else (self._name, self.args, self.kwargs))[index]

    def __iter__(self):
        return iter((self.args, self.kwargs) if not self._name else (self._name, self.args, self.kwargs))

    def __len__(self):
        return 3 if self._name else 2

    def __repr__(self):
        return "call%s(%s)" % ("." + self._name if self._name else "", _arguments(self.args, self.kwargs))


call = _Call()


class _Calls(list):
    def __repr__(self):
        from pprint import pformat
        return pformat(list(self))

    __str__ = __repr__


_ASSERTIONS = ("assert", "assret", "asert", "aseert", "assrt", "called_")


class Mock:
    _kind = None  # the class it was made with

    def __init__(self, spec=None, side_effect=None, return_value=DEFAULT, wraps=None, name=None, spec_set=None,
                 unsafe=False, parent=None, **kwargs):
        own = self.__dict__
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
            if isinstance(child, Mock):
                child.reset_mock(return_value=return_value, side_effect=side_effect)
        made = self._return_value
        if isinstance(made, Mock) and made is not self and made._mock_parent is self:
            made.reset_mock()

    def attach_mock(self, mock, attribute):
        _set(mock, "_mock_parent", self)
        _set(mock, "_mock_name", attribute)
        self._children[attribute] = mock

    def _child(self, name, is_result=False):
        kind = self._kind or type(self)
        if kind is AsyncMock and is_result:
            kind = MagicMock
        return kind(name="()" if is_result else name, parent=self)

    def __getattr__(self, name):
        own = self.__dict__
        if "_children" not in own:
            raise AttributeError(name)
        if name == "return_value":
            if own["_return_value"] is DEFAULT:
                _set(self, "_return_value", self._child("", is_result=True))
            return self._return_value
        if name in own["_children"]:
            return own["_children"][name]
        if own["_spec_names"] is not None and name not in own["_spec_names"]:
            raise AttributeError("Mock object has no attribute %r" % name)
        if name.startswith("__") and name.endswith("__"):
            raise AttributeError(name)
        if not own["_mock_unsafe"] and name.startswith(_ASSERTIONS):
            raise AttributeError("%r is not a valid assertion. Use a spec for the mock if %r is meant to be an attribute." % (
                name, name))
        wraps = own["_mock_wraps"]
        if wraps is not None:
            made = (self._kind or type(self))(name=name, parent=self, wraps=getattr(wraps, name))
        else:
            made = self._child(name)
        own["_children"][name] = made
        return made

    def __setattr__(self, name, value):
        own = self.__dict__
        if name == "return_value":
            _set(self, "_return_value", value)
            return
        if name == "side_effect":
            if value is not None and not callable(value) and not isinstance(value, BaseException):
                value = iter(value)
            _set(self, "side_effect", value)
            return
        if own.get("_mock_strict") and name not in own["_spec_names"] and name not in own:
            raise AttributeError("Mock object has no attribute '%s'" % name)
        if isinstance(value, Mock) and value._mock_name is None and value._mock_parent is None:
            self.attach_mock(value, name)
        _set(self, name, value)

    def __repr__(self):
        parts = []
        mock = self
        while mock is not None:
            parts.insert(0, mock._mock_name or ("mock" if mock._mock_parent is None else ""))
            mock = mock._mock_parent
        name = ".".join(parts).replace(".()", "()")
        name = "" if name == "mock" and self._mock_name is None else " name=%r" % name
        spec = " spec=%r" % self._spec_class.__name__ if self._spec_class is not None else ""
        return "<%s%s%s id='%d'>" % (type(self).__name__, name, spec, id(self))

    def _note(self, args, kwargs):
        own = self.__dict__
        made = _Call("", args, kwargs, True)
        _set(self, "called", True)
        _set(self, "call_count", own["call_count"] + 1)
        _set(self, "call_args", made)
        own["call_args_list"].append(made)
        own["mock_calls"].append(made)
        name = ""
        mock = self
        is_method = not (self._mock_name or "").startswith("__")
        while mock._mock_parent is not None:
            part = mock._mock_name or ""
            name = part + name if not name or name.startswith("()") else "%s.%s" % (part, name)
            if part == "()":
                is_method = False
            mock = mock._mock_parent
            if is_method:
                mock.method_calls.append(_Call(name, args, kwargs, True))
            mock.mock_calls.append(_Call(name, args, kwargs, True))

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

    def __call__(self, *args, **kwargs):
        self._note(args, kwargs)
        return self._answer(args, kwargs)

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
        if self.call_args != _Call("", args, kwargs):
            raise AssertionError("expected call not found.\nExpected: %s\n  Actual: %s(%s)" % (
                wanted, self._own_name(), _arguments(self.call_args.args, self.call_args.kwargs)))

    def assert_called_once_with(self, *args, **kwargs):
        if self.call_count != 1:
            raise AssertionError("Expected '%s' to be called once. Called %s times.%s" % (
                self._own_name(), self.call_count, self._told()))
        self.assert_called_with(*args, **kwargs)

    def assert_any_call(self, *args, **kwargs):
        if _Call("", args, kwargs) not in self.call_args_list:
            raise AssertionError("%s(%s) call not found" % (self._own_name(), _arguments(args, kwargs)))

    def assert_has_calls(self, calls, any_order=False):
        calls = list(calls)
        made = list(self.mock_calls)
        if any_order:
            for each in calls:
                if each not in made:
                    raise AssertionError("%r does not contain all of %r in its call list" % (self._own_name(), calls))
                made.remove(each)
            return
        for begin in range(len(made) - len(calls) + 1):
            if made[begin:begin + len(calls)] == calls:
                return
        raise AssertionError("Calls not found.\nExpected: %r\n  Actual: %r" % (_Calls(calls), self.mock_calls))


NonCallableMock = Mock


class _Special:
    """A special method of one MagicMock: asked for it is the mock behind it, called it calls that."""

    def __init__(self, name, owner):
        self._name = name
        self._owner = owner

    def _mock(self):
        children = self._owner()._children
        name = self._name
        if name not in children:
            kind = self._owner()._kind
            made = children[name] = (MagicMock if issubclass(kind, AsyncMock) else kind)(name=name, parent=self._owner())
            if name not in ("__enter__", "__getitem__"):
                made.return_value = _DEFAULTS[name]
        return children[name]

    def __get__(self, instance, owner=None):
        return self if instance is None else self._mock()

    def __call__(self, *args):
        if args and args[0] is self._owner():  # some are called with it, some without
            args = args[1:]
        result = self._mock()(*args)
        return iter(result) if self._name == "__iter__" else result


class MagicMock(Mock):
    """A Mock with the special methods. Each has a class of its own, as in CPython, which holds them."""

    def __new__(cls, *args, **kwargs):
        cell = []
        members = {name: _Special(name, lambda: cell[0]) for name in _DEFAULTS}
        members["_kind"] = cls
        made = object.__new__(type(cls.__name__, (cls,), members))
        cell.append(made)
        made.__init__(*args, **kwargs)
        return made

    def __setattr__(self, name, value):
        if name in _DEFAULTS:
            self._children[name] = value if callable(value) else Mock(return_value=value)
            return
        super().__setattr__(name, value)


_DEFAULTS = {"__len__": 0, "__bool__": True, "__iter__": (), "__contains__": False, "__getitem__": None,
             "__setitem__": None, "__delitem__": None, "__enter__": None, "__exit__": False}


class AsyncMock(MagicMock):
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
        _set(self, "await_args", _Call("", args, kwargs))
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
        if self.await_args != _Call("", args, kwargs):
            raise AssertionError("expected await not found.\nExpected: %s\n  Actual: %s(%s)" % (
                wanted, self._own_name(), _arguments(self.await_args.args, self.await_args.kwargs)))

    def assert_awaited_once_with(self, *args, **kwargs):
        self.assert_awaited_once()
        self.assert_awaited_with(*args, **kwargs)


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
    handle.read.side_effect = content.read
    handle.readline.side_effect = content.readline
    handle.readlines.side_effect = lambda: list(content)
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
            if self._new_callable is None and getattr(getattr(self._before, "__code__", None), "co_flags", 0) & 128:
                kind = AsyncMock
            options = dict(self._options)
            if isinstance(kind, type) and issubclass(kind, Mock):
                options.setdefault("name", name)
            new = kind(**options)
        setattr(target, name, new)
        return new

    def __exit__(self, *details):
        if self._had or not isinstance(self._target, type) and self._before is not _MISSING:
            setattr(self._target, self.attribute, self._before)
        else:
            delattr(self._target, self.attribute)
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
        from functools import wraps

        if getattr(getattr(thing, "__code__", None), "co_flags", 0) & 128:
            @wraps(thing)
            async def patched(*args, **kwargs):
                with self.copy() as new:
                    return await thing(*args, *((new,) if self.new is DEFAULT else ()), **kwargs)
        else:
            @wraps(thing)
            def patched(*args, **kwargs):
                with self.copy() as new:
                    return thing(*args, *((new,) if self.new is DEFAULT else ()), **kwargs)

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
