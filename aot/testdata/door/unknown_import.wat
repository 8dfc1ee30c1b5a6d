;; policy: product
;; verdict: found vitrine.open 'i>i'; allowed are
(module (import "vitrine" "open" (func (param i32) (result i32))))
