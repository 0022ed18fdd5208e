#include "vectors.h"

// Few columns: the whole product stays in registers.
INLINE void narrow_product(ptrdiff_t count, ptrdiff_t stride, const double *x,
                           const double *weights, double *product) {
  double sums[16] = {0};
  for (ptrdiff_t row = 0; row < count; row++) {
    const double *values = x + row * stride;
    double weight = weights ? weights[row] : 1.0;
    for (ptrdiff_t i = 0; i < stride; i++)
      for (ptrdiff_t j = 0; j < stride; j++)
        sums[i * stride + j] += weight * values[i] * values[j];
  }
  for (ptrdiff_t i = 0; i < stride * stride; i++) product[i] += sums[i];
}

// A tile of eight by eight entries: eight vectors of sums, one for each i.
WIDEST void ck_cross_product(ptrdiff_t count, ptrdiff_t stride, const double *x,
                             const double *weights, double *product) {
  if (stride == 1) {
    narrow_product(count, 1, x, weights, product);
    return;
  } else if (stride == 2) {
    narrow_product(count, 2, x, weights, product);
    return;
  } else if (stride == 4) {
    narrow_product(count, 4, x, weights, product);
    return;
  }
  for (ptrdiff_t first = 0; first < stride; first += 8) {
    for (ptrdiff_t second = 0; second <= first; second += 8) {
      v8 s0 = {0}, s1 = {0}, s2 = {0}, s3 = {0}, s4 = {0}, s5 = {0}, s6 = {0}, s7 = {0};
      const double *left = x + first;
      const double *right = x + second;
      for (ptrdiff_t row = 0; row < count; row++) {
        v8 values = *(const v8 *)right;
        if (weights) values *= weights[row];
        s0 += left[0] * values;
        s1 += left[1] * values;
        s2 += left[2] * values;
        s3 += left[3] * values;
        s4 += left[4] * values;
        s5 += left[5] * values;
        s6 += left[6] * values;
        s7 += left[7] * values;
        left += stride;
        right += stride;
      }
      double *tile = product + first * stride + second;
      *(v8 *)(tile + 0 * stride) += s0;
      *(v8 *)(tile + 1 * stride) += s1;
      *(v8 *)(tile + 2 * stride) += s2;
      *(v8 *)(tile + 3 * stride) += s3;
      *(v8 *)(tile + 4 * stride) += s4;
      *(v8 *)(tile + 5 * stride) += s5;
      *(v8 *)(tile + 6 * stride) += s6;
      *(v8 *)(tile + 7 * stride) += s7;
    }
  }
}
