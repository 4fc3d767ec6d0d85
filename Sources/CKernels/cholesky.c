#include "CKernels.h"
#include "clones.h"

#include <stdlib.h>

/* The matrix is factored block by block: the block on the diagonal, the panel below it, and then the
   square to the right, from which the panel's product with itself is taken. Almost all of the work is
   in that product. */
enum { block = 64, lanes = 8, strip_vectors = 3, strip_rows = 4, strip = lanes * strip_vectors };

typedef double vector __attribute__((vector_size(8 * lanes), aligned(8)));

INLINE size_t least(size_t a, size_t b) { return a < b ? a : b; }

/* Factors a block on the diagonal whose earlier columns have been taken away. */
INLINE int factor_block(double *a, size_t n, size_t start, size_t end) {
  for (size_t i = start; i < end; i++) {
    for (size_t j = start; j <= i; j++) {
      double rest = a[i * n + j];
      for (size_t k = start; k < j; k++) rest -= a[i * n + k] * a[j * n + k];
      if (i != j) {
        a[i * n + j] = rest / a[j * n + j];
      } else if (rest > 0) {
        a[i * n + i] = sqrt(rest);
      } else {
        return 1;
      }
    }
  }
  return 0;
}

/* Solves for the rows below the block, and stores the columns of the result as lines of `panel`. */
INLINE void solve_panel(double *a, size_t n, size_t start, size_t end, double *panel) {
  for (size_t i = end; i < n; i++) {
    double *row = a + i * n;
    for (size_t j = start; j < end; j++) {
      double rest = row[j];
      for (size_t k = start; k < j; k++) rest -= row[k] * a[j * n + k];
      row[j] = rest / a[j * n + j];
      panel[(j - start) * n + i] = row[j];
    }
  }
}

/* Takes the panel's product with itself from some rows and a strip of columns. */
INLINE void subtract_tile(
    double *a, size_t n, size_t start, size_t end, size_t row, const double *panel, size_t column) {
  vector sums[strip_rows][strip_vectors] = {0};
  for (size_t k = start; k < end; k++) {
    const double *line = panel + (k - start) * n + column;
    for (int i = 0; i < strip_rows; i++) {
      const double factor = a[(row + i) * n + k];
      for (int v = 0; v < strip_vectors; v++) {
        vector elements;
        __builtin_memcpy(&elements, line + v * lanes, sizeof elements);
        sums[i][v] += factor * elements;
      }
    }
  }
  for (int i = 0; i < strip_rows; i++)
    for (int v = 0; v < strip_vectors; v++)
      for (int l = 0; l < lanes; l++)
        a[(row + i) * n + column + v * lanes + l] -= sums[i][v][l];
}

/* The same for a single element. */
INLINE void subtract_element(
    double *a, size_t n, size_t start, size_t end, size_t row, const double *panel, size_t column) {
  double sum = 0;
  for (size_t k = start; k < end; k++) sum += a[row * n + k] * panel[(k - start) * n + column];
  a[row * n + column] -= sum;
}

/* Strips of columns are taken one after the other, so that a strip of the panel stays in the cache
   while all rows below are gone through. */
INLINE void subtract_square(
    double *a, size_t n, size_t start, size_t end, const double *panel) {
  for (size_t column = end; column < n; column += strip) {
    const size_t width = least(n - column, strip);
    size_t row = column;
    for (; width == strip && row + strip_rows <= n; row += strip_rows)
      subtract_tile(a, n, start, end, row, panel, column);
    for (; row < n; row++)
      for (size_t j = column; j < column + width && j <= row; j++)
        subtract_element(a, n, start, end, row, panel, j);
  }
}

CPU_CLONES
static int factor(double *a, size_t n, double *panel) {
  for (size_t start = 0; start < n; start += block) {
    const size_t end = least(n, start + block);
    if (factor_block(a, n, start, end)) return 1;
    solve_panel(a, n, start, end, panel);
    subtract_square(a, n, start, end, panel);
  }
  return 0;
}

int kernel_cholesky(double *a, size_t n) {
  double *panel = malloc(block * n * sizeof *panel + 1);
  if (!panel) return 1;
  const int failed = factor(a, n, panel);
  free(panel);
  return failed;
}
