(module (import "vitrine" "base" (global i32)) (memory 1 1))
