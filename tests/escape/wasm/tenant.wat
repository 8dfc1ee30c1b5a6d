;; Two instances side by side: each sees its own memory, whatever the other does. Used by instances_test.cc.
;; items: 39, 46
;; call: peek 0 -> 0
;; call: poke 0 7 ->
;; calls: peek 0 -> 7
(module
  (import "vitrine" "call" (func $call (param i32 i32) (result i32)))
  (memory 1 1)
  (func (export "peek") (param i32) (result i32) (i32.load (local.get 0)))
  (func (export "poke") (param i32 i32) (i32.store (local.get 0) (local.get 1)))
  ;; A host call between a store and the load that must see it.
  (func (export "poke_call_peek") (param i32 i32) (result i32)
    (i32.store (local.get 0) (local.get 1))
    (drop (call $call (i32.const 0) (i32.const 4)))
    (i32.load (local.get 0)))
  (func (export "call_then_trap") (drop (call $call (i32.const 0) (i32.const 4))) (unreachable))
  (func (export "trap") (unreachable))
  (func (export "loop") (loop $again (br $again)))
  ;; Calls the host `count` times, counting in memory.
  (func (export "count_calls") (param i32) (result i32)
    (loop $again
      (i32.store (i32.const 0) (i32.add (i32.load (i32.const 0)) (i32.const 1)))
      (drop (call $call (i32.const 0) (i32.const 4)))
      (br_if $again (i32.lt_u (i32.load (i32.const 0)) (local.get 0))))
    (i32.load (i32.const 0))))
