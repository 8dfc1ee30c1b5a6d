"""Classes of a program's own that derive from the library's: what they give instead is asked."""

import argparse
import calendar
import io
import json
import logging
import unittest


class Lines(argparse.HelpFormatter):
    def _split_lines(self, text, width):
        return text[2:].splitlines() if text.startswith("R|") else super()._split_lines(text, width)


class Filled(argparse.HelpFormatter):
    def _fill_text(self, text, width, indent): return "%s<%s>" % (indent, text)


class Helped(argparse.HelpFormatter):
    def _get_help_string(self, action): return "help: " + (action.help or "")


class Invoked(argparse.HelpFormatter):
    def _format_action_invocation(self, action): return "give " + super()._format_action_invocation(action)


class Metavars(argparse.HelpFormatter):
    def _get_default_metavar_for_optional(self, action): return "OPT"
    def _get_default_metavar_for_positional(self, action): return "POS"


class Metavars2(argparse.HelpFormatter):
    def _metavar_formatter(self, action, default_metavar): return super()._metavar_formatter(action, "ANY")


class Args(argparse.HelpFormatter):
    def _format_args(self, action, default_metavar): return "ARGS"


class Expanded(argparse.HelpFormatter):
    def _expand_help(self, action): return super()._expand_help(action).upper()


class Narrow(argparse.HelpFormatter):
    def __init__(self, *args, **kwargs): super().__init__(*args, width=40, **kwargs)


for formatter in (Lines, Filled, Helped, Invoked, Metavars, Metavars2, Args, Expanded, Narrow,
                  argparse.RawDescriptionHelpFormatter):
    parser = argparse.ArgumentParser(prog="prog", description="What it\n  does.", formatter_class=formatter)
    parser.add_argument("pos")
    parser.add_argument("-x", "--long", default=3, help="R|one\ntwo")
    parser.add_argument("--choice", choices=[1, 2])
    group = parser.add_argument_group("group", "Of %(prog)s,\nas told.")
    group.add_argument("--other", nargs=2, metavar=("A", "B"))
    print(parser.format_help())


class Store(argparse._StoreAction):
    def format_usage(self): return "not asked where there are arguments"


class Own(argparse.Namespace):
    pass


parser = argparse.ArgumentParser(prog="prog")
parser.add_argument("-x", action=Store, type=int)
print(parser.format_usage(), parser.parse_args(["-x", "3"], Own()))
print([argparse.FileType("w"), argparse.FileType("r", 1, "utf-8", "strict")])
try: argparse.FileType("r", encoding="no-such")("/dev/null")
except LookupError: print("LookupError")


class Flushed(logging.StreamHandler):
    def flush(self):
        self.stream.write("flushed ")
        super().flush()


logger = logging.Logger("own")
stream = io.StringIO()
logger.addHandler(Flushed(stream))
logger.error("told")
print(repr(stream.getvalue()))


class Hooked(json.JSONDecoder):
    def __init__(self, *args, **kwargs): super().__init__(*args, object_hook=lambda made: sorted(made), **kwargs)


class Told(json.JSONDecoder):
    def decode(self, s): return "told", super().decode(s)


print(json.loads('{"b": 1, "a": 2}', cls=Hooked), json.loads("[1]", cls=Told), json.loads("1.5", cls=Told, parse_float=str))


class Stars(calendar.TextCalendar):
    def formatday(self, day, weekday, width): return ("*" * (day % 3) + str(weekday)).center(width)


print(Stars().formatmonth(2024, 2))
events = []


class Tests(unittest.TestCase):
    def run(self, result=None):
        events.append("run")
        return super().run(result)
    def test_good(self): pass
    def test_bad(self): self.fail("bad")
    def test_wrong(self): raise KeyError("wrong")
    def test_parts(self):
        with self.subTest(part=1): self.fail("part")
    @unittest.expectedFailure
    def test_expected(self): self.fail("expected")


class Result(unittest.TextTestResult):
    def addFailure(self, test, err):
        super().addFailure(test, err)
        events.append(("failure", err[0].__name__, str(err[1])))
    def addError(self, test, err):
        super().addError(test, err)
        events.append(("error", err[0].__name__, str(err[1])))
    def addSubTest(self, test, subtest, err):
        super().addSubTest(test, subtest, err)
        events.append(("part", err and err[0].__name__))
    def addExpectedFailure(self, test, err):
        super().addExpectedFailure(test, err)
        events.append(("expected", err[0].__name__))


class Suite(unittest.TestSuite):
    def run(self, result, debug=False):
        events.append("suite")
        return super().run(result, debug)


runner = unittest.TextTestRunner(stream=io.StringIO(), resultclass=Result)
result = runner.run(Suite(unittest.defaultTestLoader.loadTestsFromTestCase(Tests)))
print(events, len(result.failures), len(result.errors), len(result.expectedFailures))
