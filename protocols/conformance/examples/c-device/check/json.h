/* Reads the vectors: JSON whose texts hold no escapes that matter. Not part of the device. */
#ifndef JSON_H
#define JSON_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct json {
  char type; /* { [ " or the first character of a number or word */
  const char *text;
  size_t length;
  const struct json *first, *next, *key; /* members of a list or object, and the name of a member */
};

/* Reads a file of the folder of vectors; ends the program when it can't. */
const struct json *json_file(const char *name);
const struct json *json_get(const struct json *object, const char *name);
bool json_is(const struct json *text, const char *wanted);
long long json_number(const struct json *number);
/* Copies a text, closed by a zero. */
char *json_text(const struct json *text, char *to, size_t room);
/* Reads hexadecimal digits. Gives the number of bytes. */
size_t json_hex(const struct json *text, uint8_t *to, size_t room);

extern const char *json_folder;

#endif
