#include "CKernels.h"
#include "clones.h"

/* The larger of two, the first of equals; NaN if one is none. */
INLINE float larger(float a, float b) { return b > a || b != b ? b : a; }

CPU_CLONES
void kernel_max_pool(
    size_t planes, size_t rows, size_t columns, const float *restrict x, float *restrict y) {
  const size_t width = columns / 2;
  for (size_t plane = 0; plane < planes; plane++, x += rows * columns)
    for (size_t row = 0; row < rows / 2; row++, y += width) {
      const float *upper = x + 2 * row * columns, *lower = upper + columns;
      for (size_t i = 0; i < width; i++)
        y[i] = larger(
            larger(upper[2 * i], upper[2 * i + 1]), larger(lower[2 * i], lower[2 * i + 1]));
    }
}

/* What one element of a window receives. */
INLINE float with_share(float adjoint, int receives, float share) {
  return receives ? adjoint + share : adjoint;
}

CPU_CLONES
void kernel_max_pool_pullback(
    size_t planes, size_t rows, size_t columns, const float *restrict x, const float *restrict y,
    const float *restrict upstream, float *restrict adjoint) {
  const size_t width = columns / 2;
  for (size_t plane = 0; plane < planes; plane++, x += rows * columns, adjoint += rows * columns)
    for (size_t row = 0; row < rows / 2; row++, y += width, upstream += width) {
      const float *upper = x + 2 * row * columns, *lower = upper + columns;
      float *above = adjoint + 2 * row * columns, *below = above + columns;
      for (size_t i = 0; i < width; i++) {
        const int a = upper[2 * i] == y[i], b = upper[2 * i + 1] == y[i];
        const int c = lower[2 * i] == y[i], d = lower[2 * i + 1] == y[i];
        const int none = y[i] != y[i];
        const float share = upstream[i] * (none ? y[i] : 1 / (float)(a + b + c + d));
        above[2 * i] = with_share(above[2 * i], a | none, share);
        above[2 * i + 1] = with_share(above[2 * i + 1], b | none, share);
        below[2 * i] = with_share(below[2 * i], c | none, share);
        below[2 * i + 1] = with_share(below[2 * i + 1], d | none, share);
      }
    }
}
