#include "CLAPACK.h"
#include "fortran.h"

int32_t lapack_dpotrf(char triangle, int32_t n, double *a, int32_t lda) {
  int32_t info = 0;
  dpotrf_(&triangle, &n, a, &lda, &info, 1);
  return info;
}

int32_t lapack_dpotrs(
    char triangle, int32_t n, int32_t columns, const double *a, int32_t lda, double *b,
    int32_t ldb) {
  int32_t info = 0;
  dpotrs_(&triangle, &n, &columns, a, &lda, b, &ldb, &info, 1);
  return info;
}

int32_t lapack_dpotri(char triangle, int32_t n, double *a, int32_t lda) {
  int32_t info = 0;
  dpotri_(&triangle, &n, a, &lda, &info, 1);
  return info;
}

int32_t lapack_dpocon(
    char triangle, int32_t n, const double *a, int32_t lda, double norm, double *reciprocal,
    double *work, int32_t *integers) {
  int32_t info = 0;
  dpocon_(&triangle, &n, a, &lda, &norm, reciprocal, work, integers, &info, 1);
  return info;
}

int32_t lapack_dgeqrf(
    int32_t m, int32_t n, double *a, int32_t lda, double *tau, double *work, int32_t workCount) {
  int32_t info = 0;
  dgeqrf_(&m, &n, a, &lda, tau, work, &workCount, &info);
  return info;
}

int32_t lapack_dgeqp3(
    int32_t m, int32_t n, double *a, int32_t lda, int32_t *pivot, double *tau, double *work,
    int32_t workCount) {
  int32_t info = 0;
  dgeqp3_(&m, &n, a, &lda, pivot, tau, work, &workCount, &info);
  return info;
}

int32_t lapack_dormqr(
    char side, char transpose, int32_t m, int32_t n, int32_t k, const double *a, int32_t lda,
    const double *tau, double *c, int32_t ldc, double *work, int32_t workCount) {
  int32_t info = 0;
  dormqr_(
      &side, &transpose, &m, &n, &k, a, &lda, tau, c, &ldc, work, &workCount, &info, 1, 1);
  return info;
}

int32_t lapack_dorm2r(
    char side, char transpose, int32_t m, int32_t n, int32_t k, const double *a, int32_t lda,
    const double *tau, double *c, int32_t ldc, double *work) {
  int32_t info = 0;
  dorm2r_(&side, &transpose, &m, &n, &k, a, &lda, tau, c, &ldc, work, &info, 1, 1);
  return info;
}

int32_t lapack_dtrtrs(
    char triangle, char transpose, char diagonal, int32_t n, int32_t columns, const double *a,
    int32_t lda, double *b, int32_t ldb) {
  int32_t info = 0;
  dtrtrs_(&triangle, &transpose, &diagonal, &n, &columns, a, &lda, b, &ldb, &info, 1, 1, 1);
  return info;
}

int32_t lapack_dtrcon(
    char norm, char triangle, char diagonal, int32_t n, const double *a, int32_t lda,
    double *reciprocal, double *work, int32_t *integers) {
  int32_t info = 0;
  dtrcon_(
      &norm, &triangle, &diagonal, &n, a, &lda, reciprocal, work, integers, &info, 1, 1, 1);
  return info;
}

int32_t lapack_dgetrf(int32_t m, int32_t n, double *a, int32_t lda, int32_t *pivot) {
  int32_t info = 0;
  dgetrf_(&m, &n, a, &lda, pivot, &info);
  return info;
}

int32_t lapack_dgetrs(
    char transpose, int32_t n, int32_t columns, const double *a, int32_t lda,
    const int32_t *pivot, double *b, int32_t ldb) {
  int32_t info = 0;
  dgetrs_(&transpose, &n, &columns, a, &lda, pivot, b, &ldb, &info, 1);
  return info;
}

int32_t lapack_dgecon(
    char norm, int32_t n, const double *a, int32_t lda, double matrixNorm, double *reciprocal,
    double *work, int32_t *integers) {
  int32_t info = 0;
  dgecon_(&norm, &n, a, &lda, &matrixNorm, reciprocal, work, integers, &info, 1);
  return info;
}

int32_t lapack_dsyevd(
    char job, char triangle, int32_t n, double *a, int32_t lda, double *values, double *work,
    int32_t workCount, int32_t *integers, int32_t integerCount) {
  int32_t info = 0;
  dsyevd_(
      &job, &triangle, &n, a, &lda, values, work, &workCount, integers, &integerCount, &info, 1,
      1);
  return info;
}

int32_t lapack_dgesdd(
    char job, int32_t m, int32_t n, double *a, int32_t lda, double *values, double *u, int32_t ldu,
    double *vt, int32_t ldvt, double *work, int32_t workCount, int32_t *integers) {
  int32_t info = 0;
  dgesdd_(
      &job, &m, &n, a, &lda, values, u, &ldu, vt, &ldvt, work, &workCount, integers, &info, 1);
  return info;
}
