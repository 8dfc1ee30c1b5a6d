#include "bounded_repr.h"

typedef struct {
  _PyUnicodeWriter text;
  Py_ssize_t left; /* characters; below 0 once something was cut */
} repr_writer;

static int write_repr(repr_writer* writer, PyObject* object);

static int write_ascii(repr_writer* writer, const char* text, Py_ssize_t length) {
  if (writer->left < length) {
    writer->left = -1;
    return 0;
  }
  writer->left -= length;
  return _PyUnicodeWriter_WriteASCIIString(&writer->text, text, length);
}

/* Takes over the reference to `text`. */
static int write_and_release(repr_writer* writer, PyObject* text) {
  if (text == NULL) return -1;
  Py_ssize_t length = PyUnicode_GET_LENGTH(text);
  int result;
  if (length <= writer->left) {
    writer->left -= length;
    result = _PyUnicodeWriter_WriteStr(&writer->text, text);
  } else {
    result = _PyUnicodeWriter_WriteSubstring(&writer->text, text, 0, writer->left);
    writer->left = -1;
  }
  Py_DECREF(text);
  return result;
}

static int write_long_text(repr_writer* writer, PyObject* object) {
  PyObject* head = PyUnicode_Check(object)
                       ? PyUnicode_Substring(object, 0, writer->left)
                       : PyBytes_FromStringAndSize(PyBytes_AS_STRING(object), writer->left);
  if (head == NULL) return -1;
  int result =
      write_and_release(writer, PyObject_Repr(head)); /* with its quotes longer than what is left: cut */
  Py_DECREF(head);
  return result;
}

static int write_big_integer(repr_writer* writer, PyObject* integer) {
  PyObject* text = PyObject_Repr(integer);
  if (text == NULL &&
      PyErr_ExceptionMatches(PyExc_ValueError)) { /* more digits than sys.get_int_max_str_digits() */
    PyErr_Clear();
    PyObject* bits = PyObject_CallMethod(integer, "bit_length", NULL);
    if (bits == NULL) return -1;
    text = PyUnicode_FromFormat("<int of %S bits; print(hex(...)) shows all digits>", bits);
    Py_DECREF(bits);
  }
  return write_and_release(writer, text);
}

static int write_sequence(repr_writer* writer, PyObject* sequence, const char* open, const char* close) {
  if (write_ascii(writer, open, 1) < 0) return -1;
  /* The size is read each time: a __repr__ of an item may change a list. */
  for (Py_ssize_t i = 0; i < PySequence_Fast_GET_SIZE(sequence) && writer->left >= 0; i++) {
    if (i > 0 && write_ascii(writer, ", ", 2) < 0) return -1;
    PyObject* item = Py_NewRef(PySequence_Fast_GET_ITEM(sequence, i));
    int result = write_repr(writer, item);
    Py_DECREF(item);
    if (result < 0) return -1;
  }
  if (PyTuple_CheckExact(sequence) && PyTuple_GET_SIZE(sequence) == 1 && write_ascii(writer, ",", 1) < 0)
    return -1;
  return write_ascii(writer, close, 1);
}

static int write_dict(repr_writer* writer, PyObject* dict) {
  if (write_ascii(writer, "{", 1) < 0) return -1;
  Py_ssize_t position = 0;
  PyObject *key, *value;
  int is_first = 1;
  while (writer->left >= 0 && PyDict_Next(dict, &position, &key, &value)) {
    if (!is_first && write_ascii(writer, ", ", 2) < 0) return -1;
    is_first = 0;
    Py_INCREF(key);
    Py_INCREF(value);
    int result = write_repr(writer, key);
    if (result == 0) result = write_ascii(writer, ": ", 2);
    if (result == 0 && writer->left >= 0) result = write_repr(writer, value);
    Py_DECREF(key);
    Py_DECREF(value);
    if (result < 0) return -1;
  }
  return write_ascii(writer, "}", 1);
}

static int write_container(repr_writer* writer, PyObject* object) {
  int is_list = PyList_CheckExact(object);
  int is_tuple = PyTuple_CheckExact(object);
  int is_inside_itself = Py_ReprEnter(object);
  if (is_inside_itself != 0) {
    if (is_inside_itself < 0) return -1;
    return write_ascii(writer, is_list ? "[...]" : is_tuple ? "(...)" : "{...}", 5);
  }
  int result = -1;
  if (Py_EnterRecursiveCall(" while getting the repr of an object") == 0) {
    result = is_list    ? write_sequence(writer, object, "[", "]")
             : is_tuple ? write_sequence(writer, object, "(", ")")
                        : write_dict(writer, object);
    Py_LeaveRecursiveCall();
  }
  Py_ReprLeave(object);
  return result;
}

static int write_repr(repr_writer* writer, PyObject* object) {
  if (writer->left < 0) return 0;
  if (PyLong_CheckExact(object)) return write_big_integer(writer, object);
  if ((PyUnicode_CheckExact(object) && PyUnicode_GET_LENGTH(object) > writer->left) ||
      (PyBytes_CheckExact(object) && PyBytes_GET_SIZE(object) > writer->left)) {
    return write_long_text(writer, object);
  }
  if (PyList_CheckExact(object) || PyTuple_CheckExact(object) || PyDict_CheckExact(object)) {
    return write_container(writer, object);
  }
  return write_and_release(writer, PyObject_Repr(object));
}

PyObject* bounded_repr(PyObject* object, Py_ssize_t characters_max) {
  repr_writer writer;
  _PyUnicodeWriter_Init(&writer.text);
  writer.text.overallocate = 1;
  writer.left = characters_max;
  int result = write_repr(&writer, object);
  if (result == 0 && writer.left < 0) {
    static const char remark[] = "... (the repr is longer and was cut here)";
    result = _PyUnicodeWriter_WriteASCIIString(&writer.text, remark, sizeof remark - 1);
  }
  if (result < 0) {
    _PyUnicodeWriter_Dealloc(&writer.text);
    return NULL;
  }
  return _PyUnicodeWriter_Finish(&writer.text);
}
