;; policy: product
;; verdict: admitted
(module (memory 1 2) (table 2 funcref) (elem (i32.const 0) $f) (global (mut i32) (i32.const 1)) (data (i32.const 0) "x")
  (func $f (export "f") (param i32) (result i32) (i32.load8_u (local.get 0))))
