;; policy: product
;; verdict: found exceptions
(module (tag) (func (throw 0)))
