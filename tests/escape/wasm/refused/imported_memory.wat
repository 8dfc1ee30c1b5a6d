(module (import "vitrine" "memory" (memory 1 1)))
