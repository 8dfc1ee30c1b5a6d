;; memory.grow to the limit, beyond, by 2^32-1, and ten thousand times by nothing.
;; items: 23
;; call: grow 9 -> 1
;; calls: size -> 10
;; calls: grow 1 -> 0xffffffff
;; calls: size -> 10
;; calls: load 655356 -> 0
;; calls: store 655356 77 ->
;; calls: load 655356 -> 77
;; calls: load 655357 -> trap out of bounds memory access
;; call: grow 0xffffffff -> 0xffffffff
;; call: grow 65535 -> 0xffffffff
;; call: grow 10 -> 0xffffffff
;; call: grow 0x80000000 -> 0xffffffff
;; calls: size -> 1
;; calls: load 65532 -> 0
;; calls: load 65536 -> trap out of bounds memory access
;; call: grow_many 10000 0 -> 1
;; call: grow_many 10000 0xffffffff -> 1
;; call: grow_many 9 1 -> 10
;; call: grow_in_address -> trap out of bounds memory access
(module
  (memory 1 10)
  (func (export "grow") (param i32) (result i32) (memory.grow (local.get 0)))
  (func (export "size") (result i32) (memory.size))
  (func (export "load") (param i32) (result i32) (i32.load (local.get 0)))
  (func (export "store") (param i32 i32) (i32.store (local.get 0) (local.get 1)))
  (func (export "grow_many") (param i32 i32) (result i32)
    (loop $again
      (drop (memory.grow (local.get 1)))
      (local.set 0 (i32.sub (local.get 0) (i32.const 1)))
      (br_if $again (local.get 0)))
    (memory.size))
  ;; The address is computed before the memory grows in the value: -1 is the failed grow's result.
  (func (export "grow_in_address") (result i32) (i32.load (memory.grow (i32.const 0x10000)))))
