;; The same at the end of the address space.
;; items: 30
;; instantiate -> trap out of bounds memory access
(module
  (memory 1 1)
  (data (i32.const 0xffffffff) "x"))
