#ifndef CMATRIX_SHIM_H
#define CMATRIX_SHIM_H

#include <dlfcn.h>
#include <oneapi/dnnl/dnnl.h>

/* oneDNN spreads each product over OpenMP threads, which costs more than it gives on the shapes we
   multiply: one thread each, and the batch is split by us. The setting belongs to the calling
   thread. The library is looked up at run time because the OpenMP runtime that oneDNN brings has no
   development package of its own to link against. */
static inline void matrix_use_one_thread(void) {
  static _Thread_local int done = 0;
  if (done) return;
  void (*set_threads)(int) = (void (*)(int))dlsym(RTLD_DEFAULT, "omp_set_num_threads");
  if (set_threads) set_threads(1);
  done = 1;
}

/* c = a · b (+ c when accumulating), row-major; 0 on success. */
static inline int matrix_multiply(
    int transpose_a, int transpose_b, long m, long n, long k, const float *a, const float *b,
    int accumulate, float *c) {
  matrix_use_one_thread();
  return dnnl_sgemm(
      transpose_a ? 'T' : 'N', transpose_b ? 'T' : 'N', m, n, k, 1.0f, a, transpose_a ? m : k, b,
      transpose_b ? k : n, accumulate ? 1.0f : 0.0f, c, n);
}

#endif
