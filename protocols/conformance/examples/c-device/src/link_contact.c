/* Getting into contact, and out of it (link.md, sections 2 and 5). */
#include <string.h>

#include "link_wire.h"

enum { FIXED = 21, NAME_MAX = 32, OFFERS_MAX = 3, DOWN_AFTER = 3, PAUSE_MAX_S = 30 };

struct introduction {
  uint32_t boot_id, answered_boot_id, handshake, payload_max, window, message_max;
};

static bool is_name(const uint8_t *at, size_t n) {
  for (size_t i = 0; i < n; i++) {
    uint8_t c = at[i];
    bool letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    if (!letter && !(c >= '0' && c <= '9') && c != '_' && c != '-') return false;
  }
  return true;
}

/* Bytes behind the name are of a newer sender and passed over. */
static bool read_introduction(const struct frame *frame, struct introduction *of) {
  const uint8_t *at = frame->payload;
  if (frame->length < FIXED || frame->length < FIXED + (size_t)at[20]) return false;
  of->boot_id = get_u32(at + 1);
  of->answered_boot_id = get_u32(at + 5);
  of->handshake = get_u32(at + 9);
  of->payload_max = get_u16(at + 13);
  of->window = at[15];
  of->message_max = get_u32(at + 16);
  if (of->payload_max < PAYLOAD_LEAST || of->payload_max > 1024) return false;
  if (of->window < 1 || of->window > 4) return false;
  if (of->message_max < 128 || of->message_max > 65536) return false;
  return at[20] <= NAME_MAX && is_name(at + FIXED, at[20]);
}

/* Says who this device is, and to which handshake. */
static void say_introduction(void) {
  uint8_t payload[FIXED + NAME_MAX];
  size_t name = strlen(L.setup.device_id);
  payload[0] = LINK_VERSION;
  put_u32(payload + 1, L.setup.boot_id);
  put_u32(payload + 5, L.peer_boot);
  put_u32(payload + 9, L.handshake);
  put_u16(payload + 13, FRAME_PAYLOAD_MAX);
  payload[15] = 1;
  put_u32(payload + 16, MESSAGE_MAX);
  payload[20] = (uint8_t)name;
  memcpy(payload + FIXED, L.setup.device_id, name);
  link_send(FRAME_RSTACK, 0, 0, payload, FIXED + name);
}

void link_start(const struct link_setup *setup, msec now) {
  memset(&L, 0, sizeof L);
  L.setup = *setup;
  if (L.setup.speed == 0) L.setup.speed = 1;
  L.now = now;
  L.sent_at = L.version_said_at = now - 60000;
  L.pause_s = 1;
  L.timer = now + link_wait(1000);
  if (!link_is_shared()) link_say_error(E_NO_CONTACT, 0);
}

void contact_offer(void) {
  L.timer = L.now + link_wait(1000);
  say_introduction();
}

static void wait_again(void) {
  L.state = WAITING;
  L.pause_s = 1;
  L.timer = L.now + link_wait(1000);
}

void contact_end(enum link_error told) {
  if (L.state == CONTACT) L.counters[CONTACTS_LOST]++;
  wait_again();
  /* On a shared line the device speaks only in answer, and silence brought nothing to answer. */
  if (!link_is_shared() || told == E_PROTOCOL) link_say_error(told, 0);
}

void link_close(msec now) {
  L.now = now;
  if (!link_is_shared()) link_say_error(E_CLOSED, 0);
  wait_again();
}

/* An answer to what makes no sense now: nothing between two ends, one frame on a shared line. */
static void unexpected(void) {
  L.counters[RX_UNEXPECTED]++;
  if (!link_is_shared()) return;
  if (L.state == CONTACT)
    data_answer();
  else
    link_say_error(E_NO_CONTACT, 0);
}

static bool is_other_version(const struct frame *frame) {
  if (frame->length == 0 || frame->payload[0] == LINK_VERSION) return false;
  L.counters[RX_VERSION]++;
  link_say_error(E_VERSION, LINK_VERSION);
  return true;
}

void contact_reset(const struct frame *frame) {
  struct introduction of;
  if (is_other_version(frame)) return;
  if (!read_introduction(frame, &of)) {
    unexpected();
    return;
  }
  bool is_same_boot = L.has_peer && of.boot_id == L.peer_boot;
  int32_t ahead = (int32_t)(of.handshake - L.handshake);
  bool is_over = is_same_boot && (ahead < 0 || (ahead == 0 && L.state == WAITING && L.was_contact));
  if (is_over) {
    /* An RST that was long on its way. Without contact, ERR has the gateway begin a new one. */
    bool is_idle = L.state == WAITING && !link_is_shared();
    unexpected();
    if (is_idle) link_say_error(E_NO_CONTACT, 0);
    return;
  }
  bool is_repeat = is_same_boot && ahead == 0 && L.state != WAITING;
  if (!is_repeat) {
    if (L.state == CONTACT) L.counters[CONTACTS_LOST]++;
    L.state = OFFERING;
    L.was_contact = false;
    L.attempts = 1;
    L.has_peer = true;
    L.peer_boot = of.boot_id;
    L.handshake = of.handshake;
    L.payload_max = of.payload_max < FRAME_PAYLOAD_MAX ? of.payload_max : FRAME_PAYLOAD_MAX;
    L.peer_message_max = of.message_max;
  }
  contact_offer();
}

void contact_confirm(const struct frame *frame) {
  struct introduction of;
  if (is_other_version(frame)) return;
  bool is_read = read_introduction(frame, &of);
  bool is_mine = is_read && of.answered_boot_id == L.setup.boot_id && of.handshake == L.handshake &&
                 of.boot_id == L.peer_boot;
  if (!is_mine || L.state == WAITING) {
    unexpected();
    return;
  }
  if (L.state == OFFERING) {
    L.state = CONTACT;
    L.was_contact = true;
    L.counters[CONTACTS]++;
    L.downs = 0;
    if (L.is_down) device_link_down(false);
    L.is_down = false;
    data_begin();
  }
  if (link_is_shared())
    data_answer();
  else
    data_send();
}

void contact_timer(void) {
  if (link_is_shared() || L.now < L.timer) return;
  if (L.state == OFFERING) {
    if (L.attempts++ < OFFERS_MAX) {
      contact_offer();
      return;
    }
    L.counters[RESETS_FAILED]++;
    contact_end(E_NO_CONTACT);
  } else {
    L.pause_s = L.pause_s * 2 > PAUSE_MAX_S ? PAUSE_MAX_S : L.pause_s * 2;
    L.timer = L.now + link_wait(L.pause_s * 1000);
    link_say_error(E_NO_CONTACT, 0);
  }
  if (++L.downs == DOWN_AFTER && !L.is_down) {
    L.is_down = true;
    device_link_down(true);
  }
}
