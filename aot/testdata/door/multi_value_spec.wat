;; policy: spec
;; verdict: admitted
(module (func (result i32 i32) (i32.const 1) (i32.const 2)) (func (i32.const 1) (block (param i32) (drop))))
