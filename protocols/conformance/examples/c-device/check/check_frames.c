#include <string.h>

#include "../src/frame.h"
#include "check.h"

static const char *const TYPES[] = {"",       "DATA", "ACK",  "NAK",  "RST",
                                    "RSTACK", "ERR",  "TIME", "COUNT"};
static const char *const ERRORS[] = {"none", "cobs",    "short",  "crc",     "version",
                                     "type", "address", "length", "too-long"};

static bool is_same(const struct frame *frame, const struct json *wanted) {
  uint8_t payload[FRAME_PAYLOAD_MAX];
  size_t n = json_hex(json_get(wanted, "payload"), payload, sizeof payload);
  const struct json *drop = json_get(wanted, "drop");
  bool is_there = json_is(json_get(wanted, "type"), TYPES[frame->type]) &&
                  json_number(json_get(wanted, "seq")) == frame->seq &&
                  json_number(json_get(wanted, "ack")) == frame->ack && n == frame->length &&
                  (n == 0 || memcmp(payload, frame->payload, n) == 0);
  if (drop == NULL) return is_there && frame->address == ADDRESS_NONE;
  return is_there && json_number(json_get(drop, "address")) == frame->address &&
         json_is(json_get(drop, "from"), "device") == frame->from_device;
}

static void check_row(const struct json *row, const char *file, bool is_valid, size_t payload_max) {
  uint8_t line[FRAME_LINE_MAX * 2], run[FRAME_LINE_MAX * 2], again[FRAME_LINE_MAX];
  size_t n = json_hex(json_get(row, "hex"), line, sizeof line), at = 0;
  while (at < n && line[at] == 0) at++; /* further zeros around a frame */
  const uint8_t *zero = memchr(line + at, 0, n - at);
  size_t length = zero == NULL ? n - at : (size_t)(zero - line) - at;
  memcpy(run, line + at, length);
  struct frame frame;
  enum frame_error error = frame_read(run, length, payload_max, &frame);
  if (!is_valid) {
    expect(json_is(json_get(row, "error"), ERRORS[error]), file, row, ERRORS[error]);
    return;
  }
  bool is_right = error == FRAME_OK && is_same(&frame, json_get(row, "frame"));
  if (is_right) {
    size_t written = frame_write(again, &frame);
    is_right = written == length + 1 && memcmp(again, line + at, length) == 0;
  }
  expect(is_right, file, row, ERRORS[error]);
}

void check_frames(void) {
  const struct json *file = json_file("frames.json");
  for (const struct json *row = json_get(file, "valid")->first; row != NULL; row = row->next)
    check_row(row, "frames.json", true, 512);
  for (const struct json *row = json_get(file, "invalid")->first; row != NULL; row = row->next)
    check_row(row, "frames.json", false, 512);
  file = json_file("limits-of-frames.json");
  for (const struct json *row = json_get(file, "rows")->first; row != NULL; row = row->next) {
    size_t payload_max = (size_t)json_number(json_get(row, "payloadMax"));
    check_row(row, "limits-of-frames.json", !json_is(json_get(row, "result"), "invalid"),
              payload_max);
  }
}
