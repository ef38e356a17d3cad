/* One dose after the other (dose.md): known, offered, taken or not, closed. First the record, then the
 * movement. */
#include <string.h>

#include "device.h"

enum { RETRIEVED = 1, NOT_RETRIEVED, MISSED, PREVENTED, WITHHELD = 6, UNCERTAIN };
enum { SAW_NOTHING, SAW_PRESENTED = 2, SAW_LEAVE, SAW_RETURN = 6 };
enum { NOT_DISPENSED = 1, NO_MEDICINE, UNKNOWN_DOSE, FAULT = 5, STUCK = 8, LOW = 12, OUT = 13 };
enum { ACTOR_USER = 1, DISPENSED_UNASSISTED = 11 };

/* Why a window may have passed that nobody looked at. */
static uint8_t passed_because = REASON_OFF;

void dose_missed_because(uint8_t reason) { passed_because = reason; }

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
static bool close_dose(int outcome, int evidence, uint8_t reason) {
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

static bool is_closed(const char *dose_id) {
  for (int i = 0; i < CLOSED_MAX; i++)
    if (strcmp(S.closed[i], dose_id) == 0) return true;
  return false;
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

/* Draws the drawer in. What the light barrier sees then decides: a dose that is still there falls into
 * the reject bin and was not taken. */
static bool draw_in(int outcome_if_there, uint8_t reason) {
  bool is_in = motor_run(LOCKED);
  enum seen seen = is_in ? sensor_read() : UNSURE;
  if (seen == GONE) return close_dose(RETRIEVED, SAW_LEAVE, 0);
  if (seen == PRESENT) return close_dose(outcome_if_there, SAW_RETURN, reason);
  alert_raise(STUCK, NULL, 30);
  return close_dose(UNCERTAIN, SAW_PRESENTED, 0);
}

static bool say_offered(void) {
  S.dose.state = OFFERED;
  if (S.stock > 0) S.stock--;
  about(EV_OFFERED);
  event_close(KEEP);
  watch_stock();
  return journal_commit();
}

static bool offer(void) {
  S.dose.state = OFFERING;
  about(EV_OFFERING);
  event_close(KEEP);
  if (!journal_commit()) return false; /* nothing has moved (OMDP-DOS-006) */
  if (motor_run(OPEN)) return say_offered();
  event_open(EV_JAMMED);
  event_close(KEEP);
  alert_raise(STUCK, NULL, 30);
  return close_dose(UNCERTAIN, SAW_PRESENTED, 0);
}

/* Until when a release before keeps the next one back. */
static msec spaced_at(void) {
  msec spacing = S.plan.spacing_min * MINUTE_MS;
  if (S.released == 0) return 0;
  return (S.released > S.released_elapsed ? S.released : S.released_elapsed) + spacing;
}

static uint8_t obstacle(msec now) {
  if (now < S.lived) return REASON_JUMPED;
  if (now < spaced_at()) return REASON_SPACING;
  if (S.stock == 0) return REASON_NO_MEDICINE;
  return alert_is_open(STUCK) ? REASON_JAM : 0;
}

/* The plan is new: what was over before is not known. Behind a journal that was damaged, a dose whose
 * window is open may have been released already. */
static void look_first(msec now) {
  struct window window;
  S.plan_fresh = false;
  S.handled_due = now - 4 * DAY_MIN * MINUTE_MS;
  while (plan_next(&S.plan, S.handled_due, &window) && window.late <= now) S.handled_due = window.due;
}

/* The next dose of the plan; it is looked for once, since a plan may have nothing for years. */
static bool upcoming(struct window *window) {
  static struct window found;
  static bool is_known, is_there;
  static uint32_t version;
  static msec after;
  if (!is_known || version != S.config_version || after != S.handled_due)
    is_there = plan_next(&S.plan, S.handled_due, &found);
  is_known = true;
  version = S.config_version;
  after = S.handled_due;
  *window = found;
  return is_there;
}

static bool next_dose(msec now) {
  struct window window;
  if (!upcoming(&window)) return false;
  if (is_closed(window.dose_id)) {
    S.handled_due = window.due;
    return true;
  }
  if (window.early > now) {
    passed_because = REASON_CLOCK; /* from here on the device looks at its windows */
    S.forgot = false;
    return false;
  }
  S.dose = (struct dose){KNOWN, 0, (uint8_t)window.entry, window};
  if (window.late <= now) return close_dose(PREVENTED, SAW_NOTHING, passed_because);
  return S.forgot ? close_dose(UNCERTAIN, SAW_NOTHING, 0) : true;
}

static bool known_dose(msec now) {
  const struct window *window = &S.dose.window;
  if (now >= window->late) {
    uint8_t reason = S.dose.reason != 0 ? S.dose.reason : passed_because;
    return close_dose(PREVENTED, SAW_NOTHING, reason);
  }
  if (now < window->early) {
    S.dose.state = NO_DOSE; /* the clock was set back, and its window is still to come */
    return false;
  }
  S.dose.reason = obstacle(now);
  return S.dose.reason == 0 && offer();
}

static bool offered_dose(msec now) {
  const struct window *window = &S.dose.window;
  if (now >= window->late || now < window->early) return draw_in(MISSED, 0);
  if (sensor_read() != GONE) return false;
  bool is_kept = close_dose(RETRIEVED, SAW_LEAVE, 0);
  if (is_kept) motor_run(LOCKED);
  return is_kept;
}

/* The scale of the reject bin is the later reading: without the dose in it, the dose has left the
 * locked part after all. The first record stays as it is (OMDP-DOS-008). */
static bool weigh_bin(void) {
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

bool dose_step(void) {
  if (S.missed_seq != 0 && weigh_bin()) return true;
  if (!S.has_plan) return false;
  if (!clock_trusted()) {
    passed_because = REASON_CLOCK;
    /* Nobody knows when its window closes: what lies within reach goes back. */
    if (S.dose.state == OFFERED || S.dose.state == OFFERING) return draw_in(MISSED, 0);
    if (alert_is_open(FAULT)) return false;
    alert_raise(FAULT, NULL, 30);
    return journal_commit();
  }
  if (alert_is_open(FAULT)) {
    alert_clear(FAULT);
    return journal_commit();
  }
  msec now = clock_civil();
  if (S.plan_fresh) look_first(now);
  if (S.dose.state == NO_DOSE) return next_dose(now);
  if (S.dose.state == KNOWN) return known_dose(now);
  /* Its offering is there and the word that it lies ready could not be written yet. */
  if (S.dose.state == OFFERING && now < S.dose.window.late) return say_offered();
  return offered_dose(now);
}

msec dose_due(void) {
  struct window window;
  if (!S.has_plan || !clock_trusted() || S.plan_fresh) return NEVER;
  msec now = clock_civil();
  if (S.dose.state == NO_DOSE)
    return upcoming(&window) ? window.early : NEVER;
  msec due = S.dose.window.late;
  if (S.dose.state != KNOWN) return due;
  if (spaced_at() > now && spaced_at() < due) due = spaced_at();
  return S.lived > now && S.lived < due ? S.lived : due;
}

/* What the loss of power has left behind (OMDP-DOS-007). */
void dose_boot(void) {
  if (S.dose.state == KNOWN) S.dose.state = NO_DOSE;
  if (S.dose.state == NO_DOSE) return;
  enum seen seen = sensor_read();
  if (seen == PRESENT && S.dose.state == OFFERED) return; /* it lies there still */
  if (seen == GONE && S.dose.state == OFFERED)
    close_dose(NOT_RETRIEVED, SAW_PRESENTED, 0);
  else
    close_dose(UNCERTAIN, SAW_PRESENTED, 0);
  motor_run(LOCKED);
}

bool dose_before_plan(const struct plan *plan) {
  struct window window;
  if (S.dose.state == NO_DOSE) return true;
  const struct window *open = &S.dose.window;
  bool is_there = plan_next(plan, open->due - 1, &window) && window.due == open->due &&
                  strcmp(window.dose_id, open->dose_id) == 0 && window.late == open->late;
  if (is_there) return true;
  if (S.dose.state == KNOWN) return close_dose(WITHHELD, SAW_NOTHING, REASON_PLAN);
  return draw_in(WITHHELD, REASON_PLAN);
}
