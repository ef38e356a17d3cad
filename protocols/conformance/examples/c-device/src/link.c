/* The link's way in and out: bytes to frames, and which frame does what. */
#include <string.h>

#include "link_wire.h"

struct link L;

bool link_is_shared(void) { return L.setup.address != ADDRESS_NONE; }

bool link_has_contact(void) { return L.state == CONTACT; }

/* A wait of link.md, as it passes here: never no time at all. */
msec link_wait(msec ms) { return ms / L.setup.speed > 0 ? ms / L.setup.speed : 1; }

void link_send(enum frame_type type, uint8_t seq, uint8_t ack, const uint8_t *payload, size_t n) {
  static uint8_t bytes[FRAME_LINE_MAX];
  struct frame frame = {(uint8_t)type, seq, ack, L.setup.address, true, (uint16_t)n, payload};
  /* After a pause, one more zero ends what noise has left in the receiver (OMDP-LNK-002). */
  size_t lead = L.now - L.sent_at >= link_wait(100) ? 1 : 0;
  bytes[0] = 0;
  size_t length = frame_write(bytes + lead, &frame) + lead;
  L.sent_at = L.now;
  L.counters[TX_FRAMES]++;
  port_line_write(bytes, length);
}

void link_say_error(enum link_error error, uint8_t detail) {
  uint8_t payload[2] = {(uint8_t)error, detail};
  link_send(FRAME_ERR, 0, 0, payload, 2);
}

static void say_counters(void) {
  uint8_t payload[COUNTERS * 4];
  for (int i = 0; i < COUNTERS; i++) put_u32(payload + 4 * i, L.counters[i]);
  link_send(FRAME_COUNT, 0, 0, payload, sizeof payload);
}

/* DATA, ACK and NAK mean something within a contact only. */
static void take_numbered(const struct frame *frame) {
  if (L.state == OFFERING && !link_is_shared()) {
    contact_offer(); /* the confirmation was lost: the RSTACK brings it again (OMDP-LNK-031) */
    return;
  }
  if (L.state != CONTACT) {
    L.counters[RX_UNEXPECTED]++;
    link_say_error(E_NO_CONTACT, 0);
    return;
  }
  bool is_data = frame->type == FRAME_DATA;
  if (frame->length < 1 && !is_data) {
    L.counters[RX_UNEXPECTED]++;
    if (link_is_shared()) data_answer();
    return;
  }
  uint8_t first = frame->length < 1 ? 0 : frame->payload[0];
  data_acknowledged(frame->ack);
  data_flags(is_data ? (uint8_t)(first >> 5 & 1) : first);
  if (frame->type == FRAME_NAK) {
    L.counters[RX_NAKS]++;
    if (!link_is_shared() && L.under_way && !L.nak_heeded) {
      L.nak_heeded = true;
      data_resend();
    }
  }
  if (is_data) data_take(frame);
  if (L.state != CONTACT) return;
  if (link_is_shared()) {
    data_answer();
  } else if (frame->type == FRAME_ACK && (first & FLAG_ANSWER) != 0) {
    uint8_t flags = L.said_busy ? FLAG_BUSY : 0;
    link_send(FRAME_ACK, 0, L.expected, &flags, 1);
  } else {
    data_send();
  }
}

static void take_error(const struct frame *frame) {
  L.counters[RX_ERRORS]++;
  if (frame->length < 1 || frame->payload[0] != E_CLOSED || L.state == WAITING) return;
  L.state = WAITING;
  L.pause_s = 1;
  L.timer = L.now + link_wait(1000);
}

static void take_frame(const struct frame *frame) {
  L.counters[RX_FRAMES]++;
  bool is_ours = frame->address == L.setup.address && !frame->from_device;
  if (link_is_shared() && frame->address == ADDRESS_EVERY)
    return; /* TIME: this device passes it over */
  if (!is_ours) {
    L.counters[RX_FOREIGN]++;
    return;
  }
  L.heard_at = L.now;
  switch (frame->type) {
    case FRAME_RST:
      contact_reset(frame);
      break;
    case FRAME_RSTACK:
      contact_confirm(frame);
      break;
    case FRAME_ERR:
      take_error(frame);
      break;
    case FRAME_TIME:
      break;
    case FRAME_COUNT:
      if (frame->length == 0) {
        say_counters();
      } else {
        L.counters[RX_UNEXPECTED]++;
        if (link_is_shared()) data_answer();
      }
      break;
    default:
      take_numbered(frame);
  }
}

/* What stands before a 0x00. Only the reason is told of a wrong frame: nothing in it is certain. */
static void take_run(void) {
  static const uint8_t COUNTER_OF[] = {0,          RX_STUFFING, RX_STUFFING,
                                       RX_CRC,     RX_VERSION,  RX_UNKNOWN_TYPE,
                                       RX_ADDRESS, RX_LENGTH,   RX_TOO_LONG};
  struct frame frame;
  enum frame_error error = FRAME_TOO_LONG;
  if (!L.raw_too_long) error = frame_read(L.raw, L.raw_length, FRAME_PAYLOAD_MAX, &frame);
  if (error == FRAME_OK) {
    take_frame(&frame);
    return;
  }
  L.counters[COUNTER_OF[error]]++;
  if (link_is_shared()) return; /* silence: somebody else may be speaking */
  if (error == FRAME_VERSION) {
    if (L.now - L.version_said_at < link_wait(1000)) return; /* OMDP-LNK-018 */
    L.version_said_at = L.now;
    link_say_error(E_VERSION, LINK_VERSION);
  } else if (error == FRAME_UNKNOWN_TYPE) {
    link_say_error(E_UNKNOWN_TYPE, 0);
  } else if (L.state == CONTACT) {
    data_nak(NAK_DAMAGED);
  }
}

void link_bytes(const uint8_t *bytes, size_t n, msec now) {
  L.now = now;
  /* Whoever pauses inside a frame has ended it (OMDP-LNK-032). This wait is never made shorter. */
  if (link_is_shared() && now - L.raw_at > 20) L.raw_length = 0, L.raw_too_long = false;
  L.raw_at = now;
  for (; n > 0; n--, bytes++) {
    if (*bytes != 0) {
      if (L.raw_length < sizeof L.raw)
        L.raw[L.raw_length++] = *bytes;
      else
        L.raw_too_long = true;
      continue;
    }
    if (L.raw_length > 0) take_run();
    L.raw_length = 0;
    L.raw_too_long = false;
  }
}

void link_poll(msec now) {
  L.now = now;
  if (L.state == CONTACT && !link_is_shared()) data_timer();
  if (L.state == CONTACT && now - L.heard_at >= link_wait(35000)) contact_end(E_GAVE_UP);
  if (L.state != CONTACT) contact_timer();
}

msec link_due(msec now) {
  msec due = now + 60000;
  bool has_timer = L.state != CONTACT ? !link_is_shared() : L.under_way || L.peer_busy;
  if (has_timer && L.timer < due) due = L.timer;
  if (L.state == CONTACT && L.heard_at + link_wait(35000) < due)
    due = L.heard_at + link_wait(35000);
  return due;
}
