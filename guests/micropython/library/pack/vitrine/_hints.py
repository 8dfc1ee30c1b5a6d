"""One sentence on what to do about an error, for the model that wrote the code. Empty when there is nothing to add."""

import os
import sys
import _vitrine

_LISTED_MAX = 20
_SMART = {
    "\u2018": "'", "\u2019": "'", "\u201a": "'", "\u201b": "'", "\u201c": '"', "\u201d": '"', "\u201e": '"',
    "\u00ab": '"', "\u00bb": '"', "\u2013": "-", "\u2014": "-", "\u2212": "-", "\u00d7": "*",
    "\u00a0": "an ordinary space", "\u200b": "nothing (it is an invisible space)",
    "\ufeff": "nothing (it is a byte order mark)",
}
_SPELT = {"true": "True", "false": "False", "null": "None", "undefined": "None"}
_PYTHON_2 = ("raw_input", "unicode", "xrange", "basestring", "unichr")
_STRINGS = "A string that spans lines needs triple quotes; a quote inside a string needs a backslash."


def _listing(folder):
    try:
        names = sorted(os.listdir(folder))
    except OSError:
        return "%s is not there" % folder
    if not names:
        return "%s is empty" % folder
    more = len(names) - _LISTED_MAX
    return "%s has %s%s" % (folder, ", ".join(names[:_LISTED_MAX]), " and %d more" % more if more > 0 else "")


def _granted_text():
    names = ", ".join(_vitrine.granted())
    return "granted functions: %s" % names if names else "no functions were granted"


def _close(name, known):
    """The known name that begins and ends most alike, or ""; a small measure, without difflib."""
    best, best_score = "", 0.65
    for other in known:
        shorter = min(len(name), len(other))
        ends = []
        for one, two in ((name, other), (name[::-1], other[::-1])):
            same = 0
            while same < shorter and one[same] == two[same]:
                same += 1
            ends.append(same)
        score = min(sum(ends), shorter) / max(len(name), len(other))
        if score > best_score and other != name:
            best, best_score = other, score
    return best


def _did_you_mean(name, known):
    close = _close(name, known)
    return "Did you mean '%s'?" % close if close else ""


def _modules():
    return [name for name in sys.modules if name[0] != "_"] + [file.split(".")[0] for file in os.listdir("/lib")
                                                               if file[0] != "_"]


def _smart(text):
    for character in text:
        if character in _SMART:
            return "Replace the typographic character '%s' by %s." % (character, _SMART[character])
    return ""


def _import(message):
    if ": " in message:
        return "The error says what to use instead."
    quoted = message.split("'")
    if message.startswith("cannot import name"):
        module, name = quoted[3], quoted[1]
    elif message.startswith("No module named"):
        module, _, name = quoted[1].partition(".")
    else:
        return ""
    if name and module in sys.modules:
        if module == "collections" and hasattr(sys.modules["collections.abc"], name):
            return "It is in collections.abc."
        return (_did_you_mean(name, dir(sys.modules[module])) or
                "The small guest's module '%s' has nothing of that name." % module)
    return _did_you_mean(module, _modules()) or ("The small guest has a part of the standard library; nothing can be "
                                                 "installed. Compute it in plain Python.")


def _name(message):
    name = message.split("'")[1] if message.count("'") > 1 else ""
    close = _close(name, list(_vitrine.granted()))
    if close:
        return "Did you mean the granted function %s?" % close
    if name in _SPELT:
        return "In Python it is spelt %s." % _SPELT[name]
    if name in ("np", "pd", "plt"):
        return "numpy, pandas and matplotlib are not here: use lists, statistics and `import chart`."
    if name in _PYTHON_2:
        return "That is Python 2; this is Python 3.13."
    if name in _modules():
        return "Did you forget to import '%s'?" % name
    return _did_you_mean(name, dir(sys.modules["__main__"]) + dir(sys.modules["builtins"]))


def _source(error):
    """The line of the program that a SyntaxError is about; "" when it is not known (of exec and eval)."""
    import io
    printed = io.StringIO()
    sys.print_exception(error, printed)
    lines = [line for line in printed.getvalue().split("\n") if line.startswith("    ")]
    return lines[-1].strip() if lines else ""


def _syntax(error, message):
    text = _source(error)
    if text.startswith(("```", "~~~")):
        return "Remove the Markdown fences (```): send the code alone."
    if "unexpected indent" in message:
        return "Start the code at the left margin, without leading spaces."
    if "outside async function" in message:
        return "Put it into `async def main()` and call asyncio.run(main()), or await at the top level."
    if "unterminated" in message:
        return "Each { in an f-string needs its }." if text.count("{") > text.count("}") else _STRINGS
    if message != "invalid syntax":
        return ""
    if text.startswith(("$ ", "%", "!", ">>> ", "pip install")):
        return "Only Python is run here: no shell commands, no % or ! lines, no >>> prompts."
    if text.startswith(("print ", "exec ")):
        return "This is Python 3: %s is a function." % text.split(" ")[0]
    if text.startswith("except ") and "," in text:
        return "This is Python 3: `except ValueError as e:`, and several exceptions in parentheses."
    code = text.partition("#")[0]
    return _smart(code) or (_STRINGS if code.count("'") % 2 or code.count('"') % 2 else "")


def hint_for(error, message):
    if isinstance(error, ImportError):
        return _import(message)
    if isinstance(error, SyntaxError):
        return _syntax(error, message)
    if isinstance(error, NameError):
        return _name(message)
    if isinstance(error, AttributeError):
        if message.startswith("'NoneType' object"):
            return "The value is None: the call that made it found or returned nothing."
        return _did_you_mean(error.name, dir(error.obj)) if error.name else ""
    if isinstance(error, PermissionError) and error.errno is None:
        return "The host refused this call; %s." % _granted_text()
    if isinstance(error, FileNotFoundError):
        return "Files are in /input (read only), /output and /tmp; %s, %s." % (_listing("/input"), _listing("/output"))
    if isinstance(error, OSError):
        if error.errno in (1, 13, 30):  # EPERM, EACCES, EROFS
            return "Only /output and /tmp can be written; /input and the library are read-only."
        if error.errno == 28:  # ENOSPC
            return "The quota for files is used up: remove files in /tmp or /output, or write less."
        return ""
    if isinstance(error, EOFError) and message in ("", "EOF when reading a line"):
        return "There is no keyboard: put the answer into the code, or into a file in /input."
    if isinstance(error, RecursionError):
        return "Use a loop with a list as stack instead of deep recursion."
    if isinstance(error, MemoryError):
        return "Work on the data piece by piece: generators, and files in /tmp."
    if isinstance(error, TypeError) and ("can only concatenate str" in message or "must be str, not" in message):
        return "Use an f-string, or str(value)."
    if isinstance(error, RuntimeError) and "cannot be called from a running event loop" in message:
        return "The code already runs in a loop because it uses await at the top level: await the coroutine instead."
    if isinstance(error, _vitrine.CallError):
        return "The call itself failed; look at its arguments (%s)." % _granted_text()
    return ""
