;; policy: product
;; verdict: admitted
(module (memory 1 32768))
