#include "hal.h"

#include <string.h>

#include "abi.h"
#include "py/mphal.h"
#include "py/runtime.h"

#define NS_PER_MS 1000000
#define NS_PER_US 1000

/* print() writes in small pieces. */
static char output[1024];
static size_t output_bytes;

void hal_flush(void) {
  if (output_bytes == 0) return;
  size_t bytes = output_bytes;
  output_bytes = 0;
  vitrine_write(VITRINE_STREAM_STDOUT, output, (uint32_t)bytes);
}

mp_uint_t mp_hal_stdout_tx_strn(const char* text, size_t bytes) {
  if (bytes > sizeof output - output_bytes) {
    hal_flush();
    if (bytes > sizeof output) {
      vitrine_write(VITRINE_STREAM_STDOUT, text, (uint32_t)bytes);
      return bytes;
    }
  }
  memcpy(output + output_bytes, text, bytes);
  output_bytes += bytes;
  return bytes;
}

void mp_hal_stdout_tx_strn_cooked(const char* text, size_t bytes) { mp_hal_stdout_tx_strn(text, bytes); }
void mp_hal_stdout_tx_str(const char* text) { mp_hal_stdout_tx_strn(text, strlen(text)); }

void hal_write_error(const char* text, size_t bytes) {
  hal_flush(); /* so that the host sees both streams in the order of the program */
  vitrine_write(VITRINE_STREAM_STDERR, text, (uint32_t)bytes);
}

uint64_t mp_hal_time_ns(void) { return (uint64_t)vitrine_clock(VITRINE_CLOCK_REALTIME); }
mp_uint_t mp_hal_ticks_ms(void) { return (mp_uint_t)(vitrine_clock(VITRINE_CLOCK_MONOTONIC) / NS_PER_MS); }
mp_uint_t mp_hal_ticks_us(void) { return (mp_uint_t)(vitrine_clock(VITRINE_CLOCK_MONOTONIC) / NS_PER_US); }
mp_uint_t mp_hal_ticks_cpu(void) { return (mp_uint_t)vitrine_clock(VITRINE_CLOCK_MONOTONIC); }

void hal_sleep_ns(int64_t nanoseconds) {
  hal_flush();
  int64_t end = vitrine_clock(VITRINE_CLOCK_MONOTONIC) + nanoseconds;
  for (int64_t left = nanoseconds; left > 0; left = end - vitrine_clock(VITRINE_CLOCK_MONOTONIC)) {
    mp_handle_pending(true);
    vitrine_sleep(left);
  }
  mp_handle_pending(true);
}

void mp_hal_delay_ms(mp_uint_t milliseconds) { hal_sleep_ns((int64_t)milliseconds * NS_PER_MS); }
void mp_hal_delay_us(mp_uint_t microseconds) { hal_sleep_ns((int64_t)microseconds * NS_PER_US); }
