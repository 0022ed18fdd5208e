// The BLAS and LAPACK routines that LinearAlgebra calls, behind plain C functions.
//
// The prototypes are written out here and in fortran.h, rather than taken from cblas.h and
// lapacke.h, so that the build does not depend on which package the system's alternatives point the
// headers at; every symbol is in libopenblas itself. Integers are 32-bit. Every lapack_ function
// takes its scalars by value and returns LAPACK's info: 0 done, -i argument i is illegal, positive a
// numerical fact that depends on the routine. Where a routine has a workspace, `work` of length
// `workCount` is the caller's, and workCount = -1 asks for the best length, returned in work[0].
#ifndef CLAPACK_H
#define CLAPACK_H

#include <stdint.h>

void openblas_set_num_threads(int threads);

// CBLAS: order 101 row major, 102 column major; transpose 111 no, 112 yes; triangle 121 upper,
// 122 lower; diagonal 131 general, 132 unit; side 141 left, 142 right.
void cblas_dgemm(
    int order, int transposeA, int transposeB, int32_t m, int32_t n, int32_t k, double alpha,
    const double *a, int32_t lda, const double *b, int32_t ldb, double beta, double *c,
    int32_t ldc);
void cblas_dgemv(
    int order, int transpose, int32_t m, int32_t n, double alpha, const double *a, int32_t lda,
    const double *x, int32_t incx, double beta, double *y, int32_t incy);
void cblas_dsyrk(
    int order, int triangle, int transpose, int32_t n, int32_t k, double alpha, const double *a,
    int32_t lda, double beta, double *c, int32_t ldc);
void cblas_dtrsm(
    int order, int side, int triangle, int transpose, int diagonal, int32_t m, int32_t n,
    double alpha, const double *a, int32_t lda, double *b, int32_t ldb);

// Cholesky.
int32_t lapack_dpotrf(char triangle, int32_t n, double *a, int32_t lda);
int32_t lapack_dpotrs(
    char triangle, int32_t n, int32_t columns, const double *a, int32_t lda, double *b,
    int32_t ldb);
int32_t lapack_dpotri(char triangle, int32_t n, double *a, int32_t lda);
int32_t lapack_dpocon(
    char triangle, int32_t n, const double *a, int32_t lda, double norm, double *reciprocal,
    double *work, int32_t *integers);

// Orthogonal factors and triangles.
int32_t lapack_dgeqrf(
    int32_t m, int32_t n, double *a, int32_t lda, double *tau, double *work, int32_t workCount);
int32_t lapack_dgeqp3(
    int32_t m, int32_t n, double *a, int32_t lda, int32_t *pivot, double *tau, double *work,
    int32_t workCount);
int32_t lapack_dormqr(
    char side, char transpose, int32_t m, int32_t n, int32_t k, const double *a, int32_t lda,
    const double *tau, double *c, int32_t ldc, double *work, int32_t workCount);
int32_t lapack_dorm2r(
    char side, char transpose, int32_t m, int32_t n, int32_t k, const double *a, int32_t lda,
    const double *tau, double *c, int32_t ldc, double *work);
int32_t lapack_dtrtrs(
    char triangle, char transpose, char diagonal, int32_t n, int32_t columns, const double *a,
    int32_t lda, double *b, int32_t ldb);
int32_t lapack_dtrcon(
    char norm, char triangle, char diagonal, int32_t n, const double *a, int32_t lda,
    double *reciprocal, double *work, int32_t *integers);

// General square systems.
int32_t lapack_dgetrf(int32_t m, int32_t n, double *a, int32_t lda, int32_t *pivot);
int32_t lapack_dgetrs(
    char transpose, int32_t n, int32_t columns, const double *a, int32_t lda,
    const int32_t *pivot, double *b, int32_t ldb);
int32_t lapack_dgecon(
    char norm, int32_t n, const double *a, int32_t lda, double matrixNorm, double *reciprocal,
    double *work, int32_t *integers);

// Eigenvalues and singular values.
int32_t lapack_dsyevd(
    char job, char triangle, int32_t n, double *a, int32_t lda, double *values, double *work,
    int32_t workCount, int32_t *integers, int32_t integerCount);
int32_t lapack_dgesdd(
    char job, int32_t m, int32_t n, double *a, int32_t lda, double *values, double *u, int32_t ldu,
    double *vt, int32_t ldvt, double *work, int32_t workCount, int32_t *integers);

#endif
