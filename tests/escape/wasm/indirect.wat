;; call_indirect with the wrong type, beyond the table, at an empty entry.
;; items: 25
;; call: call_int 0 5 -> 6
;; call: call_int 1 5 -> trap indirect call type mismatch or undefined element
;; call: call_int 2 5 -> trap indirect call type mismatch or undefined element
;; call: call_int 3 5 -> trap indirect call type mismatch or undefined element
;; call: call_int 4 5 -> trap indirect call type mismatch or undefined element
;; call: call_int 5 5 -> trap indirect call type mismatch or undefined element
;; call: call_int 0x80000000 5 -> trap indirect call type mismatch or undefined element
;; call: call_int 0xffffffff 5 -> trap indirect call type mismatch or undefined element
;; call: call_long 1 -> 9
;; call: call_long 0 -> trap indirect call type mismatch or undefined element
;; call: call_nothing 2 ->
;; call: call_nothing 0 -> trap indirect call type mismatch or undefined element
;; call: call_import 3 -> 0
(module
  (type $int (func (param i32) (result i32)))
  (type $long (func (param i64) (result i64)))
  (type $nothing (func))
  (type $clock (func (param i32) (result i64)))
  (import "vitrine" "clock" (func $clock (type $clock)))
  (memory 1 1)
  (table 5 5 funcref)
  (elem (i32.const 0) $add $long $nothing $clock)
  (func $add (type $int) (i32.add (local.get 0) (i32.const 1)))
  (func $long (type $long) (i64.add (local.get 0) (i64.const 4)))
  (func $nothing (type $nothing))
  (func (export "call_int") (param i32 i32) (result i32)
    (call_indirect (type $int) (local.get 1) (local.get 0)))
  (func (export "call_long") (param i32) (result i64)
    (call_indirect (type $long) (i64.const 5) (local.get 0)))
  (func (export "call_nothing") (param i32) (call_indirect (type $nothing) (local.get 0)))
  (func (export "call_import") (param i32) (result i64)
    (call_indirect (type $clock) (i32.const 7) (local.get 0))))
