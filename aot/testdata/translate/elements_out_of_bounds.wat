;; An active segment that does not fit the constant table: the start traps, after the segments before it.
(module
  (table 1 funcref)
  (elem (i32.const 0) $a)
  (elem (i32.const 1) $a)
  (memory 1 1)
  (data (i32.const 0) "never")
  (func $a))
