;; An active data segment that lies outside of memory.
;; items: 30
;; instantiate -> trap out of bounds memory access
(module
  (memory 1 1)
  (data (i32.const 65530) "longer than that"))
