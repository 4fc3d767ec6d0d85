// Signal handlers need one copy of their state and only async-signal-safe calls, which Swift cannot
// promise.

#define _GNU_SOURCE
#include "CSignals.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stddef.h>
#include <string.h>
#include <unistd.h>

// More than threads that write files at a time.
enum { FILE_CAPACITY = 16 };

enum file_state { FREE, TAKEN, PROMISED };

struct doomed_file {
  atomic_int state;
  char path[PATH_MAX];
};

static struct doomed_file files[FILE_CAPACITY];
static _Atomic(void (*)(void)) last_step;

static int remove_on_end(const char *path) {
  size_t size = strlen(path) + 1;
  if (size > PATH_MAX) { return -1; }
  for (int i = 0; i < FILE_CAPACITY; i++) {
    int expected = FREE;
    if (!atomic_compare_exchange_strong(&files[i].state, &expected, TAKEN)) { continue; }
    memcpy(files[i].path, path, size);
    atomic_store(&files[i].state, PROMISED);
    return i;
  }
  return -1;
}

int cs_open_draft(const char *path, int mode, int *ticket) {
  sigset_t all, before;
  sigfillset(&all);
  // A signal between the two would leave the draft behind.
  pthread_sigmask(SIG_BLOCK, &all, &before);
  int opened = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, mode);
  int reason = errno;
  *ticket = opened < 0 ? -1 : remove_on_end(path);
  pthread_sigmask(SIG_SETMASK, &before, NULL);
  errno = reason;
  return opened;
}

void cs_keep(int ticket) {
  if (ticket >= 0 && ticket < FILE_CAPACITY) { atomic_store(&files[ticket].state, FREE); }
}

void cs_set_last_step(void (*step)(void)) { atomic_store(&last_step, step); }

// With every other signal blocked, SIGTTOU too: a terminal is restored even from the background.
void cs_end_by_signal(int number) {
  void (*step)(void) = atomic_load(&last_step);
  if (step != NULL) { step(); }
  for (int i = 0; i < FILE_CAPACITY; i++) {
    if (atomic_load(&files[i].state) == PROMISED) { unlink(files[i].path); }
  }
  struct sigaction standard = {.sa_handler = SIG_DFL};
  sigaction(number, &standard, NULL);
  raise(number);
}

// All others end the process, the real-time signals too.
static bool ends_process(int number) {
  switch (number) {
    case SIGCHLD: case SIGURG: case SIGWINCH: case SIGCONT:
    case SIGSTOP: case SIGTSTP: case SIGTTIN: case SIGTTOU: return false;
    default: return true;
  }
}

void cs_handle_endings(void) {
  struct sigaction action = {.sa_handler = cs_end_by_signal, .sa_flags = SA_ONSTACK};
  sigfillset(&action.sa_mask);
  for (int number = 1; number < NSIG; number++) {
    struct sigaction present;
    // SIGKILL and those that the C library keeps to itself are refused.
    if (!ends_process(number) || sigaction(number, NULL, &present) < 0) { continue; }
    bool is_standard = !(present.sa_flags & SA_SIGINFO) && present.sa_handler == SIG_DFL;
    if (is_standard) { sigaction(number, &action, NULL); }
  }
}
