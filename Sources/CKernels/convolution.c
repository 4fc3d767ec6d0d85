#include "CKernels.h"
#include "clones.h"

#include <string.h>

/* Sixteen images are convolved at a time, one in each lane of a vector: then every product is done for all
   of them, whatever the extents are, and no lane is ever idle at the edge of an image. Images come and go
   plane by plane, so they are turned on their way in and out. */
enum { lanes = 16, most_responses = 4, most_places = 6, most_columns = 5, most_steps = 4 };

typedef float vector __attribute__((vector_size(4 * lanes), aligned(4)));

/* Sums of products are rounded once where the CPU can, as those of matrices are. */
#pragma STDC FP_CONTRACT ON

INLINE size_t least(size_t a, size_t b) { return a < b ? a : b; }

/* Rows become columns: line i of the result has element i of every line. */
INLINE void turn(vector r[lanes]) {
  vector a[lanes];
  for (int i = 0; i < lanes; i += 2) {
    a[i] = __builtin_shufflevector(
        r[i], r[i + 1], 0, 16, 1, 17, 4, 20, 5, 21, 8, 24, 9, 25, 12, 28, 13, 29);
    a[i + 1] = __builtin_shufflevector(
        r[i], r[i + 1], 2, 18, 3, 19, 6, 22, 7, 23, 10, 26, 11, 27, 14, 30, 15, 31);
  }
  for (int i = 0; i < lanes; i += 4) {
    for (int j = 0; j < 2; j++) {
      r[i + 2 * j] = __builtin_shufflevector(
          a[i + j], a[i + 2 + j], 0, 1, 16, 17, 4, 5, 20, 21, 8, 9, 24, 25, 12, 13, 28, 29);
      r[i + 2 * j + 1] = __builtin_shufflevector(
          a[i + j], a[i + 2 + j], 2, 3, 18, 19, 6, 7, 22, 23, 10, 11, 26, 27, 14, 15, 30, 31);
    }
  }
  /* Line 4·i + j now holds column j of each quarter of lines 4·i to 4·i + 3. */
  for (int j = 0; j < 4; j++) {
    const vector p = r[j], q = r[4 + j], s = r[8 + j], t = r[12 + j];
    const vector low = __builtin_shufflevector(
        p, q, 0, 1, 2, 3, 16, 17, 18, 19, 8, 9, 10, 11, 24, 25, 26, 27);
    const vector high = __builtin_shufflevector(
        p, q, 4, 5, 6, 7, 20, 21, 22, 23, 12, 13, 14, 15, 28, 29, 30, 31);
    const vector low2 = __builtin_shufflevector(
        s, t, 0, 1, 2, 3, 16, 17, 18, 19, 8, 9, 10, 11, 24, 25, 26, 27);
    const vector high2 = __builtin_shufflevector(
        s, t, 4, 5, 6, 7, 20, 21, 22, 23, 12, 13, 14, 15, 28, 29, 30, 31);
    a[j] = __builtin_shufflevector(
        low, low2, 0, 1, 2, 3, 4, 5, 6, 7, 16, 17, 18, 19, 20, 21, 22, 23);
    a[8 + j] = __builtin_shufflevector(
        low, low2, 8, 9, 10, 11, 12, 13, 14, 15, 24, 25, 26, 27, 28, 29, 30, 31);
    a[4 + j] = __builtin_shufflevector(
        high, high2, 0, 1, 2, 3, 4, 5, 6, 7, 16, 17, 18, 19, 20, 21, 22, 23);
    a[12 + j] = __builtin_shufflevector(
        high, high2, 8, 9, 10, 11, 12, 13, 14, 15, 24, 25, 26, 27, 28, 29, 30, 31);
  }
  for (int i = 0; i < lanes; i++) r[i] = a[i];
}

/* Lane l of element i is element i of the l-th of `images` lines, `stride` apart; the other lanes are 0. */
INLINE void load_lanes(
    const float *x, size_t stride, size_t images, size_t count, vector *turned) {
  size_t i = 0;
  if (images == lanes)
    for (; i + lanes <= count; i += lanes) {
      vector block[lanes];
      for (int l = 0; l < lanes; l++) memcpy(&block[l], x + l * stride + i, sizeof block[l]);
      turn(block);
      for (int l = 0; l < lanes; l++) turned[i + l] = block[l];
    }
  for (; i < count; i++) {
    vector element = {0};
    for (size_t l = 0; l < images; l++) element[l] = x[l * stride + i];
    turned[i] = element;
  }
}

/* The way back; what was there is replaced, or added to. */
INLINE void store_lanes(
    const vector *turned, size_t stride, size_t images, size_t count, int adds, float *x) {
  size_t i = 0;
  if (images == lanes)
    for (; i + lanes <= count; i += lanes) {
      vector block[lanes];
      for (int l = 0; l < lanes; l++) block[l] = turned[i + l];
      turn(block);
      for (int l = 0; l < lanes; l++) {
        float *line = x + l * stride + i;
        if (adds) {
          vector before;
          memcpy(&before, line, sizeof before);
          block[l] += before;
        }
        memcpy(line, &block[l], sizeof block[l]);
      }
    }
  for (; i < count; i++)
    for (size_t l = 0; l < images; l++)
      x[l * stride + i] = turned[i][l] + (adds ? x[l * stride + i] : 0);
}

/* The extents that the loops need, with the image as it lies in memory, its padding included. */
typedef struct {
  const kernel_convolution *given;
  size_t rows, columns, plane, response_plane, kernel_plane;
  vector *image, *response, *kernel;
} work;

/* Memory for a group of images and their response, and for the sums that belong to the kernels. */
static int make_work(work *w, const kernel_convolution *c, size_t kernel) {
  w->given = c;
  w->rows = c->image_rows + 2 * c->padding_rows;
  w->columns = c->image_columns + 2 * c->padding_columns;
  w->plane = w->rows * w->columns;
  w->response_plane = c->response_rows * c->response_columns;
  w->kernel_plane = c->kernel_rows * c->kernel_columns;
  const size_t image = c->channels * w->plane, response = c->responses * w->response_plane;
  w->image = kernel_scratch((image + response + kernel) * sizeof(vector));
  if (!w->image) return 0;
  w->response = w->image + image;
  w->kernel = w->response + response;
  return 1;
}

INLINE void clear_image(const work *w) {
  memset(w->image, 0, w->given->channels * w->plane * sizeof(vector));
}

INLINE void load_image(const work *w, const float *x, size_t images) {
  const kernel_convolution *c = w->given;
  const size_t plane = c->image_rows * c->image_columns, stride = c->channels * plane;
  if (plane == w->plane) return load_lanes(x, stride, images, stride, w->image);
  for (size_t channel = 0; channel < c->channels; channel++)
    for (size_t row = 0; row < c->image_rows; row++)
      load_lanes(
          x + channel * plane + row * c->image_columns, stride, images, c->image_columns,
          w->image + channel * w->plane + (row + c->padding_rows) * w->columns + c->padding_columns);
}

INLINE void add_image(const work *w, size_t images, float *x) {
  const kernel_convolution *c = w->given;
  const size_t plane = c->image_rows * c->image_columns, stride = c->channels * plane;
  if (plane == w->plane) return store_lanes(w->image, stride, images, stride, 1, x);
  for (size_t channel = 0; channel < c->channels; channel++)
    for (size_t row = 0; row < c->image_rows; row++)
      store_lanes(
          w->image + channel * w->plane + (row + c->padding_rows) * w->columns + c->padding_columns,
          stride, images, c->image_columns, 1, x + channel * plane + row * c->image_columns);
}

/* The response of some kernels at some places of a row; how many is known where this is inlined, so that
   the sums stay in registers. */
INLINE void respond(
    const work *w, const float *kernel, size_t response, size_t row, size_t column, int responses,
    int places) {
  const kernel_convolution *c = w->given;
  const size_t length = c->channels * w->kernel_plane;
  vector sums[most_responses][most_places] = {0};
  const float *weights = kernel + response * length;
  for (size_t channel = 0; channel < c->channels; channel++)
    for (size_t y = 0; y < c->kernel_rows; y++) {
      const vector *line = w->image + channel * w->plane
          + (row * c->stride_rows + y * c->dilation_rows) * w->columns + column * c->stride_columns;
      for (size_t x = 0; x < c->kernel_columns; x++, weights++) {
        for (int place = 0; place < places; place++) {
          const vector seen = line[x * c->dilation_columns + place * c->stride_columns];
          for (int r = 0; r < responses; r++) sums[r][place] += weights[r * length] * seen;
        }
      }
    }
  for (int r = 0; r < responses; r++)
    for (int place = 0; place < places; place++)
      w->response[(response + r) * w->response_plane + row * c->response_columns + column + place] =
          sums[r][place];
}

/* Calls `action` with 1 to 6 places, as a constant. */
#define WITH_PLACES(count, action)   \
  switch (count) {                   \
    case 1: action(1); break;        \
    case 2: action(2); break;        \
    case 3: action(3); break;        \
    case 4: action(4); break;        \
    case 5: action(5); break;        \
    default: action(6); break;       \
  }

INLINE void respond_all(const work *w, const float *kernel) {
  const kernel_convolution *c = w->given;
  /* Parts of a row of about the same length. */
  const size_t parts = (c->response_columns + most_places - 1) / most_places;
  for (size_t row = 0; row < c->response_rows; row++) {
    size_t response = 0;
    for (; response + most_responses <= c->responses; response += most_responses)
      for (size_t part = 0; part < parts; part++) {
        const size_t start = part * c->response_columns / parts;
        const size_t end = (part + 1) * c->response_columns / parts;
#define ACT(places) respond(w, kernel, response, row, start, most_responses, places)
        WITH_PLACES(end - start, ACT)
#undef ACT
      }
    for (; response < c->responses; response++)
      for (size_t part = 0; part < parts; part++) {
        const size_t start = part * c->response_columns / parts;
        const size_t end = (part + 1) * c->response_columns / parts;
#define ACT(places) respond(w, kernel, response, row, start, 1, places)
        WITH_PLACES(end - start, ACT)
#undef ACT
      }
  }
}

CPU_CLONES
int kernel_convolve(
    const kernel_convolution *c, const float *image, const float *kernel, int adds, float *response) {
  work w;
  if (!make_work(&w, c, 0)) return 0;
  if (c->padding_rows + c->padding_columns > 0) clear_image(&w);
  const size_t length = c->responses * w.response_plane;
  const size_t image_length = c->channels * c->image_rows * c->image_columns;
  for (size_t first = 0; first < c->images; first += lanes) {
    const size_t images = least(c->images - first, lanes);
    load_image(&w, image + first * image_length, images);
    respond_all(&w, kernel);
    store_lanes(w.response, length, images, length, adds, response + first * length);
  }
  return 1;
}

/* Adds what all images send to some columns of a row of some kernels, the lanes apart. */
INLINE void add_to_kernel(
    const work *w, size_t response, size_t channel, size_t y, size_t x, int responses, int columns) {
  const kernel_convolution *c = w->given;
  vector sums[most_responses][most_columns] = {0};
  for (size_t row = 0; row < c->response_rows; row++) {
    const vector *line = w->image + channel * w->plane
        + (row * c->stride_rows + y * c->dilation_rows) * w->columns + x * c->dilation_columns;
    const vector *arriving = w->response + response * w->response_plane + row * c->response_columns;
    for (size_t column = 0; column < c->response_columns; column++) {
      vector upstream[most_responses];
      for (int r = 0; r < responses; r++) upstream[r] = arriving[r * w->response_plane + column];
      for (int k = 0; k < columns; k++) {
        const vector seen = line[column * c->stride_columns + k * c->dilation_columns];
        for (int r = 0; r < responses; r++) sums[r][k] += upstream[r] * seen;
      }
    }
  }
  for (int r = 0; r < responses; r++)
    for (int k = 0; k < columns; k++)
      w->kernel[((response + r) * c->channels + channel) * w->kernel_plane + y * c->kernel_columns + x
                + k] += sums[r][k];
}

/* Calls `action` with 1 to 5 columns of a kernel, as a constant. */
#define WITH_COLUMNS(count, action)  \
  switch (count) {                   \
    case 1: action(1); break;        \
    case 2: action(2); break;        \
    case 3: action(3); break;        \
    case 4: action(4); break;        \
    default: action(5); break;       \
  }

INLINE void add_to_kernels(const work *w) {
  const kernel_convolution *c = w->given;
  size_t response = 0;
  for (; response < c->responses;) {
    const int isBlock = response + most_responses <= c->responses;
    for (size_t channel = 0; channel < c->channels; channel++)
      for (size_t y = 0; y < c->kernel_rows; y++)
        for (size_t x = 0; x < c->kernel_columns; x += most_columns) {
          const size_t columns = least(c->kernel_columns - x, most_columns);
#define BLOCK(columns) add_to_kernel(w, response, channel, y, x, most_responses, columns)
#define SINGLE(columns) add_to_kernel(w, response, channel, y, x, 1, columns)
          if (isBlock) {
            WITH_COLUMNS(columns, BLOCK)
          } else {
            WITH_COLUMNS(columns, SINGLE)
          }
#undef BLOCK
#undef SINGLE
        }
    response += isBlock ? most_responses : 1;
  }
}

/* Adds the sum over the lanes of each of some vectors. */
INLINE void add_sums_of_lanes(const vector *x, size_t count, float *sums) {
  for (size_t i = 0; i < count; i += lanes) {
    const size_t part = least(count - i, lanes);
    vector block[lanes] = {0};
    memcpy(block, x + i, part * sizeof(vector));
    turn(block);
    for (int half = lanes / 2; half > 0; half /= 2)
      for (int l = 0; l < half; l++) block[l] += block[l + half];
    for (size_t l = 0; l < part; l++) sums[i + l] += block[0][l];
  }
}

CPU_CLONES
int kernel_convolve_to_kernel(
    const kernel_convolution *c, const float *image, const float *response, float *kernel) {
  work w;
  const size_t kernel_length = c->responses * c->channels * c->kernel_rows * c->kernel_columns;
  if (!make_work(&w, c, kernel_length)) return 0;
  memset(w.kernel, 0, kernel_length * sizeof(vector));
  if (c->padding_rows + c->padding_columns > 0) clear_image(&w);
  const size_t length = c->responses * w.response_plane;
  const size_t image_length = c->channels * c->image_rows * c->image_columns;
  for (size_t first = 0; first < c->images; first += lanes) {
    const size_t images = least(c->images - first, lanes);
    load_image(&w, image + first * image_length, images);
    load_lanes(response + first * length, length, images, length, w.response);
    add_to_kernels(&w);
  }
  add_sums_of_lanes(w.kernel, kernel_length, kernel);
  return 1;
}

/* Adds what some places of a row of the response send, through some columns of a row of the kernels, to the
   image. Neighbouring places send to the same elements, which are summed up in registers. */
INLINE void add_to_image(
    const work *w, const float *kernel, size_t channel, size_t y, size_t x, size_t row, size_t column,
    int channels, int columns, int places) {
  const kernel_convolution *c = w->given;
  vector sums[2][most_columns + most_steps - 1] = {0};
  const size_t length = c->channels * w->kernel_plane;
  const float *weights = kernel + channel * w->kernel_plane + y * c->kernel_columns + x;
  const vector *arriving = w->response + row * c->response_columns + column;
  for (size_t r = 0; r < c->responses; r++, weights += length, arriving += w->response_plane)
    for (int k = 0; k < columns; k++)
      for (int i = 0; i < channels; i++) {
        const float weight = weights[i * w->kernel_plane + k];
        for (int place = 0; place < places; place++)
          sums[i][place + k] += weight * arriving[place];
      }
  for (int i = 0; i < channels; i++) {
    vector *line = w->image + (channel + i) * w->plane + (row + y * c->dilation_rows) * w->columns
        + column + x;
    for (int place = 0; place < places + columns - 1; place++) line[place] += sums[i][place];
  }
}

INLINE void add_to_rows(
    const work *w, const float *kernel, size_t channel, size_t y, size_t x, int channels,
    int columns) {
  const kernel_convolution *c = w->given;
  for (size_t row = 0; row < c->response_rows; row++) {
    size_t column = 0;
    for (; column + most_steps <= c->response_columns; column += most_steps)
      add_to_image(w, kernel, channel, y, x, row, column, channels, columns, most_steps);
    for (; column < c->response_columns; column++)
      add_to_image(w, kernel, channel, y, x, row, column, channels, columns, 1);
  }
}

INLINE void add_to_images(const work *w, const float *kernel) {
  const kernel_convolution *c = w->given;
  for (size_t channel = 0; channel < c->channels; channel += 2) {
    const int isPair = channel + 2 <= c->channels;
    for (size_t y = 0; y < c->kernel_rows; y++)
      for (size_t x = 0; x < c->kernel_columns; x += most_columns) {
        const size_t columns = least(c->kernel_columns - x, most_columns);
#define PAIR(columns) add_to_rows(w, kernel, channel, y, x, 2, columns)
#define SINGLE(columns) add_to_rows(w, kernel, channel, y, x, 1, columns)
        if (isPair) {
          WITH_COLUMNS(columns, PAIR)
        } else {
          WITH_COLUMNS(columns, SINGLE)
        }
#undef PAIR
#undef SINGLE
      }
  }
}

CPU_CLONES
int kernel_convolve_to_image(
    const kernel_convolution *c, const float *kernel, const float *response, float *image) {
  if (c->stride_rows != 1 || c->stride_columns != 1 || c->dilation_columns != 1) return 0;
  work w;
  if (!make_work(&w, c, 0)) return 0;
  const size_t length = c->responses * w.response_plane;
  const size_t image_length = c->channels * c->image_rows * c->image_columns;
  for (size_t first = 0; first < c->images; first += lanes) {
    const size_t images = least(c->images - first, lanes);
    clear_image(&w);
    load_lanes(response + first * length, length, images, length, w.response);
    add_to_images(&w, kernel);
    add_image(&w, images, image + first * image_length);
  }
  return 1;
}
