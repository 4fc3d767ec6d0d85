#include "CKernels.h"

#include <pthread.h>
#include <stdlib.h>

/* What a thread keeps from one call to the next, so that a sweep allocates only the first time. */
typedef struct {
  void *memory;
  size_t size;
} scratch;

static pthread_key_t key;
static pthread_once_t once = PTHREAD_ONCE_INIT;
static int has_key;

static void free_scratch(void *kept) {
  free(((scratch *)kept)->memory);
  free(kept);
}

static void make_key(void) { has_key = pthread_key_create(&key, free_scratch) == 0; }

static scratch *scratch_of_thread(void) {
  pthread_once(&once, make_key);
  if (!has_key) return NULL;
  scratch *kept = pthread_getspecific(key);
  if (kept) return kept;
  kept = calloc(1, sizeof *kept);
  if (kept && pthread_setspecific(key, kept) != 0) {
    free(kept);
    return NULL;
  }
  return kept;
}

void *kernel_scratch(size_t size) {
  scratch *kept = scratch_of_thread();
  if (!kept) return NULL;
  if (kept->size >= size && kept->memory) return kept->memory;
  free(kept->memory);
  /* Whole cache lines, as the size of aligned memory has to be. */
  size = (size + 63) / 64 * 64;
  if (size == 0) size = 64;
  kept->memory = aligned_alloc(64, size);
  kept->size = kept->memory ? size : 0;
  return kept->memory;
}
