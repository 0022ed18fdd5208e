// The hottest loops, in C: Swift compiles for SSE2, where these run on the widest vectors the
// machine has.
#ifndef CKERNELS_H
#define CKERNELS_H

#include <stddef.h>
#include <stdint.h>

#endif
