"""One sentence on what to do about an error, for the model that wrote the code. Empty when there is nothing to add."""

import inspect
import os
import re
import sys
from _suggestions import _generate_suggestions as _closest  # CPython's own measure of misspelling

_LISTED_MAX = 20

# Modules that models reach for and that are not part of Python: what does the job here.
_INSTEAD = {
    "aiohttp": "network", "bs4": "html.parser (class HTMLParser) reads HTML", "boto3": "network",
    "beautifulsoup4": "html.parser (class HTMLParser) reads HTML", "click": "argparse", "cv2": "images",
    "dateutil": "datetime.fromisoformat, datetime.strptime and zoneinfo", "duckdb": "sqlite3", "fastapi": "network",
    "flask": "network", "httpx": "network", "joblib": "plain loops and functools.cache", "jsonschema": "plain checks",
    "lxml": "xml.etree.ElementTree", "matplotlib": "charts", "mpmath": "decimal and fractions",
    "networkx": "dicts of neighbours with collections.deque, heapq and graphlib",
    "numpy": "lists with math, statistics, array and itertools", "openpyxl": "zipfile and xml.etree.ElementTree, or CSV",
    "orjson": "json", "pandas": "csv, statistics, collections.Counter and sqlite3 (an in-memory database does joins and groups)",
    "PIL": "images", "plotly": "charts", "polars": "csv, statistics and sqlite3", "psycopg2": "sqlite3",
    "pyarrow": "csv and struct", "pydantic": "dataclasses", "pytest": "unittest", "pytz": "zoneinfo",
    "regex": "re", "requests": "network", "rich": "print and textwrap", "scipy": "math and statistics",
    "seaborn": "charts", "simplejson": "json", "sklearn": "statistics (linear_regression, correlation) and plain loops",
    "sqlalchemy": "sqlite3", "sympy": "fractions and decimal", "tabulate": "str.ljust and f-strings, or display(rows)",
    "tensorflow": "plain loops", "toml": "tomllib", "torch": "plain loops", "tqdm": "print",
    "ujson": "json", "urllib3": "network", "xlrd": "CSV", "yaml": "json or tomllib",
}  # fmt: skip
_KINDS = {
    "network": "there is no network in the glass",
    "charts": "import chart, then chart.bar(rows, x='month', y='sales'), chart.line, chart.scatter, chart.area or "
              "chart.histogram; help(chart) tells more, and display(vega_lite=spec) shows other charts",
    "images": "images can be made as SVG text or PNG bytes (zlib, struct) and shown with display(svg=...), "
              "display(png=...)",
}

_NETWORK_WORDS = ("no network in the glass", "urlopen error", "Name or service")
_FENCE = re.compile(r"^\s*(```|~~~)", re.MULTILINE)
_SMART = dict.fromkeys("\u2018\u2019\u201a\u201b", "'") | dict.fromkeys("\u201c\u201d\u201e\u00ab\u00bb", '"') | {
    "\u2013": "-", "\u2014": "-", "\u2212": "-", "\u00d7": "*", "\u00a0": "an ordinary space",
    "\u200b": "nothing (it is an invisible space)", "\ufeff": "nothing (it is a byte order mark)",
}  # fmt: skip


def _granted():
    import vitrine
    return vitrine._granted


def _granted_text():
    names = ", ".join(_granted())
    return f"granted functions: {names}" if names else "no functions were granted"


def _listing(folder):
    try:
        names = sorted(os.listdir(folder))
    except OSError:
        return f"{folder} is not there"
    if not names:
        return f"{folder} is empty"
    shown = ", ".join(names[:_LISTED_MAX])
    more = len(names) - _LISTED_MAX
    return f"{folder} has {shown}" + (f" and {more} more" if more > 0 else "")


def _network():
    names = ", ".join(_granted())
    if not names:
        return "There is no network in the glass and no function was granted that could fetch something; ask for one."
    return f"There is no network in the glass. What reaches out are the {_granted_text()}."


def _module(error):
    name = error.name or ""
    top = name.partition(".")[0]
    if ": " in str(error):
        return ""  # the sentence of _finder.py says it already
    instead = _INSTEAD.get(top)
    if instead == "network":
        return f"'{top}' is not here. {_network()}"
    if instead is not None:
        return f"Only Python's standard library is here. Instead of '{top}': {_KINDS.get(instead, instead)}."
    if top in sys.stdlib_module_names and top != name:
        return f"The module '{top}' has no part of that name."
    close = _closest(sorted(sys.stdlib_module_names), top)
    if close:
        return f"Did you mean '{close}'? Only Python's standard library is here; nothing can be installed."
    return ("Only Python's standard library is here (with sqlite3, csv, json, re, statistics, decimal, datetime, "
            "xml, ...); nothing can be installed. Modules of your own must lie in /input or /output.")


def _name(error):
    name = error.name
    if not isinstance(name, str):
        return ""
    if name in ("true", "false", "null", "undefined"):
        right = {"true": "True", "false": "False"}.get(name, "None")
        return f"In Python it is spelt {right}."
    if name in ("pd", "np", "plt"):
        return _module(ModuleNotFoundError("", name={"pd": "pandas", "np": "numpy", "plt": "matplotlib"}[name]))
    close = _closest(list(_granted()), name) if _granted() else None
    if close:
        return f"A granted function is called {close}."
    if name in ("await", "raw_input", "unicode", "xrange", "basestring", "unichr"):
        return "That is Python 2; this is Python 3.13."
    return ""


def _attribute(error):
    if getattr(error.obj, "__name__", None) == "vitrine":
        return f"{_granted_text().capitalize()}."
    if type(error.obj).__name__ == "NoneType":
        return "The value is None: the call that made it found or returned nothing."
    return ""


def _file(error):
    where = f"Files from outside are in /input, and /output is where files to hand out go. {_listing('/input')}"
    if isinstance(error, FileNotFoundError):
        return f"{where}; {_listing('/output')}."
    if error.errno in (69, 30, 13, 1) or isinstance(error, PermissionError):  # EROFS of WASI and of Linux, EACCES, EPERM
        return "Only /output and /tmp can be written; /input and the library are read-only."
    if error.errno in (51, 28):  # ENOSPC of WASI and of Linux
        return "The quota for files is used up: remove files in /tmp or /output, or write less."
    return ""


def _syntax(error, message):
    text = error.text or ""
    source = _source_of(error)
    if _FENCE.search(text) or (source is not None and _FENCE.match(source)):
        return "Remove the Markdown fences (```): send the code alone."
    found = re.search(r"\(U\+([0-9A-F]{4,6})\)", message)
    if found:
        character = chr(int(found[1], 16))
        right = _SMART.get(character)
        if right is not None:
            return f"Replace the typographic character {character!r} by {right}."
    if "unexpected indent" in message:
        return "Start the code at the left margin, without leading spaces."
    if "Missing parentheses in call to 'print'" in message:
        return "This is Python 3: print is a function."
    if "outside async function" in message:
        return "Put it into `async def main()` and call asyncio.run(main()), or await at the top level."
    if "cannot contain null bytes" in message:
        return "The source holds a NUL character; write it as \\0 inside a string."
    if "unterminated" in message and "string" in message:
        return "A string that spans lines needs triple quotes; a quote inside a string needs a backslash."
    if text.lstrip().startswith(("$ ", "%", "!", ">>> ", "pip install")):
        return "Only Python is run here: no shell commands, no % or ! lines, no >>> prompts."
    return ""


def _source_of(error):
    import linecache
    lines = linecache.getlines(error.filename) if isinstance(error.filename, str) else []
    return lines[0] if lines else None


def _type(error, message):
    function = _granted().get(message.partition("()")[0])
    if function is not None:
        return f"Call it as {function.__name__}{inspect.signature(function)}."
    if "can only concatenate str" in message or "must be str, not" in message:
        return "Use an f-string, or str(value)."
    return ""


def _runtime(message):
    if "cannot be called from a running event loop" in message:
        return "The code already runs in a loop because it uses await at the top level: await the coroutine instead."
    return ""


def hint_for(error, message):
    """Returns the hint for an exception. `message` is its text as reported."""
    if isinstance(error, ModuleNotFoundError):
        return _module(error)
    if isinstance(error, SyntaxError):
        return _syntax(error, message)
    if isinstance(error, NameError):
        return _name(error)
    if isinstance(error, AttributeError):
        return _attribute(error)
    if any(word in message for word in _NETWORK_WORDS):
        return _network()
    if isinstance(error, PermissionError) and error.errno is None:
        return f"The host refused this call; {_granted_text()}."
    if isinstance(error, OSError):
        return _file(error)
    if isinstance(error, EOFError) and "EOF when reading a line" in message:
        return "There is no keyboard: put the answer into the code, or into a file in /input."
    if isinstance(error, MemoryError) or message == "error return without exception set":  # so CPython says, too
        return ("The sandbox has a fixed amount of memory: work on pieces (generators, iterating over a file) and let go "
                "of what is no longer needed with del.")
    if isinstance(error, RecursionError):
        return "Use a loop or a stack of your own, or memoise; sys.setrecursionlimit helps pure Python functions only."
    if isinstance(error, TypeError):
        return _type(error, message)
    if isinstance(error, RuntimeError):
        return _runtime(message)
    return ""
