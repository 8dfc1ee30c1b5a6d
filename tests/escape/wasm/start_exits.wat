;; A start function that leaves by a host call.
;; items: 29
;; instantiate -> ended
(module
  (import "vitrine" "exit" (func $exit (param i32)))
  (memory 1 1)
  (func $start (call $exit (i32.const 3)))
  (start $start))
