/* Numbers on the wire: the most significant byte first. */
#ifndef BYTES_H
#define BYTES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Milliseconds: since 1970-01-01T00:00:00Z where a name says civil, since the start otherwise. */
typedef int64_t msec;

static inline void put_u16(uint8_t *to, uint32_t value) {
  to[0] = (uint8_t)(value >> 8);
  to[1] = (uint8_t)value;
}

static inline void put_u32(uint8_t *to, uint32_t value) {
  put_u16(to, value >> 16);
  put_u16(to + 2, value & 0xffffu);
}

static inline uint32_t get_u16(const uint8_t *from) { return ((uint32_t)from[0] << 8) | from[1]; }

static inline uint32_t get_u32(const uint8_t *from) {
  return (get_u16(from) << 16) | get_u16(from + 2);
}

#endif
