;; The host's functions, called with hostile numbers. Memory is one page; the host's buffers are copies.
;; items: 35, 36, 38
;; call: write 1 0 65536 ->
;; call: write 1 65536 0 ->
;; call: write 1 65536 1 -> ended
;; call: write 1 65537 0 -> ended
;; call: write 1 0xfffffff0 0x20 -> ended
;; call: write 1 0 0xffffffff -> ended
;; call: write 1 0xffffffff 0xffffffff -> ended
;; call: write 2 65535 1 ->
;; call: write 3 0 10 ->
;; call: write 3 0xfffffff0 0x20 -> ended
;; call: write 4 0 65536 ->
;; call: write 4 1 0xffffffff -> ended
;; call: write 5 0 1 -> ended
;; call: write 5 0 0 ->
;; call: write 0 0 0 -> ended
;; call: write 6 0 0 -> ended
;; call: write 0xffffffff 0 0 -> ended
;; call: call 0 10 -> 10
;; calls: take 100 10 -> 10
;; calls: take 100 9 -> 0
;; calls: take 65526 10 -> 10
;; calls: take 65527 10 -> ended
;; call: call 0 10 -> 10
;; calls: take 0xffffffff 10 -> ended
;; call: call 0 10 -> 10
;; calls: take 0xfffffff8 0xffffffff -> ended
;; call: call 0 10 -> 10
;; calls: take 0xffffffff 9 -> 0
;; call: take 0 0 -> 0
;; call: take 65536 0 -> 0
;; call: take 65537 0 -> ended
;; call: call 65536 0 -> 0
;; call: call 65536 1 -> ended
;; call: call 0xfffffff0 0x20 -> ended
;; call: call 0 0xffffffff -> ended
;; call: call 0 60000 -> 0xffffffff
;; call: reply_over_request -> 10
;; call: entropy 0 65536 ->
;; call: entropy 1 65536 -> ended
;; call: entropy 0 65537 -> ended
;; call: entropy 65536 0 ->
;; call: entropy 65530 8 -> ended
;; call: entropy 0xffffffff 0xffffffff -> ended
;; call: clock 0 -> 0
;; call: clock 77 -> 0
;; call: clock 0xffffffff -> 0
;; call: sleep 0 ->
;; call: sleep 0xffffffffffffffff ->
;; call: sleep 0x8000000000000000 ->
;; call: exit 0 -> ended
;; call: exit 0xffffffff -> ended
(module
  (import "vitrine" "write" (func $write (param i32 i32 i32)))
  (import "vitrine" "call" (func $call (param i32 i32) (result i32)))
  (import "vitrine" "take" (func $take (param i32 i32) (result i32)))
  (import "vitrine" "clock" (func $clock (param i32) (result i64)))
  (import "vitrine" "entropy" (func $entropy (param i32 i32)))
  (import "vitrine" "sleep" (func $sleep (param i64)))
  (import "vitrine" "exit" (func $exit (param i32)))
  (memory 1 1)
  (func (export "write") (param i32 i32 i32) (call $write (local.get 0) (local.get 1) (local.get 2)))
  (func (export "call") (param i32 i32) (result i32) (call $call (local.get 0) (local.get 1)))
  (func (export "take") (param i32 i32) (result i32) (call $take (local.get 0) (local.get 1)))
  (func (export "clock") (param i32) (result i64) (call $clock (local.get 0)))
  (func (export "entropy") (param i32 i32) (call $entropy (local.get 0) (local.get 1)))
  (func (export "sleep") (param i64) (call $sleep (local.get 0)))
  (func (export "exit") (param i32) (call $exit (local.get 0)))
  ;; The reply lands on the request it answers.
  (func (export "reply_over_request") (result i32)
    (drop (call $call (i32.const 0) (i32.const 10)))
    (call $take (i32.const 4) (i32.const 100))))
