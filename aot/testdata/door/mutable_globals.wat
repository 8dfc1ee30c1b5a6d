;; policy: product
;; verdict: admitted
(module (global (export "g") (mut i64) (i64.const 1)))
