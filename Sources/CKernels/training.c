#include "CKernels.h"
#include "clones.h"

CPU_CLONES
void kernel_scale_bytes(const uint8_t *restrict x, float *restrict y, size_t count, float factor) {
  for (size_t i = 0; i < count; i++) y[i] = (float)x[i] * factor;
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
