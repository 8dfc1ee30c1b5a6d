import calendar
import difflib
import fnmatch
import html
import pprint
import urllib.parse as up
import uuid
from pathlib import PurePosixPath as P


def attempt(function, *args, **kwargs):
    try:
        print(function(*args, **kwargs))
    except Exception as error:
        print(type(error).__name__, error)


s = difflib.SequenceMatcher(None, "abcdef xyz", "abxdef yz")
print(s.ratio(), s.get_opcodes(), [tuple(b) for b in s.get_matching_blocks()], s.quick_ratio(), s.real_quick_ratio(), s.find_longest_match(0, 10, 0, 9))
print(difflib.get_close_matches("appel", ["ape", "apple", "peach", "puppy"]), difflib.get_close_matches("x", ["y"]))
print("\n".join(difflib.unified_diff("one two three four five six seven".split(), "one 2 three four five six 7 eight".split(), "a", "b", lineterm="", n=1)))
print("\n".join(difflib.context_diff("one two three".split(), "one 2 three".split(), "a", "b", lineterm="")))
print(html.escape("<a href='x'>\"&"), html.escape("'", quote=False), html.unescape("&lt;b&gt; &amp;amp; &#39;&#x41;&eacute; &copy 5 &quot; & x"))
print(up.quote("a b/ü&?"), up.quote("a/b", safe=""), up.quote_plus("a b&c"), up.unquote("a%20b%2F%C3%BC%zz"), up.unquote_plus("a+b%2B"), up.urlencode({"a": 1, "b c": "x&y", "l": [1, 2]}), up.urlencode([("a", [1, 2])], doseq=True))
for url in ("https://user:pw@Host.example:8080/p/a;x?q=1&r=2#frag", "/only/path?x", "mailto:a@b", "//net/loc", "http://[::1]:80/x", "", "a?b#c"):
    r = up.urlparse(url)
    print(tuple(r), r.hostname, r.port, r.username, r.geturl())
print(up.parse_qs("a=1&a=2&b=&c=x%20y"), up.parse_qs("a=&b=1", keep_blank_values=True), up.parse_qsl("x=1&y=2"), up.urlsplit("http://a/b?c#d"))
base = "http://a/b/c/d;p?q"
print([up.urljoin(base, x) for x in ("g", "./g", "g/", "/g", "//g", "?y", "g?y", "#s", "g#s", "..", "../g", "../../g", "../../../g", "http://x/y", "", ".")], up.urldefrag("http://a/b#c")[:])
print(pprint.pformat({"b": [1, 2, 3], "a": {"x": "y" * 30, "z": list(range(20))}, "c": (1,), "d": {3, 1, 2}}))
print(pprint.pformat(list(range(40))), pprint.pformat(list(range(40)), compact=True), pprint.pformat({"k": {"a": {"b": {"c": 1}}}}, depth=2), pprint.pformat("word " * 30, width=40), pprint.pformat([["abc"] * 5] * 3, width=30, indent=4))
pprint.pprint({"z": 1, "a": 2})
pprint.pp({"z": 1, "a": 2})
print(uuid.UUID("12345678123456781234567812345678"), repr(uuid.uuid5(uuid.NAMESPACE_DNS, "python.org")), uuid.uuid3(uuid.NAMESPACE_URL, "x"), uuid.uuid4().version, len(str(uuid.uuid4())), uuid.UUID(int=5).hex, uuid.UUID("{12345678-1234-5678-1234-567812345678}").bytes[:2])
attempt(uuid.UUID, "xyz")
print(calendar.month(2024, 2), calendar.monthrange(2023, 2)[1], calendar.isleap(1900), calendar.monthcalendar(2024, 9), calendar.day_name[0], calendar.month_name[12], calendar.leapdays(2000, 2024), calendar.weekday(2024, 1, 1))
print(fnmatch.fnmatch("abc.txt", "*.txt"), fnmatch.filter(["a.py", "b.txt", "c.py"], "[!b]*.py"), fnmatch.fnmatch("x", "?"), fnmatch.fnmatch("a[b", "a[b"))
p = P("/usr/lib/python3.11/site.tar.gz")
print(p, repr(p), p.name, p.stem, p.suffix, p.suffixes, p.parent, p.parts, p.with_suffix(".zip"), p.with_name("x"), p.relative_to("/usr"), p.is_absolute(), p / "x" / P("y"), P("a") / "/b", P("a//b/./c/"), P(), p.match("*.gz"), list(p.parents)[:2], p.anchor, P("a/b") == P("a/b"), P("a") < P("b"), P(".bashrc").suffix, p.with_stem("q"), p.joinpath("k"), "pre" / P("x"))
attempt(P("a").relative_to, "b")
attempt(P("a").with_suffix, "x")
import types, pprint, dataclasses
pprint.pprint(types.SimpleNamespace(a="x" * 50, b="y" * 50))
pprint.pprint(types.SimpleNamespace(a=1))
pprint.pprint([types.SimpleNamespace(a="x" * 50, b=["y" * 50, "z" * 40])])

# ---- names of characters without their semicolon, and texts that only look like them ----
for text in ("caf&eacute x &sup2;&frac14;&frac12 &AMP &COPYx &notx", "a&b;c &; &1; & &&amp;&lt", "&thetasym;&spades;&Omega;&OElig;&there4;&lang;", "?a=1&copy=2&reg=3&b=4",
             "&é; &a-b; &ltx-y;", "&nbspx&yumly&parax &deg5"):
    print(ascii(html.unescape(text)))
for host in ("[::1]", "u@[fe80::1%en0]:8", "[1:2:3:4:5:6:1.2.3.4]", "[v1.a]", "[bad]", "[1.2.3.4]", "[1:2]", "[1::2::3]", "[::1]x", "x[::1]", "[]", "[vx.]", "[::12345]", "[1:2:3:4:5:6:7::]"):
    attempt(lambda: up.urlsplit("http://%s/p" % host).hostname)
print(up.unquote("%+1%_1% 1%g1%"), up.unquote("\xe9%E9", encoding="latin-1"), up.urlencode({"\xe9": ["\xfc", b"\xff"]}, True, encoding="latin-1"), up.urlsplit("sch\xe8me:path").scheme,
      up.urlsplit("http://[fe80::1%EtH0]/").hostname, up.parse_qsl("k=\u0141%E9", encoding="latin-1"), up.parse_qs("", strict_parsing=True), up.urlsplit("\x01 http://a", " b").scheme)
attempt(up.quote, b"a", encoding="utf-8")
attempt(up.quote_from_bytes, "a")
attempt(up.urlsplit, "a", b"http")
print([up.urljoin(base, x) for base in ("b", "a:b", "a/b") for x in ("g", "y;z?q", "g/", "..", "./g", "g/../h")])
for names in ((b"x", "y"), ("x", b"y"), ("x", "y", 1)):
    for function in (difflib.unified_diff, difflib.context_diff):
        try: print(list(function(["a\n"], ["b\n"], *names)))
        except TypeError: print("TypeError")
