/* One cycle of one dose: first the record, then the movement, then what was seen (dose.md). */
#include "dose_cycle.h"

#include <string.h>

enum { NO_MEDICINE = 2, UNKNOWN_DOSE, LOW = 12, OUT };
enum { ACTOR_USER = 1, DISPENSED_UNASSISTED = 11 };

static struct cbor_out *about(int kind) {
  struct cbor_out *record = event_open(kind);
  message_text(record, K_DOSE_ID, S.dose.window.dose_id);
  message_instant(record, K_DUE, S.dose.window.due);
  return record;
}

static void release_record(void) {
  message_uint(about(EV_RELEASED), K_ACTOR, ACTOR_USER);
  event_close(KEEP);
  if (clock_quality() == CLOCK_UNSET)
    S.released_at_unset = true;
  else
    S.released = S.released_elapsed = clock_civil();
}

/* Gives the dose its outcome, and the alert that goes with it, in one write. */
bool cycle_close(int outcome, int evidence, uint8_t reason) {
  if (outcome == RETRIEVED || outcome == NOT_RETRIEVED) release_record();
  struct cbor_out *record = about(EV_CLOSED);
  message_uint(record, K_OUTCOME, (uint64_t)outcome);
  message_uint(record, K_EVIDENCE, (uint64_t)evidence);
  if (reason != 0) message_uint(record, K_REASON, reason);
  if (outcome == RETRIEVED) message_uint(record, K_DISPENSE, DISPENSED_UNASSISTED);
  uint32_t seq = event_close(KEEP);
  if (outcome == MISSED) {
    S.missed = S.dose.window;
    S.missed_seq = seq;
  }
  if (outcome == UNCERTAIN) alert_raise(UNKNOWN_DOSE, &S.dose.window, 20);
  if (outcome == MISSED) alert_raise(NOT_DISPENSED, &S.dose.window, 30);
  if (outcome == PREVENTED)
    alert_raise(reason == REASON_NO_MEDICINE ? NO_MEDICINE : NOT_DISPENSED, &S.dose.window, 30);
  memcpy(S.closed[S.closed_next], S.dose.window.dose_id, DOSE_ID_SIZE);
  S.closed_next = (uint8_t)((S.closed_next + 1) % CLOSED_MAX);
  S.handled_due = S.dose.window.due;
  S.dose.state = NO_DOSE;
  return journal_commit();
}

static void watch_stock(void) {
  if (S.stock == 0) alert_raise(OUT, NULL, 30);
  if (S.stock > 0 && S.stock <= S.low_stock) alert_raise(LOW, NULL, 10);
}

void dose_load(uint8_t doses) {
  S.stock = doses;
  message_uint(event_open(EV_STOCK_CHANGED), K_COUNT, doses);
  event_close(KEEP);
  if (doses > 0) alert_clear(OUT);
  if (doses > S.low_stock) alert_clear(LOW);
  journal_commit();
}

/* Draws the drawer in. What the light barrier sees then decides: a dose that is still there falls
 * into the reject bin and was not taken. */
bool cycle_draw_in(int outcome_if_there, uint8_t reason) {
  bool is_in = motor_run(LOCKED);
  enum seen seen = is_in ? sensor_read() : UNSURE;
  if (seen == GONE) return cycle_close(RETRIEVED, SAW_LEAVE, 0);
  if (seen == PRESENT) return cycle_close(outcome_if_there, SAW_RETURN, reason);
  alert_raise(STUCK, NULL, 30);
  return cycle_close(UNCERTAIN, SAW_PRESENTED, 0);
}

bool cycle_say_offered(void) {
  S.dose.state = OFFERED;
  if (S.stock > 0) S.stock--;
  about(EV_OFFERED);
  event_close(KEEP);
  watch_stock();
  return journal_commit();
}

bool cycle_offer(void) {
  S.dose.state = OFFERING;
  about(EV_OFFERING);
  event_close(KEEP);
  if (!journal_commit()) return false; /* nothing has moved (OMDP-DOS-006) */
  if (motor_run(OPEN)) return cycle_say_offered();
  event_open(EV_JAMMED);
  event_close(KEEP);
  alert_raise(STUCK, NULL, 30);
  return cycle_close(UNCERTAIN, SAW_PRESENTED, 0);
}

/* The scale of the reject bin is the later reading: without the dose in it, the dose has left the
 * locked part after all. The first record stays as it is (OMDP-DOS-008). */
bool cycle_weigh_bin(void) {
  enum seen seen = bin_read();
  if (seen == UNSURE) return false;
  uint32_t refers_to = S.missed_seq;
  S.missed_seq = 0;
  if (seen == GONE) {
    struct cbor_out *record = event_open(EV_CORRECTED);
    message_text(record, K_DOSE_ID, S.missed.dose_id);
    message_instant(record, K_DUE, S.missed.due);
    message_uint(record, K_OUTCOME, NOT_RETRIEVED);
    message_uint(record, K_EVIDENCE, SAW_NOTHING);
    message_uint(record, K_REFERS_TO, refers_to);
    event_close(KEEP);
  }
  return journal_commit();
}
