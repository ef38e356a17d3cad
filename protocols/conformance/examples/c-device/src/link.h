/* The device's end of the serial link (link.md): contact, numbers, repeats, segments, counters.
 *
 * It sends one DATA frame and waits for its acknowledgement, and takes one at a time (window 1):
 * then a repeat is cut from the message again, and no frame needs to be kept. Nothing here waits:
 * time and bytes come in, bytes and messages go out. */
#ifndef LINK_H
#define LINK_H

#include "frame.h"

/* Longest message that this device takes: a configuration with all that it may hold. */
#ifndef MESSAGE_MAX
#define MESSAGE_MAX 8192
#endif
enum { SEND_MAX = 2048 };

enum link_channel {
  CH_WILL,
  CH_STATE,
  CH_EVT,
  CH_RSP,
  CH_CFG_REPORTED,
  CH_CMD = 8,
  CH_CFG_DESIRED,
  CH_ACK
};

struct link_setup {
  char device_id[33];
  uint32_t boot_id;
  uint8_t address; /* ADDRESS_NONE on a line with two ends */
  uint32_t baud;   /* how long bytes take on the line */
  uint32_t speed;  /* waits pass so many times as fast; 1 but in tests */
};

void link_start(const struct link_setup *setup, msec now);

/* What came over the line. */
void link_bytes(const uint8_t *bytes, size_t n, msec now);

/* Does what is due; called when link_due has come, and when there may be something new to send. */
void link_poll(msec now);

/* When link_poll is due next. */
msec link_due(msec now);

/* Says goodbye and ends the contact. */
void link_close(msec now);

bool link_has_contact(void);

/* What the link needs of the rest of the device. */

/* A contact has begun: the will and the birth are to be the first messages. */
void device_contact(void);
/* The link counts as down, or has contact again after that; each told once. */
void device_link_down(bool is_down);
/* A message came whole. */
void device_message(enum link_channel channel, const uint8_t *bytes, size_t n);
/* The next message to send, of at most `room` bytes, or 0. Called again once that one arrived. */
size_t device_next(enum link_channel *channel, uint8_t *to, size_t room);
/* Tells that the message which device_next gave last was acknowledged, or is too long for the peer.
 */
void device_sent(bool arrived);
/* The device has no room for another message just now. */
bool device_is_busy(void);
/* Bytes for the line. */
void port_line_write(const uint8_t *bytes, size_t n);

#endif
