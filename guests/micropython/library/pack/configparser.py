"""The module configparser."""

import re as _re
from collections.abc import MutableMapping as _MutableMapping

DEFAULTSECT = "DEFAULT"
MAX_INTERPOLATION_DEPTH = 10
_UNSET = object()


# ---- errors ----


class Error(Exception):
    def __init__(self, msg=""):
        self.message = msg
        super().__init__(msg)

    def __repr__(self):
        return self.message

    __str__ = __repr__


class NoSectionError(Error):
    def __init__(self, section):
        super().__init__("No section: %r" % (section,))
        self.section = section
        self.args = (section,)


class NoOptionError(Error):
    def __init__(self, option, section):
        super().__init__("No option %r in section: %r" % (option, section))
        self.option = option
        self.section = section
        self.args = (option, section)


def _where(source, lineno, kind):
    """How a message about what is there twice begins."""
    if source is None:
        return kind[0].upper() + kind[1:] + " "
    return "While reading from %r%s: %s " % (source, "" if lineno is None else " [line %2d]" % lineno, kind)


class DuplicateSectionError(Error):
    def __init__(self, section, source=None, lineno=None):
        super().__init__("%s%r already exists" % (_where(source, lineno, "section"), section))
        self.section = section
        self.source = source
        self.lineno = lineno
        self.args = (section, source, lineno)


class DuplicateOptionError(Error):
    def __init__(self, section, option, source=None, lineno=None):
        super().__init__("%s%r in section %r already exists" % (_where(source, lineno, "option"), option, section))
        self.section = section
        self.option = option
        self.source = source
        self.lineno = lineno
        self.args = (section, option, source, lineno)


class InterpolationError(Error):
    def __init__(self, option, section, msg):
        super().__init__(msg)
        self.option = option
        self.section = section
        self.args = (option, section, msg)


class InterpolationSyntaxError(InterpolationError):
    pass


class InterpolationMissingOptionError(InterpolationError):
    def __init__(self, option, section, rawval, reference):
        super().__init__(option, section, "Bad value substitution: option %r in section %r contains an interpolation "
                         "key %r which is not a valid option name. Raw value: %r" % (
                             option, section, reference, rawval))
        self.reference = reference
        self.args = (option, section, rawval, reference)


class InterpolationDepthError(InterpolationError):
    def __init__(self, option, section, rawval):
        super().__init__(option, section, "Recursion limit exceeded in value substitution: option %r in section %r "
                         "contains an interpolation key which cannot be substituted in %d steps. Raw value: %r" % (
                             option, section, MAX_INTERPOLATION_DEPTH, rawval))
        self.args = (option, section, rawval)


class ParsingError(Error):
    def __init__(self, source, *args):
        super().__init__("Source contains parsing errors: %r" % (source,))
        self.source = source
        self.errors = []
        self.args = (source,)

    def append(self, lineno, line):
        self.errors.append((lineno, line))
        self.message += "\n\t[line %2d]: %s" % (lineno, line)


class MissingSectionHeaderError(ParsingError):
    _PROBLEM = "File contains no section headers."

    def __init__(self, filename, lineno, line):
        Error.__init__(self, "%s\nfile: %r, line: %d\n%r" % (self._PROBLEM, filename, lineno, line))
        self.source = filename
        self.lineno = lineno
        self.line = line
        self.args = (filename, lineno, line)


class MultilineContinuationError(MissingSectionHeaderError):
    _PROBLEM = "Key without value continued with an indented line."


# ---- values that contain other values ----


class Interpolation:
    """None: values are what they are."""

    def before_get(self, parser, section, option, value, defaults):
        return value

    def before_set(self, parser, section, option, value):
        return value

    def before_read(self, parser, section, option, value):
        return value

    def before_write(self, parser, section, option, value):
        return value


class BasicInterpolation(Interpolation):
    """%(option)s stands for the option's value, %% for a percent sign."""

    _SIGN, _OPENING = "%", "("
    _REFERENCE = _re.compile(r"%\(([^)]+)\)s")

    def before_get(self, parser, section, option, value, defaults):
        pieces = []
        self._fill(parser, option, pieces, value, section, defaults, 1)
        return "".join(pieces)

    def before_set(self, parser, section, option, value):
        rest = self._REFERENCE.sub("", value.replace(self._SIGN * 2, ""))
        if self._SIGN in rest:
            raise ValueError("invalid interpolation syntax in %r at position %d" % (value, rest.find(self._SIGN)))
        return value

    def _fill(self, parser, option, pieces, rest, section, values, depth):
        raw = parser.get(section, option, raw=True, fallback=rest)
        if depth > MAX_INTERPOLATION_DEPTH:
            raise InterpolationDepthError(option, section, raw)
        sign = self._SIGN
        while rest:
            before, found, _ = rest.partition(sign)
            pieces.append(before)
            if not found:
                break
            rest = rest[len(before):]
            following = rest[1:2]
            if following == sign:
                pieces.append(sign)
                rest = rest[2:]
            elif following == self._OPENING:
                match = self._REFERENCE.match(rest)
                if match is None:
                    raise InterpolationSyntaxError(option, section, "bad interpolation variable reference %r" % rest)
                rest = rest[match.end():]
                self._fill_reference(parser, option, pieces, match.group(1), section, values, depth, raw, rest)
            else:
                raise InterpolationSyntaxError(option, section, "'%s' must be followed by '%s' or '%s', found: %r" % (
                    sign, sign, self._OPENING, rest))

    def _fill_reference(self, parser, option, pieces, reference, section, values, depth, raw, rest):
        name = parser.optionxform(reference)
        if name not in values:
            raise InterpolationMissingOptionError(option, section, raw, name)
        value = values[name]
        if "%" in value:
            self._fill(parser, option, pieces, value, section, values, depth + 1)
        else:
            pieces.append(value)


class ExtendedInterpolation(BasicInterpolation):
    """${option} and ${section:option} stand for a value, $$ for a dollar sign."""

    _SIGN, _OPENING = "$", "{"
    _REFERENCE = _re.compile(r"\$\{([^}]+)\}")

    def _fill_reference(self, parser, option, pieces, reference, section, values, depth, raw, rest):
        path = reference.split(":")
        if len(path) > 2:
            raise InterpolationSyntaxError(option, section, "More than one ':' found: %r" % rest)
        name = parser.optionxform(path[-1])
        try:
            if len(path) == 1:
                value = values[name]
            else:
                section_of_value = path[0]
                value = parser.get(section_of_value, name, raw=True)
        except (KeyError, NoSectionError, NoOptionError):
            raise InterpolationMissingOptionError(option, section, raw, reference) from None
        if len(path) == 1:
            section_of_value = section
        if value is None:
            return
        if "$" in value:
            self._fill(parser, name, pieces, value, section_of_value, dict(parser.items(section_of_value, raw=True)),
                       depth + 1)
        else:
            pieces.append(value)


# ---- parsers ----


class RawConfigParser(_MutableMapping):
    _DEFAULT_INTERPOLATION = Interpolation()
    BOOLEAN_STATES = {"1": True, "yes": True, "true": True, "on": True,
                      "0": False, "no": False, "false": False, "off": False}

    def __init__(self, defaults=None, dict_type=dict, allow_no_value=False, *, delimiters=("=", ":"),
                 comment_prefixes=("#", ";"), inline_comment_prefixes=None, strict=True, empty_lines_in_values=True,
                 default_section=DEFAULTSECT, interpolation=_UNSET, converters=None):
        self._dict = dict_type
        self._sections = dict_type()
        self._defaults = dict_type()
        self._proxies = {default_section: SectionProxy(self, default_section)}
        self._allow_no_value = allow_no_value
        self._delimiters = tuple(delimiters)
        self._comment_prefixes = tuple(comment_prefixes or ())
        self._inline_comment = None
        if inline_comment_prefixes:
            self._inline_comment = _re.compile(
                "|".join([r"(?:^|\s)" + _re.escape(prefix) for prefix in inline_comment_prefixes]))
        self._strict = strict
        self._empty_lines_in_values = empty_lines_in_values
        self.default_section = default_section
        self._interpolation = self._DEFAULT_INTERPOLATION if interpolation is _UNSET else interpolation
        if self._interpolation is None:
            self._interpolation = Interpolation()
        if not isinstance(self._interpolation, Interpolation):
            raise TypeError("interpolation= must be None or an instance of Interpolation, got %r" % (interpolation,))
        for name, convert in (converters or {}).items():
            setattr(self, "get" + name, self._getter(convert))
        if defaults:
            self._read_defaults(defaults)

    def _read_defaults(self, defaults):
        for key, value in defaults.items():
            self._defaults[self.optionxform(key)] = value

    def _getter(self, convert):
        return lambda section, option, **kwargs: self._get_converted(section, option, convert, **kwargs)

    def optionxform(self, optionstr):
        return optionstr.lower()

    def _section(self, name):
        """The options of a section, or of the defaults."""
        if name == self.default_section:
            return self._defaults
        if name not in self._sections:
            raise NoSectionError(name)
        return self._sections[name]

    def _add(self, name):
        self._sections[name] = self._dict()
        self._proxies[name] = SectionProxy(self, name)

    # What there is

    def defaults(self):
        return self._defaults

    def sections(self):
        return list(self._sections)

    def has_section(self, section):
        return section in self._sections

    def add_section(self, section):
        if section == self.default_section:
            raise ValueError("Invalid section name: %r" % section)
        if section in self._sections:
            raise DuplicateSectionError(section)
        self._add(section)

    def remove_section(self, section):
        existed = section in self._sections
        if existed:
            del self._sections[section]
            del self._proxies[section]
        return existed

    def options(self, section):
        if section not in self._sections:
            raise NoSectionError(section)
        return list({**self._sections[section], **self._defaults})

    def has_option(self, section, option):
        option = self.optionxform(option)
        if not section or section == self.default_section:
            return option in self._defaults
        return section in self._sections and (option in self._sections[section] or option in self._defaults)

    def set(self, section, option, value=None):
        if value:
            value = self._interpolation.before_set(self, section, option, value)
        self._section(section or self.default_section)[self.optionxform(option)] = value

    def remove_option(self, section, option):
        options = self._section(section or self.default_section)
        option = self.optionxform(option)
        existed = option in options
        if existed:
            del options[option]
        return existed

    # Reading

    def read(self, filenames, encoding=None):
        if isinstance(filenames, (str, bytes)) or hasattr(filenames, "__fspath__"):
            filenames = [filenames]
        done = []
        for name in filenames:
            if hasattr(name, "__fspath__"):
                name = name.__fspath__()
            try:
                file = open(name, encoding=encoding)
            except OSError:
                continue
            with file:
                self._read(file, name)
            done.append(name)
        return done

    def read_file(self, f, source=None):
        self._read(f, getattr(f, "name", "<???>") if source is None else source)

    def read_string(self, string, source="<string>"):
        from io import StringIO
        self._read(StringIO(string), source)

    def read_dict(self, dictionary, source="<dict>"):
        added = set()
        for section, options in dictionary.items():
            section = str(section)
            try:
                self.add_section(section)
            except (DuplicateSectionError, ValueError):
                if self._strict and section in added:
                    raise
            added.add(section)
            for key, value in options.items():
                key = self.optionxform(str(key))
                if value is not None:
                    value = str(value)
                if self._strict and (section, key) in added:
                    raise DuplicateOptionError(section, key, source)
                added.add((section, key))
                self.set(section, key, value)

    def _without_comment(self, line):
        text = line.strip()
        if text.startswith(self._comment_prefixes):
            return ""
        if self._inline_comment is not None:
            match = self._inline_comment.search(line)
            if match:
                text = line[:match.start()].strip()
        return text

    def _split(self, text):
        """The name and the value of an option, which is None when there is no delimiter."""
        place, used = len(text), None
        for delimiter in self._delimiters:
            at = text.find(delimiter)
            if 0 <= at < place:
                place, used = at, delimiter
        return text[:place].rstrip(), None if used is None else text[place + len(used):].strip()

    def _read(self, lines, source):
        added = set()
        options = section = name = None
        indent = lineno = 0
        problem = None
        for line in lines:
            lineno += 1
            text = self._without_comment(line)
            if not text:
                if not self._empty_lines_in_values:
                    indent = 1 << 30  # so that nothing continues
                elif not line.strip() and name and options[name] is not None:
                    options[name].append("")
                continue
            here = len(line) - len(line.lstrip())
            if name and here > indent:
                if options[name] is None:
                    raise MultilineContinuationError(source, lineno, line)
                options[name].append(text)
                continue
            indent = here
            end = text.rfind("]")
            if text[0] == "[" and end > 1:
                section, name = text[1:end], None
                if section == self.default_section:
                    options = self._defaults
                    continue
                if section not in self._sections:
                    self._add(section)
                elif self._strict and section in added:
                    raise DuplicateSectionError(section, source, lineno)
                added.add(section)
                options = self._sections[section]
                continue
            if options is None:
                raise MissingSectionHeaderError(source, lineno, line)
            given, value = self._split(text)
            is_option = value is not None or self._allow_no_value
            if not (given and is_option):
                problem = problem or ParsingError(source)
                problem.append(lineno, repr(line))
            if not is_option:
                continue
            name = self.optionxform(given)
            if self._strict and (section, name) in added:
                raise DuplicateOptionError(section, name, source, lineno)
            added.add((section, name))
            options[name] = None if value is None else [value]
        self._join_lines()
        if problem is not None:
            raise problem

    def _join_lines(self):
        for section, options in [(self.default_section, self._defaults), *self._sections.items()]:
            for name, value in options.items():
                if isinstance(value, list):
                    value = "\n".join(value).rstrip()
                options[name] = self._interpolation.before_read(self, section, name, value)

    # Getting

    def get(self, section, option, *, raw=False, vars=None, fallback=_UNSET):
        option = self.optionxform(option)
        try:
            values = self._values(section, vars)
        except NoSectionError:
            if fallback is _UNSET:
                raise
            return fallback
        if option not in values:
            if fallback is _UNSET:
                raise NoOptionError(option, section)
            return fallback
        value = values[option]
        return value if raw or value is None else self._interpolation.before_get(self, section, option, value, values)

    def _values(self, section, vars):
        values = {**self._defaults, **self._section(section)}
        for key, value in (vars or {}).items():
            values[self.optionxform(key)] = value if value is None else str(value)
        return values

    def _get_converted(self, section, option, convert, *, raw=False, vars=None, fallback=_UNSET):
        try:
            value = self.get(section, option, raw=raw, vars=vars)
        except (NoSectionError, NoOptionError):
            if fallback is _UNSET:
                raise
            return fallback
        return convert(value)

    def getint(self, section, option, **kwargs):
        return self._get_converted(section, option, int, **kwargs)

    def getfloat(self, section, option, **kwargs):
        return self._get_converted(section, option, float, **kwargs)

    def getboolean(self, section, option, **kwargs):
        return self._get_converted(section, option, self._convert_to_boolean, **kwargs)

    def _convert_to_boolean(self, value):
        if value.lower() not in self.BOOLEAN_STATES:
            raise ValueError("Not a boolean: %s" % value)
        return self.BOOLEAN_STATES[value.lower()]

    def items(self, section=_UNSET, raw=False, vars=None):
        if section is _UNSET:
            return super().items()
        keys = list({**self._defaults, **self._section(section)})
        values = self._values(section, vars)
        if raw:
            return [(key, values[key]) for key in keys]
        return [(key, self._interpolation.before_get(self, section, key, values[key], values)) for key in keys]

    # Writing

    def write(self, fp, space_around_delimiters=True):
        delimiter = " %s " % self._delimiters[0] if space_around_delimiters else self._delimiters[0]
        sections = list(self._sections.items())
        if self._defaults:
            sections.insert(0, (self.default_section, self._defaults))
        for section, options in sections:
            fp.write("[%s]\n" % section)
            for name, value in options.items():
                value = self._interpolation.before_write(self, section, name, value)
                if value is not None or not self._allow_no_value:
                    name += delimiter + str(value).replace("\n", "\n\t")
                fp.write(name + "\n")
            fp.write("\n")

    # As a mapping of sections

    def __getitem__(self, key):
        return self._proxies[key]

    def __setitem__(self, key, value):
        if key in self._proxies:
            if self._proxies[key] is value:
                return
            self._section(key).clear()
        self.read_dict({key: value})

    def __delitem__(self, key):
        if key == self.default_section:
            raise ValueError("Cannot remove the default section.")
        if not self.remove_section(key):
            raise KeyError(key)

    def __contains__(self, key):
        return key in self._proxies

    def __len__(self):
        return len(self._sections) + 1

    def __iter__(self):
        return iter([self.default_section, *self._sections])

    def popitem(self):
        for key in self.sections():
            value = self[key]
            del self[key]
            return key, value
        raise KeyError

    def _check_types(self, section="", option="", value=""):
        if not isinstance(section, str):
            raise TypeError("section names must be strings")
        if not isinstance(option, str):
            raise TypeError("option keys must be strings")
        if (value or not self._allow_no_value) and not isinstance(value, str):
            raise TypeError("option values must be strings")


class ConfigParser(RawConfigParser):
    _DEFAULT_INTERPOLATION = BasicInterpolation()

    def set(self, section, option, value=None):
        self._check_types(option=option, value=value)
        super().set(section, option, value)

    def add_section(self, section):
        self._check_types(section=section)
        super().add_section(section)

    def _read_defaults(self, defaults):
        interpolation, self._interpolation = self._interpolation, Interpolation()
        try:
            self.read_dict({self.default_section: defaults})
        finally:
            self._interpolation = interpolation


class SectionProxy(_MutableMapping):
    """One section of a parser, as a mapping."""

    def __init__(self, parser, name):
        self._parser = parser
        self._name = name

    def __repr__(self):
        return "<Section: %s>" % self._name

    @property
    def parser(self):
        return self._parser

    @property
    def name(self):
        return self._name

    def _options(self):
        parser = self._parser
        return list(parser._defaults) if self._name == parser.default_section else parser.options(self._name)

    def __getitem__(self, key):
        if key not in self:
            raise KeyError(key)
        return self._parser.get(self._name, key)

    def __setitem__(self, key, value):
        self._parser._check_types(option=key, value=value)
        self._parser.set(self._name, key, value)

    def __delitem__(self, key):
        if not (key in self and self._parser.remove_option(self._name, key)):
            raise KeyError(key)

    def __contains__(self, key):
        return self._parser.has_option(self._name, key)

    def __len__(self):
        return len(self._options())

    def __iter__(self):
        return iter(self._options())

    def get(self, option, fallback=None, **kwargs):
        return self._parser.get(self._name, option, fallback=fallback, **kwargs)

    def __getattr__(self, name):
        """getint() and the like, as the parser has them."""
        if not name.startswith("get"):
            raise AttributeError("'SectionProxy' object has no attribute %r" % name)
        getter = getattr(self._parser, name)
        return lambda option, fallback=None, **kwargs: getter(self._name, option, fallback=fallback, **kwargs)
