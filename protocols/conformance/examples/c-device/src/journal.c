/* The journal: one file, one entry for each write. An entry is
 *
 *   [magic:u32][length:u32][crc:u32][what is kept][records: [seq][count][droppable][length][bytes]]
 *
 * It is durable before anything moves or is sent. On a flash the state would be written in parts;
 * here it stands whole in each entry, and a file that has grown long is replaced by one entry. */
#include <string.h>

#include "device.h"

enum { MAGIC = 0x4f4d4a31, HEAD = 12, RECORD_HEAD = 10, FILE_MAX = 1 << 20 };
enum { ENTRY_MAX = HEAD + sizeof(struct kept) + (SPOOL_MAX + 8) * (RECORD_HEAD + RECORD_MAX) };

struct kept S;
static struct kept durable; /* S as the storage has it */
static uint8_t entry[ENTRY_MAX];
static size_t file_length;
uint64_t journal_commits, journal_failures, journal_torn;

static size_t put_record(size_t at, const struct record *record) {
  put_u32(entry + at, record->seq);
  put_u32(entry + at + 4, record->count);
  entry[at + 8] = record->droppable;
  entry[at + 9] = record->length;
  memcpy(entry + at + RECORD_HEAD, record->bytes, record->length);
  return at + RECORD_HEAD + record->length;
}

static size_t close_entry(size_t n) {
  put_u32(entry, MAGIC);
  put_u32(entry + 4, (uint32_t)(n - HEAD));
  put_u32(entry + 8, crc32c(entry + HEAD, n - HEAD));
  return n;
}

static bool write_entry(void) {
  size_t n = HEAD;
  memcpy(entry + n, &S, sizeof S);
  n += sizeof S;
  for (size_t i = 0; i < events_pending(); i++) n = put_record(n, event_pending(i));
  if (!port_journal_append(file_length, entry, close_entry(n))) return false;
  file_length += n;
  return true;
}

/* The same, as one entry with all records that are left. */
static void shorten(void) {
  size_t n = HEAD;
  memcpy(entry + n, &S, sizeof S);
  n += sizeof S;
  for (size_t i = 0; i < spool_count(); i++) n = put_record(n, spool_at(i));
  if (port_journal_replace(entry, close_entry(n))) file_length = n;
}

bool journal_commit(void) {
  if (clock_quality() != CLOCK_UNSET && clock_civil() > S.lived) S.lived = clock_civil();
  if (!spool_has_room(events_pending()) || !write_entry()) {
    journal_failures++;
    S = durable;
    events_discard();
    return false;
  }
  journal_commits++;
  durable = S;
  for (size_t i = 0; i < events_pending(); i++) spool_append(event_pending(i));
  events_discard();
  spool_forget(S.acked_seq);
  if (file_length > FILE_MAX) shorten();
  return true;
}

/* Takes one entry over; false when it is none, or torn. */
static bool read_entry(size_t at, size_t *next) {
  if (port_journal_read(at, entry, HEAD) != HEAD || get_u32(entry) != MAGIC) return false;
  size_t n = get_u32(entry + 4);
  if (n < sizeof S || n > ENTRY_MAX - HEAD) return false;
  if (port_journal_read(at + HEAD, entry + HEAD, n) != n) return false;
  if (crc32c(entry + HEAD, n) != get_u32(entry + 8)) return false;
  memcpy(&S, entry + HEAD, sizeof S);
  for (size_t in = HEAD + sizeof S; in < HEAD + n;) {
    struct record record = {
        get_u32(entry + in), get_u32(entry + in + 4), entry[in + 8], entry[in + 9], {0}};
    memcpy(record.bytes, entry + in + RECORD_HEAD, record.length <= RECORD_MAX ? record.length : 0);
    spool_append(&record);
    in += RECORD_HEAD + record.length;
  }
  spool_forget(S.acked_seq);
  *next = at + HEAD + n;
  return true;
}

/* A torn entry at the end was never confirmed and is cut off by the next write. What cannot be read
 * although more stands behind it was confirmed and is lost: then the journal begins anew, and what
 * may have left the device meanwhile is uncertain. */
bool journal_load(void) {
  uint8_t byte;
  memset(&S, 0, sizeof S);
  while (read_entry(file_length, &file_length)) {
  }
  bool is_torn = port_journal_read(file_length, &byte, 1) == 1;
  bool is_damaged = is_torn && port_journal_read(file_length + ENTRY_MAX, &byte, 1) == 1;
  if (is_torn) {
    uint8_t head[HEAD];
    bool has_head = port_journal_read(file_length, head, HEAD) == HEAD && get_u32(head) == MAGIC;
    size_t behind = file_length + HEAD + (has_head ? get_u32(head + 4) : 0);
    is_damaged = is_damaged || (has_head && port_journal_read(behind, &byte, 1) == 1);
    journal_torn++;
  }
  if (is_damaged) {
    memset(&S, 0, sizeof S);
    spool_clear();
    file_length = 0;
    S.forgot = true;
  }
  durable = S;
  return file_length > 0;
}
