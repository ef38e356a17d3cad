/* Numbers, acknowledgements, repeats and segments (link.md, sections 3 and 4). */
#include <string.h>

#include "link_wire.h"

enum { TRIES_MAX = 4, FIRST = 0x80, LAST = 0x40, BUSY = 0x20, MORE = 0x10, CHANNEL = 0x0f };

void data_begin(void) {
  L.expected = L.next_seq = L.tries = 0;
  L.under_way = L.nak_sent = L.nak_heeded = L.peer_busy = L.said_busy = false;
  L.has_out = L.has_in = L.owes_ack = false;
  device_contact();
}

static uint8_t own_flags(void) {
  L.said_busy = device_is_busy();
  return L.said_busy ? FLAG_BUSY : 0;
}

static void say_ack(uint8_t flags) {
  flags |= own_flags();
  L.owes_ack = false;
  link_send(FRAME_ACK, 0, L.expected, &flags, 1);
}

/* How long to wait for an acknowledgement: ever longer, and the time that this frame and the
 * longest one take on the line. */
static msec answer_wait(size_t payload) {
  msec line = L.setup.baud == 0 ? 0 : (msec)(payload + FRAME_LINE_MAX + 16) * 10000 / L.setup.baud;
  return link_wait((msec)250 << (L.tries - 1)) + line;
}

/* Cuts the next segment of the message, or the same one again, and sends it. */
static void send_segment(void) {
  static uint8_t payload[FRAME_PAYLOAD_MAX];
  size_t head = 1, left = L.out_length - L.out_done;
  bool is_first = L.out_done == 0;
  if (is_first && 1 + left > L.payload_max) head = 4; /* the length of the whole */
  L.out_cut = left < L.payload_max - head ? left : L.payload_max - head;
  bool is_last = L.out_cut == left;
  payload[0] = (uint8_t)((is_first ? FIRST : 0) | (is_last ? LAST : 0) | (is_last ? 0 : MORE) |
                         (own_flags() ? BUSY : 0) | L.out_channel);
  if (head == 4) payload[1] = 0, put_u16(payload + 2, (uint32_t)L.out_length);
  memcpy(payload + head, L.out + L.out_done, L.out_cut);
  L.under_way = true;
  L.owes_ack = false;
  L.tries++;
  L.timer = L.now + answer_wait(head + L.out_cut);
  link_send(FRAME_DATA, L.next_seq, L.expected, payload, head + L.out_cut);
}

/* Gets the next message that the peer takes; what is too long for it is left out. */
static bool fetch_message(void) {
  while (!L.has_out) {
    L.out_length = device_next(&L.out_channel, L.out, sizeof L.out);
    if (L.out_length == 0) return false;
    L.counters[TX_MESSAGES]++;
    if (L.out_length <= L.peer_message_max) {
      L.has_out = true;
      L.out_done = 0;
    } else {
      L.counters[TX_DROPPED]++;
      device_sent(false);
    }
  }
  return true;
}

void data_send(void) {
  if (!L.under_way && !L.peer_busy && fetch_message()) {
    L.tries = 0;
    send_segment();
  }
  if (L.owes_ack) say_ack(0);
}

void data_resend(void) {
  L.counters[TX_REPEATS]++;
  send_segment();
}

/* The one answer on a shared line: DATA if there is some, ACK otherwise. */
void data_answer(void) {
  L.owes_ack = true;
  if (L.under_way && !L.peer_busy) {
    L.tries = 0; /* the gateway's questions are the timer */
    data_resend();
  }
  if (L.owes_ack) data_send();
}

void data_timer(void) {
  if (L.said_busy && !device_is_busy()) say_ack(0);
  if (L.peer_busy) {
    if (L.now < L.timer) return;
    L.timer = L.now + link_wait(500);
    say_ack(FLAG_ANSWER);
  } else if (L.under_way) {
    if (L.now < L.timer) return;
    L.counters[RX_ACK_TIMEOUTS]++;
    if (L.tries < TRIES_MAX)
      data_resend();
    else
      contact_end(E_GAVE_UP);
  } else {
    data_send();
  }
}

void data_acknowledged(uint8_t ack) {
  uint8_t ahead = (uint8_t)(ack - L.next_seq);
  if (ahead == 0) return;
  if (ahead != 1 || !L.under_way) {
    L.counters[RX_BAD_ACKS]++;
    return;
  }
  L.next_seq++;
  L.under_way = L.nak_heeded = false;
  L.out_done += L.out_cut;
  if (L.out_done < L.out_length) return;
  L.has_out = false;
  device_sent(true);
}

void data_flags(uint8_t flags) {
  bool is_busy = (flags & FLAG_BUSY) != 0;
  if (is_busy && !L.peer_busy) L.timer = L.now + link_wait(500);
  if (!is_busy && L.peer_busy && L.under_way) {
    L.peer_busy = false;
    L.tries = 0; /* what a busy peer did not take was no try */
    if (!link_is_shared()) data_resend();
  }
  L.peer_busy = is_busy;
}

void data_nak(uint8_t reason) {
  if (L.nak_sent || link_is_shared()) return;
  uint8_t payload[2] = {own_flags(), reason};
  L.nak_sent = true;
  L.counters[TX_NAKS]++;
  link_send(FRAME_NAK, 0, L.expected, payload, 2);
}

void data_take(const struct frame *frame) {
  uint8_t behind = (uint8_t)(L.expected - frame->seq);
  if (behind >= 1 && behind <= 128) {
    L.counters[RX_DUPLICATES]++;
    L.owes_ack = true;
  } else if (behind != 0) {
    L.counters[RX_OUT_OF_SEQUENCE]++;
    data_nak(NAK_SEQUENCE);
  } else if (L.said_busy) {
    L.counters[RX_BUSY_DROPS]++;
    L.owes_ack = true;
  } else if (segment_take(frame->payload, frame->length)) {
    L.expected++;
    L.nak_sent = false;
    L.owes_ack = true;
  } else {
    L.counters[RX_SEGMENT]++;
    contact_end(E_PROTOCOL);
    return;
  }
}

static void hand_over(void) {
  L.has_in = false;
  bool is_down = L.in_channel >= CH_CMD && L.in_channel <= CH_ACK;
  if (is_down) {
    L.counters[RX_MESSAGES]++;
    device_message((enum link_channel)L.in_channel, L.in, L.in_length);
  } else {
    L.counters[RX_UNKNOWN_CHANNELS]++;
  }
}

/* Puts a segment to its message; false when it breaks the rules (OMDP-LNK-015). */
bool segment_take(const uint8_t *payload, size_t n) {
  if (n == 0) return false;
  uint8_t head = payload[0];
  bool is_first = (head & FIRST) != 0, is_last = (head & LAST) != 0;
  size_t at = is_first && !is_last ? 4 : 1;
  if (is_first == L.has_in || n < at) return false;
  if (is_first) {
    L.in_channel = head & CHANNEL;
    L.in_length = 0;
    L.in_total = is_last ? n - 1 : (size_t)payload[1] << 16 | get_u16(payload + 2);
    if (L.in_total > MESSAGE_MAX) return false;
  }
  size_t data = n - at;
  bool is_whole = is_first && is_last;
  if ((head & CHANNEL) != L.in_channel || (data == 0 && !is_whole)) return false;
  if (L.in_length + data > L.in_total) return false;
  memcpy(L.in + L.in_length, payload + at, data);
  L.in_length += data;
  if (is_last != (L.in_length == L.in_total)) return false;
  L.has_in = true;
  if (is_last) hand_over();
  return true;
}
