;; Bulk operations over a gigabyte, again and again: the deadline comes inside them.
;; items: 24, 28
;; limits: time=50
;; call: fill_for_ever -> overrun
;; call: copy_for_ever -> overrun
(module
  (memory 4096 4096)
  (func (export "fill_for_ever")
    (loop $again
      (memory.fill (i32.const 0) (i32.const 1) (i32.const 0x10000000))
      (br $again)))
  (func (export "copy_for_ever")
    (loop $again
      (memory.copy (i32.const 1) (i32.const 0) (i32.const 0xfffffff))
      (br $again))))
