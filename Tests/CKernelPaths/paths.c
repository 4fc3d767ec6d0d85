#include "CKernelPaths.h"

extern const kernel_path generation_1_path;
#ifdef __x86_64__
extern const kernel_path generation_3_path;
extern const kernel_path generation_4_path;
#endif

const kernel_path *kernel_path_of(int generation) {
  switch (generation) {
    case 1: return &generation_1_path;
#ifdef __x86_64__
    case 3: return __builtin_cpu_supports("x86-64-v3") ? &generation_3_path : 0;
    case 4: return __builtin_cpu_supports("x86-64-v4") ? &generation_4_path : 0;
#endif
    default: return 0;
  }
}
