;; A trap in the start function: the instance never comes to be.
;; items: 29
;; instantiate -> trap unreachable
(module
  (memory 1 1)
  (func $start (i32.store (i32.const 0) (i32.const 1)) (unreachable))
  (start $start))
