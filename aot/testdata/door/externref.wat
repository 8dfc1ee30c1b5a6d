;; policy: spec
;; verdict: found reference types
(module (func (param externref)))
