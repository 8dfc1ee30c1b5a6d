import functools


def told(function):
    try:
        print(repr(function()))
    except Exception as error:
        print(type(error).__name__)


def add(a, b=1, *rest):
    """Adds."""
    return a + b + sum(rest)


p = functools.partial(add, 1)
for name in ("__name__", "__doc__", "x", "__wrapped__"):
    told(lambda: hasattr(p, name) if name != "__doc__" else None)
p.x = 5
p.__name__ = "added"
told(lambda: (p.x, p.__name__, p(2), p.func is add, p.args, p.keywords, sorted(p.__dict__)))
del p.x
told(lambda: p.x)
told(lambda: delattr(p, "x"))
told(lambda: setattr(p, "func", 1))
told(lambda: setattr(p, "args", ()))
functools.update_wrapper(p, add)
told(lambda: (p.__name__, p.__qualname__, p.__doc__, p.__wrapped__ is add, p.__module__))


@functools.wraps(functools.partial(add, 3))
def wrapped(x):
    return x


told(lambda: (wrapped.__name__, wrapped.__wrapped__(4)))


def decorate(function):
    @functools.wraps(function)
    def inner(*args):
        return function(*args)

    return inner


told(lambda: decorate(p)(5))
plain = functools.partial(functools.partial(add, 1), 2)
kept = functools.partial(p, 2)
told(lambda: (plain.func is add, plain.args, plain(), kept.func is p, kept.args, kept()))
for make in (lambda: functools.partial(add, 1), lambda: p):
    told(lambda: make()(b=4))

z = 1 + 2j
for spec in (">20", "<20", "^20", "20", "*^20", "", "20.2f", ".3e", "+.1f"):
    told(lambda: (format(z, spec), format(-1.5j, spec), f"{complex(0, -1):{spec}}"))
for wrong in ("020", "=20", "x", "d", "%", "s"):
    told(lambda: format(z, wrong))
