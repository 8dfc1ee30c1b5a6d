;; policy: spec
;; verdict: found reference types (an element segment of expressions, or a declarative one)
(module (func) (elem declare func 0))
