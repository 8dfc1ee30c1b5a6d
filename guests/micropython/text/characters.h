/* Characters of texts by their index. Texts are UTF-8, so that an index says nothing about the place: what
 * was counted of the text that was asked last is remembered, for programs that go through a long text by
 * index. */
#ifndef VITRINE_GUESTS_MICROPYTHON_TEXT_CHARACTERS_H
#define VITRINE_GUESTS_MICROPYTHON_TEXT_CHARACTERS_H

#include "py/obj.h"

/* `data` is that of a str: it does not change, and whoever frees it tells text_forget. */
size_t text_characters(const byte* data, size_t bytes);
/* Where a character begins; the end for the index that is the count. The index is not larger. */
const byte* text_character_at(const byte* data, size_t bytes, size_t index);
/* The index of the character that begins at `at`. */
size_t text_index_of(const byte* data, size_t bytes, const byte* at);

/* What lies at `data`, or anywhere (NULL), may be freed. */
void text_forget(const void* data);

#endif
