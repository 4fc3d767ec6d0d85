#include "CKernels.h"
#include "clones.h"
#include "exponential.h"

CPU_CLONES
void kernel_exp(const double *x, double *y, size_t count) {
  for (size_t i = 0; i < count; i++) y[i] = exp_of(x[i]);
}

CPU_CLONES
void kernel_expf(const float *x, float *y, size_t count) {
  for (size_t i = 0; i < count; i++) y[i] = (float)exp_of(x[i]);
}
