;; policy: product
;; verdict: found vitrine.clock 'i>i'; allowed are
(module (import "vitrine" "clock" (func (param i32) (result i32))))
