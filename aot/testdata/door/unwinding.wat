;; policy: product
;; verdict: admitted
(module
  (import "env" "invoke_vi" (func (param i32 i32)))
  (import "env" "invoke_d" (func (param i32) (result f64)))
  (import "env" "throw" (func))
  (table 1 1 funcref)
  (global (export "__stack_pointer") (mut i32) (i32.const 64)))
