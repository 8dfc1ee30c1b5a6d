import types
import typing


class Meta(type):
    @classmethod
    def __prepare__(mcs, name, bases, **keywords):
        return {"prepared": keywords}

    def __new__(mcs, name, bases, members, **keywords):
        return super().__new__(mcs, name, bases, members)

    def __init__(cls, name, bases, members, **keywords):
        cls.told = keywords


T = typing.TypeVar("T")
A = types.new_class("A", (), {"metaclass": Meta, "a": 1}, lambda members: members.update(x=2))
B = types.new_class("B", (A,), {"b": 2})
C = types.new_class("C")
D = types.new_class("D", (typing.Generic[T],))
print(A, type(A), A.x, A.prepared, A.told, type(B), B.told, B.__bases__)
print(C, C.__module__, D.__bases__, types.get_original_bases(D), types.get_original_bases(B), types.resolve_bases((list[int], int)))
print(types.prepare_class("E", (A,), {"c": 3}), types.prepare_class("E"))


class Other(type):
    pass


try:
    types.new_class("F", (A,), {"metaclass": Other})
except TypeError as error:
    print(error)


class Settings(types.SimpleNamespace):
    pass


s = Settings(a=1)
print(s, types.SimpleNamespace(a=1), s == types.SimpleNamespace(a=1))
s.own = s
print(s)
