#pragma once

#include <zlib.h>

/// Prepares a stream that reads gzip; `inflateInit2` itself is a macro, which Swift does not see.
static inline int gzip_inflate_init(z_stream *stream) {
  return inflateInit2(stream, 15 + 16);
}

/// Prepares a stream that reads what lies in a zip archive: deflate without anything around it.
static inline int raw_inflate_init(z_stream *stream) { return inflateInit2(stream, -15); }
