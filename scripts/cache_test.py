import os
import subprocess
import sys
import tempfile
import time
import unittest
from pathlib import Path

from cache import INPUTS_NAME, RESULTS_MAX, UNUSED_DAYS_MAX, Cache, key_of


class CacheTest(unittest.TestCase):
    def setUp(self):
        self._temporary = tempfile.TemporaryDirectory()
        self.addCleanup(self._temporary.cleanup)
        self.root = Path(self._temporary.name)
        self.cache = Cache(self.root)
        self.builds = 0

    def build(self, folder):
        self.builds += 1
        (folder / "result").write_text(str(self.builds))

    def test_builds_once_for_the_same_inputs(self):
        first = self.cache.get("stage", {"a": 1, "b": 2}, self.build)
        second = self.cache.get("stage", {"b": 2, "a": 1}, self.build)
        self.assertEqual(first, second)
        self.assertEqual((self.builds, (first / "result").read_text()), (1, "1"))

    def test_builds_again_when_an_input_changes(self):
        first = self.cache.get("stage", {"a": 1}, self.build)
        second = self.cache.get("stage", {"a": 2}, self.build)
        self.assertNotEqual(first, second)
        self.assertEqual(self.builds, 2)

    def test_a_failed_build_leaves_nothing(self):
        def fail(folder):
            (folder / "half").write_text("x")
            raise ValueError("no")

        with self.assertRaises(ValueError):
            self.cache.get("stage", {"a": 1}, fail)
        self.assertIsNone(self.cache.find("stage", {"a": 1}))
        self.assertEqual(list((self.root / "work").iterdir()), [])
        self.assertTrue((self.cache.get("stage", {"a": 1}, self.build) / "result").is_file())

    def test_a_result_without_its_marker_is_built_anew(self):
        path = self.cache.get("stage", {"a": 1}, self.build)
        (path / INPUTS_NAME).unlink()
        self.cache.get("stage", {"a": 1}, self.build)
        self.assertEqual(self.builds, 2)

    def test_two_processes_build_once(self):
        # Both are let go at the same moment; the build takes longer than the start of the other.
        program = """
import sys, time
from pathlib import Path
from cache import Cache
def build(folder):
    (folder / "result").write_text("x")
    with open(sys.argv[1] + "/builds", "a") as file: file.write("x")
    while not Path(sys.argv[1], "waiting").exists(): time.sleep(0.01)
Cache(Path(sys.argv[1])).get("stage", {}, build, lambda: Path(sys.argv[1], "waiting").touch())
"""
        command = [sys.executable, "-c", program, str(self.root)]
        environment = {**os.environ, "PYTHONPATH": str(Path(__file__).parent)}
        processes = [subprocess.Popen(command, env=environment) for _ in range(2)]
        self.assertEqual([process.wait(timeout=60) for process in processes], [0, 0])
        self.assertEqual((self.root / "builds").read_text(), "x")

    def test_forgets_what_was_not_used_for_long(self):
        old = self.cache.get("stage", {"a": "old"}, self.build)
        recent = self.cache.get("stage", {"a": "recent"}, self.build)
        long_ago = time.time() - (UNUSED_DAYS_MAX + 1) * 86400
        os.utime(old / INPUTS_NAME, (long_ago, long_ago))
        self.cache.get("stage", {"a": "new"}, self.build)
        self.assertFalse(old.exists())
        self.assertTrue(recent.exists())

    def test_keeps_a_bounded_number_of_results_of_a_stage(self):
        first = self.cache.get("stage", {"a": 0}, self.build)
        other = self.cache.get("other", {"a": 0}, self.build)
        for path in (first, other):
            os.utime(path / INPUTS_NAME, (time.time() - 60, time.time() - 60))
        for number in range(1, RESULTS_MAX):
            self.cache.get("stage", {"a": number}, self.build)
        self.assertTrue(first.exists())
        os.utime(first / INPUTS_NAME, (time.time() - 60, time.time() - 60))
        self.cache.get("stage", {"a": RESULTS_MAX}, self.build)
        self.assertFalse(first.exists())
        self.assertTrue(other.exists())

    def test_asking_counts_as_use(self):
        path = self.cache.get("stage", {"a": 1}, self.build)
        long_ago = time.time() - (UNUSED_DAYS_MAX + 1) * 86400
        os.utime(path / INPUTS_NAME, (long_ago, long_ago))
        self.cache.find("stage", {"a": 1})
        self.cache.get("stage", {"a": 2}, self.build)
        self.assertTrue(path.exists())

    def test_keys_tell_types_apart(self):
        self.assertNotEqual(key_of({"a": 1}), key_of({"a": "1"}))


if __name__ == "__main__":
    unittest.main()
