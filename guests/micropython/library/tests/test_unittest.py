"""TestCase, its messages, results and contexts."""

import unittest
class T(unittest.TestCase):
    def setUp(self): self.x = [1, 2]
    def test_ok(self): self.assertEqual(len(self.x), 2)
    def test_fail(self): self.assertEqual(1, 2)
    def test_err(self): 1 / 0
    @unittest.skip("later")
    def test_skip(self): pass
    @unittest.expectedFailure
    def test_xf(self): self.assertTrue(False)
import io
s = io.StringIO()
r = unittest.TextTestRunner(stream=s, verbosity=0).run(unittest.defaultTestLoader.loadTestsFromTestCase(T))
print(r.testsRun, len(r.failures), len(r.errors), len(r.skipped), len(r.expectedFailures), len(r.unexpectedSuccesses), r.wasSuccessful(), r)
print([(t.id(), str(t), m.splitlines()[-1]) for t, m in r.failures + r.errors], [(str(t), m) for t, m in r.skipped])


import unittest, io
class T(unittest.TestCase):
    def test_a(self):
        for i in range(3):
            with self.subTest(i=i): self.assertNotEqual(i, 1)
    def test_b(self):
        with self.assertRaises(ValueError) as cm: int("x")
        self.assertIn("invalid", str(cm.exception))
        with self.assertRaisesRegex(ValueError, "lit.*"): int("x")
        self.assertRaises(ZeroDivisionError, lambda: 1 / 0)
        self.assertAlmostEqual(0.1 + 0.2, 0.3); self.assertCountEqual([1, 2], [2, 1]); self.assertDictEqual({}, {}); self.assertListEqual([1], [1]); self.assertIsInstance(1, int); self.assertGreater(2, 1); self.assertRegex("abc", "b")
s = io.StringIO()
r = unittest.TextTestRunner(stream=s).run(unittest.TestLoader().loadTestsFromTestCase(T))
print((r.testsRun, len(r.failures), s.getvalue().splitlines()[0], s.getvalue().splitlines()[2], s.getvalue().splitlines()[-1]))


import unittest
class T(unittest.TestCase):
    def runTest(self): pass
t = T()
def tell(f, *a, **k):
    try: f(*a, **k); print("ok")
    except AssertionError as e: print(f.__name__, "|", str(e))
tell(t.assertEqual, 1, 2); tell(t.assertEqual, 1, 2, "msg"); tell(t.assertEqual, [1, 2], [1, 3]); tell(t.assertEqual, "abc", "abd")
tell(t.assertEqual, {"a": 1}, {"a": 2}); tell(t.assertEqual, {1, 2}, {2, 3}); tell(t.assertEqual, (1,), (1, 2)); tell(t.assertListEqual, [1], [2, 3]); tell(t.assertTrue, 0); tell(t.assertIn, 1, [2]); tell(t.assertCountEqual, [1, 1], [1, 2])
tell(t.assertIsNone, 5); tell(t.assertAlmostEqual, 1.0, 1.1); tell(t.assertAlmostEqual, 1, 1.5, delta=0.1); tell(t.assertGreater, 1, 2); tell(t.assertRegex, "a", "b"); tell(t.assertIsInstance, 1, str); print((tell(t.assertEqual, "a\nb\n", "a\nc\n")))


import unittest
class T(unittest.TestCase):
    @classmethod
    def setUpClass(cls): print("class up")
    @classmethod
    def tearDownClass(cls): print("class down")
    def setUp(self): print("up"); self.addCleanup(print, "cleanup")
    def tearDown(self): print("down")
    def test_1(self): print("1")
    def test_2(self): print("2"); self.fail("no")
print((unittest.main(exit=False, argv=["x"], verbosity=2).result.wasSuccessful()))


import unittest
class A(unittest.IsolatedAsyncioTestCase):
    async def asyncSetUp(self): self.x = 1
    async def test_x(self):
        import asyncio
        await asyncio.sleep(0); self.assertEqual(self.x, 1); print("ran")
print((unittest.main(exit=False, argv=["x"]).result.testsRun))


import unittest
class A(unittest.TestCase):
    def test_logs(self):
        import logging
        with self.assertLogs("foo", level="INFO") as cm: logging.getLogger("foo").info("first"); logging.getLogger("foo.bar").error("second")
        print(cm.output)
    def test_warns(self):
        import warnings
        with self.assertWarns(UserWarning): warnings.warn("x")
suite = unittest.TestSuite(); suite.addTest(A("test_logs")); suite.addTest(A("test_warns"))
r = unittest.TextTestRunner(verbosity=0).run(suite); print((r.wasSuccessful()))


# what belongs to the module, the order and the choice of tests, equal suites, and names of classes within functions
def setUpModule():
    print("module begins")
    unittest.addModuleCleanup(print, "cleaned", end=" up\n")


def tearDownModule():
    print("module ends")


class Ordered(unittest.TestCase):
    @classmethod
    def setUpClass(cls): print("class begins")
    @classmethod
    def tearDownClass(cls): print("class ends")
    def test_a(self): print("a")
    def test_b(self): print("b")


class Second(unittest.TestCase):
    def test_c(self): print("c")


def run_all():
    result = unittest.TestResult()
    unittest.TestSuite([unittest.defaultTestLoader.loadTestsFromTestCase(cls) for cls in (Ordered, Second)]).run(result)
    print(result.testsRun, [str(test) for test, _ in result.errors], [why for _, why in result.skipped])


run_all()


def setUpModule():
    unittest.addModuleCleanup(print, "cleaned")
    raise ValueError("begins badly")


run_all()


def setUpModule():
    raise unittest.SkipTest("not today")


run_all()
del setUpModule


def tearDownModule():
    raise ValueError("ends badly")


run_all()
del tearDownModule
loader = unittest.TestLoader()
loader.sortTestMethodsUsing = lambda one, other: (one < other) - (one > other)
print(loader.getTestCaseNames(Ordered))
loader.testNamePatterns = ["*_b", "nothing"]
print(loader.getTestCaseNames(Ordered))
print(unittest.TestSuite([Ordered("test_a")]) == unittest.TestSuite([Ordered("test_a")]),
      unittest.TestSuite([Ordered("test_a")]) == unittest.TestSuite([Ordered("test_b")]))


def inner():
    class Inner(unittest.TestCase):
        def test(self): pass
    return Inner("test")


print(inner().id(), inner(), repr(inner()))


class Mismatched(unittest.TestCase):
    def test_function(self):
        self.assertRaisesRegex(ValueError, "nope", int, "x")

    def test_with(self):
        with self.assertRaisesRegex(ValueError, "nope"): int("x")


out = io.StringIO()
unittest.TextTestRunner(stream=out).run(unittest.defaultTestLoader.loadTestsFromTestCase(Mismatched))
print([line for line in out.getvalue().splitlines() if line.strip(" ~^") and "File" not in line and "Ran" not in line])
