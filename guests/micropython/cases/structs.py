import struct
from struct import Struct


def told(function):
    try:
        print(repr(function()))
    except Exception as error:
        print(type(error).__name__)


header = Struct("<IHb")
told(lambda: (header.size, header.format, header, type(header).__name__))
told(lambda: (header.pack(1, 2, -3), header.unpack(header.pack(1, 2, -3)), header.unpack_from(b"xx" + header.pack(1, 2, 3), 2)))
told(lambda: header.unpack_from(b"xx" + header.pack(1, 2, 3), offset=2))
told(lambda: struct.unpack_from("<H", b"\x00\x01\x02", offset=1))
told(lambda: struct.unpack_from("<H", buffer=b"\x00\x01\x02"))
told(lambda: list(Struct("<H").iter_unpack(b"\1\0\2\0\3\0")))
told(lambda: list(struct.iter_unpack("<Bh", b"\1\0\2\0\3\0")))
told(lambda: [value for (value,) in struct.iter_unpack(">I", bytes(range(12)))])
buffer = bytearray(10)
header.pack_into(buffer, 1, 5, 6, 7)
told(lambda: (buffer, header.unpack_from(buffer, 1), list(Struct("5s").iter_unpack(buffer))))
told(lambda: (Struct(b"<I").format, Struct(format="<q").size, Struct("").size, Struct("4x").size, struct.calcsize("<IHb")))
records = [(1, b"ab", 1.5), (2, b"cd", -2.5)]
record = Struct("<i2sd")
data = b"".join(record.pack(*values) for values in records)
told(lambda: [dict(zip(("id", "name", "value"), values)) for values in record.iter_unpack(data)] and list(record.iter_unpack(data)) == records)
pack = record.pack
told(lambda: len(pack(1, b"a", 2)))
for wrong in (lambda: Struct("z"), lambda: Struct(5), lambda: Struct(), lambda: Struct("<I", "x"), lambda: header.pack(1, 2), lambda: header.unpack(b"1"),
              lambda: header.unpack_from(b"1234567", 1), lambda: struct.iter_unpack("<I", b"123"), lambda: struct.iter_unpack("", b""),
              lambda: header.iter_unpack(5), lambda: header.pack_into(bytearray(3), 0, 1, 2, 3), lambda: header.nothing,
              lambda: struct.unpack_from("<H", b"ab", 0, offset=1), lambda: struct.unpack_from("<H"), lambda: header.unpack_from(b"1234567", ofs=1),
              lambda: setattr(header, "size", 3)):
    told(wrong)
shrinking = bytearray(b"\1\0\2\0\3\0")
steps = struct.iter_unpack("<H", bytes(shrinking))
told(lambda: (next(steps), next(steps), next(steps), next(steps, "end"), next(steps, "end")))
