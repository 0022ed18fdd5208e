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

// Sixteen rows at a time: two lines of each column are read while the rows written stay in the
// nearest cache.
enum { PACKED_TOGETHER = 16 };

WIDEST void ck_pack_rows(ptrdiff_t first, ptrdiff_t count, ptrdiff_t columns, ptrdiff_t height,
                         ptrdiff_t stride, const double *values, const int32_t *position,
                         const double *center, const double *factor, double *rows) {
  for (ptrdiff_t start = first; start < first + count; start += PACKED_TOGETHER) {
    ptrdiff_t rest = first + count - start;
    ptrdiff_t together = rest < PACKED_TOGETHER ? rest : PACKED_TOGETHER;
    for (ptrdiff_t j = 0; j < stride; j++) {
      const double *column = values + j * height + start;
      for (ptrdiff_t i = 0; i < together; i++) {
        ptrdiff_t place = position[start + i];
        if (place >= 0)
          rows[place * stride + j] = j < columns ? (column[i] - center[j]) * factor[j] : 0.0;
      }
    }
  }
}

WIDEST void ck_summarise_column(ptrdiff_t count, const double *values, const int32_t *position,
                                const double *weights, double origin, double *result) {
  double low = __builtin_inf(), high = -__builtin_inf();
  double sums[8] = {0};
  for (ptrdiff_t i = 0; i < count; i++) {
    if (position[i] < 0) continue;
    double value = values[i];
    low = value < low ? value : low;
    high = value > high ? value : high;
    sums[i & 7] += (value - origin) * (weights ? weights[i] : 1.0);
  }
  result[0] = low;
  result[1] = high;
  result[2] = ((sums[0] + sums[4]) + (sums[2] + sums[6])) +
              ((sums[1] + sums[5]) + (sums[3] + sums[7]));
}

// Blocks of rows that stay in the nearest cache between the two passes over them.
WIDEST void ck_row_risks(ptrdiff_t count, ptrdiff_t stride, const double *x,
                         const double *coefficients, const double *base, const double *weights,
                         double *eta, double *risks, double *sum, double *range) {
  double low = __builtin_inf(), high = -__builtin_inf();
  ptrdiff_t block = 4096 / stride < 64 ? 64 : 4096 / stride;
  for (ptrdiff_t first = 0; first < count; first += block) {
    ptrdiff_t rows = count - first < block ? count - first : block;
    ck_linear_predictor(rows, stride, x + first * stride, coefficients,
                        base ? base + first : 0, eta + first);
    for (ptrdiff_t i = first; i < first + rows; i++) {
      low = eta[i] < low ? eta[i] : low;
      high = eta[i] > high ? eta[i] : high;
    }
    ck_exponential(rows, eta + first, risks + first);
    if (weights)
      for (ptrdiff_t i = first; i < first + rows; i++) risks[i] *= weights[i];
    ck_row_sum(rows, stride, x + first * stride, risks + first, sum);
  }
  range[0] = low;
  range[1] = high;
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
