;; A start function that calls itself.
;; items: 27, 29
;; instantiate -> trap call stack exhausted
(module
  (memory 1 1)
  (func $start (call $start) (i32.store (i32.const 0) (i32.const 1)))
  (start $start))
