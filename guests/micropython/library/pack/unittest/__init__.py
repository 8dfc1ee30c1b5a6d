"""The module unittest: TestCase with its assertions, main(), and a runner that writes what CPython writes.

Tracebacks have no lines of source, since the small guest does not keep them.
"""

import sys as _sys
from time import perf_counter as _perf_counter
from types import CoroutineType as _CoroutineType

_STARS = "=" * 70
_DASHES = "-" * 70
_OMITTED = "\nDiff is %s characters long. Set self.maxDiff to None to see it."
_NO_MESSAGE = object()


class SkipTest(Exception):
    pass


class _ShouldStop(Exception):
    pass


# ---- texts ----


def _safe_repr(value):
    try:
        return repr(value)
    except Exception:
        return object.__repr__(value)


def _shorten(text, prefix, suffix):
    skip = len(text) - prefix - suffix
    return "%s[%d chars]%s" % (text[:prefix], skip, text[len(text) - suffix:]) if skip > 12 else text


def _shortened(*values):
    """Both as texts, with what they have in common cut where they are long."""
    texts = [_safe_repr(value) for value in values]
    longest = max([len(text) for text in texts])
    if longest <= 80:
        return tuple(texts)
    common = 0
    while common < min([len(text) for text in texts]) and len({text[common] for text in texts}) == 1:
        common += 1
    room = 80 - (longest - common + 5 + 12)
    if room > 5:
        begin = _shorten(texts[0][:common], 5, room)
        return tuple([begin + text[common:] for text in texts])
    begin = _shorten(texts[0][:common], 5, 5)
    return tuple([begin + _shorten(text[common:], 41, 5) for text in texts])


def _diff(first, second):
    from difflib import ndiff
    from pprint import pformat
    return "\n" + "\n".join(ndiff(pformat(first).splitlines(), pformat(second).splitlines()))


def _info(error):
    return type(error), error, error.__traceback__


def _traceback(info):
    error = info[1]
    from traceback import format_exception
    lines = format_exception(error)
    return "".join([line for line in lines if not line.startswith('  File "/lib/unittest/')])


def _name_of(exceptions):
    return getattr(exceptions, "__name__", None) or str(exceptions)


# ---- contexts of assertions ----


class _Context:
    def __init__(self, case, expected, pattern=None, msg=None):
        self._case = case
        self._expected = expected
        self._msg = msg
        self._of = ""
        if isinstance(pattern, (str, bytes)):
            import re
            pattern = re.compile(pattern)
        self._pattern = pattern

    def _fail(self, text):
        raise self._case.failureException(self._case._formatMessage(self._msg, text))

    def _check_text(self, value):
        if self._pattern is not None and not self._pattern.search(str(value)):
            self._fail('"%s" does not match "%s"' % (self._pattern.pattern, str(value)))

    def handle(self, name, args, kwargs, kind=BaseException):
        """Itself without a function, else None after calling it."""
        classes = self._expected if isinstance(self._expected, tuple) else (self._expected,)
        for each in classes:
            if not (isinstance(each, type) and issubclass(each, kind)):
                raise TypeError("%s() arg 1 must be %s" % (name, "an exception type or tuple of exception types"
                                if kind is BaseException else "a warning class or tuple of warning classes"))
        if not args:
            self._msg = kwargs.pop("msg", None)
            if kwargs:
                raise TypeError("%s() got an unexpected keyword argument %r" % (name, next(iter(kwargs))))
            return self
        function = args[0]
        self._of = " by " + (getattr(function, "__name__", None) or str(function))
        with self:
            function(*args[1:], **kwargs)
        return None


class _Raises(_Context):
    exception = None

    def __enter__(self):
        return self

    def __exit__(self, kind, value, traceback):
        if kind is None:
            self._fail("%s not raised%s" % (_name_of(self._expected), self._of))
        if not issubclass(kind, self._expected):
            return False
        self.exception = value.with_traceback(None)
        self._check_text(value)
        return True


class _Warns(_Context):
    def __enter__(self):
        import warnings
        self._catcher = warnings.catch_warnings(record=True)
        self.warnings = self._catcher.__enter__()
        warnings.simplefilter("always")
        return self

    def __exit__(self, kind, value, traceback):
        self._catcher.__exit__(kind, value, traceback)
        if kind is not None:
            return
        first = None
        for caught in self.warnings:
            if isinstance(caught.message, self._expected):
                first = first or caught.message
                if self._pattern is None or self._pattern.search(str(caught.message)):
                    self.warning = caught.message
                    return
        if first is not None:
            self._check_text(first)
        self._fail("%s not triggered%s" % (_name_of(self._expected), self._of))


class _Logs:
    """records and output are what was logged meanwhile."""

    def __init__(self, case, logger, level, wants_none):
        import logging
        self._case = case
        self._logger = logger if isinstance(logger, logging.Logger) else logging.getLogger(logger)
        self._level = logging._level(level) if level else logging.INFO
        self._wants_none = wants_none
        self.records = []
        self.output = []

    def __enter__(self):
        import logging
        logger = self._logger
        self._before = logger.handlers, logger.level, logger.propagate
        handler = logging.Handler(self._level)
        handler.setFormatter(logging.Formatter("%(levelname)s:%(name)s:%(message)s"))

        def keep(record):
            self.records.append(record)
            self.output.append(handler.format(record))

        handler.emit = keep
        logger.handlers = [handler]
        logger.setLevel(self._level)
        logger.propagate = False
        return None if self._wants_none else self

    def __exit__(self, kind, value, traceback):
        logger = self._logger
        logger.handlers, level, logger.propagate = self._before
        logger.setLevel(level)
        if kind is not None:
            return False
        if self._wants_none:
            if self.records:
                self._case.fail("Unexpected logs found: %r" % (self.output,))
        elif not self.records:
            import logging
            self._case.fail("no logs of level %s or higher triggered on %s" % (
                logging.getLevelName(self._level), logger.name))


# ---- cases ----


class _SubTestContext:
    def __init__(self, case, message, params):
        self._case = case
        self._message = message
        self._params = params

    def __enter__(self):
        case = self._case
        self._parent = case._subtest
        if self._parent is not None:
            self._params = {**self._parent.params, **self._params}
        case._subtest = _SubTest(case, self._message, self._params)

    def __exit__(self, kind, value, traceback):
        case = self._case
        outcome = case._outcome
        subtest = case._subtest
        case._subtest = self._parent
        if outcome is None:
            return False
        if kind is None:
            outcome.result.addSubTest(case, subtest, None)
            return False
        if not outcome.caught(value, subtest):
            return False
        if outcome.result.failfast or outcome.expected_failure is not None:
            raise _ShouldStop
        return True


class _Outcome:
    def __init__(self, case, result, is_expecting):
        self.case = case
        self.result = result
        self.success = True
        self.expected_failure = None
        self.is_expecting = is_expecting

    def caught(self, error, subtest=None):
        """Writes down what came out of a part of a test; False for what is not the test's."""
        if isinstance(error, _ShouldStop):
            self.success = False
        elif isinstance(error, SkipTest):
            self.success = False
            self.result.addSkip(subtest or self.case, str(error))
        elif not isinstance(error, (Exception, SystemExit)):
            return False
        elif self.is_expecting:
            self.expected_failure = error
        else:
            self.success = False
            if subtest is not None:
                self.result.addSubTest(self.case, subtest, _info(error))
            elif isinstance(error, self.case.failureException):
                self.result.addFailure(self.case, _info(error))
            else:
                self.result.addError(self.case, _info(error))
        return True

    def part(self, call, *args):
        try:
            call(*args)
        except BaseException as error:
            if not self.caught(error):
                raise


class TestCase:
    failureException = AssertionError
    longMessage = True
    maxDiff = 640

    def __init__(self, methodName="runTest"):
        if methodName != "runTest" and not hasattr(self, methodName):
            raise ValueError("no such test method in %r: %s" % (type(self), methodName))
        self._testMethodName = methodName
        self._cleanups = []
        self._subtest = None
        self._outcome = None
        self._equalities = {dict: "assertDictEqual", list: "assertListEqual", tuple: "assertTupleEqual",
                            set: "assertSetEqual", frozenset: "assertSetEqual", str: "assertMultiLineEqual"}

    def setUp(self):
        pass

    def tearDown(self):
        pass

    @classmethod
    def setUpClass(cls):
        pass

    @classmethod
    def tearDownClass(cls):
        pass

    def addTypeEqualityFunc(self, typeobj, function):
        self._equalities[typeobj] = function

    def addCleanup(self, function, *args, **kwargs):
        self._cleanups.append((function, args, kwargs))

    def enterContext(self, cm):
        result = cm.__enter__()
        self.addCleanup(cm.__exit__, None, None, None)
        return result

    def doCleanups(self):
        outcome = self._outcome or _Outcome(self, TestResult(), False)
        while self._cleanups:
            function, args, kwargs = self._cleanups.pop()
            outcome.part(self._call_cleanup, function, args, kwargs)
        return outcome.success

    @classmethod
    def addClassCleanup(cls, function, *args, **kwargs):
        if "_class_cleanups" not in cls.__dict__:
            cls._class_cleanups = []
        cls._class_cleanups.append((function, args, kwargs))

    def countTestCases(self):
        return 1

    def defaultTestResult(self):
        return TestResult()

    def id(self):
        return "%s.%s" % (_class_name(type(self)), self._testMethodName)

    def __str__(self):
        return "%s (%s)" % (self._testMethodName, self.id())

    def __repr__(self):
        return "<%s testMethod=%s>" % (_class_name(type(self)), self._testMethodName)

    def __eq__(self, other):
        return self._testMethodName == other._testMethodName if type(self) is type(other) else NotImplemented

    def __hash__(self):
        return hash((type(self), self._testMethodName))

    def shortDescription(self):
        text = getattr(getattr(self, self._testMethodName, None), "__doc__", None)
        return text.strip().split("\n")[0].strip() if text else None

    def skipTest(self, reason):
        raise SkipTest(reason)

    def subTest(self, msg=_NO_MESSAGE, **params):
        return _SubTestContext(self, msg, params)

    def _call_set_up(self):
        self.setUp()

    def _call_method(self, method):
        method()

    def _call_tear_down(self):
        self.tearDown()

    def _call_cleanup(self, function, args, kwargs):
        function(*args, **kwargs)

    def _end_run(self):
        pass

    def run(self, result=None):
        if result is None:
            result = self.defaultTestResult()
        method = getattr(self, self._testMethodName)
        result.startTest(self)
        try:
            for holder in (type(self), method):
                if getattr(holder, "__unittest_skip__", False):
                    result.addSkip(self, getattr(holder, "__unittest_skip_why__", ""))
                    return result
            is_expecting = getattr(type(self), "__unittest_expecting_failure__", False) or \
                getattr(method, "__unittest_expecting_failure__", False)
            outcome = self._outcome = _Outcome(self, result, is_expecting)
            try:
                outcome.part(self._call_set_up)
                if outcome.success:
                    outcome.part(self._call_method, method)
                    outcome.part(self._call_tear_down)
                self.doCleanups()
                if outcome.success:
                    if not is_expecting:
                        result.addSuccess(self)
                    elif outcome.expected_failure is None:
                        result.addUnexpectedSuccess(self)
                    else:
                        result.addExpectedFailure(self, _info(outcome.expected_failure))
            finally:
                self._outcome = None
                self._end_run()
            return result
        finally:
            result.stopTest(self)

    def __call__(self, *args, **kwargs):
        return self.run(*args, **kwargs)

    def debug(self):
        self._call_set_up()
        self._call_method(getattr(self, self._testMethodName))
        self._call_tear_down()
        while self._cleanups:
            self._call_cleanup(*self._cleanups.pop())

    # ---- assertions ----

    def _formatMessage(self, msg, standard):
        if not self.longMessage:
            return msg or standard
        return standard if msg is None else "%s : %s" % (standard, msg)

    def _truncated(self, message, diff):
        return message + (diff if self.maxDiff is None or len(diff) <= self.maxDiff else _OMITTED % len(diff))

    def fail(self, msg=None):
        raise self.failureException(msg)

    def _fail(self, standard, msg):
        raise self.failureException(self._formatMessage(msg, standard))

    def assertTrue(self, expr, msg=None):
        if not expr:
            self._fail("%s is not true" % _safe_repr(expr), msg)

    def assertFalse(self, expr, msg=None):
        if expr:
            self._fail("%s is not false" % _safe_repr(expr), msg)

    def assertEqual(self, first, second, msg=None):
        function = self._equalities.get(type(first)) if type(first) is type(second) else None
        if isinstance(function, str):
            function = getattr(self, function)
        if function is not None:
            function(first, second, msg=msg)
        elif not first == second:
            self._fail("%s != %s" % _shortened(first, second), msg)

    def assertNotEqual(self, first, second, msg=None):
        if not first != second:
            self._fail("%s == %s" % (_safe_repr(first), _safe_repr(second)), msg)

    def assertSequenceEqual(self, seq1, seq2, msg=None, seq_type=None):
        name = "sequence"
        if seq_type is not None:
            name = seq_type.__name__
            for which, each in (("First", seq1), ("Second", seq2)):
                if not isinstance(each, seq_type):
                    raise self.failureException("%s sequence is not a %s: %s" % (which, name, _safe_repr(each)))
        if seq1 == seq2:
            return
        count1, count2 = len(seq1), len(seq2)
        text = "%ss differ: %s != %s\n" % ((name[0].upper() + name[1:],) + _shortened(seq1, seq2))
        for i in range(min(count1, count2)):
            if seq1[i] != seq2[i]:
                text += "\nFirst differing element %d:\n%s\n%s\n" % ((i,) + _shortened(seq1[i], seq2[i]))
                break
        else:
            if count1 == count2 and seq_type is None and type(seq1) is not type(seq2):
                return
        if count1 != count2:
            which, longer, common = ("First", seq1, count2) if count1 > count2 else ("Second", seq2, count1)
            text += "\n%s %s contains %d additional elements.\nFirst extra element %d:\n%s\n" % (
                which, name, len(longer) - common, common, _safe_repr(longer[common]))
        self._fail(self._truncated(text, _diff(seq1, seq2)), msg)

    def assertListEqual(self, list1, list2, msg=None):
        self.assertSequenceEqual(list1, list2, msg, seq_type=list)

    def assertTupleEqual(self, tuple1, tuple2, msg=None):
        self.assertSequenceEqual(tuple1, tuple2, msg, seq_type=tuple)

    def assertSetEqual(self, set1, set2, msg=None):
        lines = []
        for text, items in (("first set but not the second", set1.difference(set2)),
                            ("second set but not the first", set2.difference(set1))):
            if items:
                lines.append("Items in the %s:" % text)
                lines += [repr(item) for item in items]
        if lines:
            self._fail("\n".join(lines), msg)

    def assertDictEqual(self, d1, d2, msg=None):
        self.assertIsInstance(d1, dict, "First argument is not a dictionary")
        self.assertIsInstance(d2, dict, "Second argument is not a dictionary")
        if d1 != d2:
            self._fail(self._truncated("%s != %s" % _shortened(d1, d2), _diff(d1, d2)), msg)

    def assertMultiLineEqual(self, first, second, msg=None):
        self.assertIsInstance(first, str, "First argument is not a string")
        self.assertIsInstance(second, str, "Second argument is not a string")
        if first == second:
            return
        text = "%s != %s" % _shortened(first, second)
        if len(first) > 65536 or len(second) > 65536:
            self._fail(text, msg)
        if first and second:
            first = first if first.endswith("\n") else first + "\n"
            second = second if second.endswith("\n") else second + "\n"
        from difflib import ndiff
        diff = "\n" + "".join(ndiff(first.splitlines(True), second.splitlines(True)))
        self._fail(self._truncated(text, diff), msg)

    def assertIs(self, expr1, expr2, msg=None):
        if expr1 is not expr2:
            self._fail("%s is not %s" % (_safe_repr(expr1), _safe_repr(expr2)), msg)

    def assertIsNot(self, expr1, expr2, msg=None):
        if expr1 is expr2:
            self._fail("unexpectedly identical: %s" % _safe_repr(expr1), msg)

    def assertIsNone(self, obj, msg=None):
        if obj is not None:
            self._fail("%s is not None" % _safe_repr(obj), msg)

    def assertIsNotNone(self, obj, msg=None):
        if obj is None:
            self._fail("unexpectedly None", msg)

    def assertIn(self, member, container, msg=None):
        if member not in container:
            self._fail("%s not found in %s" % (_safe_repr(member), _safe_repr(container)), msg)

    def assertNotIn(self, member, container, msg=None):
        if member in container:
            self._fail("%s unexpectedly found in %s" % (_safe_repr(member), _safe_repr(container)), msg)

    def assertIsInstance(self, obj, cls, msg=None):
        if not isinstance(obj, cls):
            self._fail("%s is not an instance of %r" % (_safe_repr(obj), cls), msg)

    def assertNotIsInstance(self, obj, cls, msg=None):
        if isinstance(obj, cls):
            self._fail("%s is an instance of %r" % (_safe_repr(obj), cls), msg)

    def assertLess(self, a, b, msg=None):
        if not a < b:
            self._fail("%s not less than %s" % (_safe_repr(a), _safe_repr(b)), msg)

    def assertLessEqual(self, a, b, msg=None):
        if not a <= b:
            self._fail("%s not less than or equal to %s" % (_safe_repr(a), _safe_repr(b)), msg)

    def assertGreater(self, a, b, msg=None):
        if not a > b:
            self._fail("%s not greater than %s" % (_safe_repr(a), _safe_repr(b)), msg)

    def assertGreaterEqual(self, a, b, msg=None):
        if not a >= b:
            self._fail("%s not greater than or equal to %s" % (_safe_repr(a), _safe_repr(b)), msg)

    def assertAlmostEqual(self, first, second, places=None, msg=None, delta=None):
        if first == second:
            return
        if delta is not None and places is not None:
            raise TypeError("specify delta or places not both")
        difference = abs(first - second)
        if difference <= delta if delta is not None else round(difference, 7 if places is None else places) == 0:
            return
        within = "%s delta" % _safe_repr(delta) if delta is not None else "%r places" % (7 if places is None else places)
        self._fail("%s != %s within %s (%s difference)" % (
            _safe_repr(first), _safe_repr(second), within, _safe_repr(difference)), msg)

    def assertNotAlmostEqual(self, first, second, places=None, msg=None, delta=None):
        if delta is not None and places is not None:
            raise TypeError("specify delta or places not both")
        difference = abs(first - second)
        if delta is not None:
            if not first == second and difference > delta:
                return
            self._fail("%s == %s within %s delta (%s difference)" % (
                _safe_repr(first), _safe_repr(second), _safe_repr(delta), _safe_repr(difference)), msg)
        places = 7 if places is None else places
        if first == second or round(difference, places) == 0:
            self._fail("%s == %s within %r places" % (_safe_repr(first), _safe_repr(second), places), msg)

    def assertCountEqual(self, first, second, msg=None):
        first, second = list(first), list(second)
        differences = []
        counted = []
        for item in first + second:
            if item not in counted:
                counted.append(item)
                counts = first.count(item), second.count(item)
                if counts[0] != counts[1]:
                    differences.append("First has %d, Second has %d:  %r" % (counts + (item,)))
        if differences:
            self._fail(self._truncated("Element counts were not equal:\n", "\n".join(differences)), msg)

    def assertRegex(self, text, expected_regex, msg=None):
        import re
        pattern = re.compile(expected_regex) if isinstance(expected_regex, (str, bytes)) else expected_regex
        if not pattern.search(text):
            self._fail("Regex didn't match: %r not found in %r" % (pattern.pattern, text), msg)

    def assertNotRegex(self, text, unexpected_regex, msg=None):
        import re
        pattern = re.compile(unexpected_regex) if isinstance(unexpected_regex, (str, bytes)) else unexpected_regex
        found = pattern.search(text)
        if found:
            self._fail("Regex matched: %r matches %r in %r" % (found.group(), pattern.pattern, text), msg)

    def assertRaises(self, expected_exception, *args, **kwargs):
        return _Raises(self, expected_exception).handle("assertRaises", args, kwargs)

    def assertRaisesRegex(self, expected_exception, expected_regex, *args, **kwargs):
        return _Raises(self, expected_exception, expected_regex).handle("assertRaisesRegex", args, kwargs)

    def assertWarns(self, expected_warning, *args, **kwargs):
        return _Warns(self, expected_warning).handle("assertWarns", args, kwargs, Exception)

    def assertWarnsRegex(self, expected_warning, expected_regex, *args, **kwargs):
        return _Warns(self, expected_warning, expected_regex).handle("assertWarnsRegex", args, kwargs, Exception)

    def assertLogs(self, logger=None, level=None):
        return _Logs(self, logger, level, False)

    def assertNoLogs(self, logger=None, level=None):
        return _Logs(self, logger, level, True)


class IsolatedAsyncioTestCase(TestCase):
    """Tests that are coroutines; all of one run in one loop."""

    _runner = None

    async def asyncSetUp(self):
        pass

    async def asyncTearDown(self):
        pass

    def addAsyncCleanup(self, func, *args, **kwargs):
        self.addCleanup(func, *args, **kwargs)

    async def enterAsyncContext(self, cm):
        result = await cm.__aenter__()
        self.addAsyncCleanup(cm.__aexit__, None, None, None)
        return result

    def _await(self, made):
        if isinstance(made, _CoroutineType):
            if self._runner is None:
                import asyncio
                self._runner = asyncio.Runner()
            self._runner.run(made)

    def _call_set_up(self):
        self.setUp()
        self._await(self.asyncSetUp())

    def _call_method(self, method):
        self._await(method())

    def _call_tear_down(self):
        self._await(self.asyncTearDown())
        self.tearDown()

    def _call_cleanup(self, function, args, kwargs):
        self._await(function(*args, **kwargs))

    def _end_run(self):
        if self._runner is not None:
            self._runner.close()
            self._runner = None


class FunctionTestCase(TestCase):
    def __init__(self, testFunc, setUp=None, tearDown=None, description=None):
        super().__init__()
        self._function = testFunc
        self._description = description
        self.setUp = setUp or (lambda: None)
        self.tearDown = tearDown or (lambda: None)

    def runTest(self):
        self._function()

    def id(self):
        return self._function.__name__

    def shortDescription(self):
        return self._description


class _SubTest(TestCase):
    def __init__(self, case, message, params):
        super().__init__()
        self.test_case = case
        self._message = message
        self.params = params

    def _described(self):
        parts = [] if self._message is _NO_MESSAGE else ["[%s]" % (self._message,)]
        if self.params:
            parts.append("(%s)" % ", ".join(["%s=%r" % pair for pair in self.params.items()]))
        return " ".join(parts) or "(<subtest>)"

    def id(self):
        return "%s %s" % (self.test_case.id(), self._described())

    def shortDescription(self):
        return self.test_case.shortDescription()

    def __str__(self):
        return "%s %s" % (self.test_case, self._described())


class _ErrorHolder:
    """What failed outside of the tests of a class."""

    failureException = None

    def __init__(self, description):
        self.description = description

    def id(self):
        return self.description

    def shortDescription(self):
        return None

    __str__ = id

    def __repr__(self):
        return "<ErrorHolder description=%r>" % self.description


# ---- results and runners ----


class TestResult:
    def __init__(self, stream=None, descriptions=None, verbosity=None):
        self.failfast = False
        self.testsRun = 0
        self.failures = []
        self.errors = []
        self.skipped = []
        self.expectedFailures = []
        self.unexpectedSuccesses = []
        self.shouldStop = False

    def __repr__(self):
        return "<unittest.%s.%s run=%i errors=%i failures=%i>" % (
            "result" if type(self) is TestResult else "runner", type(self).__name__, self.testsRun, len(self.errors),
            len(self.failures))

    def startTestRun(self):
        pass

    def stopTestRun(self):
        pass

    def startTest(self, test):
        self.testsRun += 1

    def stopTest(self, test):
        pass

    def stop(self):
        self.shouldStop = True

    def _text(self, err):
        if self.failfast:
            self.stop()
        return _traceback(err)

    def addSuccess(self, test):
        pass

    def addFailure(self, test, err):
        self.failures.append((test, self._text(err)))

    def addError(self, test, err):
        self.errors.append((test, self._text(err)))

    def addSubTest(self, test, subtest, err):
        if err is not None:
            kept = self.failures if issubclass(err[0], test.failureException) else self.errors
            kept.append((subtest, self._text(err)))

    def addSkip(self, test, reason):
        self.skipped.append((test, reason))

    def addExpectedFailure(self, test, err):
        self.expectedFailures.append((test, _traceback(err)))

    def addUnexpectedSuccess(self, test):
        if self.failfast:
            self.stop()
        self.unexpectedSuccesses.append(test)

    def wasSuccessful(self):
        return not self.failures and not self.errors and not self.unexpectedSuccesses


class TextTestResult(TestResult):
    def __init__(self, stream, descriptions, verbosity):
        super().__init__(stream, descriptions, verbosity)
        self.stream = stream
        self.descriptions = descriptions
        self.showAll = verbosity > 1
        self.dots = verbosity == 1
        self._is_new_line = True

    def getDescription(self, test):
        first = test.shortDescription()
        return "%s\n%s" % (test, first) if self.descriptions and first else str(test)

    def startTest(self, test):
        super().startTest(test)
        if self.showAll:
            self.stream.write(self.getDescription(test) + " ... ")
            self._is_new_line = False

    def _status(self, test, mark, status):
        write = self.stream.write
        if self.dots:
            write(mark)
        elif self.showAll:
            is_subtest = isinstance(test, _SubTest)
            if is_subtest or self._is_new_line:
                if not self._is_new_line:
                    write("\n")
                write("%s%s ... " % ("  " if is_subtest else "", self.getDescription(test)))
            write(status + "\n")
            self._is_new_line = True

    def addSubTest(self, test, subtest, err):
        if err is not None:
            is_failure = issubclass(err[0], test.failureException)
            self._status(subtest, "F" if is_failure else "E", "FAIL" if is_failure else "ERROR")
        super().addSubTest(test, subtest, err)

    def addSuccess(self, test):
        super().addSuccess(test)
        self._status(test, ".", "ok")

    def addFailure(self, test, err):
        super().addFailure(test, err)
        self._status(test, "F", "FAIL")

    def addError(self, test, err):
        super().addError(test, err)
        self._status(test, "E", "ERROR")

    def addSkip(self, test, reason):
        super().addSkip(test, reason)
        self._status(test, "s", "skipped %r" % reason)

    def addExpectedFailure(self, test, err):
        super().addExpectedFailure(test, err)
        self._status(test, "x", "expected failure")

    def addUnexpectedSuccess(self, test):
        super().addUnexpectedSuccess(test)
        self._status(test, "u", "unexpected success")

    def printErrors(self):
        write = self.stream.write
        if self.dots or self.showAll:
            write("\n")
        for kind, found in (("ERROR", self.errors), ("FAIL", self.failures)):
            for test, text in found:
                write("%s\n%s: %s\n%s\n%s\n" % (_STARS, kind, self.getDescription(test), _DASHES, text))
        if self.unexpectedSuccesses:
            write(_STARS + "\n")
            for test in self.unexpectedSuccesses:
                write("UNEXPECTED SUCCESS: %s\n" % self.getDescription(test))


class TestSuite:
    def __init__(self, tests=()):
        self._tests = []
        self.addTests(tests)

    def __repr__(self):
        return "<unittest.suite.TestSuite tests=%s>" % list(self)

    def addTest(self, test):
        if not callable(test):
            raise TypeError("%s is not callable" % repr(test))
        if isinstance(test, type):
            raise TypeError("TestCases and TestSuites must be instantiated before passing them to addTest()")
        self._tests.append(test)

    def addTests(self, tests):
        if isinstance(tests, str):
            raise TypeError("tests must be an iterable of tests, not a string")
        for test in tests:
            self.addTest(test)

    def __iter__(self):
        return iter(self._tests)

    def countTestCases(self):
        return sum([test.countTestCases() for test in self._tests])

    def _flat(self):
        for test in self._tests:
            if isinstance(test, TestSuite):
                yield from test._flat()
            else:
                yield test

    def run(self, result, debug=False):
        entered = module = None
        is_usable = is_module_usable = False
        for test in self._flat():
            if result.shouldStop:
                break
            cls = type(test)
            if cls is not entered:
                if is_usable:
                    _leave_class(entered, result)
                if cls.__module__ != module:
                    if is_module_usable:
                        _module_part(module, "tearDownModule", result)
                    module = cls.__module__
                    is_module_usable = _module_part(module, "setUpModule", result)
                entered = cls
                is_usable = is_module_usable and _enter_class(cls, result)
            if is_usable:
                test(result)
        if is_usable:
            _leave_class(entered, result)
        if is_module_usable:
            _module_part(module, "tearDownModule", result)
        return result

    def __eq__(self, other):
        return list(self) == list(other) if isinstance(other, TestSuite) else NotImplemented

    def __call__(self, *args, **kwargs):
        return self.run(*args, **kwargs)


def _class_name(cls):
    return "%s.%s" % (cls.__module__, cls.__qualname__)


_module_cleanups = []


def addModuleCleanup(function, /, *args, **kwargs):
    _module_cleanups.append((function, args, kwargs))


def _module_part(module, name, result):
    call = getattr(_sys.modules.get(module), name, None)
    is_done = call is None or _part(name, module, call, result)
    if not is_done or name == "tearDownModule":
        while _module_cleanups:
            function, args, kwargs = _module_cleanups.pop()
            _part(name, module, lambda: function(*args, **kwargs), result)
    return is_done


def _enter_class(cls, result):
    if getattr(cls, "__unittest_skip__", False) or not hasattr(cls, "setUpClass"):
        return True
    if _part("setUpClass", _class_name(cls), cls.setUpClass, result):
        return True
    _clean_class(cls, result)
    return False


def _leave_class(cls, result):
    if getattr(cls, "__unittest_skip__", False) or not hasattr(cls, "tearDownClass"):
        return
    _part("tearDownClass", _class_name(cls), cls.tearDownClass, result)
    _clean_class(cls, result)


def _clean_class(cls, result):
    cleanups = cls.__dict__.get("_class_cleanups", [])
    while cleanups:
        function, args, kwargs = cleanups.pop()
        _part("tearDownClass", _class_name(cls), lambda: function(*args, **kwargs), result)


def _part(name, owner, call, result):
    try:
        call()
        return True
    except SkipTest as error:
        result.addSkip(_ErrorHolder("%s (%s)" % (name, owner)), str(error))
    except Exception as error:
        result.addError(_ErrorHolder("%s (%s)" % (name, owner)), _info(error))
    return False


class TestLoader:
    testMethodPrefix = "test"
    testNamePatterns = None
    suiteClass = TestSuite

    @staticmethod
    def sortTestMethodsUsing(one, other):
        return (one > other) - (one < other)

    def __init__(self):
        self.errors = []

    def getTestCaseNames(self, testCaseClass):
        names = sorted([name for name in dir(testCaseClass)
                        if name.startswith(self.testMethodPrefix) and callable(getattr(testCaseClass, name))])
        if self.testNamePatterns is not None:
            from fnmatch import fnmatchcase
            owner = _class_name(testCaseClass)
            names = [name for name in names if any(
                [fnmatchcase("%s.%s" % (owner, name), pattern) for pattern in self.testNamePatterns])]
        if self.sortTestMethodsUsing:
            from functools import cmp_to_key
            names.sort(key=cmp_to_key(self.sortTestMethodsUsing))
        return names

    def loadTestsFromTestCase(self, testCaseClass):
        if issubclass(testCaseClass, TestSuite):
            raise TypeError("Test cases should not be derived from TestSuite. Maybe you meant to derive from TestCase?")
        names = self.getTestCaseNames(testCaseClass)
        if not names and hasattr(testCaseClass, "runTest"):
            names = ["runTest"]
        return self.suiteClass([testCaseClass(name) for name in names])

    def loadTestsFromModule(self, module, *, pattern=None):
        members = module.__dict__
        found = [members[name] for name in sorted(members)
                 if isinstance(members[name], type) and issubclass(members[name], TestCase) and
                 members[name] not in (TestCase, FunctionTestCase, IsolatedAsyncioTestCase)]
        if "load_tests" in members:
            raise NotImplementedError("unittest: load_tests is not there; make a TestSuite and run it")
        return self.suiteClass([self.loadTestsFromTestCase(cls) for cls in found])

    def loadTestsFromName(self, name, module=None):
        found = module
        parts = name.split(".")
        if found is None:
            found = __import__(parts.pop(0))
        for part in parts:
            parent, found = found, getattr(found, part)
        if isinstance(found, type) and issubclass(found, TestCase):
            return self.loadTestsFromTestCase(found)
        if isinstance(found, TestSuite):
            return found
        if isinstance(parent, type) and issubclass(parent, TestCase):
            return self.suiteClass([parent(parts[-1])])
        raise NotImplementedError("unittest: %s is no test case and no test method" % name)

    def loadTestsFromNames(self, names, module=None):
        return self.suiteClass([self.loadTestsFromName(name, module) for name in names])

    def discover(self, *args, **kwargs):
        raise NotImplementedError("unittest: discover is not there; tests are run by unittest.main(exit=False)")


defaultTestLoader = TestLoader()


class TextTestRunner:
    resultclass = TextTestResult

    def __init__(self, stream=None, descriptions=True, verbosity=1, failfast=False, buffer=False, resultclass=None,
                 warnings=None, *, tb_locals=False, durations=None):
        self.stream = stream or _sys.stderr
        self.descriptions = descriptions
        self.verbosity = verbosity
        self.failfast = failfast
        if resultclass is not None:
            self.resultclass = resultclass
        if buffer or durations is not None:
            raise NotImplementedError("unittest: TextTestRunner knows no buffer and no durations")

    def run(self, test):
        result = self.resultclass(self.stream, self.descriptions, self.verbosity)
        result.failfast = self.failfast
        start = _perf_counter()
        result.startTestRun()
        try:
            test(result)
        finally:
            result.stopTestRun()
        taken = _perf_counter() - start
        write = self.stream.write
        if hasattr(result, "printErrors"):
            result.printErrors()
            write(_DASHES + "\n")
        count = result.testsRun
        write("Ran %d test%s in %.3fs\n\n" % (count, "" if count == 1 else "s", taken))
        told = [("failures", result.failures), ("errors", result.errors)]
        if result.wasSuccessful():
            write("OK" if count or result.skipped else "NO TESTS RAN")
            told = []
        else:
            write("FAILED")
            told = told
        told = told + [("skipped", result.skipped), ("expected failures", result.expectedFailures),
                       ("unexpected successes", result.unexpectedSuccesses)]
        parts = ["%s=%d" % (name, len(found)) for name, found in told if found]
        write(" (%s)\n" % ", ".join(parts) if parts else "\n")
        return result


class TestProgram:
    def __init__(self, module="__main__", defaultTest=None, argv=None, testRunner=None, testLoader=defaultTestLoader,
                 exit=True, verbosity=1, failfast=None, catchbreak=None, buffer=None, warnings=None, *, tb_locals=False,
                 durations=None):
        if isinstance(module, str):
            module = __import__(module)
        names = [defaultTest] if isinstance(defaultTest, str) else list(defaultTest or ())
        given = (_sys.argv if argv is None else argv)[1:]
        for option in given:
            if option in ("-v", "--verbose"):
                verbosity = 2
            elif option in ("-q", "--quiet"):
                verbosity = 0
            elif option in ("-f", "--failfast"):
                failfast = True
            elif option.startswith("-"):
                raise NotImplementedError("unittest.main: the option %s is not there" % option)
        names = [option for option in given if not option.startswith("-")] or names
        suite = testLoader.loadTestsFromNames(names, module) if names else testLoader.loadTestsFromModule(module)
        if testRunner is None:
            testRunner = TextTestRunner
        if isinstance(testRunner, type):
            testRunner = testRunner(verbosity=verbosity, failfast=bool(failfast), buffer=bool(buffer),
                                    durations=durations)
        self.module = module
        self.verbosity = verbosity
        self.test = suite
        self.result = testRunner.run(suite)
        if exit:
            if self.result.testsRun == 0 and not self.result.skipped:
                _sys.exit(5)
            _sys.exit(0 if self.result.wasSuccessful() else 1)


main = TestProgram


# ---- decorators ----


def skip(reason):
    def decorate(item):
        if not isinstance(item, type):
            def skipped(*args, **kwargs):
                raise SkipTest(reason)
            from functools import wraps
            item = wraps(item)(skipped)
        item.__unittest_skip__ = True
        item.__unittest_skip_why__ = reason
        return item
    if not isinstance(reason, str) and callable(reason):  # @skip without a reason
        item, reason = reason, ""
        return decorate(item)
    return decorate


def skipIf(condition, reason):
    return skip(reason) if condition else lambda item: item


def skipUnless(condition, reason):
    return skipIf(not condition, reason)


def expectedFailure(item):
    item.__unittest_expecting_failure__ = True
    return item
