#define Py_BUILD_CORE 1
#include "driver.h"

#include "bounded_repr.h"
#include "cbor.h"
#include "imports.h"
#include "internal/pycore_ast.h"
#include "internal/pycore_compile.h"
#include "internal/pycore_parser.h"
#include "internal/pycore_pyarena.h"
#include "interrupt.h"

/* Longer ones are cut, or left out; the host has limits of its own. */
#define VALUE_REPR_CHARACTERS_MAX (64 * 1024)
#define VALUE_BYTES_MAX 1000000u /* below the 2^20 items that the host reads */
/* Given back while an error is reported, so that running out of memory can be told. Never touched, so free in
 * the image. */
#define EMERGENCY_BYTES (1u << 20)
#define FALLBACK_FRAMES_MAX 20

static PyObject* main_dict;
static PyObject* source_cache; /* linecache.cache */
static PyObject* arguments;    /* sys.argv */
static PyObject* report;       /* vitrine._report.report */
static PyObject* show_value;   /* vitrine._display.show_value */
static PyObject* hook_names;   /* vitrine._display.HOOKS, a tuple of interned names */
static PyObject* columns_name;
static PyObject* rows_name;
static PyObject*
    value_name; /* where compiled code leaves the last expression; no identifier, so never a user's */
static PyObject* underscore;
static PyObject* file_name_key; /* "__file__" */
static PyObject* flush_name;
static PyObject* own_stdout;
static PyObject* own_stderr;
static PyObject* current_name;         /* of the last run */
static PyCompilerFlags compiler_flags; /* keeps the __future__ features of earlier runs, as a REPL does */
static cbor_buffer outcome;
static void* emergency;
static driver_voice voice = DRIVER_QUIET;

int driver_init(void) {
  main_dict = Py_XNewRef(PyModule_GetDict(PyImport_AddModule("__main__")));
  PyObject* linecache = PyImport_ImportModule("linecache");
  source_cache = linecache != NULL ? PyObject_GetAttrString(linecache, "cache") : NULL;
  Py_XDECREF(linecache);
  PyObject* reporting = PyImport_ImportModule("vitrine._report");
  report = reporting != NULL ? PyObject_GetAttrString(reporting, "report") : NULL;
  Py_XDECREF(reporting);
  PyObject* displaying = PyImport_ImportModule("vitrine._display");
  show_value = displaying != NULL ? PyObject_GetAttrString(displaying, "show_value") : NULL;
  hook_names = displaying != NULL ? PyObject_GetAttrString(displaying, "HOOKS") : NULL;
  Py_XDECREF(displaying);
  arguments = Py_XNewRef(PySys_GetObject("argv"));
  own_stdout = Py_XNewRef(PySys_GetObject("stdout"));
  own_stderr = Py_XNewRef(PySys_GetObject("stderr"));
  value_name = PyUnicode_InternFromString("<value>");
  underscore = PyUnicode_InternFromString("_");
  file_name_key = PyUnicode_InternFromString("__file__");
  flush_name = PyUnicode_InternFromString("flush");
  columns_name = PyUnicode_InternFromString("columns");
  rows_name = PyUnicode_InternFromString("rows");
  current_name = PyUnicode_InternFromString("");
  emergency = PyMem_RawMalloc(EMERGENCY_BYTES);
  compiler_flags = _PyCompilerFlags_INIT;
  compiler_flags.cf_flags |= PyCF_SOURCE_IS_UTF8 | PyCF_IGNORE_COOKIE | PyCF_ALLOW_TOP_LEVEL_AWAIT;
  return main_dict != NULL && source_cache != NULL && PyDict_Check(source_cache) && report != NULL &&
                 show_value != NULL && hook_names != NULL && PyTuple_Check(hook_names) &&
                 columns_name != NULL && rows_name != NULL && arguments != NULL && PyList_Check(arguments) &&
                 own_stdout != NULL && own_stderr != NULL && value_name != NULL && underscore != NULL &&
                 file_name_key != NULL && flush_name != NULL && current_name != NULL && emergency != NULL
             ? 0
             : -1;
}

void driver_set_voice(driver_voice new_voice) { voice = new_voice; }

/* ---- before: names and source ---- */

/* Lets tracebacks, warnings and inspect.getsource find the source lines: an entry as linecache makes one for
 * a file that a loader read, which it never looks for on disk. Not a lazy one, which linecache ignores for
 * "<run 3>". */
static int remember_source(PyObject* name, PyObject* source) {
  PyObject* lines = PyUnicode_Splitlines(source, 1);
  if (lines == NULL) return -1;
  PyObject* entry = Py_BuildValue("(nONO)", PyUnicode_GET_LENGTH(source), Py_None, lines, name);
  int result = entry != NULL ? PyDict_SetItem(source_cache, name, entry) : -1;
  Py_XDECREF(entry);
  return result;
}

/* Makes sys.argv[0] and, unless the name stands for no file ("<run 3>"), __file__ say `name`. */
static int set_names(PyObject* name) {
  if (PyUnicode_Compare(name, current_name) == 0) return 0;
  if (PyList_GET_SIZE(arguments) > 0 && PyList_SetItem(arguments, 0, Py_NewRef(name)) < 0) return -1;
  if (PyUnicode_GET_LENGTH(name) > 0 && PyUnicode_READ_CHAR(name, 0) != '<') {
    if (PyDict_SetItem(main_dict, file_name_key, name) < 0) return -1;
  } else if (PyDict_Pop(main_dict, file_name_key, NULL) < 0) {
    return -1;
  }
  Py_SETREF(current_name, Py_NewRef(name));
  return 0;
}

static int count_lines(const char* source, size_t bytes) {
  int line = 1;
  for (const char* next = source; (next = memchr(next, '\n', bytes - (size_t)(next - source))) != NULL;
       next++)
    line++;
  return line;
}

static void raise_syntax_error(PyObject* message, PyObject* name, int line) {
  if (message == NULL) return;
  PyObject* value = Py_BuildValue("(O(OiiO))", message, name, line, 0, Py_None);
  if (value != NULL) PyErr_SetObject(PyExc_SyntaxError, value);
  Py_XDECREF(value);
}

/* Decodes the source, or raises SyntaxError for what no Python source may hold. */
static PyObject* decode_source(PyObject* name, const char* source, size_t bytes) {
  const char* nul = memchr(source, 0, bytes);
  if (nul != NULL) {
    int line = count_lines(source, (size_t)(nul - source));
    PyObject* message = PyUnicode_FromString("source code cannot contain null bytes");
    raise_syntax_error(message, name, line);
    Py_XDECREF(message);
    return NULL;
  }
  PyObject* text = PyUnicode_DecodeUTF8(source, (Py_ssize_t)bytes, "strict");
  if (text != NULL || !PyErr_ExceptionMatches(PyExc_UnicodeDecodeError)) return text;
  PyObject* error = PyErr_GetRaisedException();
  Py_ssize_t start = 0;
  PyUnicodeDecodeError_GetStart(error, &start);
  PyObject* message = PyUnicode_FromFormat("(unicode error) %S; Python source must be UTF-8", error);
  raise_syntax_error(message, name, count_lines(source, (size_t)start));
  Py_XDECREF(message);
  Py_DECREF(error);
  return NULL;
}

/* ---- compiling ---- */

/* Turns a last statement that is an expression into an assignment to value_name. */
static int keep_last_expression(mod_ty module, PyArena* arena) {
  asdl_stmt_seq* body = module->v.Module.body;
  if (asdl_seq_LEN(body) == 0) return 0;
  stmt_ty last = asdl_seq_GET(body, asdl_seq_LEN(body) - 1);
  if (last->kind != Expr_kind) return 0;
  expr_ty value = last->v.Expr.value;
  expr_ty target = _PyAST_Name(value_name, Store, value->lineno, value->col_offset, value->end_lineno,
                               value->end_col_offset, arena);
  asdl_expr_seq* targets = _Py_asdl_expr_seq_new(1, arena);
  if (target == NULL || targets == NULL) return -1;
  asdl_seq_SET(targets, 0, target);
  stmt_ty assignment = _PyAST_Assign(targets, value, NULL, last->lineno, last->col_offset, last->end_lineno,
                                     last->end_col_offset, arena);
  if (assignment == NULL) return -1;
  asdl_seq_SET(body, asdl_seq_LEN(body) - 1, assignment);
  return 0;
}

static PyCodeObject* compile_source(PyObject* name, const char* source) {
  PyArena* arena = _PyArena_New();
  if (arena == NULL) return NULL;
  PyCodeObject* code = NULL;
  mod_ty module = _PyParser_ASTFromString(source, name, Py_file_input, &compiler_flags, arena);
  if (module != NULL && keep_last_expression(module, arena) == 0) {
    code = _PyAST_Compile(module, name, &compiler_flags, -1, arena);
  }
  _PyArena_Free(arena);
  return code;
}

/* ---- running ---- */

/* The module's code used `await`: it is a coroutine, and a loop must run it. */
static PyObject* run_coroutine(PyObject* coroutine) {
  PyObject* asyncio = PyImport_ImportModule("asyncio");
  PyObject* result = asyncio != NULL ? PyObject_CallMethod(asyncio, "run", "O", coroutine) : NULL;
  Py_XDECREF(asyncio);
  return result;
}

/* Returns the last expression's value, or None when there is none; NULL with an exception. */
static PyObject* execute(PyObject* name, char* source, size_t source_bytes) {
  if (source_bytes >= 3 && memcmp(source, "\xef\xbb\xbf", 3) == 0) { /* a byte order mark says nothing */
    source += 3;
    source_bytes -= 3;
  }
  PyObject* text = decode_source(name, source, source_bytes);
  if (text == NULL) return NULL;
  int result = remember_source(name, text);
  Py_DECREF(text);
  if (result < 0 || set_names(name) < 0) return NULL;

  PyCodeObject* code = compile_source(name, source);
  if (code == NULL) return NULL;
  PyObject* returned = PyEval_EvalCode((PyObject*)code, main_dict, main_dict);
  if (returned != NULL && (code->co_flags & CO_COROUTINE) != 0) Py_SETREF(returned, run_coroutine(returned));
  Py_DECREF(code);
  if (returned == NULL) return NULL;
  Py_DECREF(returned);

  PyObject* value;
  int found = PyDict_Pop(main_dict, value_name, &value);
  if (found < 0) return NULL;
  return found ? value : Py_NewRef(Py_None);
}

static void flush(const char* stream_name, PyObject* own_stream) {
  PyObject* stream = PySys_GetObject(stream_name); /* borrowed; foreign code may have put anything there */
  if (stream != NULL && stream != own_stream) {
    PyObject* current = Py_NewRef(stream);
    PyObject* result = PyObject_CallMethodNoArgs(current, flush_name);
    Py_XDECREF(result);
    Py_DECREF(current);
    PyErr_Clear();
  }
  PyObject* result = PyObject_CallMethodNoArgs(own_stream, flush_name);
  Py_XDECREF(result);
  PyErr_Clear();
}

/* ---- the outcome ---- */

static int put_key(const char* key) { return cbor_put_text(&outcome, key, strlen(key)); }

static int put_pair(const char* key, const char* text) {
  return put_key(key) < 0 || cbor_put_text(&outcome, text, strlen(text)) < 0 ? -1 : 0;
}

static void send_outcome(void) {
  if (voice == DRIVER_TELLS) vitrine_write(VITRINE_STREAM_OUTCOME, outcome.data, (uint32_t)outcome.length);
  cbor_buffer_reset(&outcome);
}

/* Adds "value" when CBOR can carry it. Clears the exception that says it cannot; that is no error of the run.
 */
static int put_value(PyObject* value) {
  size_t before = outcome.length;
  if (put_key("value") < 0) return -1;
  if (cbor_encode(&outcome, value, before + VALUE_BYTES_MAX) == 0) return 0;
  outcome.length = before;
  PyErr_Clear();
  return -1;
}

static int has_hook(PyTypeObject* type) {
  for (Py_ssize_t i = 0; i < PyTuple_GET_SIZE(hook_names); i++) {
    if (_PyType_Lookup(type, PyTuple_GET_ITEM(hook_names, i)) != NULL) return 1;
  }
  return 0;
}

/* Whether the value may have more forms than its repr: a table, or an object that can show itself. For plain
 * values this costs a comparison or two; the Python code then looks closely. */
static int may_be_shown(PyObject* value) {
  if (PyList_CheckExact(value)) return PyList_GET_SIZE(value) > 0 && PyDict_Check(PyList_GET_ITEM(value, 0));
  if (PyTuple_CheckExact(value))
    return PyTuple_GET_SIZE(value) > 0 && PyDict_Check(PyTuple_GET_ITEM(value, 0));
  if (PyDict_CheckExact(value)) {
    return PyDict_GetItemWithError(value, columns_name) != NULL &&
           PyDict_GetItemWithError(value, rows_name) != NULL;
  }
  return (Py_TYPE(value)->tp_flags & Py_TPFLAGS_HEAPTYPE) != 0 && has_hook(Py_TYPE(value));
}

/* Makes a display of a value that is more than its repr. -1 with an exception of the object's own code. */
static int show(PyObject* value) {
  int is_more = may_be_shown(value);
  if (PyErr_Occurred()) return -1;
  if (!is_more) return 0;
  PyObject* result = PyObject_CallOneArg(show_value, value);
  Py_XDECREF(result);
  return result != NULL ? 0 : -1;
}

/* Writes the outcome of a run that ended well. -1 with an exception when repr() of the value or a
 * method that shows it raises. */
static int tell_value(PyObject* value) {
  if (value == Py_None) {
    if (cbor_put_head(&outcome, CBOR_MAP, 1) < 0 || put_pair("status", "ok") < 0) return -1;
    send_outcome();
    return 0;
  }
  PyObject* repr = bounded_repr(value, VALUE_REPR_CHARACTERS_MAX);
  if (repr == NULL) return -1;
  if (PyDict_SetItem(main_dict, underscore, value) < 0 || show(value) < 0) goto failed;
  cbor_buffer_reset(&outcome);
  if (cbor_put_head(&outcome, CBOR_MAP, 3) < 0) goto failed;
  size_t head = outcome.length - 1;
  if (put_pair("status", "ok") < 0 || put_key("value_repr") < 0 || cbor_put_str_lossy(&outcome, repr) < 0)
    goto failed;
  Py_DECREF(repr);
  if (put_value(value) < 0) outcome.data[head] -= 1;
  send_outcome();
  return 0;
failed:
  Py_DECREF(repr);
  cbor_buffer_reset(&outcome);
  return -1;
}

/* sys.exit(): like CPython, a text is an error message and means 1. */
static int tell_exit(PyObject* exception) {
  PyObject* code = ((PySystemExitObject*)exception)->code;
  int64_t number = 0;
  PyObject* message = NULL;
  if (code != NULL && PyLong_Check(code)) {
    int overflow;
    number = PyLong_AsLongLongAndOverflow(code, &overflow);
    if (overflow != 0) number = -1;
    number = (int32_t)number;
  } else if (code != NULL && code != Py_None) {
    number = 1;
    message = PyObject_Str(code);
    if (message == NULL) return -1;
    PySys_FormatStderr("%U\n", message);
    PyErr_Clear();
  }
  int result = cbor_put_head(&outcome, CBOR_MAP, message != NULL ? 3 : 2) == 0 &&
                       put_pair("status", "exit") == 0 && put_key("exit_code") == 0 &&
                       cbor_put_integer(&outcome, number) == 0
                   ? 0
                   : -1;
  if (result == 0 && message != NULL) {
    result = put_key("message") == 0 && cbor_put_str_lossy(&outcome, message) == 0 ? 0 : -1;
  }
  Py_XDECREF(message);
  if (result == 0) {
    send_outcome();
  } else {
    cbor_buffer_reset(&outcome);
  }
  return result;
}

/* The message without running any code of the exception: its only argument, when that is a text. */
static PyObject* plain_message(PyObject* exception) {
  PyObject* message = NULL;
  PyObject* args = ((PyBaseExceptionObject*)exception)->args;
  if (args != NULL && PyTuple_CheckExact(args) && PyTuple_GET_SIZE(args) > 0 &&
      PyUnicode_CheckExact(PyTuple_GET_ITEM(args, 0))) {
    message = PyUnicode_Substring(PyTuple_GET_ITEM(args, 0), 0, 2000);
  }
  if (message == NULL) {
    PyErr_Clear();
    message = PyUnicode_FromString("");
  }
  return message;
}

static PyObject* plain_traceback(PyObject* exception, PyObject* message) {
  PyObject* first = PyException_GetTraceback(exception);
  if (first == NULL) return PyUnicode_FromFormat("%s: %U\n", Py_TYPE(exception)->tp_name, message);
  Py_ssize_t count = 0;
  for (PyTracebackObject* entry = (PyTracebackObject*)first; entry != NULL; entry = entry->tb_next) count++;
  PyObject* text = PyUnicode_FromString("Traceback (most recent call last):\n");
  for (PyTracebackObject* entry = (PyTracebackObject*)first; entry != NULL && text != NULL;
       entry = entry->tb_next) {
    if (count-- > FALLBACK_FRAMES_MAX) continue;
    PyCodeObject* code = PyFrame_GetCode(entry->tb_frame);
    int line = entry->tb_lineno >= 0 ? entry->tb_lineno : PyCode_Addr2Line(code, entry->tb_lasti);
    Py_SETREF(text, PyUnicode_FromFormat("%U  File \"%U\", line %d, in %U\n", text, code->co_filename, line,
                                         code->co_name));
    Py_DECREF(code);
  }
  if (text != NULL)
    Py_SETREF(text, PyUnicode_FromFormat("%U%s: %U\n", text, Py_TYPE(exception)->tp_name, message));
  Py_DECREF(first);
  return text;
}

/* An error map made in C alone: for when the reporting code cannot work (memory, replaced builtins, a __str__
 * that raises a limit). NULL only when not even this can be allocated. */
static PyObject* plain_report(PyObject* exception) {
  PyObject* message = plain_message(exception);
  if (message == NULL) return NULL;
  PyObject* traceback = plain_traceback(exception, message);
  PyObject* error = traceback != NULL
                        ? Py_BuildValue("{s:s,s:O,s:O,s:i,s:s}", "type", Py_TYPE(exception)->tp_name,
                                        "message", message, "traceback", traceback, "line", 0, "hint", "")
                        : NULL;
  Py_DECREF(message);
  Py_XDECREF(traceback);
  return error;
}

/* Texts of an exception may hold surrogates, which the frame cannot. */
static int put_error(PyObject* error) {
  if (!PyDict_Check(error) || cbor_put_head(&outcome, CBOR_MAP, 2) < 0 ||
      put_pair("status", "exception") < 0 || put_key("error") < 0 ||
      cbor_put_head(&outcome, CBOR_MAP, (uint64_t)PyDict_GET_SIZE(error)) < 0)
    return -1;
  Py_ssize_t position = 0;
  PyObject* key;
  PyObject* value;
  while (PyDict_Next(error, &position, &key, &value)) {
    if (!PyUnicode_Check(key) || cbor_put_str_lossy(&outcome, key) < 0) return -1;
    if ((PyUnicode_Check(value) ? cbor_put_str_lossy(&outcome, value)
                                : cbor_encode(&outcome, value, SIZE_MAX)) < 0)
      return -1;
  }
  return 0;
}

static void tell_exception(PyObject* exception, PyObject* name) {
  /* With a limit met, the report must not be interrupted by the host storing again. In any other case a limit
   * still holds, because the report calls methods of the exception, which are foreign code. */
  if (PyErr_GivenExceptionMatches(exception, interrupt_get_exceptions()->limit_exceeded) ||
      PyErr_GivenExceptionMatches(exception, PyExc_KeyboardInterrupt)) {
    interrupt_disarm();
  }
  if (PyErr_GivenExceptionMatches(exception, PyExc_MemoryError)) {
    PyMem_RawFree(emergency);
    emergency = NULL;
  }
  cbor_buffer_reset(&outcome);
  PyObject* error = PyObject_CallFunctionObjArgs(report, exception, name, NULL);
  if (error != NULL && put_error(error) == 0) {
    Py_DECREF(error);
    send_outcome();
    return;
  }
  Py_XDECREF(error);
  PyErr_Clear();
  interrupt_disarm();
  PyMem_RawFree(emergency);
  emergency = NULL;
  cbor_buffer_reset(&outcome);
  error = plain_report(exception);
  if (error != NULL && put_error(error) == 0) {
    send_outcome();
  } else {
    static const char last_words[] =
        "\xa1\x66status\x69"
        "exception"; /* {"status": "exception"} */
    if (voice == DRIVER_TELLS) vitrine_write(VITRINE_STREAM_OUTCOME, last_words, sizeof last_words - 1);
  }
  Py_XDECREF(error);
  PyErr_Clear();
  cbor_buffer_reset(&outcome);
}

/* Takes over the reference to `exception`. Letting go of it may run finalizers: still within the limits of
 * the run. */
static int32_t tell_raised(PyObject* exception, PyObject* name) {
  int32_t status = VITRINE_STATUS_EXCEPTION;
  if (PyErr_GivenExceptionMatches(exception, PyExc_SystemExit) && tell_exit(exception) == 0) {
    status = VITRINE_STATUS_EXIT;
  } else {
    PyErr_Clear();
    tell_exception(exception, name);
  }
  Py_DECREF(exception);
  return status;
}

/* Sets the emergency bytes aside again, but only while as much would be left: a run that finds memory
 * exhausted must be able to let go of what fills it. */
static void keep_emergency(void) {
  if (emergency != NULL) return;
  void* spare = PyMem_RawMalloc(EMERGENCY_BYTES);
  if (spare == NULL) return;
  emergency = PyMem_RawMalloc(EMERGENCY_BYTES);
  PyMem_RawFree(spare);
}

int32_t driver_run(const char* name, size_t name_bytes, char* source, size_t source_bytes) {
  PyObject* name_text = PyUnicode_DecodeUTF8(name, (Py_ssize_t)name_bytes, "strict");
  if (name_text == NULL) {
    PyErr_Clear();
    return VITRINE_STATUS_REFUSED;
  }
  source[source_bytes] = 0;
  keep_emergency();
  cbor_buffer_reset(&outcome);
  interrupt_arm();

  PyObject* value = execute(name_text, source, source_bytes);
  PyObject* exception = value == NULL ? PyErr_GetRaisedException() : NULL;
  flush("stdout", own_stdout);
  flush("stderr", own_stderr);
  if (value != NULL && tell_value(value) < 0) exception = PyErr_GetRaisedException();
  Py_XDECREF(value);
  int32_t status = exception != NULL ? tell_raised(exception, name_text) : VITRINE_STATUS_OK;
  Py_DECREF(name_text);
  interrupt_disarm();
  return status;
}
