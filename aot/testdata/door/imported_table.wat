;; policy: spec
;; verdict: found an imported table; allowed are imported functions
(module (import "spectest" "table" (table 10 funcref)))
