"""The module logging: loggers in a tree, handlers for streams and files, formatters.

Nothing here knows which line of which function calls: asking a record for it raises.
"""

import sys as _sys
import time as _time

CRITICAL = FATAL = 50
ERROR = 40
WARNING = WARN = 30
INFO = 20
DEBUG = 10
NOTSET = 0
_NAMES = {50: "CRITICAL", 40: "ERROR", 30: "WARNING", 20: "INFO", 10: "DEBUG", 0: "NOTSET"}
_LEVELS = {name: level for level, name in _NAMES.items()}
_LEVELS["WARN"] = WARNING
_LEVELS["FATAL"] = FATAL
BASIC_FORMAT = "%(levelname)s:%(name)s:%(message)s"
_disabled = 0
raiseExceptions = True
_start = _time.time()
_PLACE = ("pathname", "filename", "module", "lineno", "funcName")


def getLevelName(level):
    return _NAMES.get(level, _LEVELS.get(level, "Level %s" % level))


def addLevelName(level, levelName):
    _NAMES[level] = levelName
    _LEVELS[levelName] = level


def getLevelNamesMapping():
    return dict(_LEVELS)


def _level(level):
    if isinstance(level, str):
        if level not in _LEVELS:
            raise ValueError("Unknown level: %r" % level)
        return _LEVELS[level]
    if not isinstance(level, int):
        raise TypeError("Level not an integer or a valid string: %r" % (level,))
    return level


class LogRecord:
    """`pathname` is None where a logger made the record; then the place is not known."""

    def __init__(self, name, level, pathname, lineno, msg, args, exc_info, func=None, sinfo=None, **kwargs):
        self.name = name
        self.msg = msg
        if args and len(args) == 1 and isinstance(args[0], dict) and args[0]:
            args = args[0]
        self.args = args
        self.levelname = getLevelName(level)
        self.levelno = level
        if pathname is not None:
            self.pathname = pathname
            self.filename = pathname.split("/")[-1]
            self.module = self.filename.rsplit(".", 1)[0] if "." in self.filename[1:] else self.filename
            self.lineno = lineno
            self.funcName = func
        self.exc_info = exc_info
        self.exc_text = None
        self.stack_info = sinfo
        self.created = _time.time()
        self.msecs = int(self.created * 1000) % 1000 + 0.0
        self.relativeCreated = (self.created - _start) * 1000
        self.process = self.thread = 1
        self.processName = "MainProcess"
        self.threadName = "MainThread"
        self.taskName = None

    def __getattr__(self, name):
        if name in _PLACE:
            raise NotImplementedError("logging: %s is not known, since the small guest does not say who calls" % name)
        raise AttributeError("'LogRecord' object has no attribute '%s'" % name)

    def __repr__(self):
        place = "%s, %s, " % (self.pathname, self.lineno) if "pathname" in self.__dict__ else ""
        return '<LogRecord: %s, %s, %s"%s">' % (self.name, self.levelno, place, self.msg)

    def getMessage(self):
        msg = str(self.msg)
        return msg % self.args if self.args else msg


_record_class = LogRecord


def getLogRecordFactory():
    return _record_class


def setLogRecordFactory(factory):
    global _record_class
    _record_class = factory


def makeLogRecord(dict):
    record = _record_class(None, None, "", 0, "", (), None, None)
    for name, value in dict.items():
        setattr(record, name, value)
    return record


_DEFAULTS = {"%": BASIC_FORMAT, "{": "{levelname}:{name}:{message}", "$": "${levelname}:${name}:${message}"}


def _check_style(style):
    if style not in _DEFAULTS:
        raise ValueError("Style must be one of: " + ",".join(_DEFAULTS))


def _check_braces(form):
    import re
    from string import Formatter as Parser
    has_field = False
    try:
        for _, name, spec, conversion in Parser().parse(form):
            if name is not None:
                if not re.match(r"^(\d+|\w+)(\.\w+|\[[^]]+\])*$", name):
                    raise ValueError("invalid field name/expression: %r" % name)
                has_field = True
            if conversion and conversion not in "rsa":
                raise ValueError("invalid conversion: %r" % conversion)
            if spec and not re.match(r"^(.?[<=>^])?[+ -]?#?0?(\d+|{\w+})?[,_]?(\.(\d+|{\w+}))?[bcdefgnosx%]?$", spec, re.I):
                raise ValueError("bad specifier: %r" % spec)
    except ValueError as error:
        raise ValueError("invalid format: %s" % error)
    if not has_field:
        raise ValueError("invalid format: no fields")


class Formatter:
    default_time_format = "%Y-%m-%d %H:%M:%S"
    default_msec_format = "%s,%03d"
    converter = _time.localtime

    def __init__(self, fmt=None, datefmt=None, style="%", validate=True, *, defaults=None):
        _check_style(style)
        self._style = style
        self._defaults = defaults or {}
        self._fmt = fmt or {"%": "%(message)s", "{": "{message}", "$": "${message}"}[style]
        self.datefmt = datefmt
        if validate:
            import re
            if style == "{":
                _check_braces(self._fmt)
            elif style == "$":
                from string import Template
                template = Template(self._fmt)
                if not template.is_valid():
                    raise ValueError("invalid format: bare '$' not allowed")
                if not template.get_identifiers():
                    raise ValueError("invalid format: no fields")
            elif not re.search(r"%\(\w+\)[#0+ -]*(\*|\d+)?(\.(\*|\d+))?[diouxefgcrsa%]", self._fmt):
                raise ValueError("Invalid format '%s' for '%s' style" % (self._fmt, style))

    def usesTime(self):
        return {"%": "%(asctime)", "{": "{asctime", "$": "asctime"}[self._style] in self._fmt

    def formatTime(self, record, datefmt=None):
        text = _time.strftime(datefmt or self.default_time_format, type(self).converter(record.created))
        if datefmt or not self.default_msec_format:
            return text
        return self.default_msec_format % (text, int(record.msecs))

    def formatMessage(self, record):
        values = {**self._defaults, **record.__dict__}
        try:
            if self._style == "%":
                return self._fmt % values
            if self._style == "{":
                return self._fmt.format(**values)
            from string import Template
            return Template(self._fmt).substitute(values)
        except KeyError as error:
            if error.args[0] in _PLACE:
                getattr(record, error.args[0])  # raises
            raise ValueError("Formatting field not found in record: %s" % error)

    def format(self, record):
        record.message = record.getMessage()
        if self.usesTime():
            record.asctime = self.formatTime(record, self.datefmt)
        text = self.formatMessage(record)
        if record.exc_info and not record.exc_text:
            record.exc_text = self.formatException(record.exc_info)
        if record.exc_text:
            text += ("" if text.endswith("\n") else "\n") + record.exc_text
        return text

    def formatException(self, ei):
        from traceback import format_exception
        return "".join(format_exception(*ei)).rstrip("\n")

    def formatStack(self, stack_info):
        return stack_info


class Filter:
    def __init__(self, name=""):
        self.name = name

    def filter(self, record):
        return not self.name or record.name == self.name or record.name.startswith(self.name + ".")


class _Filterer:
    def addFilter(self, filter):
        if filter not in self.filters:
            self.filters.append(filter)

    def removeFilter(self, filter):
        if filter in self.filters:
            self.filters.remove(filter)

    def filter(self, record):
        """What the filters leave of the record, itself most often, or False."""
        for each in self.filters:
            found = each.filter(record) if hasattr(each, "filter") else each(record)
            if not found:
                return False
            if isinstance(found, LogRecord):
                record = found
        return record


class Handler(_Filterer):
    def __init__(self, level=NOTSET):
        self.level = _level(level)
        self.name = None
        self.formatter = None
        self.filters = []

    def __repr__(self):
        return "<%s (%s)>" % (type(self).__name__, getLevelName(self.level))

    def get_name(self):
        return self.name

    def set_name(self, name):
        self.name = name

    def acquire(self):
        pass

    release = createLock = acquire

    def setLevel(self, level):
        self.level = _level(level)

    def setFormatter(self, fmt):
        self.formatter = fmt

    def format(self, record):
        return (self.formatter or _plain).format(record)

    def handle(self, record):
        record = self.filter(record)
        if record:
            self.emit(record)
        return record

    def handleError(self, record):
        """Tells stderr of what went wrong in emit(), and the program goes on."""
        error = _sys.exc_info()[1]
        if not raiseExceptions:
            return
        _sys.stderr.write("--- Logging error ---\n")
        if error is not None:
            _sys.print_exception(error, _sys.stderr)
        _sys.stderr.write("Message: %r\nArguments: %s\n" % (record.msg, record.args))

    def emit(self, record):
        raise NotImplementedError("emit must be implemented by Handler subclasses")

    def flush(self):
        pass

    def close(self):
        pass


class StreamHandler(Handler):
    terminator = "\n"

    def __init__(self, stream=None):
        super().__init__()
        self.stream = _sys.stderr if stream is None else stream

    def __repr__(self):
        name = str(getattr(self.stream, "name", "") or "")
        return "<%s %s(%s)>" % (type(self).__name__, name and name + " ", getLevelName(self.level))

    def setStream(self, stream):
        before = self.stream
        if stream is before:
            return None
        self.flush()
        self.stream = stream
        return before

    def flush(self):
        if hasattr(self.stream, "flush"):
            self.stream.flush()

    def emit(self, record):
        try:
            self.stream.write(self.format(record) + self.terminator)
            self.flush()
        except NotImplementedError:
            raise
        except Exception:
            self.handleError(record)


class FileHandler(StreamHandler):
    def __init__(self, filename, mode="a", encoding=None, delay=False, errors=None):
        import os
        self.baseFilename = os.path.abspath(str(filename))
        self.mode = mode
        super().__init__(None)
        self.stream = None if delay else open(self.baseFilename, mode)

    def __repr__(self):
        return "<%s %s (%s)>" % (type(self).__name__, self.baseFilename, getLevelName(self.level))

    def flush(self):
        if self.stream is not None:
            self.stream.flush()

    def emit(self, record):
        if self.stream is None:
            self.stream = open(self.baseFilename, self.mode)
        super().emit(record)
        self.stream.flush()

    def close(self):
        if self.stream is not None:
            self.stream.close()
            self.stream = None


class _LastResort(StreamHandler):
    """Writes to what is stderr then."""

    def emit(self, record):
        self.stream = _sys.stderr
        super().emit(record)


class NullHandler(Handler):
    def handle(self, record):
        pass

    def emit(self, record):
        pass


_plain = Formatter()
lastResort = _LastResort()
lastResort.setLevel(WARNING)


class _Manager:
    def __init__(self):
        self.loggerDict = {}

    def getLogger(self, name):
        return getLogger(name)

    @property
    def disable(self):
        return _disabled


class _Levels:
    """A method for each level, over log()."""

    def debug(self, msg, *args, **kwargs):
        self.log(DEBUG, msg, *args, **kwargs)

    def info(self, msg, *args, **kwargs):
        self.log(INFO, msg, *args, **kwargs)

    def warning(self, msg, *args, **kwargs):
        self.log(WARNING, msg, *args, **kwargs)

    def error(self, msg, *args, **kwargs):
        self.log(ERROR, msg, *args, **kwargs)

    def critical(self, msg, *args, **kwargs):
        self.log(CRITICAL, msg, *args, **kwargs)

    def exception(self, msg, *args, exc_info=True, **kwargs):
        self.log(ERROR, msg, *args, exc_info=exc_info, **kwargs)


class Logger(_Filterer, _Levels):
    manager = _Manager()

    def __init__(self, name, level=NOTSET):
        self.name = name
        self.level = _level(level)
        self.parent = None
        self.propagate = True
        self.handlers = []
        self.filters = []
        self.disabled = False

    def setLevel(self, level):
        self.level = _level(level)

    def getEffectiveLevel(self):
        logger = self
        while logger is not None:
            if logger.level:
                return logger.level
            logger = logger.parent
        return NOTSET

    def isEnabledFor(self, level):
        return not self.disabled and level > _disabled and level >= self.getEffectiveLevel()

    def addHandler(self, hdlr):
        if hdlr not in self.handlers:
            self.handlers.append(hdlr)

    def removeHandler(self, hdlr):
        if hdlr in self.handlers:
            self.handlers.remove(hdlr)

    def hasHandlers(self):
        logger = self
        while logger is not None:
            if logger.handlers:
                return True
            logger = logger.parent if logger.propagate else None
        return False

    def getChild(self, suffix):
        return getLogger(suffix if self is root else self.name + "." + suffix)

    def getChildren(self):
        depth = 0 if self is root else self.name.count(".") + 1
        return {logger for name, logger in _loggers.items() if logger.parent is self and name.count(".") == depth}

    def handle(self, record):
        if self.disabled:
            return
        record = self.filter(record)
        if record:
            self.callHandlers(record)

    def callHandlers(self, record):
        logger = self
        found = False
        while logger is not None:
            for handler in logger.handlers:
                found = True
                if record.levelno >= handler.level:
                    handler.handle(record)
            logger = logger.parent if logger.propagate else None
        if not found and lastResort is not None and record.levelno >= lastResort.level:
            lastResort.handle(record)

    def makeRecord(self, name, level, fn, lno, msg, args, exc_info, func=None, extra=None, sinfo=None):
        record = _record_class(name, level, fn, lno, msg, args, exc_info, func, sinfo)
        for key, value in (extra or {}).items():
            if key in ("message", "asctime") or key in _PLACE or key in record.__dict__:
                raise KeyError("Attempt to overwrite %r in LogRecord" % key)
            setattr(record, key, value)
        return record

    def log(self, level, msg, *args, **kwargs):
        if not isinstance(level, int):
            raise TypeError("level must be an integer")
        if self.isEnabledFor(level):
            self._log(level, msg, args, **kwargs)

    def _log(self, level, msg, args, exc_info=None, extra=None, stack_info=False, stacklevel=1):
        if stack_info:
            raise NotImplementedError("logging: stack_info is not there, since the small guest does not say who calls")
        if exc_info:
            if isinstance(exc_info, BaseException):
                exc_info = type(exc_info), exc_info, exc_info.__traceback__
            elif not isinstance(exc_info, tuple):
                exc_info = _sys.exc_info()
        self.handle(self.makeRecord(self.name, level, None, None, msg, args, exc_info, None, extra))

    warn = _Levels.warning
    fatal = _Levels.critical

    def __repr__(self):
        return "<%s %s (%s)>" % ("RootLogger" if self is root else "Logger", self.name, getLevelName(self.getEffectiveLevel()))


root = Logger("root", WARNING)
Logger.root = root
_loggers = Logger.manager.loggerDict


def getLogger(name=None):
    if not name or name == "root":
        return root
    if not isinstance(name, str):
        raise TypeError("A logger name must be a string")
    logger = _loggers.get(name)
    if logger is None:
        logger = _loggers[name] = Logger(name)
        head = name
        logger.parent = root
        while "." in head:
            head = head.rsplit(".", 1)[0]
            if head in _loggers:
                logger.parent = _loggers[head]
                break
        for other, child in _loggers.items():  # those below it that were there before
            if other.startswith(name + ".") and (child.parent is root or name.startswith(child.parent.name + ".")):
                child.parent = logger
    return logger


class LoggerAdapter(_Levels):
    def __init__(self, logger, extra=None, merge_extra=False):
        self.logger = logger
        self.extra = extra
        self.merge_extra = merge_extra

    def process(self, msg, kwargs):
        if self.merge_extra and "extra" in kwargs:
            kwargs["extra"] = {**self.extra, **kwargs["extra"]}
        else:
            kwargs["extra"] = self.extra
        return msg, kwargs

    def log(self, level, msg, *args, **kwargs):
        if self.isEnabledFor(level):
            msg, kwargs = self.process(msg, kwargs)
            self.logger.log(level, msg, *args, **kwargs)

    def isEnabledFor(self, level):
        return self.logger.isEnabledFor(level)

    def setLevel(self, level):
        self.logger.setLevel(level)

    def getEffectiveLevel(self):
        return self.logger.getEffectiveLevel()

    def hasHandlers(self):
        return self.logger.hasHandlers()

    @property
    def name(self):
        return self.logger.name

    def __repr__(self):
        return "<%s %s (%s)>" % (type(self).__name__, self.name, getLevelName(self.getEffectiveLevel()))


def basicConfig(*, force=False, encoding=None, errors="backslashreplace", **kwargs):
    if force:
        for handler in root.handlers:
            handler.close()
        root.handlers = []
    if root.handlers:
        return
    handlers = kwargs.pop("handlers", None)
    if handlers is None:
        if "stream" in kwargs and "filename" in kwargs:
            raise ValueError("'stream' and 'filename' should not be specified together")
    elif "stream" in kwargs or "filename" in kwargs:
        raise ValueError("'stream' or 'filename' should not be specified together with 'handlers'")
    filename = kwargs.pop("filename", None)
    stream = kwargs.pop("stream", None)
    mode = kwargs.pop("filemode", "a")
    if handlers is None:
        handlers = [FileHandler(filename, mode) if filename else StreamHandler(stream)]
    style = kwargs.pop("style", "%")
    _check_style(style)
    formatter = Formatter(kwargs.pop("format", _DEFAULTS[style]), kwargs.pop("datefmt", None), style)
    for handler in handlers:
        if handler.formatter is None:
            handler.setFormatter(formatter)
        root.addHandler(handler)
    level = kwargs.pop("level", None)
    if level is not None:
        root.setLevel(level)
    if kwargs:
        raise ValueError("Unrecognised argument(s): " + ", ".join(kwargs))


def disable(level=CRITICAL):
    global _disabled
    _disabled = _level(level)


def _configured():
    if not root.handlers:
        basicConfig()
    return root


def debug(msg, *args, **kwargs):
    _configured().debug(msg, *args, **kwargs)


def info(msg, *args, **kwargs):
    _configured().info(msg, *args, **kwargs)


def warning(msg, *args, **kwargs):
    _configured().warning(msg, *args, **kwargs)


def error(msg, *args, **kwargs):
    _configured().error(msg, *args, **kwargs)


def critical(msg, *args, **kwargs):
    _configured().critical(msg, *args, **kwargs)


def exception(msg, *args, exc_info=True, **kwargs):
    _configured().error(msg, *args, exc_info=exc_info, **kwargs)


def log(level, msg, *args, **kwargs):
    _configured().log(level, msg, *args, **kwargs)


warn = warning
fatal = critical


def getLoggerClass():
    return Logger


def shutdown():
    for logger in [root, *_loggers.values()]:
        for handler in logger.handlers:
            handler.flush()
            handler.close()


def captureWarnings(capture):
    raise NotImplementedError("logging.captureWarnings is not there")
