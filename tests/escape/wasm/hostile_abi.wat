;; A guest that lies: each export answers with what `set` has stored. Used by hostile_abi_test.cc.
;; items: 32, 33
;; call: reserve 10 -> 0
;; call: set 2 0xffffffff ->
;; calls: reserve 10 -> 0xffffffff
(module
  (import "vitrine" "write" (func $write (param i32 i32 i32)))
  (memory 1 4)
  (global $second (mut i32) (i32.const 0))
  (func $answer (param i32) (result i32) (i32.load (i32.shl (local.get 0) (i32.const 2))))
  (func (export "set") (param i32 i32) (i32.store (i32.shl (local.get 0) (i32.const 2)) (local.get 1)))
  (func (export "init") (param i32 i32) (result i32) (call $answer (i32.const 1)))
  (func (export "reserve") (param i32) (result i32) (call $answer (i32.const 2)))
  ;; run() answers with cell 3; when cell 5 is set it first writes cell 6 bytes from cell 5 as the outcome.
  (func (export "run") (param i32 i32) (result i32)
    (if (call $answer (i32.const 5))
      (then (call $write (i32.const 4) (call $answer (i32.const 5)) (call $answer (i32.const 6)))))
    (call $answer (i32.const 3)))
  (func (export "interrupt_cells") (result i32) (call $answer (i32.const 4)))
  (func (export "reseed"))
  (func (export "poke") (param i32 i32) (i32.store (local.get 0) (local.get 1))))
