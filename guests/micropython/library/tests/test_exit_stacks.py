"""What exit stacks take, and what they refuse."""

import asyncio
from contextlib import AsyncExitStack, ExitStack
from unittest.mock import MagicMock
import io
import os


class Bare:
    pass


class Plain:
    def __enter__(self):
        return "entered"

    def __exit__(self, *details):
        print("left", details[0])


def attempt(f):
    try:
        print(f())
    except Exception as error:
        print(type(error).__name__, "protocol" in str(error))


bare = Bare()
bare.__enter__ = lambda: "never"
bare.__exit__ = bare.__aenter__ = bare.__aexit__ = lambda *details: print("never")
for thing in (bare, 5, None, Bare):
    attempt(lambda: ExitStack().enter_context(thing))
    attempt(lambda: AsyncExitStack().enter_context(thing))
    attempt(lambda: asyncio.run(AsyncExitStack().enter_async_context(thing)))
with ExitStack() as stack:
    print(stack.enter_context(Plain()), type(stack.enter_context(io.StringIO())).__name__)
    stack.enter_context(open("/tmp/exit_stacks.txt", "w"))
    stack.enter_context(os.scandir("/tmp"))
    print(stack.enter_context(MagicMock(**{"__enter__.return_value": 3})))
    stack.push(Plain())
    stack.push(lambda *details: print("called", details))
    stack.callback(lambda *args, **kwds: print(args, kwds), 1, callback=2, self=3)


async def later():
    async with AsyncExitStack() as stack:
        print(stack.enter_context(Plain()))
        stack.push(Plain())
        print(await stack.enter_async_context(MagicMock(**{"__aenter__.return_value": 4})))
        stack.callback(lambda *args, **kwds: print(args, kwds), 1, callback=2)


asyncio.run(later())
