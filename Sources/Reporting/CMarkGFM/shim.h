/* GitHub's markdown parser, from Debian's libcmark-gfm-dev and libcmark-gfm-extensions-dev. */
#include <cmark-gfm-core-extensions.h>
#include <cmark-gfm.h>
