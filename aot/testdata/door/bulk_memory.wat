;; policy: product
;; verdict: admitted
(module (memory 1 1) (data "x") (table 1 funcref) (elem func 0)
  (func (memory.init 0 (i32.const 0) (i32.const 0) (i32.const 1)) (data.drop 0)
    (memory.copy (i32.const 0) (i32.const 0) (i32.const 1)) (memory.fill (i32.const 0) (i32.const 0) (i32.const 1))
    (table.init 0 (i32.const 0) (i32.const 0) (i32.const 1)) (elem.drop 0)
    (table.copy (i32.const 0) (i32.const 0) (i32.const 1))))
