/* Files for Python over guests/vfs: open(), the standard streams, import, and what os.c shares with them. */
#ifndef VITRINE_GUESTS_MICROPYTHON_FILES_H_
#define VITRINE_GUESTS_MICROPYTHON_FILES_H_

#include <stdint.h>

#include "py/obj.h"
#include "vfs/vfs.h"

/* Sets the standard streams of the module sys and the current folder, /output. Raises MemoryError. */
void files_init(void);

/* Where relative paths start; absolute, without a slash at the end ("" is the root). */
void files_set_folder(const char* path, size_t bytes);
const char* files_folder(size_t* bytes);

typedef struct {
  size_t bytes;
  char text[VFS_PATH_BYTES_MAX + 1];
} files_path;

/* Makes a path of a str or bytes object absolute. Raises what CPython raises for what cannot be a path. */
void files_resolve(mp_obj_t path, files_path* out);

/* Raises the OSError for a negated VFS_E code. `name` may be MP_OBJ_NULL. */
_Noreturn void files_raise(int64_t error, mp_obj_t name);
/* Raises when `result` is an error, else returns it. */
int64_t files_check(int64_t result, mp_obj_t name);

#endif /* VITRINE_GUESTS_MICROPYTHON_FILES_H_ */
