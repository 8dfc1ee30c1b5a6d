"""Where the exceptions of tasks come from: the calls of the program, when a result is asked for first and again."""

import asyncio


def names(error):
    found = []
    place = error.__traceback__
    while place is not None:
        code = place.tb_frame.f_code
        if "asyncio" not in code.co_filename or "test_" in code.co_filename:
            found.append("%s %d" % (code.co_name, place.tb_lineno))
        elif not found or found[-1] != "...":
            found.append("...")
        place = place.tb_next
    return [name for name in found if name != "..."]


def steps(error):
    place = error.__traceback__
    while place is not None:
        if place.tb_frame.f_code.co_name == "_step":
            return True
        place = place.tb_next
    return False


async def fails(depth):
    await asyncio.sleep(0)
    if depth:
        await fails(depth - 1)
    raise ValueError(depth)


async def main():
    task = asyncio.create_task(fails(1))
    for i in range(3):
        try:
            await task
        except ValueError as error:
            print(names(error), steps(error))
    for error in await asyncio.gather(fails(0), fails(1), return_exceptions=True):
        print(names(error), steps(error))
    future = asyncio.get_running_loop().create_future()
    future.set_exception(KeyError("k"))
    for i in range(2):
        try:
            await future
        except KeyError as error:
            print(names(error))
    try:
        async with asyncio.TaskGroup() as group:
            group.create_task(fails(0))
    except* ValueError as many:
        print([names(error) for error in many.exceptions])
    try:
        await asyncio.wait_for(fails(0), 5)
    except ValueError as error:
        print(names(error))


asyncio.run(main())
try:
    asyncio.run(fails(1))
except ValueError as error:
    print(names(error), steps(error))
