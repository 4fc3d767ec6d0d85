#define CPU_CLONES
#define PATH(name) generation_1_##name
#include "kernels.inc"
