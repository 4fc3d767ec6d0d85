// Everything a signal handler touches lives here: the handlers need one copy of their state, which
// a header of inline functions cannot hold, and only async-signal-safe calls, which Swift cannot
// promise.

#define _GNU_SOURCE
#include "CTerminal.h"

#include "CSignals.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <termios.h>
#include <unistd.h>

enum { RESTORE_CAPACITY = 1024, MESSAGES_SHOWN = 1 << 16, WRITE_PATIENCE_MS = 300 };

struct restore_string {
  char bytes[RESTORE_CAPACITY];
  size_t count;
};

static int terminal = -1;
static struct termios saved_settings;
static atomic_bool is_claimed;
static atomic_bool is_drawing;

// Two, so that a handler never reads one that is being written.
static struct restore_string restore_strings[2];
static atomic_uint restore_index;

static int wake_pipe[2] = {-1, -1};
static atomic_uint requests;

static int real_stderr = -1;
static int held_messages = -1;

bool ct_write(int descriptor, const char *bytes, size_t count) {
  while (count > 0) {
    struct pollfd ready = {.fd = descriptor, .events = POLLOUT};
    int polled = poll(&ready, 1, WRITE_PATIENCE_MS);
    if (polled < 0 && errno == EINTR) { continue; }
    if (polled <= 0) { return false; }
    ssize_t written = write(descriptor, bytes, count);
    if (written < 0 && (errno == EINTR || errno == EAGAIN)) { continue; }
    if (written <= 0) { return false; }
    bytes += written;
    count -= (size_t)written;
  }
  return true;
}

void ct_hold_messages(void) {
  if (held_messages >= 0 || !isatty(STDERR_FILENO)) { return; }
  int memory = memfd_create("messages", MFD_CLOEXEC);
  if (memory < 0) { return; }
  real_stderr = fcntl(STDERR_FILENO, F_DUPFD_CLOEXEC, 3);
  if (real_stderr < 0 || dup2(memory, STDERR_FILENO) < 0) {
    close(memory);
    return;
  }
  held_messages = memory;
}

void ct_show_messages(void) {
  if (held_messages < 0) { return; }
  int memory = held_messages;
  held_messages = -1;
  dup2(real_stderr, STDERR_FILENO);
  close(real_stderr);
  real_stderr = -1;
  off_t end = lseek(memory, 0, SEEK_END);
  lseek(memory, end > MESSAGES_SHOWN ? end - MESSAGES_SHOWN : 0, SEEK_SET);
  char buffer[512];
  ssize_t count;
  while ((count = read(memory, buffer, sizeof buffer)) > 0) {
    if (!ct_write(STDERR_FILENO, buffer, (size_t)count)) { break; }
  }
  close(memory);
}

// Async-signal-safe; does its work once.
static void leave_terminal(void) {
  if (!atomic_exchange(&is_claimed, false)) { return; }
  // CAN ends an escape sequence that was cut in the middle.
  if (atomic_load(&is_drawing)) { ct_write(terminal, "\030", 1); }
  const struct restore_string *restore = &restore_strings[atomic_load(&restore_index)];
  ct_write(terminal, restore->bytes, restore->count);
  tcsetattr(terminal, TCSANOW, &saved_settings);
  ct_show_messages();
}

static void ask(unsigned request) {
  int error = errno;
  atomic_fetch_or(&requests, request);
  // A full pipe wakes as well as one byte more would.
  if (write(wake_pipe[1], "", 1) < 0) { errno = error; }
  errno = error;
}

static void note_signal(int number) {
  switch (number) {
    case SIGWINCH: ask(CT_RESIZED); break;
    case SIGCONT: ask(CT_CONTINUED); break;
    case SIGTSTP: ask(CT_SUSPEND); break;
  }
}

struct arrangement {
  int number;
  void (*handler)(int);
  int flags;
  // Somebody who ignores a signal for us, as nohup does, means it.
  bool respects_ignore;
  bool is_set;
  struct sigaction previous;
};

static struct arrangement arrangements[] = {
  {SIGWINCH, note_signal, SA_RESTART},
  {SIGCONT, note_signal, SA_RESTART},
  {SIGTSTP, note_signal, SA_RESTART, true},
  {SIGINT, cs_end_by_signal, 0, true},
  {SIGTERM, cs_end_by_signal, 0, true},
  {SIGHUP, cs_end_by_signal, 0, true},
  {SIGQUIT, cs_end_by_signal, 0, true},
  {SIGILL, cs_end_by_signal, SA_ONSTACK},
  {SIGTRAP, cs_end_by_signal, SA_ONSTACK},
  {SIGSEGV, cs_end_by_signal, SA_ONSTACK},
  {SIGABRT, cs_end_by_signal, SA_ONSTACK},
  {SIGBUS, cs_end_by_signal, SA_ONSTACK},
  {SIGFPE, cs_end_by_signal, SA_ONSTACK},
  {SIGPIPE, SIG_IGN, 0},
};
static const size_t arrangement_count = sizeof arrangements / sizeof arrangements[0];

static void set_handlers(void) {
  // A stack that overflows leaves no room for a handler on it.
  static char spare_stack[1 << 16];
  stack_t stack = {.ss_sp = spare_stack, .ss_size = sizeof spare_stack};
  sigaltstack(&stack, NULL);
  for (size_t i = 0; i < arrangement_count; i++) {
    struct arrangement *entry = &arrangements[i];
    sigaction(entry->number, NULL, &entry->previous);
    if (entry->respects_ignore && entry->previous.sa_handler == SIG_IGN) { continue; }
    struct sigaction action = {.sa_handler = entry->handler, .sa_flags = entry->flags};
    sigfillset(&action.sa_mask);
    sigaction(entry->number, &action, NULL);
    entry->is_set = true;
  }
  // The rest of what ends a program, unless somebody, such as a profiler, has a use for it. These
  // stay: once the terminal is given back they only do what would have happened anyway.
  cs_handle_endings();
}

static void give_handlers_back(void) {
  for (size_t i = 0; i < arrangement_count; i++) {
    struct arrangement *entry = &arrangements[i];
    if (entry->is_set) { sigaction(entry->number, &entry->previous, NULL); }
    entry->is_set = false;
  }
}

int ct_claim(int tty) {
  static bool is_exit_arranged = false;
  if (atomic_load(&is_claimed)) { return EBUSY; }
  if (wake_pipe[0] < 0 && pipe2(wake_pipe, O_CLOEXEC | O_NONBLOCK) < 0) { return errno; }
  if (tcgetattr(tty, &saved_settings) < 0) { return errno; }
  terminal = tty;
  if (!is_exit_arranged) {
    atexit(leave_terminal);
    cs_set_last_step(leave_terminal);
    is_exit_arranged = true;
  }
  ct_set_restore_string("", 0);
  set_handlers();
  ct_hold_messages();
  atomic_store(&is_claimed, true);
  return 0;
}

void ct_release(void) {
  atomic_store(&is_claimed, false);
  tcsetattr(terminal, TCSADRAIN, &saved_settings);
  ct_show_messages();
  give_handlers_back();
}

void ct_set_restore_string(const char *bytes, size_t count) {
  unsigned next = 1 - atomic_load(&restore_index);
  struct restore_string *restore = &restore_strings[next];
  restore->count = count < RESTORE_CAPACITY ? count : RESTORE_CAPACITY;
  memcpy(restore->bytes, bytes, restore->count);
  atomic_store(&restore_index, next);
}

void ct_set_drawing(bool drawing) { atomic_store(&is_drawing, drawing); }

void ct_stop(void) {
  struct sigaction ignored = {.sa_handler = SIG_IGN}, standard = {.sa_handler = SIG_DFL}, ours;
  sigaction(SIGTSTP, &ignored, &ours);
  // The others of a pipeline first; then this very thread, so that nothing runs on behind the stop.
  kill(0, SIGTSTP);
  sigaction(SIGTSTP, &standard, NULL);
  raise(SIGTSTP);
  sigaction(SIGTSTP, &ours, NULL);
  atomic_fetch_and(&requests, ~(unsigned)(CT_CONTINUED | CT_SUSPEND));
}

static struct { int number; struct sigaction action, ours; } loan[] = {
  {SIGINT, {.sa_handler = SIG_IGN}},
  {SIGQUIT, {.sa_handler = SIG_IGN}},
  {SIGTSTP, {.sa_handler = SIG_DFL}},
};
static const size_t loan_count = sizeof loan / sizeof loan[0];

void ct_begin_loan(void) {
  for (size_t i = 0; i < loan_count; i++) {
    sigaction(loan[i].number, &loan[i].action, &loan[i].ours);
  }
}

void ct_end_loan(void) {
  for (size_t i = 0; i < loan_count; i++) { sigaction(loan[i].number, &loan[i].ours, NULL); }
  atomic_fetch_and(&requests, ~(unsigned)(CT_CONTINUED | CT_SUSPEND));
}

int ct_wake_descriptor(void) { return wake_pipe[0]; }

void ct_wake(void) { ask(CT_WOKEN); }

unsigned ct_take(void) {
  char drained[64];
  while (read(wake_pipe[0], drained, sizeof drained) > 0) {}
  return atomic_exchange(&requests, 0);
}
