/* The match statement: what the compiler leaves to be done when the program runs. */
#ifndef VITRINE_GUESTS_MICROPYTHON_LANGUAGE_MATCH_H
#define VITRINE_GUESTS_MICROPYTHON_LANGUAGE_MATCH_H

#include "py/obj.h"

/* The patterns of a case become a tuple: how many names they bind, then the program, each instruction
 * followed by its operands. A "place" is where among the names a value is put, -1 for nowhere; a "value" is
 * the number of a value that the compiler had put on the stack. */
enum {
  LANGUAGE_MATCH_CAPTURE,  /* place */
  LANGUAGE_MATCH_AS,       /* pattern, place */
  LANGUAGE_MATCH_IS,       /* object */
  LANGUAGE_MATCH_EQUAL,    /* object */
  LANGUAGE_MATCH_VALUE,    /* value */
  LANGUAGE_MATCH_OR,       /* count, then as often: length, pattern */
  LANGUAGE_MATCH_SEQUENCE, /* count, index of the star or -1, its place, then the patterns but the star */
  LANGUAGE_MATCH_MAPPING,  /* count, place of the rest, then the keys (EQUAL or VALUE), then the patterns */
  LANGUAGE_MATCH_CLASS,    /* value, count of positional ones, of named ones, the names, then the patterns */
};

/* match(subject, value..., program): False, or what the names are bound to (True when there is none).
 * Compiled code alone calls it: programs are not checked. */
MP_DECLARE_CONST_FUN_OBJ_VAR(language_match_obj);

#endif
