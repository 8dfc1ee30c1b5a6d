;; policy: product
;; verdict: section header, offset 0xe: found exceptions
(module (tag))
