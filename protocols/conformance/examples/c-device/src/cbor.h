/* The OMDP-CBOR profile (omdp.md, section 3): a strict scan, a reader, and a writer. */
#ifndef CBOR_H
#define CBOR_H

#include "bytes.h"

/* Why a message is refused. In the order of their names, as counter reports have them. */
enum refused {
  R_FLOAT,
  R_INDEFINITE_LENGTH,
  R_INTEGER_TOO_LARGE,
  R_INVALID_UTF8,
  R_KEY_DUPLICATE,
  R_KEY_NOT_INTEGER,
  R_KEY_ORDER,
  R_KEY_TOO_LARGE,
  R_MALFORMED_HEAD,
  R_MISSING_FIELD,
  R_NOT_A_MESSAGE,
  R_NOT_SHORTEST,
  R_OUT_OF_RANGE,
  R_SEALED_MESSAGE,
  R_SIMPLE_VALUE,
  R_TAG,
  R_TEXT_FORM,
  R_TOO_DEEP,
  R_TOO_LARGE,
  R_TOO_MANY_ITEMS,
  R_TRAILING_BYTES,
  R_TRUNCATED,
  R_UNKNOWN_CRITICAL_FIELD,
  R_UNKNOWN_MESSAGE,
  R_UNKNOWN_WORD,
  R_WRONG_CHANNEL,
  R_WRONG_TYPE,
  REFUSED_KINDS,
  NOT_REFUSED = -1
};
extern const char *const REFUSED_NAMES[REFUSED_KINDS];

enum {
  CBOR_UINT,
  CBOR_NEGATIVE,
  CBOR_BYTES,
  CBOR_TEXT,
  CBOR_LIST,
  CBOR_MAP,
  CBOR_TAG,
  CBOR_SIMPLE
};

/* Finds out whether bytes are one item of the profile. All below may be used only on bytes that
 * were: then no length needs to be looked at again (OMDP-CBR-009). */
enum refused cbor_scan(const uint8_t *bytes, size_t n);

struct cbor_head {
  uint8_t major;
  uint64_t value;
  const uint8_t *content; /* the first byte behind the head */
};
struct cbor_head cbor_head(const uint8_t *item);

/* The byte behind an item, with all that is in it. */
const uint8_t *cbor_skip(const uint8_t *item);

/* A number, also a negative one. */
int64_t cbor_number(const uint8_t *item);

/* The value under a key of a map, or NULL. */
const uint8_t *cbor_find(const uint8_t *map, int64_t key);

/* The instant that a list of seconds and milliseconds names. */
msec cbor_instant(const uint8_t *item);

/* Copies a text and closes it by a zero. The schema has bounded it. */
void cbor_text_copy(const uint8_t *item, char *to, size_t room);

/* Writing: too much sets `overflow` and writes nothing more. */
struct cbor_out {
  uint8_t *bytes;
  size_t n, room;
  bool overflow;
  size_t map_at; /* head of the map that is open; it counts its pairs up to 23 */
};
void cbor_put_head(struct cbor_out *out, int major, uint64_t value);
void cbor_put_text(struct cbor_out *out, const char *text);

/* A message: its number and an open map. The pairs follow in ascending order of their keys, those
 * from 0 upwards; this device sends no others. */
void message_open(struct cbor_out *out, uint8_t *bytes, size_t room, int number);
void message_uint(struct cbor_out *out, int key, uint64_t value);
void message_text(struct cbor_out *out, int key, const char *text);
void message_instant(struct cbor_out *out, int key, msec civil);
void message_list(struct cbor_out *out, int key, size_t items);

#endif
