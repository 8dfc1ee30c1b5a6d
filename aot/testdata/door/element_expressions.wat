;; policy: spec
;; verdict: found reference types (an element segment of expressions, or a declarative one)
(module (elem funcref (ref.null func)))
