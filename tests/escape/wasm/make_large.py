"""Writes the WebAssembly text that is too long to be written by hand: make_large.py KIND FILE."""

import sys

TARGETS = 5_000  # gcc takes quadratic time in them
LOCALS = 4_000  # of 8 bytes


def br_table():
    targets = " ".join(str(i % 2) for i in range(TARGETS))
    return f"""\
;; br_table with {TARGETS} targets, and indices far beyond.
;; items: 26
;; call: jump 0 -> 10
;; call: jump 1 -> 20
;; call: jump {TARGETS - 1} -> 20
;; call: jump {TARGETS} -> 30
;; call: jump 0x80000000 -> 30
;; call: jump 0xffffffff -> 30
(module
  (memory 1 1)
  (func (export "jump") (param i32) (result i32)
    (block (block (block (br_table {targets} 2 (local.get 0))) (return (i32.const 10))) (return (i32.const 20)))
    (i32.const 30)))
"""


def large_frame():
    # Local 0 is the parameter (1: call again), local 1 the sum, the rest lives across the call.
    names = range(2, LOCALS + 2)
    loads = "\n".join(f"    (local.set {name} (i64.load offset={8 * name} (i32.const 0)))" for name in names)
    sums = "\n".join(f"    (local.set 1 (i64.xor (i64.mul (local.get 1) (i64.const 31)) (local.get {name})))"
                     for name in names)
    return f"""\
;; Frames with {LOCALS} values of 8 bytes that live across a call: none may step over the guard.
;; items: 27
;; limits: time=5000
;; call: large 0 -> 0
;; call: large 1 -> trap call stack exhausted
(module
  (memory 4 4)
  (func $large (export "large") (param i32) (result i64)
    (local i64 {" ".join(["i64"] * LOCALS)})
{loads}
    (if (local.get 0) (then (i64.store (i32.const 0) (call $large (local.get 0)))))
{sums}
    (local.get 1)))
"""


if __name__ == "__main__":
    kind, path = sys.argv[1:]
    with open(path, "w", encoding="utf-8") as file:
        file.write({"br_table": br_table, "large_frame": large_frame}[kind]())
