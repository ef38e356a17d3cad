/* What goes to the host, in its order: last will, birth, answers, records. */
#include <string.h>

#include "device.h"

enum { ITEMS_MAX = 32, REPORTS_MAX = 4, REPORT_SIZE = 192, ROOM_LEFT = 4 };
enum { ONLINE = 1, OFFLINE = 3, LOST };
static const char PRODUCT[] = "omdp-c-device", FIRMWARE[] = "1.0.0";

static struct item {
  uint8_t kind;
  uint32_t number, through;
  uint32_t behind; /* the records up to here are sent before it: they tell what it answers */
  char id[COMMAND_ID_SIZE];
} items[ITEMS_MAX];
static size_t item_count;
static struct {
  size_t length;
  uint8_t bytes[REPORT_SIZE];
} reports[REPORTS_MAX]; /* of the configuration, as it was then */
static uint32_t report_number;

static bool owes_will, owes_birth;
static enum { NOTHING, GREETING, ITEM, RECORD } under_way;
static uint32_t record_under_way;
static uint32_t send_from = 1, sent_through; /* of the records; the second of this boot */
uint64_t outbox_sent, outbox_resent, outbox_foreign, outbox_beyond;
uint64_t refusals[REFUSED_KINDS];

bool outbox_is_full(void) { return item_count + ROOM_LEFT > ITEMS_MAX; }

bool outbox_is_empty(void) { return item_count == 0; }

/* One more than fits is left out: the link takes no message while the outbox is full, but a wish
 * may end then. Its answer is kept, and the host asks for it again. */
void outbox_put(int kind, uint32_t number, uint32_t through, const char *id) {
  if (item_count == ITEMS_MAX) return;
  struct item *item = &items[item_count++];
  memset(item, 0, sizeof *item);
  item->kind = (uint8_t)kind;
  item->number = number;
  item->through = through;
  item->behind = S.last_seq;
  if (id != NULL) memcpy(item->id, id, strlen(id) + 1);
}

static void drop_item(size_t i) {
  memmove(&items[i], &items[i + 1], (item_count - i - 1) * sizeof *items);
  item_count--;
}

void outbox_report_config(uint32_t refused_version, const char *detail) {
  struct cbor_out out;
  uint32_t place = report_number++ % REPORTS_MAX;
  message_open(&out, reports[place].bytes, REPORT_SIZE, M_REPORTED);
  message_uint(&out, 1, S.config_version);
  message_uint(&out, 2, S.has_plan ? S.plan.revision : 0);
  message_uint(&out, 3, refused_version != 0);
  if (refused_version != 0) message_uint(&out, 4, refused_version);
  if (detail != NULL) message_text(&out, 5, detail);
  if (S.has_waiting) message_uint(&out, 6, S.waiting.version);
  reports[place].length = out.n;
  outbox_put(OUT_REPORTED, place, 0, NULL);
}

/* Answers stay over contacts. Reports and repeats were for the contact that asked. */
void device_contact(void) {
  owes_will = owes_birth = true;
  under_way = NOTHING;
  send_from = S.acked_seq + 1;
  for (size_t i = item_count; i-- > 0;)
    if (items[i].kind == OUT_CAPABILITIES || items[i].kind == OUT_COUNTERS ||
        items[i].kind == OUT_RANGE)
      drop_item(i);
}

/* The last will, or the farewell: a state that says nothing but the word and the boot. */
static size_t say_state(int status, uint8_t *to, size_t room) {
  struct cbor_out out;
  message_open(&out, to, room, M_STATE);
  message_uint(&out, 1, (uint64_t)status);
  message_uint(&out, 2, S.boot_id);
  return out.n;
}

static size_t say_birth(uint8_t *to, size_t room) {
  struct cbor_out out;
  message_open(&out, to, room, M_STATE);
  message_uint(&out, 1, ONLINE);
  message_uint(&out, 2, S.boot_id);
  message_uint(&out, 3, S.epoch);
  message_uint(&out, 4, spool_count() == 0 ? 0 : spool_at(0)->seq);
  message_uint(&out, 5, S.last_seq);
  message_text(&out, 6, PRODUCT);
  message_text(&out, 7, FIRMWARE);
  message_text(&out, 8, device.serial);
  message_uint(&out, 9, S.config_version);
  message_uint(&out, 10, SPOOL_MAX);
  if (clock_is_test()) message_uint(&out, 14, 1);
  return out.n;
}

static size_t say_reply(const struct item *item, uint8_t *to, size_t room) {
  struct cbor_out out;
  struct reply now = {"", item->number != 0, (uint8_t)item->number, 0, 0, false}, *reply = &now;
  if (item->kind == OUT_REPLY)
    for (uint8_t i = 0; i < S.reply_count; i++)
      if (strcmp(S.replies[i].id, item->id) == 0) reply = &S.replies[i];
  message_open(&out, to, room, M_REPLY);
  message_text(&out, 1, item->id);
  message_uint(&out, 2, reply->result);
  if (reply->result != 0) message_uint(&out, 3, reply->refusal);
  if (reply->seq != 0) message_uint(&out, 4, S.epoch);
  if (reply->seq != 0) message_uint(&out, 5, reply->seq);
  return out.n;
}

static size_t say_capabilities(uint32_t request, uint8_t *to, size_t room) {
  struct cbor_out out;
  message_open(&out, to, room, M_CAPABILITIES);
  message_uint(&out, 1, request);
  message_uint(&out, 2, 0); /* minor version */
  message_list(&out, 3, 2); /* core, serial */
  cbor_put_head(&out, CBOR_UINT, 0);
  cbor_put_head(&out, CBOR_UINT, 2);
  message_uint(&out, 4, clock_is_test() ? 2 : 1);
  message_uint(&out, 5, MESSAGE_MAX);
  message_uint(&out, 6, SPOOL_MAX);
  message_list(&out, 7, 3); /* self-test, sync-time, acknowledge-alert */
  for (uint64_t verb = 1; verb <= 3; verb++) cbor_put_head(&out, CBOR_UINT, verb);
  message_uint(&out, 8, PLAN_ENTRIES_MAX);
  message_uint(&out, 9, 8);
  message_uint(&out, 10, 30);
  message_uint(&out, 11, REPLIES_MAX);
  return out.n;
}

static size_t say_counters(uint32_t request, uint8_t *to, size_t room) {
  struct cbor_out out;
  size_t kinds = 0;
  for (int i = 0; i < REFUSED_KINDS; i++) kinds += refusals[i] > 0;
  message_open(&out, to, room, M_COUNTERS);
  message_uint(&out, 1, request);
  message_uint(&out, 2, S.boot_id);
  message_list(&out, 3, kinds);
  for (int i = 0; i < REFUSED_KINDS; i++) {
    if (refusals[i] == 0) continue;
    cbor_put_head(&out, CBOR_MAP, 2);
    cbor_put_head(&out, CBOR_UINT, 1);
    cbor_put_text(&out, REFUSED_NAMES[i]);
    cbor_put_head(&out, CBOR_UINT, 2);
    cbor_put_head(&out, CBOR_UINT, refusals[i]);
  }
  message_uint(&out, 4, S.boots);
  message_uint(&out, 5, journal_commits);
  message_uint(&out, 6, journal_failures);
  message_uint(&out, 7, journal_torn);
  message_uint(&out, 9, spool_dropped);
  message_uint(&out, 10, outbox_sent);
  message_uint(&out, 11, outbox_resent);
  message_uint(&out, 13, outbox_foreign);
  message_uint(&out, 14, outbox_beyond);
  return out.overflow ? 0 : out.n;
}

static uint32_t end_of(const struct record *record) { return record->seq + record->count - 1; }

/* The first record that reaches a number, if it begins before another. */
static size_t say_record(uint32_t from, uint32_t through, uint8_t *to) {
  for (size_t i = 0; i < spool_count(); i++) {
    const struct record *record = spool_at(i);
    if (end_of(record) < from) continue;
    if (record->seq > through) return 0;
    memcpy(to, record->bytes, record->length);
    record_under_way = end_of(record);
    return record->length;
  }
  return 0;
}

static size_t say_item(enum link_channel *channel, uint8_t *to, size_t room) {
  const struct item *item = &items[0];
  *channel = CH_RSP;
  switch (item->kind) {
    case OUT_OFFLINE:
      *channel = CH_STATE;
      return say_state(OFFLINE, to, room);
    case OUT_CAPABILITIES:
      return say_capabilities(item->number, to, room);
    case OUT_COUNTERS:
      return say_counters(item->number, to, room);
    case OUT_REPORTED:
      *channel = CH_CFG_REPORTED;
      memcpy(to, reports[item->number].bytes, reports[item->number].length);
      return reports[item->number].length;
    case OUT_RANGE:
      *channel = CH_EVT;
      return say_record(item->number, item->through, to);
    default:
      return say_reply(item, to, room);
  }
}

static size_t say_next_record(uint32_t through, enum link_channel *channel, uint8_t *to) {
  under_way = RECORD;
  *channel = CH_EVT;
  return say_record(send_from, through, to);
}

size_t device_next(enum link_channel *channel, uint8_t *to, size_t room) {
  under_way = GREETING;
  if (owes_will) return *channel = CH_WILL, say_state(LOST, to, room);
  if (owes_birth) return *channel = CH_STATE, say_birth(to, room);
  for (; item_count > 0; drop_item(0)) {
    size_t n = say_next_record(items[0].behind, channel, to);
    if (n > 0) return n;
    under_way = ITEM;
    n = say_item(channel, to, room);
    if (n > 0) return n; /* otherwise it is a range that has come to its end */
  }
  return say_next_record(UINT32_MAX, channel, to);
}

void device_sent(bool arrived) {
  bool is_record = under_way == RECORD || (under_way == ITEM && items[0].kind == OUT_RANGE);
  if (is_record && arrived) {
    if (record_under_way > sent_through)
      outbox_sent++, sent_through = record_under_way;
    else
      outbox_resent++;
  }
  if (under_way == GREETING && !owes_will) owes_birth = false;
  if (under_way == GREETING) owes_will = false;
  if (under_way == RECORD) send_from = record_under_way + 1;
  if (under_way == ITEM && is_record) items[0].number = record_under_way + 1;
  if (under_way == ITEM && !is_record) drop_item(0);
  under_way = NOTHING;
}

bool device_is_busy(void) { return outbox_is_full(); }

/* The host has all records up to a number for good; only those that were sent count (OMDP-EVT-008).
 */
void acknowledged(uint32_t epoch, uint32_t through) {
  if (epoch != S.epoch) {
    outbox_foreign++;
  } else if (through > sent_through) {
    outbox_beyond++;
  } else if (through > S.acked_seq) {
    S.acked_seq = through;
    journal_commit();
  }
}
