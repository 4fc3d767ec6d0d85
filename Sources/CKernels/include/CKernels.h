#ifndef CKERNELS_H
#define CKERNELS_H

#include <math.h>
#include <stddef.h>
#include <stdint.h>

/* The elementary functions of the C library under names of our own, since Swift's static functions
   of the same names would hide them. */
#define ELEMENTARY(name) \
  static inline double elementary_##name(double x) { return name(x); } \
  static inline float elementary_##name##f(float x) { return name##f(x); }
ELEMENTARY(exp)
ELEMENTARY(expm1)
ELEMENTARY(log)
ELEMENTARY(log1p)
ELEMENTARY(log2)
ELEMENTARY(log10)
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
static inline double elementary_atan2(double y, double x) { return atan2(y, x); }
static inline float elementary_atan2f(float y, float x) { return atan2f(y, x); }
static inline float elementary_powf(float x, float y) { return powf(x, y); }

/* Tells the CPU that a loop waits for another thread. */
static inline void kernel_pause(void) {
#if defined(__x86_64__) || defined(__i386__)
  __builtin_ia32_pause();
#elif defined(__aarch64__)
  __asm__ volatile("yield");
#endif
}

/* Functions of `count` elements each. They give the same bits on every CPU, since no operation is
   fused, and wherever an element lies; they never fall where the function grows. In double precision
   they are within two units in the last place of the true value, in single precision within four. */
void kernel_exp(const double *x, double *y, size_t count);
void kernel_expf(const float *x, float *y, size_t count);
void kernel_tanh(const double *x, double *y, size_t count);
void kernel_tanhf(const float *x, float *y, size_t count);
void kernel_sigmoid(const double *x, double *y, size_t count);
void kernel_sigmoidf(const float *x, float *y, size_t count);
void kernel_erf(const double *x, double *y, size_t count);
void kernel_erff(const float *x, float *y, size_t count);

/* Returns the sum of exp(x - peak) over a line whose elements are `stride` apart, and stores the
   terms likewise in `y` unless that is null. */
double kernel_exp_sum(const double *x, size_t count, size_t stride, double peak, double *y);
float kernel_exp_sumf(const float *x, size_t count, size_t stride, float peak, float *y);

/* y += factor·(exp(x - peak)/sum - [i = hot]) over a line; `hot` may be -1 for none. */
void kernel_add_softmax(
    const double *x, size_t count, size_t stride, double peak, double sum, double factor, long hot,
    double *y);
void kernel_add_softmaxf(
    const float *x, size_t count, size_t stride, float peak, float sum, float factor, long hot,
    float *y);

/* product = sparse · weightsᵀ, where sparse (rows × inner) is mostly zeros, which are passed over, and
   weights is units × inner. Each sum is made in the order of the columns, the same on every CPU. */
void kernel_sparse_product(
    size_t rows, size_t inner, size_t units, const float *sparse, const float *weights,
    float *product);

/* adjoint += upstreamᵀ · sparse, where upstream belongs to the product and adjoint to the weights.
   Sums are made in the order of the rows, 64 at a time. */
void kernel_sparse_product_pullback(
    size_t rows, size_t inner, size_t units, const float *sparse, const float *upstream,
    float *adjoint);

/* sum += x · yᵀ: every product of an element of x with one of y. */
void kernel_add_outer_product(
    const float *x, size_t rows, const float *y, size_t columns, float *sum);

/* y = factor · x for some lines of x, given by their numbers; each is `length` long. */
void kernel_gather_bytes(
    const uint8_t *x, size_t length, const int32_t *lines, size_t count, float factor, float *y);

/* y = factor · y + x. */
void kernel_decay_and_add(const float *x, float *y, size_t count, float factor);

/* y -= factor · x. */
void kernel_subtract_scaled(const float *x, float *y, size_t count, float factor);

/* What kernel_decay_and_add(gradient, velocity, factor) and kernel_subtract_scaled(velocity, weights, rate)
   do, bit for bit, in one pass that also adds to `squares` the sums of squares of the weights before, of
   the gradient and of the change of the weights. */
void kernel_momentum_step(
    const float *gradient, float *velocity, float *weights, size_t count, float factor, float rate,
    double *squares);

/* The same with a factor of 1 for the last part of a gradient, to which others belong that the velocity
   has taken already. */
void kernel_last_momentum_step(
    const float *part, const float *others, float *velocity, float *weights, size_t count, float rate,
    double *squares);

/* The sum of the squares of x, and of x - y. */
double kernel_squares(const float *x, size_t count);
double kernel_squares_of_difference(const float *x, const float *y, size_t count);

/* Turns the lower triangle of a symmetric n × n matrix into its Cholesky factor L, with a = L·Lᵀ; what is
   above the diagonal is spoiled. 1 if the matrix is not positive definite. Sums are made in the order of
   the columns, 64 at a time, the same on every CPU. */
int kernel_cholesky(double *a, size_t n);

/* The extents of a convolution of images × channels × rows × columns with responses × channels × rows ×
   columns. */
typedef struct {
  size_t images, channels, responses;
  size_t image_rows, image_columns, kernel_rows, kernel_columns, response_rows, response_columns;
  size_t stride_rows, stride_columns, padding_rows, padding_columns, dilation_rows, dilation_columns;
} kernel_convolution;

/* The response of kernels to images, stored or added; what it sends back to the kernels and to the images,
   added. 0, with nothing done, if there is no memory or, for images, a stride or dilation other than 1.
   Sums are made in the same order whatever the CPU, but rounded after each product or not. */
int kernel_convolve(
    const kernel_convolution *c, const float *image, const float *kernel, int adds, float *response);
int kernel_convolve_to_kernel(
    const kernel_convolution *c, const float *image, const float *response, float *kernel);
int kernel_convolve_to_image(
    const kernel_convolution *c, const float *kernel, const float *response, float *image);

/* The largest of each 2 × 2 elements of some planes; a last row or column that is alone is left out. NaN if
   one of them is none. */
void kernel_max_pool(size_t planes, size_t rows, size_t columns, const float *x, float *y);

/* Adds what arrives at each window to its largest elements, which share it evenly. */
void kernel_max_pool_pullback(
    size_t planes, size_t rows, size_t columns, const float *x, const float *y, const float *upstream,
    float *adjoint);

/* Memory of the calling thread of at least this many bytes, whatever they hold; NULL if there is none. It
   stays where it is until the thread asks for more or ends. */
void *kernel_scratch(size_t size);

#endif
