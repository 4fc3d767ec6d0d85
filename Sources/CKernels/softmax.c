#include "CKernels.h"
#include "clones.h"
#include "exponential.h"

/* Lines are taken in blocks, and sums are made in lanes that are added up in one order, so that the
   result does not depend on how wide the CPU's vectors are. */
enum { line_block = 64, sum_lanes = 8 };

#define MIN(a, b) ((a) < (b) ? (a) : (b))

INLINE double sum_of(const double *sums) {
  return ((sums[0] + sums[4]) + (sums[2] + sums[6])) + ((sums[1] + sums[5]) + (sums[3] + sums[7]));
}

#define DEFINE_SOFTMAX(T, suffix)                                                                 \
  CPU_CLONES                                                                                      \
  T kernel_exp_sum##suffix(const T *x, size_t count, size_t stride, T peak, T *y) {               \
    double sums[sum_lanes] = {0};                                                                 \
    for (size_t start = 0; start < count; start += line_block) {                                  \
      const size_t length = MIN(count - start, line_block);                                       \
      double e[line_block] = {0};                                                                 \
      for (size_t i = 0; i < length; i++)                                                         \
        e[i] = exp_of((double)x[(start + i) * stride] - peak);                                    \
      for (size_t i = 0; i < length; i += sum_lanes)                                              \
        for (size_t lane = 0; lane < sum_lanes; lane++) sums[lane] += e[i + lane];                \
      if (y)                                                                                      \
        for (size_t i = 0; i < length; i++) y[(start + i) * stride] = (T)e[i];                    \
    }                                                                                             \
    return (T)sum_of(sums);                                                                       \
  }                                                                                               \
                                                                                                  \
  CPU_CLONES                                                                                      \
  void kernel_add_softmax##suffix(                                                                \
      const T *x, size_t count, size_t stride, T peak, T sum, T factor, long hot, T *y) {         \
    for (size_t start = 0; start < count; start += line_block) {                                  \
      const size_t length = MIN(count - start, line_block);                                       \
      T p[line_block];                                                                            \
      for (size_t i = 0; i < length; i++)                                                         \
        p[i] = (T)(exp_of((double)x[(start + i) * stride] - peak) / sum);                         \
      if (hot >= (long)start && hot < (long)(start + length)) p[hot - (long)start] -= 1;          \
      for (size_t i = 0; i < length; i++) y[(start + i) * stride] += factor * p[i];               \
    }                                                                                             \
  }

DEFINE_SOFTMAX(double, )
DEFINE_SOFTMAX(float, f)
