;; policy: spec
;; verdict: found reference types (opcode 0xd0)
(module (func (drop (ref.null func))))
