/* range, in place of py/objrange.c: its numbers may be of any size. */
#ifndef VITRINE_GUESTS_MICROPYTHON_LANGUAGE_RANGE_H
#define VITRINE_GUESTS_MICROPYTHON_LANGUAGE_RANGE_H

#include "py/obj.h"

/* The iterator when neither `stop` nor a step beyond it leaves the small ints. The VM steps it itself. */
typedef struct {
  mp_obj_base_t base;
  mp_int_t next;
  mp_int_t stop;
  mp_int_t step;
} language_range_iterator;

extern const mp_obj_type_t language_range_iterator_type;

static inline mp_obj_t language_range_next(mp_obj_t iterator) {
  language_range_iterator* self = MP_OBJ_TO_PTR(iterator);
  if (self->step > 0 ? self->next >= self->stop : self->next <= self->stop) return MP_OBJ_STOP_ITERATION;
  const mp_obj_t result = MP_OBJ_NEW_SMALL_INT(self->next);
  self->next += self->step;
  return result;
}

#endif
