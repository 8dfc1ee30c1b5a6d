"""traceback: what is told of an exception, of its calls and of those before it. Without the marks under a line, which are not made here."""

import asyncio
import contextlib
import io
import json
import traceback


def attempt(f):
    try:
        print(f())
    except Exception as error:
        print(type(error).__name__, error)


def raised(error):
    try:
        raise error
    except BaseException as caught:
        return caught


def chained():
    try:
        try:
            1 / 0
        except ZeroDivisionError as first:
            raise KeyError("k") from first
    except KeyError as second:
        return second


def deep(n):
    if n:
        deep(n - 1)
    raise ValueError("deep")


class Mine(Exception):
    pass


def places(lines):
    """The lines without those of marks."""
    return [part.split(", ")[-1] if part.startswith("  File") else part
            for line in lines for part in line.splitlines() if part.strip(" ~^")]


e = raised(ValueError("x"))
noted = raised(ValueError("v"))
noted.add_note("note1")
noted.add_note("n2\nn3")
for error in (e, noted, ValueError(""), KeyError("k"), ValueError("a\nb"), Mine("m"), Mine(), SystemExit(3), StopIteration(5),
              json.JSONDecodeError("m", "d", 0), None):
    print(traceback.format_exception_only(error), traceback.format_exception_only(type(error), error),
          traceback.format_exception(type(error), error, None))
attempt(lambda: traceback.format_exception(e, e))
attempt(lambda: traceback.format_exception(ValueError, e))
attempt(lambda: traceback.format_exception(5))
c = chained()
print(places(traceback.format_exception(c)))
print(places(traceback.format_exception(KeyError, c, None)))
print(places(traceback.format_exception(c, chain=False)), traceback.format_exception(KeyError, c, None, chain=False))
try:
    deep(3)
except ValueError as error:
    d = error
for limit in (None, 0, 1, 2, -1, -2, 99):
    print(limit, places(traceback.format_exception(d, limit=limit)))
out = io.StringIO()
traceback.print_exception(ValueError, e, None, file=out)
traceback.print_exception(d, limit=0, file=out)
print(repr(out.getvalue()))
try:
    raise ValueError("q")
except ValueError:
    print(repr(traceback.format_exc(limit=0)), places(traceback.format_exc().splitlines(True)))


# ---- groups ----

group = ExceptionGroup("g", [ValueError(1), ExceptionGroup("h", [TypeError("two\nlines")]), KeyError("k")])
group.add_note("a note")
group.exceptions[0].__cause__ = OSError("before")
print("".join(traceback.format_exception(group)))
print("".join(traceback.format_exception(ExceptionGroup("many", [ValueError(i) for i in range(20)]))))
print("".join(traceback.format_exception_only(group)), "".join(traceback.format_exception_only(group, show_group=True)))
deepest = ExceptionGroup("0", [ValueError("deepest")])
for i in range(12):
    deepest = ExceptionGroup(str(i + 1), [deepest])
print("".join(traceback.format_exception(deepest)))
try:
    raise group
except ExceptionGroup:
    print([line for line in traceback.format_exc().splitlines() if "File" not in line and "raise" not in line][:4])


class Unspeakable(Exception):
    def __str__(self):
        raise KeyError("no")


print(traceback.format_exception_only(Unspeakable()))


# ---- what passes a generator of contextlib keeps its places ----

@contextlib.contextmanager
def passing():
    try:
        yield
    except KeyError:
        raise
    finally:
        pass


@contextlib.asynccontextmanager
async def passing_later():
    try:
        yield
    finally:
        pass


def through_one():
    with passing():
        raise ValueError("x")


def through_stack():
    with contextlib.ExitStack() as stack:
        stack.push(lambda kind, error, where: print(kind, error, where.tb_next))
        stack.enter_context(passing())
        stack.enter_context(passing())
        raise KeyError("x")


def through_stop():
    with passing():
        raise StopIteration(1)


async def through_later():
    async with contextlib.AsyncExitStack() as stack:
        await stack.enter_async_context(passing_later())
        async with passing_later():
            raise ValueError("x")


for function in (through_one, through_stack, through_stop, lambda: asyncio.run(through_later())):
    try:
        function()
    except Exception as error:
        print(repr(error), [part for part in places(traceback.format_exception(error)) if part.startswith("in ")][-1],
              sum("contextlib" in line for line in traceback.format_exception(error)))


# ---- the calls as objects ----

calls = traceback.extract_tb(d.__traceback__)
print([(call.name, call.line, call.lineno > 0) for call in calls], type(calls).__name__)
print([call.name for call in traceback.extract_tb(d.__traceback__, limit=-2)], traceback.extract_tb(None))
print(calls[-1][2:], len(calls[-1]), tuple(calls[-1])[1:] == (calls[-1].lineno, "deep", calls[-1].line), calls[0] == calls[0])
print([frame.f_code.co_name for frame, line in traceback.walk_tb(d.__traceback__)])
print(places(traceback.format_tb(d.__traceback__)) == places(traceback.format_list(calls)) == places(calls.format()))
out = io.StringIO()
traceback.print_tb(d.__traceback__, 1, out)
print(places(out.getvalue().splitlines(True)))
own = [("f.py", 3, "fn", " x = 1"), ("f.py", 4, "fn", None)]
print(traceback.format_list(own), traceback.StackSummary.from_list(own * 2))
print(traceback.format_list(own[:1] * 3 + own[1:] * 4 + own[:1] * 6))
try:
    deep(9)
except ValueError as error:
    print([line for line in traceback.format_exception(error) if "repeated" in line], len(traceback.extract_tb(error.__traceback__)))
later = traceback.TracebackException.from_exception(c)
print(str(later), later.exc_type_str, list(later.format_exception_only()), [call.name for call in later.stack])
print(places(later.format()) == places(traceback.format_exception(c)), str(later.__cause__), later.__cause__.__cause__,
      later.__suppress_context__, later.exceptions)
print([str(each) for each in traceback.TracebackException.from_exception(group).exceptions])

# ---- when nothing is handled, or something again ----

out = io.StringIO()
traceback.print_exc(file=out)
try:
    raise ValueError("outer")
except ValueError:
    try:
        raise KeyError("inner")
    except KeyError:
        pass
    traceback.print_exc(0, out)
print(repr(traceback.format_exc()), repr(out.getvalue()))

# ---- where a SyntaxError is, without the source ----

for source in ("x = = 1", "x = 1\nreturn x"):
    for name in ("<string>", "own.py"):
        try:
            compile(source, name, "exec")
        except SyntaxError as error:
            print(places([traceback.format_exception_only(error)[0]]), traceback.format_exception_only(error)[-1],
                  traceback.format_exception(error)[-1], len([line for line in traceback.format_exception(error) if "File" in line]))
print(traceback.format_exception_only(SyntaxError("told")))
for notes in ("abc", None, [1, "two"]):
    noted = ValueError("v")
    noted.__notes__ = notes
    print(traceback.format_exception_only(noted))
same = [traceback.TracebackException.from_exception(error) for error in (e, e, c)]
print(same[0] == same[1], same[0] == same[2], same[0] == "x", traceback.FrameSummary("f", None, "n").line)


class Few(traceback.StackSummary):
    def format_frame_summary(self, call, **kwargs):
        return None if call.name == "deep" else call.name


print(Few(calls).format(), type(Few.from_list(own)).__name__)
