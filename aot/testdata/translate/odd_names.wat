;; Export names that are no C identifiers, are C's keywords, or collide after mangling.
(module
  (func (export ""))
  (func (export "int") (call 0))
  (func (export "a b") (call 1))
  (func (export "a_b") (call 2))
  (func (export "memcpy") (call 3))
  (func (export "\22\5c\3f\3f/\0a") (call 4)))
