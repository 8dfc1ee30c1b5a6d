;; A start function that never ends.
;; items: 29
;; limits: time=30
;; instantiate -> overrun
(module
  (memory 1 1)
  (func $start (loop $again (br $again)))
  (start $start))
