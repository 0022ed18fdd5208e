// The memory of a process whose arrays are long.
#include "CKernels.h"

#ifdef __GLIBC__
#include <malloc.h>

void ck_keep_memory(void) {
  mallopt(M_MMAP_THRESHOLD, 1 << 29);
  mallopt(M_TRIM_THRESHOLD, INT32_MAX);
  mallopt(M_TOP_PAD, 64 << 20);
}
#else
void ck_keep_memory(void) {}
#endif
