;; policy: product
;; verdict: found env.throw 'i>'; allowed are
(module (import "env" "throw" (func (param i32))))
