#include "json.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { NODES = 60000, FILE_MAX = 1 << 20 };
static struct json nodes[NODES];
static size_t node_count;
static char text[FILE_MAX];
static const char *at;
const char *json_folder = "../../../spec/vectors";

static void fail(const char *why, const char *what) {
  fprintf(stderr, "%s: %s\n", what, why);
  exit(3);
}

static void skip_blanks(void) { at += strspn(at, " \t\r\n,:"); }

static struct json *read_value(void) {
  skip_blanks();
  if (node_count == NODES) fail("too much in it", "vectors");
  struct json *node = &nodes[node_count++];
  *node = (struct json){*at, at, 0, NULL, NULL, NULL};
  if (*at == '"') {
    node->text = ++at;
    while (*at != '"' && *at != 0) at += *at == '\\' ? 2 : 1;
    node->length = (size_t)(at++ - node->text);
    return node;
  }
  if (*at != '{' && *at != '[') {
    node->length = strcspn(at, ",]} \t\r\n");
    at += node->length;
    return node;
  }
  const struct json **link = &node->first;
  bool is_object = *at++ == '{';
  for (skip_blanks(); *at != '}' && *at != ']'; skip_blanks()) {
    if (*at == 0) fail("it ends too early", "vectors");
    const struct json *key = is_object ? read_value() : NULL;
    struct json *member = read_value();
    member->key = key;
    *link = member;
    link = &member->next;
  }
  at++;
  return node;
}

const struct json *json_file(const char *name) {
  char path[512];
  snprintf(path, sizeof path, "%s/%s", json_folder, name);
  FILE *from = fopen(path, "rb");
  if (from == NULL) fail("can't be opened", path);
  size_t n = fread(text, 1, FILE_MAX - 1, from);
  fclose(from);
  text[n] = 0;
  node_count = 0;
  at = text;
  return read_value();
}

bool json_is(const struct json *node, const char *wanted) {
  return node != NULL && node->length == strlen(wanted) &&
         memcmp(node->text, wanted, node->length) == 0;
}

const struct json *json_get(const struct json *object, const char *name) {
  const struct json *member = object == NULL ? NULL : object->first;
  while (member != NULL && !json_is(member->key, name)) member = member->next;
  return member;
}

long long json_number(const struct json *number) {
  return number == NULL ? 0 : strtoll(number->text, NULL, 10);
}

char *json_text(const struct json *from, char *to, size_t room) {
  size_t n = from == NULL ? 0 : from->length < room ? from->length : room - 1;
  if (n > 0) memcpy(to, from->text, n);
  to[n] = 0;
  return to;
}

static int digit(char c) { return c <= '9' ? c - '0' : (c | 32) - 'a' + 10; }

size_t json_hex(const struct json *from, uint8_t *to, size_t room) {
  size_t n = from == NULL ? 0 : from->length / 2;
  if (n > room) fail("more bytes than room", "hex");
  for (size_t i = 0; i < n; i++)
    to[i] = (uint8_t)(digit(from->text[2 * i]) << 4 | digit(from->text[2 * i + 1]));
  return n;
}
