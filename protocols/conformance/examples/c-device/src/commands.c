/* Commands (omdp.md, section 6, and commands.md): judged in one order, done once, answered for ever
 * the same. This device knows self-test, sync-time and acknowledge-alert. */
#include <string.h>

#include "device.h"

enum { SELF_TEST = 1, SYNC_TIME, ACKNOWLEDGE };
enum { STUCK = 8 };
enum refusal {
  DONE,
  EXPIRED,
  TOO_EARLY,
  NOT_ALLOWED,
  UNSUPPORTED,
  UNKNOWN_SUBJECT,
  CLOCK_UNTRUSTED,
  BUSY,
  TOO_LATE,
  WRONG_MODE,
  PREVENTED
};
enum {
  USER = 1 << 1,
  KIN = 1 << 2,
  STAFF = 1 << 3,
  TECHNICIAN = 1 << 4,
  GATEWAY = 1 << 5,
  OPERATOR = 1 << 7
};

/* Who may give which command, in the order of their numbers; also those that are not known here,
 * since a wrong role is refused first. */
static const uint8_t RIGHTS[15] = {0,
                                   STAFF | TECHNICIAN | GATEWAY | OPERATOR,
                                   TECHNICIAN | GATEWAY,
                                   KIN | STAFF | TECHNICIAN | OPERATOR,
                                   USER | STAFF,
                                   STAFF,
                                   STAFF | OPERATOR,
                                   STAFF | OPERATOR,
                                   STAFF | OPERATOR,
                                   STAFF | TECHNICIAN,
                                   STAFF,
                                   STAFF | TECHNICIAN,
                                   KIN | STAFF | OPERATOR,
                                   USER | KIN | STAFF | TECHNICIAN | OPERATOR,
                                   TECHNICIAN | GATEWAY};

static const struct reply *answered(const char *id) {
  for (uint8_t i = 0; i < S.reply_count; i++)
    if (strcmp(S.replies[i].id, id) == 0) return &S.replies[i];
  return NULL;
}

static bool waits(const char *id) {
  for (uint8_t i = 0; i < S.wish_count; i++)
    if (strcmp(S.wishes[i].id, id) == 0) return true;
  return false;
}

static bool is_over(msec not_after) {
  return clock_quality() != CLOCK_UNSET && clock_civil() >= not_after;
}

/* A clock that was set back makes no command that was answered and forgotten a new one. The time
 * itself is taken all the same: it is what sets such a clock right. */
static bool is_forgotten(const struct command *command) {
  return command->verb != SYNC_TIME && command->not_after <= S.forgotten;
}

/* Room for one answer more: one whose deadline is over may go, since its command is refused as
 * expired from now on. Answers of commands that wait have their room already. */
static bool make_room(uint8_t reserved) {
  if (S.reply_count + reserved < REPLIES_MAX) return true;
  for (uint8_t i = 0; i < S.reply_count; i++) {
    const struct reply *over = &S.replies[i];
    if (!is_over(over->not_after)) continue;
    if (!over->brings_time && over->not_after > S.forgotten) S.forgotten = over->not_after;
    memmove(&S.replies[i], &S.replies[i + 1], (size_t)(S.reply_count - i - 1) * sizeof *S.replies);
    S.reply_count--;
    return true;
  }
  return false;
}

/* Writes the answer down, with the record of it, and sends it once it is durable. */
static bool answer(const struct command *command, enum refusal refusal) {
  message_text(event_open(EV_HANDLED), K_COMMAND, command->id);
  struct reply *reply = &S.replies[S.reply_count++];
  memset(reply, 0, sizeof *reply);
  memcpy(reply->id, command->id, COMMAND_ID_SIZE);
  reply->result = refusal != DONE;
  reply->refusal = (uint8_t)refusal;
  reply->brings_time = command->verb == SYNC_TIME;
  reply->not_after = command->not_after;
  reply->seq = event_close(refusal == DONE ? KEEP : REFUSAL);
  if (!journal_commit()) return false;
  outbox_put(OUT_REPLY, 0, 0, command->id);
  return true;
}

static enum refusal judge_role_and_time(const struct command *command) {
  if ((RIGHTS[command->verb] >> command->actor & 1) == 0) return NOT_ALLOWED;
  /* sync-time is the one command that is taken without a clock: it gives the clock. */
  if (command->verb != SYNC_TIME && !clock_trusted()) return CLOCK_UNTRUSTED;
  if (is_over(command->not_after) || is_forgotten(command)) return EXPIRED;
  return command->verb > ACKNOWLEDGE ? UNSUPPORTED : DONE;
}

static enum refusal set_time(const struct command *command, msec *moved) {
  msec civil = command->civil;
  if (civil == NO_INSTANT || civil < ZONE_BEGIN || civil >= ZONE_END) return UNKNOWN_SUBJECT;
  if (!clock_may_be(civil)) return EXPIRED;
  bool was_set = clock_quality() != CLOCK_UNSET;
  *moved = was_set ? civil - clock_civil() : 0;
  clock_set(civil);
  bool is_step = *moved > 60000 || *moved < -60000;
  event_open(is_step ? EV_CLOCK_STEPPED : EV_CLOCK_SYNCED);
  event_close(KEEP);
  return DONE;
}

static enum refusal test_mechanism(void) {
  bool is_in_use = S.dose.state == OFFERED || S.dose.state == OFFERING;
  if (!is_in_use) { /* a drawer with a dose in it stays where it is */
    if (!motor_run(LOCKED)) return PREVENTED;
    alert_clear(STUCK);
  }
  event_open(EV_SELF_TESTED);
  event_close(KEEP);
  return DONE;
}

/* Does a command whose time has come. False when nothing could be made durable. */
static bool carry_out(const struct command *command, enum refusal refusal) {
  msec moved = 0;
  bool sets_clock = false;
  if (refusal == DONE && command->verb == SYNC_TIME) {
    refusal = set_time(command, &moved);
    sets_clock = refusal == DONE;
  } else if (refusal == DONE && command->verb == SELF_TEST) {
    refusal = test_mechanism();
  } else if (refusal == DONE) {
    refusal = alert_acknowledge(command) ? DONE : UNKNOWN_SUBJECT;
  }
  bool is_kept = answer(command, refusal);
  if (!sets_clock) return is_kept;
  if (!is_kept) {
    clock_undo();
    return false;
  }
  clock_keep();
  if (moved > 0) dose_missed_because(REASON_JUMPED);
  return true;
}

static void keep_wish(const struct command *command) {
  message_text(event_open(EV_WISH_KEPT), K_COMMAND, command->id);
  event_close(KEEP);
  uint8_t at = S.wish_count++;
  for (; at > 0; at--) { /* in the order of their instants, and of their ids */
    const struct command *before = &S.wishes[at - 1];
    if (before->not_before < command->not_before) break;
    if (before->not_before == command->not_before && strcmp(before->id, command->id) < 0) break;
    S.wishes[at] = *before;
  }
  S.wishes[at] = *command;
  if (!journal_commit()) outbox_put(OUT_REFUSAL, BUSY, 0, command->id);
}

static msec instant_at(const uint8_t *fields, int key) {
  const uint8_t *item = cbor_find(fields, key);
  return item == NULL ? NO_INSTANT : cbor_instant(item);
}

void command_take(const struct message *message) {
  const uint8_t *fields = message->fields;
  struct command command;
  memset(&command, 0, sizeof command);
  cbor_text_copy(cbor_find(fields, -1), command.id, sizeof command.id);
  if (answered(command.id) != NULL) {
    outbox_put(OUT_REPLY, 0, 0, command.id);
    return;
  }
  if (waits(command.id)) return; /* its one answer comes when its time has */
  command.verb = (uint8_t)cbor_number(cbor_find(fields, -2));
  command.actor = (uint8_t)cbor_number(cbor_find(fields, -5));
  command.not_after = instant_at(fields, -3);
  command.not_before = instant_at(fields, -4);
  command.civil = instant_at(fields, -7);
  const uint8_t *alert_id = cbor_find(fields, -6);
  if (alert_id != NULL) cbor_text_copy(alert_id, command.alert_id, sizeof command.alert_id);
  if (!make_room(S.wish_count)) {
    outbox_put(OUT_REFUSAL, BUSY, 0, command.id);
    return;
  }
  enum refusal refusal = judge_role_and_time(&command);
  bool is_ahead = command.not_before != NO_INSTANT &&
                  (clock_quality() == CLOCK_UNSET || clock_civil() < command.not_before);
  if (refusal == DONE && is_ahead && command.verb == SYNC_TIME) refusal = TOO_EARLY;
  if (refusal == DONE && is_ahead) {
    if (S.wish_count < WISHES_MAX)
      keep_wish(&command);
    else
      answer(&command, BUSY);
  } else if (!carry_out(&command, refusal)) {
    outbox_put(OUT_REFUSAL, BUSY, 0, command.id);
  }
}

msec wish_due(void) { return S.wish_count == 0 ? NEVER : S.wishes[0].not_before; }

bool wish_step(void) {
  if (S.wish_count == 0 || !clock_trusted() || clock_civil() < S.wishes[0].not_before) return false;
  struct command command = S.wishes[0];
  S.wish_count--;
  memmove(S.wishes, S.wishes + 1, S.wish_count * sizeof *S.wishes);
  return carry_out(&command, judge_role_and_time(&command));
}

/* Time runs up to an instant, and what falls due on the way is done at its own (OMDP-TCK-005). */
void run_clock_take(const struct message *message) {
  char id[COMMAND_ID_SIZE];
  cbor_text_copy(cbor_find(message->fields, -1), id, sizeof id);
  msec until = instant_at(message->fields, -2);
  enum refusal refusal = !clock_is_test()                 ? WRONG_MODE
                         : clock_quality() == CLOCK_UNSET ? CLOCK_UNTRUSTED
                         : until >= ZONE_END              ? UNKNOWN_SUBJECT
                                                          : DONE;
  while (refusal == DONE) {
    device_step();
    msec due = device_due();
    if (due >= until || due <= clock_civil()) break;
    clock_jump(due);
  }
  if (refusal == DONE) {
    clock_jump(until);
    device_step();
  }
  outbox_put(OUT_REFUSAL, (uint32_t)refusal, 0, id);
}
