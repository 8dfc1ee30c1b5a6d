(module (memory 1 1) (tag $t) (func (export "f") (throw $t)))
