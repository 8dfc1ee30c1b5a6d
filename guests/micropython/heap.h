/* The heap of Python objects and of everything else in the guest that is made while it runs.
 *
 * Takes the place of py/gc.c (and of libc's malloc): one area that grows in place to the end of memory. A
 * block is 16 bytes; what is allocated is a run of blocks. Five bits describe a block, and the words of 64
 * blocks lie together, so that a small program dirties one page of them.
 *
 *     used   belongs to something
 *     head   is the first block of it
 *     mark   was reached by the collection that is going on
 *     final  (heads) has a method __del__ to call before it goes
 *     raw    (heads) malloc's: lives until free(), holds no references
 *
 * Roots: the stack in linear memory, on which the build spills every pointer that is alive over a call
 * (build/README.md), MicroPython's root pointers and the frames of Python functions. A word of the roots that
 * points anywhere into an object keeps it; a word inside an object must point at the start, as MicroPython's
 * own always do.
 *
 * Built with HEAP_STRESS, every allocation collects and what is freed is overwritten.
 */
#ifndef VITRINE_GUESTS_MICROPYTHON_HEAP_H_
#define VITRINE_GUESTS_MICROPYTHON_HEAP_H_

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Bytes that are there for ever, from the memory below the heap; NULL when memory is short. Only before
 * heap_init. */
void* heap_take_for_ever(size_t bytes);
/* Makes the heap out of the rest of memory, at least `bytes` of it. */
bool heap_init(size_t bytes);
/* Forgets that collections of late freed next to nothing. At the start of a run. */
void heap_start_run(void);
/* Sets bytes aside that heap_use_spare gives back, so that running out of memory can be told. Nothing happens
 * while less than that would be left. */
void heap_keep_spare(void);
void heap_use_spare(void);

/* What is made from here on lies together, on pages that the image does not use otherwise. */
void heap_seal_image(void);
/* An object like this one, where new ones are made; this one is freed. NULL when memory is short. For an
 * object with one reference, which the caller then changes, before anything else is allocated. */
void* heap_move(void* object);

#endif /* VITRINE_GUESTS_MICROPYTHON_HEAP_H_ */
