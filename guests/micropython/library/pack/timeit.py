"""The module timeit; the clock of the glass has coarse steps."""

from time import perf_counter as default_timer

__all__ = ["Timer", "timeit", "repeat", "default_timer"]

default_number = 1000000


class Timer:
    def __init__(self, stmt="pass", setup="pass", timer=default_timer, globals=None):
        self._scope = {} if globals is None else globals
        self._timer = timer
        self._stmt = stmt if callable(stmt) else compile(stmt, "<timeit>", "exec")
        self._setup = setup if callable(setup) else compile(setup, "<timeit>", "exec")

    def _run(self, code):
        if callable(code):
            code()
        else:
            exec(code, self._scope)

    def timeit(self, number=default_number):
        self._run(self._setup)
        stmt, scope = self._stmt, self._scope
        start = self._timer()
        if callable(stmt):
            for _ in range(number):
                stmt()
        else:
            for _ in range(number):
                exec(stmt, scope)
        return self._timer() - start

    def repeat(self, repeat=5, number=default_number):
        return [self.timeit(number) for _ in range(repeat)]

    def autorange(self, callback=None):
        number = 1
        while True:
            taken = self.timeit(number)
            if callback:
                callback(number, taken)
            if taken >= 0.2:
                return number, taken
            number *= 10


def timeit(stmt="pass", setup="pass", timer=default_timer, number=default_number, globals=None):
    return Timer(stmt, setup, timer, globals).timeit(number)


def repeat(stmt="pass", setup="pass", timer=default_timer, repeat=5, number=default_number, globals=None):
    return Timer(stmt, setup, timer, globals).repeat(repeat, number)
