;; policy: spec
;; verdict: found reference types (opcode 0x25)
(module (table 1 funcref) (func (drop (table.get 0 (i32.const 0)))))
