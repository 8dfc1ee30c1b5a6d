"""Arguments, help and errors."""

import argparse
p = argparse.ArgumentParser(prog="x", description="Does."); p.add_argument("name"); p.add_argument("-n", "--num", type=int, default=3, help="how many (default: %(default)s)"); p.add_argument("-v", "--verbose", action="store_true"); p.add_argument("--tags", nargs="*", default=[]); p.add_argument("--mode", choices=["a", "b"], default="a")
a = p.parse_args(["bob", "-n", "5", "-v", "--tags", "x", "y", "--mode=b"]); print(a, a.name, a.num, vars(a)); print(p.parse_args(["bob"])); print(p.format_help()); print(p.parse_known_args(["bob", "--zz", "1"])); print(p.format_usage()); print(p.parse_args(["-vn7", "bob"]), p.parse_args(["--ver", "bob"]), p.parse_args(["-n=4", "bob"]))


import argparse
p = argparse.ArgumentParser(prog="tool", epilog="The end.", formatter_class=argparse.ArgumentDefaultsHelpFormatter)
p.add_argument("files", nargs="+", help="input files"); p.add_argument("--out", "-o", metavar="FILE", default="out.txt", help="where " * 20); p.add_argument("-q", action="count", default=0, help="quiet"); p.add_argument("--version", action="version", version="%(prog)s 1.0"); p.add_argument("-x", type=float, nargs=2); p.add_argument("--flag", action=argparse.BooleanOptionalAction, default=True); p.add_argument("-I", action="append"); p.add_argument("--level", type=int, choices=range(3), default=1)
g = p.add_mutually_exclusive_group(required=True); g.add_argument("-a", action="store_true"); g.add_argument("-b", action="store_const", const=5)
print(p.format_help()); print(p.parse_args("-a f1 f2 -qqq -x 1 2 --no-flag -I a -I b".split())); print(p.parse_args("f1 -b --level 2".split()))


import argparse
p = argparse.ArgumentParser(prog="git"); p.add_argument("--debug", action="store_true")
s = p.add_subparsers(dest="cmd", required=True, help="what"); a = s.add_parser("add", help="adds"); a.add_argument("path"); a.set_defaults(func=len); c = s.add_parser("commit", aliases=["ci"]); c.add_argument("-m", "--message", required=True)
print(p.parse_args(["add", "x"]).cmd, p.parse_args(["--debug", "ci", "-m", "msg"])); print(p.format_help()); print(a.format_help()); print(c.format_usage())


import argparse
class P(argparse.ArgumentParser):
    def error(self, message): raise ValueError(message)
p = P(prog="t"); p.add_argument("n", type=int); p.add_argument("rest", nargs="*"); p.add_argument("--mode", choices=["a", "b"]); p.add_argument("--num", type=int); p.add_argument("--number"); g = p.add_mutually_exclusive_group(); g.add_argument("-a", action="store_true"); g.add_argument("-b", action="store_true"); p.add_argument("-v", "--verbose", action="store_true"); p.add_argument("--two", nargs=2); p.add_argument("--many", nargs="+")
for args in [[], ["x"], ["1", "--mode", "c"], ["1", "--num"], ["1", "--nu", "3"], ["1", "-a", "-b"], ["1", "--zz"], ["1", "--num", "q"], ["1", "--verbose=3"], ["1", "--two", "1"], ["1", "--many"], ["-5"], ["1", "--", "-a"], ["1", "a", "--num", "3", "b"], ["1", "-vx"], ["1", "a", "-v"], ["-v", "1", "a", "b"], ["1", "--num=-3"], ["1", "--two", "a", "b", "c"]]:
    try: print(args, p.parse_args(args))
    except ValueError as e: print(args, e)


import argparse
p = argparse.ArgumentParser(prog="opt"); p.add_argument("src"); p.add_argument("dst", nargs="?", default="here"); p.add_argument("--c", nargs="?", const="C", default="D"); p.add_argument("--cfg", dest="config_file", type=str.upper, default="lower"); p.add_argument("--hidden", help=argparse.SUPPRESS); g = p.add_argument_group("advanced", "Some text"); g.add_argument("--long-option-name-here", metavar="VAL", help="long"); p.set_defaults(extra=1)
print(p.parse_args(["a"]), p.parse_args(["a", "b", "--c"]), p.parse_args(["a", "--c", "q"]), p.get_default("c")); p.print_help(); print((p.print_usage()))


import argparse
parent = argparse.ArgumentParser(add_help=False); parent.add_argument("--shared", default=1)
p = argparse.ArgumentParser(prog="b", parents=[parent], description="%(prog)s does", formatter_class=argparse.RawDescriptionHelpFormatter); p.add_argument("cmd", nargs=argparse.REMAINDER)
def positive(s):
    v = int(s)
    if v <= 0: raise argparse.ArgumentTypeError(f"{s} is not positive")
    return v
p.add_argument("--pos", type=positive); print(p.parse_args(["--shared", "2", "run", "--it", "-x"])); print(p.format_help())
q = argparse.ArgumentParser(exit_on_error=False); q.add_argument("--pos", type=positive)
try: q.parse_args(["--pos", "-1"])
except argparse.ArgumentError as e: print(e)
print(argparse.Namespace(a=1) == argparse.Namespace(a=1), "a" in argparse.Namespace(a=1))


import argparse
parser = argparse.ArgumentParser(); parser.add_argument("--n", type=int, default=5); args = parser.parse_args(); print((args.n))


# ---- what is deprecated ----

import contextlib
import io

old = argparse.ArgumentParser(prog="old")
old.add_argument("--dep", "-d", deprecated=True, action="append")
old.add_argument("pos", deprecated=True, nargs="?")
commands = argparse.ArgumentParser(prog="commands")
subparsers = commands.add_subparsers(dest="command")
subparsers.add_parser("gone", deprecated=True, aliases=["g"])
subparsers.add_parser("new")
for parser, arguments in ((old, ["--dep", "1", "--dep", "2", "-d", "3"]), (old, []), (old, ["a"]), (commands, ["gone"]), (commands, ["g"]), (commands, ["new"])):
    words = io.StringIO()
    with contextlib.redirect_stderr(words):
        print(parser.parse_args(arguments))
    print(words.getvalue())

# usage that breaks within an exclusive group, empty usage, blank lines, metavars for another number of arguments
for required in (False, True):
    parser = argparse.ArgumentParser(prog="prog", formatter_class=lambda prog: argparse.HelpFormatter(prog, width=50))
    parser.add_argument("--first-option")
    group = parser.add_mutually_exclusive_group(required=required)
    group.add_argument("--json")
    group.add_argument("--longer-name-of-option")
    parser.add_argument("--last")
    print(parser.format_usage())
parser = argparse.ArgumentParser(prog="prog", usage=argparse.SUPPRESS, description="\n\nRaw.\n\n\n\n",
                                 formatter_class=argparse.RawDescriptionHelpFormatter)
print(repr(parser.format_usage()), repr(parser.format_help()))
for nargs in (None, "?", "*", "+", "...", "A...", 1, 2, 3):
    for metavar in ((), ("A",), ("A", "B"), ("A", "B", "C")):
        try:
            argparse.ArgumentParser().add_argument("-x", nargs=nargs, metavar=metavar)
            print(nargs, len(metavar))
        except ValueError:
            print(nargs, len(metavar), "refused")

# positionals before and after options, options where a number of arguments is wanted, ambiguity where it matters
def tried(arguments, **first):
    parser = argparse.ArgumentParser(prog="prog", exit_on_error=False)
    parser.add_argument("first", **first)
    parser.add_argument("--one")
    parser.add_argument("--only", nargs=2)
    parser.add_argument("last", nargs="*")
    try:
        print(parser.parse_known_args(arguments))
    except argparse.ArgumentError as error:
        print(error)


for arguments in (["a", "--one", "1"], ["--one", "1", "a"], ["a", "--one", "1", "b"], ["--only", "--one", "-z", "a"], ["a", "--o"],
                  ["--only", "1"], ["--only", "1", "2", "a", "b"]):
    for nargs in (None, "*", "?", "...", "+"):
        tried(arguments, nargs=nargs)
parser = argparse.ArgumentParser(prog="prog")
parser.add_argument("many", nargs="*")
parser.add_argument("one")
parser.add_argument("--flag", action="store_true")
print(parser.parse_args(["3", "--flag"]), parser.parse_known_args(["--no", "1", "--flag"]))

for nargs in ("!", "", "??", 1.5, [1], 3, "A...", "==SUPPRESS=="):
    for name in ("-x", "x"):
        try:
            argparse.ArgumentParser().add_argument(name, nargs=nargs)
            print(name, nargs)
        except ValueError as error:
            print(name, nargs, error)
try:
    argparse.ArgumentParser().add_argument("x", dest="y")
except ValueError as error:
    print(error)
