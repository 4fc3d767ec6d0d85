#ifndef RETROGRADE_CTERMINAL_H
#define RETROGRADE_CTERMINAL_H

#include <stdbool.h>
#include <stddef.h>

/// What signals have asked for since the last look, as bits.
enum {
  CT_RESIZED = 1,
  CT_CONTINUED = 2,
  CT_SUSPEND = 4,
  CT_WOKEN = 8,
};

/// Remembers the settings of the terminal `tty` and arranges that every way out restores them:
/// exit, a signal that ends the process, and a crash. Returns 0, or an error number:
/// EBUSY when a terminal is claimed already.
int ct_claim(int tty);

/// Gives the previous signal handlers and the standard error output back.
void ct_release(void);

/// What is written to the terminal on a way out that does not pass `ct_release`; copied.
void ct_set_restore_string(const char *bytes, size_t count);

/// Says that the terminal may be in the middle of an escape sequence.
void ct_set_drawing(bool drawing);

/// While a screen is shown, messages on a terminal would be written across it: they are kept
/// meanwhile, and shown afterwards.
void ct_hold_messages(void);
void ct_show_messages(void);

/// Stops the process group, as Ctrl-Z does outside; returns when it is continued.
void ct_stop(void);

/// Until the end of the loan, another program has the terminal: Ctrl-C and Ctrl-\\ are meant for that
/// one, and Ctrl-Z stops both.
void ct_begin_loan(void);
void ct_end_loan(void);

/// Can be read from once there is something to take.
int ct_wake_descriptor(void);

/// Lets `ct_take` report CT_WOKEN; may be called from any thread at any time.
void ct_wake(void);

/// What has been asked for since the last call.
unsigned ct_take(void);

/// Writes all bytes; false when the terminal does not take them.
bool ct_write(int descriptor, const char *bytes, size_t count);

#endif
