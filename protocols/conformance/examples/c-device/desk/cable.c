/* A null-modem cable in software: two pseudo-terminals whose far ends are joined. Whoever opens one
 * path talks to whoever opens the other, and either may come and go. Not part of the device.
 *
 *   cable DEVICE_PATH KIT_PATH      makes both paths, and joins them until it is ended */
#define _XOPEN_SOURCE 700
#define _DEFAULT_SOURCE
#include <fcntl.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <termios.h>
#include <unistd.h>

/* One end: a pseudo-terminal under a path of its own. The near side is held open here as well, so
 * that the cable stays whole while nobody has the path open. */
static int make_end(const char *path) {
  struct termios how;
  int far = posix_openpt(O_RDWR | O_NOCTTY);
  if (far < 0 || grantpt(far) != 0 || unlockpt(far) != 0) return -1;
  int near = open(ptsname(far), O_RDWR | O_NOCTTY);
  if (near < 0 || tcgetattr(near, &how) != 0) return -1;
  how.c_iflag = how.c_oflag = how.c_lflag = 0;
  how.c_cflag = CS8 | CREAD | CLOCAL;
  if (tcsetattr(near, TCSANOW, &how) != 0) return -1;
  unlink(path);
  if (symlink(ptsname(far), path) != 0) return -1;
  fcntl(far, F_SETFL, fcntl(far, F_GETFL) | O_NONBLOCK);
  return far;
}

/* What nobody reads is dropped, as on a wire. */
static void carry(int from, int to) {
  char bytes[4096];
  ssize_t got = read(from, bytes, sizeof bytes);
  if (got > 0 && write(to, bytes, (size_t)got) < 0) return;
}

int main(int count, char **words) {
  if (count != 3) {
    fputs("cable DEVICE_PATH KIT_PATH\n", stderr);
    return 2;
  }
  struct pollfd ends[2] = {{make_end(words[1]), POLLIN, 0}, {make_end(words[2]), POLLIN, 0}};
  if (ends[0].fd < 0 || ends[1].fd < 0) {
    fputs("no pseudo-terminals here, or the paths can't be made\n", stderr);
    return 3;
  }
  printf("%s and %s are joined\n", words[1], words[2]);
  fflush(stdout);
  while (poll(ends, 2, -1) >= 0) {
    if (ends[0].revents & POLLIN) carry(ends[0].fd, ends[1].fd);
    if (ends[1].revents & POLLIN) carry(ends[1].fd, ends[0].fd);
  }
  return 0;
}
