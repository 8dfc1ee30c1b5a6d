"""Mocks and patches."""

from unittest.mock import Mock, MagicMock, patch, call, ANY
m = Mock(return_value=5); print(m(1, a=2), m.called, m.call_count, m.call_args, m.call_args.args, m.call_args.kwargs, m.call_args_list); m.assert_called_once_with(1, a=2); m.assert_called_with(ANY, a=2); m("x"); print(m.mock_calls, m.call_args_list == [call(1, a=2), call("x")])
m.side_effect = ValueError("x")
try: m()
except ValueError as e: print(e)
m.side_effect = [1, 2, KeyError("k")]; print(m(), m())
try: m()
except KeyError as e: print(e)
m.side_effect = lambda x: x * 2; print(m(4)); m.reset_mock(); print(m.called, m.call_count, m.mock_calls)
try: m.assert_called_once()
except AssertionError as e: print(e)
m(1); m(2)
for f in (m.assert_called_once, m.assert_not_called, lambda: m.assert_called_with(3), lambda: m.assert_any_call(9), lambda: m.assert_has_calls([call(2), call(1)]), lambda: m.assert_called_once_with(1)):
    try: f(); print("ok")
    except AssertionError as e: print(e)
m.assert_has_calls([call(1), call(2)]); print((m.assert_any_call(1)))


from unittest.mock import patch, MagicMock, mock_open
import json, os
with patch("json.dumps", return_value="patched") as p: print(json.dumps(1), p.call_count)
print(json.dumps(1))
class A:
    def f(self): return "real"
    @staticmethod
    def s(): return "static"
with patch.object(A, "f", return_value="fake"): print(A().f())
print(A().f())
@patch.object(A, "f")
def test(m): m.return_value = "deco"; return A().f()
print(test(), A().f())
with patch.dict(os.environ, {"X": "1"}): print(os.environ["X"])
print("X" in os.environ)
with patch("builtins.open", mock_open(read_data="a\nb")) as m:
    with open("f") as f: print(f.read())
    m.assert_called_once_with("f")
with patch("builtins.print") as p: print("hidden")
p.assert_called_once_with("hidden")
def get(): return 1
def use(): return get()
with patch("__main__.get", return_value=2): print(use())
print(use())
try:
    with patch("json.nothing"): pass
except AttributeError as e: print(str(e)[-35:])


import asyncio
from unittest.mock import AsyncMock
async def main():
    m = AsyncMock(return_value=3); print(await m(1), m.await_count); m.assert_awaited_once_with(1); m.assert_called_once()
    o = AsyncMock(); o.get.return_value = {"a": 1}; print(await o.get("u")); m.side_effect = ValueError("bad")
    try: await m()
    except ValueError as e: print(e)
asyncio.run(main())


# ---- what special methods give ----

magic = MagicMock()
print(type(magic["k"]).__name__, type(magic["k"].x).__name__, len(magic["k"]), list(magic[1]), magic.__getitem__.called)
with magic as entered:
    print(type(entered).__name__, len(entered))


from unittest.mock import NonCallableMagicMock, NonCallableMock, mock_open


def attempt(f):
    try:
        print(f())
    except Exception as error:
        print(type(error).__name__)


# calls: their names, their parts, what equals what
print([call, call.a, call().b, call.a(1).b(2), call()(), call.a(1).b, call.a.b(1)], call.a(1).b(2).call_list())
print(tuple(call(1)), tuple(call.a(1)), call(1)[0] == "", call.a(1, b=2).kwargs, isinstance(call(1), tuple))
print([call(1) == other for other in (call(1), call(2), ((1,),), ((1,), {}), call.a(1), ("", (1,)), 5)],
      call.a(1) == call(1), call(a=1) == ({"a": 1},), call() == (), call.a(1).b() == call.a(2).b(), call(3) == call(ANY))
calls = Mock()
calls(1)
calls.one(2).two(3)
calls.a.b(x=1)
calls().z(5)
print(calls.mock_calls, calls.method_calls, calls.one.mock_calls)
print(calls.mock_calls == [call(1), call.one(2), call.one().two(3), call.a.b(x=1), call(), call().z(5)],
      [call.one(2), call.one().two(3)] in calls.mock_calls, call().z(5) in calls.mock_calls)
name, args, kwargs = calls.mock_calls[0]
print(repr(name), args, kwargs, calls.call_args_list[0] == ((1,), {}))
calls.assert_has_calls([call.one().two(3), call.a.b(x=1)])
calls.one.assert_has_calls([call().two(3)])
calls = Mock()
calls.made.return_value = Mock()
calls.made().used(1)
print(calls.mock_calls)


# the decorator that stands lowest gives the first argument
class Target:
    value = 1

    def method(self):
        return "real"

    @staticmethod
    def static():
        return "static"

    async def later(self, x):
        return x


@patch.object(Target, "value", 7)
@patch.object(Target, "method")
@patch.object(Target, "static")
def patched(first, second, *, key=1):
    return first is Target.static, second is Target.method, Target.value, key


print(patched(), patched(key=2), Target().method(), Target.static(), Target.value)
target = Target()
with patch.object(target, "value", 5):
    print(target.value, Target.value)
print(target.__dict__)

# special methods, set and asked for
for kind, value in ((Mock, lambda self: "set"), (MagicMock, lambda self: "set"), (Mock, Mock(return_value="mock"))):
    made = kind()
    made.__str__ = value
    print(str(made), f"{made}")
made = MagicMock()
made.__str__.return_value = "told"
made.__int__.return_value = 7
made.__add__.return_value = 8
made.__lt__.return_value = True
made.__len__ = lambda self: 4
made.__getitem__ = lambda self, key: key * 2
print(str(made), int(made), made + 1, made < 1, len(made), made[3])
made = Mock()
made.__len__ = Mock(return_value=3)
print(len(made), made.__len__.call_count)
made = MagicMock()
made.__eq__.return_value = True
print(made == 3, MagicMock() == 3, made == made)
attempt(lambda: len(MagicMock(spec=["x"])))
attempt(lambda: len(MagicMock(spec=Target)))

# what a mock stands for, and what it has
print(isinstance(Mock(spec=Target), Target), isinstance(MagicMock(spec=target), Target), isinstance(Mock(), Mock))
print(type(Mock(spec=Target).later).__name__, type(AsyncMock(spec=Target).method).__name__, type(AsyncMock().x).__name__)
for name in ("assert_foo", "called_with", "has_calls", "not_called", "any_call", "called_twice"):
    attempt(lambda: getattr(Mock(), name) and name)
attempt(lambda: Mock(spec=["assert_foo"]).assert_foo and "there")
gone = Mock()
del gone.a
attempt(lambda: gone.a)
gone.a = 2
print(gone.a, hasattr(gone, "b"))
del gone.a
print(hasattr(gone, "a"))
attempt(lambda: NonCallableMock()())
print(callable(NonCallableMagicMock()), callable(NonCallableMock().method))
opened = mock_open(read_data="abc")
print(opened().read(2), opened().read())
opened().read.return_value = "told"
print(opened().read())


async def later():
    made = AsyncMock(side_effect=[1, 2, 3])
    await made(1)
    await made(2)
    made.assert_any_await(1)
    made.assert_has_awaits([call(1), call(2)])
    magic = MagicMock()
    magic.__aenter__.return_value = 4
    magic.__aiter__.return_value = [1, 2]
    async with magic as entered:
        pass
    return [each async for each in magic], entered, await MagicMock(spec=Target, **{"later.return_value": 6}).later(1), type(
        await AsyncMock()()).__name__, asyncio.iscoroutinefunction(made), asyncio.iscoroutinefunction(MagicMock())


print(asyncio.run(later()))
print(call() == call().b, call().b == call(), call()() == call(), call(1)(0).call_list(), call.a(1)(0).call_list())

import math

# Modules in C cannot be changed: an error says what to do instead.
try:
    with patch("math.sqrt", return_value=3):
        print(math.sqrt(4))
except NotImplementedError as error:
    print(3 if "sqrt = math.sqrt" in str(error) and "patch '__main__.sqrt'" in str(error) else error)
sqrt = math.sqrt
with patch("__main__.sqrt", return_value=3):
    print(sqrt(4))
print(sqrt(4))
