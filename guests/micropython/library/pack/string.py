"""The module string."""

__all__ = ["ascii_letters", "ascii_lowercase", "ascii_uppercase", "capwords", "digits", "hexdigits", "octdigits",
           "printable", "punctuation", "whitespace", "Formatter", "Template"]

whitespace = " \t\n\r\v\f"
ascii_lowercase = "abcdefghijklmnopqrstuvwxyz"
ascii_uppercase = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
ascii_letters = ascii_lowercase + ascii_uppercase
digits = "0123456789"
hexdigits = digits + "abcdefABCDEF"
octdigits = "01234567"
punctuation = "!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~"
printable = digits + ascii_letters + punctuation + whitespace


def capwords(s, sep=None):
    return (sep or " ").join([word.capitalize() for word in s.split(sep)])


class Template:
    delimiter = "$"

    def __init__(self, template):
        self.template = template

    def _parts(self):
        """Yields (text, name, whole, place): name is None for text alone, "" for what cannot be read."""
        for name in ("idpattern", "braceidpattern", "pattern", "flags"):
            if hasattr(self, name):
                raise NotImplementedError("string.Template: an own %s is not followed here; an own delimiter is" % name)
        text = self.template
        mark = self.delimiter
        at = 0
        while True:
            start = text.find(mark, at)
            if start < 0:
                yield text[at:], None, None, None
                return
            yield text[at:start], None, None, None
            at = start + len(mark)
            if text.startswith(mark, at):
                at += len(mark)
                yield mark, None, None, None
                continue
            is_braced = text.startswith("{", at)
            first = at + 1 if is_braced else at
            end = first
            while end < len(text) and text[end] in _NAME and (end > first or text[end] not in digits):
                end += 1
            if end == first or (is_braced and not text.startswith("}", end)):
                yield None, "", mark, start
                continue
            at = end + 1 if is_braced else end
            yield None, text[first:end], text[start:at], start

    def _substitute(self, values, is_safe):
        parts = []
        for text, name, whole, place in self._parts():
            if name is None:
                parts.append(text)
            elif not name:
                if not is_safe:
                    lines = self.template[:place].split("\n")
                    raise ValueError("Invalid placeholder in string: line %d, col %d" % (len(lines), len(lines[-1]) + 1))
                parts.append(whole)
            elif is_safe:
                try:
                    parts.append(str(values[name]))
                except KeyError:
                    parts.append(whole)
            else:
                parts.append(str(values[name]))
        return "".join(parts)

    @staticmethod
    def _values(mapping, kws):
        if not kws:
            return mapping
        values = {}
        for key in mapping.keys():
            values[key] = mapping[key]
        values.update(kws)
        return values

    def substitute(self, mapping=None, /, **kws):
        return self._substitute(self._values({} if mapping is None else mapping, kws), False)

    def safe_substitute(self, mapping=None, /, **kws):
        return self._substitute(self._values({} if mapping is None else mapping, kws), True)

    def is_valid(self):
        return all([name != "" for _, name, _, _ in self._parts()])

    def get_identifiers(self):
        names = []
        for _, name, _, _ in self._parts():
            if name and name not in names:
                names.append(name)
        return names


_NAME = ascii_letters + digits + "_"


def __getattr__(name):
    if name != "Formatter":
        raise AttributeError("module 'string' has no attribute '%s'" % name)
    from _formatter import Formatter
    globals()["Formatter"] = Formatter
    return Formatter
