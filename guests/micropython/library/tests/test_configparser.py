"""Files of settings: read, asked, changed, written."""

import io
import configparser
from configparser import *
from configparser import Interpolation


def t(f):
    try: print(repr(f()))
    except configparser.Error as e: print(type(e).__name__, e, e.args, e.message == str(e), repr(e) == str(e))
    except KeyError as e: print("KeyError", e.args)
    except ValueError as e: print("ValueError", e)
    except (TypeError, AttributeError) as e: print(type(e).__name__)


def written(c, **how):
    f = io.StringIO(); c.write(f, **how); return f.getvalue()


def all_of(c): return {name: dict(section) for name, section in c.items()}


def parsed(text, cls=ConfigParser, **how):
    c = cls(**how); c.read_string(text); return c


TEXT = """\
# a comment
[DEFAULT]
ServerAliveInterval = 45
Compression: yes
; another

[forge.example]
User = hg
port=8080
ratio : 2.5
url = http://%(User)s:%(port)s/a=b:c
percent = 100%%
empty =
many = one
    two
      three

    four
spaces   in name   =   value with   spaces
list = a, b,
	c

[topsecret.server.example]
Port = 50022
ForwardX11 = no
 indented
Flag = on ; not a comment
"""
c = parsed(TEXT)
print(c.sections(), c.defaults(), len(c), list(c), bool(c), c.default_section)
print(c.options("forge.example")); print(c.items("topsecret.server.example")); print(all_of(c))
s = c["forge.example"]; print(s, s.name, s.parser is c, len(s), list(s), s["USER"], s["user"], "Port" in s, "nope" in s, s.get("nope"), s.get("nope", "x"), s.get("nope", fallback="y"))
print(s.getint("port"), s.getfloat("ratio"), s.getboolean("compression"), s.getint("nope"), s.getint("nope", 3), s.getboolean("nope", fallback=False), s.get("url", raw=True), s.get("url", vars={"user": "me"}))
print(c.get("forge.example", "url"), c.get("forge.example", "many"), c.getint("forge.example", "port"), c.getfloat("forge.example", "ratio"), c.getboolean("topsecret.server.example", "compression"))
print(c.get("forge.example", "nope", fallback=None), c.get("nope", "nope", fallback=1), c.getint("nope", "x", fallback="f"), c.getint("forge.example", "x", fallback=7), c.getboolean("forge.example", "x", fallback=None), c.get("DEFAULT", "compression"))
for f in (lambda: c.get("nope", "x"), lambda: c.get("forge.example", "nope"), lambda: c.getint("nope", "x"), lambda: c.getint("forge.example", "user"), lambda: c.getboolean("forge.example", "user"), lambda: c["nope"], lambda: s["nope"],
          lambda: c.options("nope"), lambda: c.items("nope"), lambda: c.options("DEFAULT"), lambda: c.items("DEFAULT"), lambda: c.get("forge.example", "x", "y"), lambda: s.gettuple("x"), lambda: s.other, lambda: c.getint("forge.example", "empty")): t(f)
print(c.has_section("forge.example"), c.has_section("DEFAULT"), "DEFAULT" in c, "forge.example" in c, "x" in c, c.has_option("forge.example", "Compression"), c.has_option("forge.example", "x"), c.has_option("x", "x"), c.has_option("", "compression"), c.has_option("DEFAULT", "port"))
print(written(c)); print(written(c, space_around_delimiters=False)[:60]); print(all_of(parsed(written(c))) == all_of(c), c == parsed(TEXT), c["forge.example"] == dict(c["forge.example"]))

# Changing
c = ConfigParser(); c["a"] = {"x": "1", "Y": 2}; c["b"] = {}; b = c["b"]; b["k"] = "v"; b["Long"] = "one\ntwo"; c["DEFAULT"]["d"] = "0"; c["DEFAULT"] = {"e": "5"}
print(all_of(c), b.get("d"), c["b"] is b, c.set("a", "x", "10"), c.get("a", "x"), c.set("DEFAULT", "z", "26"), c.get("b", "z"), c.set("", "zz", "27"), c.defaults())
for f in (lambda: c.set("nope", "x", "1"), lambda: c.set("a", "x", 1), lambda: c.set("a", 1, "1"), lambda: c.set("a", "x"), lambda: c.set("a", "x", "5%"), lambda: c.set("a", "x", "%(y)s %%"), lambda: b.__setitem__("x", 1), lambda: b.__setitem__("x", None),
          lambda: c.add_section("a"), lambda: c.add_section("DEFAULT"), lambda: c.add_section(1), lambda: c.add_section("new"), lambda: c.sections(), lambda: c.get("a", "x"), lambda: c.__setitem__("q", {"p": None})): t(f)
print(c.remove_option("a", "X"), c.remove_option("a", "x"), c.remove_option("DEFAULT", "z"), c.remove_section("new"), c.remove_section("new"), c.sections()); t(lambda: c.remove_option("nope", "x"))
def deletes(c, k): del c[k]
t(lambda: deletes(b, "k")); t(lambda: deletes(b, "k")); t(lambda: deletes(b, "e")); t(lambda: deletes(c, "DEFAULT")); t(lambda: deletes(c, "nope")); t(lambda: deletes(c, "q")); print(all_of(c))
c["a"] = {"only": "this"}; print(dict(c["a"]), c["a"].pop("only"), c["a"].setdefault("s", "t"), c["a"].update({"u": "v"}), dict(c["a"]), c.popitem(), c.sections())
c["a"] = c["b"]; print(dict(c["a"])); c.update({"u": {"k": "1"}, "w": {"k": 2}}); print(c.sections(), [k for k in c.keys()], [v.name for v in c.values()], c.get("u", "k")); c.clear(); print(c.sections(), c.defaults())
c = ConfigParser({"base": "/tmp", "Path": "%(base)s/x"}); c.read_dict({"s": {"full": "%(path)s/y", "n": 5, "none": "None", "f": 1.5, "b": True}}); print(all_of(c), c["s"].getint("n"), c["s"].getboolean("b")); t(lambda: c.read_dict({"s": {"A": 1, "a": 2}})); t(lambda: ConfigParser({"p": "50%"})["DEFAULT"]["p"])
t(lambda: ConfigParser().read_dict({1: {2: 3}})); c = ConfigParser(); c.read_dict({1: {2: 3}}); print(all_of(c))
print(RawConfigParser({"A": 1}).defaults()); t(lambda: ConfigParser(interpolation=5)); t(lambda: ConfigParser(interpolation=Interpolation()) is None)
r = RawConfigParser(); r.add_section("a"); r.set("a", "x", 5); r.set("a", "p", "100%"); r.set("a", "n", None); print(r.get("a", "x"), r.get("a", "p"), written(r)); t(lambda: r["a"].__setitem__("x", 5))

# Values in values
c = parsed("[a]\nx = 1\ny = %(x)s%(x)s\nz = <%(Y)s>%%\nbad = %(nope)s\nopen = %(x\nsign = 5% of\nloop = %(loop)s\n[b]\ny=%(x)s\n")
for name in c["a"]: t(lambda: c["a"][name])
t(lambda: c.get("b", "y")); t(lambda: c.get("b", "y", vars={"x": "given"})); t(lambda: c.items("a")); print(c.items("a", raw=True)); print(c.items("b", vars={"X": "9"})); print(c.get("a", "sign", raw=True))
e = parsed("[a]\nx = 1\ny = ${x}${b:z}\nbad=${c:d}\nbad2=${nope}\nbad3=$x\nbad4=${a:b:c}\nbad5=${x\nmoney=$$5\np=100%\n[b]\nz=${a:x}!\nw=${a:y}\nloop=${w2}\nw2=${loop}", interpolation=ExtendedInterpolation())
for section in e.sections():
    for name in e[section]: t(lambda: e[section][name])
t(lambda: e.set("a", "x", "$x")); t(lambda: e.set("a", "x", "${y}%"))
n = parsed("[a]\nx = %(y)s 5% $z", interpolation=None); print(n["a"]["x"], n.set("a", "x", "%"), n["a"]["x"])

# How it is written
print(all_of(parsed("[a]\nkey\nother = \nlast =\n  more\n", allow_no_value=True)), written(parsed("[a]\nkey\nk2=\n", allow_no_value=True))); t(lambda: parsed("[a]\nkey\n  more\n", allow_no_value=True)); t(lambda: parsed("[a]\nkey\n", allow_no_value=True).items("a"))
print(all_of(parsed("[a]\nx = 1 # one\ny = 2;two\nz = 3 ; three # four\n# x\nw = a#b\n", inline_comment_prefixes=("#", ";")))); print(all_of(parsed("[a]\nx = 1 # one\n// x\n", comment_prefixes=("//",))))
print(all_of(parsed("[a]\nx -> 1\ny=2 -> 3\n", delimiters=("->", "=")))); print(written(parsed("[a]\nx:1\n", delimiters=":")))
print(all_of(parsed("[a]\nx = 1\n\n  2\n\n\n  3\ny=\n\n", empty_lines_in_values=True)), all_of(parsed("[a]\nx = 1\n  1b\n\n  y = 2\n", empty_lines_in_values=False)))
print(all_of(parsed("[a]\nx=1\nx=2\n[a]\ny=3\n[common]\nz=1", strict=False, default_section="common")), all_of(parsed("  [a]\n  x=1\n  y=2\n    more\n# c\n    most\n [b] ]\nz=1\n[c] # d\n")))
c = ConfigParser(); c.optionxform = str; c.read_string("[S]\nCamelCase = 1\n"); print(all_of(c), "camelcase" in c["S"], written(c))
c = ConfigParser(converters={"list": lambda v: [x.strip() for x in v.split(",")], "upper": str.upper}); c.read_string("[a]\nl = 1, 2,3\n"); print(c.getlist("a", "l"), c["a"].getlist("l"), c["a"].getupper("l"), c["a"].getlist("no", fallback=[]), c.getlist("a", "no", fallback=0), c["a"].getlist("no"))
for value in "1 yes TRUE On 0 no False oFF 2 maybe".split(): t(lambda: parsed("[a]\nx=" + value).getboolean("a", "x"))
for text in ("x = 1\n", "[a]\nx\n", "[a]\nnothing here\n= 5\nfine = 1\n: z\n", "[]\n", "[a]\n[b]\n[a]\n", "[a]\nx=1\nX=2\n", "\n\n  y\n", "[a]\n x = 1\n y = 2\n", "[a\nb=1\n", "", "[a]\r\nx = 1\r\ny = 2\r\n", "[ a ]\nx=1", "[a]\nx = [b]\n  [c]\n", "[a]\nx = =\ny == 1\n=", "[DEFAULT]\nx=1\n[DEFAULT]\nX=2"): t(lambda: all_of(parsed(text)))

# Files
open("/tmp/one.ini", "w").write("[a]\nx = 1\n"); open("/tmp/two.ini", "w").write("[a]\nx = 2\ny = é\n")
import pathlib
c = ConfigParser(); print(c.read("/tmp/none.ini"), c.read(["/tmp/one.ini", "/tmp/none.ini", "/tmp/two.ini"], encoding="utf-8"), all_of(c), c.read(pathlib.Path("/tmp/one.ini")), c["a"]["x"])
with open("/tmp/two.ini", encoding="utf-8") as f: c.read_file(f)
c.read_file(["[b]\n", "k = v\n"]); c.read_file(io.StringIO("[c]\nl=m")); print(all_of(c)); t(lambda: c.read_file(["x"], "here")); t(lambda: c.read_file(["x"])); open("/tmp/one.ini", "w").write("x\n"); t(lambda: c.read("/tmp/one.ini")); t(lambda: c.read_string("x", source="<mine>"))
with open("/tmp/out.ini", "w") as f: c.write(f)
print(open("/tmp/out.ini").read())
for e in (NoSectionError("s"), NoOptionError("o", "s"), DuplicateSectionError("s", "f", 3), DuplicateOptionError("s", "o"), DuplicateOptionError("s", "o", "f", 12), ParsingError("f"), MissingSectionHeaderError("f", 1, "x\n"), InterpolationDepthError("o", "s", "r"), configparser.Error("m"), configparser.Error()): print(type(e).__name__, str(e), e.args)
print(issubclass(MissingSectionHeaderError, ParsingError), issubclass(InterpolationSyntaxError, InterpolationError), configparser.DEFAULTSECT, configparser.MAX_INTERPOLATION_DEPTH)
