// What Swift cannot call of ncursesw: macros, mutable globals, extended colour pairs. No logic.
#ifndef MARTLET_CNCURSES_H
#define MARTLET_CNCURSES_H
// Before any curses header: turns on cchar_t and the wide functions, which pkg-config's flags would lose.
#ifndef NCURSES_WIDECHAR
#define NCURSES_WIDECHAR 1
#endif
#include <ncurses.h>
#include <wchar.h>

static inline WINDOW *nc_stdscr(void) { return stdscr; }
static inline int nc_lines(void) { return LINES; }
static inline int nc_cols(void) { return COLS; }
static inline int nc_colors(void) { return COLORS; }
static inline int nc_color_pairs(void) { return COLOR_PAIRS; }
static inline attr_t nc_A_BOLD(void) { return WA_BOLD; }
static inline attr_t nc_A_DIM(void) { return WA_DIM; }
static inline attr_t nc_A_REVERSE(void) { return WA_REVERSE; }
static inline attr_t nc_A_UNDERLINE(void) { return WA_UNDERLINE; }
static inline attr_t nc_A_ITALIC(void) { return WA_ITALIC; }
static inline int nc_key_f(int n) { return KEY_F(n); }
// The opts pointer carries the pair where a short is too small.
static inline int nc_attr_set(WINDOW *w, attr_t a, int pair) { return wattr_set(w, a, (short)pair, &pair); }
static inline int nc_put(WINDOW *w, int y, int x, const wchar_t *s, int n) { return mvwaddnwstr(w, y, x, s, n); }
#endif
