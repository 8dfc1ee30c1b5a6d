/* repr() that stops: for values that may be far longer than anybody wants to read. */
#ifndef VITRINE_GUESTS_CPYTHON_BOUNDED_REPR_H_
#define VITRINE_GUESTS_CPYTHON_BOUNDED_REPR_H_

#define PY_SSIZE_T_CLEAN
#include <Python.h>

/* The same text as repr() while that has at most `characters_max` characters; a longer one is cut and
 * followed by a remark. A huge list, str or dict costs no more than what is kept. Objects of other classes
 * make their repr whole before it is cut. Returns NULL with whatever exception a __repr__ raised. */
PyObject* bounded_repr(PyObject* object, Py_ssize_t characters_max);

#endif /* VITRINE_GUESTS_CPYTHON_BOUNDED_REPR_H_ */
