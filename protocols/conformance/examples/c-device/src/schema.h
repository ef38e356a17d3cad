/* The definitions of all messages (omdp.cddl) as tables, and the check of a message against them.
 */
#ifndef SCHEMA_H
#define SCHEMA_H

#include "cbor.h"

enum {
  M_EVENT = 1,
  M_ACKNOWLEDGEMENT,
  M_REQUEST,
  M_STATE,
  M_DESIRED,
  M_REPORTED,
  M_COMMAND,
  M_REPLY,
  M_REPORT_REQUEST,
  M_CAPABILITIES,
  M_COUNTERS,
  M_RUN_CLOCK,
  M_KEY_CHANGE = 16
};

/* A message that was found right: its number, and the map of its fields for cbor_find. */
struct message {
  int number;
  const uint8_t *fields;
};

enum refused message_read(const uint8_t *bytes, size_t n, struct message *message);

#endif
