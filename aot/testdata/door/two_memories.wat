;; policy: product
;; verdict: found multi-memory (2 memories)
(module (memory 1 1) (memory 1 1))
