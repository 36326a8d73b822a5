// zlib's init macro. No logic.
#ifndef MARTLET_CZLIB_H
#define MARTLET_CZLIB_H
#include <zlib.h>
static inline int mz_deflate_init(z_stream *s, int level) { return deflateInit(s, level); }
#endif
