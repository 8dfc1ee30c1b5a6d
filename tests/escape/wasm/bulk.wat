;; memory.copy, fill and init that straddle the end, overlap, are as long as a number can be.
;; items: 24, 30
;; call: copy 0 65535 2 -> trap out of bounds memory access
;; call: copy 65535 0 2 -> trap out of bounds memory access
;; call: copy 0 0 0xffffffff -> trap out of bounds memory access
;; call: copy 0xffffffff 0 0xffffffff -> trap out of bounds memory access
;; call: copy 1 0xffffffff 0xffffffff -> trap out of bounds memory access
;; call: copy 65536 65536 0 ->
;; call: copy 65537 0 0 -> trap out of bounds memory access
;; call: copy 0 65537 0 -> trap out of bounds memory access
;; call: copy 0 0 65536 ->
;; call: copy_up -> 0x03020101
;; call: copy_down -> 0x04040302
;; call: fill 65535 1 2 -> trap out of bounds memory access
;; call: fill 0 1 0xffffffff -> trap out of bounds memory access
;; call: fill 0xffffffff 1 1 -> trap out of bounds memory access
;; call: fill 0x80000000 1 0x80000000 -> trap out of bounds memory access
;; call: fill 65536 1 0 ->
;; call: fill 65537 1 0 -> trap out of bounds memory access
;; call: init 0 0 8 ->
;; call: init 0 0 9 -> trap out of bounds memory access
;; call: init 0 9 0 -> trap out of bounds memory access
;; call: init 0 8 0 ->
;; call: init 0 0xffffffff 1 -> trap out of bounds memory access
;; call: init 0 1 0xffffffff -> trap out of bounds memory access
;; call: init 65530 0 8 -> trap out of bounds memory access
;; call: init 0xffffffff 0 8 -> trap out of bounds memory access
;; call: drop ->
;; calls: drop ->
;; calls: init 0 0 0 ->
;; calls: init 0 0 1 -> trap out of bounds memory access
(module
  (memory 1 1)
  (data (i32.const 0) "\01\02\03\04")
  (data $passive "abcdefgh")
  (func $copy (export "copy") (param i32 i32 i32) (memory.copy (local.get 0) (local.get 1) (local.get 2)))
  (func (export "copy_up") (result i32)
    (call $copy (i32.const 1) (i32.const 0) (i32.const 3))
    (i32.load (i32.const 0)))
  (func (export "copy_down") (result i32)
    (call $copy (i32.const 0) (i32.const 1) (i32.const 3))
    (i32.load (i32.const 0)))
  (func (export "fill") (param i32 i32 i32) (memory.fill (local.get 0) (local.get 1) (local.get 2)))
  (func (export "init") (param i32 i32 i32) (memory.init $passive (local.get 0) (local.get 1) (local.get 2)))
  (func (export "drop") (data.drop $passive)))
