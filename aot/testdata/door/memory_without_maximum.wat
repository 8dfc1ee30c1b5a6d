;; policy: product
;; verdict: memory section, offset 0xb: found a memory without a maximum
(module (memory 1))
