;; policy: product
;; verdict: type section, offset 0xd: found SIMD (type v128); allowed are MVP
(module (func (param v128)))
