;; policy: spec
;; verdict: admitted
(module (memory 1))
