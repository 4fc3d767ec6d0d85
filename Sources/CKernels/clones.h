#ifndef CLONES_H
#define CLONES_H

/* No multiplication and addition may be fused into one rounding, so that each of the clones below
   gives the same bits. */
#pragma STDC FP_CONTRACT OFF

/* Compiles a function once for each generation of CPU; the loader picks one at start-up. A test that
   compares the clones has one of them compiled alone. */
#ifdef CPU_CLONES
#elif defined(__x86_64__) && defined(__linux__)
#define CPU_CLONES __attribute__((target_clones("default", "arch=x86-64-v3", "arch=x86-64-v4")))
#else
#define CPU_CLONES
#endif

/* What the loop of a kernel consists of: the compiler makes vectors only of what is in the loop. */
#define INLINE static inline __attribute__((always_inline))

#endif
