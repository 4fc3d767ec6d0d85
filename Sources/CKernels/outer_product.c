#include "CKernels.h"
#include "clones.h"

CPU_CLONES
void kernel_add_outer_product(
    const float *restrict x, size_t rows, const float *restrict y, size_t columns,
    float *restrict sum) {
  for (size_t row = 0; row < rows; row++)
    for (size_t i = 0; i < columns; i++) sum[row * columns + i] += x[row] * y[i];
}
