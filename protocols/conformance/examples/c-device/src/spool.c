/* The records that wait for the host, in RAM, and what is dropped when their room runs out. */
#include <string.h>

#include "device.h"

static struct record records[SPOOL_MAX + 8]; /* a write may bring 8 before room is made */
static size_t count;
uint64_t spool_dropped;

size_t spool_count(void) { return count; }

const struct record *spool_at(size_t i) { return &records[i]; }

void spool_clear(void) { count = 0; }

static uint32_t end_of(const struct record *record) { return record->seq + record->count - 1; }

void spool_forget(uint32_t through_seq) {
  size_t n = 0;
  while (n < count && end_of(&records[n]) <= through_seq) n++;
  memmove(records, records + n, (count - n) * sizeof *records);
  count -= n;
}

/* A marker takes the place of a run: number, boot and time of the first that is gone
 * (OMDP-EVT-016). */
static void make_marker(struct record *first, uint32_t run) {
  struct message old = {M_EVENT, NULL};
  uint8_t bytes[RECORD_MAX];
  struct cbor_out out;
  old.fields = cbor_skip(cbor_head(first->bytes).content);
  message_open(&out, bytes, sizeof bytes, M_EVENT);
  message_uint(&out, 1, (uint64_t)cbor_number(cbor_find(old.fields, 1)));
  message_uint(&out, 2, first->seq);
  message_uint(&out, 3, EV_DROPPED);
  message_uint(&out, 4, (uint64_t)cbor_number(cbor_find(old.fields, 4)));
  message_uint(&out, 5, (uint64_t)cbor_number(cbor_find(old.fields, 5)));
  const uint8_t *civil = cbor_find(old.fields, 6);
  if (civil != NULL) message_instant(&out, 6, cbor_instant(civil));
  message_uint(&out, 7, (uint64_t)cbor_number(cbor_find(old.fields, 7)));
  message_uint(&out, K_COUNT, run);
  memcpy(first->bytes, bytes, out.n);
  first->length = (uint8_t)out.n;
  first->count = run;
  first->droppable = TELEMETRY;
}

static bool goes(const struct record *record, uint8_t level) {
  return record->droppable != KEEP && record->droppable <= level;
}

/* Rows that would be left if all up to a level were dropped: each run leaves its marker. */
static size_t rows_left(const struct record *row, size_t rows, uint8_t level) {
  size_t left = 0;
  for (size_t i = 0; i < rows; i++)
    if (!goes(&row[i], level) || i == 0 || !goes(&row[i - 1], level)) left++;
  return left;
}

static void drop(uint8_t level) {
  size_t to = 0;
  for (size_t i = 0; i < count;) {
    size_t end = i;
    uint32_t run = 0;
    while (end < count && goes(&records[end], level)) run += records[end++].count;
    if (run == 0) {
      records[to++] = records[i++];
      continue;
    }
    if (end - i > 1 || records[i].count == 1) spool_dropped += run;
    records[to] = records[i];
    make_marker(&records[to++], run);
    i = end;
  }
  count = to;
}

/* Whether so many more find room, if need be by dropping. Doses and alerts are never dropped. */
bool spool_has_room(size_t more) { return rows_left(records, count, REFUSAL) + more <= SPOOL_MAX; }

/* Drops on the same occasions when the journal is read again, so that the same markers come of it.
 */
void spool_append(const struct record *record) {
  if (count == SPOOL_MAX + 8) return; /* more than any write brings */
  records[count++] = *record;
  if (count > SPOOL_MAX) drop(TELEMETRY);
  if (count > SPOOL_MAX) drop(REFUSAL);
}
