# Texts longer than 64 bytes: what was counted of the last one is remembered.
import random
random.seed(5)
def check(s):
    chars = list(s)
    assert len(s) == len(chars)
    n = len(chars)
    for _ in range(60):
        i = random.randrange(-n - 3, n + 3)
        try: got = s[i]
        except IndexError: got = None
        try: want = chars[i]
        except IndexError: want = None
        assert got == want, (i, got, want)
        j = random.randrange(-n - 3, n + 3)
        assert s[i:j] == "".join(chars[i:j])
        assert s[i:j:3] == "".join(chars[i:j:3])
        if want and want not in chars[:i % n]:
            assert s.find(want) == i % n and s.index(want) == i % n
alphabets = ["ab", "aé", "é€", "a😀€", "😀"]
for a in alphabets:
    for n in list(range(0, 40)) + [63, 64, 65, 100, 1000, 5000]:
        check("".join(random.choice(a) for _ in range(n)))
long = "".join(random.choice("abcé😀") for _ in range(20000))
for i in range(len(long)): 
    c = long[i]
assert "".join(long[i] for i in range(len(long))) == long
assert "".join(long[i] for i in range(len(long) - 1, -1, -1)) == long[::-1]
# two of the same length, one after the other in the same place
import gc
total = 0
for k in range(200):
    s = ("x" * 100 + "é" * 50) if k % 2 else ("é" * 20 + "x" * 160)
    total += s.find("é" if k % 2 else "x") + len(s)
    assert s[130] == ("é" if k % 2 else "x")
    del s
    gc.collect()
print("fine", total)
