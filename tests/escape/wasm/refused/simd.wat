(module (memory 1 1) (func (export "f") (result v128) (v128.load (i32.const 0))))
