"""One sentence on what to do about an error, for the model that wrote the code. Empty when there is nothing to add."""

import os
import _vitrine

_LISTED_MAX = 20
_SMART = "\u2018\u2019\u201a\u201b\u201c\u201d\u201e\u00ab\u00bb\u2013\u2014\u2212\u00d7\u00a0\u200b\ufeff"


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


def _quoted(message):
    parts = message.split("'")
    return parts[1] if len(parts) > 2 else ""


def _close(name, known):
    """The known name that is most alike, or ""; a small measure, without difflib."""
    best, best_score = "", 0
    for other in known:
        common = len([pair for pair in zip(name.lower(), other.lower()) if pair[0] == pair[1]])
        tail = len([pair for pair in zip(reversed(name.lower()), reversed(other.lower())) if pair[0] == pair[1]])
        score = max(common, tail) / max(len(name), len(other), 1)
        if score > best_score:
            best, best_score = other, score
    return best if best_score >= 0.6 else ""


def hint_for(error, message):
    if isinstance(error, ImportError):
        if ": " in message:
            return "The error says what to use instead."
        return "The small guest has a part of the standard library; nothing can be installed. " \
               "Compute it in plain Python."
    if isinstance(error, NameError):
        name = _quoted(message)
        close = _close(name, list(_vitrine.granted()))
        if close:
            return "Did you mean the granted function %s?" % close
        if name in ("np", "pd", "plt"):
            return "numpy, pandas and matplotlib are not here: use lists, statistics and `import chart`."
        return ""
    if isinstance(error, FileNotFoundError):
        return "Files are in /input (read only), /output and /tmp; %s, %s." % (_listing("/input"), _listing("/output"))
    if isinstance(error, PermissionError):
        return "/input can only be read; write to /output or /tmp."
    if isinstance(error, RecursionError):
        return "Use a loop with a list as stack instead of deep recursion."
    if isinstance(error, MemoryError):
        return "Work on the data piece by piece: generators, and files in /tmp."
    if isinstance(error, _vitrine.CallError):
        return "The call itself failed; look at its arguments (%s)." % _granted_text()
    return ""
