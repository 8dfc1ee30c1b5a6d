;; policy: product
;; verdict: found spectest.print
(module (import "spectest" "print" (func)))
