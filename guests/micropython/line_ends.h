/* Ends of lines in text files and in io.StringIO: the argument newline, and where a line ends. */
#ifndef VITRINE_GUESTS_MICROPYTHON_LINE_ENDS_H_
#define VITRINE_GUESTS_MICROPYTHON_LINE_ENDS_H_

#include <stddef.h>
#include <stdint.h>

/* What ends a line: "\n"; any of the three, for the newline ""; "\r"; "\r\n". */
enum { ENDS_LF, ENDS_ANY, ENDS_CR, ENDS_CRLF };

/* Which of them an argument newline names, or -1. */
int line_ends_parse(const char* newline);

/* How many of the bytes belong to the line that begins with them, its end included; 0: the end is not among
 * them. `before` is the byte that was read of the same line just before, or 0. */
size_t line_ends_find(uint8_t ends, char before, const char* data, size_t bytes);

#endif /* VITRINE_GUESTS_MICROPYTHON_LINE_ENDS_H_ */
