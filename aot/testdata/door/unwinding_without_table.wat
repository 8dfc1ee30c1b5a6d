;; policy: product
;; verdict: allowed are they with a table that is not exported and not written to
(module
  (import "env" "throw" (func))
  (global (export "__stack_pointer") (mut i32) (i32.const 64)))
