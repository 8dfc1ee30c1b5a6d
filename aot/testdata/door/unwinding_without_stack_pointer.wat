;; policy: product
;; verdict: no mutable i32 global exported as __stack_pointer
(module
  (import "env" "throw" (func))
  (table 1 1 funcref)
  (global (export "__stack_pointer") (mut i64) (i64.const 64)))
