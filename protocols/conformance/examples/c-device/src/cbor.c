#include "cbor.h"

#include <string.h>

enum { BYTES_MAX = 65536, DEPTH_MAX = 8, ITEMS_MAX = 1024 };
static const uint64_t NUMBER_MAX = 9007199254740991u; /* 2^53 - 1 */
static const uint64_t KEY_MAX = 2147483647u;

const char *const REFUSED_NAMES[REFUSED_KINDS] = {"float",
                                                  "indefinite-length",
                                                  "integer-too-large",
                                                  "invalid-utf8",
                                                  "key-duplicate",
                                                  "key-not-integer",
                                                  "key-order",
                                                  "key-too-large",
                                                  "malformed-head",
                                                  "missing-field",
                                                  "not-a-message",
                                                  "not-shortest",
                                                  "out-of-range",
                                                  "sealed-message",
                                                  "simple-value",
                                                  "tag",
                                                  "text-form",
                                                  "too-deep",
                                                  "too-large",
                                                  "too-many-items",
                                                  "trailing-bytes",
                                                  "truncated",
                                                  "unknown-critical-field",
                                                  "unknown-message",
                                                  "unknown-word",
                                                  "wrong-channel",
                                                  "wrong-type"};

struct scan {
  const uint8_t *at, *end;
};

static enum refused scan_head(struct scan *s, struct cbor_head *head) {
  if (s->at >= s->end) return R_TRUNCATED;
  uint8_t first = *s->at++;
  uint8_t info = first & 31;
  head->major = first >> 5;
  head->value = info;
  if (info >= 28 && info <= 30) return R_MALFORMED_HEAD;
  if (info == 31) {
    bool may_be_indefinite = head->major >= CBOR_BYTES && head->major != CBOR_TAG;
    return may_be_indefinite ? R_INDEFINITE_LENGTH : R_MALFORMED_HEAD;
  }
  if (head->major == CBOR_TAG) return R_TAG;
  if (head->major == CBOR_SIMPLE) {
    if (info >= 25) return R_FLOAT;
    return info >= 20 && info <= 22 ? NOT_REFUSED : R_SIMPLE_VALUE;
  }
  if (info < 24) return NOT_REFUSED;
  size_t more = (size_t)1 << (info - 24);
  if ((size_t)(s->end - s->at) < more) return R_TRUNCATED;
  head->value = 0;
  for (size_t i = 0; i < more; i++) head->value = head->value << 8 | *s->at++;
  uint64_t least = info == 24 ? 24 : (uint64_t)1 << (more * 4);
  return head->value < least ? R_NOT_SHORTEST : NOT_REFUSED;
}

/* RFC 3629: no surrogates, nothing above U+10FFFF, no more bytes than it takes. */
static bool is_utf8(const uint8_t *at, const uint8_t *end) {
  while (at < end) {
    uint8_t first = *at++;
    if (first < 0x80) continue;
    int more = first >= 0xf0 ? 3 : first >= 0xe0 ? 2 : 1;
    if (first < 0xc2 || first > 0xf4 || end - at < more) return false;
    uint8_t low = 0x80, high = 0xbf;
    if (first == 0xe0) low = 0xa0;
    if (first == 0xed) high = 0x9f;
    if (first == 0xf0) low = 0x90;
    if (first == 0xf4) high = 0x8f;
    if (*at < low || *at > high) return false;
    for (at++; --more > 0; at++)
      if (*at < 0x80 || *at > 0xbf) return false;
  }
  return true;
}

static enum refused scan_key(struct scan *s, const uint8_t **before, const uint8_t **before_end) {
  const uint8_t *key = s->at;
  struct cbor_head head;
  enum refused why = scan_head(s, &head);
  if (why != NOT_REFUSED) return why;
  if (head.major > CBOR_NEGATIVE) return R_KEY_NOT_INTEGER;
  uint64_t size = head.major == CBOR_UINT ? head.value : head.value + 1;
  if (size > KEY_MAX) return R_KEY_TOO_LARGE;
  if (*before != NULL) {
    /* Shorter first and then byte by byte is one order with bytes alone: heads are shortest. */
    size_t n = (size_t)(s->at - key), m = (size_t)(*before_end - *before);
    int order = memcmp(key, *before, n < m ? n : m);
    if (order == 0) return R_KEY_DUPLICATE;
    if (order < 0) return R_KEY_ORDER;
  }
  *before = key;
  *before_end = s->at;
  return NOT_REFUSED;
}

/* Recursion is bounded by DEPTH_MAX: some 100 bytes of stack a level. */
static enum refused scan_item(struct scan *s, int depth) {
  struct cbor_head head;
  enum refused why = scan_head(s, &head);
  if (why != NOT_REFUSED) return why;
  switch (head.major) {
    case CBOR_UINT:
      return head.value > NUMBER_MAX ? R_INTEGER_TOO_LARGE : NOT_REFUSED;
    case CBOR_NEGATIVE:
      return head.value >= NUMBER_MAX ? R_INTEGER_TOO_LARGE : NOT_REFUSED;
    case CBOR_BYTES:
    case CBOR_TEXT: {
      if (head.value > (uint64_t)(s->end - s->at)) return R_TRUNCATED;
      const uint8_t *from = s->at;
      s->at += head.value;
      return head.major == CBOR_BYTES || is_utf8(from, s->at) ? NOT_REFUSED : R_INVALID_UTF8;
    }
    case CBOR_SIMPLE:
      return NOT_REFUSED;
    default:
      break;
  }
  if (depth >= DEPTH_MAX) return R_TOO_DEEP;
  if (head.value > ITEMS_MAX) return R_TOO_MANY_ITEMS;
  const uint8_t *before = NULL, *before_end = NULL;
  for (uint64_t i = 0; i < head.value; i++) {
    if (head.major == CBOR_MAP) why = scan_key(s, &before, &before_end);
    if (why == NOT_REFUSED) why = scan_item(s, depth + 1);
    if (why != NOT_REFUSED) return why;
  }
  return NOT_REFUSED;
}

enum refused cbor_scan(const uint8_t *bytes, size_t n) {
  if (n > BYTES_MAX) return R_TOO_LARGE;
  struct scan s = {bytes, bytes + n};
  enum refused why = scan_item(&s, 0);
  if (why != NOT_REFUSED) return why;
  return s.at == s.end ? NOT_REFUSED : R_TRAILING_BYTES;
}

struct cbor_head cbor_head(const uint8_t *item) {
  struct cbor_head head = {(uint8_t)(*item >> 5), *item & 31, item + 1};
  if (head.major == CBOR_SIMPLE || head.value < 24) return head;
  size_t more = (size_t)1 << (head.value - 24);
  head.value = 0;
  while (more-- > 0) head.value = head.value << 8 | *head.content++;
  return head;
}

const uint8_t *cbor_skip(const uint8_t *item) {
  /* Items that are still to be skipped; lists and maps add what is in them. */
  uint64_t left = 1;
  while (left-- > 0) {
    struct cbor_head head = cbor_head(item);
    item = head.content;
    if (head.major == CBOR_BYTES || head.major == CBOR_TEXT) item += head.value;
    if (head.major == CBOR_LIST) left += head.value;
    if (head.major == CBOR_MAP) left += 2 * head.value;
  }
  return item;
}

int64_t cbor_number(const uint8_t *item) {
  struct cbor_head head = cbor_head(item);
  return head.major == CBOR_UINT ? (int64_t)head.value : -1 - (int64_t)head.value;
}

const uint8_t *cbor_find(const uint8_t *map, int64_t key) {
  struct cbor_head head = cbor_head(map);
  const uint8_t *at = head.content;
  for (uint64_t i = 0; i < head.value; i++) {
    const uint8_t *value = cbor_skip(at);
    if (cbor_number(at) == key) return value;
    at = cbor_skip(value);
  }
  return NULL;
}

msec cbor_instant(const uint8_t *item) {
  const uint8_t *seconds = cbor_head(item).content;
  return cbor_number(seconds) * 1000 + cbor_number(cbor_skip(seconds));
}

void cbor_text_copy(const uint8_t *item, char *to, size_t room) {
  struct cbor_head head = cbor_head(item);
  size_t n = head.value < room ? (size_t)head.value : room - 1;
  memcpy(to, head.content, n);
  to[n] = 0;
}

void cbor_put_head(struct cbor_out *out, int major, uint64_t value) {
  int more = value < 24             ? 0
             : value < 0x100        ? 1
             : value < 0x10000      ? 2
             : value < 0x100000000u ? 4
                                    : 8;
  if (out->room - out->n < 1 + (size_t)more) {
    out->overflow = true;
    return;
  }
  static const uint8_t INFO[9] = {0, 24, 25, 0, 26, 0, 0, 0, 27};
  out->bytes[out->n++] = (uint8_t)(major << 5 | (more == 0 ? (int)value : INFO[more]));
  while (more-- > 0) out->bytes[out->n++] = (uint8_t)(value >> (8 * more));
}

void cbor_put_text(struct cbor_out *out, const char *text) {
  size_t n = strlen(text);
  cbor_put_head(out, CBOR_TEXT, n);
  if (out->overflow || out->room - out->n < n) {
    out->overflow = true;
    return;
  }
  memcpy(out->bytes + out->n, text, n);
  out->n += n;
}

void message_open(struct cbor_out *out, uint8_t *bytes, size_t room, int number) {
  *out = (struct cbor_out){bytes, 0, room, false, 0};
  cbor_put_head(out, CBOR_LIST, 2);
  cbor_put_head(out, CBOR_UINT, (uint64_t)number);
  out->map_at = out->n;
  cbor_put_head(out, CBOR_MAP, 0);
}

/* One pair more in the map that is open: its head has one byte for up to 23 of them. */
static void put_key(struct cbor_out *out, int key) {
  if ((out->bytes[out->map_at] & 31) >= 23) out->overflow = true;
  if (!out->overflow) out->bytes[out->map_at]++;
  cbor_put_head(out, CBOR_UINT, (uint64_t)key);
}

void message_uint(struct cbor_out *out, int key, uint64_t value) {
  put_key(out, key);
  cbor_put_head(out, CBOR_UINT, value);
}

void message_text(struct cbor_out *out, int key, const char *text) {
  put_key(out, key);
  cbor_put_text(out, text);
}

void message_instant(struct cbor_out *out, int key, msec civil) {
  message_list(out, key, 2);
  cbor_put_head(out, CBOR_UINT, (uint64_t)(civil / 1000));
  cbor_put_head(out, CBOR_UINT, (uint64_t)(civil % 1000));
}

void message_list(struct cbor_out *out, int key, size_t items) {
  put_key(out, key);
  cbor_put_head(out, CBOR_LIST, items);
}
