"""The module html."""

_NAMES = {"amp": "&", "lt": "<", "gt": ">", "quot": '"', "apos": "'", "nbsp": "\xa0", "copy": "\xa9", "reg": "\xae",
          "hellip": "\u2026", "mdash": "\u2014", "ndash": "\u2013", "lsquo": "\u2018", "rsquo": "\u2019",
          "ldquo": "\u201c", "rdquo": "\u201d", "bull": "\u2022", "euro": "\u20ac", "pound": "\xa3", "yen": "\xa5",
          "cent": "\xa2", "deg": "\xb0", "times": "\xd7", "divide": "\xf7", "middot": "\xb7", "trade": "\u2122",
          "laquo": "\xab", "raquo": "\xbb", "szlig": "\xdf", "auml": "\xe4", "ouml": "\xf6", "uuml": "\xfc",
          "Auml": "\xc4", "Ouml": "\xd6", "Uuml": "\xdc", "eacute": "\xe9", "egrave": "\xe8", "agrave": "\xe0",
          "ccedil": "\xe7", "ntilde": "\xf1", "rarr": "\u2192", "larr": "\u2190", "uarr": "\u2191", "darr": "\u2193",
          "para": "\xb6", "sect": "\xa7", "plusmn": "\xb1", "micro": "\xb5", "frac12": "\xbd", "infin": "\u221e",
          "ne": "\u2260", "le": "\u2264", "ge": "\u2265", "alpha": "\u03b1", "beta": "\u03b2", "pi": "\u03c0"}
# What the numbers 0x80 to 0x9f mean, as in Windows-1252.
_WINDOWS = ("\u20ac\x81\u201a\u0192\u201e\u2026\u2020\u2021\u02c6\u2030\u0160\u2039\u0152\x8d\u017d\x8f"
            "\x90\u2018\u2019\u201c\u201d\u2022\u2013\u2014\u02dc\u2122\u0161\u203a\u0153\x9d\u017e\u0178")
_WITHOUT_SEMICOLON = ("amp", "lt", "gt", "quot", "nbsp", "copy", "reg")


def escape(s, quote=True):
    s = s.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return s.replace('"', "&quot;").replace("'", "&#x27;") if quote else s


def unescape(s):
    if "&" not in s:
        return s
    parts = s.split("&")
    result = [parts[0]]
    for part in parts[1:]:
        result.append(_reference(part))
    return "".join(result)


def _reference(part):
    if part[:1] == "#":
        is_hex = part[1:2] in ("x", "X") and part[1:2] != ""
        start = end = 2 if is_hex else 1
        digits = "0123456789abcdefABCDEF" if is_hex else "0123456789"
        while end < len(part) and part[end] in digits:
            end += 1
        if end == start:
            return "&" + part
        code = int(part[start:end], 16 if is_hex else 10)
        rest = part[end + 1:] if part[end:end + 1] == ";" else part[end:]
        if 0x80 <= code < 0xa0:
            return _WINDOWS[code - 0x80] + rest
        if code == 0 or 0xd800 <= code < 0xe000 or code > 0x10ffff:
            return "\ufffd" + rest
        if code < 9 or code in (11, 127) or 14 <= code < 32 or 0xfdd0 <= code < 0xfdf0 or code & 0xfffe == 0xfffe:
            return rest
        return chr(code) + rest
    name, mark, rest = part.partition(";")
    if mark and name in _NAMES:
        return _NAMES[name] + rest
    for known in _WITHOUT_SEMICOLON:
        if part.startswith(known):
            return _NAMES[known] + part[len(known):]
    if mark and name.isalpha() and len(name) < 32:
        raise NotImplementedError("html.unescape: the small guest does not know &%s;" % name)
    return "&" + part
