"""Methods of numbers, and zip(strict=True)."""


def attempt(function, *arguments, **named):
    try:
        print(function(*arguments, **named))
    except (TypeError, ValueError, OverflowError) as error:
        print(type(error).__name__, error)


for n in (0, 1, -1, 127, 128, 255, 256, -128, -129, 65535, 2**31, -2**31, 2**63, -2**63, 2**64 - 1, 10**30, -10**30, True):
    for length in (0, 1, 2, 4, 8, 16):
        for order in ("big", "little"):
            for signed in (False, True):
                try:
                    data = n.to_bytes(length, order, signed=signed)
                    assert int.from_bytes(data, order, signed=signed) == n or not data, (n, data)
                    print(n, data)
                except OverflowError as error:
                    print(n, error)
attempt((5).to_bytes)
attempt((5).to_bytes, 2)
attempt((5).to_bytes, length=2, byteorder="little")
attempt((-5).to_bytes, length=2, byteorder="little", signed=True)
attempt((5).to_bytes, 1, "middle")
attempt((5).to_bytes, -1)
attempt(int.from_bytes, b"\x01\x02")
attempt(int.from_bytes, b"")
attempt(int.from_bytes, b"\xff\xfe", byteorder="little", signed=True)
attempt(int.from_bytes, [1, 2, 3], "big")
attempt(int.from_bytes, bytearray(b"\x80" + b"\0" * 20), "big", signed=True)
attempt(int.from_bytes, bytes=b"\x01", byteorder="big")
attempt(int.from_bytes, "text", "big")

for x in (0.0, -0.0, 1.0, -1.5, 0.1, 3.14159, 1e300, 5e-324, 2.2250738585072014e-308, 1e-310, float("inf"), float("-inf"), float("nan")):
    print(x.hex(), float.fromhex(x.hex()) == x)
for text in ("0x1.8p1", "1.8", "  -0X.8P+3 ", "ff", "0x1p-1074", "0x1p-1080", "inf", "-Infinity", "nan", "0x1.fffffffffffff8p0",
             "0x1.fffffffffffff7p0", "0x1.00000000000008p0", "0x1.00000000000018p0", "0x123456789abcdef0123", "0x", "", "1.8q", "p1", "0x1p",
             "0x1p1024", "1 2", "0x1.8p1.0"):
    attempt(float.fromhex, text)
print((3 + 4j).conjugate(), (2.5).conjugate(), (3).conjugate() if hasattr(3, "conjugate") else 3)

attempt(lambda: list(zip([1, 2], "ab", strict=True)))
attempt(lambda: list(zip([1, 2], "abc", strict=True)))
attempt(lambda: list(zip([1, 2, 3], "ab", strict=True)))
attempt(lambda: list(zip([1, 2], "ab", (1,), strict=True)))
attempt(lambda: list(zip([1, 2], "ab", (1, 2, 3), strict=True)))
attempt(lambda: list(zip([1, 2, 3], "ab", strict=False)))
attempt(lambda: list(zip(strict=True)))
attempt(lambda: list(zip([], [], strict=True)))
attempt(lambda: list(zip([1], loose=True)))
