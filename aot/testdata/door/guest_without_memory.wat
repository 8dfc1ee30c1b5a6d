;; policy: guest
;; verdict: memory section: found no memory; a guest needs one
(module)
