;; policy: spec
;; verdict: found vitrine.exit; allowed are functions of spectest
(module (import "vitrine" "exit" (func (param i32))))
