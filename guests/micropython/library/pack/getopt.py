"""The module getopt."""


class GetoptError(Exception):
    def __init__(self, msg, opt=""):
        self.msg = msg
        self.opt = opt
        super().__init__(msg, opt)

    def __str__(self):
        return self.msg


error = GetoptError


def getopt(args, shortopts, longopts=()):
    """Options up to the first word that is none."""
    return _parsed(args, shortopts, longopts, True)


def gnu_getopt(args, shortopts, longopts=()):
    """Options wherever they stand, but for a + at the beginning."""
    stops = shortopts.startswith("+")
    return _parsed(args, shortopts[1:] if stops else shortopts, longopts, stops)


def _parsed(args, short, long, stops):
    long = [long] if isinstance(long, str) else list(long)
    options, words = [], []
    args = args[:]
    while args:
        word = args.pop(0)
        if word == "--":
            break
        if word[:2] == "--":
            options.append(_long_option(word[2:], long, args))
        elif word[:1] == "-" and word != "-":
            _short_options(options, word[1:], short, args)
        elif stops:
            args.insert(0, word)
            break
        else:
            words.append(word)
    return options, words + args


def _long_option(word, known, args):
    name, equals, value = word.partition("=")
    found = [each for each in known if each.startswith(name)]
    if not found:
        raise GetoptError("option --%s not recognized" % name, name)
    if name in found:
        takes = False
    elif name + "=" in found:
        takes = True
    elif len(found) > 1:
        raise GetoptError("option --%s not a unique prefix" % name, name)
    else:
        takes = found[0].endswith("=")
        name = found[0].rstrip("=")
    if takes:
        if not equals:
            if not args:
                raise GetoptError("option --%s requires argument" % name, name)
            value = args.pop(0)
    elif equals:
        raise GetoptError("option --%s must not have an argument" % name, name)
    return "--" + name, value


def _short_options(options, letters, known, args):
    while letters:
        letter, letters = letters[0], letters[1:]
        place = known.find(letter)
        if place < 0 or letter == ":":
            raise GetoptError("option -%s not recognized" % letter, letter)
        value = ""
        if known[place + 1:place + 2] == ":":
            if not letters:
                if not args:
                    raise GetoptError("option -%s requires argument" % letter, letter)
                letters = args.pop(0)
            value, letters = letters, ""
        options.append(("-" + letter, value))
