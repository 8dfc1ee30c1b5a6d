;; policy: spec
;; verdict: found reference types (more than one table)
(module (table 1 funcref) (table 1 funcref))
