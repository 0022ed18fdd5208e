// Prototypes of the Fortran LAPACK and of the CBLAS routines that LinearAlgebra calls.
// They are written out here, rather than taken from lapacke.h and cblas.h, so that the build does
// not depend on which package Debian's alternatives point the headers at; every one of these
// symbols is in libopenblas itself. Integers are 32-bit; character arguments carry a hidden length.
#ifndef CLAPACK_H
#define CLAPACK_H

#include <stddef.h>
#include <stdint.h>

void openblas_set_num_threads(int threads);

#endif
