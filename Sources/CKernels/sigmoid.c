#include "CKernels.h"
#include "clones.h"
#include "exponential.h"

/* 1/(1 + exp(-x)) = 2^-n/(2^-n + 1 + f) where exp(-x) = 2^n·(1 + f), so that no x overflows. */
INLINE double sigmoid_of(double x) {
  /* At 40 the result is 1 and at -746 it is 0. */
  const double a = x > 40 ? 40 : x < -746 ? -746 : x;
  const exponential e = exponential_of(-a);
  /* From 2^64 on, 2^-n adds nothing. */
  const double power = power_of_two(-(e.exponent < 64 ? e.exponent : 64));
  /* In the order that loses least. */
  const double sum = power < 1 ? 1 + (power + e.fraction) : (power + 1) + e.fraction;
  const double half = (e.exponent * 0.5 + ROUNDER) - ROUNDER;
  return 1 / sum * power_of_two(-half) * power_of_two(half - e.exponent);
}

CPU_CLONES
void kernel_sigmoid(const double *x, double *y, size_t count) {
  for (size_t i = 0; i < count; i++) y[i] = sigmoid_of(x[i]);
}

CPU_CLONES
void kernel_sigmoidf(const float *x, float *y, size_t count) {
  for (size_t i = 0; i < count; i++) y[i] = (float)sigmoid_of(x[i]);
}
