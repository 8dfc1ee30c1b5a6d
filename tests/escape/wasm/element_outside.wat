;; An active element segment that lies outside of the table.
;; items: 30
;; instantiate -> trap
(module
  (memory 1 1)
  (table 2 2 funcref)
  (func $f)
  (elem (i32.const 1) $f $f))
