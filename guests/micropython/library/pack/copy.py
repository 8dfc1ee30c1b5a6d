"""The module copy."""

from _collections import deque as _deque
from types import MethodType as _MethodType, ModuleType as _ModuleType

__all__ = ["Error", "copy", "deepcopy", "replace"]

_ATOMS = (int, float, complex, bool, str, bytes, type(None), type, range, slice, type(Ellipsis), type(NotImplemented),
          type(lambda: 0), type(len), property, type(int | str), type(list[int]))


class Error(Exception):
    pass


error = Error


def copy(x):
    cls = type(x)
    if cls in _ATOMS or cls in (tuple, frozenset, _MethodType):
        return x
    if cls in (list, dict, set, bytearray):
        return x.copy() if cls is not bytearray else bytearray(x)
    if getattr(cls, "__copy__", None) is not None:
        return x.__copy__()
    if isinstance(x, type) or callable(x) and not hasattr(x, "__dict__"):
        return x
    return _rebuilt(x, None)


def _part(x, memo):
    """What a copy gets of a part: the part itself, or a copy of it when there is a memo."""
    return x if memo is None else deepcopy(x, memo)


def _rebuilt(x, memo):
    """A new instance of a class of the program, with the same members (copied deeply when there is a memo)."""
    cls = type(x)
    if cls.__module__ == "typing":  # a type variable, List[int]
        return x
    if hasattr(cls, "__reduce_ex__") and not hasattr(object, "__reduce_ex__"):
        return _reduced(x, x.__reduce_ex__(4), memo)
    if hasattr(cls, "__reduce__"):
        return _reduced(x, x.__reduce__(), memo)
    members = getattr(x, "__dict__", None)
    if isinstance(x, BaseException):
        if members is None:
            of_class = dir(cls)
            members = {name: getattr(x, name) for name in dir(x) if name not in of_class and name[:2] != "__"}
        if hasattr(x, "__notes__"):
            members = {**members, "__notes__": x.__notes__}
        return _reduced(x, (cls, x.args, members), memo)
    if isinstance(x, _deque):
        return _reduced(x, (cls, () if x.maxlen is None else ((), x.maxlen), members or None, x), memo)
    slots = None
    for base in cls.__mro__:
        if base is not object:
            own = base.__dict__
            if "__slots__" in own:
                names = own["__slots__"]
                private = "_" + base.__name__.lstrip("_")
                slots = (slots or []) + [private + name if name[:2] == "__" != name[-2:] else name
                                         for name in ((names,) if isinstance(names, str) else names)]
    if members is None and not slots:
        if isinstance(x, tuple):
            return x if memo is None or hasattr(cls, "n_sequence_fields") else cls(*[deepcopy(item, memo) for item in x])
        if slots is None:
            if cls is object:
                return object()
            if cls.__name__ == "array":
                return x[:]
            raise TypeError("cannot pickle '%s' object" % cls.__name__)
    if cls is _ModuleType:
        raise TypeError("cannot pickle 'module' object")
    made = _new(cls, x, memo)
    if memo is not None:
        memo[id(x)] = made
    if hasattr(cls, "__getstate__") and not hasattr(object, "__getstate__"):
        state = x.__getstate__()
    else:
        state = dict(members or {})
        for name in slots or ():
            if name not in ("__dict__", "__weakref__") and hasattr(x, name):
                state[name] = getattr(x, name)
        state = state or None
    if state is not None:
        _set_state(made, _part(state, memo))
    if isinstance(x, dict):
        for key, value in x.items():
            made[_part(key, memo)] = _part(value, memo)
    elif isinstance(x, list):
        for item in x:
            made.append(_part(item, memo))
    return made


def _set_state(made, state):
    if hasattr(made, "__setstate__"):
        made.__setstate__(state)
    else:
        parts = state if isinstance(state, tuple) and len(state) == 2 else (state,)
        if hasattr(made, "__dict__") and not isinstance(made, BaseException):  # which has no member for notes here
            made.__dict__.update(parts[0] or {})  # without asking properties
            parts = parts[1:]
        put = setattr if isinstance(made, BaseException) else object.__setattr__
        for part in parts:
            for name, value in (part or {}).items():
                put(made, name, value)


def _reduced(x, parts, memo):
    """What the parts that __reduce__ gave make."""
    if isinstance(parts, str):
        return x
    make, args, state, items, pairs = (tuple(parts) + (None, None, None))[:5]
    made = make(*[_part(arg, memo) for arg in args])
    if memo is not None:
        memo[id(x)] = made
    if state is not None:
        _set_state(made, _part(state, memo))
    for item in items or ():
        made.append(_part(item, memo))
    for key, value in pairs or ():
        made[_part(key, memo)] = _part(value, memo)
    return made


def _new(cls, x, memo):
    if hasattr(cls, "__getnewargs_ex__"):
        args, named = _part(x.__getnewargs_ex__(), memo)
        return cls.__new__(cls, *args, **named)
    if hasattr(cls, "__getnewargs__"):
        return cls.__new__(cls, *_part(x.__getnewargs__(), memo))
    if isinstance(x, (set, frozenset)):
        return cls([_part(item, memo) for item in x])
    if isinstance(x, bytearray):
        return cls(bytes(x))
    if isinstance(x, tuple):
        parts = tuple([_part(item, memo) for item in x])
        return cls.__new__(cls, *parts) if hasattr(cls, "_make") else cls.__new__(cls, parts)
    if isinstance(x, (str, int, float, bytes)):
        return cls.__new__(cls, x)
    return cls.__new__(cls)


def deepcopy(x, memo=None):
    cls = type(x)
    if cls in _ATOMS:
        return x
    if memo is None:
        memo = {}
    mark = id(x)
    if mark in memo:
        return memo[mark]
    if cls is list:
        memo[mark] = made = []
        for item in x:
            made.append(deepcopy(item, memo))
    elif cls is dict:
        memo[mark] = made = {}
        for key, value in x.items():
            made[deepcopy(key, memo)] = deepcopy(value, memo)
    elif cls is tuple:
        made = tuple([deepcopy(item, memo) for item in x])
        if mark in memo:  # it holds itself, by way of a list
            return memo[mark]
        if all([a is b for a, b in zip(made, x)]):
            made = x
        memo[mark] = made
    elif cls in (set, frozenset):
        memo[mark] = made = cls([deepcopy(item, memo) for item in x])
    elif cls is bytearray:
        memo[mark] = made = bytearray(x)
    elif cls is _MethodType:
        made = cls(x.__func__, deepcopy(x.__self__, memo))
    else:
        method = getattr(cls, "__deepcopy__", None)
        if method is not None:
            made = method(x, memo)
        elif isinstance(x, type):
            return x
        elif callable(x) and not hasattr(x, "__dict__"):
            return x
        else:
            made = _rebuilt(x, memo)
        memo[mark] = made
    memo.setdefault(id(memo), []).append(x)  # keeps it alive, so that its id stays its own
    return made


def replace(obj, **changes):
    method = getattr(type(obj), "__replace__", None)
    if method is not None:
        return method(obj, **changes)
    if hasattr(type(obj), "__dataclass_fields__"):
        from dataclasses import replace as replace_fields
        return replace_fields(obj, **changes)
    raise TypeError("replace() does not support %s objects" % type(obj).__name__)
