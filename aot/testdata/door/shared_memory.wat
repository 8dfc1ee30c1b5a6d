;; policy: product
;; verdict: memory section, offset 0xb: found threads (shared limits)
(module (memory 1 1 shared))
