#include "CReference.h"

#include <stdlib.h>

#ifdef __GLIBC__
#include <malloc.h>

long reference_bytes_in_use(void) {
  const struct mallinfo2 info = mallinfo2();
  return (long)(info.uordblks + info.hblkhd);
}
#else
long reference_bytes_in_use(void) { return 0; }
#endif
