#ifndef CKERNELPATHS_H
#define CKERNELPATHS_H

#include <stddef.h>

/* The kernels of CKernels as they are compiled for one generation of CPU. */
typedef struct {
  void (*exp)(const double *, double *, size_t);
  void (*expf)(const float *, float *, size_t);
  void (*tanh)(const double *, double *, size_t);
  void (*tanhf)(const float *, float *, size_t);
  void (*sigmoid)(const double *, double *, size_t);
  void (*sigmoidf)(const float *, float *, size_t);
  void (*erf)(const double *, double *, size_t);
  void (*erff)(const float *, float *, size_t);
  double (*exp_sum)(const double *, size_t, size_t, double, double *);
  float (*exp_sumf)(const float *, size_t, size_t, float, float *);
  void (*sparse_product)(size_t, size_t, size_t, const float *, const float *, float *);
  void (*sparse_product_pullback)(size_t, size_t, size_t, const float *, const float *, float *);
} kernel_path;

/* The path of a generation from 1 (any CPU of the kind) to 4; null when this CPU cannot run it. */
const kernel_path *kernel_path_of(int generation);

#endif
