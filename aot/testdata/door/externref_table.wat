;; policy: spec
;; verdict: found reference types (a table of something else than functions)
(module (table 1 externref))
