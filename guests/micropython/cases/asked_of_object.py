# What is object's own, and what a class has instead.
def told(function):
    try:
        print(repr(function()))
    except Exception as error:
        print(type(error).__name__)


class A:
    pass


class B(A):
    def __repr__(self):
        return "b"


class C(B):
    def __eq__(self, other):
        return isinstance(other, C)


NAMES = ("__repr__", "__str__", "__eq__", "__ne__", "__hash__", "__lt__", "__le__", "__gt__", "__ge__", "__format__", "__init__")
for cls in (A, B, C, int, str, list, ValueError):
    print(cls.__name__, [name for name in NAMES if getattr(cls, name) is not getattr(object, name)][:3] if cls in (A, B) else "")
told(lambda: (A.__repr__ is object.__repr__, B.__repr__ is object.__repr__, B.__str__ is object.__str__, C.__hash__, type(A()).__repr__ is object.__repr__))
told(lambda: (A.__repr__ == object.__repr__, A.__str__(B()), object.__str__(B()), object.__eq__(1, 1), object.__eq__(1, 2)))
for one in (A(), B(), C()):
    for other in (one, A(), B(), C(), 5):
        told(lambda: (one.__ne__(other), one.__eq__(other), object.__ne__(one, other), one != other, one == other))


class Quoted(KeyError):
    pass


class Plain(KeyError):
    def __str__(self):
        return Exception.__str__(self)


class Other(KeyError):
    __str__ = Exception.__str__


class Both(ValueError, KeyError):
    pass


for cls in (KeyError, Quoted, Plain, Other, Both, LookupError, ValueError):
    for args in ((), ("a",), ("",), (5,), ("a", "b")):
        told(lambda: (str(cls(*args)), Exception.__str__(cls(*args)), BaseException.__str__(cls(*args)), f"{cls(*args)}"))
told(lambda: (KeyError.__str__(KeyError("a")), LookupError.__str__(KeyError("a")), Quoted.__str__(Quoted("a"))))


class Missing(ImportError):
    pass


class Named(ImportError):
    def __init__(self, message):
        super().__init__(message, name="given", path="/p")


class Counted(ValueError):
    def __init__(self, message, code):
        super().__init__(message)
        self.code = code


told(lambda: (Missing("m", name="n").name, Missing("m", name="n", path="p").path, Missing("m").name, Named("a").name, Named("a").path))
told(lambda: (Counted("m", code=5).code, Counted("m", code=5).args, AttributeError("m", name="n", obj=5).obj, NameError("x", name="x").name))
for wrong in (lambda: ValueError("m", code=5), lambda: Quoted("m", code=5), lambda: Missing("m", code=5), lambda: type("E", (OSError,), {})(1, "m", code=5)):
    told(wrong)


class Access(property):
    def __get__(self, owner, cls=None):
        return self.fget(owner) * 2


class User:
    @Access
    def value(self):
        return 21


print(User().value)
