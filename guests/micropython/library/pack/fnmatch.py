"""The module fnmatch."""

import re as _re


def translate(pat):
    parts = []
    at = 0
    while at < len(pat):
        c = pat[at]
        at += 1
        if c == "*":
            if not parts or parts[-1] != ".*":
                parts.append(".*")
        elif c == "?":
            parts.append(".")
        elif c == "[":
            end = pat.find("]", at + 1 if pat[at:at + 1] not in ("!",) else at + 2)
            if end < 0:
                parts.append("\\[")
            else:
                inner = pat[at:end].replace("\\", "\\\\")
                parts.append("[%s]" % ("^" + inner[1:] if inner[:1] == "!" else "\\" + inner if inner[:1] == "^" else inner))
                at = end + 1
        else:
            parts.append(_re.escape(c))
    return "(?s:%s)\\Z" % "".join(parts)


def fnmatchcase(name, pat):
    return _re.match(translate(pat), name) is not None


fnmatch = fnmatchcase


def filter(names, pat):
    matcher = _re.compile(translate(pat))
    return [name for name in names if matcher.match(name)]
