#include "CKernels.h"
#include "clones.h"

/* How many lines ahead the memory is asked for: the lines lie anywhere, so that it cannot guess. */
enum { lines_ahead = 4, cache_line = 64 };

INLINE void prefetch(const uint8_t *line, size_t length) {
  for (size_t i = 0; i < length; i += cache_line) __builtin_prefetch(line + i);
}

CPU_CLONES
void kernel_gather_bytes(
    const uint8_t *restrict x, size_t length, const int32_t *lines, size_t count, float factor,
    float *restrict y) {
  for (size_t line = 0; line < count && line < lines_ahead; line++)
    prefetch(x + (size_t)lines[line] * length, length);
  for (size_t line = 0; line < count; line++) {
    if (line + lines_ahead < count) prefetch(x + (size_t)lines[line + lines_ahead] * length, length);
    const uint8_t *source = x + (size_t)lines[line] * length;
    for (size_t i = 0; i < length; i++) y[i] = (float)source[i] * factor;
    y += length;
  }
}

CPU_CLONES
void kernel_decay_and_add(const float *restrict x, float *restrict y, size_t count, float factor) {
  for (size_t i = 0; i < count; i++) y[i] = factor * y[i] + x[i];
}

CPU_CLONES
void kernel_subtract_scaled(
    const float *restrict x, float *restrict y, size_t count, float factor) {
  for (size_t i = 0; i < count; i++) y[i] -= factor * x[i];
}

/* Sums are made in lanes that are added up in one order, so that the result does not depend on how wide
   the CPU's vectors are. */
enum { square_lanes = 16 };

INLINE void add_lanes(const float *lanes, double *sum) {
  for (size_t lane = 0; lane < square_lanes; lane++) *sum += lanes[lane];
}

/* One element of each lane; `others` is 0 when the part is the whole gradient. */
INLINE void momentum_lane(
    const float *restrict part, const float *restrict others, float *restrict velocity,
    float *restrict weights, float factor, float rate, float *old, float *slope, float *change) {
  const float gradient = others ? *others + *part : *part;
  const float before = *weights, speed = factor * *velocity + *part, after = before - rate * speed;
  const float difference = after - before;
  *velocity = speed;
  *weights = after;
  *old += before * before;
  *slope += gradient * gradient;
  *change += difference * difference;
}

INLINE void momentum_step(
    const float *restrict part, const float *restrict others, float *restrict velocity,
    float *restrict weights, size_t count, float factor, float rate, double *squares) {
  float old[square_lanes] = {0}, slope[square_lanes] = {0}, change[square_lanes] = {0};
  size_t start = 0;
  for (; start + square_lanes <= count; start += square_lanes)
    for (size_t i = 0; i < square_lanes; i++)
      momentum_lane(
          part + start + i, others ? others + start + i : 0, velocity + start + i,
          weights + start + i, factor, rate, old + i, slope + i, change + i);
  for (size_t i = 0; start + i < count; i++)
    momentum_lane(
        part + start + i, others ? others + start + i : 0, velocity + start + i, weights + start + i,
        factor, rate, old + i, slope + i, change + i);
  add_lanes(old, squares);
  add_lanes(slope, squares + 1);
  add_lanes(change, squares + 2);
}

CPU_CLONES
void kernel_momentum_step(
    const float *restrict gradient, float *restrict velocity, float *restrict weights, size_t count,
    float factor, float rate, double *squares) {
  momentum_step(gradient, 0, velocity, weights, count, factor, rate, squares);
}

CPU_CLONES
void kernel_last_momentum_step(
    const float *restrict part, const float *restrict others, float *restrict velocity,
    float *restrict weights, size_t count, float rate, double *squares) {
  momentum_step(part, others, velocity, weights, count, 1, rate, squares);
}

CPU_CLONES
double kernel_squares(const float *x, size_t count) {
  float lanes[square_lanes] = {0};
  size_t start = 0;
  for (; start + square_lanes <= count; start += square_lanes)
    for (size_t i = 0; i < square_lanes; i++) lanes[i] += x[start + i] * x[start + i];
  for (size_t i = 0; start + i < count; i++) lanes[i] += x[start + i] * x[start + i];
  double sum = 0;
  add_lanes(lanes, &sum);
  return sum;
}

CPU_CLONES
double kernel_squares_of_difference(const float *x, const float *y, size_t count) {
  float lanes[square_lanes] = {0};
  size_t start = 0;
  for (; start + square_lanes <= count; start += square_lanes)
    for (size_t i = 0; i < square_lanes; i++) {
      const float difference = x[start + i] - y[start + i];
      lanes[i] += difference * difference;
    }
  for (size_t i = 0; start + i < count; i++) {
    const float difference = x[start + i] - y[start + i];
    lanes[i] += difference * difference;
  }
  double sum = 0;
  add_lanes(lanes, &sum);
  return sum;
}
