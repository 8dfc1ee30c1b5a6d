/* The module `_vitrine`: host calls and displays, as C functions. guests/python/vitrine is what users see. */
#ifndef VITRINE_GUESTS_CPYTHON_MODULE_H_
#define VITRINE_GUESTS_CPYTHON_MODULE_H_

#define PY_SSIZE_T_CLEAN
#include <Python.h>

/* For PyImport_AppendInittab. interrupt_init must have succeeded before the module is imported. */
PyObject* vitrine_module_create(void);

#endif /* VITRINE_GUESTS_CPYTHON_MODULE_H_ */
