#include <string.h>

#include "../src/schema.h"
#include "check.h"

enum { ROOM = 70000 };
static uint8_t bytes[ROOM], again[ROOM];
static const char *const NAMES[] = {"",
                                    "device-event",
                                    "event-acknowledgement",
                                    "event-request",
                                    "device-state",
                                    "desired-config",
                                    "reported-config",
                                    "command",
                                    "reply",
                                    "report-request",
                                    "capability-report",
                                    "counter-report",
                                    "run-clock",
                                    "",
                                    "",
                                    "",
                                    "key-change"};

/* Writes an item again, head by head: what was read must be what this device would write. */
static const uint8_t *copy(struct cbor_out *out, const uint8_t *item) {
  struct cbor_head head = cbor_head(item);
  cbor_put_head(out, head.major, head.value);
  bool is_text = head.major == CBOR_TEXT || head.major == CBOR_BYTES;
  if (is_text) {
    if (head.value > 0) memcpy(out->bytes + out->n, head.content, (size_t)head.value);
    out->n += (size_t)head.value;
    return head.content + head.value;
  }
  uint64_t items = head.major == CBOR_LIST  ? head.value
                   : head.major == CBOR_MAP ? 2 * head.value
                                            : 0;
  item = head.content;
  while (items-- > 0) item = copy(out, item);
  return item;
}

static bool is_written_so(size_t n) {
  struct cbor_out out = {again, 0, ROOM, false, 0};
  copy(&out, bytes);
  return out.n == n && memcmp(bytes, again, n) == 0;
}

static const char *name_of(enum refused why) {
  return why == NOT_REFUSED ? "taken" : REFUSED_NAMES[why];
}

static void check_message(const struct json *row, const char *file, bool is_valid) {
  size_t n = json_hex(json_get(row, "hex"), bytes, sizeof bytes);
  struct message message;
  enum refused why = message_read(bytes, n, &message);
  bool is_right;
  if (is_valid)
    is_right = why == NOT_REFUSED && json_is(json_get(row, "message"), NAMES[message.number]) &&
               is_written_so(n);
  else
    is_right = why != NOT_REFUSED && json_is(json_get(row, "error"), REFUSED_NAMES[why]);
  expect(is_right, file, row, name_of(why));
}

static void check_item(const struct json *row) {
  size_t n = 0;
  for (const struct json *part = json_get(row, "parts")->first; part != NULL; part = part->next)
    for (long long i = json_number(json_get(part, "times")); i > 0; i--)
      n += json_hex(json_get(part, "hex"), bytes + n, sizeof bytes - n);
  enum refused why = cbor_scan(bytes, n);
  bool is_valid = json_is(json_get(row, "result"), "valid");
  bool is_right = is_valid
                      ? why == NOT_REFUSED && is_written_so(n)
                      : why != NOT_REFUSED && json_is(json_get(row, "error"), REFUSED_NAMES[why]);
  expect(is_right, "limits-of-cbor.json", row, name_of(why));
}

void check_messages(void) {
  const struct json *file = json_file("limits-of-cbor.json");
  for (const struct json *row = json_get(file, "rows")->first; row != NULL; row = row->next)
    check_item(row);
  file = json_file("messages.json");
  for (const struct json *row = json_get(file, "valid")->first; row != NULL; row = row->next)
    check_message(row, "messages.json", true);
  for (const struct json *row = json_get(file, "invalid")->first; row != NULL; row = row->next)
    check_message(row, "messages.json", false);
  file = json_file("limits-of-messages.json");
  for (const struct json *row = json_get(file, "rows")->first; row != NULL; row = row->next)
    check_message(row, "limits-of-messages.json", json_is(json_get(row, "result"), "valid"));
}
