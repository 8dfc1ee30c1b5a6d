#include <zlib.h>

#include "lib/uzlib/uzlib.h" /* compiled as part of extmod/moddeflate.c */

int inflateInit2(z_stream* stream, int window_bits) {
  stream->total_out = 0;
  return window_bits < 0 ? Z_OK : Z_DATA_ERROR;
}

int inflate(z_stream* stream, int flush) {
  if (flush != Z_FINISH) return Z_DATA_ERROR;
  uzlib_uncomp_t state;
  uzlib_uncompress_init(&state, NULL, 0);
  state.source = stream->next_in;
  state.source_limit = stream->next_in + stream->avail_in;
  state.source_read_cb = NULL;
  state.dest_start = state.dest = stream->next_out;
  state.dest_limit = stream->next_out + stream->avail_out;
  int status = UZLIB_OK;
  /* With all the room it wants, it comes back when the room is full, and then to say that this was the end.
   */
  for (int i = 0; i < 2 && status == UZLIB_OK; i++) status = uzlib_uncompress(&state);
  stream->total_out = (unsigned long)(state.dest - stream->next_out);
  stream->avail_out -= (unsigned)stream->total_out;
  stream->next_out = state.dest;
  return status == UZLIB_DONE ? Z_STREAM_END : Z_DATA_ERROR;
}

int inflateEnd(z_stream* stream) {
  (void)stream;
  return Z_OK;
}
