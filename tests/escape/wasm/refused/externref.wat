(module (memory 1 1) (func (export "f") (param externref)))
