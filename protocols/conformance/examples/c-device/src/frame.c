#include "frame.h"

#include <string.h>

enum { LAYOUT = 1, ADDRESSED = 0x80, HEADER = 5, CRC_BYTES = 4 };

/* Half a byte at a time: 64 bytes of table instead of 1 KB. Castagnoli's polynomial, reflected. */
uint32_t crc32c(const uint8_t *bytes, size_t n) {
  static const uint32_t table[16] = {0x00000000, 0x105ec76f, 0x20bd8ede, 0x30e349b1,
                                     0x417b1dbc, 0x5125dad3, 0x61c69362, 0x7198540d,
                                     0x82f63b78, 0x92a8fc17, 0xa24bb5a6, 0xb21572c9,
                                     0xc38d26c4, 0xd3d3e1ab, 0xe330a81a, 0xf36e6f75};
  uint32_t crc = 0xffffffffu;
  for (size_t i = 0; i < n; i++) {
    crc ^= bytes[i];
    crc = (crc >> 4) ^ table[crc & 15];
    crc = (crc >> 4) ^ table[crc & 15];
  }
  return ~crc;
}

/* Takes the zeros out. A run of 254 bytes without a zero is a piece of its own (code 255); behind
 * one that ends the frame nothing more is written. */
static size_t cobs_stuff(uint8_t *to, const uint8_t *raw, size_t n) {
  size_t out = 1, code_at = 0;
  uint8_t code = 1;
  for (size_t i = 0; i < n; i++) {
    if (raw[i] != 0) {
      to[out++] = raw[i];
      code++;
    }
    if (raw[i] == 0 || (code == 255 && i + 1 < n)) {
      to[code_at] = code;
      code_at = out++;
      code = 1;
    }
  }
  to[code_at] = code;
  return out;
}

/* Puts the zeros back, in place: what is read lies always behind what is written. */
static bool cobs_unstuff(uint8_t *bytes, size_t n, size_t *length) {
  size_t in = 0, out = 0;
  while (in < n) {
    uint8_t code = bytes[in++];
    if (code == 0 || in + code - 1 > n) return false;
    for (uint8_t i = 1; i < code; i++) bytes[out++] = bytes[in++];
    if (code < 255 && in < n) bytes[out++] = 0;
  }
  *length = out;
  return true;
}

size_t frame_write(uint8_t *to, const struct frame *frame) {
  static uint8_t raw[FRAME_RAW_MAX];
  size_t at = 0;
  bool addressed = frame->address != ADDRESS_NONE;
  raw[at++] = (uint8_t)((addressed ? ADDRESSED : 0) | LAYOUT << 4 | frame->type);
  if (addressed) raw[at++] = (uint8_t)((frame->from_device ? 0x80 : 0) | frame->address);
  raw[at++] = frame->seq;
  raw[at++] = frame->ack;
  put_u16(raw + at, frame->length);
  at += 2;
  if (frame->length > 0) memcpy(raw + at, frame->payload, frame->length);
  at += frame->length;
  put_u32(raw + at, crc32c(raw, at));
  at += CRC_BYTES;
  size_t stuffed = cobs_stuff(to, raw, at);
  to[stuffed] = 0;
  return stuffed + 1;
}

enum frame_error frame_read(uint8_t *bytes, size_t n, size_t payload_max, struct frame *frame) {
  size_t length;
  if (!cobs_unstuff(bytes, n, &length)) return FRAME_COBS;
  if (length < HEADER + CRC_BYTES) return FRAME_SHORT;
  size_t end = length - CRC_BYTES;
  if (crc32c(bytes, end) != get_u32(bytes + end)) return FRAME_CRC;
  /* Nothing behind the version means the same in another layout. */
  if ((bytes[0] >> 4 & 7) != LAYOUT) return FRAME_VERSION;
  size_t at = 1;
  frame->type = bytes[0] & 15;
  frame->address = ADDRESS_NONE;
  frame->from_device = false;
  if (bytes[0] & ADDRESSED) {
    if (end < HEADER + 1) return FRAME_SHORT;
    frame->from_device = (bytes[1] & 0x80) != 0;
    frame->address = bytes[at++] & 0x7f;
    if (frame->address == 0) return FRAME_ADDRESS;
    if (frame->address == ADDRESS_EVERY && frame->from_device) return FRAME_ADDRESS;
  }
  if (frame->type < FRAME_DATA || frame->type > FRAME_COUNT) return FRAME_UNKNOWN_TYPE;
  frame->seq = bytes[at];
  frame->ack = bytes[at + 1];
  frame->length = (uint16_t)get_u16(bytes + at + 2);
  at += 4;
  if (end - at != frame->length) return FRAME_LENGTH;
  if (frame->length > payload_max) return FRAME_TOO_LONG;
  frame->payload = bytes + at;
  return FRAME_OK;
}
