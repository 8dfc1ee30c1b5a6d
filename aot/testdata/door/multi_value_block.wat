;; policy: product
;; verdict: found multi-value (a block with a function type)
(module (func (i32.const 1) (block (param i32) (drop))))
