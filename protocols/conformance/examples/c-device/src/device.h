/* What the device knows and keeps, and the parts that work on it. */
#ifndef DEVICE_H
#define DEVICE_H

#include "link.h"
#include "plan.h"
#include "port.h"
#include "schema.h"

enum { REPLIES_MAX = 32, WISHES_MAX = 16, ALERTS_MAX = 16, CLOSED_MAX = 16, SPOOL_MAX = 200 };
enum { COMMAND_ID_SIZE = 37, ALERT_ID_SIZE = 25, RECORD_MAX = 200 };
#define NEVER INT64_MAX

/* A command, as far as this device knows commands, or the answer that it got. */
struct command {
  char id[COMMAND_ID_SIZE], alert_id[ALERT_ID_SIZE];
  uint8_t verb, actor;
  msec not_after, not_before, civil; /* NO_INSTANT where the command has none */
};
struct reply {
  char id[COMMAND_ID_SIZE];
  uint8_t result, refusal;
  uint32_t seq;
  msec not_after;
  bool brings_time; /* its command may come again when this is forgotten */
};

/* The life of the one dose whose window is open: windows of a plan never overlap. */
enum dose_state { NO_DOSE, KNOWN, OFFERING, OFFERED };
struct dose {
  uint8_t state, reason, entry;
  struct window window;
};

struct alert {
  uint32_t seq; /* of the record that raised it */
  uint8_t code;
  bool of_dose;
};

/* A configuration that waits for its instant. */
struct config {
  uint32_t version;
  msec not_before;
  bool has_plan;
  int16_t low_stock; /* -1 leaves it */
  struct plan plan;
};

/* All that has to survive the loss of power, written as it stands. It has no pointers. */
struct kept {
  uint32_t epoch, last_seq, acked_seq, boot_id, boots;
  uint32_t config_version;
  bool has_plan, has_waiting;
  bool forgot;            /* an earlier journal was damaged */
  bool released_at_unset; /* a release whose time nobody knows */
  bool plan_fresh;        /* no window of the plan has been looked at yet */
  uint8_t low_stock, stock;
  struct plan plan;
  struct config waiting;
  struct reply replies[REPLIES_MAX];
  struct command wishes[WISHES_MAX];
  uint8_t reply_count, wish_count, alert_count, closed_next;
  struct alert alerts[ALERTS_MAX];
  char closed[CLOSED_MAX][DOSE_ID_SIZE]; /* the newest doses that have their outcome */
  struct dose dose;
  struct window missed;      /* a dose that was drawn in, until the reject bin was weighed */
  uint32_t missed_seq;       /* of the record of its outcome; 0 for none */
  msec handled_due;          /* every dose due up to here is closed, or was never known */
  msec forgotten;            /* latest deadline of a command whose answer was forgotten */
  msec lived;                /* greatest civil time that the device has shown */
  msec set_at, error_at_set; /* when the clock was set, and how far it may have been off then */
  msec released, released_elapsed; /* last release, by the clock and as if it was never set */
};
extern struct kept S;

/* A change of S and the records that tell of it become durable together, or not at all: then S is
 * as before. Nothing may move, and nothing may be sent, before it gives true. */
bool journal_commit(void);
/* True when the storage had a journal that could be read. */
bool journal_load(void);
extern uint64_t journal_commits, journal_failures, journal_torn;

/* Records that the host has not acknowledged. */
struct record {
  uint32_t seq, count; /* more than one where a marker stands for a run */
  uint8_t droppable, length;
  uint8_t bytes[RECORD_MAX];
};
enum { KEEP, TELEMETRY, REFUSAL };
size_t spool_count(void);
const struct record *spool_at(size_t i);
bool spool_has_room(size_t more);
void spool_append(const struct record *record);
void spool_forget(uint32_t through_seq);
void spool_clear(void);
extern uint64_t spool_dropped;

/* Opens a record of the next number; its further fields follow in ascending order of their keys. */
struct cbor_out *event_open(int kind);
/* Gives the number of the record. It is durable with the next commit. */
uint32_t event_close(uint8_t droppable);
size_t events_pending(void);
const struct record *event_pending(size_t i);
void events_discard(void);

enum {
  EV_OFFERING = 1,
  EV_OFFERED,
  EV_REMINDED,
  EV_RELEASED,
  EV_CLOSED,
  EV_CORRECTED,
  EV_ALERT_RAISED = 10,
  EV_ALERT_CLEARED,
  EV_ALERT_ACKNOWLEDGED,
  EV_PLAN_ACCEPTED = 20,
  EV_PLAN_REFUSED,
  EV_CONFIG_APPLIED,
  EV_STOCK_CHANGED,
  EV_BOOTED = 30,
  EV_SELF_TESTED,
  EV_MAINS_LOST,
  EV_MAINS_RESTORED,
  EV_CLOCK_SYNCED = 35,
  EV_CLOCK_STEPPED,
  EV_LID_OPENED = 40,
  EV_LID_CLOSED,
  EV_MOVED = 44,
  EV_JAMMED,
  EV_LINK_LOST = 50,
  EV_LINK_RESTORED,
  EV_DROPPED,
  EV_HANDLED,
  EV_WISH_KEPT
};
enum {
  K_DOSE_ID = 8,
  K_DUE,
  K_OUTCOME,
  K_EVIDENCE,
  K_REASON,
  K_DISPENSE,
  K_ALERT_ID,
  K_ALERT,
  K_SEVERITY,
  K_ACTOR,
  K_REFERS_TO,
  K_COUNT = 20,
  K_RESET,
  K_COMMAND,
  K_DETAIL
};

/* Alerts: the number behind the dot of the national code. */
void alert_raise(uint8_t code, const struct window *dose, uint8_t severity);
void alert_clear(uint8_t code);
bool alert_is_open(uint8_t code);
bool alert_acknowledge(const struct command *command);

/* The clock. Civil time may be asked for only while it is known. */
enum { CLOCK_UNSET, CLOCK_RTC, CLOCK_SYNCED };
void clock_start(bool test_clock);
int clock_quality(void);
bool clock_trusted(void);
msec clock_uptime(void);
msec clock_civil(void);
msec clock_error(void);
/* Sets the clock; what follows from it becomes durable with the next commit. Undone where that
 * fails, and otherwise told to the clock with the battery. */
bool clock_may_be(msec civil);
void clock_set(msec civil);
void clock_undo(void);
void clock_keep(void);
/* In the test state: time runs up to an instant at once. */
bool clock_is_test(void);
void clock_jump(msec civil);

/* Doses. */
enum {
  REASON_NO_MEDICINE = 1,
  REASON_JAM = 2,
  REASON_JOURNAL = 4,
  REASON_CLOCK = 5,
  REASON_PLAN = 9,
  REASON_SPACING = 11,
  REASON_OFF = 12,
  REASON_JUMPED = 18
};
void dose_boot(void);
/* Before another plan is taken: a dose that it does not have is withheld. False where that can't be
 * made durable. */
bool dose_before_plan(const struct plan *plan);
/* Why windows that have passed unseen did so. */
void dose_missed_because(uint8_t reason);
/* Does one thing that is due; false when nothing is. */
bool dose_step(void);
msec dose_due(void);
void dose_load(uint8_t doses);

/* Commands and configurations. */
void command_take(const struct message *message);
void run_clock_take(const struct message *message);
bool wish_step(void);
msec wish_due(void);
void config_take(const struct message *message);
bool config_step(void);
msec config_due(void);

/* What goes to the host: answers and reports wait here, records in the spool. */
enum {
  OUT_REPLY,
  OUT_REFUSAL,
  OUT_CAPABILITIES,
  OUT_COUNTERS,
  OUT_REPORTED,
  OUT_RANGE,
  OUT_OFFLINE
};
void outbox_put(int kind, uint32_t number, uint32_t through, const char *id);
void outbox_report_config(uint32_t refused_version, const char *detail);
bool outbox_is_full(void);
bool outbox_is_empty(void);
void acknowledged(uint32_t epoch, uint32_t through);
extern uint64_t outbox_sent, outbox_resent, outbox_foreign, outbox_beyond;
extern uint64_t refusals[REFUSED_KINDS];

/* The device as a whole. */
struct device_setup {
  char device_id[33], serial[33];
  bool test_clock;
};
extern struct device_setup device;
/* Gives the number of the boot; 0 when nothing can be made durable. */
uint32_t device_start(const struct device_setup *setup);
void device_step(void);
msec device_due(void); /* civil time, or NEVER */
/* A hand at the device. */
void hand_lid(bool is_open);
void hand_mains(bool is_there);
void hand_test(void);

#endif
