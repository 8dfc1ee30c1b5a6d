;; policy: spec
;; verdict: found an imported memory; allowed are imported functions
(module (import "spectest" "memory" (memory 1 2)))
