#ifndef CKERNELS_H
#define CKERNELS_H

#include <math.h>
#include <stddef.h>

/* The elementary functions of the C library under names of our own, since Swift's static functions
   of the same names would hide them. */
#define ELEMENTARY(name) \
  static inline double elementary_##name(double x) { return name(x); } \
  static inline float elementary_##name##f(float x) { return name##f(x); }
ELEMENTARY(exp)
ELEMENTARY(expm1)
ELEMENTARY(log)
ELEMENTARY(log1p)
ELEMENTARY(sin)
ELEMENTARY(cos)
ELEMENTARY(tan)
ELEMENTARY(asin)
ELEMENTARY(acos)
ELEMENTARY(atan)
ELEMENTARY(sinh)
ELEMENTARY(cosh)
ELEMENTARY(tanh)
ELEMENTARY(erf)
ELEMENTARY(erfc)
#undef ELEMENTARY

static inline double elementary_pow(double x, double y) { return pow(x, y); }
static inline float elementary_powf(float x, float y) { return powf(x, y); }

/* y[i] = tanh(x[i]). The same bits on every CPU: no operation is fused. */
void kernel_tanhf(const float *x, float *y, size_t count);

#endif
