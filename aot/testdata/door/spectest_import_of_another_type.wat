;; policy: spec
;; verdict: found spectest.print_i32 'l>'; allowed are spectest.print '>'
(module (import "spectest" "print_i32" (func (param i64))))
