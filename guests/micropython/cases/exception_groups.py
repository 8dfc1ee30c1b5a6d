"""ExceptionGroup and except*."""

import asyncio


def group():
    return ExceptionGroup("m", [ValueError(1), TypeError("t"), ExceptionGroup("n", [KeyError("k"), ValueError(2)])])


eg = group()
print(eg, repr(eg), eg.message, eg.exceptions, eg.args, isinstance(eg, Exception), [c.__name__ for c in ExceptionGroup.__mro__])
print(eg.split(ValueError))
print(eg.split((TypeError, KeyError)))
print(repr(eg.subgroup(lambda e: isinstance(e, KeyError))), eg.subgroup(OSError), eg.subgroup(ExceptionGroup) is eg)
print(repr(eg.derive([OSError(1)])))
for bad in (("m", []), ("m", [1]), (1, [ValueError()]), ("m",), ("m", [KeyboardInterrupt()]), ("m", 5)):
    try:
        print(repr(ExceptionGroup(*bad)))
    except Exception as e:
        print(type(e).__name__, e)
print(repr(BaseExceptionGroup("m", [ValueError()])), repr(BaseExceptionGroup("m", [KeyboardInterrupt()])))


class Own(ExceptionGroup):
    def derive(self, exceptions):
        return Own(self.message, exceptions)


own = Own("own", [ValueError(1), OSError(2)])
print(repr(own), [repr(part) for part in own.split(OSError)])


def handle(error):
    try:
        raise error
    except* ValueError as e:
        print("V", repr(e))
    except* (TypeError, KeyError) as e:
        print("TK", repr(e))
    else:
        print("else")
    finally:
        print("finally")


handle(group())
for error in (ExceptionGroup("x", [OSError(1), ValueError(3)]), ExceptionGroup("y", [OSError(1)]), ValueError("naked"), OSError("naked"), own):
    try:
        handle(error)
    except BaseException as e:
        print("left", repr(e), e is error)


def nothing():
    try:
        pass
    except* ValueError:
        print("no")
    else:
        print("else")


nothing()
try:
    raise ValueError("naked")
except* ValueError as e:
    print(repr(e))
try:
    print(e)
except NameError:
    print("e is gone")


def attempt(function):
    try:
        function()
    except BaseException as e:
        print(function.__name__, repr(e), repr(e.__cause__))
    else:
        print(function.__name__, "no error")


def raises_new():
    try:
        raise ExceptionGroup("q", [ValueError(1)])
    except* ValueError:
        raise RuntimeError("new")


def raises_new_and_rest():
    try:
        raise group()
    except* ValueError:
        raise RuntimeError("new")
    except* KeyError:
        raise LookupError("other") from None


def raises_again():
    try:
        raise group()
    except* ValueError:
        raise
    except* TypeError:
        pass


def raises_matched():
    try:
        raise group()
    except* ValueError as e:
        raise e
    except* Exception:
        pass


def raises_from():
    try:
        raise group()
    except* Exception as e:
        raise OSError("from") from e.exceptions[0]


def naked_other():
    try:
        raise OSError(1)
    except* ValueError:
        print("no")


def naked_again():
    try:
        raise ValueError(1)
    except* ValueError:
        raise


def wrong_type():
    try:
        raise group()
    except* ExceptionGroup:
        pass


def wrong_value():
    try:
        raise ValueError(1)
    except* 5:
        pass


def nested():
    try:
        try:
            raise group()
        except* ValueError as e:
            print("inner", len(e.exceptions))
            try:
                raise e
            except* ValueError:
                print("innermost")
    except* TypeError:
        print("outer type")
    except* KeyError:
        print("outer key")


def loop():
    for i in range(3):
        try:
            raise ExceptionGroup(str(i), [ValueError(i)] if i % 2 else [TypeError(i)])
        except* ValueError as e:
            for j in range(3):
                if j == 1:
                    break
            print("value", e.exceptions, j)
        except* TypeError as e:
            print("type", e.exceptions)


def generator():
    def inner():
        try:
            yield 1
            raise group()
        except* ValueError as e:
            yield repr(e)
        except* Exception:
            yield "rest"
        yield "end"
    print(list(inner()))


def returns():
    def inner():
        try:
            return "returned"
        except* ValueError:
            pass
    print(inner())


for function in (raises_new, raises_new_and_rest, raises_again, raises_matched, raises_from, naked_other, naked_again, wrong_type, wrong_value,
                 nested, loop, generator, returns):
    attempt(function)


async def fail(error, delay):
    await asyncio.sleep(delay)
    raise error


async def main():
    try:
        async with asyncio.TaskGroup() as tasks:
            tasks.create_task(fail(ValueError("a"), 0))
            tasks.create_task(fail(KeyError("b"), 0))
            tasks.create_task(asyncio.sleep(5))
    except* ValueError as e:
        print("value", e.exceptions)
    except* KeyError as e:
        print("key", e.exceptions)
    try:
        async with asyncio.TaskGroup() as tasks:
            tasks.create_task(fail(OSError("c"), 0))
    except ExceptionGroup as e:
        print(e, e.exceptions)


asyncio.run(main())
for source in ("try: pass\nexcept* ValueError: pass\nexcept TypeError: pass", "try: pass\nexcept*: pass", "try: pass\nexcept* (A, B) as e: pass\nelse: pass",
               "for i in x:\n try: pass\n except* ValueError: break", "for i in x:\n try: pass\n except* ValueError: continue"):
    try:
        compile(source, "s", "exec")
        print("fine")
    except SyntaxError:
        print("SyntaxError")
