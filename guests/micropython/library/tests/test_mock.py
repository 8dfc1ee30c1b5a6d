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
