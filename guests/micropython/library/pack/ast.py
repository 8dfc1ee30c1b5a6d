"""The module ast: literal_eval alone."""


def __getattr__(name):
    raise AttributeError("module 'ast' has no attribute '%s': the small guest has literal_eval alone" % name)


def _skip_text(source, at):
    """Where the text that begins with a quote there ends, or -1."""
    quote = source[at]
    if source[at:at + 3] == quote * 3:
        quote *= 3
    at += len(quote)
    while at < len(source):
        if source[at] == "\\":
            at += 2
        elif source[at:at + len(quote)] == quote:
            return at + len(quote)
        else:
            at += 1
    return -1


def _malformed(what):
    raise ValueError("malformed node or string: %s" % what)


def _check(source):
    """Lets through what consists of literals; that they stand in the right order is left to eval()."""
    at = 0
    before = "begin"  # begin, open, comma, sign, number, text, name, close
    is_sum = False  # is the sign between two numbers?
    while at < len(source):
        letter = source[at]
        begin = at
        is_value_before = before in ("number", "text", "name", "close")
        if letter in " \t\r\n\f":
            at += 1
            continue
        if letter == "#":
            while at < len(source) and source[at] != "\n":
                at += 1
            continue
        if letter in "\"'":
            at = _skip_text(source, at)
            if at < 0:
                break
            if is_value_before and before != "text" or before == "sign":
                _malformed(source[begin:at])
            before = "text"
            continue
        if letter.isdigit() or letter == "." and source[at + 1:at + 2].isdigit():
            at += 1
            while at < len(source) and (source[at].isalpha() or source[at].isdigit() or source[at] in "._" or
                                        source[at] in "+-" and source[at - 1] in "eE" and
                                        source[begin:begin + 2] not in ("0x", "0X")):
                at += 1
            if is_sum and source[at - 1] not in "jJ":
                _malformed("a sum of numbers that are not complex")
            is_sum = False
            before = "number"
            continue
        if letter.isalpha() or letter == "_":
            while at < len(source) and (source[at].isalpha() or source[at].isdigit() or source[at] == "_"):
                at += 1
            name = source[begin:at]
            if at < len(source) and source[at] in "\"'" and name.lower() in ("r", "b", "u", "rb", "br"):
                continue
            if name == "set" and source[begin:].strip() == "set()" and not source[:begin].strip():
                return
            if name not in ("None", "True", "False") or before == "sign":
                _malformed("the name %s" % name)
            before = "name"
            continue
        at += 1
        if letter in "([{":
            if is_value_before:
                _malformed("a call or subscript")
            if before == "sign" and letter != "(":
                _malformed(letter)
            before = "open"
        elif letter in ")]}":
            before = "close"
        elif letter in ",:":
            before = "comma"
        elif letter in "+-":
            if before == "sign":
                _malformed(letter)
            is_sum = is_value_before
            if is_sum and before != "number":
                _malformed("a sum")
            before = "sign"
        elif source[begin:begin + 3] == "...":
            at += 2
            before = "name"
        else:
            _malformed(letter)


def literal_eval(node_or_string):
    if not isinstance(node_or_string, str):
        _malformed(repr(node_or_string))
    source = node_or_string.lstrip(" \t")
    _check(source)
    value = eval(source, {})
    if callable(value):
        _malformed(source)
    return value
