;; policy: product
;; verdict: memory section, offset 0xb: found memory64 (64-bit limits)
(module (memory i64 1 1))
