#ifndef RETROGRADE_CSIGNALS_H
#define RETROGRADE_CSIGNALS_H

/// Has every signal that would end the process handled by `cs_end_by_signal`, except those that
/// somebody ignores or handles already.
void cs_handle_endings(void);

/// A signal handler that tidies up and then lets the signal end the process as it would have.
void cs_end_by_signal(int number);

/// What `cs_end_by_signal` does first; it may call only async-signal-safe functions.
void cs_set_last_step(void (*step)(void));

/// Opens a new file for writing, or returns -1 with the reason in errno. It is removed when a signal
/// ends the process, until `cs_keep` is given the ticket; the ticket is -1, and the file stays, when
/// too many are promised already or the path is too long.
int cs_open_draft(const char *path, int mode, int *ticket);
void cs_keep(int ticket);

#endif
