;; Recursion without an end, with small frames, through the table, through a host call.
;; items: 27
;; limits: time=30000
;; call: small -> trap call stack exhausted
;; call: middle 1 -> trap call stack exhausted
;; call: indirect -> trap call stack exhausted
;; call: mutual 1 -> trap call stack exhausted
;; call: through_host 0 -> trap call stack exhausted
;; call: through_grow 0 -> trap call stack exhausted
;; call: bounded 10000 -> 10000
(module
  (type $nothing (func (result i64)))
  (import "vitrine" "entropy" (func $entropy (param i32 i32)))
  (memory 1 2)
  (table 1 1 funcref)
  (elem (i32.const 0) $indirect)
  (func $small (export "small") (result i64) (i64.add (call $small) (i64.const 1)))
  (func $middle (export "middle") (param i64) (result i64)
    (local i64 i64 i64 i64 i64 i64 i64 i64)
    (local.set 1 (i64.load (i32.const 0)))
    (local.set 2 (i64.load (i32.const 8)))
    (local.set 3 (i64.load (i32.const 16)))
    (local.set 4 (i64.load (i32.const 24)))
    (local.set 5 (i64.load (i32.const 32)))
    (local.set 6 (i64.load (i32.const 40)))
    (i64.store (i32.const 0) (local.get 0))
    (i64.store (i32.const 40) (local.get 0))
    (local.set 7 (call $middle (i64.add (local.get 0) (i64.const 3))))
    (i64.add (local.get 7)
      (i64.add (i64.add (local.get 1) (local.get 2))
        (i64.add (i64.add (local.get 3) (local.get 4)) (i64.add (local.get 5) (local.get 6))))))
  (func $indirect (export "indirect") (result i64)
    (i64.add (call_indirect (type $nothing) (i32.const 0)) (i64.const 1)))
  (func $mutual (export "mutual") (param i32) (result i32) (i32.add (call $mutual_2 (local.get 0)) (i32.const 1)))
  (func $mutual_2 (param i32) (result i32) (i32.mul (call $mutual (local.get 0)) (i32.const 3)))
  ;; A host call in every eighth frame (they are small): the last ones stand right before the guard.
  (func $through_host (export "through_host") (param i32) (result i64)
    (if (i32.eqz (i32.and (local.get 0) (i32.const 7)))
      (then (call $entropy (i32.const 0) (i32.const 8))))
    (i64.add (call $through_host (i32.add (local.get 0) (i32.const 1))) (i64.const 1)))
  (func $through_grow (export "through_grow") (param i32) (result i32)
    (if (i32.eqz (i32.and (local.get 0) (i32.const 7)))
      (then (drop (memory.grow (i32.const 0)))))
    (i32.add (call $through_grow (i32.add (local.get 0) (i32.const 1))) (i32.const 1)))
  (func $bounded (export "bounded") (param i32) (result i32)
    (if (result i32) (local.get 0)
      (then (i32.add (call $bounded (i32.sub (local.get 0) (i32.const 1))) (i32.const 1)))
      (else (i32.const 0)))))
