#include "CKernels.h"
#include "clones.h"
#include "exponential.h"

#include <stdint.h>
#include <string.h>

/* exp(-a) for 0 <= a <= 40: 2^n · e^r with |r| <= ln 2 / 2, where e^r is its Taylor polynomial of
   degree 7 (the next term is below 6e-9). */
INLINE float exp_negative(float a) {
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
INLINE float tanh_small(float x) {
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

/* tanh(x)/x - 1 over s = x² for 0 <= x <= 0.625, as a polynomial in s that is nearly the best of its
   degree; it is off by less than 4e-18. */
INLINE double tanh_small_double(double s) {
  const double t = s * s;
  const double even =
      -0x1.5555555555555p-2 + t * (-0x1.ba1ba1ba0f126p-5 + t * (-0x1.226e3473dce5cp-7 +
      t * (-0x1.7d9f6f23e8682p-10 + t * (-0x1.f243823c8c981p-13 + t * -0x1.05bbdae896297p-15))));
  const double odd =
      0x1.11111111110a8p-3 + t * (0x1.664f487e0a749p-6 + t * (0x1.d6d39ae3905e2p-9 +
      t * (0x1.3526e9ed54da1p-11 + t * (0x1.8445870f6fe41p-14 + t * 0x1.b33642a122cddp-18))));
  return even + s * odd;
}

CPU_CLONES
void kernel_tanh(const double *x, double *y, size_t count) {
  for (size_t i = 0; i < count; i++) {
    const double a = __builtin_fabs(x[i]);
    const double small = a < 0.625 ? a : 0.625;
    const double s = small * small;
    const double inner = small + small * (s * tanh_small_double(s));
    /* Every step is monotone in exp(2a). From 20 on the result is 1. */
    const double outer = 1 - 2 / (exp_of(2 * (a < 20 ? a : 20)) + 1);
    y[i] = x[i] != x[i] ? x[i] : __builtin_copysign(a < 0.625 ? inner : outer, x[i]);
  }
}
