;; policy: spec
;; verdict: found env.throw '>'; allowed are
(module (import "env" "throw" (func)))
