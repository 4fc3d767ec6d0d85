#ifdef __x86_64__
#define CPU_CLONES __attribute__((target("arch=x86-64-v4")))
#define PATH(name) generation_4_##name
#include "kernels.inc"
#endif
