;; policy: product
;; verdict: memory section, offset 0xb: found a maximum of 32769 pages; allowed are 32768
(module (memory 1 32769))
