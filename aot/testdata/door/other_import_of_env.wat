;; policy: product
;; verdict: found env.memset 'iii>'; allowed are
(module (import "env" "memset" (func (param i32 i32 i32))))
