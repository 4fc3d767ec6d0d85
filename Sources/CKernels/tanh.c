#include "CKernels.h"
#include "clones.h"

#include <stdint.h>
#include <string.h>

/* exp(-a) for 0 <= a <= 40: 2^n · e^r with |r| <= ln 2 / 2, where e^r is its Taylor polynomial of
   degree 7 (the next term is below 6e-9). */
static inline float exp_negative(float a) {
  const float n = __builtin_rintf(a * -1.44269504f);
  const float r = (-a - n * 0.693359375f) - n * -2.12194440e-4f;
  float p = 1.0f / 5040;
  p = p * r + 1.0f / 720;
  p = p * r + 1.0f / 120;
  p = p * r + 1.0f / 24;
  p = p * r + 1.0f / 6;
  p = p * r + 0.5f;
  p = p * r + 1.0f;
  p = p * r + 1.0f;
  const int32_t bits = ((int32_t)n + 127) * (1 << 23);
  float scale;
  memcpy(&scale, &bits, sizeof scale);
  return p * scale;
}

/* tanh for 0 <= x < 0.35 by its Taylor series; the next term is below 2e-9. */
static inline float tanh_small(float x) {
  const float s = x * x;
  float p = 21844.0f / 6081075;
  p = p * s - 1382.0f / 155925;
  p = p * s + 62.0f / 2835;
  p = p * s - 17.0f / 315;
  p = p * s + 2.0f / 15;
  p = p * s - 1.0f / 3;
  return x + x * s * p;
}

CPU_CLONES
void kernel_tanhf(const float *x, float *y, size_t count) {
  for (size_t i = 0; i < count; i++) {
    const float a = __builtin_fabsf(x[i]);
    /* Beyond 10 the result is 1 in single precision. NaN, which has no integer part, takes the
       same way and is put back at the end. */
    const float e = exp_negative(2 * (a < 10 ? a : 10));
    const float magnitude = a < 0.35f ? tanh_small(a) : (1 - e) / (1 + e);
    y[i] = x[i] != x[i] ? x[i] : __builtin_copysignf(magnitude, x[i]);
  }
}
