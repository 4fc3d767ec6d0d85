#ifndef RETROGRADE_CNCURSES_SHIM_H
#define RETROGRADE_CNCURSES_SHIM_H

// Swift cannot call variadic functions nor read C's mutable globals: each need has its wrapper here.

#define NCURSES_WIDECHAR 1
#define NCURSES_NOMACROS 1
#include <curses.h>
#include <langinfo.h>
#include <locale.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <term.h>
#include <unistd.h>
#include <wchar.h>

// The locale's characters; only they, so that numbers keep their decimal point everywhere.
static inline bool cn_use_locale(const char *name) { return setlocale(LC_CTYPE, name) != NULL; }
static inline const char *cn_codeset(void) { return nl_langinfo(CODESET); }

// The columns the C library, and with it curses, gives a character. The header declares it only
// under a feature macro that would come too late here.
int wcwidth(wchar_t character);
static inline int cn_width(wchar_t character) { return wcwidth(character); }

// Looks a terminal type up: 1 when it is known, 0 when not, -1 when there is no database.
static inline int cn_look_up(const char *type, int output) {
  int status = -1;
  setupterm(type, output, &status);
  return status;
}
static inline void cn_forget_type(void) {
  if (cur_term != NULL) { del_curterm(cur_term); }
}

// The capabilities of the type looked up last, by position or by name.
static inline int cn_boolean_count(void) { return BOOLCOUNT; }
static inline int cn_number_count(void) { return NUMCOUNT; }
static inline int cn_string_count(void) { return STRCOUNT; }
static inline const char *cn_boolean_name(int index) { return boolnames[index]; }
static inline const char *cn_number_name(int index) { return numnames[index]; }
static inline const char *cn_string_name(int index) { return strnames[index]; }
static inline bool cn_flag(const char *name) { return tigetflag((char *)name) > 0; }
static inline int cn_number(const char *name) { return tigetnum((char *)name); }
static inline const char *cn_string(const char *name) {
  const char *value = tigetstr((char *)name);
  return value == (const char *)-1 ? NULL : value;
}
static inline const char *cn_move_string(int row, int column) {
  const char *move = cn_string("cup");
  return move == NULL ? NULL
                      : tparm(move, (long)row, (long)column, 0L, 0L, 0L, 0L, 0L, 0L, 0L);
}

// Begins with curses. The modes are: no echo, every key at once and as itself, Ctrl-C included.
static inline SCREEN *cn_open(const char *type, int input) {
  use_env(FALSE);
  use_tioctl(TRUE);
  FILE *keys = input == STDIN_FILENO ? stdin : fdopen(input, "r");
  if (keys == NULL) { return NULL; }
  SCREEN *screen = newterm(type, stdout, keys);
  if (screen == NULL) { return NULL; }
  raw();
  noecho();
  nonl();
  keypad(stdscr, TRUE);
  // A frame is finished even when the next key has come: it is small, and the key waits for it.
  typeahead(-1);
  scrollok(stdscr, FALSE);
  return screen;
}
static inline bool cn_begin_colors(void) {
  return has_colors() && start_color() == OK && use_default_colors() == OK;
}
static inline int cn_colors(void) { return COLORS; }
static inline int cn_color_pairs(void) { return COLOR_PAIRS; }
static inline bool cn_define_pair(int pair, int foreground, int background) {
  return init_extended_pair(pair, foreground, background) == OK;
}

// Stores one character with its marks; `text` ends with a zero and holds at most CCHARW_MAX.
static inline void cn_put(int y, int x, const wchar_t *text, attr_t attributes, int pair) {
  cchar_t cell;
  if (setcchar(&cell, text, attributes, 0, &pair) == OK) { mvwadd_wch(stdscr, y, x, &cell); }
}
static inline attr_t cn_bold(void) { return A_BOLD; }
static inline attr_t cn_dim(void) { return A_DIM; }
static inline attr_t cn_underline(void) { return A_UNDERLINE; }
static inline attr_t cn_reverse(void) { return A_REVERSE; }

static inline int cn_rows(void) { return getmaxy(stdscr); }
static inline int cn_columns(void) { return getmaxx(stdscr); }
static inline void cn_erase(void) { werase(stdscr); }
static inline void cn_move(int y, int x) { wmove(stdscr, y, x); }
static inline void cn_repaint_all(void) { clearok(curscr, TRUE); }
static inline void cn_update(void) { wrefresh(stdscr); }

#endif
