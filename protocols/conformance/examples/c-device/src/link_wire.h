/* What the parts of the link share. Nobody else includes it. */
#ifndef LINK_WIRE_H
#define LINK_WIRE_H

#include "link.h"

/* Places of the counters of link.md, section 8, less one. */
enum counter {
  RX_FRAMES,
  TX_FRAMES,
  RX_CRC,
  RX_STUFFING,
  RX_TOO_LONG,
  RX_LENGTH,
  RX_VERSION,
  RX_UNKNOWN_TYPE,
  RX_ADDRESS,
  RX_FOREIGN,
  RX_DUPLICATES,
  RX_OUT_OF_SEQUENCE,
  RX_BUSY_DROPS,
  RX_BAD_ACKS,
  RX_NAKS,
  RX_ERRORS,
  RX_UNEXPECTED,
  RX_SEGMENT,
  RX_UNKNOWN_CHANNELS,
  RX_MESSAGES,
  RX_ACK_TIMEOUTS,
  TX_REPEATS,
  TX_NAKS,
  TX_MESSAGES,
  TX_DROPPED,
  CONTACTS,
  CONTACTS_LOST,
  RESETS_FAILED,
  COUNTERS
};

enum link_error { E_NO_CONTACT = 1, E_VERSION, E_UNKNOWN_TYPE, E_PROTOCOL, E_GAVE_UP, E_CLOSED };
enum { LINK_VERSION = 1, PAYLOAD_LEAST = 128, NAK_DAMAGED = 1, NAK_SEQUENCE = 2 };
enum { FLAG_BUSY = 1, FLAG_ANSWER = 2, FLAG_MORE = 4 };

enum state { WAITING, OFFERING, CONTACT };

struct link {
  struct link_setup setup;
  enum state state;
  uint32_t counters[COUNTERS];
  msec now, timer, heard_at, sent_at, version_said_at;
  /* handshake */
  bool has_peer, was_contact;
  uint32_t peer_boot, handshake, attempts, pause_s, downs;
  uint32_t payload_max, peer_message_max;
  bool is_down;
  /* numbers: one frame under way */
  uint8_t expected, next_seq;
  bool under_way, nak_sent, nak_heeded, peer_busy, said_busy, owes_ack;
  uint8_t tries;
  /* the message that is being sent, and how much of it has arrived */
  uint8_t out[SEND_MAX];
  size_t out_length, out_done, out_cut;
  bool has_out;
  enum link_channel out_channel;
  /* the message that is coming */
  uint8_t in[MESSAGE_MAX];
  size_t in_total, in_length;
  bool has_in;
  uint8_t in_channel;
  /* the frame that is coming */
  uint8_t raw[FRAME_LINE_MAX];
  size_t raw_length;
  bool raw_too_long;
  msec raw_at;
};
extern struct link L;

/* link.c */
msec link_wait(msec ms);
void link_send(enum frame_type type, uint8_t seq, uint8_t ack, const uint8_t *payload, size_t n);
void link_say_error(enum link_error error, uint8_t detail);
bool link_is_shared(void);

/* link_contact.c */
void contact_reset(const struct frame *frame);
void contact_confirm(const struct frame *frame);
void contact_offer(void);
void contact_end(enum link_error told);
void contact_timer(void);

/* link_data.c */
void data_begin(void);
void data_take(const struct frame *frame);
void data_acknowledged(uint8_t ack);
void data_flags(uint8_t flags);
void data_nak(uint8_t reason);
void data_answer(void);
void data_send(void);
void data_resend(void);
void data_timer(void);
bool segment_take(const uint8_t *payload, size_t n);

#endif
