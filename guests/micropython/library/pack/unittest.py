"""The module unittest, small: TestCase with its assertions, main(), and a runner that writes what CPython writes."""

import sys as _sys
from time import perf_counter as _perf_counter

_STARS = "=" * 70
_DASHES = "-" * 70


class SkipTest(Exception):
    pass


class _Raises:
    def __init__(self, case, expected, pattern=None):
        self._case = case
        self._expected = expected
        self._pattern = pattern
        self.exception = None

    def __enter__(self):
        return self

    def __exit__(self, kind, value, traceback):
        name = getattr(self._expected, "__name__", None) or str(self._expected)
        if kind is None:
            self._case.fail("%s not raised" % name)
        if not issubclass(kind, self._expected):
            return False
        self.exception = value
        if self._pattern is not None:
            import re
            if re.search(self._pattern, str(value)) is None:
                self._case.fail('"%s" does not match "%s"' % (self._pattern, str(value)))
        return True


class TestCase:
    failureException = AssertionError
    longMessage = True
    maxDiff = 640

    def __init__(self, methodName="runTest"):
        self._testMethodName = methodName
        self._cleanups = []

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

    def addCleanup(self, function, *args, **kwargs):
        self._cleanups.append((function, args, kwargs))

    def id(self):
        return "__main__.%s.%s" % (type(self).__name__, self._testMethodName)

    def __str__(self):
        return "%s (%s)" % (self._testMethodName, self.id())

    def shortDescription(self):
        return None

    def skipTest(self, reason):
        raise SkipTest(reason)

    def subTest(self, msg=None, **params):
        from contextlib import nullcontext
        return nullcontext()

    def run(self, result=None):
        if result is None:
            result = TestResult()
        result.testsRun += 1
        try:
            self.setUp()
            try:
                getattr(self, self._testMethodName)()
            finally:
                self.tearDown()
                while self._cleanups:
                    function, args, kwargs = self._cleanups.pop()
                    function(*args, **kwargs)
        except SkipTest as error:
            result.addSkip(self, str(error))
        except AssertionError as error:
            result.addFailure(self, error)
        except Exception as error:
            result.addError(self, error)
        else:
            result.addSuccess(self)
        return result

    def fail(self, msg=None):
        raise self.failureException(msg)

    def _fail(self, standard, msg):
        raise self.failureException(standard if msg is None else "%s : %s" % (standard, msg))

    def assertTrue(self, expr, msg=None):
        if not expr:
            self._fail("%r is not true" % (expr,), msg)

    def assertFalse(self, expr, msg=None):
        if expr:
            self._fail("%r is not false" % (expr,), msg)

    def assertEqual(self, first, second, msg=None):
        if not first == second:
            self._fail("%r != %r" % (first, second), msg)

    assertListEqual = assertTupleEqual = assertDictEqual = assertSetEqual = assertSequenceEqual = assertEqual
    assertMultiLineEqual = assertEqual

    def assertNotEqual(self, first, second, msg=None):
        if not first != second:
            self._fail("%r == %r" % (first, second), msg)

    def assertIs(self, a, b, msg=None):
        if a is not b:
            self._fail("%r is not %r" % (a, b), msg)

    def assertIsNot(self, a, b, msg=None):
        if a is b:
            self._fail("unexpectedly identical: %r" % (a,), msg)

    def assertIsNone(self, obj, msg=None):
        if obj is not None:
            self._fail("%r is not None" % (obj,), msg)

    def assertIsNotNone(self, obj, msg=None):
        if obj is None:
            self._fail("unexpectedly None", msg)

    def assertIn(self, member, container, msg=None):
        if member not in container:
            self._fail("%r not found in %r" % (member, container), msg)

    def assertNotIn(self, member, container, msg=None):
        if member in container:
            self._fail("%r unexpectedly found in %r" % (member, container), msg)

    def assertIsInstance(self, obj, cls, msg=None):
        if not isinstance(obj, cls):
            self._fail("%r is not an instance of %r" % (obj, cls), msg)

    def assertNotIsInstance(self, obj, cls, msg=None):
        if isinstance(obj, cls):
            self._fail("%r is an instance of %r" % (obj, cls), msg)

    def assertLess(self, a, b, msg=None):
        if not a < b:
            self._fail("%r not less than %r" % (a, b), msg)

    def assertLessEqual(self, a, b, msg=None):
        if not a <= b:
            self._fail("%r not less than or equal to %r" % (a, b), msg)

    def assertGreater(self, a, b, msg=None):
        if not a > b:
            self._fail("%r not greater than %r" % (a, b), msg)

    def assertGreaterEqual(self, a, b, msg=None):
        if not a >= b:
            self._fail("%r not greater than or equal to %r" % (a, b), msg)

    def assertAlmostEqual(self, first, second, places=None, msg=None, delta=None):
        if first == second:
            return
        difference = abs(first - second)
        if delta is not None:
            if difference <= delta:
                return
            self._fail("%r != %r within %r delta (%r difference)" % (first, second, delta, difference), msg)
        places = 7 if places is None else places
        if round(difference, places) == 0:
            return
        self._fail("%r != %r within %r places (%r difference)" % (first, second, places, difference), msg)

    def assertNotAlmostEqual(self, first, second, places=None, msg=None, delta=None):
        difference = abs(first - second)
        places = 7 if places is None else places
        if (difference > delta) if delta is not None else first != second and round(difference, places) != 0:
            return
        self._fail("%r == %r within %r places" % (first, second, places), msg)

    def assertCountEqual(self, first, second, msg=None):
        first, second = list(first), list(second)
        left = list(second)
        for item in first:
            if item not in left:
                self._fail("Element counts were not equal", msg)
            left.remove(item)
        if left:
            self._fail("Element counts were not equal", msg)

    def assertRegex(self, text, expected_regex, msg=None):
        import re
        if re.search(expected_regex, text) is None:
            self._fail("Regex didn't match: %r not found in %r" % (expected_regex, text), msg)

    def assertNotRegex(self, text, unexpected_regex, msg=None):
        import re
        if re.search(unexpected_regex, text) is not None:
            self._fail("Regex matched: %r in %r" % (unexpected_regex, text), msg)

    def assertRaises(self, expected_exception, *args, **kwargs):
        context = _Raises(self, expected_exception)
        if not args:
            return context
        with context:
            args[0](*args[1:], **kwargs)

    def assertRaisesRegex(self, expected_exception, expected_regex, *args, **kwargs):
        context = _Raises(self, expected_exception, expected_regex)
        if not args:
            return context
        with context:
            args[0](*args[1:], **kwargs)

    def assertWarns(self, *args, **kwargs):
        raise NotImplementedError("unittest: assertWarns and assertLogs are not there")

    assertLogs = assertNoLogs = assertWarnsRegex = assertWarns


IsolatedAsyncioTestCase = TestCase


class TestResult:
    def __init__(self):
        self.testsRun = 0
        self.failures = []
        self.errors = []
        self.skipped = []
        self.marks = []

    def addSuccess(self, test):
        self.marks.append(".")

    def addFailure(self, test, error):
        self.failures.append((test, error))
        self.marks.append("F")

    def addError(self, test, error):
        self.errors.append((test, error))
        self.marks.append("E")

    def addSkip(self, test, reason):
        self.skipped.append((test, reason))
        self.marks.append("s")

    def wasSuccessful(self):
        return not self.failures and not self.errors


class TestSuite:
    def __init__(self, tests=()):
        self._tests = list(tests)

    def addTest(self, test):
        self._tests.append(test)

    def addTests(self, tests):
        self._tests += list(tests)

    def __iter__(self):
        return iter(self._tests)

    def countTestCases(self):
        return sum([test.countTestCases() if isinstance(test, TestSuite) else 1 for test in self._tests])

    def run(self, result):
        earlier = None
        for test in self._tests:
            if isinstance(test, TestCase) and type(test) is not earlier:
                if earlier is not None:
                    earlier.tearDownClass()
                earlier = type(test)
                earlier.setUpClass()
            test.run(result)
        if earlier is not None:
            earlier.tearDownClass()
        return result


class TestLoader:
    def loadTestsFromTestCase(self, testCaseClass):
        return TestSuite([testCaseClass(name) for name in sorted(dir(testCaseClass)) if name.startswith("test")])

    def loadTestsFromModule(self, module):
        found = [value for value in module.__dict__.values()
                 if isinstance(value, type) and issubclass(value, TestCase) and value is not TestCase]
        return TestSuite([self.loadTestsFromTestCase(cls) for cls in found])


defaultTestLoader = TestLoader()


def makeSuite(testCaseClass, prefix="test"):
    return defaultTestLoader.loadTestsFromTestCase(testCaseClass)


class TextTestRunner:
    def __init__(self, stream=None, descriptions=True, verbosity=1, failfast=False, **options):
        self.stream = stream or _sys.stderr
        self.verbosity = verbosity

    def run(self, test):
        start = _perf_counter()
        result = test.run(TestResult())
        write = self.stream.write
        if self.verbosity:
            write("".join(result.marks) + "\n")
        for kind, found in (("ERROR", result.errors), ("FAIL", result.failures)):
            for case, error in found:
                write("%s\n%s: %s\n%s\n" % (_STARS, kind, case, _DASHES))
                _sys.print_exception(error, self.stream)
                write("\n")
        count = result.testsRun
        write("%s\nRan %d test%s in %.3fs\n\n" % (_DASHES, count, "" if count == 1 else "s", _perf_counter() - start))
        parts = ["%s=%d" % (name, len(found)) for name, found in
                 (("failures", result.failures), ("errors", result.errors), ("skipped", result.skipped)) if found]
        write("%s%s\n" % ("OK" if result.wasSuccessful() else "FAILED", " (%s)" % ", ".join(parts) if parts else ""))
        return result


def main(module="__main__", defaultTest=None, argv=None, testRunner=None, testLoader=None, exit=True, verbosity=1,
         **options):
    if isinstance(module, str):
        module = __import__(module)
    runner = testRunner or TextTestRunner(verbosity=verbosity)
    result = runner.run(defaultTestLoader.loadTestsFromModule(module))
    if exit:
        _sys.exit(0 if result.wasSuccessful() else 1)
    return result


def skip(reason):
    def decorate(function):
        def skipped(self, *args, **kwargs):
            raise SkipTest(reason)
        return skipped
    return decorate


def skipIf(condition, reason):
    return skip(reason) if condition else lambda function: function


def skipUnless(condition, reason):
    return skipIf(not condition, reason)


def expectedFailure(function):
    def wrapper(self, *args, **kwargs):
        try:
            function(self, *args, **kwargs)
        except Exception:
            return
        self.fail("Unexpected success")
    return wrapper
