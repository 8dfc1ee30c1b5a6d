#include "module.h"

#include "bounded_repr.h"
#include "cbor.h"
#include "imports.h"
#include "interrupt.h"

/* What one frame to the host may hold; the host's own limit is lower as a rule. */
#define FRAME_BYTES_MAX (256u << 20)
/* A reply up to this is read into a buffer that is kept. */
#define KEPT_REPLY_BYTES (64u * 1024u)

static cbor_buffer request;
static uint8_t kept_reply[KEPT_REPLY_BYTES];
static PyObject* call_error;

static PyObject* raise_refusal(long kind, PyObject* message) {
  PyObject* type = kind == VITRINE_REPLY_BAD_REQUEST ? PyExc_TypeError
                   : kind == VITRINE_REPLY_DENIED    ? PyExc_PermissionError
                   : kind == VITRINE_REPLY_LIMIT     ? interrupt_get_exceptions()->limit_exceeded
                                                     : call_error;
  PyErr_SetObject(type, message);
  return NULL;
}

/* Turns the array [kind, value or message] into the value or an exception. */
static PyObject* open_reply(PyObject* reply) {
  if (!PyList_CheckExact(reply) || PyList_GET_SIZE(reply) != 2 ||
      !PyLong_CheckExact(PyList_GET_ITEM(reply, 0))) {
    PyErr_SetString(PyExc_ValueError, "malformed reply from the host: expected an array [kind, value]");
    return NULL;
  }
  long kind = PyLong_AsLong(PyList_GET_ITEM(reply, 0));
  PyObject* value = PyList_GET_ITEM(reply, 1);
  if (kind == VITRINE_REPLY_VALUE) return Py_NewRef(value);
  return raise_refusal(kind, value);
}

static PyObject* take_reply(uint32_t bytes) {
  uint8_t* data = bytes <= sizeof kept_reply ? kept_reply : PyMem_RawMalloc(bytes);
  if (data == NULL) return PyErr_NoMemory();
  PyObject* reply = NULL;
  if (vitrine_take(data, bytes) == bytes) {
    reply = cbor_decode(data, bytes);
  } else {
    PyErr_SetString(PyExc_ValueError, "the host's reply is not there any more");
  }
  if (data != kept_reply) PyMem_RawFree(data);
  if (reply == NULL) return NULL;
  PyObject* value = open_reply(reply);
  Py_DECREF(reply);
  return value;
}

PyDoc_STRVAR(call_doc,
             "call(name, args, kwargs, /)\n--\n\nMakes one host call and returns what the host answered.");

static PyObject* call(PyObject* Py_UNUSED(module), PyObject* const* arguments, Py_ssize_t count) {
  if (count != 3 || !PyUnicode_Check(arguments[0]) || !PyTuple_Check(arguments[1]) ||
      !PyDict_Check(arguments[2])) {
    PyErr_SetString(PyExc_TypeError, "expected call(name: str, args: tuple, kwargs: dict)");
    return NULL;
  }
  cbor_buffer_reset(&request);
  if (cbor_put_head(&request, CBOR_ARRAY, 3) < 0) return NULL;
  for (int i = 0; i < 3; i++) {
    if (cbor_encode(&request, arguments[i], FRAME_BYTES_MAX) < 0) return NULL;
  }
  int32_t bytes = vitrine_call(request.data, (uint32_t)request.length);
  if (bytes < 0) {
    PyErr_Format(PyExc_ValueError,
                 "the request of %zu bytes is longer than the host accepts; send less in one call",
                 request.length);
    return NULL;
  }
  return take_reply((uint32_t)bytes);
}

PyDoc_STRVAR(display_doc, "display(bundle, /)\n--\n\nShows a dict from MIME types to str or bytes.");

static PyObject* display(PyObject* Py_UNUSED(module), PyObject* bundle) {
  if (!PyDict_Check(bundle)) {
    PyErr_Format(PyExc_TypeError, "expected a dict from MIME types to str or bytes, got '%.100s'",
                 Py_TYPE(bundle)->tp_name);
    return NULL;
  }
  Py_ssize_t position = 0;
  PyObject *mime, *data;
  while (PyDict_Next(bundle, &position, &mime, &data)) {
    if (!PyUnicode_Check(mime) || !(PyUnicode_Check(data) || PyBytes_Check(data))) {
      PyErr_Format(PyExc_TypeError,
                   "display: expected str or bytes for a MIME type given as str, got '%.100s' for %R",
                   Py_TYPE(data)->tp_name, mime);
      return NULL;
    }
  }
  cbor_buffer_reset(&request);
  if (cbor_encode(&request, bundle, FRAME_BYTES_MAX) < 0) return NULL;
  vitrine_write(VITRINE_STREAM_DISPLAY, request.data, (uint32_t)request.length);
  Py_RETURN_NONE;
}

PyDoc_STRVAR(
    repr_doc,
    "repr(value, characters_max, /)\n--\n\nReturns repr(value), cut with a remark where it is longer.");

static PyObject* short_repr(PyObject* Py_UNUSED(module), PyObject* const* arguments, Py_ssize_t count) {
  Py_ssize_t characters_max = count == 2 ? PyLong_AsSsize_t(arguments[1]) : -1;
  if (characters_max < 0) {
    if (!PyErr_Occurred()) PyErr_SetString(PyExc_TypeError, "expected repr(value, characters_max: int >= 0)");
    return NULL;
  }
  return bounded_repr(arguments[0], characters_max);
}

PyDoc_STRVAR(encode_doc, "encode(value, /)\n--\n\nReturns the CBOR that a value travels as.");

static PyObject* encode(PyObject* Py_UNUSED(module), PyObject* value) {
  cbor_buffer buffer = {0};
  PyObject* bytes = NULL;
  if (cbor_encode(&buffer, value, FRAME_BYTES_MAX) == 0) {
    bytes = PyBytes_FromStringAndSize((const char*)buffer.data, (Py_ssize_t)buffer.length);
  }
  cbor_buffer_free(&buffer);
  return bytes;
}

PyDoc_STRVAR(decode_doc, "decode(data, /)\n--\n\nReturns the value that CBOR bytes stand for.");

static PyObject* decode(PyObject* Py_UNUSED(module), PyObject* data) {
  if (!PyBytes_Check(data)) {
    PyErr_Format(PyExc_TypeError, "expected bytes, got '%.100s'", Py_TYPE(data)->tp_name);
    return NULL;
  }
  return cbor_decode((const uint8_t*)PyBytes_AS_STRING(data), (size_t)PyBytes_GET_SIZE(data));
}

static PyMethodDef methods[] = {
    {"call", (PyCFunction)(void (*)(void))call, METH_FASTCALL, call_doc},
    {"display", display, METH_O, display_doc},
    {"repr", (PyCFunction)(void (*)(void))short_repr, METH_FASTCALL, repr_doc},
    {"encode", encode, METH_O, encode_doc},
    {"decode", decode, METH_O, decode_doc},
    {NULL, NULL, 0, NULL},
};

static struct PyModuleDef definition = {
    .m_base = PyModuleDef_HEAD_INIT,
    .m_name = "_vitrine",
    .m_doc = "What the module vitrine is made of.",
    .m_size = -1,
    .m_methods = methods,
};

PyObject* vitrine_module_create(void) {
  PyObject* module = PyModule_Create(&definition);
  if (module == NULL) return NULL;
  if (call_error == NULL) {
    call_error = PyErr_NewExceptionWithDoc(
        "vitrine.CallError", "A function of the host failed; the message says why.", PyExc_Exception, NULL);
  }
  const interrupt_exceptions* limits = interrupt_get_exceptions();
  if (call_error == NULL || PyModule_AddObjectRef(module, "CallError", call_error) < 0 ||
      PyModule_AddObjectRef(module, "LimitExceeded", limits->limit_exceeded) < 0 ||
      PyModule_AddObjectRef(module, "TimeLimitExceeded", limits->time_limit_exceeded) < 0 ||
      PyModule_AddObjectRef(module, "CpuLimitExceeded", limits->cpu_limit_exceeded) < 0 ||
      PyModule_AddObjectRef(module, "FuelLimitExceeded", limits->fuel_limit_exceeded) < 0) {
    Py_DECREF(module);
    return NULL;
  }
  return module;
}
