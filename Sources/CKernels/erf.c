#include "CKernels.h"
#include "clones.h"
#include "exponential.h"

/* erf(x)/x - 1 for 0 <= x <= 0.5 as a polynomial in s = x², nearly the best of its degree; it is off
   by less than 5e-18. */
INLINE double erf_small(double s) {
  const double t = s * s;
  const double even =
      0x1.06eba8214db68p-3 + t * (0x1.ce2f21a03d814p-4 + t * (0x1.565bcbf8e0365p-8 + t *
      (0x1.f98db34e8872ep-14 + t * 0x1.8b4b60851826bp-20)));
  const double odd =
      -0x1.812746b0379b5p-2 + t * (-0x1.b82ce30f2b28fp-6 + t * (-0x1.c02d4f6e4921ap-11 + t *
      -0x1.f224dfc5409afp-17));
  return even + s * odd;
}

/* erf(x) for 0.5 <= x <= 1 about the middle, erf(0.75 + u) = erf(0.75) + u/2 + u·q(u), likewise. All
   but the last term is exact or grows with x, so that the rounding of q does not show. */
INLINE double erf_middle(double x) {
  const double u = x - 0.75;
  const double s = u * u;
  const double even =
      0x1.24b90b5e34b13p-3 + s * (0x1.b6e8591f668b1p-6 + s * (-0x1.b42a1890a0eb8p-5 + s *
      (0x1.2e0afae9b530ep-6 + s * (-0x1.04104485a7efbp-8 + s * (0x1.4713cff8b7184p-11 + s *
      -0x1.372fab2a1ba55p-14)))));
  const double odd =
      -0x1.edc5644353c27p-2 + s * (0x1.349b5eaa145eap-3 + s * (-0x1.b8477966dbf42p-6 + s *
      (0x1.2db3337432936p-9 + s * (0x1.8621f0de0d331p-13 + s * (-0x1.bd1e9c7fe50afp-14 + s *
      0x1.675395e3bdbd7p-16)))));
  const double rest = u * (even + u * odd) + 0x1.b1432f2cbc455p-55;
  return 0x1.6c1c9759d0e5fp-1 + (u * 0.5 + rest);
}

/* exp(x²)·(1 - erf(x)) for 1 <= x <= 6 as a polynomial in t = (x - 3)/(x + 3), likewise. */
INLINE double erfc_scaled(double x) {
  const double t = (x - 3) / (x + 3);
  const double s = t * t;
  const double even =
      0x1.6e9827d229d2dp-3 + s * (0x1.f6ff204105a04p-3 + s * (0x1.258b13b00ec66p-4 +
      s * (0x1.17c839090a469p-8 + s * (-0x1.39085f2b38287p-11 + s * (0x1.0cb2e63fe2177p-14 +
      s * (-0x1.0cc37e8e915adp-17 + s * 0x1.56695202d55bcp-20))))));
  const double odd =
      -0x1.4e102b9cf8513p-2 + s * (-0x1.336ffbef08b8ap-3 + s * (-0x1.8fa58eb5ea92cp-6 +
      s * (0x1.73101f6d2e434p-11 + s * (0x1.7b9ef7977ceafp-15 + s * (-0x1.af086905fc57fp-17 +
      s * (0x1.0e3fb74fdc507p-19 + s * 0x1.d0badb83f2cadp-29))))));
  return even + t * odd;
}

INLINE double erf_of(double x) {
  const double a = __builtin_fabs(x);
  const double small = a < 0.5 ? a : 0.5;
  const double middle = a < 0.5 ? 0.5 : a > 1 ? 1 : a;
  /* From 6 on the result is 1. */
  const double large = a < 1 ? 1 : a > 6 ? 6 : a;
  const double inner = small + small * erf_small(small * small);
  const double outer = 1 - exp_of(-large * large) * erfc_scaled(large);
  const double result = a < 0.5 ? inner : a < 1 ? erf_middle(middle) : outer;
  return x != x ? x : __builtin_copysign(result, x);
}

CPU_CLONES
void kernel_erf(const double *x, double *y, size_t count) {
  for (size_t i = 0; i < count; i++) y[i] = erf_of(x[i]);
}

CPU_CLONES
void kernel_erff(const float *x, float *y, size_t count) {
  for (size_t i = 0; i < count; i++) y[i] = (float)erf_of(x[i]);
}
