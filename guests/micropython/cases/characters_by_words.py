# Indices of characters of one and of several bytes, around the words in which they are counted.
def t2(n, f):
    try: print(n, repr(f()))
    except Exception as e: print(n, type(e).__name__)
for s in ("", "a", "abcdefgh", "abcdefghi", "é", "aé", "é" * 9, "世界abcdefgh", "abcdefgh世", "abcdefg世界é", "😀" * 5 + "x", "x" * 7 + "😀" + "y" * 9, "é" * 4 + "a" * 12 + "世" * 6):
    print(len(s), [s[i] for i in range(len(s))] == list(s), [s[i:] for i in range(len(s) + 2)] == ["".join(list(s)[i:]) for i in range(len(s) + 2)], [s[:i] for i in range(len(s) + 2)] == ["".join(list(s)[:i]) for i in range(len(s) + 2)], [s[-i - 1] for i in range(len(s))] == list(s)[::-1], [s.find(c) == list(s).index(c) for c in s].count(False))
    t2(1, lambda: s[len(s)]); t2(2, lambda: s[100]); t2(3, lambda: s[-len(s) - 1])
