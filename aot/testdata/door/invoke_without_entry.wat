;; policy: product
;; verdict: found env.invoke_l 'l>'; allowed are
(module (import "env" "invoke_l" (func (param i64))))
