;; policy: product
;; verdict: found threads (opcode 0xfe)
(module (memory 1 1) (func (drop (i32.atomic.load (i32.const 0)))))
