;; policy: product
;; verdict: found SIMD (opcode 0xfd)
(module (func (drop (i32x4.splat (i32.const 1)))))
