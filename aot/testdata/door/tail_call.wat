;; policy: product
;; verdict: found tail calls (opcode 0x12)
(module (func (return_call 0)))
