;; policy: spec
;; verdict: admitted
(module (import "spectest" "print" (func)))
