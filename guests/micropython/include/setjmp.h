/* setjmp for -mllvm -enable-emscripten-sjlj: the compiler replaces these calls (see throw.c). */
#ifndef VITRINE_GUESTS_MICROPYTHON_INCLUDE_SETJMP_H_
#define VITRINE_GUESTS_MICROPYTHON_INCLUDE_SETJMP_H_

typedef unsigned long jmp_buf[2];

int setjmp(jmp_buf environment) __attribute__((returns_twice));
_Noreturn void longjmp(jmp_buf environment, int value);

#endif /* VITRINE_GUESTS_MICROPYTHON_INCLUDE_SETJMP_H_ */
