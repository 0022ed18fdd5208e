// The hottest loops, in C: Swift compiles for SSE2, where these run on the widest vectors the
// machine has.
//
// "Packed rows" are rows of numbers one after the other, each `stride` long: 1, 2, 4 or a multiple
// of 8, padded with zeros. Every function is a plain serial loop with a fixed order of summation.
#ifndef CKERNELS_H
#define CKERNELS_H

#include <stddef.h>
#include <stdint.h>

/// y[i] = exp(x[i]), where y may be x, within two units in the last place; 0 and infinity at the ends, NaN for NaN.
void ck_exponential(ptrdiff_t count, const double *x, double *y);

/// y[i] = base[i] + sum over j of x[i][j] * coefficients[j]; `base` may be null.
void ck_linear_predictor(ptrdiff_t count, ptrdiff_t stride, const double *x,
                         const double *coefficients, const double *base, double *y);

/// product[i][j] += sum over rows of weight * x[row][i] * x[row][j], for at least the tiles of 8 by 8
/// on and below the diagonal; `product` is stride by stride, `weights` may be null.
void ck_cross_product(ptrdiff_t count, ptrdiff_t stride, const double *x, const double *weights,
                      double *product);

/// sum[j] += sum over rows of weight * x[row][j].
void ck_row_sum(ptrdiff_t count, ptrdiff_t stride, const double *x, const double *weights,
                double *sum);

/// Packs rows first ..< first + count of a column-major matrix: row i of the matrix becomes row
/// position[i] of `rows`, as (value - center) * factor, padded with zeros; a negative position leaves
/// it out. Reads in order and writes whole rows, which is what memory likes.
void ck_pack_rows(ptrdiff_t first, ptrdiff_t count, ptrdiff_t columns, ptrdiff_t height,
                  ptrdiff_t stride, const double *values, const int32_t *position,
                  const double *center, const double *factor, double *rows);

/// The least and the greatest value, and the sum of (value - origin) * weight, over the values whose
/// position is not negative; `weights` may be null. result[0 ..< 3] gets them.
void ck_summarise_column(ptrdiff_t count, const double *values, const int32_t *position,
                         const double *weights, double origin, double *result);

/// For each row: eta = base + x * coefficients, risk = weight * exp(eta), and sum[j] += risk * x[j].
/// range[0] and range[1] get the least and the greatest eta. `base` and `weights` may be null.
void ck_row_risks(ptrdiff_t count, ptrdiff_t stride, const double *x, const double *coefficients,
                  const double *base, const double *weights, double *eta, double *risks,
                  double *sum, double *range);

/// rows[i][column] = (values[order[i]] - center) * factor; `order` may be null for i itself.
void ck_pack_column(ptrdiff_t count, ptrdiff_t stride, const double *values, const int32_t *order,
                    double center, double factor, ptrdiff_t column, double *rows);

/// low[j] and high[j] become the least and greatest of themselves and column j.
void ck_ranges(ptrdiff_t count, ptrdiff_t stride, const double *x, double *low, double *high);

/// x[i][j] = (x[i][j] - center[j]) * factor[j].
void ck_rescale(ptrdiff_t count, ptrdiff_t stride, const double *center, const double *factor,
                double *x);

/// Running sums of weighted rows from the last segment to the first.
///
/// Segment s holds the rows starts[s] ..< starts[s + 1], of which the first heads[s] are its head.
/// For s from `segments` - 1 down to 0: carry = decays[s] * carry + weighted rows of s; sums[s] =
/// carry; and where heads[s] > 1, head_sums[s] = weighted rows of the head.
void ck_suffix_sums(ptrdiff_t segments, ptrdiff_t stride, const double *x, const double *weights,
                    const int32_t *starts, const int32_t *heads, const double *decays,
                    double *carry, double *sums, double *head_sums);

/// Running sums of weighted rows along steps: carry = decay * carry + weighted rows of the step;
/// sums[target] += gain * carry.
///
/// Step s takes the entries ends[s - 1] ..< ends[s] (from 0 for the first), entry e being row
/// rows[e] with weight weights[e]. `carry` is scratch of `stride` numbers, set to zero here.
void ck_step_sums(ptrdiff_t steps, ptrdiff_t stride, const double *x, const int32_t *rows,
                  const double *weights, const int32_t *ends, const int32_t *targets,
                  const double *decays, const double *gains, double *carry, double *sums);

/// output[i] = first_factor[i] * first[index[i]] + second_factor[i] * second[index[i]], row by row;
/// a second factor of zero leaves the second row unread.
void ck_combine_rows(ptrdiff_t count, ptrdiff_t stride, const int32_t *index, const double *first,
                     const double *first_factor, const double *second,
                     const double *second_factor, double *output);

/// Lets the process keep the memory of freed arrays, of up to 512 MiB each, for those to come: touching
/// fresh pages takes longer than the arithmetic on them. Does nothing where the C library is not glibc.
void ck_keep_memory(void);

#endif
