#ifndef EXPONENTIAL_H
#define EXPONENTIAL_H

#include "clones.h"

#include <stdint.h>
#include <string.h>

/* Adding this rounds to the nearest integer, which is then in the low bits: without an instruction
   that only newer CPUs have. */
#define ROUNDER 0x1.8p52

/* exp(x) as 2^exponent · (1 + fraction). */
typedef struct {
  double exponent, fraction;
} exponential;

/* 2^n for an integer n between -1022 and 1023. */
INLINE double power_of_two(double n) {
  const double shifted = n + (ROUNDER + 1023);
  uint64_t bits;
  memcpy(&bits, &shifted, sizeof bits);
  bits <<= 52;
  double result;
  memcpy(&result, &bits, sizeof result);
  return result;
}

/* For |x| up to 1500; NaN gives NaN.

   x = n·ln 2 + r with |r| <= ln 2 / 2, where n·(the first part of ln 2) is exact, and e^r - 1 = r +
   r²·q(r) by Taylor's polynomial of degree 13; the next term is below 5e-18. What r²·q(r) loses to
   rounding is less than the distance of neighbouring x, and the last addition rounds, so that the
   whole never falls where x grows. */
INLINE exponential exponential_of(double x) {
  const double n = (x * 0x1.71547652b82fep+0 + ROUNDER) - ROUNDER;
  const double r = (x - n * 0x1.62e42fee00000p-1) - n * 0x1.a39ef35793c76p-33;
  const double s = r * r;
  const double even =
      1.0 / 2 + s * (1.0 / 24 + s * (1.0 / 720 + s * (1.0 / 40320 + s * (1.0 / 3628800 +
      s * (1.0 / 479001600)))));
  const double odd =
      1.0 / 6 + s * (1.0 / 120 + s * (1.0 / 5040 + s * (1.0 / 362880 + s * (1.0 / 39916800 +
      s * (1.0 / 6227020800)))));
  return (exponential){n, r + s * (even + r * odd)};
}

/* exp(x), whatever x is. */
INLINE double exp_of(double x) {
  /* Beyond these the result is infinite or zero. */
  const double a = x > 710 ? 710 : x < -746 ? -746 : x;
  const exponential e = exponential_of(a);
  /* In two factors, since 2^n alone may be out of range; the second product rounds where the result
     is subnormal. */
  const double half = (e.exponent * 0.5 + ROUNDER) - ROUNDER;
  return (1 + e.fraction) * power_of_two(half) * power_of_two(e.exponent - half);
}

#endif
