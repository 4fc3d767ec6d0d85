#include "CReference.h"

#include <dlfcn.h>
#include <oneapi/dnnl/dnnl.h>
#include <stdlib.h>

enum { pixels = 784, units = 72, classes = 10 };

struct reference_products {
  long batch;
  float *images, *hidden, *scores, *first_weights, *second_weights;
  float *hidden_gradient, *first_gradient, *second_gradient;
};

/* Numbers between 0 and 1, all different enough that no product is a special case. */
static float *numbers(long count) {
  float *result = malloc(count * sizeof *result);
  for (long i = 0; i < count; i++) result[i] = (float)(i * 7919 % 1009) / 1009;
  return result;
}

reference_products *reference_products_create(long batch) {
  void (*set_threads)(int) = (void (*)(int))dlsym(RTLD_DEFAULT, "omp_set_num_threads");
  if (set_threads) set_threads(1);
  reference_products *products = malloc(sizeof *products);
  products->batch = batch;
  products->images = numbers(batch * pixels);
  products->hidden = numbers(batch * units);
  products->scores = numbers(batch * classes);
  products->first_weights = numbers(units * pixels);
  products->second_weights = numbers(classes * units);
  products->hidden_gradient = numbers(batch * units);
  products->first_gradient = numbers(units * pixels);
  products->second_gradient = numbers(classes * units);
  return products;
}

void reference_products_destroy(reference_products *products) {
  free(products->images);
  free(products->hidden);
  free(products->scores);
  free(products->first_weights);
  free(products->second_weights);
  free(products->hidden_gradient);
  free(products->first_gradient);
  free(products->second_gradient);
  free(products);
}

/* Two products forward, three back: the images have no gradient. */
void reference_products_run(reference_products *p) {
  const long n = p->batch;
  dnnl_sgemm(
      'N', 'T', n, units, pixels, 1, p->images, pixels, p->first_weights, pixels, 0, p->hidden,
      units);
  dnnl_sgemm(
      'N', 'T', n, classes, units, 1, p->hidden, units, p->second_weights, units, 0, p->scores,
      classes);
  dnnl_sgemm(
      'T', 'N', classes, units, n, 1, p->scores, classes, p->hidden, units, 0,
      p->second_gradient, units);
  dnnl_sgemm(
      'N', 'N', n, units, classes, 1, p->scores, classes, p->second_weights, units, 0,
      p->hidden_gradient, units);
  dnnl_sgemm(
      'T', 'N', units, pixels, n, 1, p->hidden_gradient, units, p->images, pixels, 0,
      p->first_gradient, pixels);
}
