#include "CKernels.h"
#include "clones.h"

/* How many lines ahead the memory is asked for: the lines lie anywhere, so that it cannot guess. */
enum { lines_ahead = 4, cache_line = 64 };

INLINE void prefetch(const uint8_t *line, size_t length) {
  for (size_t i = 0; i < length; i += cache_line) __builtin_prefetch(line + i);
}

CPU_CLONES
void kernel_gather_bytes(
    const uint8_t *restrict x, size_t length, const int32_t *lines, size_t count, float factor,
    float *restrict y) {
  for (size_t line = 0; line < count && line < lines_ahead; line++)
    prefetch(x + (size_t)lines[line] * length, length);
  for (size_t line = 0; line < count; line++) {
    if (line + lines_ahead < count) prefetch(x + (size_t)lines[line + lines_ahead] * length, length);
    const uint8_t *source = x + (size_t)lines[line] * length;
    for (size_t i = 0; i < length; i++) y[i] = (float)source[i] * factor;
    y += length;
  }
}

CPU_CLONES
void kernel_decay_and_add(const float *restrict x, float *restrict y, size_t count, float factor) {
  for (size_t i = 0; i < count; i++) y[i] = factor * y[i] + x[i];
}

CPU_CLONES
void kernel_subtract_scaled(
    const float *restrict x, float *restrict y, size_t count, float factor) {
  for (size_t i = 0; i < count; i++) y[i] -= factor * x[i];
}
