"""The module difflib."""

from collections import namedtuple as _namedtuple

Match = _namedtuple("Match", "a b size")


def _ratio(matches, length):
    return 2.0 * matches / length if length else 1.0


class SequenceMatcher:
    def __init__(self, isjunk=None, a="", b="", autojunk=True):
        self.isjunk = isjunk
        self.a = self.b = None
        self.autojunk = autojunk
        self.set_seqs(a, b)

    def set_seqs(self, a, b):
        self.set_seq1(a)
        self.set_seq2(b)

    def set_seq1(self, a):
        self.a = a
        self._blocks = self._opcodes = None

    def set_seq2(self, b):
        self.b = b
        self._blocks = self._opcodes = self._counts = None
        places = {}
        for i, item in enumerate(b):
            places.setdefault(item, []).append(i)
        self.bjunk = set()
        if self.isjunk:
            for item in list(places):
                if self.isjunk(item):
                    self.bjunk.add(item)
                    del places[item]
        self.bpopular = set()
        n = len(b)
        if self.autojunk and n >= 200:
            most = n // 100 + 1
            for item, found in list(places.items()):
                if len(found) > most:
                    self.bpopular.add(item)
                    del places[item]
        self.b2j = places

    def find_longest_match(self, alo=0, ahi=None, blo=0, bhi=None):
        a, b, places, junk = self.a, self.b, self.b2j, self.bjunk
        ahi = len(a) if ahi is None else ahi
        bhi = len(b) if bhi is None else bhi
        best_i, best_j, best = alo, blo, 0
        lengths = {}
        for i in range(alo, ahi):
            new = {}
            for j in places.get(a[i], ()):
                if j < blo:
                    continue
                if j >= bhi:
                    break
                k = new[j] = lengths.get(j - 1, 0) + 1
                if k > best:
                    best_i, best_j, best = i - k + 1, j - k + 1, k
            lengths = new
        for wants_junk in (False, True):
            while best_i > alo and best_j > blo and (b[best_j - 1] in junk) == wants_junk and a[best_i - 1] == b[best_j - 1]:
                best_i, best_j, best = best_i - 1, best_j - 1, best + 1
            while best_i + best < ahi and best_j + best < bhi and (b[best_j + best] in junk) == wants_junk and \
                    a[best_i + best] == b[best_j + best]:
                best += 1
        return Match(best_i, best_j, best)

    def get_matching_blocks(self):
        if self._blocks is not None:
            return self._blocks
        la, lb = len(self.a), len(self.b)
        queue = [(0, la, 0, lb)]
        found = []
        while queue:
            alo, ahi, blo, bhi = queue.pop()
            i, j, k = match = self.find_longest_match(alo, ahi, blo, bhi)
            if k:
                found.append(match)
                if alo < i and blo < j:
                    queue.append((alo, i, blo, j))
                if i + k < ahi and j + k < bhi:
                    queue.append((i + k, ahi, j + k, bhi))
        found.sort()
        blocks = []
        i1 = j1 = k1 = 0
        for i, j, k in found:
            if i1 + k1 == i and j1 + k1 == j:
                k1 += k
            else:
                if k1:
                    blocks.append(Match(i1, j1, k1))
                i1, j1, k1 = i, j, k
        if k1:
            blocks.append(Match(i1, j1, k1))
        blocks.append(Match(la, lb, 0))
        self._blocks = blocks
        return blocks

    def get_opcodes(self):
        if self._opcodes is not None:
            return self._opcodes
        i = j = 0
        self._opcodes = codes = []
        for ai, bj, size in self.get_matching_blocks():
            tag = "replace" if i < ai and j < bj else "delete" if i < ai else "insert" if j < bj else ""
            if tag:
                codes.append((tag, i, ai, j, bj))
            i, j = ai + size, bj + size
            if size:
                codes.append(("equal", ai, i, bj, j))
        return codes

    def get_grouped_opcodes(self, n=3):
        codes = list(self.get_opcodes()) or [("equal", 0, 1, 0, 1)]
        if codes[0][0] == "equal":
            tag, i1, i2, j1, j2 = codes[0]
            codes[0] = tag, max(i1, i2 - n), i2, max(j1, j2 - n), j2
        if codes[-1][0] == "equal":
            tag, i1, i2, j1, j2 = codes[-1]
            codes[-1] = tag, i1, min(i2, i1 + n), j1, min(j2, j1 + n)
        group = []
        for tag, i1, i2, j1, j2 in codes:
            if tag == "equal" and i2 - i1 > 2 * n:
                group.append((tag, i1, min(i2, i1 + n), j1, min(j2, j1 + n)))
                yield group
                group = []
                i1, j1 = max(i1, i2 - n), max(j1, j2 - n)
            group.append((tag, i1, i2, j1, j2))
        if group and not (len(group) == 1 and group[0][0] == "equal"):
            yield group

    def ratio(self):
        return _ratio(sum([block[2] for block in self.get_matching_blocks()]), len(self.a) + len(self.b))

    def quick_ratio(self):
        if self._counts is None:
            self._counts = {}
            for item in self.b:
                self._counts[item] = self._counts.get(item, 0) + 1
        left = {}
        matches = 0
        for item in self.a:
            count = left.get(item, self._counts.get(item, 0))
            left[item] = count - 1
            if count > 0:
                matches += 1
        return _ratio(matches, len(self.a) + len(self.b))

    def real_quick_ratio(self):
        return _ratio(min(len(self.a), len(self.b)), len(self.a) + len(self.b))


def get_close_matches(word, possibilities, n=3, cutoff=0.6):
    if not n > 0:
        raise ValueError("n must be > 0: %r" % (n,))
    if not 0.0 <= cutoff <= 1.0:
        raise ValueError("cutoff must be in [0.0, 1.0]: %r" % (cutoff,))
    found = []
    matcher = SequenceMatcher()
    matcher.set_seq2(word)
    for other in possibilities:
        matcher.set_seq1(other)
        if matcher.real_quick_ratio() >= cutoff and matcher.quick_ratio() >= cutoff and matcher.ratio() >= cutoff:
            found.append((matcher.ratio(), other))
    found.sort(reverse=True)
    return [other for _, other in found[:n]]


def _range(start, stop, context=False):
    length = stop - start
    begin = start + 1
    if context:
        if not length:
            begin -= 1
        return "%d" % begin if length <= 1 else "%d,%d" % (begin, begin + length - 1)
    if length == 1:
        return "%d" % begin
    if not length:
        begin -= 1
    return "%d,%d" % (begin, length)


def _check_names(*names):
    for name in names:
        if not isinstance(name, str):
            raise TypeError("all arguments must be str, not: %r" % (name,))


def unified_diff(a, b, fromfile="", tofile="", fromfiledate="", tofiledate="", n=3, lineterm="\n"):
    _check_names(fromfile, tofile, fromfiledate, tofiledate, lineterm)
    started = False
    for group in SequenceMatcher(None, a, b).get_grouped_opcodes(n):
        if not started:
            started = True
            yield "--- %s%s%s" % (fromfile, "\t" + fromfiledate if fromfiledate else "", lineterm)
            yield "+++ %s%s%s" % (tofile, "\t" + tofiledate if tofiledate else "", lineterm)
        first, last = group[0], group[-1]
        yield "@@ -%s +%s @@%s" % (_range(first[1], last[2]), _range(first[3], last[4]), lineterm)
        for tag, i1, i2, j1, j2 in group:
            if tag == "equal":
                for line in a[i1:i2]:
                    yield " " + line
                continue
            if tag in ("replace", "delete"):
                for line in a[i1:i2]:
                    yield "-" + line
            if tag in ("replace", "insert"):
                for line in b[j1:j2]:
                    yield "+" + line


def context_diff(a, b, fromfile="", tofile="", fromfiledate="", tofiledate="", n=3, lineterm="\n"):
    prefix = {"insert": "+ ", "delete": "- ", "replace": "! ", "equal": "  "}
    _check_names(fromfile, tofile, fromfiledate, tofiledate, lineterm)
    started = False
    for group in SequenceMatcher(None, a, b).get_grouped_opcodes(n):
        if not started:
            started = True
            yield "*** %s%s%s" % (fromfile, "\t" + fromfiledate if fromfiledate else "", lineterm)
            yield "--- %s%s%s" % (tofile, "\t" + tofiledate if tofiledate else "", lineterm)
        first, last = group[0], group[-1]
        yield "***************" + lineterm
        yield "*** %s ****%s" % (_range(first[1], last[2], True), lineterm)
        if any([tag in ("replace", "delete") for tag, _, _, _, _ in group]):
            for tag, i1, i2, _, _ in group:
                if tag != "insert":
                    for line in a[i1:i2]:
                        yield prefix[tag] + line
        yield "--- %s ----%s" % (_range(first[3], last[4], True), lineterm)
        if any([tag in ("replace", "insert") for tag, _, _, _, _ in group]):
            for tag, _, _, j1, j2 in group:
                if tag != "delete":
                    for line in b[j1:j2]:
                        yield prefix[tag] + line


def IS_LINE_JUNK(line, pat=None):
    return line.strip() in ("", "#")


def IS_CHARACTER_JUNK(ch, ws=" \t"):
    return ch in ws


class Differ:
    """Compares lines, and the characters of lines that are alike."""

    def __init__(self, linejunk=None, charjunk=None):
        self.linejunk = linejunk
        self.charjunk = charjunk

    def compare(self, a, b):
        for tag, alo, ahi, blo, bhi in SequenceMatcher(self.linejunk, a, b).get_opcodes():
            if tag == "replace":
                yield from self._replaced(a, alo, ahi, b, blo, bhi)
            elif tag == "delete":
                yield from _dump("-", a, alo, ahi)
            elif tag == "insert":
                yield from _dump("+", b, blo, bhi)
            else:
                yield from _dump(" ", a, alo, ahi)

    def _replaced(self, a, alo, ahi, b, blo, bhi):
        """Around the two lines that are most alike."""
        if alo == ahi:
            yield from _dump("+", b, blo, bhi)
            return
        if blo == bhi:
            yield from _dump("-", a, alo, ahi)
            return
        best = 0.74
        found = equal = None
        cruncher = SequenceMatcher(self.charjunk)
        for j in range(blo, bhi):
            cruncher.set_seq2(b[j])
            for i in range(alo, ahi):
                if a[i] == b[j]:
                    equal = equal or (i, j)
                    continue
                cruncher.set_seq1(a[i])
                if cruncher.real_quick_ratio() > best and cruncher.quick_ratio() > best and cruncher.ratio() > best:
                    best = cruncher.ratio()
                    found = i, j
        if best < 0.75:
            found = equal
        else:
            equal = None
        if found is None:
            if bhi - blo < ahi - alo:
                yield from _dump("+", b, blo, bhi)
                yield from _dump("-", a, alo, ahi)
            else:
                yield from _dump("-", a, alo, ahi)
                yield from _dump("+", b, blo, bhi)
            return
        i, j = found
        yield from self._replaced(a, alo, i, b, blo, j) if alo < i or blo < j else ()
        if equal is None:
            a_tags = b_tags = ""
            cruncher.set_seqs(a[i], b[j])
            for tag, i1, i2, j1, j2 in cruncher.get_opcodes():
                a_tags += {"replace": "^", "delete": "-", "insert": "", "equal": " "}[tag] * (i2 - i1)
                b_tags += {"replace": "^", "delete": "", "insert": "+", "equal": " "}[tag] * (j2 - j1)
            yield from self._qformat(a[i], b[j], a_tags, b_tags)
        else:
            yield "  " + a[i]
        yield from self._replaced(a, i + 1, ahi, b, j + 1, bhi) if i + 1 < ahi or j + 1 < bhi else ()

    def _qformat(self, a_line, b_line, a_tags, b_tags):
        for sign, line, tags in (("-", a_line, a_tags), ("+", b_line, b_tags)):
            tags = "".join([c if tag == " " and c.isspace() else tag for c, tag in zip(line, tags)]).rstrip()
            yield "%s %s" % (sign, line)
            if tags:
                yield "? %s\n" % tags


def _dump(sign, lines, lo, hi):
    for i in range(lo, hi):
        yield "%s %s" % (sign, lines[i])


def ndiff(a, b, linejunk=None, charjunk=IS_CHARACTER_JUNK):
    return Differ(linejunk, charjunk).compare(a, b)


def restore(delta, which):
    if which not in (1, 2):
        raise ValueError("unknown delta choice (must be 1 or 2): %r" % which)
    for line in delta:
        if line[:2] in ("  ", "- " if which == 1 else "+ "):
            yield line[2:]


class HtmlDiff:
    def __init__(self, *args, **kwargs):
        raise NotImplementedError("difflib.HtmlDiff is not there; use unified_diff or ndiff")
