/* What the outcome says about an exception: CPython's traceback, kept short, and a hint. */
#ifndef VITRINE_GUESTS_MICROPYTHON_REPORT_H_
#define VITRINE_GUESTS_MICROPYTHON_REPORT_H_

#include "cbor.h"
#include "py/mpprint.h"
#include "py/obj.h"

/* Keeps the source of a run, so that tracebacks can show its lines; an older one goes. */
void report_remember(qstr name, const char* source, size_t bytes);

/* Prints "    " and the line without the white space around it; nothing when its source is not kept. */
void report_print_source_line(const mp_print_t* print, qstr name, size_t line);

/* Appends the "error" map of abi.h. Raises when memory is short, or what a __str__ raises. */
void report_put(cbor_buffer* out, mp_obj_t exception, qstr run_name);
/* The same with the type and the places alone: runs no Python code. */
void report_put_plain(cbor_buffer* out, mp_obj_t exception, qstr run_name);

#endif /* VITRINE_GUESTS_MICROPYTHON_REPORT_H_ */
