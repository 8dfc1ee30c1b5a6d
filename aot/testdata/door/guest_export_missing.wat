;; policy: guest
;; verdict: export section: found no function 'run'; a guest exports it with type 'ii>i'
(module (memory 1 1)
  (func (export "init") (param i32 i32) (result i32) (i32.const 0))
  (func (export "reserve") (param i32) (result i32) (i32.const 0))
  (func (export "interrupt_cells") (result i32) (i32.const 0))
  (func (export "reseed")))
