"""What csv.Sniffer guesses, by CPython's rules; apart, since few programs ask."""

import re

_QUOTED = (
    (r"([^\w\n\"'])( ?)([\"']).*?\3\1", 0, 1, 2),
    (r"(?:^|\n)([\"']).*?\1([^\w\n\"'])( ?)", 1, 2, 0),
    (r"([^\w\n\"'])( ?)([\"']).*?\3(?:$|\n)", 0, 1, 2),
    (r"(?:^|\n)([\"']).*?\1(?:$|\n)", None, None, 0),
)  # a pattern, and which of its groups are the delimiter, the space and the quote


def _most(counts):
    return max(counts, key=lambda key: counts[key])


def guess_from_quotes(data, delimiters):
    """(quotechar, doublequote, delimiter, skipinitialspace), from text that stands in quotes."""
    for pattern, delimiter_at, space_at, quote_at in _QUOTED:
        matches = [match.groups() for match in re.compile(pattern, re.DOTALL | re.MULTILINE).finditer(data)]
        if matches:
            break
    else:
        return "", False, None, 0
    quotes = {}
    delims = {}
    spaces = 0
    for groups in matches:
        quotes[groups[quote_at]] = quotes.get(groups[quote_at], 0) + 1
        if delimiter_at is not None:
            key = groups[delimiter_at]
            if delimiters is None or key in delimiters:
                delims[key] = delims.get(key, 0) + 1
            if groups[space_at]:
                spaces += 1
    quote = _most(quotes)
    delim, skips = "", 0
    if delims:
        delim = _most(delims)
        skips = delims[delim] == spaces
    doubled = re.compile(r"((%(delim)s)|^)\W*%(quote)s[^%(delim)s\n]*%(quote)s[^%(delim)s\n]*%(quote)s\W*((%(delim)s)|$)" %
                         {"delim": re.escape(delim), "quote": quote}, re.MULTILINE)
    return quote, doubled.search(data) is not None, delim, skips


def guess_delimiter(data, delimiters, preferred):
    """(delimiter, skipinitialspace): what stands equally often on the lines, ten more of them each time."""
    rows = [row for row in data.split("\n") if row]
    marks = sorted([mark for mark in set(data) if mark < "\x7f" and mark != "\n"])
    frequencies = {mark: {} for mark in marks}
    modes = {}
    delims = {}
    size = min(10, len(rows))
    for start in range(0, len(rows), size or 1):
        for row in rows[start:start + size]:
            for mark in marks:
                count = row.count(mark)
                frequencies[mark][count] = frequencies[mark].get(count, 0) + 1
        for mark in marks:
            counts = frequencies[mark]
            if list(counts) != [0]:
                often = _most(counts)
                modes[mark] = often, 2 * counts[often] - sum(counts.values())
        total = min(start + size, len(rows))
        consistency = 1.0
        while not delims and consistency >= 0.9:
            for mark, mode in modes.items():
                if mode[0] > 0 and mode[1] > 0 and mode[1] / total >= consistency and (
                        delimiters is None or mark in delimiters):
                    delims[mark] = mode
            consistency -= 0.01
        if len(delims) == 1:
            break
    if not delims:
        return "", 0
    found = list(delims)
    if len(found) > 1:
        found = [mark for mark in preferred if mark in delims] or [max([(mode, mark) for mark, mode in delims.items()])[1]]
    delim = found[0]
    return delim, rows[0].count(delim) == rows[0].count(delim + " ")


def has_header(rows):
    """Whether the first row is of another kind than those below."""
    header = next(rows)
    kinds = dict.fromkeys(range(len(header)))
    checked = 0
    for row in rows:
        if checked > 20:
            break
        checked += 1
        if len(row) != len(header):
            continue
        for column in list(kinds):
            kind = complex
            try:
                complex(row[column])
            except (ValueError, OverflowError):
                kind = len(row[column])
            if kind != kinds[column]:
                if kinds[column] is None:
                    kinds[column] = kind
                else:
                    del kinds[column]
    votes = 0
    for column, kind in kinds.items():
        if isinstance(kind, int):
            votes += 1 if len(header[column]) != kind else -1
            continue
        try:
            kind(header[column])
        except (ValueError, TypeError):
            votes += 1
        else:
            votes -= 1
    return votes > 0
