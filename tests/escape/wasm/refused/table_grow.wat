(module (memory 1 1) (table 1 10 funcref)
  (func (export "f") (result i32) (table.grow 0 (ref.null func) (i32.const 1))))
