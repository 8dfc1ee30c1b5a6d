/* As much of zlib's interface as guests/vfs/pack.c needs, over MicroPython's own uzlib. */
#ifndef VITRINE_GUESTS_MICROPYTHON_INFLATE_ZLIB_H_
#define VITRINE_GUESTS_MICROPYTHON_INFLATE_ZLIB_H_

#include <stdint.h>

#define MAX_WBITS 15

enum { Z_OK = 0, Z_STREAM_END = 1, Z_MEM_ERROR = -4, Z_DATA_ERROR = -3 };
enum { Z_FINISH = 4 };

typedef struct {
  const uint8_t* next_in;
  unsigned avail_in;
  uint8_t* next_out;
  unsigned avail_out;
  unsigned long total_out;
} z_stream;

/* Only raw data (negative window bits), all of it at once (Z_FINISH), into room for all of it. */
int inflateInit2(z_stream* stream, int window_bits);
int inflate(z_stream* stream, int flush);
int inflateEnd(z_stream* stream);

#endif /* VITRINE_GUESTS_MICROPYTHON_INFLATE_ZLIB_H_ */
