/* Runs the vectors of the specification through the parts of the device: make check. */
#include "check.h"

#include <stdio.h>

static int rows, wrong;

void expect(bool is_right, const char *file, const struct json *row, const char *seen) {
  char name[120];
  rows++;
  if (is_right) return;
  wrong++;
  printf("%s: %s: %s\n", file, json_text(json_get(row, "name"), name, sizeof name), seen);
}

static void part(const char *name, void (*run)(void)) {
  int before = rows;
  run();
  printf("%-10s %4d rows\n", name, rows - before);
}

int main(int count, char **words) {
  if (count > 1) json_folder = words[1];
  part("frames", check_frames);
  part("messages", check_messages);
  part("link", check_link);
  part("time", check_time);
  printf("%d rows, %d of them wrong\n", rows, wrong);
  return wrong == 0 ? 0 : 1;
}
