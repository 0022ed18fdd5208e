/* The GNU Linear Programming Kit, from Debian's libglpk-dev. */
#include <glpk.h>
