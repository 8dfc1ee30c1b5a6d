"""The module fnmatch."""

import re as _re


def _set(inner):
    """The regular expression of what stands in brackets."""
    if "-" not in inner:
        inner = inner.replace("\\", "\\\\")
    else:
        chunks = []
        start, at = 0, 2 if inner[:1] == "!" else 1
        while True:  # a "-" that is not first joins what is around it
            at = inner.find("-", at)
            if at < 0:
                break
            chunks.append(inner[start:at])
            start = at + 1
            at += 3
        if inner[start:]:
            chunks.append(inner[start:])
        else:
            chunks[-1] += "-"
        for i in range(len(chunks) - 1, 0, -1):  # without empty ranges, which an expression may not have
            if chunks[i - 1][-1] > chunks[i][0]:
                chunks[i - 1] = chunks[i - 1][:-1] + chunks[i][1:]
                del chunks[i]
        inner = "-".join([chunk.replace("\\", "\\\\").replace("-", "\\-") for chunk in chunks])
    for mark in "&~|":
        inner = inner.replace(mark, "\\" + mark)
    if not inner:
        return "(?!)"
    if inner == "!":
        return "."
    if inner[0] == "!":
        inner = "^" + inner[1:]
    elif inner[0] in "^[":
        inner = "\\" + inner
    return "[%s]" % inner


_STAR = object()


def translate(pat):
    parts = []
    at = 0
    while at < len(pat):
        c = pat[at]
        at += 1
        if c == "*":
            if not parts or parts[-1] is not _STAR:
                parts.append(_STAR)
        elif c == "?":
            parts.append(".")
        elif c == "[":
            end = at + 1 if pat[at:at + 1] == "!" else at
            end = pat.find("]", end + 1 if pat[end:end + 1] == "]" else end)
            if end < 0:
                parts.append("\\[")
            else:
                parts.append(_set(pat[at:end]))
                at = end + 1
        else:
            parts.append(_re.escape(c))
    result = []
    for part in parts:  # what follows a star is looked for once, but for the last star
        if part is _STAR:
            result.append([])
        elif not result or isinstance(result[-1], str):
            result.append(part)
        else:
            result[-1].append(part)
    stars = [i for i, part in enumerate(result) if not isinstance(part, str)]
    for i in stars[:-1]:
        result[i] = "(?>.*?%s)" % "".join(result[i])
    if stars:
        result[stars[-1]] = ".*" + "".join(result[stars[-1]])
    return "(?s:%s)\\Z" % "".join(result)


def fnmatchcase(name, pat):
    return _re.match(translate(pat), name) is not None


fnmatch = fnmatchcase


def filter(names, pat):
    matcher = _re.compile(translate(pat))
    return [name for name in names if matcher.match(name)]
