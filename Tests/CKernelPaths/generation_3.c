#ifdef __x86_64__
#define CPU_CLONES __attribute__((target("arch=x86-64-v3")))
#define PATH(name) generation_3_##name
#include "kernels.inc"
#endif
