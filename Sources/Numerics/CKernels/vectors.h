#ifndef CKERNELS_VECTORS_H
#define CKERNELS_VECTORS_H

#include "CKernels.h"

// One copy of a function for each vector width, chosen when the program starts. The thread
// sanitizer cannot instrument the chooser; other processors have one width to choose from.
#if defined(__x86_64__) && defined(__linux__) && !defined(__SANITIZE_THREAD__)
#if defined(__has_feature)
#if __has_feature(thread_sanitizer)
#define WIDEST
#endif
#endif
#ifndef WIDEST
#define WIDEST __attribute__((target_clones("avx512f", "arch=haswell", "default")))
#endif
#else
#define WIDEST
#endif

#define INLINE static inline __attribute__((always_inline))

/// Eight numbers, wherever they lie in memory.
typedef double v8 __attribute__((vector_size(64), aligned(8), may_alias));

#endif
