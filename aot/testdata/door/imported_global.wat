;; policy: spec
;; verdict: found an imported global; allowed are imported functions
(module (import "spectest" "global_i32" (global i32)))
