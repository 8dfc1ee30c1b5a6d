import glob
import io
import logging
import os
import shutil
import tempfile
import unittest
from pathlib import Path

with tempfile.TemporaryDirectory() as folder:
    root = Path(folder)
    (root / "sub").mkdir()
    (root / "a.txt").write_text("hello\nworld\n")
    (root / "sub" / "b.txt").write_bytes(b"\x00\x01")
    print((root / "a.txt").read_text(), (root / "sub/b.txt").read_bytes(), (root / "a.txt").exists(), (root / "zz").exists(), root.is_dir(), (root / "a.txt").is_file())
    print(sorted(p.name for p in root.iterdir()), sorted(p.name for p in root.glob("*.txt")), sorted(str(p.relative_to(root)) for p in root.rglob("*.txt")), sorted(Path(p).name for p in glob.glob(folder + "/*")))
    shutil.copy(str(root / "a.txt"), str(root / "c.txt"))
    shutil.copytree(str(root / "sub"), str(root / "copy"))
    shutil.move(str(root / "c.txt"), str(root / "d.txt"))
    print(sorted(p.name for p in root.iterdir()), (root / "copy/b.txt").exists())
    shutil.rmtree(str(root / "sub"))
    (root / "d.txt").unlink()
    (root / "none").unlink(missing_ok=True)
    (root / "x" / "y").mkdir(parents=True, exist_ok=True)
    with (root / "a.txt").open() as f:
        print([line.strip() for line in f], sorted(p.name for p in root.iterdir()))
print(Path(folder).exists())
out = io.StringIO()
logging.basicConfig(stream=out, level=logging.INFO, format="%(levelname)s %(name)s: %(message)s")
logging.info("one %d", 1)
logging.debug("hidden")
log = logging.getLogger("app.db")
log.warning("two %s", "x")
log.setLevel(logging.ERROR)
log.info("no")
log.error("three", extra={"k": 1})
handler = logging.StreamHandler(out)
handler.setFormatter(logging.Formatter("{levelname:>8}|{message}", style="{"))
log.addHandler(handler)
log.propagate = False
log.critical("four")
print(out.getvalue(), logging.getLogger("app.db") is log, logging.getLevelName(30), log.isEnabledFor(logging.INFO), logging.getLogger("app").getChild("db") is log)


class Sums(unittest.TestCase):
    def setUp(self):
        self.value = 2

    def test_good(self):
        self.assertEqual(self.value + 2, 4)
        self.assertIn(1, [1, 2])
        self.assertAlmostEqual(0.1 + 0.2, 0.3)
        with self.assertRaises(ZeroDivisionError) as caught:
            1 / 0
        self.assertIn("zero", str(caught.exception))
        self.assertRaises(ValueError, int, "x")

    def test_bad(self):
        self.assertEqual(1, 2, "no")

    def test_error(self):
        {}["k"]

    @unittest.skip("later")
    def test_skipped(self):
        self.fail("never")


result = unittest.TestResult()
unittest.TestLoader().loadTestsFromTestCase(Sums).run(result)
print(result.testsRun, len(result.failures), len(result.errors), len(result.skipped), result.wasSuccessful())
for check in (lambda t: t.assertEqual(1, 2), lambda t: t.assertTrue(0), lambda t: t.assertIn(1, []), lambda t: t.assertLess(2, 1), lambda t: t.assertIsNone(1), lambda t: t.assertIsInstance(1, str), lambda t: t.assertAlmostEqual(1.0, 1.1, places=3), lambda t: t.fail("x")):
    try:
        check(Sums("test_good"))
    except AssertionError as error:
        print(error)


# Reading and writing in turn. (In the middle of a text, only after seek(); that is refused otherwise.)
def rewritten(mode, act, text="abcdef\nghi\n"):
    with open("/tmp/turns", "w") as file:
        file.write(text)
    with open("/tmp/turns", mode) as file:
        given = act(file)
    print(mode, given, repr(open("/tmp/turns").read()))


x, y = "XY", b"XY"
rewritten("r+", lambda file: (file.read(), file.write(x)))
rewritten("r+", lambda file: (file.read(2), file.seek(2), file.write(x)))
rewritten("r+", lambda file: (file.write(x), file.read()))
rewritten("r+", lambda file: (file.write(x), file.seek(0), file.readline(), file.readline(), file.readline(), file.write(x)))
rewritten("a+", lambda file: (file.seek(0), file.read(2), file.write(x)))
rewritten("w+", lambda file: (file.write(x), file.seek(0), file.read(), file.write("Z")))
rewritten("r+b", lambda file: (file.read(2), file.write(y)))
rewritten("r+", lambda file: (list(file), file.write("end")))
rewritten("r+", lambda file: (file.readline(), file.seek(7), file.truncate()))
rewritten("r+", lambda file: (file.read(3), file.seek(3), file.truncate(), file.write(x)))

# ---- how temporary files are opened, and when they go ----
with tempfile.TemporaryFile("w+", encoding="utf-8", newline="") as file:
    file.write("a\r\nb\n")
    file.seek(0)
    print(repr(file.read()))
with tempfile.NamedTemporaryFile("w", delete_on_close=False) as file:
    file.close()
    print(os.path.exists(file.name))
print(os.path.exists(file.name))
try:
    tempfile.TemporaryFile("w", encoding="ascii").write("\xe9")
except UnicodeEncodeError as error:
    print(error)
with tempfile.SpooledTemporaryFile(mode="w+") as file:
    file.write("a\r\nb\rc")
    file.seek(0)
    print(repr(file.read()))
