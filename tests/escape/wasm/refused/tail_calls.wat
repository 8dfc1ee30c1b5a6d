(module (memory 1 1) (func $f (export "f") (return_call $f)))
