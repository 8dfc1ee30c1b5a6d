;; policy: product
;; verdict: found multi-value (a function type with 2 results)
(module (func (result i32 i32) (i32.const 1) (i32.const 2)))
