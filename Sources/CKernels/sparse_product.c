#include "CKernels.h"
#include "clones.h"

#include <stdint.h>
#include <string.h>

/* A block is some rows of the sparse factor, some of its columns and some units: small enough that
   what is used again and again stays in the first cache. */
enum { block_rows = 64, block_columns = 32, panel_blocks = 32, lanes = 16, most_vectors = 5 };

typedef float vector __attribute__((vector_size(4 * lanes), aligned(4)));
typedef int32_t mask __attribute__((vector_size(4 * lanes)));
typedef _Bool bits __attribute__((ext_vector_type(lanes)));
typedef float eight __attribute__((vector_size(32), aligned(4)));

/* The factor that is mostly zeros, and how many units its rows are multiplied by. */
typedef struct {
  size_t rows, inner, units;
  const float *elements;
} sparse_factor;

typedef struct {
  vector lines[block_columns][most_vectors];
} tile;

typedef struct {
  vector lines[block_rows][most_vectors];
} strip;

/* Which elements of some rows are not zero, a bit each, for a panel of columns. */
typedef struct {
  uint32_t rows[block_rows][panel_blocks];
} pattern;

INLINE size_t least(size_t a, size_t b) { return a < b ? a : b; }

/* Which of `count` <= block_columns elements are not zero, as a bit each. */
INLINE uint32_t nonzeros(const float *x, size_t count) {
  float padded[block_columns] = {0};
  if (count < block_columns) {
    memcpy(padded, x, count * sizeof *x);
    x = padded;
  }
  uint32_t result = 0;
  for (int part = 0; part < block_columns / lanes; part++) {
    vector elements;
    memcpy(&elements, x + part * lanes, sizeof elements);
    const bits found = __builtin_convertvector((mask)(elements != 0), bits);
    uint16_t word;
    memcpy(&word, &found, sizeof word);
    result |= (uint32_t)word << (part * lanes);
  }
  return result;
}

/* Reads the rows one after the other, as memory likes it. */
INLINE void find_nonzeros(
    pattern *found, const sparse_factor *p, size_t row, size_t rows, size_t column) {
  const size_t end = least(p->inner, column + panel_blocks * block_columns);
  for (size_t i = 0; i < rows; i++) {
    const float *x = p->elements + (row + i) * p->inner;
    for (size_t c = column, block = 0; c < end; c += block_columns, block++)
      found->rows[i][block] = nonzeros(x + c, least(end - c, block_columns));
  }
}

/* Turns eight rows of eight into columns. */
INLINE void turn(eight r[8]) {
  eight a[8], b[8];
  for (int i = 0; i < 4; i++) {
    a[2 * i] = __builtin_shufflevector(r[2 * i], r[2 * i + 1], 0, 8, 1, 9, 4, 12, 5, 13);
    a[2 * i + 1] = __builtin_shufflevector(r[2 * i], r[2 * i + 1], 2, 10, 3, 11, 6, 14, 7, 15);
  }
  for (int half = 0; half < 2; half++) {
    for (int i = 0; i < 2; i++) {
      const eight first = a[4 * half + i], second = a[4 * half + 2 + i];
      b[4 * half + 2 * i] = __builtin_shufflevector(first, second, 0, 1, 8, 9, 4, 5, 12, 13);
      b[4 * half + 2 * i + 1] = __builtin_shufflevector(first, second, 2, 3, 10, 11, 6, 7, 14, 15);
    }
  }
  for (int i = 0; i < 4; i++) {
    r[i] = __builtin_shufflevector(b[i], b[4 + i], 0, 1, 2, 3, 8, 9, 10, 11);
    r[4 + i] = __builtin_shufflevector(b[i], b[4 + i], 4, 5, 6, 7, 12, 13, 14, 15);
  }
}

/* t[column][unit] = w[unit][column], for `units` lines `stride` apart. */
INLINE void load_columns(tile *t, const float *w, size_t stride, size_t units, size_t columns) {
  for (size_t u = 0; u < units; u += 8) {
    for (size_t c = 0; c < columns; c += 8) {
      if (u + 8 <= units && c + 8 <= columns) {
        eight rows[8];
        for (int i = 0; i < 8; i++) memcpy(&rows[i], w + (u + i) * stride + c, sizeof rows[i]);
        turn(rows);
        for (int i = 0; i < 8; i++) memcpy((float *)t->lines[c + i] + u, &rows[i], sizeof rows[i]);
      } else {
        for (size_t i = u; i < least(u + 8, units); i++)
          for (size_t j = c; j < least(c + 8, columns); j++)
            ((float *)t->lines[j])[i] = w[i * stride + j];
      }
    }
  }
}

/* w[unit][column] += t[column][unit]. */
INLINE void add_columns(const tile *t, float *w, size_t stride, size_t units, size_t columns) {
  for (size_t u = 0; u < units; u += 8) {
    for (size_t c = 0; c < columns; c += 8) {
      if (u + 8 <= units && c + 8 <= columns) {
        eight rows[8];
        for (int i = 0; i < 8; i++) memcpy(&rows[i], (float *)t->lines[c + i] + u, sizeof rows[i]);
        turn(rows);
        for (int i = 0; i < 8; i++) {
          eight sum;
          memcpy(&sum, w + (u + i) * stride + c, sizeof sum);
          sum += rows[i];
          memcpy(w + (u + i) * stride + c, &sum, sizeof sum);
        }
      } else {
        for (size_t i = u; i < least(u + 8, units); i++)
          for (size_t j = c; j < least(c + 8, columns); j++)
            w[i * stride + j] += ((float *)t->lines[j])[i];
      }
    }
  }
}

/* A block of rows and units. How many vectors the units take is known where this is inlined, so that
   the sums of a row stay in registers. */
typedef struct {
  size_t row, rows, unit, units;
  int vectors;
} place;

INLINE void multiply_block(
    const sparse_factor *p, place at, const float *weights, float *product) {
  strip sums;
  memset(&sums, 0, sizeof sums);
  tile t;
  memset(&t, 0, sizeof t);
  pattern found;
  for (size_t column = 0; column < p->inner; column += block_columns) {
    const size_t columns = least(p->inner - column, block_columns);
    const size_t block = column / block_columns % panel_blocks;
    if (block == 0) find_nonzeros(&found, p, at.row, at.rows, column);
    load_columns(&t, weights + at.unit * p->inner + column, p->inner, at.units, columns);
    for (size_t i = 0; i < at.rows; i++) {
      uint32_t rest = found.rows[i][block];
      if (!rest) continue;
      const float *x = p->elements + (at.row + i) * p->inner + column;
      vector sum[most_vectors];
      for (int v = 0; v < at.vectors; v++) sum[v] = sums.lines[i][v];
      for (; rest; rest &= rest - 1) {
        const int c = __builtin_ctz(rest);
        for (int v = 0; v < at.vectors; v++) sum[v] += x[c] * t.lines[c][v];
      }
      for (int v = 0; v < at.vectors; v++) sums.lines[i][v] = sum[v];
    }
  }
  for (size_t i = 0; i < at.rows; i++)
    memcpy(product + (at.row + i) * p->units + at.unit, sums.lines[i], at.units * sizeof(float));
}

INLINE void pull_back_block(
    const sparse_factor *p, place at, const float *upstream, float *adjoint) {
  strip above;
  memset(&above, 0, sizeof above);
  for (size_t i = 0; i < at.rows; i++)
    memcpy(above.lines[i], upstream + (at.row + i) * p->units + at.unit, at.units * sizeof(float));
  pattern found;
  for (size_t column = 0; column < p->inner; column += block_columns) {
    const size_t columns = least(p->inner - column, block_columns);
    const size_t block = column / block_columns % panel_blocks;
    if (block == 0) find_nonzeros(&found, p, at.row, at.rows, column);
    tile t;
    memset(&t, 0, sizeof t);
    uint32_t any = 0;
    for (size_t i = 0; i < at.rows; i++) {
      uint32_t rest = found.rows[i][block];
      if (!rest) continue;
      any |= rest;
      const float *x = p->elements + (at.row + i) * p->inner + column;
      vector line[most_vectors];
      for (int v = 0; v < at.vectors; v++) line[v] = above.lines[i][v];
      for (; rest; rest &= rest - 1) {
        const int c = __builtin_ctz(rest);
        for (int v = 0; v < at.vectors; v++) t.lines[c][v] += x[c] * line[v];
      }
    }
    if (any) add_columns(&t, adjoint + at.unit * p->inner + column, p->inner, at.units, columns);
  }
}

#define FOR_EACH_BLOCK(p, action, from, to)                                              \
  for (size_t row = 0; row < (p)->rows; row += block_rows) {                             \
    const size_t rows = least((p)->rows - row, block_rows);                              \
    for (size_t unit = 0; unit < (p)->units; unit += most_vectors * lanes) {             \
      const size_t units = least((p)->units - unit, most_vectors * lanes);               \
      switch ((units + lanes - 1) / lanes) {                                             \
        case 1: action(p, (place){row, rows, unit, units, 1}, from, to); break;          \
        case 2: action(p, (place){row, rows, unit, units, 2}, from, to); break;          \
        case 3: action(p, (place){row, rows, unit, units, 3}, from, to); break;          \
        case 4: action(p, (place){row, rows, unit, units, 4}, from, to); break;          \
        default: action(p, (place){row, rows, unit, units, 5}, from, to); break;         \
      }                                                                                  \
    }                                                                                    \
  }

CPU_CLONES
void kernel_sparse_product(
    size_t rows, size_t inner, size_t units, const float *sparse, const float *weights,
    float *product) {
  const sparse_factor factor = {rows, inner, units, sparse};
  FOR_EACH_BLOCK(&factor, multiply_block, weights, product)
}

CPU_CLONES
void kernel_sparse_product_pullback(
    size_t rows, size_t inner, size_t units, const float *sparse, const float *upstream,
    float *adjoint) {
  const sparse_factor factor = {rows, inner, units, sparse};
  FOR_EACH_BLOCK(&factor, pull_back_block, upstream, adjoint)
}
