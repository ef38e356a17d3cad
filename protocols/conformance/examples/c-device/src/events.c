/* Records: one message each, numbered without a gap. They become durable with the next commit. */
#include <stdio.h>
#include <string.h>

#include "device.h"

/* The most records of one write. */
enum { PENDING_MAX = 8 };
static struct record pending[PENDING_MAX];
static size_t pending_count;
static bool is_too_much; /* then the write fails as a whole, and no number is lost */
static struct cbor_out out;

struct cbor_out *event_open(int kind) {
  struct record *record = &pending[pending_count < PENDING_MAX ? pending_count : PENDING_MAX - 1];
  record->seq = ++S.last_seq;
  record->count = 1;
  message_open(&out, record->bytes, RECORD_MAX, M_EVENT);
  message_uint(&out, 1, S.epoch);
  message_uint(&out, 2, record->seq);
  message_uint(&out, 3, (uint64_t)kind);
  message_uint(&out, 4, S.boot_id);
  message_uint(&out, 5, (uint64_t)clock_uptime());
  if (clock_quality() != CLOCK_UNSET) message_instant(&out, 6, clock_civil());
  message_uint(&out, 7, (uint64_t)clock_quality());
  return &out;
}

uint32_t event_close(uint8_t droppable) {
  struct record *record = &pending[pending_count < PENDING_MAX ? pending_count : PENDING_MAX - 1];
  record->droppable = droppable;
  record->length = (uint8_t)out.n;
  if (out.overflow || pending_count == PENDING_MAX)
    is_too_much = true;
  else
    pending_count++;
  return record->seq;
}

size_t events_pending(void) { return is_too_much ? SPOOL_MAX + 1 : pending_count; }

const struct record *event_pending(size_t i) { return &pending[i]; }

void events_discard(void) {
  pending_count = 0;
  is_too_much = false;
}

static void alert_name(uint32_t seq, char id[ALERT_ID_SIZE]) {
  snprintf(id, ALERT_ID_SIZE, "%lu-%lu", (unsigned long)S.epoch, (unsigned long)seq);
}

bool alert_is_open(uint8_t code) {
  for (uint8_t i = 0; i < S.alert_count; i++)
    if (S.alerts[i].code == code && !S.alerts[i].of_dose) return true;
  return false;
}

static void forget_alert(uint8_t i) {
  memmove(&S.alerts[i], &S.alerts[i + 1], (size_t)(S.alert_count - i - 1) * sizeof *S.alerts);
  S.alert_count--;
}

/* An alert has the name of the record that raises it (OMDP-EVT-009). */
void alert_raise(uint8_t code, const struct window *dose, uint8_t severity) {
  char id[ALERT_ID_SIZE];
  if (dose == NULL && alert_is_open(code)) return;
  alert_name(S.last_seq + 1, id);
  struct cbor_out *record = event_open(EV_ALERT_RAISED);
  if (dose != NULL) {
    message_text(record, K_DOSE_ID, dose->dose_id);
    message_instant(record, K_DUE, dose->due);
  }
  message_text(record, K_ALERT_ID, id);
  message_uint(record, K_ALERT, code);
  message_uint(record, K_SEVERITY, severity);
  uint32_t seq = event_close(KEEP);
  if (S.alert_count == ALERTS_MAX) forget_alert(0); /* the host still has it */
  S.alerts[S.alert_count++] = (struct alert){seq, code, dose != NULL};
}

/* Ends an alert about a part of the device: its condition is over (OMDP-DOS-011). */
void alert_clear(uint8_t code) {
  for (uint8_t i = 0; i < S.alert_count; i++) {
    if (S.alerts[i].code != code || S.alerts[i].of_dose) continue;
    char id[ALERT_ID_SIZE];
    alert_name(S.alerts[i].seq, id);
    struct cbor_out *record = event_open(EV_ALERT_CLEARED);
    message_text(record, K_ALERT_ID, id);
    message_uint(record, K_ALERT, code);
    event_close(KEEP);
    forget_alert(i);
    return;
  }
}

/* Notes who took charge. An alert about a dose ends by it, one about a part goes on. */
bool alert_acknowledge(const struct command *command) {
  for (uint8_t i = 0; i < S.alert_count; i++) {
    char id[ALERT_ID_SIZE];
    alert_name(S.alerts[i].seq, id);
    if (strcmp(id, command->alert_id) != 0) continue;
    struct cbor_out *record = event_open(EV_ALERT_ACKNOWLEDGED);
    message_text(record, K_ALERT_ID, id);
    message_uint(record, K_ALERT, S.alerts[i].code);
    message_uint(record, K_ACTOR, command->actor);
    event_close(KEEP);
    if (S.alerts[i].of_dose) forget_alert(i);
    return true;
  }
  return false;
}
