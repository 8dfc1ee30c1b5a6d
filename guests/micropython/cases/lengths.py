"""Who asks for lengths, and what is made of the answers."""


class A:
    def __init__(self, length, hint): self.length, self.hint = length, hint
    def __iter__(self): print("iter", end=" "); return iter("ab")
    def __len__(self):
        print("len", end=" ")
        if isinstance(self.length, Exception): raise self.length
        return self.length
    def __length_hint__(self):
        print("hint", end=" ")
        if isinstance(self.hint, Exception): raise self.hint
        return self.hint


class B:
    def __iter__(self): return iter("ab")
    def __length_hint__(self): return "many"


class L(list):
    def __len__(self): print("len", end=" "); return 1


MAKERS = [list, tuple, lambda a: [*a], lambda a: (*a,), lambda a: [1].extend(a), sorted, lambda a: ",".join(a), set,
          lambda a: max(*a, "z")]
VALUES = [2, -1, "x", TypeError("no"), ValueError("bad"), NotImplemented, True]
for length in VALUES:
    for hint in VALUES:
        if length in (2, -1) and hint != 2:
            continue
        for number, make in enumerate(MAKERS):
            try: print(length, hint, number, sorted(make(A(length, hint)) or ()))
            except Exception as e: print(length, hint, number, type(e).__name__, e)
for number, make in enumerate(MAKERS):
    try: print(number, make(B()))
    except Exception as e: print(number, type(e).__name__, e)
print(list(L("ab")), tuple(L("ab")), list(tuple("ab")))
