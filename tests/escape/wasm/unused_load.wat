;; Loads whose value nobody looks at still trap: no compiler may drop them.
;; items: 22
;; call: dropped 65533 -> trap out of bounds memory access
;; call: dropped 65532 ->
;; call: overwritten 0xffffffff -> trap out of bounds memory access
;; call: overwritten 0 -> 7
;; call: times_zero 65536 -> trap out of bounds memory access
;; call: store_then_trap 65535 -> trap out of bounds memory access
(module
  (memory 1 1)
  (func (export "dropped") (param i32) (drop (i32.load (local.get 0))))
  (func (export "overwritten") (param i32) (result i32)
    (local i32)
    (local.set 1 (i32.load (local.get 0)))
    (local.set 1 (i32.const 7))
    (local.get 1))
  (func (export "times_zero") (param i32) (result i32) (i32.mul (i32.load (local.get 0)) (i32.const 0)))
  ;; A store that straddles the end writes nothing, not even the part that fits.
  (func (export "store_then_trap") (param i32) (i32.store (local.get 0) (i32.const -1)))
  (func (export "byte") (param i32) (result i32) (i32.load8_u (local.get 0))))
