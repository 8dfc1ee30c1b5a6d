;; A table that code writes to: every instance has its own.
(module
  (type $none (func))
  (table 3 10 funcref)
  (elem (i32.const 0) $a $b)
  (elem func $b)
  (func $a)
  (func $b)
  (func (export "change") (param i32)
    (table.init 1 (i32.const 2) (i32.const 0) (i32.const 1))
    (elem.drop 1)
    (table.copy (i32.const 0) (i32.const 1) (i32.const 2))
    (call_indirect (type $none) (local.get 0))))
