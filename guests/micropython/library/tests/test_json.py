import io
import io
import json
from collections import OrderedDict, namedtuple


def attempt(function, *args, **kwargs):
    try:
        print(function(*args, **kwargs))
    except Exception as error:
        print(type(error).__name__, error)


print(json.dumps({"a": [1, 2.5, None, True, "x\u00e9\n\"\U0001F600\x7f\x01"], "b": {}, "c": []}))
print(json.dumps({"b": 1, "a": [1, 2, {"z": ()}]}, indent=2, sort_keys=True))
print(json.dumps([1, [2, {"x": [3]}], {}], indent="\t"))
print(json.dumps([[], {}, [[]]], indent=0))
print(json.dumps([1, {"k": float("inf")}], separators=(",", ":"), ensure_ascii=False))
print(json.dumps({"ä": "ü\u2028"}, ensure_ascii=False), json.dumps("\\ / \b\f\r\t"))
print(json.dumps({1: 2, None: 3, True: 4, 2.5: 1, False: 0}), json.dumps({"b": 1, "a": 2}, sort_keys=True))
print(json.dumps([1e100, 1e-7, 123456789.125, 0.1, -0.0, 1e16, 12345678901234567890]))
print(json.dumps({(1, 2): 3, "a": 1}, skipkeys=True), json.dumps([1 + 2j], default=str))
Point = namedtuple("Point", "x y")
print(json.dumps(Point(1, 2)), json.dumps(OrderedDict([("z", 1), ("a", 2)])))
attempt(json.dumps, {1, 2})
attempt(json.dumps, {(1, 2): 3})
attempt(json.dumps, [float("nan")], allow_nan=False)
attempt(json.dumps, {"a": object}, default=lambda o: o)
attempt(json.dumps, {1: 1, "a": 2}, sort_keys=True)
loop = []
loop.append(loop)
attempt(json.dumps, loop)

for text in ["", "{", "[1,]", '{"a":1,}', '{"a" 1}', "[1 2]", '"abc', '"\\x"', '"\\u12"', "nul", "1 2", "{1:2}",
             '"a\nb"', "[1,\n 2,\n x]", "-", "01", "[", '{"a":', '{"a":1', "1.", "1e", ".5", "+1", "tru", "[1,,2]",
             "{,}", "'a'", '"\\', '"\\ud83d\\uq', "\ufeff1", "  ", "[1] []", '{"a":1 "b":2}', "é"]:
    try:
        print(repr(text), repr(json.loads(text)))
    except json.JSONDecodeError as error:
        print(repr(text), error, error.lineno, error.colno, error.pos, error.msg, error.doc == text)
print(json.loads('{"a": [1, 2.5, -3e2, 123456789012345678901234567890, "\\u00e9\\ud83d\\ude00\\/"], "b": null}'))
print(json.loads(' [true , false,null, 1E5, -0, 0.5, "", {}, [] , NaN, -Infinity] '))
print(json.loads(b'{"k": "\xc3\xa9"}'), json.loads(bytearray(b"[1]")))
print(json.loads('{"a": 1, "b": 2, "a": 3}'), json.loads('{"b": {"a": 1}}', object_pairs_hook=lambda p: p))
print(json.loads('{"a": {"b": 1}}', object_hook=lambda d: sorted(d.items())))
print(json.loads("[1.5, 2, NaN]", parse_float=lambda s: "f" + s, parse_int=lambda s: "i" + s, parse_constant=lambda s: s))
print(json.loads('"a\nb"', strict=False).split("\n"))
attempt(json.loads, 5)
attempt(json.loads, None)
attempt(json.JSONDecoder().raw_decode, '{"a": 1} rest')
attempt(json.JSONDecoder().raw_decode, 'xé [1] y', 3)


class Encoder(json.JSONEncoder):
    def default(self, o):
        if isinstance(o, set):
            return sorted(o)
        return super().default(o)


print(json.dumps({"s": {3, 1}}, cls=Encoder), Encoder(indent=1).encode([{2}]))
attempt(json.dumps, [object], cls=Encoder)
out = io.StringIO()
json.dump({"a": 1}, out, indent=1)
print(repr(out.getvalue()), json.load(io.StringIO("[1, 2]")))
print("".join(json.JSONEncoder().iterencode([1, 2])))
try:
    json.loads("{")
except ValueError as error:
    print("ValueError", error)


# ---- the pieces of iterencode, and encoders that make their own ----
nested = [1, {"a": [2.5, None, True], "b": {}, 3: "x"}, "é", [], (1,)]
for options in {}, {"indent": 2}, {"separators": (",", ":")}, {"indent": "\t", "sort_keys": False, "ensure_ascii": False}:
    print(list(json.JSONEncoder(**options).iterencode(nested)))
print(list(json.JSONEncoder(sort_keys=True, default=lambda o: [str(o)]).iterencode({"b": 1j, "a": 1})), list(json.JSONEncoder().iterencode(2.5)))
print(list(json.JSONEncoder(skipkeys=True, indent=1).iterencode({(1,): 2, "a": 3})), next(json.JSONEncoder().iterencode([1, {1}])))


class Spaced(json.JSONEncoder):
    def iterencode(self, o, _one_shot=False):
        for piece in super().iterencode(o, _one_shot):
            yield piece.replace(",", " ,")


class Loud(json.JSONEncoder):
    def encode(self, o):
        return "<%s>" % super().encode(o)


print(json.dumps([1, 2], cls=Spaced), Spaced().encode({"a": 1, "b": [2, 3]}), json.dumps([1], cls=Loud), list(Loud().iterencode([1])))
for encoder in Spaced, Loud:
    target = io.StringIO()
    json.dump([1, "x"], target, cls=encoder, indent=1)
    print(repr(target.getvalue()))
circle = []
circle.append(circle)
for value in circle, {1j}, {(1,): 2}:
    try:
        print(list(json.JSONEncoder().iterencode([value])))
    except (TypeError, ValueError) as error:
        print(type(error).__name__, error)
