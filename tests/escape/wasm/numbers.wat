;; Arithmetic that traps, and results that show the rounding mode, flush-to-zero and NaN payloads.
;; items: 31
;; call: div_s 0x80000000 0xffffffff -> trap integer overflow
;; call: rem_s 0x80000000 0xffffffff -> 0
;; call: div_s 1 0 -> trap integer divide by zero
;; call: rem_s 1 0 -> trap integer divide by zero
;; call: div_u 1 0 -> trap integer divide by zero
;; call: div64_s 0x8000000000000000 0xffffffffffffffff -> trap integer overflow
;; call: rem64_s 0x8000000000000000 0xffffffffffffffff -> 0
;; call: trunc 0x7ff8000000000000 -> trap invalid conversion to integer
;; call: trunc 0x7ff0000000000000 -> trap integer overflow
;; call: trunc 0xfff0000000000000 -> trap integer overflow
;; call: trunc 0x41e0000000000000 -> trap integer overflow
;; call: trunc 0xc1e0000000000000 -> 0x80000000
;; call: trunc_sat 0x7ff8000000000000 -> 0
;; call: trunc_sat 0x7ff0000000000000 -> 0x7fffffff
;; call: trunc_sat 0xfff0000000000000 -> 0x80000000
;; call: round_up_shows -> 0x3ff0000000000000
;; call: round_down_shows -> 0xbff0000000000000
;; call: denormal_result -> 1
;; call: denormal_operand -> 0x10
;; call: denormal_float -> 1
;; call: nan_payload 0x7ff4deadbeef0001 -> 0x7ff4deadbeef0001
;; call: nearest 0x4004000000000000 -> 0x4000000000000000
;; call: add 1 2 -> 3
(module
  (memory 1 1)
  (func (export "add") (param i32 i32) (result i32) (i32.add (local.get 0) (local.get 1)))
  (func (export "div_s") (param i32 i32) (result i32) (i32.div_s (local.get 0) (local.get 1)))
  (func (export "rem_s") (param i32 i32) (result i32) (i32.rem_s (local.get 0) (local.get 1)))
  (func (export "div_u") (param i32 i32) (result i32) (i32.div_u (local.get 0) (local.get 1)))
  (func (export "div64_s") (param i64 i64) (result i64) (i64.div_s (local.get 0) (local.get 1)))
  (func (export "rem64_s") (param i64 i64) (result i64) (i64.rem_s (local.get 0) (local.get 1)))
  (func (export "trunc") (param i64) (result i32) (i32.trunc_f64_s (f64.reinterpret_i64 (local.get 0))))
  (func (export "trunc_sat") (param i64) (result i32) (i32.trunc_sat_f64_s (f64.reinterpret_i64 (local.get 0))))
  ;; 1 + 2^-54 is 1 unless rounding goes up; the operands come from memory so that nothing is folded at build time.
  (data (i32.const 0) "\00\00\00\00\00\00\f0\3f" "\00\00\00\00\00\00\90\3c")
  (func (export "round_up_shows") (result i64)
    (i64.reinterpret_f64 (f64.add (f64.load (i32.const 0)) (f64.load (i32.const 8)))))
  (func (export "round_down_shows") (result i64)
    (i64.reinterpret_f64 (f64.sub (f64.neg (f64.load (i32.const 0))) (f64.load (i32.const 8)))))
  ;; The smallest denormal times one; the smallest normal over 2^48.
  (data (i32.const 16) "\01\00\00\00\00\00\00\00" "\00\00\00\00\00\00\10\00" "\00\00\00\00\00\00\f0\42")
  (func (export "denormal_result") (result i64)
    (i64.reinterpret_f64 (f64.mul (f64.load (i32.const 16)) (f64.load (i32.const 0)))))
  (func (export "denormal_operand") (result i64)
    (i64.reinterpret_f64 (f64.div (f64.load (i32.const 24)) (f64.load (i32.const 32)))))
  (data (i32.const 40) "\01\00\00\00" "\00\00\80\3f")
  (func (export "denormal_float") (result i32)
    (i32.reinterpret_f32 (f32.mul (f32.load (i32.const 40)) (f32.load (i32.const 44)))))
  (func (export "nan_payload") (param i64) (result i64)
    (i64.store (i32.const 48) (local.get 0))
    (f64.store (i32.const 56) (f64.load (i32.const 48)))
    (i64.load (i32.const 56)))
  (func (export "nearest") (param i64) (result i64)
    (i64.reinterpret_f64 (f64.nearest (f64.reinterpret_i64 (local.get 0))))))
