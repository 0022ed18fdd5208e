#include "vectors.h"

#include <string.h>

// exp(x) = 2^k exp(r), with k the integer nearest to x / log 2 and |r| <= log(2) / 2, where the
// Taylor polynomial of degree 13 is exact to 5e-18. Adding 1.5 * 2^52 rounds to an integer and
// leaves it in the low bits, also when x is NaN. The power of two is applied in halves so that
// results below the normal range and above the largest number come out right.
WIDEST void ck_exponential(ptrdiff_t count, const double *x, double *y) {
  const double shift = 0x1.8p52;
  for (ptrdiff_t i = 0; i < count; i++) {
    double v = x[i];
    v = v > 710.0 ? 710.0 : v;
    v = v < -746.0 ? -746.0 : v;
    double shifted = v * 0x1.71547652b82fep0 + shift;
    uint64_t bits;
    memcpy(&bits, &shifted, sizeof bits);
    double k = shifted - shift;
    double r = (v - k * 0x1.62e42fee00000p-1) - k * 0x1.a39ef35793c76p-33;
    double p = 1.0 / 6227020800.0;
    p = p * r + 1.0 / 479001600.0;
    p = p * r + 1.0 / 39916800.0;
    p = p * r + 1.0 / 3628800.0;
    p = p * r + 1.0 / 362880.0;
    p = p * r + 1.0 / 40320.0;
    p = p * r + 1.0 / 5040.0;
    p = p * r + 1.0 / 720.0;
    p = p * r + 1.0 / 120.0;
    p = p * r + 1.0 / 24.0;
    p = p * r + 1.0 / 6.0;
    p = p * r + 0.5;
    p = p * r * r + r + 1.0;
    // The exponent is the low 12 bits of `bits` as a signed number.
    int64_t exponent = (int64_t)(bits << 52) >> 52;
    int64_t half = exponent >> 1;
    uint64_t low = (uint64_t)(half + 1023) << 52;
    uint64_t high = (uint64_t)(exponent - half + 1023) << 52;
    double first, second;
    memcpy(&first, &low, sizeof first);
    memcpy(&second, &high, sizeof second);
    y[i] = p * first * second;
  }
}
