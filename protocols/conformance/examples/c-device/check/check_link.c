#include <string.h>

#include "../src/link.h"
#include "check.h"

/* The device around the link: it notes what comes, and has nothing to send. */
static struct frame answer;
static uint8_t answer_bytes[FRAME_LINE_MAX];
static size_t answers, message_length;
static int message_channel;
static uint8_t message_bytes[MESSAGE_MAX];

void port_line_write(const uint8_t *bytes, size_t n) {
  size_t at = bytes[0] == 0 ? 1 : 0;
  memcpy(answer_bytes, bytes + at, n - at - 1);
  if (frame_read(answer_bytes, n - at - 1, FRAME_PAYLOAD_MAX, &answer) == FRAME_OK) answers++;
}
void device_contact(void) {}
void device_link_down(bool is_down) { (void)is_down; }
void device_sent(bool arrived) { (void)arrived; }
bool device_is_busy(void) { return false; }
size_t device_next(enum link_channel *channel, uint8_t *to, size_t room) {
  (void)channel, (void)to, (void)room;
  return 0;
}
void device_message(enum link_channel channel, const uint8_t *bytes, size_t n) {
  message_channel = channel;
  message_length = n;
  if (n > 0) memcpy(message_bytes, bytes, n);
}

static void feed(enum frame_type type, uint8_t seq, const uint8_t *payload, size_t n, msec now) {
  uint8_t line[FRAME_LINE_MAX];
  struct frame frame = {(uint8_t)type, seq, 0, ADDRESS_NONE, false, (uint16_t)n, payload};
  size_t length = frame_write(line, &frame);
  link_bytes(line, length, now);
}

static void begin(void) {
  struct link_setup setup = {"x", 7, ADDRESS_NONE, 0, 1};
  link_start(&setup, 0);
  answers = 0;
  message_channel = -1;
}

static void check_introduction(const struct json *row) {
  uint8_t payload[128];
  size_t n = json_hex(json_get(row, "hex"), payload, sizeof payload);
  begin();
  feed(FRAME_RST, 0, payload, n, 1);
  const struct json *error = json_get(row, "error");
  bool is_right = error == NULL ? answers == 1 && answer.type == FRAME_RSTACK
                  : json_is(error, "version")
                      ? answers == 1 && answer.type == FRAME_ERR && answer.payload[0] == 2
                      : answers == 0;
  expect(is_right, "link.json", row, "another answer to RST");
}

static const char *channel_name(int channel) {
  return channel == CH_CMD ? "cmd" : channel == CH_CFG_DESIRED ? "cfg/desired" : "ack";
}

static void check_segments(const struct json *row) {
  static const uint8_t RST[21] = {1, 0, 0, 0, 9, 0, 0, 0, 0, 0, 0, 0, 1, 2, 0, 1, 0, 0, 16, 0, 0};
  uint8_t confirm[21], payload[256];
  uint8_t seq = 0;
  begin();
  feed(FRAME_RST, 0, RST, sizeof RST, 1);
  memcpy(confirm, RST, sizeof confirm);
  put_u32(confirm + 5, 7);
  feed(FRAME_RSTACK, 0, confirm, sizeof confirm, 2);
  for (const struct json *one = json_get(row, "segments")->first; one != NULL; one = one->next)
    feed(FRAME_DATA, seq++, payload, json_hex(one, payload, sizeof payload), 3);
  bool is_broken = answer.type == FRAME_ERR && answer.payload[0] == 4;
  if (json_is(json_get(row, "error"), "segment")) {
    expect(is_broken && message_channel < 0, "link.json", row, "the segments were taken");
    return;
  }
  size_t n = json_hex(json_get(row, "hex"), payload, sizeof payload);
  /* The rows on `evt` are of messages of a device, which it does not take itself. */
  bool is_ours =
      !json_is(json_get(row, "error"), "channel") && !json_is(json_get(row, "channel"), "evt");
  bool is_there = message_channel >= 0 &&
                  json_is(json_get(row, "channel"), channel_name(message_channel)) &&
                  n == message_length && memcmp(payload, message_bytes, n) == 0;
  expect(!is_broken && (is_ours ? is_there : message_channel < 0), "link.json", row,
         "another message");
}

void check_link(void) {
  const struct json *file = json_file("link.json");
  for (const struct json *row = json_get(file, "introductions")->first; row != NULL;
       row = row->next)
    check_introduction(row);
  for (const struct json *row = json_get(file, "messages")->first; row != NULL; row = row->next)
    check_segments(row);
}
