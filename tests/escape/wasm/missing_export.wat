;; A guest without `run`, and with a `reserve` of another type. Used by hostile_abi_test.cc.
;; items: 33
;; call: init 1 2 -> 0
(module
  (memory 1 1)
  (func (export "init") (param i32 i32) (result i32) (i32.const 0))
  (func (export "reserve") (param i64) (result i32) (i32.const 0))
  (func (export "interrupt_cells") (result i32) (i32.const 0))
  (func (export "reseed")))
