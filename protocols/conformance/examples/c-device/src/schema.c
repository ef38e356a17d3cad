#include "schema.h"

#include <string.h>

enum kind { UINT, WORD, TEXT, BYTES, INSTANT, GROUP, LIST };
enum form { ANY, ID, NAME, DEVICE, DATE, VISIBLE, REASON };

struct field {
  int8_t key;
  uint8_t kind, form;
  bool optional;
  uint64_t min, max; /* of a number, of the bytes of a text, of the items of a list */
  const void *of;    /* words of a WORD, fields of a GROUP, the one field of a LIST */
};

#define U32 4294967295u
#define BIG 9007199254740991u
#define MUST false
#define MAY true
#define END \
  { 0, 0, 0, false, 0, 0, NULL }
#define NUM(key, may, min, max) \
  { key, UINT, ANY, may, min, max, NULL }
#define WRD(key, may, words) \
  { key, WORD, ANY, may, 0, 0, words }
#define TXT(key, may, max, form) \
  { key, TEXT, form, may, 1, max, NULL }
#define BYT(key, may, size) \
  { key, BYTES, ANY, may, size, size, NULL }
#define INS(key, may) \
  { key, INSTANT, ANY, may, 0, 0, NULL }
#define GRP(key, may, group) \
  { key, GROUP, ANY, may, 0, 0, group }
#define LST(key, may, min, max, item) \
  { key, LIST, ANY, may, min, max, item }

/* The numbers of the words of a list: ranges, first and last. */
struct words {
  uint8_t ranges;
  uint8_t first_last[12];
};
static const struct words KIND = {6, {1, 7, 10, 15, 20, 25, 30, 45, 50, 54, 60, 69}};
static const struct words CLOCK = {1, {0, 2}}, OUTCOME = {1, {1, 7}}, EVIDENCE = {1, {0, 6}};
static const struct words WHY = {1, {1, 19}}, DISPENSE = {3, {1, 3, 11, 13, 21, 22}};
static const struct words ALERT = {1, {1, 23}}, ACTOR = {1, {1, 7}}, RESET = {1, {1, 7}};
static const struct words MODE = {1, {1, 7}}, PAUSE = {1, {1, 4}}, RUNNER = {1, {1, 2}};
static const struct words RECIPIENT = {1, {1, 4}}, STATUS = {1, {1, 4}}, SPACING = {1, {0, 1}};
static const struct words VERB = {1, {1, 14}}, RESULT = {1, {0, 1}}, REFUSAL = {1, {1, 13}};
static const struct words REPORT = {1, {1, 2}}, PROFILE = {1, {0, 3}}, TEST = {1, {0, 2}};
static const struct words CHANNEL = {1, {1, 2}}, ACTION = {1, {1, 2}};

static const struct field EVENT_FIELDS[] = {
    NUM(1, MUST, 1, U32),     NUM(2, MUST, 1, U32),     WRD(3, MUST, &KIND),
    NUM(4, MUST, 0, U32),     NUM(5, MUST, 0, BIG),     INS(6, MAY),
    WRD(7, MUST, &CLOCK),     TXT(8, MAY, 48, ANY),     INS(9, MAY),
    WRD(10, MAY, &OUTCOME),   WRD(11, MAY, &EVIDENCE),  WRD(12, MAY, &WHY),
    WRD(13, MAY, &DISPENSE),  TXT(14, MAY, 24, ANY),    WRD(15, MAY, &ALERT),
    NUM(16, MAY, 0, 40),      WRD(17, MAY, &ACTOR),     NUM(18, MAY, 1, U32),
    NUM(19, MAY, 0, 255),     NUM(20, MAY, 0, U32),     WRD(21, MAY, &RESET),
    TXT(22, MAY, 36, ANY),    TXT(23, MAY, 120, ANY),   INS(24, MAY),
    WRD(25, MAY, &MODE),      WRD(26, MAY, &PAUSE),     WRD(27, MAY, &RUNNER),
    WRD(28, MAY, &RECIPIENT), TXT(29, MAY, 32, DEVICE), END};
static const struct field ACKNOWLEDGEMENT_FIELDS[] = {NUM(1, MUST, 1, U32), NUM(2, MUST, 0, U32),
                                                      END};
static const struct field REQUEST_FIELDS[] = {NUM(1, MUST, 1, U32), NUM(2, MUST, 1, U32),
                                              NUM(3, MUST, 1, U32), END};
static const struct field STATE_FIELDS[] = {
    WRD(1, MUST, &STATUS), NUM(2, MUST, 0, U32), NUM(3, MAY, 1, U32),   NUM(4, MAY, 0, U32),
    NUM(5, MAY, 0, U32),   TXT(6, MAY, 32, ANY), TXT(7, MAY, 32, ANY),  TXT(8, MAY, 32, ANY),
    NUM(9, MAY, 0, U32),   NUM(10, MAY, 0, U32), INS(11, MAY),          NUM(12, MAY, 1, 65535),
    NUM(13, MAY, 0, BIG),  NUM(14, MAY, 1, 1),   TXT(15, MAY, 32, ANY), END};

static const struct field WEEKDAY = NUM(0, MUST, 1, 7);
static const struct field ENTRY_FIELDS[] = {TXT(1, MUST, 32, NAME), NUM(2, MUST, 0, 1439),
                                            TXT(3, MUST, 10, DATE), TXT(4, MAY, 10, DATE),
                                            NUM(5, MUST, 1, 366),   LST(6, MAY, 1, 7, &WEEKDAY),
                                            NUM(7, MUST, 0, 1440),  NUM(8, MUST, 1, 1440),
                                            NUM(9, MAY, 0, 1),      END};
static const struct field ENTRY = GRP(0, MUST, ENTRY_FIELDS);
static const struct field PLAN_FIELDS[] = {TXT(1, MUST, 36, ANY),
                                           NUM(2, MUST, 1, U32),
                                           TXT(3, MUST, 40, ANY),
                                           WRD(4, MUST, &SPACING),
                                           NUM(5, MUST, 0, 1440),
                                           LST(6, MUST, 0, 64, &ENTRY),
                                           END};
static const struct field RUNG_FIELDS[] = {WRD(1, MUST, &RECIPIENT), NUM(2, MUST, 0, 1440), END};
static const struct field RUNG = GRP(0, MUST, RUNG_FIELDS), ROUTE_ALERT = WRD(0, MUST, &ALERT);
static const struct field ROUTE_FIELDS[] = {
    TXT(1, MUST, 16, NAME), LST(2, MAY, 1, 23, &ROUTE_ALERT),
    NUM(3, MAY, 0, 40),     LST(4, MUST, 1, 8, &RUNG),
    NUM(5, MUST, 1, 60),    END};
static const struct field CONTACT_FIELDS[] = {WRD(1, MUST, &RECIPIENT), WRD(2, MUST, &CHANNEL),
                                              TXT(3, MUST, 64, VISIBLE), END};
static const struct field ROUTE = GRP(0, MUST, ROUTE_FIELDS),
                          CONTACT = GRP(0, MUST, CONTACT_FIELDS);
static const struct field ESCALATION_FIELDS[] = {LST(1, MUST, 0, 16, &ROUTE),
                                                 LST(2, MUST, 0, 8, &CONTACT), END};
static const struct field REMINDING_FIELDS[] = {
    NUM(1, MUST, 0, 1),   NUM(2, MUST, 0, 1),   NUM(3, MUST, 0, 1),
    NUM(4, MUST, 0, 1),   NUM(5, MAY, 1, 240),  NUM(6, MAY, 1, 255),
    NUM(7, MAY, 0, 1439), NUM(8, MAY, 0, 1439), END};
static const struct field DESIRED_FIELDS[] = {NUM(1, MUST, 1, U32),
                                              GRP(2, MAY, PLAN_FIELDS),
                                              NUM(3, MAY, 0, 255),
                                              INS(-4, MAY),
                                              GRP(-5, MAY, ESCALATION_FIELDS),
                                              GRP(-6, MAY, REMINDING_FIELDS),
                                              END};

static const struct field REPORTED_FIELDS[] = {NUM(1, MUST, 0, U32),
                                               NUM(2, MUST, 0, U32),
                                               WRD(3, MUST, &RESULT),
                                               NUM(4, MAY, 1, U32),
                                               TXT(5, MAY, 120, ANY),
                                               NUM(6, MAY, 1, U32),
                                               END};
static const struct field COMMAND_FIELDS[] = {
    TXT(-1, MUST, 36, ID),  WRD(-2, MUST, &VERB),  INS(-3, MUST),
    INS(-4, MAY),           WRD(-5, MUST, &ACTOR), TXT(-6, MAY, 24, ANY),
    INS(-7, MAY),           TXT(-8, MAY, 48, ANY), NUM(-9, MAY, 1, 255),
    INS(-10, MAY),          INS(-11, MAY),         WRD(-12, MAY, &PAUSE),
    WRD(-13, MAY, &MODE),   NUM(-14, MAY, 0, 1),   TXT(-15, MAY, 160, ANY),
    NUM(-16, MAY, 0, 10),   NUM(-17, MAY, 1, U32), NUM(-18, MAY, 1, U32),
    TXT(-19, MAY, 32, ANY), BYT(-20, MAY, 32),     END};
static const struct field REPLY_FIELDS[] = {TXT(1, MUST, 36, ANY), WRD(2, MUST, &RESULT),
                                            WRD(3, MAY, &REFUSAL), NUM(4, MAY, 1, U32),
                                            NUM(5, MAY, 1, U32),   END};
static const struct field REPORT_REQUEST_FIELDS[] = {NUM(1, MUST, 0, U32), WRD(2, MUST, &REPORT),
                                                     END};
static const struct field A_PROFILE = WRD(0, MUST, &PROFILE), A_VERB = WRD(0, MUST, &VERB);
static const struct field CAPABILITY_FIELDS[] = {
    NUM(1, MUST, 0, U32),        NUM(2, MUST, 0, 65535),   LST(3, MUST, 1, 64, &A_PROFILE),
    WRD(4, MUST, &TEST),         NUM(5, MUST, 128, 65536), NUM(6, MUST, 1, U32),
    LST(7, MAY, 0, 64, &A_VERB), NUM(8, MAY, 0, 64),       NUM(9, MAY, 1, 255),
    NUM(10, MAY, 0, 1440),       NUM(11, MAY, 1, 65535),   END};
static const struct field REJECTION_FIELDS[] = {TXT(1, MUST, 32, REASON), NUM(2, MUST, 1, BIG),
                                                END};
static const struct field REJECTION = GRP(0, MUST, REJECTION_FIELDS);
static const struct field COUNTER_FIELDS[] = {NUM(1, MUST, 0, U32),
                                              NUM(2, MUST, 0, U32),
                                              LST(3, MUST, 0, 64, &REJECTION),
                                              NUM(4, MAY, 0, BIG),
                                              NUM(5, MAY, 0, BIG),
                                              NUM(6, MAY, 0, BIG),
                                              NUM(7, MAY, 0, BIG),
                                              NUM(8, MAY, 0, BIG),
                                              NUM(9, MAY, 0, BIG),
                                              NUM(10, MAY, 0, BIG),
                                              NUM(11, MAY, 0, BIG),
                                              NUM(12, MAY, 0, BIG),
                                              NUM(13, MAY, 0, BIG),
                                              NUM(14, MAY, 0, BIG),
                                              NUM(15, MAY, 0, BIG),
                                              END};
static const struct field RUN_CLOCK_FIELDS[] = {TXT(-1, MUST, 36, ID), INS(-2, MUST), END};
static const struct field KEY_CHANGE_FIELDS[] = {TXT(-1, MUST, 36, ID), WRD(-2, MUST, &ACTION),
                                                 INS(-3, MUST),         NUM(-4, MUST, 1, 65535),
                                                 BYT(-5, MAY, 32),      END};

static const struct field *const MESSAGES[M_KEY_CHANGE + 1] = {
    [M_EVENT] = EVENT_FIELDS,
    [M_ACKNOWLEDGEMENT] = ACKNOWLEDGEMENT_FIELDS,
    [M_REQUEST] = REQUEST_FIELDS,
    [M_STATE] = STATE_FIELDS,
    [M_DESIRED] = DESIRED_FIELDS,
    [M_REPORTED] = REPORTED_FIELDS,
    [M_COMMAND] = COMMAND_FIELDS,
    [M_REPLY] = REPLY_FIELDS,
    [M_REPORT_REQUEST] = REPORT_REQUEST_FIELDS,
    [M_CAPABILITIES] = CAPABILITY_FIELDS,
    [M_COUNTERS] = COUNTER_FIELDS,
    [M_RUN_CLOCK] = RUN_CLOCK_FIELDS,
    [M_KEY_CHANGE] = KEY_CHANGE_FIELDS};

static bool has_form(enum form form, const uint8_t *at, size_t n) {
  if (form == DATE && (n != 10 || at[4] != '-' || at[7] != '-')) return false;
  for (size_t i = 0; i < n; i++) {
    uint8_t c = at[i];
    bool digit = c >= '0' && c <= '9', small = c >= 'a' && c <= 'z', great = c >= 'A' && c <= 'Z';
    if (form == DATE && i != 4 && i != 7 && !digit) return false;
    if (form == VISIBLE && (c < '!' || c > '~')) return false;
    if (form == REASON && !digit && !small && c != '-') return false;
    if (form == ID && !digit && !small && !great && c != '-') return false;
    if (form == DEVICE && !digit && !small && !great && c != '_' && c != '-') return false;
    if (form == NAME && !digit && !small && !great && strchr("._-", c) == NULL) return false;
  }
  return true;
}

static bool is_word(const struct words *words, uint64_t value) {
  for (int i = 0; i < words->ranges; i++)
    if (value >= words->first_last[2 * i] && value <= words->first_last[2 * i + 1]) return true;
  return false;
}

static enum refused check_instant(struct cbor_head list) {
  if (list.major != CBOR_LIST || list.value != 2) return R_WRONG_TYPE;
  const uint8_t *seconds = list.content, *milliseconds = cbor_skip(seconds);
  struct cbor_head s = cbor_head(seconds), m = cbor_head(milliseconds);
  if (s.major > CBOR_NEGATIVE || m.major > CBOR_NEGATIVE) return R_WRONG_TYPE;
  if (s.major != CBOR_UINT || m.major != CBOR_UINT || m.value > 999) return R_OUT_OF_RANGE;
  /* The whole in milliseconds is bounded as every number is. */
  return s.value > BIG / 1000 || s.value * 1000 + m.value > BIG ? R_OUT_OF_RANGE : NOT_REFUSED;
}

static enum refused check_group(const struct field *fields, const uint8_t *map);

static enum refused check_value(const struct field *field, const uint8_t *item) {
  static const uint8_t MAJOR[] = {CBOR_UINT, CBOR_UINT, CBOR_TEXT, CBOR_BYTES,
                                  CBOR_LIST, CBOR_MAP,  CBOR_LIST};
  struct cbor_head head = cbor_head(item);
  bool is_number = field->kind == UINT || field->kind == WORD;
  if (head.major == CBOR_NEGATIVE && is_number)
    return field->kind == WORD ? R_UNKNOWN_WORD : R_OUT_OF_RANGE;
  if (head.major != MAJOR[field->kind]) return R_WRONG_TYPE;
  if (field->kind == WORD) return is_word(field->of, head.value) ? NOT_REFUSED : R_UNKNOWN_WORD;
  if (field->kind == INSTANT) return check_instant(head);
  if (field->kind == GROUP) return check_group(field->of, item);
  if (head.value < field->min || head.value > field->max) return R_OUT_OF_RANGE;
  if (field->kind == TEXT)
    return has_form(field->form, head.content, (size_t)head.value) ? NOT_REFUSED : R_TEXT_FORM;
  if (field->kind != LIST) return NOT_REFUSED;
  const uint8_t *at = head.content;
  for (uint64_t i = 0; i < head.value; i++, at = cbor_skip(at)) {
    enum refused why = check_value(field->of, at);
    if (why != NOT_REFUSED) return why;
  }
  return NOT_REFUSED;
}

/* No field has the key 0, so that it ends a table. */
static const struct field *field_of(const struct field *fields, int64_t key) {
  for (; fields->key != 0; fields++)
    if (fields->key == key) return fields;
  return NULL;
}

static enum refused check_group(const struct field *fields, const uint8_t *map) {
  struct cbor_head head = cbor_head(map);
  const uint8_t *at = head.content;
  for (uint64_t i = 0; i < head.value; i++) {
    int64_t key = cbor_number(at);
    const struct field *field = field_of(fields, key);
    at = cbor_skip(at);
    enum refused why = field != NULL ? check_value(field, at)
                       : key < 0     ? R_UNKNOWN_CRITICAL_FIELD
                                     : NOT_REFUSED;
    if (why != NOT_REFUSED) return why;
    at = cbor_skip(at);
  }
  for (; fields->key != 0; fields++)
    if (!fields->optional && cbor_find(map, fields->key) == NULL) return R_MISSING_FIELD;
  return NOT_REFUSED;
}

enum refused message_read(const uint8_t *bytes, size_t n, struct message *message) {
  enum refused why = cbor_scan(bytes, n);
  if (why != NOT_REFUSED) return why;
  struct cbor_head list = cbor_head(bytes);
  if (list.major != CBOR_LIST || (list.value != 2 && list.value != 4)) return R_NOT_A_MESSAGE;
  if (list.value == 4) {
    bool sealed = cbor_head(list.content).major == CBOR_BYTES;
    return sealed ? R_SEALED_MESSAGE : R_NOT_A_MESSAGE;
  }
  struct cbor_head number = cbor_head(list.content);
  message->fields = cbor_skip(list.content);
  bool is_message = number.major == CBOR_UINT && cbor_head(message->fields).major == CBOR_MAP;
  if (!is_message) return R_NOT_A_MESSAGE;
  if (number.value > M_KEY_CHANGE || MESSAGES[number.value] == NULL) return R_UNKNOWN_MESSAGE;
  message->number = (int)number.value;
  return check_group(MESSAGES[number.value], message->fields);
}
