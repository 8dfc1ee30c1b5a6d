;; The functions that --native-libc replaces: each body here is wrong, so only the native ones can pass.
(module
  (memory 1 1)
  (data (i32.const 0) "abcdefgh")
  (data (i32.const 100) "abcdxfgh")
  (data (i32.const 65532) "wxyz")
  (func $memcpy (export "memcpy") (param i32 i32 i32) (result i32) unreachable)
  (func $memmove (export "memmove") (param i32 i32 i32) (result i32) unreachable)
  (func $memset (export "memset") (param i32 i32 i32) (result i32) unreachable)
  (func $memcmp (export "memcmp") (param i32 i32 i32) (result i32) unreachable)
  (func $memchr (export "memchr") (param i32 i32 i32) (result i32) unreachable)
  ;; By name and exact type only.
  (func $strlen (export "strlen") (param i32) (result i32) (i32.const 77))
  (func (export "byte") (param i32) (result i32) (i32.load8_u (local.get 0))))

(assert_return (invoke "strlen" (i32.const 0)) (i32.const 77))

;; They overlap in both directions.
(assert_return (invoke "memmove" (i32.const 202) (i32.const 200) (i32.const 0)) (i32.const 202))
(assert_return (invoke "memcpy" (i32.const 200) (i32.const 0) (i32.const 8)) (i32.const 200))
(assert_return (invoke "memmove" (i32.const 202) (i32.const 200) (i32.const 6)) (i32.const 202))
(assert_return (invoke "byte" (i32.const 202)) (i32.const 97))
(assert_return (invoke "byte" (i32.const 207)) (i32.const 102))
(assert_return (invoke "memcpy" (i32.const 200) (i32.const 202) (i32.const 6)) (i32.const 200))
(assert_return (invoke "byte" (i32.const 205)) (i32.const 102))

(assert_return (invoke "memset" (i32.const 300) (i32.const 0x1ff) (i32.const 3)) (i32.const 300))
(assert_return (invoke "byte" (i32.const 302)) (i32.const 255))
(assert_return (invoke "byte" (i32.const 303)) (i32.const 0))

;; Nothing is touched when the length is zero, wherever the pointers point.
(assert_return (invoke "memcpy" (i32.const -1) (i32.const -1) (i32.const 0)) (i32.const -1))
(assert_return (invoke "memset" (i32.const -1) (i32.const 0) (i32.const 0)) (i32.const -1))
(assert_return (invoke "memcmp" (i32.const -1) (i32.const 65537) (i32.const 0)) (i32.const 0))
(assert_return (invoke "memchr" (i32.const -1) (i32.const 0) (i32.const 0)) (i32.const 0))

;; The last byte is in, the one behind it is not, and sums do not wrap.
(assert_return (invoke "memset" (i32.const 65535) (i32.const 1) (i32.const 1)) (i32.const 65535))
(assert_trap (invoke "memset" (i32.const 65535) (i32.const 1) (i32.const 2)) "out of bounds memory access")
(assert_trap (invoke "memset" (i32.const -1) (i32.const 1) (i32.const 2)) "out of bounds memory access")
(assert_trap (invoke "memset" (i32.const 1) (i32.const 1) (i32.const -1)) "out of bounds memory access")
(assert_trap (invoke "memcpy" (i32.const 65530) (i32.const 0) (i32.const 7)) "out of bounds memory access")
(assert_trap (invoke "memcpy" (i32.const 0) (i32.const 65530) (i32.const 7)) "out of bounds memory access")
(assert_trap (invoke "memmove" (i32.const 0) (i32.const 1) (i32.const -1)) "out of bounds memory access")
;; A call that traps has moved nothing.
(assert_return (invoke "byte" (i32.const 65530)) (i32.const 0))

;; The order, and never more than its sign.
(assert_return (invoke "memcmp" (i32.const 0) (i32.const 100) (i32.const 4)) (i32.const 0))
(assert_return (invoke "memcmp" (i32.const 0) (i32.const 100) (i32.const 8)) (i32.const -1))
(assert_return (invoke "memcmp" (i32.const 100) (i32.const 0) (i32.const 8)) (i32.const 1))
;; A difference before the end of the memory counts, whatever the length says.
(assert_return (invoke "memcmp" (i32.const 0) (i32.const 100) (i32.const -1)) (i32.const -1))
(assert_trap (invoke "memcmp" (i32.const 65532) (i32.const 65532) (i32.const 5)) "out of bounds memory access")

(assert_return (invoke "memchr" (i32.const 0) (i32.const 99) (i32.const 8)) (i32.const 2))
(assert_return (invoke "memchr" (i32.const 0) (i32.const 0x163) (i32.const 8)) (i32.const 2))
(assert_return (invoke "memchr" (i32.const 0) (i32.const 99) (i32.const 2)) (i32.const 0))
;; Callers hand over lengths that reach beyond the memory and rely on a hit before its end.
(assert_return (invoke "memchr" (i32.const 0) (i32.const 0) (i32.const -1)) (i32.const 8))
(assert_trap (invoke "memchr" (i32.const 65532) (i32.const 5) (i32.const -1)) "out of bounds memory access")
(assert_trap (invoke "memchr" (i32.const 65537) (i32.const 0) (i32.const 1)) "out of bounds memory access")
