/* What the engine asks of its surroundings: MicroPython (module.c), or a test. */
#ifndef VITRINE_GUESTS_MICROPYTHON_REGEX_HOST_H
#define VITRINE_GUESTS_MICROPYTHON_REGEX_HOST_H

#include <stddef.h>
#include <stdint.h>

/* As realloc, but never returns without memory. With `new_bytes` 0 it frees and returns NULL. */
void* regex_resize(void* memory, size_t old_bytes, size_t new_bytes);

/* Called every few thousand steps; leaves by a jump when the search shall end. */
void regex_poll(void);

/* The pattern is wrong: leaves by a jump. `at` is a byte of the pattern, or REGEX_NONE. The format knows %s,
 * %d, %u and
 * %.*s. */
_Noreturn void regex_error(uint32_t at, const char* format, ...);

/* The pattern asks for a repetition that no machine counts (CPython raises OverflowError): leaves by a jump.
 */
_Noreturn void regex_overflow(void);

/* The flags contradict each other or the pattern's type (ValueError): leaves by a jump. */
_Noreturn void regex_bad_flags(const char* message);

/* Parentheses are nested deeper than REGEX_DEPTH_MAX, or the program would be too large: leaves by a jump. */
_Noreturn void regex_too_complex(void);

#endif
