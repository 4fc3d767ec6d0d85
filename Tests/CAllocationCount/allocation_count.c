#include "allocation_count.h"

#include <errno.h>
#include <stddef.h>

#if defined(__has_feature)
#if __has_feature(address_sanitizer) || __has_feature(thread_sanitizer)
#define HAS_OWN_ALLOCATOR 1
#endif
#endif

#if defined(__linux__) && defined(__GLIBC__) && !defined(HAS_OWN_ALLOCATOR)

static _Thread_local int is_counting = 0;
static _Thread_local long count = 0;

/* The C library's own allocator, which stays reachable when its public names are taken over. */
void *__libc_malloc(size_t size);
void *__libc_calloc(size_t number, size_t size);
void *__libc_realloc(void *old, size_t size);
void *__libc_memalign(size_t alignment, size_t size);

void *malloc(size_t size) {
  count += is_counting;
  return __libc_malloc(size);
}

void *calloc(size_t number, size_t size) {
  count += is_counting;
  return __libc_calloc(number, size);
}

void *realloc(void *old, size_t size) {
  count += is_counting;
  return __libc_realloc(old, size);
}

void *memalign(size_t alignment, size_t size) {
  count += is_counting;
  return __libc_memalign(alignment, size);
}

void *aligned_alloc(size_t alignment, size_t size) {
  count += is_counting;
  return __libc_memalign(alignment, size);
}

int posix_memalign(void **result, size_t alignment, size_t size) {
  count += is_counting;
  void *address = __libc_memalign(alignment, size);
  if (!address) return ENOMEM;
  *result = address;
  return 0;
}

void allocation_count_start(void) {
  count = 0;
  is_counting = 1;
}

long allocation_count_stop(void) {
  is_counting = 0;
  return count;
}

#else

void allocation_count_start(void) {}
long allocation_count_stop(void) { return -1; }

#endif
