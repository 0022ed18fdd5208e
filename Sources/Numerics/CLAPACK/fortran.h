// Prototypes of the Fortran LAPACK symbols in libopenblas. Every argument is a pointer; after the
// last of them come the lengths of the character arguments, as gfortran passes them.
#ifndef CLAPACK_FORTRAN_H
#define CLAPACK_FORTRAN_H

#include <stddef.h>
#include <stdint.h>

typedef const char *Text;
typedef const int32_t *Integer;
typedef const double *Real;

void dpotrf_(Text uplo, Integer n, double *a, Integer lda, int32_t *info, size_t);
void dpotrs_(
    Text uplo, Integer n, Integer nrhs, Real a, Integer lda, double *b, Integer ldb,
    int32_t *info, size_t);
void dpotri_(Text uplo, Integer n, double *a, Integer lda, int32_t *info, size_t);
void dpocon_(
    Text uplo, Integer n, Real a, Integer lda, Real anorm, double *rcond, double *work,
    int32_t *iwork, int32_t *info, size_t);

void dgeqrf_(
    Integer m, Integer n, double *a, Integer lda, double *tau, double *work, Integer lwork,
    int32_t *info);
void dgeqp3_(
    Integer m, Integer n, double *a, Integer lda, int32_t *jpvt, double *tau, double *work,
    Integer lwork, int32_t *info);
void dormqr_(
    Text side, Text trans, Integer m, Integer n, Integer k, Real a, Integer lda, Real tau,
    double *c, Integer ldc, double *work, Integer lwork, int32_t *info, size_t, size_t);
void dorm2r_(
    Text side, Text trans, Integer m, Integer n, Integer k, Real a, Integer lda, Real tau,
    double *c, Integer ldc, double *work, int32_t *info, size_t, size_t);
void dtrtrs_(
    Text uplo, Text trans, Text diag, Integer n, Integer nrhs, Real a, Integer lda, double *b,
    Integer ldb, int32_t *info, size_t, size_t, size_t);
void dtrcon_(
    Text norm, Text uplo, Text diag, Integer n, Real a, Integer lda, double *rcond, double *work,
    int32_t *iwork, int32_t *info, size_t, size_t, size_t);

void dgetrf_(Integer m, Integer n, double *a, Integer lda, int32_t *ipiv, int32_t *info);
void dgetrs_(
    Text trans, Integer n, Integer nrhs, Real a, Integer lda, Integer ipiv, double *b,
    Integer ldb, int32_t *info, size_t);
void dgecon_(
    Text norm, Integer n, Real a, Integer lda, Real anorm, double *rcond, double *work,
    int32_t *iwork, int32_t *info, size_t);

void dsyevd_(
    Text jobz, Text uplo, Integer n, double *a, Integer lda, double *w, double *work,
    Integer lwork, int32_t *iwork, Integer liwork, int32_t *info, size_t, size_t);
void dgesdd_(
    Text jobz, Integer m, Integer n, double *a, Integer lda, double *s, double *u, Integer ldu,
    double *vt, Integer ldvt, double *work, Integer lwork, int32_t *iwork, int32_t *info, size_t);

#endif
