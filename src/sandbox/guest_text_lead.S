// Lies in front of the guests' machine code, so that its hot loops keep one place relative to cache lines whatever
// is linked before them. Where the code began at a multiple of 64 the interpreter's loop was 8 % slower than 16
// bytes later (measured: bench/compare_bench.cc, fib and nbody).
        .section vitrine_guest_text, "ax", @progbits
        .balign 64
        .skip   16, 0xcc
        .section .note.GNU-stack, "", @progbits
