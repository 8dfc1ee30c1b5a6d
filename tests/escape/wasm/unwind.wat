;; Unwinding (aot/unwind.h): a throw ends the innermost invoke and no other, sets the stack pointer back, and
;; without an invoke it traps; lists of frames that a trap or the deadline left behind are never used again.
;; items: 25, 27
;; limits: time=2000
;; call: catch 0 7 -> 7
;; call: catch 1 7 -> 0
;; call: catch 2 7 -> 0
;; call: stack_pointer_after 1 -> 5000
;; call: stack_pointer_after 2 -> 5000
;; call: nested -> 11
;; call: survives -> 0x7766554433221107
;; call: many 100000 -> 100000
;; call: bare_throw -> trap unreachable
;; call: throw_after_return -> trap unreachable
;; call: catch 3 7 -> trap indirect call type mismatch or undefined element
;; call: catch 9 7 -> trap indirect call type mismatch or undefined element
;; call: catch 0xffffffff 7 -> trap indirect call type mismatch or undefined element
;; call: catch_float 5 -> 0
;; call: trap_inside -> trap unreachable
;; calls: bare_throw -> trap unreachable
;; call: loop_inside -> overrun
;; call: recursion 0 -> trap call stack exhausted
;; call: recursion_through_invoke -> trap call stack exhausted
;; call: catch_after_deep_throw 10000 -> 1
(module
  (type $int (func (param i32) (result i32)))
  (type $nothing (func))
  (import "env" "invoke_ii" (func $invoke_int (param i32 i32) (result i32)))
  (import "env" "invoke_v" (func $invoke_nothing (param i32)))
  (import "env" "invoke_d" (func $invoke_float (param i32) (result f64)))
  (import "env" "throw" (func $throw))
  (import "vitrine" "entropy" (func $entropy (param i32 i32)))
  (memory 1 1)
  (table 10 10 funcref)
  (elem (i32.const 0) $identity $thrower $deep_thrower $nothing $catching_thrower $float_thrower $unreachable $loop
    $descend)
  (global $stack_pointer (mut i32) (i32.const 5000))
  (export "__stack_pointer" (global $stack_pointer))

  (func $identity (type $int) (local.get 0))
  (func $nothing (type $nothing))
  (func $thrower (type $int)
    (global.set $stack_pointer (i32.sub (global.get $stack_pointer) (i32.const 64)))
    (call $throw)
    (i32.const 99))
  (func $deep_thrower (type $int)
    (global.set $stack_pointer (i32.sub (global.get $stack_pointer) (i32.const 16)))
    (call $entropy (i32.const 64) (i32.const 16))
    (drop (call $thrower (local.get 0)))
    (i32.const 98))
  (func $float_thrower (result f64) (call $throw) (f64.const 1))
  (func $unreachable (type $nothing) (unreachable))
  (func $loop (type $nothing) (loop $l (br $l)))

  (func $catch (export "catch") (param i32 i32) (result i32) (call $invoke_int (local.get 0) (local.get 1)))
  (func (export "stack_pointer_after") (param i32) (result i32)
    (drop (call $catch (local.get 0) (i32.const 0)))
    (global.get $stack_pointer))
  (func (export "catch_float") (param i32) (result f64) (call $invoke_float (local.get 0)))

  ;; The inner throw ends the inner invoke, the outer throw the outer one.
  (func $catching_thrower (type $nothing)
    (drop (call $catch (i32.const 1) (i32.const 0)))
    (i32.store (i32.const 0) (i32.add (i32.load (i32.const 0)) (i32.const 1)))
    (call $throw)
    (i32.store (i32.const 0) (i32.const 77)))
  (func (export "nested") (result i32)
    (call $invoke_nothing (i32.const 4))
    (i32.add (i32.const 10) (i32.load (i32.const 0))))

  ;; Locals of the frame that invokes keep their values over a throw, whatever registers they were in.
  (func (export "survives") (result i64)
    (local i64 i64 i64 i64 i64 i64 i64 i64)
    (i64.store (i32.const 0) (i64.const 0x0706050403020100))
    (local.set 0 (i64.extend_i32_u (i32.load8_u (i32.const 7))))
    (local.set 1 (i64.mul (i64.add (local.get 0) (i64.const 10)) (i64.const 256)))
    (local.set 2 (i64.mul (i64.add (local.get 0) (i64.const 27)) (i64.const 65536)))
    (local.set 3 (i64.mul (i64.add (local.get 0) (i64.const 44)) (i64.const 0x1000000)))
    (local.set 4 (i64.mul (i64.add (local.get 0) (i64.const 61)) (i64.const 0x100000000)))
    (local.set 5 (i64.mul (i64.add (local.get 0) (i64.const 78)) (i64.const 0x10000000000)))
    (local.set 6 (i64.mul (i64.add (local.get 0) (i64.const 95)) (i64.const 0x1000000000000)))
    (local.set 7 (i64.mul (i64.add (local.get 0) (i64.const 112)) (i64.const 0x100000000000000)))
    (drop (call $catch (i32.const 2) (i32.const 0)))
    (i64.add (i64.add (i64.add (local.get 0) (local.get 1)) (i64.add (local.get 2) (local.get 3)))
      (i64.add (i64.add (local.get 4) (local.get 5)) (i64.add (local.get 6) (local.get 7)))))
  (func (export "many") (param i32) (result i32) (local i32)
    (loop $l
      (drop (call $catch (i32.const 1) (i32.const 0)))
      (local.set 1 (i32.add (local.get 1) (i32.const 1)))
      (br_if $l (i32.lt_u (local.get 1) (local.get 0))))
    (local.get 1))

  (func (export "bare_throw") (call $throw))
  (func (export "throw_after_return") (drop (call $catch (i32.const 0) (i32.const 0))) (call $throw))
  (func (export "trap_inside") (call $invoke_nothing (i32.const 6)))
  (func (export "loop_inside") (call $invoke_nothing (i32.const 7)))

  ;; Frames of invokes upon each other.
  (func $descend (type $int)
    (if (result i32) (local.get 0)
      (then (i32.add (call $catch (i32.const 8) (i32.sub (local.get 0) (i32.const 1))) (i32.const 1)))
      (else (call $throw) (i32.const 0))))
  (func (export "recursion") (param i32) (result i32)
    (call $descend (i32.sub (local.get 0) (i32.const 1))))
  (func $again (export "recursion_through_invoke") (result i32)
    (i32.add (call $catch (i32.const 8) (i32.const 0xffffffff)) (i32.const 1)))
  ;; The innermost of that many invokes catches; its caller adds one, and so on up.
  (func (export "catch_after_deep_throw") (param i32) (result i32)
    (i32.eq (call $descend (local.get 0)) (local.get 0))))
