/* The only file that knows the operating system: clock, storage, serial line, and the panel, which
 * is the standard input. */
#define _XOPEN_SOURCE 700
#define _DEFAULT_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <termios.h>
#include <time.h>
#include <unistd.h>

#include "board.h"
#include "link.h"

static char folder[200];
static int line = -1, journal = -1, panel = STDIN_FILENO;

static msec clock_ms(clockid_t which) {
  struct timespec at;
  clock_gettime(which, &at);
  return (msec)at.tv_sec * 1000 + at.tv_nsec / 1000000;
}

msec port_monotonic(void) { return clock_ms(CLOCK_MONOTONIC); }

uint32_t port_random(void) {
  uint32_t value = 0;
  int from = open("/dev/urandom", O_RDONLY);
  bool is_read = from >= 0 && read(from, &value, sizeof value) == sizeof value;
  if (from >= 0) close(from);
  return is_read ? value : (uint32_t)clock_ms(CLOCK_REALTIME);
}

static const char *path_of(const char *name) {
  static char path[256];
  snprintf(path, sizeof path, "%s/%s", folder, name);
  return path;
}

size_t port_file_read(const char *name, void *to, size_t n) {
  int from = open(path_of(name), O_RDONLY);
  ssize_t got = from < 0 ? 0 : read(from, to, n);
  if (from >= 0) close(from);
  return got < 0 ? 0 : (size_t)got;
}

void port_file_write(const char *name, const void *bytes, size_t n) {
  int to = open(path_of(name), O_WRONLY | O_CREAT | O_TRUNC, 0600);
  if (to < 0) return;
  if (write(to, bytes, n) != (ssize_t)n) perror(name);
  close(to);
}

/* The clock with a battery is that of the host, with a distance of its own. */
bool port_rtc_read(msec *civil) {
  msec distance;
  if (port_file_read("rtc", &distance, sizeof distance) != sizeof distance) return false;
  *civil = clock_ms(CLOCK_REALTIME) + distance;
  return true;
}

void port_rtc_write(msec civil) {
  msec distance = civil - clock_ms(CLOCK_REALTIME);
  port_file_write("rtc", &distance, sizeof distance);
}

void port_rtc_set_by_factory(void) { port_rtc_write(clock_ms(CLOCK_REALTIME)); }

/* A file that was made or renamed is there for good only when its folder is. */
static bool sync_folder(void) {
  int of = open(folder, O_RDONLY);
  bool is_synced = of >= 0 && fsync(of) == 0;
  if (of >= 0) close(of);
  return is_synced;
}

static bool open_journal(void) {
  if (journal < 0) journal = open(path_of("journal"), O_RDWR | O_CREAT, 0600);
  return journal >= 0;
}

size_t port_journal_read(size_t at, void *to, size_t n) {
  if (!open_journal()) return 0;
  size_t got = 0;
  while (got < n) {
    ssize_t more = pread(journal, (char *)to + got, n - got, (off_t)(at + got));
    if (more <= 0) break;
    got += (size_t)more;
  }
  return got;
}

static bool write_all(int to, const void *bytes, size_t n, size_t at) {
  for (size_t done = 0; done < n;) {
    ssize_t more = pwrite(to, (const char *)bytes + done, n - done, (off_t)(at + done));
    if (more <= 0) return false;
    done += (size_t)more;
  }
  return true;
}

static bool journal_spoiled;

void port_spoil_journal(bool is_spoiled) { journal_spoiled = is_spoiled; }

bool port_journal_append(size_t length, const void *bytes, size_t n) {
  if (journal_spoiled || !open_journal() || ftruncate(journal, (off_t)length) != 0) return false;
  if (!write_all(journal, bytes, n, length) || fsync(journal) != 0) return false;
  return length > 0 || sync_folder();
}

bool port_journal_replace(const void *bytes, size_t n) {
  char target[256];
  snprintf(target, sizeof target, "%s", path_of("journal"));
  int fresh = open(path_of("journal.new"), O_RDWR | O_CREAT | O_TRUNC, 0600);
  if (fresh < 0) return false;
  bool is_whole = write_all(fresh, bytes, n, 0) && fsync(fresh) == 0;
  if (!is_whole || rename(path_of("journal.new"), target) != 0) {
    close(fresh);
    return false;
  }
  close(journal);
  journal = fresh;
  sync_folder();
  return true;
}

static speed_t speed_of(uint32_t baud) {
  return baud == 9600    ? B9600
         : baud == 19200 ? B19200
         : baud == 38400 ? B38400
         : baud == 57600 ? B57600
                         : B115200;
}

static bool make_raw(uint32_t baud) {
  struct termios how;
  if (tcgetattr(line, &how) != 0) return false;
  how.c_iflag = how.c_oflag = how.c_lflag = 0;
  how.c_cflag = CS8 | CREAD | CLOCAL;
  how.c_cc[VMIN] = 0;
  how.c_cc[VTIME] = 0;
  cfsetispeed(&how, speed_of(baud));
  cfsetospeed(&how, speed_of(baud));
  return tcsetattr(line, TCSANOW, &how) == 0;
}

/* A serial port, or a pseudo-terminal of our own whose other end is told on the standard output. */
bool port_start(const char *in_folder, const char *line_path, uint32_t baud) {
  snprintf(folder, sizeof folder, "%s", in_folder);
  if (mkdir(folder, 0700) != 0 && errno != EEXIST) return false;
  bool is_own = strcmp(line_path, "pty") == 0;
  line = is_own ? posix_openpt(O_RDWR | O_NOCTTY) : open(line_path, O_RDWR | O_NOCTTY | O_NONBLOCK);
  if (line < 0) return false;
  if (is_own && (grantpt(line) != 0 || unlockpt(line) != 0)) return false;
  if (!make_raw(baud)) return false;
  fcntl(line, F_SETFL, fcntl(line, F_GETFL) | O_NONBLOCK);
  if (is_own) printf("line %s\n", ptsname(line));
  fflush(stdout);
  return true;
}

void port_line_write(const uint8_t *bytes, size_t n) {
  while (n > 0) {
    ssize_t done = write(line, bytes, n);
    if (done < 0 && errno == EINTR) continue;
    /* Nobody listens, or the line is full: as on a wire, what does not go out is lost. */
    if (done <= 0) return;
    bytes += done;
    n -= (size_t)done;
  }
}

static void read_panel(struct arrived *arrived) {
  static char text[64];
  static size_t length;
  char one;
  ssize_t got;
  while ((got = read(panel, &one, 1)) == 1) {
    if (one != '\n') {
      if (length < sizeof text - 1) text[length++] = one;
      continue;
    }
    text[length] = 0;
    memcpy(arrived->hand, text, length + 1);
    length = 0;
    return;
  }
  if (got == 0) panel = -1; /* nobody is at the panel any more */
}

void port_wait(msec ms, struct arrived *arrived) {
  struct pollfd from[2] = {{line, POLLIN, 0}, {panel, POLLIN, 0}};
  arrived->length = 0;
  arrived->hand[0] = 0;
  poll(from, 2, (int)ms);
  if (from[0].revents & POLLIN) {
    ssize_t got = read(line, arrived->bytes, sizeof arrived->bytes);
    arrived->length = got > 0 ? (size_t)got : 0;
  } else if (from[0].revents & (POLLHUP | POLLERR)) {
    poll(NULL, 0, ms < 20 ? (int)ms : 20); /* nobody has the other end open */
  }
  if (from[1].revents & (POLLIN | POLLHUP)) read_panel(arrived);
}

void port_die(void) { raise(SIGKILL); }
