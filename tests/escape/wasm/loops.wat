;; Loops without an end, one for each kind of instruction: the deadline ends them all.
;; items: 28
;; limits: time=30
;; call: empty -> overrun
;; call: nops -> overrun
;; call: arithmetic 1 -> overrun
;; call: division 7 -> overrun
;; call: floats -> overrun
;; call: loads -> overrun
;; call: stores -> overrun
;; call: small_copies -> overrun
;; call: grows -> overrun
;; call: calls -> overrun
;; call: indirect_calls -> overrun
;; call: host_calls -> overrun
;; call: writes -> overrun
;; call: branches 0 -> overrun
;; call: tables 0 -> overrun
;; call: sleeps -> overrun
(module
  (type $nothing (func))
  (import "vitrine" "clock" (func $clock (param i32) (result i64)))
  (import "vitrine" "write" (func $write (param i32 i32 i32)))
  (import "vitrine" "sleep" (func $sleep (param i64)))
  (memory 2 2)
  (table 1 1 funcref)
  (elem (i32.const 0) $touch)
  (func $touch (i32.store (i32.const 0) (i32.const 1)))
  (func (export "empty") (loop $again (br $again)))
  (func (export "nops") (loop $again (nop) (nop) (nop) (br $again)))
  (func (export "arithmetic") (param i32) (result i32)
    (loop $again
      (local.set 0 (i32.mul (local.get 0) (i32.const 1664525)))
      (br_if $again (i32.or (local.get 0) (i32.const 1))))
    (local.get 0))
  (func (export "division") (param i64) (result i64)
    (loop $again
      (local.set 0 (i64.or (i64.div_u (i64.const -1) (local.get 0)) (i64.const 1)))
      (br $again))
    (local.get 0))
  (func (export "floats") (result f64)
    (local f64)
    (loop $again
      (local.set 0 (f64.sqrt (f64.add (local.get 0) (f64.const 1.5))))
      (br $again))
    (local.get 0))
  (func (export "loads") (result i32)
    (local i32)
    (loop $again
      (local.set 0 (i32.add (local.get 0) (i32.load (i32.and (local.get 0) (i32.const 0xfff0)))))
      (br $again))
    (local.get 0))
  (func (export "stores")
    (local i32)
    (loop $again
      (local.set 0 (i32.add (local.get 0) (i32.const 16)))
      (i32.store (i32.and (local.get 0) (i32.const 0xfff0)) (local.get 0))
      (br $again)))
  (func (export "small_copies")
    (loop $again
      (memory.copy (i32.const 0) (i32.const 1) (i32.const 100))
      (br $again)))
  (func (export "grows") (loop $again (drop (memory.grow (i32.const 1))) (br $again)))
  (func (export "calls") (loop $again (call $touch) (br $again)))
  (func (export "indirect_calls") (loop $again (call_indirect (type $nothing) (i32.const 0)) (br $again)))
  (func (export "host_calls") (loop $again (drop (call $clock (i32.const 1))) (br $again)))
  (func (export "writes")
    (loop $again
      (call $write (i32.const 1) (i32.const 0) (i32.const 65536))
      (br $again)))
  (func (export "branches") (param i32)
    (loop $again
      (block $out
        (br_if $out (i32.and (local.get 0) (i32.const 1)))
        (local.set 0 (i32.add (local.get 0) (i32.const 1)))
        (br $again))
      (local.set 0 (i32.add (local.get 0) (i32.const 3)))
      (br $again)))
  (func (export "tables") (param i32)
    (loop $again
      (block $b (block $a (br_table $a $b $again (i32.and (local.get 0) (i32.const 3)))))
      (local.set 0 (i32.add (local.get 0) (i32.const 1)))
      (br $again)))
  (func (export "sleeps") (loop $again (call $sleep (i64.const 0x7fffffffffffffff)) (br $again))))
