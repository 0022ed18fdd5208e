#include "vectors.h"

INLINE void linear_predictor(ptrdiff_t count, ptrdiff_t stride, const double *x,
                             const double *coefficients, const double *base, double *y) {
  for (ptrdiff_t i = 0; i < count; i++) {
    const double *row = x + i * stride;
    double sum = base ? base[i] : 0.0;
    for (ptrdiff_t j = 0; j < stride; j++) sum += row[j] * coefficients[j];
    y[i] = sum;
  }
}

WIDEST void ck_linear_predictor(ptrdiff_t count, ptrdiff_t stride, const double *x,
                                const double *coefficients, const double *base, double *y) {
  if (stride == 1) {
    linear_predictor(count, 1, x, coefficients, base, y);
  } else if (stride == 2) {
    linear_predictor(count, 2, x, coefficients, base, y);
  } else if (stride == 4) {
    linear_predictor(count, 4, x, coefficients, base, y);
  } else {
    for (ptrdiff_t i = 0; i < count; i++) {
      v8 sum = {0};
      for (ptrdiff_t j = 0; j < stride; j += 8)
        sum += *(const v8 *)(x + i * stride + j) * *(const v8 *)(coefficients + j);
      double total = ((sum[0] + sum[4]) + (sum[2] + sum[6])) +
                     ((sum[1] + sum[5]) + (sum[3] + sum[7]));
      y[i] = (base ? base[i] : 0.0) + total;
    }
  }
}

INLINE void row_sum(ptrdiff_t count, ptrdiff_t stride, const double *x, const double *weights,
                    double *sum) {
  double total[4] = {0};
  for (ptrdiff_t i = 0; i < count; i++)
    for (ptrdiff_t j = 0; j < stride; j++) total[j] += weights[i] * x[i * stride + j];
  for (ptrdiff_t j = 0; j < stride; j++) sum[j] += total[j];
}

WIDEST void ck_row_sum(ptrdiff_t count, ptrdiff_t stride, const double *x, const double *weights,
                       double *sum) {
  if (stride == 1) {
    row_sum(count, 1, x, weights, sum);
  } else if (stride == 2) {
    row_sum(count, 2, x, weights, sum);
  } else if (stride == 4) {
    row_sum(count, 4, x, weights, sum);
  } else {
    for (ptrdiff_t j = 0; j < stride; j += 8) {
      v8 s0 = {0}, s1 = {0}, s2 = {0}, s3 = {0};
      const double *row = x + j;
      ptrdiff_t i = 0;
      for (; i + 4 <= count; i += 4, row += 4 * stride) {
        s0 += weights[i] * *(const v8 *)row;
        s1 += weights[i + 1] * *(const v8 *)(row + stride);
        s2 += weights[i + 2] * *(const v8 *)(row + 2 * stride);
        s3 += weights[i + 3] * *(const v8 *)(row + 3 * stride);
      }
      for (; i < count; i++, row += stride) s0 += weights[i] * *(const v8 *)row;
      *(v8 *)(sum + j) += (s0 + s1) + (s2 + s3);
    }
  }
}

void ck_pack_column(ptrdiff_t count, ptrdiff_t stride, const double *values, const int32_t *order,
                    double center, double factor, ptrdiff_t column, double *rows) {
  double *output = rows + column;
  for (ptrdiff_t i = 0; i < count; i++)
    output[i * stride] = (values[order ? order[i] : i] - center) * factor;
}

WIDEST void ck_combine_rows(ptrdiff_t count, ptrdiff_t stride, const int32_t *index,
                            const double *first, const double *first_factor, const double *second,
                            const double *second_factor, double *output) {
  for (ptrdiff_t i = 0; i < count; i++) {
    const double *a = first + (ptrdiff_t)index[i] * stride;
    const double *b = second + (ptrdiff_t)index[i] * stride;
    double *out = output + i * stride;
    double f = first_factor[i];
    double g = second_factor[i];
    if (g == 0) {
      for (ptrdiff_t j = 0; j < stride; j++) out[j] = f * a[j];
    } else {
      for (ptrdiff_t j = 0; j < stride; j++) out[j] = f * a[j] + g * b[j];
    }
  }
}

WIDEST void ck_ranges(ptrdiff_t count, ptrdiff_t stride, const double *x, double *low,
                      double *high) {
  for (ptrdiff_t i = 0; i < count; i++) {
    for (ptrdiff_t j = 0; j < stride; j++) {
      double value = x[i * stride + j];
      low[j] = value < low[j] ? value : low[j];
      high[j] = value > high[j] ? value : high[j];
    }
  }
}

WIDEST void ck_rescale(ptrdiff_t count, ptrdiff_t stride, const double *center,
                       const double *factor, double *x) {
  for (ptrdiff_t i = 0; i < count; i++)
    for (ptrdiff_t j = 0; j < stride; j++)
      x[i * stride + j] = (x[i * stride + j] - center[j]) * factor[j];
}
