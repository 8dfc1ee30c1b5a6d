"""The module argparse: options, positionals, groups, subcommands, and the texts of help and errors."""

import sys as _sys

SUPPRESS = "==SUPPRESS=="
OPTIONAL, ZERO_OR_MORE, ONE_OR_MORE, PARSER, REMAINDER = "?", "*", "+", "A...", "..."


class ArgumentError(Exception):
    def __init__(self, argument, message):
        self.argument_name = _name_of(argument)
        self.message = message

    def __str__(self):
        return self.message if self.argument_name is None else "argument %s: %s" % (self.argument_name, self.message)


class ArgumentTypeError(Exception):
    pass


def _name_of(argument):
    if argument is None:
        return None
    if argument.option_strings:
        return "/".join(argument.option_strings)
    if argument.metavar not in (None, SUPPRESS):
        return "/".join(argument.metavar) if isinstance(argument.metavar, tuple) else argument.metavar
    if argument.dest not in (None, SUPPRESS):
        return argument.dest
    if argument.choices:
        return "{%s}" % ",".join([str(each) for each in argument.choices])
    return None


class Namespace:
    def __init__(self, **kwargs):
        for name, value in kwargs.items():
            setattr(self, name, value)

    def __repr__(self):
        return "%s(%s)" % (type(self).__name__, ", ".join([
            "%s=%r" % (name, value) if name.isidentifier() else "**{%r: %r}" % (name, value)
            for name, value in self.__dict__.items()]))

    def __eq__(self, other):
        return self.__dict__ == other.__dict__ if isinstance(other, Namespace) else NotImplemented

    def __contains__(self, key):
        return key in self.__dict__


# ---- help ----


class HelpFormatter:
    def __init__(self, prog, indent_increment=2, max_help_position=24, width=None):
        self._prog = prog
        self._width = 78 if width is None else width
        self._indent = indent_increment
        self._current_indent = 0
        self._max_help_position = min(max_help_position, max(self._width - 20, indent_increment * 2))

    # What has a name of CPython's is called as there, for classes that give something else; the rest is refused.

    def _split_lines(self, text, width):
        import textwrap
        return textwrap.wrap(" ".join(text.split()), width)

    def _fill_text(self, text, width, indent):
        import textwrap
        return textwrap.fill(" ".join(text.split()), width, initial_indent=indent, subsequent_indent=indent)

    def _get_help_string(self, action):
        return action.help

    def _get_default_metavar_for_optional(self, action):
        return action.dest.upper()

    def _get_default_metavar_for_positional(self, action):
        return action.dest

    def _metavar_formatter(self, action, default_metavar):
        metavar = action.metavar
        if metavar is None:
            metavar = default_metavar
            if action.choices is not None:
                metavar = "{%s}" % ",".join([str(each) for each in action.choices])
        return lambda count: metavar if isinstance(metavar, tuple) else (metavar,) * count

    def _default_metavar(self, action):
        if action.option_strings:
            return self._get_default_metavar_for_optional(action)
        return self._get_default_metavar_for_positional(action)

    def _format_args(self, action, default_metavar):
        times = self._metavar_formatter(action, default_metavar)
        nargs = action.nargs
        if nargs is None:
            return "%s" % times(1)
        if nargs == OPTIONAL:
            return "[%s]" % times(1)
        if nargs == ZERO_OR_MORE:
            names = times(1)
            return "[%s [%s ...]]" % names if len(names) == 2 else "[%s ...]" % names
        if nargs == ONE_OR_MORE:
            return "%s [%s ...]" % times(2)
        if nargs == REMAINDER:
            return "..."
        if nargs == PARSER:
            return "%s ..." % times(1)
        if nargs == SUPPRESS:
            return ""
        return " ".join(times(nargs))

    def _format_action_invocation(self, action):
        default = self._default_metavar(action)
        if not action.option_strings:
            return " ".join(self._metavar_formatter(action, default)(1))
        names = ", ".join(action.option_strings)
        return names if action.nargs == 0 else "%s %s" % (names, self._format_args(action, default))

    def _usage_part(self, action, in_group):
        if not action.option_strings:
            part = self._format_args(action, self._default_metavar(action))
            return part[1:-1] if in_group and part.startswith("[") and part.endswith("]") else part
        if action.nargs == 0:
            part = action.format_usage()
        else:
            part = "%s %s" % (action.option_strings[0], self._format_args(action, self._default_metavar(action)))
        return part if action.required or in_group else "[%s]" % part

    def _usage_parts(self, actions, groups):
        parts = []
        done = []
        for action in actions:
            if action in done or action.help is SUPPRESS:
                continue
            group = None
            for each in groups:
                if action in each._actions and [a for a in each._actions if a in actions] == each._actions:
                    group = each
            if group is None:
                parts.append(self._usage_part(action, False))
                continue
            shown = [a for a in group._actions if a.help is not SUPPRESS]
            done += group._actions
            texts = [self._usage_part(a, True) for a in shown]
            begin, end = "[]" if not group.required else "()" if len(texts) > 1 else ("", "")
            texts[0] = begin + texts[0]
            texts[-1] += end
            parts += [text + " |" for text in texts[:-1]] + texts[-1:]  # a line may end within the group
        return parts

    def usage(self, usage, actions, groups, prefix=None):
        prefix = "usage: " if prefix is None else prefix
        if usage is SUPPRESS:
            return ""
        if usage is not None:
            return "%s%s\n\n" % (prefix, usage % {"prog": self._prog})
        prog = self._prog
        optionals = self._usage_parts([each for each in actions if each.option_strings], groups)
        positionals = self._usage_parts([each for each in actions if not each.option_strings], groups)
        text = " ".join([part for part in [prog] + optionals + positionals if part])
        if len(prefix) + len(text) > self._width:
            text = self._broken(prog, prefix, optionals, positionals)
        return "%s%s\n\n" % (prefix, text)

    def _broken(self, prog, prefix, optionals, positionals):
        def lines_of(parts, indent, prefix=None):
            lines = []
            line = []
            length = (len(indent) if prefix is None else len(prefix)) - 1
            for part in parts:
                if length + 1 + len(part) > self._width and line:
                    lines.append(indent + " ".join(line))
                    line = []
                    length = len(indent) - 1
                line.append(part)
                length += len(part) + 1
            if line:
                lines.append(indent + " ".join(line))
            if prefix is not None:
                lines[0] = lines[0][len(indent):]
            return lines

        if len(prefix) + len(prog) <= 0.75 * self._width:
            indent = " " * (len(prefix) + len(prog) + 1)
            if optionals:
                lines = lines_of([prog] + optionals, indent, prefix) + lines_of(positionals, indent)
            else:
                lines = lines_of([prog] + positionals, indent, prefix)
        else:
            indent = " " * len(prefix)
            lines = lines_of(optionals + positionals, indent)
            if len(lines) > 1:
                lines = lines_of(optionals, indent) + lines_of(positionals, indent)
            lines = [prog] + lines
        return "\n".join(lines)

    def _format_text(self, text):
        if "%(prog)" in text:
            text = text % {"prog": self._prog}
        return self._fill_text(text, max(self._width - self._current_indent, 11), " " * self._current_indent) + "\n\n"

    def _expand_help(self, action):
        values = {**action.__dict__, "prog": self._prog}
        for name in list(values):
            if values[name] is SUPPRESS:
                del values[name]
            elif hasattr(values[name], "__name__"):
                values[name] = values[name].__name__
        if values.get("choices") is not None:
            values["choices"] = ", ".join([str(each) for each in values["choices"]])
        text = self._get_help_string(action)
        return text % values if "%" in text else text

    def sections(self, sections):
        """`sections` are (title, description, actions)."""
        rows = [(action, depth) for _, _, actions in sections for action, depth in self._rows(actions)]
        longest = max([len(self._format_action_invocation(action)) + depth for action, depth in rows] or [0])
        place = min(longest + 2, self._max_help_position)
        text = ""
        for title, description, actions in sections:
            body = ""
            if description:
                self._current_indent = self._indent
                body += self._format_text(description)
                self._current_indent = 0
            for action, depth in self._rows(actions):
                body += self._row(action, depth, place)
            if body:
                text += ("%s:\n" % title if title and title is not SUPPRESS else "") + body + "\n"
        return text

    def _rows(self, actions):
        for action in actions:
            if action.help is not SUPPRESS:
                yield action, self._indent
                for each in action._subactions():
                    if each.help is not SUPPRESS:
                        yield each, 2 * self._indent

    def _row(self, action, depth, place):
        head = " " * depth + self._format_action_invocation(action)
        if not action.help or not action.help.strip():
            return head + "\n"
        lines = self._split_lines(self._expand_help(action), max(self._width - place, 11))
        text = ""
        if len(head) <= place - 2:
            text = head + " " * (place - len(head))
        else:
            text = head + "\n" + " " * place
        return text + ("\n" + " " * place).join(lines) + "\n"


class RawDescriptionHelpFormatter(HelpFormatter):
    def _fill_text(self, text, width, indent):
        return "".join([indent + line for line in text.splitlines(keepends=True)])


class RawTextHelpFormatter(RawDescriptionHelpFormatter):
    def _split_lines(self, text, width):
        return text.splitlines()


class ArgumentDefaultsHelpFormatter(HelpFormatter):
    def _get_help_string(self, action):
        text = action.help or ""
        if "%(default)" not in text and action.default is not SUPPRESS and (
                action.option_strings or action.nargs in (OPTIONAL, ZERO_OR_MORE)):
            text += " (default: %(default)s)"
        return text


class MetavarTypeHelpFormatter(HelpFormatter):
    def _get_default_metavar_for_optional(self, action):
        return action.type.__name__

    _get_default_metavar_for_positional = _get_default_metavar_for_optional


# ---- actions ----


class Action:
    def __init__(self, option_strings, dest, nargs=None, const=None, default=None, type=None, choices=None,
                 required=False, help=None, metavar=None, deprecated=False):
        self.option_strings = option_strings
        self.dest = dest
        self.nargs = nargs
        self.const = const
        self.default = default
        self.type = type
        self.choices = choices
        self.required = required
        self.help = help
        self.metavar = metavar
        self.deprecated = deprecated

    def format_usage(self):
        return self.option_strings[0]

    def _subactions(self):
        return ()

    def __repr__(self):
        names = ("option_strings", "dest", "nargs", "const", "default", "type", "choices", "required", "help", "metavar",
                 "deprecated")
        return "%s(%s)" % (type(self).__name__, ", ".join(["%s=%r" % (name, getattr(self, name)) for name in names]))

    def __call__(self, parser, namespace, values, option_string=None):
        raise NotImplementedError(".__call__() not defined")


class _StoreAction(Action):
    def __init__(self, option_strings, dest, nargs=None, **kwargs):
        if nargs == 0:
            raise ValueError("nargs for store actions must be != 0; if you have nothing to store, actions such as store "
                             "true or store const may be more appropriate")
        if kwargs.get("const") is not None and nargs != OPTIONAL:
            raise ValueError("nargs must be %r to supply const" % OPTIONAL)
        super().__init__(option_strings, dest, nargs, **kwargs)

    def __call__(self, parser, namespace, values, option_string=None):
        setattr(namespace, self.dest, values)


class _StoreConstAction(Action):
    def __init__(self, option_strings, dest, const=None, default=None, required=False, help=None, metavar=None,
                 deprecated=False):
        super().__init__(option_strings, dest, 0, const, default, None, None, required, help, None, deprecated)

    def __call__(self, parser, namespace, values, option_string=None):
        setattr(namespace, self.dest, self.const)


class _StoreTrueAction(_StoreConstAction):
    def __init__(self, option_strings, dest, default=False, required=False, help=None, deprecated=False):
        super().__init__(option_strings, dest, True, default, required, help, None, deprecated)


class _StoreFalseAction(_StoreConstAction):
    def __init__(self, option_strings, dest, default=True, required=False, help=None, deprecated=False):
        super().__init__(option_strings, dest, False, default, required, help, None, deprecated)


def _items(namespace, dest):
    items = getattr(namespace, dest, None)
    if items is None:
        return []
    from copy import copy
    return items[:] if isinstance(items, list) else copy(items)


class _AppendAction(_StoreAction):
    def __call__(self, parser, namespace, values, option_string=None):
        items = _items(namespace, self.dest)
        items.append(values)
        setattr(namespace, self.dest, items)


class _ExtendAction(_AppendAction):
    def __call__(self, parser, namespace, values, option_string=None):
        items = _items(namespace, self.dest)
        items.extend(values)
        setattr(namespace, self.dest, items)


class _AppendConstAction(_StoreConstAction):
    def __call__(self, parser, namespace, values, option_string=None):
        items = _items(namespace, self.dest)
        items.append(self.const)
        setattr(namespace, self.dest, items)


class _CountAction(Action):
    def __init__(self, option_strings, dest, default=None, required=False, help=None, deprecated=False):
        super().__init__(option_strings, dest, 0, None, default, None, None, required, help, None, deprecated)

    def __call__(self, parser, namespace, values, option_string=None):
        setattr(namespace, self.dest, (getattr(namespace, self.dest, None) or 0) + 1)


class _HelpAction(Action):
    def __init__(self, option_strings, dest=SUPPRESS, default=SUPPRESS, help=None, deprecated=False):
        super().__init__(option_strings, dest, 0, None, default, None, None, False, help, None, deprecated)

    def __call__(self, parser, namespace, values, option_string=None):
        parser.print_help()
        parser.exit()


class _VersionAction(Action):
    def __init__(self, option_strings, version=None, dest=SUPPRESS, default=SUPPRESS, help=None, deprecated=False):
        super().__init__(option_strings, dest, 0, None, default, None, None, False,
                         "show program's version number and exit" if help is None else help, None, deprecated)
        self.version = version

    def __call__(self, parser, namespace, values, option_string=None):
        formatter = parser._get_formatter()
        _sys.stdout.write(formatter._format_text(self.version or "").rstrip("\n") + "\n")
        parser.exit()


class BooleanOptionalAction(Action):
    def __init__(self, option_strings, dest, default=None, required=False, help=None, deprecated=False):
        names = []
        for each in option_strings:
            names.append(each)
            if each.startswith("--"):
                if each.startswith("--no-"):
                    raise ValueError("invalid option name %r for BooleanOptionalAction" % each)
                names.append("--no-" + each[2:])
        super().__init__(names, dest, 0, None, default, None, None, required, help, None, deprecated)

    def __call__(self, parser, namespace, values, option_string=None):
        if option_string in self.option_strings:
            setattr(namespace, self.dest, not option_string.startswith("--no-"))

    def format_usage(self):
        return " | ".join(self.option_strings)


class _Choice(Action):
    """A subcommand, in the help."""

    def __init__(self, name, aliases, help):
        super().__init__([], name, help=help, metavar="%s (%s)" % (name, ", ".join(aliases)) if aliases else name)


class _SubParsersAction(Action):
    def __init__(self, option_strings, prog, parser_class, dest=SUPPRESS, required=False, help=None, metavar=None):
        self._prefix = prog
        self._parser_class = parser_class
        self._parsers = {}
        self._deprecated = []
        self._choices = []
        super().__init__(option_strings, dest, PARSER, None, None, None, self._parsers, required, help, metavar)

    def add_parser(self, name, *, deprecated=False, **kwargs):
        if kwargs.get("prog") is None:
            kwargs["prog"] = "%s %s" % (self._prefix, name)
        aliases = kwargs.pop("aliases", ())
        for each in (name, *aliases):
            if each in self._parsers:
                raise ValueError("conflicting subparser: " + each if each == name else "conflicting subparser alias: " + each)
        if "help" in kwargs:
            self._choices.append(_Choice(name, aliases, kwargs.pop("help")))
        parser = self._parser_class(**kwargs)
        for each in (name, *aliases):
            self._parsers[each] = parser
            if deprecated:
                self._deprecated.append(each)
        return parser

    def _subactions(self):
        return self._choices

    def __call__(self, parser, namespace, values, option_string=None):
        name, *rest = values
        if self.dest is not SUPPRESS:
            setattr(namespace, self.dest, name)
        if name not in self._parsers:
            raise ArgumentError(self, "unknown parser %r (choices: %s)" % (name, ", ".join(self._parsers)))
        if name in self._deprecated:
            parser._warn("command %r is deprecated" % name)
        found, unknown = self._parsers[name].parse_known_args(rest, None)
        for key, value in found.__dict__.items():
            setattr(namespace, key, value)
        if unknown:
            namespace._unrecognized_args = getattr(namespace, "_unrecognized_args", []) + unknown


class FileType:
    def __init__(self, mode="r", bufsize=-1, encoding=None, errors=None):
        self._mode = mode
        self._how = bufsize, encoding, errors

    def __repr__(self):
        bufsize, encoding, errors = self._how
        told = [repr(self._mode)] + [repr(bufsize)] * (bufsize != -1)
        told += ["%s=%r" % pair for pair in (("encoding", encoding), ("errors", errors)) if pair[1] is not None]
        return "FileType(%s)" % ", ".join(told)

    def __call__(self, string):
        if string == "-":
            return _sys.stdin if "r" in self._mode else _sys.stdout
        try:
            return open(string, self._mode, *self._how)
        except OSError as error:
            raise ArgumentTypeError("can't open '%s': %s" % (string, error))


_ACTIONS = {None: _StoreAction, "store": _StoreAction, "store_const": _StoreConstAction, "store_true": _StoreTrueAction,
            "store_false": _StoreFalseAction, "append": _AppendAction, "append_const": _AppendConstAction, "count": _CountAction, "help": _HelpAction,
            "version": _VersionAction, "extend": _ExtendAction}


# ---- parsers ----


class _Group:
    def __init__(self, container, title=None, description=None):
        self._container = container
        self.title = title
        self.description = description
        self._group_actions = []

    def add_argument(self, *args, **kwargs):
        return self._container._add(self._container._made(args, kwargs), self)

    def add_mutually_exclusive_group(self, *, required=False):
        return self._container._exclusive(required, self)

    def set_defaults(self, **kwargs):
        self._container.set_defaults(**kwargs)


class _Exclusive(_Group):
    def __init__(self, container, required, group):
        super().__init__(container)
        self.required = required
        self._actions = []
        self._group = group

    def add_argument(self, *args, **kwargs):
        action = self._container._made(args, kwargs)
        if action.required:
            raise ValueError("mutually exclusive arguments must be optional")
        self._container._add(action, self._group)
        self._actions.append(action)
        return action


class ArgumentParser:
    def __init__(self, prog=None, usage=None, description=None, epilog=None, parents=(), formatter_class=HelpFormatter,
                 prefix_chars="-", fromfile_prefix_chars=None, argument_default=None, conflict_handler="error",
                 add_help=True, allow_abbrev=True, exit_on_error=True):
        if prefix_chars != "-" or fromfile_prefix_chars is not None or conflict_handler != "error":
            raise NotImplementedError("argparse: prefix_chars, fromfile_prefix_chars and conflict_handler are not there")
        if prog is None:
            prog = _sys.argv[0].split("/")[-1] if _sys.argv else ""
        self.prog = prog
        self.usage = usage
        self.description = description
        self.epilog = epilog
        self.formatter_class = formatter_class
        self.argument_default = argument_default
        for name in ("_get_values", "_get_value", "_check_value", "_parse_optional", "_get_option_tuples"):
            if hasattr(self, name):
                raise NotImplementedError("argparse: %s of an own parser is not asked here" % name)
        self.add_help = add_help
        self.allow_abbrev = allow_abbrev
        self.exit_on_error = exit_on_error
        self._actions = []
        self._options = {}
        self._defaults = {}
        self._exclusives = []
        self._subparsers = None
        self._positionals = _Group(self, "positional arguments")
        self._optionals = _Group(self, "options")
        self._groups = [self._positionals, self._optionals]
        if add_help:
            self.add_argument("-h", "--help", action="help", default=SUPPRESS, help="show this help message and exit")
        for parent in parents:
            self._take_over(parent)

    def __repr__(self):
        return "ArgumentParser(prog=%r, usage=%r, description=%r, formatter_class=%r, conflict_handler='error', add_help=%r)" % (
            self.prog, self.usage, self.description, self.formatter_class, self.add_help)

    def _take_over(self, parent):
        for group in parent._groups:
            own = group
            if group is parent._positionals:
                own = self._positionals
            elif group is parent._optionals:
                own = self._optionals
            else:
                own = self.add_argument_group(group.title, group.description)
            for action in group._group_actions:
                self._add(action, own)
        self._exclusives += parent._exclusives
        self._defaults.update(parent._defaults)

    # ---- what can be given ----

    def set_defaults(self, **kwargs):
        self._defaults.update(kwargs)
        for action in self._actions:
            if action.dest in kwargs:
                action.default = kwargs[action.dest]

    def get_default(self, dest):
        for action in self._actions:
            if action.dest == dest and action.default is not None:
                return action.default
        return self._defaults.get(dest)

    def add_argument_group(self, title=None, description=None):
        group = _Group(self, title, description)
        self._groups.append(group)
        return group

    def add_mutually_exclusive_group(self, *, required=False):
        return self._exclusive(required, None)

    def _exclusive(self, required, group):
        made = _Exclusive(self, required, group)
        self._exclusives.append(made)
        return made

    def add_subparsers(self, *, title=None, description=None, prog=None, parser_class=None, action=None, dest=SUPPRESS,
                       required=False, help=None, metavar=None):
        if self._subparsers is not None:
            raise ValueError("cannot have multiple subparser arguments")
        group = self.add_argument_group(title or "subcommands", description) if title or description else \
            self._positionals
        if prog is None:
            formatter = self._get_formatter()
            before = [each for each in self._actions if not each.option_strings]
            prog = formatter.usage(self.usage, before, self._exclusives, "").strip()
        made = _SubParsersAction([], prog, parser_class or type(self), dest, required, help, metavar)
        self._subparsers = self._add(made, group)
        return made

    def add_argument(self, *args, **kwargs):
        return self._add(self._made(args, kwargs), None)

    def _made(self, args, kwargs):
        kwargs = dict(kwargs)
        action = kwargs.pop("action", None)
        cls = action if isinstance(action, type) else _ACTIONS.get(action)
        if cls is None:
            raise ValueError("unknown action %r" % (action,))
        if not args or len(args) == 1 and not args[0].startswith("-"):
            if args and "dest" in kwargs:
                raise ValueError("dest supplied twice for positional argument")
            dest = args[0] if args else kwargs.pop("dest")
            kwargs.pop("dest", None)
            if "required" in kwargs:
                raise TypeError("'required' is an invalid argument for positionals")
            nargs = kwargs.get("nargs")
            if nargs == 0:
                raise ValueError("nargs for positionals must be != 0")
            if nargs not in (OPTIONAL, ZERO_OR_MORE, REMAINDER, SUPPRESS) and issubclass(cls, _StoreAction):
                kwargs["required"] = True
            elif nargs == ZERO_OR_MORE and "default" not in kwargs:
                kwargs["required"] = False
            names = []
        else:
            names = list(args)
            for each in names:
                if not each.startswith("-"):
                    raise ValueError("invalid option string %r: must start with a character '-'" % each)
            dest = kwargs.pop("dest", None)
            if dest is None:
                long = [each for each in names if each.startswith("--")]
                dest = (long or names)[0].lstrip("-")
                if not dest:
                    raise ValueError("dest= is required for options like %r" % names[0])
                dest = dest.replace("-", "_")
        if "default" not in kwargs:
            if dest in self._defaults:
                kwargs["default"] = self._defaults[dest]
            elif self.argument_default is not None:
                kwargs["default"] = self.argument_default
        made = cls(option_strings=names, dest=dest, **kwargs)
        if made.type is not None and not callable(made.type):
            raise ValueError("%r is not callable" % (made.type,))
        if not isinstance(made.nargs, int) and made.nargs not in (
                None, OPTIONAL, ZERO_OR_MORE, ONE_OR_MORE, PARSER, REMAINDER, SUPPRESS):
            raise ValueError("invalid nargs value")
        if isinstance(made.metavar, tuple):
            length = len(made.metavar)
            if length != {None: 1, OPTIONAL: 1, PARSER: 1, ONE_OR_MORE: 2, REMAINDER: length, SUPPRESS: length,
                          ZERO_OR_MORE: length if length == 2 else 1}.get(made.nargs, made.nargs):
                raise ValueError("length of metavar tuple does not match nargs")
        return made

    def _add(self, action, group):
        taken = [each for each in action.option_strings if each in self._options]
        if taken:
            raise ArgumentError(action, "conflicting option string%s: %s" % ("s" if len(taken) > 1 else "", ", ".join(taken)))
        self._actions.append(action)
        for each in action.option_strings:
            self._options[each] = action
        if group is None:
            group = self._optionals if action.option_strings else self._positionals
        group._group_actions.append(action)
        return action

    # ---- texts ----

    def _get_formatter(self):
        formatter = self.formatter_class(prog=self.prog)
        for name in ("_format_action", "_format_usage", "_format_actions_usage", "add_usage", "add_text", "add_argument",
                     "add_arguments", "start_section", "end_section", "format_help"):
            if hasattr(formatter, name):
                raise NotImplementedError("argparse: %s of an own formatter is not asked here" % name)
        return formatter

    def format_usage(self):
        text = self._get_formatter().usage(self.usage, self._actions, self._exclusives)
        return text and text.rstrip("\n") + "\n"

    def format_help(self):
        formatter = self._get_formatter()
        text = formatter.usage(self.usage, self._actions, self._exclusives)
        if self.description:
            text += formatter._format_text(self.description)
        text += formatter.sections([(each.title, each.description, each._group_actions) for each in self._groups])
        if self.epilog:
            text += formatter._format_text(self.epilog)
        if "\n\n\n" in text:
            import re
            text = re.sub(r"\n\n\n+", "\n\n", text)
        return text.strip("\n") + "\n"

    def print_usage(self, file=None):
        (file or _sys.stdout).write(self.format_usage())

    def print_help(self, file=None):
        (file or _sys.stdout).write(self.format_help())

    def exit(self, status=0, message=None):
        if message:
            _sys.stderr.write(message)
        _sys.exit(status)

    def error(self, message):
        self.print_usage(_sys.stderr)
        self.exit(2, "%s: error: %s\n" % (self.prog, message))

    def _warn(self, message):
        _sys.stderr.write("%s: warning: %s\n" % (self.prog, message))

    # ---- parsing ----

    def parse_args(self, args=None, namespace=None):
        found, unknown = self.parse_known_args(args, namespace)
        if unknown:
            message = "unrecognized arguments: " + " ".join(unknown)
            if not self.exit_on_error:
                raise ArgumentError(None, message)
            self.error(message)
        return found

    def parse_known_args(self, args=None, namespace=None):
        args = list(_sys.argv[1:] if args is None else args)
        namespace = Namespace() if namespace is None else namespace
        for action in self._actions:
            if action.dest is not SUPPRESS and action.default is not SUPPRESS and not hasattr(namespace, action.dest):
                setattr(namespace, action.dest, action.default)
        for dest, value in self._defaults.items():
            if not hasattr(namespace, dest):
                setattr(namespace, dest, value)
        try:
            unknown = _Parse(self, args, namespace).run()
        except ArgumentError as error:
            if not self.exit_on_error:
                raise
            self.error(str(error))
        if hasattr(namespace, "_unrecognized_args"):
            unknown += namespace._unrecognized_args
            del namespace._unrecognized_args
        return namespace, unknown

    def _option_for(self, text):
        """None for what is no option, else (action or None, option, explicit argument or None), or what to raise."""
        if not text or text[0] != "-":
            return None
        if text in self._options:
            return self._options[text], text, None
        if len(text) == 1:
            return None
        name, equals, value = text.partition("=")
        if equals and name in self._options:
            return self._options[name], name, value
        found = self._abbreviated(text)
        if len(found) > 1:
            return ArgumentError(None, "ambiguous option: %s could match %s" % (
                text, ", ".join([each[1] for each in found])))
        if found:
            return found[0]
        if _is_negative_number(text) and not any([_is_negative_number(each) for each in self._options]):
            return None
        if " " in text:
            return None
        return None, text, None

    def _abbreviated(self, text):
        name, equals, value = text.partition("=")
        value = value if equals else None
        found = []
        if text.startswith("--"):
            if self.allow_abbrev:
                found = [(action, option, value) for option, action in self._options.items() if option.startswith(name)]
        else:
            short, rest = text[:2], text[2:]
            for option, action in self._options.items():
                if option == short:
                    found.append((action, option, rest))
                elif self.allow_abbrev and option.startswith(name):
                    found.append((action, option, value))
        return found


def _is_negative_number(text):
    import re
    return bool(re.match(r"^-\d+$|^-\d*\.\d+$", text))


def _pattern(action):
    """The regular expression for the arguments of an action: A is an argument, O an option, - is "--"."""
    nargs = action.nargs
    if nargs is None:
        text = "(-*A-*)"
    elif nargs == OPTIONAL:
        text = "(-*A?-*)"
    elif nargs == ZERO_OR_MORE:
        text = "(-*[A-]*)"
    elif nargs == ONE_OR_MORE:
        text = "(-*A[A-]*)"
    elif nargs == REMAINDER:
        text = "([AO-]*)"
    elif nargs == PARSER:
        text = "(-*A[AO-]*)"
    elif nargs == SUPPRESS:
        text = "(-*)"
    elif action.option_strings:
        text = "([AO]{%d})" % nargs
    else:
        text = "(-*%s-*)" % "-*".join("A" * nargs)
    return text.replace("-*", "").replace("-", "") if action.option_strings else text


class _Parse:
    """One call of parse_known_args."""

    def __init__(self, parser, args, namespace):
        self.parser = parser
        self.args = args
        self.namespace = namespace
        self.extras = []
        self.seen = []
        self.warned = []
        self.seen_non_default = []
        self.positionals = [each for each in parser._actions if not each.option_strings]
        self.options = {}
        kinds = ""
        for i, text in enumerate(args):
            if "-" in kinds:
                kinds += "A"
            elif text == "--":
                kinds += "-"
            else:
                option = parser._option_for(text)
                if option is None:
                    kinds += "A"
                else:
                    self.options[i] = option
                    kinds += "O"
        self.kinds = kinds

    def run(self):
        last = max(self.options) if self.options else -1
        at = 0
        while at <= last:
            next_option = min([i for i in self.options if i >= at])
            if at != next_option:
                end = self.take_positionals(at)
                if end > at:
                    at = end
                    continue
                self.extras += self.args[at:next_option]
                at = next_option
            at = self.take_option(at)
        at = self.take_positionals(at)
        self.extras += self.args[at:]
        self.check()
        return self.extras

    def act(self, action, texts, option=None):
        if action.deprecated and (option or texts) and option not in self.warned:
            self.warned.append(option)
            self.parser._warn("option %r is deprecated" % option if option else "argument %r is deprecated" % _name_of(action))
        self.seen.append(action)
        values = self.values_of(action, texts)
        if action.option_strings or texts or values is not action.default:
            self.seen_non_default.append(action)
            for group in self.parser._exclusives:
                if action in group._actions:
                    for other in group._actions:
                        if other is not action and other in self.seen_non_default:
                            raise ArgumentError(action, "not allowed with argument %s" % _name_of(other))
        if values is not SUPPRESS:
            action(self.parser, self.namespace, values, option)

    def take_option(self, at):
        import re
        if isinstance(self.options[at], ArgumentError):
            raise self.options[at]
        action, option, explicit = self.options[at]
        while True:
            if action is None:
                self.extras.append(self.args[at])
                return at + 1
            if explicit is None:
                break
            if re.match(_pattern(action) + "$", "A"):
                self.act(action, [explicit], option)
                return at + 1
            if action.nargs == 0 and not option.startswith("--") and explicit and explicit[0] != "=":
                self.act(action, [], option)
                option = "-" + explicit[0]
                if option not in self.parser._options:
                    self.extras.append("-" + explicit)
                    return at + 1
                action = self.parser._options[option]
                explicit = explicit[1:] or None
                continue
            raise ArgumentError(action, "ignored explicit argument %r" % explicit)
        begin = at + 1
        match = re.match(_pattern(action), self.kinds[begin:])
        if match is None:
            told = {None: "expected one argument", OPTIONAL: "expected at most one argument",
                    ONE_OR_MORE: "expected at least one argument"}.get(action.nargs)
            raise ArgumentError(action, told or "expected %s argument%s" % (action.nargs, "" if action.nargs == 1 else "s"))
        count = len(match.group(1))
        self.act(action, self.args[begin:begin + count], option)
        return begin + count

    def take_positionals(self, at):
        import re
        counts = []
        for many in range(len(self.positionals), 0, -1):
            match = re.match("".join([_pattern(each) for each in self.positionals[:many]]), self.kinds[at:])
            if match is not None:
                counts = [len(group) for group in match.groups()]
                if self.kinds[at + match.end():].startswith("O"):
                    while counts and not counts[-1]:  # arguments after the option may be meant
                        del counts[-1]
                break
        for action, count in zip(self.positionals, counts):
            texts = self.args[at:at + count]
            if action.nargs not in (PARSER, REMAINDER) and "-" in self.kinds[at:at + count]:
                texts.remove("--")
            elif action.nargs == PARSER and self.kinds[at:at + count].startswith("-"):
                texts.remove("--")
            at += count
            self.act(action, texts)
        self.positionals = self.positionals[len(counts):]
        return at

    def value_of(self, action, text):
        if action.type is None:
            return text
        try:
            return action.type(text)
        except ArgumentTypeError as error:
            raise ArgumentError(action, str(error))
        except (TypeError, ValueError):
            raise ArgumentError(action, "invalid %s value: %r" % (getattr(action.type, "__name__", repr(action.type)), text))

    def check_choice(self, action, value):
        choices = action.choices
        if choices is not None:
            if isinstance(choices, str):
                choices = list(choices)
            if value not in choices:
                raise ArgumentError(action, "invalid choice: %r (choose from %s)" % (
                    str(value), ", ".join([str(each) for each in choices])))

    def values_of(self, action, texts):
        nargs = action.nargs
        if not texts and nargs == OPTIONAL:
            value = action.const if action.option_strings else action.default
            if isinstance(value, str):
                value = self.value_of(action, value)
                self.check_choice(action, value)
            return value
        if not texts and nargs == ZERO_OR_MORE and not action.option_strings:
            return [] if action.default is None else action.default
        if len(texts) == 1 and nargs in (None, OPTIONAL):
            value = self.value_of(action, texts[0])
            self.check_choice(action, value)
            return value
        if nargs == REMAINDER:
            return [self.value_of(action, text) for text in texts]
        if nargs == PARSER:
            values = [self.value_of(action, text) for text in texts]
            self.check_choice(action, values[0])
            return values
        if nargs == SUPPRESS:
            return SUPPRESS
        values = [self.value_of(action, text) for text in texts]
        for value in values:
            self.check_choice(action, value)
        return values

    def check(self):
        missing = []
        for action in self.parser._actions:
            if action in self.seen:
                continue
            if action.required:
                missing.append(_name_of(action))
            elif isinstance(action.default, str) and getattr(self.namespace, action.dest, None) is action.default:
                setattr(self.namespace, action.dest, self.value_of(action, action.default))
        if missing:
            raise ArgumentError(None, "the following arguments are required: " + ", ".join(missing))
        for group in self.parser._exclusives:
            if group.required and not any([each in self.seen_non_default for each in group._actions]):
                names = [_name_of(each) for each in group._actions if each.help is not SUPPRESS]
                raise ArgumentError(None, "one of the arguments %s is required" % " ".join(names))
