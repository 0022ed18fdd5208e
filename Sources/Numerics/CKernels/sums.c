#include "vectors.h"

// Each panel of columns is walked on its own, so that its running sums stay in registers: panels
// of 32, 16 and 8 columns, or all of them where there are at most four.

#define PANEL_ADD(SUM, ROW, WEIGHT)                                                               \
  for (ptrdiff_t v = 0; v < WIDTH; v++) SUM[v] += (WEIGHT) * ((const VECTOR *)(ROW))[v]

#define SUFFIX_SUMS(NAME, VECTOR_TYPE, VECTOR_WIDTH)                                              \
  INLINE void NAME(ptrdiff_t segments, ptrdiff_t stride, const double *x, const double *weights,  \
                   const int32_t *starts, const int32_t *heads, const double *decays,             \
                   double *carry, double *sums, double *head_sums) {                              \
    typedef VECTOR_TYPE VECTOR;                                                                   \
    enum { WIDTH = VECTOR_WIDTH };                                                                \
    VECTOR total[WIDTH];                                                                          \
    for (ptrdiff_t v = 0; v < WIDTH; v++) total[v] = ((VECTOR *)carry)[v];                        \
    for (ptrdiff_t s = segments - 1; s >= 0; s--) {                                               \
      for (ptrdiff_t v = 0; v < WIDTH; v++) total[v] *= decays[s];                                \
      ptrdiff_t first = starts[s];                                                                \
      ptrdiff_t head = heads[s] > 1 ? first + heads[s] : first;                                   \
      for (ptrdiff_t i = starts[s + 1] - 1; i >= head; i--)                                       \
        PANEL_ADD(total, x + i * stride, weights[i]);                                             \
      if (head > first) {                                                                         \
        VECTOR part[WIDTH];                                                                       \
        for (ptrdiff_t v = 0; v < WIDTH; v++) part[v] = total[v] - total[v];                      \
        for (ptrdiff_t i = head - 1; i >= first; i--)                                             \
          PANEL_ADD(part, x + i * stride, weights[i]);                                            \
        for (ptrdiff_t v = 0; v < WIDTH; v++) {                                                   \
          ((VECTOR *)(head_sums + s * stride))[v] = part[v];                                      \
          total[v] += part[v];                                                                    \
        }                                                                                         \
      }                                                                                           \
      for (ptrdiff_t v = 0; v < WIDTH; v++) ((VECTOR *)(sums + s * stride))[v] = total[v];        \
    }                                                                                             \
    for (ptrdiff_t v = 0; v < WIDTH; v++) ((VECTOR *)carry)[v] = total[v];                        \
  }

#define STEP_SUMS(NAME, VECTOR_TYPE, VECTOR_WIDTH)                                                \
  INLINE void NAME(ptrdiff_t steps, ptrdiff_t stride, const double *x, const int32_t *rows,       \
                   const double *weights, const int32_t *ends, const int32_t *targets,            \
                   const double *decays, const double *gains, double *carry, double *sums) {      \
    typedef VECTOR_TYPE VECTOR;                                                                   \
    enum { WIDTH = VECTOR_WIDTH };                                                                \
    VECTOR total[WIDTH];                                                                          \
    for (ptrdiff_t v = 0; v < WIDTH; v++) total[v] = ((VECTOR *)carry)[v];                        \
    ptrdiff_t e = 0;                                                                              \
    for (ptrdiff_t s = 0; s < steps; s++) {                                                       \
      for (ptrdiff_t v = 0; v < WIDTH; v++) total[v] *= decays[s];                                \
      for (; e < ends[s]; e++)                                                                    \
        PANEL_ADD(total, x + (ptrdiff_t)rows[e] * stride, weights[e]);                            \
      VECTOR *target = (VECTOR *)(sums + (ptrdiff_t)targets[s] * stride);                         \
      for (ptrdiff_t v = 0; v < WIDTH; v++) target[v] += gains[s] * total[v];                     \
    }                                                                                             \
  }

SUFFIX_SUMS(suffix_sums_of_thirty_two, v8, 4)
SUFFIX_SUMS(suffix_sums_of_twenty_four, v8, 3)
SUFFIX_SUMS(suffix_sums_of_sixteen, v8, 2)
SUFFIX_SUMS(suffix_sums_of_eight, v8, 1)
SUFFIX_SUMS(suffix_sums_of_four, double, 4)
SUFFIX_SUMS(suffix_sums_of_two, double, 2)
SUFFIX_SUMS(suffix_sums_of_one, double, 1)

STEP_SUMS(step_sums_of_sixteen, v8, 2)
STEP_SUMS(step_sums_of_eight, v8, 1)
STEP_SUMS(step_sums_of_four, double, 4)
STEP_SUMS(step_sums_of_two, double, 2)
STEP_SUMS(step_sums_of_one, double, 1)

#define SUFFIX_PANEL(NAME)                                                                        \
  NAME(segments, stride, x + j, weights, starts, heads, decays, carry + j, sums + j, head_sums + j)

WIDEST void ck_suffix_sums(ptrdiff_t segments, ptrdiff_t stride, const double *x,
                           const double *weights, const int32_t *starts, const int32_t *heads,
                           const double *decays, double *carry, double *sums,
                           double *head_sums) {
  ptrdiff_t j = 0;
  for (; j + 32 <= stride; j += 32) SUFFIX_PANEL(suffix_sums_of_thirty_two);
  if (j + 24 <= stride) {
    SUFFIX_PANEL(suffix_sums_of_twenty_four);
    j += 24;
  }
  if (j + 16 <= stride) {
    SUFFIX_PANEL(suffix_sums_of_sixteen);
    j += 16;
  }
  if (j + 8 <= stride) {
    SUFFIX_PANEL(suffix_sums_of_eight);
    j += 8;
  }
  if (j + 4 <= stride) {
    SUFFIX_PANEL(suffix_sums_of_four);
  } else if (j + 2 <= stride) {
    SUFFIX_PANEL(suffix_sums_of_two);
  } else if (j + 1 <= stride) {
    SUFFIX_PANEL(suffix_sums_of_one);
  }
}

#define STEP_PANEL(NAME)                                                                          \
  NAME(steps, stride, x + j, rows, weights, ends, targets, decays, gains, carry + j, sums + j)

WIDEST void ck_step_sums(ptrdiff_t steps, ptrdiff_t stride, const double *x, const int32_t *rows,
                         const double *weights, const int32_t *ends, const int32_t *targets,
                         const double *decays, const double *gains, double *carry, double *sums) {
  for (ptrdiff_t i = 0; i < stride; i++) carry[i] = 0;
  ptrdiff_t j = 0;
  for (; j + 16 <= stride; j += 16) STEP_PANEL(step_sums_of_sixteen);
  if (j + 8 <= stride) {
    STEP_PANEL(step_sums_of_eight);
    j += 8;
  }
  if (j + 4 <= stride) {
    STEP_PANEL(step_sums_of_four);
  } else if (j + 2 <= stride) {
    STEP_PANEL(step_sums_of_two);
  } else if (j + 1 <= stride) {
    STEP_PANEL(step_sums_of_one);
  }
}
