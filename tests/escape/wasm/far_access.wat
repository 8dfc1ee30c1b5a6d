;; Loads and stores of every width, as far away as an address and an offset can say, and at the end of memory.
;; items: 21
;; call: i32_load8_s_far 0xffffffff -> trap out of bounds memory access
;; call: i32_load8_s_far 0 -> trap out of bounds memory access
;; call: i32_load8_s_far 1 -> trap out of bounds memory access
;; call: i32_load8_s 0xffffffff -> trap out of bounds memory access
;; call: i32_load8_s 65535 -> 0
;; call: i32_load8_s 65536 -> trap out of bounds memory access
;; call: i32_load8_u_far 0xffffffff -> trap out of bounds memory access
;; call: i32_load8_u_far 0 -> trap out of bounds memory access
;; call: i32_load8_u_far 1 -> trap out of bounds memory access
;; call: i32_load8_u 0xffffffff -> trap out of bounds memory access
;; call: i32_load8_u 65535 -> 0
;; call: i32_load8_u 65536 -> trap out of bounds memory access
;; call: i32_load16_s_far 0xffffffff -> trap out of bounds memory access
;; call: i32_load16_s_far 0 -> trap out of bounds memory access
;; call: i32_load16_s_far 1 -> trap out of bounds memory access
;; call: i32_load16_s 0xffffffff -> trap out of bounds memory access
;; call: i32_load16_s 65534 -> 0
;; call: i32_load16_s 65535 -> trap out of bounds memory access
;; call: i32_load16_u_far 0xffffffff -> trap out of bounds memory access
;; call: i32_load16_u_far 0 -> trap out of bounds memory access
;; call: i32_load16_u_far 1 -> trap out of bounds memory access
;; call: i32_load16_u 0xffffffff -> trap out of bounds memory access
;; call: i32_load16_u 65534 -> 0
;; call: i32_load16_u 65535 -> trap out of bounds memory access
;; call: i32_load_far 0xffffffff -> trap out of bounds memory access
;; call: i32_load_far 0 -> trap out of bounds memory access
;; call: i32_load_far 1 -> trap out of bounds memory access
;; call: i32_load 0xffffffff -> trap out of bounds memory access
;; call: i32_load 65532 -> 0
;; call: i32_load 65533 -> trap out of bounds memory access
;; call: i64_load8_s_far 0xffffffff -> trap out of bounds memory access
;; call: i64_load8_s_far 0 -> trap out of bounds memory access
;; call: i64_load8_s_far 1 -> trap out of bounds memory access
;; call: i64_load8_s 0xffffffff -> trap out of bounds memory access
;; call: i64_load8_s 65535 -> 0
;; call: i64_load8_s 65536 -> trap out of bounds memory access
;; call: i64_load8_u_far 0xffffffff -> trap out of bounds memory access
;; call: i64_load8_u_far 0 -> trap out of bounds memory access
;; call: i64_load8_u_far 1 -> trap out of bounds memory access
;; call: i64_load8_u 0xffffffff -> trap out of bounds memory access
;; call: i64_load8_u 65535 -> 0
;; call: i64_load8_u 65536 -> trap out of bounds memory access
;; call: i64_load16_s_far 0xffffffff -> trap out of bounds memory access
;; call: i64_load16_s_far 0 -> trap out of bounds memory access
;; call: i64_load16_s_far 1 -> trap out of bounds memory access
;; call: i64_load16_s 0xffffffff -> trap out of bounds memory access
;; call: i64_load16_s 65534 -> 0
;; call: i64_load16_s 65535 -> trap out of bounds memory access
;; call: i64_load16_u_far 0xffffffff -> trap out of bounds memory access
;; call: i64_load16_u_far 0 -> trap out of bounds memory access
;; call: i64_load16_u_far 1 -> trap out of bounds memory access
;; call: i64_load16_u 0xffffffff -> trap out of bounds memory access
;; call: i64_load16_u 65534 -> 0
;; call: i64_load16_u 65535 -> trap out of bounds memory access
;; call: i64_load32_s_far 0xffffffff -> trap out of bounds memory access
;; call: i64_load32_s_far 0 -> trap out of bounds memory access
;; call: i64_load32_s_far 1 -> trap out of bounds memory access
;; call: i64_load32_s 0xffffffff -> trap out of bounds memory access
;; call: i64_load32_s 65532 -> 0
;; call: i64_load32_s 65533 -> trap out of bounds memory access
;; call: i64_load32_u_far 0xffffffff -> trap out of bounds memory access
;; call: i64_load32_u_far 0 -> trap out of bounds memory access
;; call: i64_load32_u_far 1 -> trap out of bounds memory access
;; call: i64_load32_u 0xffffffff -> trap out of bounds memory access
;; call: i64_load32_u 65532 -> 0
;; call: i64_load32_u 65533 -> trap out of bounds memory access
;; call: i64_load_far 0xffffffff -> trap out of bounds memory access
;; call: i64_load_far 0 -> trap out of bounds memory access
;; call: i64_load_far 1 -> trap out of bounds memory access
;; call: i64_load 0xffffffff -> trap out of bounds memory access
;; call: i64_load 65528 -> 0
;; call: i64_load 65529 -> trap out of bounds memory access
;; call: f32_load_far 0xffffffff -> trap out of bounds memory access
;; call: f32_load_far 0 -> trap out of bounds memory access
;; call: f32_load_far 1 -> trap out of bounds memory access
;; call: f32_load 0xffffffff -> trap out of bounds memory access
;; call: f32_load 65532 -> 0
;; call: f32_load 65533 -> trap out of bounds memory access
;; call: f64_load_far 0xffffffff -> trap out of bounds memory access
;; call: f64_load_far 0 -> trap out of bounds memory access
;; call: f64_load_far 1 -> trap out of bounds memory access
;; call: f64_load 0xffffffff -> trap out of bounds memory access
;; call: f64_load 65528 -> 0
;; call: f64_load 65529 -> trap out of bounds memory access
;; call: i32_store8_far 0xffffffff -> trap out of bounds memory access
;; call: i32_store8_far 0 -> trap out of bounds memory access
;; call: i32_store8_far 1 -> trap out of bounds memory access
;; call: i32_store8 0x80000000 -> trap out of bounds memory access
;; call: i32_store8 65535 ->
;; call: i32_store8 65536 -> trap out of bounds memory access
;; call: i32_store16_far 0xffffffff -> trap out of bounds memory access
;; call: i32_store16_far 0 -> trap out of bounds memory access
;; call: i32_store16_far 1 -> trap out of bounds memory access
;; call: i32_store16 0x80000000 -> trap out of bounds memory access
;; call: i32_store16 65534 ->
;; call: i32_store16 65535 -> trap out of bounds memory access
;; call: i32_store_far 0xffffffff -> trap out of bounds memory access
;; call: i32_store_far 0 -> trap out of bounds memory access
;; call: i32_store_far 1 -> trap out of bounds memory access
;; call: i32_store 0x80000000 -> trap out of bounds memory access
;; call: i32_store 65532 ->
;; call: i32_store 65533 -> trap out of bounds memory access
;; call: i64_store8_far 0xffffffff -> trap out of bounds memory access
;; call: i64_store8_far 0 -> trap out of bounds memory access
;; call: i64_store8_far 1 -> trap out of bounds memory access
;; call: i64_store8 0x80000000 -> trap out of bounds memory access
;; call: i64_store8 65535 ->
;; call: i64_store8 65536 -> trap out of bounds memory access
;; call: i64_store16_far 0xffffffff -> trap out of bounds memory access
;; call: i64_store16_far 0 -> trap out of bounds memory access
;; call: i64_store16_far 1 -> trap out of bounds memory access
;; call: i64_store16 0x80000000 -> trap out of bounds memory access
;; call: i64_store16 65534 ->
;; call: i64_store16 65535 -> trap out of bounds memory access
;; call: i64_store32_far 0xffffffff -> trap out of bounds memory access
;; call: i64_store32_far 0 -> trap out of bounds memory access
;; call: i64_store32_far 1 -> trap out of bounds memory access
;; call: i64_store32 0x80000000 -> trap out of bounds memory access
;; call: i64_store32 65532 ->
;; call: i64_store32 65533 -> trap out of bounds memory access
;; call: i64_store_far 0xffffffff -> trap out of bounds memory access
;; call: i64_store_far 0 -> trap out of bounds memory access
;; call: i64_store_far 1 -> trap out of bounds memory access
;; call: i64_store 0x80000000 -> trap out of bounds memory access
;; call: i64_store 65528 ->
;; call: i64_store 65529 -> trap out of bounds memory access
;; call: f32_store_far 0xffffffff -> trap out of bounds memory access
;; call: f32_store_far 0 -> trap out of bounds memory access
;; call: f32_store_far 1 -> trap out of bounds memory access
;; call: f32_store 0x80000000 -> trap out of bounds memory access
;; call: f32_store 65532 ->
;; call: f32_store 65533 -> trap out of bounds memory access
;; call: f64_store_far 0xffffffff -> trap out of bounds memory access
;; call: f64_store_far 0 -> trap out of bounds memory access
;; call: f64_store_far 1 -> trap out of bounds memory access
;; call: f64_store 0x80000000 -> trap out of bounds memory access
;; call: f64_store 65528 ->
;; call: f64_store 65529 -> trap out of bounds memory access
(module
  (memory 1 1)
  (func (export "i32_load8_s_far") (param i32) (result i32) (i32.load8_s offset=4294967295 (local.get 0)))
  (func (export "i32_load8_s") (param i32) (result i32) (i32.load8_s (local.get 0)))
  (func (export "i32_load8_u_far") (param i32) (result i32) (i32.load8_u offset=4294967295 (local.get 0)))
  (func (export "i32_load8_u") (param i32) (result i32) (i32.load8_u (local.get 0)))
  (func (export "i32_load16_s_far") (param i32) (result i32) (i32.load16_s offset=4294967295 (local.get 0)))
  (func (export "i32_load16_s") (param i32) (result i32) (i32.load16_s (local.get 0)))
  (func (export "i32_load16_u_far") (param i32) (result i32) (i32.load16_u offset=4294967295 (local.get 0)))
  (func (export "i32_load16_u") (param i32) (result i32) (i32.load16_u (local.get 0)))
  (func (export "i32_load_far") (param i32) (result i32) (i32.load offset=4294967295 (local.get 0)))
  (func (export "i32_load") (param i32) (result i32) (i32.load (local.get 0)))
  (func (export "i64_load8_s_far") (param i32) (result i64) (i64.load8_s offset=4294967295 (local.get 0)))
  (func (export "i64_load8_s") (param i32) (result i64) (i64.load8_s (local.get 0)))
  (func (export "i64_load8_u_far") (param i32) (result i64) (i64.load8_u offset=4294967295 (local.get 0)))
  (func (export "i64_load8_u") (param i32) (result i64) (i64.load8_u (local.get 0)))
  (func (export "i64_load16_s_far") (param i32) (result i64) (i64.load16_s offset=4294967295 (local.get 0)))
  (func (export "i64_load16_s") (param i32) (result i64) (i64.load16_s (local.get 0)))
  (func (export "i64_load16_u_far") (param i32) (result i64) (i64.load16_u offset=4294967295 (local.get 0)))
  (func (export "i64_load16_u") (param i32) (result i64) (i64.load16_u (local.get 0)))
  (func (export "i64_load32_s_far") (param i32) (result i64) (i64.load32_s offset=4294967295 (local.get 0)))
  (func (export "i64_load32_s") (param i32) (result i64) (i64.load32_s (local.get 0)))
  (func (export "i64_load32_u_far") (param i32) (result i64) (i64.load32_u offset=4294967295 (local.get 0)))
  (func (export "i64_load32_u") (param i32) (result i64) (i64.load32_u (local.get 0)))
  (func (export "i64_load_far") (param i32) (result i64) (i64.load offset=4294967295 (local.get 0)))
  (func (export "i64_load") (param i32) (result i64) (i64.load (local.get 0)))
  (func (export "f32_load_far") (param i32) (result f32) (f32.load offset=4294967295 (local.get 0)))
  (func (export "f32_load") (param i32) (result f32) (f32.load (local.get 0)))
  (func (export "f64_load_far") (param i32) (result f64) (f64.load offset=4294967295 (local.get 0)))
  (func (export "f64_load") (param i32) (result f64) (f64.load (local.get 0)))
  (func (export "i32_store8_far") (param i32) (i32.store8 offset=4294967295 (local.get 0) (i32.const 1)))
  (func (export "i32_store8") (param i32) (i32.store8 (local.get 0) (i32.const 1)))
  (func (export "i32_store16_far") (param i32) (i32.store16 offset=4294967295 (local.get 0) (i32.const 1)))
  (func (export "i32_store16") (param i32) (i32.store16 (local.get 0) (i32.const 1)))
  (func (export "i32_store_far") (param i32) (i32.store offset=4294967295 (local.get 0) (i32.const 1)))
  (func (export "i32_store") (param i32) (i32.store (local.get 0) (i32.const 1)))
  (func (export "i64_store8_far") (param i32) (i64.store8 offset=4294967295 (local.get 0) (i64.const 1)))
  (func (export "i64_store8") (param i32) (i64.store8 (local.get 0) (i64.const 1)))
  (func (export "i64_store16_far") (param i32) (i64.store16 offset=4294967295 (local.get 0) (i64.const 1)))
  (func (export "i64_store16") (param i32) (i64.store16 (local.get 0) (i64.const 1)))
  (func (export "i64_store32_far") (param i32) (i64.store32 offset=4294967295 (local.get 0) (i64.const 1)))
  (func (export "i64_store32") (param i32) (i64.store32 (local.get 0) (i64.const 1)))
  (func (export "i64_store_far") (param i32) (i64.store offset=4294967295 (local.get 0) (i64.const 1)))
  (func (export "i64_store") (param i32) (i64.store (local.get 0) (i64.const 1)))
  (func (export "f32_store_far") (param i32) (f32.store offset=4294967295 (local.get 0) (f32.const 1)))
  (func (export "f32_store") (param i32) (f32.store (local.get 0) (f32.const 1)))
  (func (export "f64_store_far") (param i32) (f64.store offset=4294967295 (local.get 0) (f64.const 1)))
  (func (export "f64_store") (param i32) (f64.store (local.get 0) (f64.const 1)))
)
