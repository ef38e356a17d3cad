/* Frames of the serial link (omdp.md, section 9): COBS, header and CRC-32C. */
#ifndef FRAME_H
#define FRAME_H

#include "bytes.h"

enum frame_type {
  FRAME_DATA = 1,
  FRAME_ACK,
  FRAME_NAK,
  FRAME_RST,
  FRAME_RSTACK,
  FRAME_ERR,
  FRAME_TIME,
  FRAME_COUNT
};

/* Longest payload that this device takes; the protocol allows up to 1,024. */
#ifndef FRAME_PAYLOAD_MAX
#define FRAME_PAYLOAD_MAX 512
#endif
/* Header with an address, payload, checksum. */
#define FRAME_RAW_MAX (6 + FRAME_PAYLOAD_MAX + 4)
/* Stuffed: one byte more for each 254 begun, and a zero at either end. */
#define FRAME_LINE_MAX (FRAME_RAW_MAX + FRAME_RAW_MAX / 254 + 1 + 2)

/* Address 127 means every device of a line. */
enum { ADDRESS_NONE = 0, ADDRESS_MAX = 126, ADDRESS_EVERY = 127 };

struct frame {
  uint8_t type, seq, ack;
  uint8_t address;  /* ADDRESS_NONE on a line with two ends */
  bool from_device; /* on a shared line: who sent it */
  uint16_t length;
  const uint8_t *payload;
};

enum frame_error {
  FRAME_OK,
  FRAME_COBS,
  FRAME_SHORT,
  FRAME_CRC,
  FRAME_VERSION,
  FRAME_UNKNOWN_TYPE,
  FRAME_ADDRESS,
  FRAME_LENGTH,
  FRAME_TOO_LONG
};

uint32_t crc32c(const uint8_t *bytes, size_t n);

/* Writes a frame with its closing 0x00 into FRAME_LINE_MAX bytes. Gives the number of bytes. */
size_t frame_write(uint8_t *to, const struct frame *frame);

/* Reads a frame without its closing 0x00. The bytes are unstuffed where they stand, and the payload
 * points into them. */
enum frame_error frame_read(uint8_t *bytes, size_t n, size_t payload_max, struct frame *frame);

#endif
