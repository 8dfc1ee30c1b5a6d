"""string.Formatter: str.format() with its parts to be overridden."""


def _parse(text):
    """Yields (text before, field or None, specification, conversion or None)."""
    at = 0
    literal = ""
    while at < len(text):
        letter = text[at]
        at += 1
        if letter not in "{}":
            end = at
            while end < len(text) and text[end] not in "{}":
                end += 1
            literal += letter + text[at:end]
            at = end
            continue
        if text[at:at + 1] == letter:
            yield literal + letter, None, None, None
            literal = ""
            at += 1
            continue
        if letter == "}" or at == len(text):
            raise ValueError("Single '%s' encountered in format string" % letter)
        begin = at
        depth = 1
        brackets = 0
        end_of_name = -1
        while depth:
            if at == len(text):
                raise ValueError("expected '}' before end of string")
            letter = text[at]
            if letter == "{":
                depth += 1
            elif letter == "}":
                depth -= 1
            elif end_of_name < 0:
                if letter == "[":
                    brackets += 1
                elif letter == "]":
                    brackets -= 1
                elif letter in "!:" and brackets <= 0:
                    end_of_name = at
            at += 1
        field = text[begin:at - 1]
        conversion = None
        spec = ""
        if end_of_name >= 0:
            rest = text[end_of_name:at - 1]
            field = text[begin:end_of_name]
            if rest[0] == "!":
                conversion = rest[1:2]
                rest = rest[2:]
                if not conversion:
                    raise ValueError("unmatched '{' in format spec")
                if rest and rest[0] != ":":
                    raise ValueError("expected ':' after conversion specifier")
            spec = rest[1:]
        yield literal, field, spec, conversion
        literal = ""
    if literal:
        yield literal, None, None, None


def _split(field):
    """The first part of a field's name, and its parts (is it an attribute, name)."""
    at = 0
    while at < len(field) and field[at] not in ".[":
        at += 1
    first = field[:at]
    rest = []
    while at < len(field):
        if field[at] == "[":
            end = field.find("]", at)
            if end < 0:
                raise ValueError("Missing ']' in format string")
            name = field[at + 1:end]
            rest.append((False, int(name) if name.isdigit() else name))
            at = end + 1
            if at < len(field) and field[at] not in ".[":
                raise ValueError("Only '.' or '[' may follow ']' in format field specifier")
        else:
            end = at + 1
            while end < len(field) and field[end] not in ".[":
                end += 1
            name = field[at + 1:end]
            rest.append((True, name))
            at = end
        if name == "":
            raise ValueError("Empty attribute in format string")
    return int(first) if first.isdigit() else first, rest


class Formatter:
    def format(self, format_string, /, *args, **kwargs):
        return self.vformat(format_string, args, kwargs)

    def vformat(self, format_string, args, kwargs):
        used = set()
        result, _ = self._vformat(format_string, args, kwargs, used, 2, 0)
        self.check_unused_args(used, args, kwargs)
        return result

    def _vformat(self, text, args, kwargs, used, depth, number):
        if depth < 0:
            raise ValueError("Max string recursion exceeded")
        result = []
        for literal, field, spec, conversion in self.parse(text):
            if literal:
                result.append(literal)
            if field is None:
                continue
            if field == "":
                if number is False:
                    raise ValueError("cannot switch from manual field specification to automatic field numbering")
                field = str(number)
                number += 1
            elif field.isdigit():
                if number:
                    raise ValueError("cannot switch from manual field specification to automatic field numbering")
                number = False
            value, key = self.get_field(field, args, kwargs)
            used.add(key)
            value = self.convert_field(value, conversion)
            spec, number = self._vformat(spec, args, kwargs, used, depth - 1, number)
            result.append(self.format_field(value, spec))
        return "".join(result), number

    def get_value(self, key, args, kwargs):
        return args[key] if isinstance(key, int) else kwargs[key]

    def check_unused_args(self, used_args, args, kwargs):
        pass

    def format_field(self, value, format_spec):
        return format(value, format_spec)

    def convert_field(self, value, conversion):
        if conversion is None:
            return value
        if conversion not in ("s", "r", "a"):
            raise ValueError("Unknown conversion specifier %s" % conversion)
        return {"s": str, "r": repr, "a": ascii}[conversion](value)

    def parse(self, format_string):
        return _parse(format_string)

    def get_field(self, field_name, args, kwargs):
        first, rest = _split(field_name)
        value = self.get_value(first, args, kwargs)
        for is_attribute, name in rest:
            value = getattr(value, name) if is_attribute else value[name]
        return value, first
