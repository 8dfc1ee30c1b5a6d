#!/usr/bin/env python3
"""Tests of spill_pointers.py with small modules, run by wabt's interpreter.

Each exported function of a case returns 1 when the collector found what it had to find. The collector is played by
$gc_collect, which counts how often POINTER lies on the stack in linear memory at that moment.
"""

import re
import subprocess
import tempfile
import unittest
from pathlib import Path

import spill_pointers

POINTER = 0x123450

HEAD = f"""
(module
  (memory 1)
  (table 4 funcref)
  (elem (i32.const 0) $collect_void)
  (global $sp (mut i32) (i32.const 4096))
  (global $found (mut i32) (i32.const 0))
  (func $gc_collect
    (local $at i32)
    (global.set $found (i32.const 0))
    (local.set $at (global.get $sp))
    (block $done (loop $next
      (br_if $done (i32.ge_u (local.get $at) (i32.const 4096)))
      (if (i32.eq (i32.load (local.get $at)) (i32.const {POINTER}))
        (then (global.set $found (i32.add (global.get $found) (i32.const 1)))))
      (local.set $at (i32.add (local.get $at) (i32.const 4)))
      (br $next))))
  (func $collect (result i32) (call $gc_collect) (global.get $found))
  (func $collect_void (call $gc_collect))
  (func $harmless (result i32) (i32.const 7))
  ;; Not a constant, so that it may be a pointer.
  (func $pointer (result i32) (i32.store (i32.const 8192) (i32.const {POINTER})) (i32.load (i32.const 8192)))
  (func $use (param i32))
"""

CASES = {
    "local alive over the call": """
      (local $p i32) (local.set $p (call $pointer))
      (i32.eq (call $collect) (i32.const 1)) (call $use (local.get $p))""",
    "local that nobody wants": """
      (local $p i32) (local.set $p (call $pointer)) (call $use (local.get $p))
      (i32.eqz (call $collect))""",
    "operand below the call": """
      (i32.and (i32.eq (call $pointer) (i32.const 1193040)) (i32.eq (call $collect) (i32.const 0)))""",
    "operand kept while another is made": """
      (local $n i32)
      (call $pointer) (local.set $n (call $collect)) (call $use) (i32.eq (local.get $n) (i32.const 1))""",
    "result of a block": """
      (local $n i32)
      (block (result i32) (call $pointer)) (local.set $n (call $collect)) (call $use)
      (i32.eq (local.get $n) (i32.const 1))""",
    "through the table": """
      (local $p i32) (local.set $p (call $pointer))
      (call_indirect (i32.const 0)) (call $use (local.get $p)) (i32.eq (global.get $found) (i32.const 1))""",
    "two halves of an i64": """
      (local $p i64) (i32.store (i32.const 8200) (call $pointer)) (i32.store (i32.const 8204) (call $pointer))
      (local.set $p (i64.load (i32.const 8200)))
      (i32.eq (call $collect) (i32.const 2)) (call $use (i32.wrap_i64 (local.get $p)))""",
    "alive round a loop": """
      (local $p i32) (local $i i32) (local $n i32) (local.set $p (call $pointer))
      (loop $again
        (local.set $n (i32.add (local.get $n) (call $collect)))
        (call $use (local.get $p))
        (br_if $again (i32.lt_u (local.tee $i (i32.add (local.get $i) (i32.const 1))) (i32.const 3))))
      (i32.ge_u (local.get $n) (i32.const 3))""",
    "changed within a loop": """
      (local $p i32) (local $i i32) (local $n i32) (local.set $p (i32.load (i32.const 8000)))
      (loop $again
        (local.set $n (call $collect))
        (call $use (local.get $p))
        (local.set $p (call $pointer))
        (br_if $again (i32.lt_u (local.tee $i (i32.add (local.get $i) (i32.const 1))) (i32.const 3))))
      (i32.eq (local.get $n) (i32.const 1))""",
    "on one way only": """
      (local $p i32) (local $n i32)
      (if (call $harmless)
        (then (local.set $p (call $pointer)) (local.set $n (call $collect)) (call $use (local.get $p)))
        (else (call $use (call $collect))))
      (i32.eq (local.get $n) (i32.const 1))""",
    "stored on one way, needed after both": """
      (local $p i32) (local.set $p (call $pointer))
      (if (i32.eqz (call $harmless)) (then (call $use (call $collect))))
      (i32.eq (call $collect) (i32.const 1)) (call $use (local.get $p))""",
    "after a branch table": """
      (local $p i32) (local.set $p (call $pointer))
      (block $a (block $b (br_table $a $b (i32.const 1))) (local.set $p (call $pointer)))
      (i32.eq (call $collect) (i32.const 1)) (call $use (local.get $p))""",
    "return puts the stack back": """
      (call $use (call $returns)) (i32.eq (global.get $sp) (i32.const 4096))""",
    "branch out of the function puts the stack back": """
      (call $use (call $branches)) (i32.eq (global.get $sp) (i32.const 4096))""",
    "the parameter of the caller": """
      (i32.eq (call $keeps (call $pointer)) (i32.const 1))""",
}

HELPERS = """
  (func $returns (result i32)
    (local $p i32) (local.set $p (call $pointer)) (call $gc_collect)
    (if (call $harmless) (then (return (local.get $p))))
    (local.get $p))
  (func $branches (result i32)
    (local $p i32) (local.set $p (call $pointer)) (call $gc_collect)
    (block (br_if 1 (local.get $p) (call $harmless)) (drop))
    (local.get $p))
  (func $keeps (param $p i32) (result i32) (call $collect) (call $use (local.get $p)))
"""


def assemble(text: str, folder: Path) -> bytes:
    source, target = folder / "in.wat", folder / "in.wasm"
    source.write_text(text)
    subprocess.run(["wat2wasm", "--debug-names", source, "-o", target], check=True)
    return target.read_bytes()


def run_all(data: bytes, folder: Path) -> dict[str, str]:
    """What each exported function returns."""
    path = folder / "out.wasm"
    path.write_bytes(data)
    subprocess.run(["wasm-validate", path], check=True)
    shown = subprocess.run(["wasm-interp", "--run-all-exports", path], check=True, capture_output=True, text=True)
    return dict(re.findall(r"^(\w+)\(\) => (.*)$", shown.stdout, re.MULTILINE))


def count_stores(data: bytes) -> int:
    """Of i32, in all functions."""
    module = spill_pointers.Module(spill_pointers.read_sections(data))
    code = (one for body in module.bodies for one in spill_pointers.decode(body)[1])
    return sum(one.opcode == spill_pointers.I32_STORE for one in code)


class SpillPointersTest(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = Path(folder.name)

    def test_what_is_alive_is_found(self):
        names = {f"case{i}": title for i, title in enumerate(CASES)}
        functions = [
            f'(func (export "case{i}") (result i32) {body})' for i, body in enumerate(CASES.values())
        ]
        plain = assemble(HEAD + HELPERS + "\n".join(functions) + ")", self.folder)
        spilled, changed, _ = spill_pointers.spill(plain, {"gc_collect"})
        self.assertGreater(changed, 0)
        results = run_all(spilled, self.folder)
        self.assertEqual(results.keys(), names.keys())
        wrong = [names[name] for name, result in results.items() if result != "i32:1"]
        self.assertEqual(wrong, [])
        # The cases can fail: without the change nothing is found.
        self.assertIn("i32:0", run_all(plain, self.folder).values())

    def test_calls_that_cannot_collect_store_nothing(self):
        body = "(local $p i32) (local.set $p (call $pointer)) (call $harmless) (call $use (local.get $p))"
        plain = assemble(f'{HEAD}(func (export "f") (result i32) {body}))', self.folder)
        self.assertEqual(spill_pointers.spill(plain, {"gc_collect"})[0], plain)

    def test_bytes_are_no_pointers(self):
        body = "(local $p i32) (local.set $p (i32.load8_u (i32.const 0))) (call $collect) (call $use (local.get $p))"
        plain = assemble(f'{HEAD}(func (export "f") (result i32) {body}))', self.folder)
        self.assertEqual(spill_pointers.spill(plain, {"gc_collect"})[0], plain)

    def test_what_is_in_its_place_is_not_stored_again(self):
        one = "(local $p i32) (local.set $p (call $pointer)) {} (call $use (local.get $p)) (i32.const 1)"
        counts = []
        for calls in ("(call $gc_collect)", "(call $gc_collect) (call $gc_collect)"):
            plain = assemble(f'{HEAD}(func (export "f") (result i32) {one.format(calls)}))', self.folder)
            counts.append(count_stores(spill_pointers.spill(plain, {"gc_collect"})[0]))
        self.assertEqual(counts[0], counts[1])

    def test_only_names_that_are_wanted_stay(self):
        plain = assemble(HEAD + ")", self.folder)
        data, _, _ = spill_pointers.spill(plain, {"gc_collect"}, {"use"})
        names = spill_pointers.Module(spill_pointers.read_sections(data)).names
        self.assertEqual(list(names.values()), ["use"])

    def test_a_root_that_is_not_there_is_an_error(self):
        plain = assemble(HEAD + ")", self.folder)
        with self.assertRaisesRegex(spill_pointers.SpillError, "gc_gone"):
            spill_pointers.spill(plain, {"gc_gone"})


if __name__ == "__main__":
    unittest.main()
