#!/usr/bin/env python3
"""Runs the same programs in both guests and checks that docs/micropython-differences.md says what differs.

    compare.py VITRINE                      fails when the page is not what the programs give now
    compare.py VITRINE --write              writes the page
    compare.py VITRINE --only TEXT          prints what both guests make of the programs with that text in them

The programs lie in programs/*.txt, separated by blank lines; the first line of a file is the title of its topic. What
a program gives is what it prints and the value of its last line. Where the small guest gives another result and does not
raise, the program has to begin with `# Differs: ` and the reason; without one that is a failure, on the page or not.
"""

import argparse
import collections
import dataclasses
import difflib
import json
import os
import re
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

HERE = Path(__file__).resolve().parent
PAGE = HERE.parent.parent / "docs" / "micropython-differences.md"
GUESTS = ("cpython", "micropython")
TEXT_LENGTH_MAX = 160  # of a result on the page
LINE_LENGTH_MAX = 120
ADDRESS = re.compile(r"(?<= at )(?:0x)?[0-9a-f]+(?=[>,])|(?<=<bound_method )[0-9a-f]+")  # in a repr

# How two outcomes can differ, the worst first. Where both raise the same class with another text, that is counted.
SECTIONS = {
    "crash": ("Crashes", "The small guest itself fails, or meets a limit."),
    "silent": ("Another result", "Nothing is raised, and the result is another one; each time there is a reason."),
    "accepts": ("Accepted", "CPython raises, the small guest gives a result; each time there is a reason."),
    "exception": ("Another exception", "Both raise, but not the same class."),
    "raises": ("Refused", "CPython gives a result, the small guest raises."),
}
MESSAGE = "message"
NEED_REASON = ("silent", "accepts")
REASON = "# Differs: "


class CompareError(Exception):
    """What the user has to do something about."""


# ---- running ----


@dataclasses.dataclass(frozen=True)
class Outcome:
    status: str  # as docs/outcome.md has it
    output: str  # printed, or the value of the last line
    failure: str  # the class of the exception
    message: str

    def told(self):
        """In words, for the page."""
        lines = [self.output] if self.output else []
        if self.failure:
            lines.append(f"{self.failure}: {self.message}" if self.message else self.failure)
        return "\n".join(lines) or "nothing"


@dataclasses.dataclass(frozen=True)
class Compared:
    program: str
    kind: str | None  # a key of SECTIONS, or MESSAGE
    cpython: Outcome
    micropython: Outcome

    def reason(self):
        """Why it may differ, or nothing."""
        first = self.program.partition("\n")[0]
        return first.removeprefix(REASON) if first.startswith(REASON) else ""


class Runner:
    def __init__(self, vitrine):
        self.vitrine = vitrine

    def outcome(self, guest, program):
        command = [self.vitrine, "run", "--guest", guest, "--json", "-"]
        done = subprocess.run(command, input=program.encode(), capture_output=True, check=False)
        try:
            told = json.loads(done.stdout)
        except ValueError as error:
            raise CompareError(f"{self.vitrine} gave no outcome: {done.stderr.decode(errors='replace')}") from error
        output = ADDRESS.sub("...", told["stdout"] + (told["value_repr"] or "")).rstrip("\n")
        failure = told["failure"] or {"type": "", "message": ""}
        if told["exit_code"]:
            failure = {"type": "SystemExit", "message": str(told["exit_code"])}
        # CPython's class comes with its module.
        return Outcome(told["status"], output, failure["type"].rpartition(".")[2], failure["message"])

    def compare(self, program):
        cpython, micropython = (self.outcome(guest, program) for guest in GUESTS)
        return Compared(program, kind_of(cpython, micropython), cpython, micropython)

    def differences(self, program):
        """What differs; of a last line `a, b, c` only those of its parts that do."""
        whole = self.compare(program)
        if whole.kind is None:
            return []
        before, newline, last = program.rpartition("\n")
        parts = [self.compare(before + newline + part) for part in split_at_commas(last)]
        if any(part.cpython.failure for part in parts):  # it was no list of values
            return [whole]
        if len({part.micropython for part in parts}) == 1:  # what went wrong lies before the last line
            return [whole]
        return [part for part in parts if part.kind] or [whole]

    def evaluate(self, guest, program):
        """The value of the last line, which is data."""
        command = [self.vitrine, "run", "--guest", guest, "--json", "--time", "30s", "-"]
        done = subprocess.run(command, input=program.encode(), capture_output=True, check=True)
        return json.loads(done.stdout)["value"]


def kind_of(cpython, micropython):
    if micropython.status not in ("ok", "exception"):
        return "crash"
    if cpython == micropython:
        return None
    if cpython.failure and not micropython.failure:
        return "accepts"
    if micropython.failure and not cpython.failure:
        return "raises"
    if cpython.failure != micropython.failure:
        return "exception"
    return "silent" if cpython.output != micropython.output else MESSAGE


def split_at_commas(line):
    """The parts of a line between the commas that stand in no brackets and no text."""
    parts, depth, quote, begin, index = [], 0, "", 0, 0
    while index < len(line):
        letter = line[index]
        if quote:
            if letter == "\\":
                index += 1
            elif letter == quote:
                quote = ""
        elif letter in "\"'":
            quote = letter
        elif letter in "([{":
            depth += 1
        elif letter in ")]}":
            depth -= 1
        elif letter == "," and depth == 0:
            parts.append(line[begin:index].strip())
            begin = index + 1
        index += 1
    return [*parts, line[begin:].strip()] if parts else []


# ---- names ----

NAMES_OF_MODULES = """
import importlib, sys, types
def names(module):
    told = getattr(module, "__all__", None)
    if told is not None: return sorted(told)
    own = (module.__name__, "_" + module.__name__, None)
    return sorted(n for n, v in vars(module).items() if n[0] != "_" and not isinstance(v, (types.ModuleType, bool))
                  and v is not None and getattr(v, "__module__", None) in own)
found = {}
loud = {"antigravity", "this"}  # they do something when they are imported
for name in sorted({*sys.stdlib_module_names, "collections.abc", "os.path", "urllib.parse"} - loud):
    if name[0] == "_": continue
    try: found[name] = names(importlib.import_module(name))
    except (ImportError, AttributeError): pass
found
"""
# What these lack of CPython's is listed. Names with underscores are not compared.
OBJECTS = """
5
2.5
1j
"text"
b"bytes"
bytearray()
[]
()
{}
{}.keys()
set()
frozenset()
range(3)
slice(3)
memoryview(b"")
property()
ValueError()
OSError()
SyntaxError()
(i for i in ())
lambda: None
open("/tmp/x", "w")
open("/tmp/x", "wb")
__import__("io").StringIO()
__import__("io").BytesIO()
__import__("re").compile("")
__import__("re").match("", "")
__import__("datetime").datetime(2024, 1, 1)
__import__("datetime").timedelta(1)
__import__("datetime").timezone.utc
__import__("collections").deque()
__import__("collections").Counter()
__import__("collections").OrderedDict()
__import__("collections").defaultdict(int)
__import__("collections").namedtuple("P", "x")(1)
__import__("array").array("i")
__import__("decimal").Decimal(1)
__import__("fractions").Fraction(1)
__import__("pathlib").Path("/")
__import__("random").Random(1)
__import__("uuid").UUID(int=1)
__import__("hashlib").sha256()
__import__("logging").getLogger()
__import__("unittest").TestCase()
__import__("string").Template("")
__import__("statistics").NormalDist(0, 1)
__import__("asyncio").new_event_loop()
__import__("enum").Enum("E", "A").A
""".strip().splitlines()
NAMES_OF_OBJECTS = f"""
found = {{}}
for text in {OBJECTS!r}:
    found[text] = [n for n in dir(eval(text)) if n[0] != "_"]
found
"""
LACKING = """
lacking = {{}}
for text, names in {names!r}.items():
    try: holder = {make}
    except (ImportError, AttributeError): lacking[text] = None; continue
    lacking[text] = [n for n in names if not hasattr(holder, n)]
lacking
"""
MAKE_MODULE = '__import__(text, None, None, ["*"])'


def lacking_names(runner):
    """(modules, objects): by name what the small guest lacks of them, None for all."""
    found = []
    for listing, make in ((NAMES_OF_MODULES, MAKE_MODULE), (NAMES_OF_OBJECTS, "eval(text)")):
        names = runner.evaluate("cpython", listing)
        found.append(runner.evaluate("micropython", LACKING.format(names=names, make=make)))
    return found


# ---- the page ----


def read_programs(folder):
    """Yields title and programs of each topic."""
    for path in sorted(folder.glob("*.txt")):
        title, *programs = path.read_text(encoding="utf-8").strip("\n").split("\n\n")
        if not title.startswith("# ") or "\n" in title:
            raise CompareError(f"{path.name}: the first line is '# ' and the title, the second is empty")
        yield title[2:], programs


def shown(label, text):
    """A result as a comment."""
    if len(text) > TEXT_LENGTH_MAX:
        text = text[:TEXT_LENGTH_MAX] + "..."
    lines = [ascii_controls(line) for line in text.splitlines()]
    return "\n".join([f"# {label}{lines[0]}", *(f"# {'':{len(label)}}{line}" for line in lines[1:])]) + "\n"


def ascii_controls(line):
    return "".join(letter if letter.isprintable() else ascii(letter)[1:-1] for letter in line)


def results(compared, kind):
    if kind is None:
        return shown("both:    ", compared.cpython.told())
    here = shown("here:    ", compared.micropython.told())
    return here if kind == "raises" else shown("CPython: ", compared.cpython.told()) + here


def entries(found, kind):
    """The programs with their results; what has the same lines before it is one program with several last lines."""
    texts = []
    before_last = None
    for compared in found:
        before, _, last = compared.program.rpartition("\n")
        if before and before == before_last:
            texts[-1] += f"{last}\n{results(compared, kind)}"
        else:
            texts.append(f"{compared.program}\n{results(compared, kind)}")
        before_last = before
    return "\n".join(texts)


def wrapped(words):
    lines = [""]
    for word in words:
        if len(lines[-1]) + len(word) + 1 > LINE_LENGTH_MAX:
            lines.append("")
        lines[-1] += (" " if lines[-1] else "") + word
    return "\n".join(lines) + "\n"


def make_page(topics, modules, objects, count):
    """The text of docs/micropython-differences.md; `topics` are titles with what differs."""
    kinds = collections.Counter(compared.kind for _, found in topics for compared in found)
    sections = [(kind, title, meaning) for kind, (title, meaning) in SECTIONS.items() if kinds[kind]]
    text = (
        "# How the small guest differs from CPython\n\n"
        f"tests/differential/compare.py runs the same {count} programs in both guests; it wrote this page and checks it.\n"
        f"What is not here came out the same, but for the words of some exceptions ({kinds[MESSAGE]} times).\n\n"
    )
    for kind, title, _ in sections:
        text += f"- [{title}](#{title.lower().replace(' ', '-')}): {kinds[kind]}\n"
    text += "- [Names that are not there](#names-that-are-not-there)\n"
    for kind, title, meaning in sections:
        text += f"\n## {title}\n\n{meaning}\n"
        for topic, found in topics:
            if of_kind := [compared for compared in found if compared.kind == kind]:
                text += f"\n### {topic}\n\n```python\n{entries(of_kind, kind)}```\n"
    text += "\n## Names that are not there\n\nUsing one raises AttributeError or ImportError. Modules:\n\n"
    text += wrapped([name for name, names in modules.items() if names is None])
    text += "\n| Module or object | Names |\n|---|---|\n"
    for name, names in {**modules, **objects}.items():
        if names:
            text += f"| `{name}` | {', '.join(names)} |\n"
    return text


def complain(old, new):
    """Says what on the page is not so any more."""
    sys.stdout.writelines(
        difflib.unified_diff(old.splitlines(True), new.splitlines(True), "the page", "the guests", n=6)
    )
    print(f"{PAGE.name} is not what the programs give. After a look at the differences: compare.py VITRINE --write")


def faults(topics, found):
    """Sentences about programs that say nothing of why they differ, or that differ no more."""
    told = []
    for (_, programs), (_, part) in zip(topics, found, strict=True):
        for compared in part:
            if compared.kind == "crash":
                told.append(f"the small guest fails:\n{compared.program}")
            elif compared.kind in NEED_REASON and not compared.reason():
                told.append(f"another result in silence, and no '{REASON}' says why:\n{entries([compared], compared.kind)}")
        differing = {compared.program.partition("\n")[0] for compared in part if compared.kind in NEED_REASON}
        for program in programs:
            first = program.partition("\n")[0]
            if first.startswith(REASON) and first not in differing:
                told.append(f"this has a reason, but gives the same or raises:\n{program}")
    return told


def run(options):
    runner = Runner(options.vitrine)
    topics = list(read_programs(HERE / "programs"))
    if options.only:
        for program in (program for _, programs in topics for program in programs if options.only in program):
            compared = runner.compare(program)
            print(f"[{compared.kind or 'the same'}]\n{entries([compared], compared.kind)}")
        return 0
    with ThreadPoolExecutor(options.jobs) as pool:
        found = [
            (title, [compared for part in pool.map(runner.differences, programs) for compared in part])
            for title, programs in topics
        ]
    wrong = faults(topics, found)
    page = make_page(found, *lacking_names(runner), sum(len(programs) for _, programs in topics))
    for sentence in wrong:
        print(f"{sentence}\n")
    if options.write:
        PAGE.write_text(page, encoding="utf-8")
    elif not PAGE.is_file() or PAGE.read_text(encoding="utf-8") != page:
        complain(PAGE.read_text(encoding="utf-8") if PAGE.is_file() else "", page)
        return 1
    return 1 if wrong else 0


def main():
    about, _, more = __doc__.partition("\n\n")
    parser = argparse.ArgumentParser(
        description=about, epilog=more, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("vitrine", metavar="VITRINE", help="the program")
    parser.add_argument("--write", action="store_true", help="write the page")
    parser.add_argument("--only", metavar="TEXT", help="only programs with this text in them, and no page")
    parser.add_argument("--jobs", type=int, default=os.cpu_count(), help="how many programs run at once")
    try:
        return run(parser.parse_args())
    except CompareError as error:
        print(f"compare: {error}", file=sys.stderr)
        return 2


if __name__ == "__main__":
    sys.exit(main())
