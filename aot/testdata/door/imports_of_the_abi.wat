;; policy: product
;; verdict: admitted
(module
  (import "vitrine" "write" (func (param i32 i32 i32)))
  (import "vitrine" "call" (func (param i32 i32) (result i32)))
  (import "vitrine" "take" (func (param i32 i32) (result i32)))
  (import "vitrine" "clock" (func (param i32) (result i64)))
  (import "vitrine" "entropy" (func (param i32 i32)))
  (import "vitrine" "sleep" (func (param i64)))
  (import "vitrine" "exit" (func (param i32))))
