;; policy: spec
;; verdict: found reference types (opcode 0x1c)
(module (func (drop (select (result i32) (i32.const 1) (i32.const 2) (i32.const 0)))))
