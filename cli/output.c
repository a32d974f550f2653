/* SPDX-License-Identifier: MIT */
#include "cli/output.h"

#include <errno.h>
#include <langinfo.h>
#include <locale.h>
#include <poll.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <time.h>
#include <unistd.h>

#include "cli/pager.h"
#include "cli/safe.h"
#include "cli/wrap.h"
#include "common/cleanup.h"
#include "common/text.h"
#include "common/voice.h"
#include "common/zone.h"
#include "etiquette/phrase.h"
#include "etiquette/words.h"

#define WIDTH_DEFAULT 80
#define WIDTH_MIN     20
#define PROSE_WIDTH   100 /* longer lines are hard to read */

static const char *const sequences[] = {
	[STYLE_PLAIN] = "",           [STYLE_HEADING] = "\033[1m", [STYLE_DIM] = "\033[2m",
	[STYLE_COMMAND] = "\033[36m", [STYLE_DUE] = "\033[1;33m",  [STYLE_LATE] = "\033[1;31m",
	[STYLE_DONE] = "\033[32m",
};

/* ---- Opening and closing -------------------------------------------------------------------- */

/*
 * The book is UTF-8, so that is what is printed, also where the locale would know better; pictures are
 * for such a terminal drawn in ASCII. True: they are.
 */
static bool choose_locale(void)
{
	/* Not all of it: where there is no archive of locales, each category is read from a file of its own. */
	setlocale(LC_CTYPE, "");
	setlocale(LC_MESSAGES, "");
	if (text_equal(nl_langinfo(CODESET), "UTF-8"))
		return text_equal(getenv("TERM"), "dumb");
	setlocale(LC_CTYPE, "C.UTF-8");
	return true;
}

/* COLUMNS goes before what the terminal says, as in most programs. */
static size_t terminal_width(void)
{
	const char *columns = getenv("COLUMNS");
	struct winsize size;
	int64_t width;

	if (columns && text_to_int(columns, WIDTH_MIN, UINT16_MAX, &width) == 0)
		return (size_t)width;
	if (ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) < 0 || size.ws_col == 0)
		return WIDTH_DEFAULT;
	return size.ws_col < WIDTH_MIN ? WIDTH_MIN : size.ws_col;
}

static bool wants_color(bool terminal, enum color_wish wish)
{
	const char *no_color = getenv("NO_COLOR"), *term = getenv("TERM");

	if (wish != COLOR_AUTO)
		return wish == COLOR_ALWAYS;
	return terminal && text_is_empty(no_color) && !text_equal(term, "dumb");
}

static usec_t clock_now(void)
{
	struct timespec t;

	clock_gettime(CLOCK_REALTIME, &t);
	return (usec_t)t.tv_sec * USEC_PER_SEC + t.tv_nsec / 1000;
}

void output_open(struct output *o, enum color_wish wish)
{
	*o = (struct output){ .ascii = choose_locale(),
			      .terminal = isatty(STDOUT_FILENO),
			      .now = clock_now() };
	o->width = o->terminal ? terminal_width() : 0;
	o->color = wants_color(o->terminal, wish);
}

void output_page(struct output *o)
{
	if (o->terminal && o->pager == 0)
		o->pager = pager_start();
}

/* True if stdout is a pipe that nobody reads any more. */
static bool reader_is_gone(void)
{
	struct pollfd p = { .fd = STDOUT_FILENO };

	return poll(&p, 1, 0) == 1 && (p.revents & (POLLERR | POLLHUP)) != 0;
}

int output_close(struct output *o)
{
	bool failed = fflush(stdout) != 0 || ferror(stdout);
	int error = errno;
	bool gone = failed && reader_is_gone();

	if (fclose(stdout) != 0 && !failed) {
		failed = true;
		error = errno;
	}
	pager_wait(o->pager);
	o->pager = 0;
	return failed && !gone ? -(error ? error : EIO) : 0;
}

void output_set_clock(struct output *o, const json_t *reply)
{
	const char *now = json_string_value(json_object_get(reply, "now"));
	const char *zone = json_string_value(json_object_get(reply, "zone"));

	if (now)
		rfc3339_parse(now, &o->now);
	if (zone && zone_is_known(zone))
		snprintf(o->zone, sizeof(o->zone), "%s", zone);
}

/* ---- Words ---------------------------------------------------------------------------------- */

const char *output_style(const struct output *o, enum style style)
{
	return o->color ? sequences[style] : "";
}

/* How wide text may be behind `indent`; 0: as wide as it is. */
static size_t prose_width(const struct output *o, size_t indent)
{
	size_t width = o->width > PROSE_WIDTH ? PROSE_WIDTH : o->width;

	if (width == 0)
		return 0;
	return indent < width ? width - indent : 1;
}

/* Prints the lines of `text`, those behind the first indented, and ends the last. */
static void print_lines(const struct output *o, size_t indent, enum style style, const char *text)
{
	const char *begin = output_style(o, style), *end = begin[0] ? "\033[0m" : "";

	for (;;) {
		size_t size = strcspn(text, "\n");

		printf("%s%.*s%s\n", begin, (int)size, text, end);
		if (text[size] == 0)
			return;
		text += size + 1;
		printf("%*s", (int)indent, "");
	}
}

/* Formats, cleans and breaks to what is left of the width. NULL: memory is out. */
__attribute__((format(printf, 3, 0))) static char *make_lines(const struct output *o, size_t indent,
							      const char *format, va_list args)
{
	cleanup_free char *raw = text_format_args(_(format), args);
	cleanup_free char *line = raw ? safe_line(raw) : NULL;
	return line ? wrap_text(line, prose_width(o, indent), false) : NULL;
}

void output_line(struct output *o, size_t indent, enum style style, const char *format, ...)
{
	va_list args;

	va_start(args, format);
	cleanup_free char *lines = make_lines(o, indent, format, args);
	va_end(args);
	printf("%*s", (int)indent, "");
	print_lines(o, indent, style, lines ? lines : "?");
}

/* Where there is no room beside the names, the texts stand below them. */
static bool has_room_beside(const struct output *o, size_t left)
{
	return o->width == 0 || left + WIDTH_MIN <= o->width;
}

__attribute__((format(printf, 6, 0))) static void print_entry(struct output *o, size_t indent,
							      size_t width, enum style style,
							      const char *name, const char *format,
							      va_list args)
{
	bool beside = has_room_beside(o, indent + width);
	size_t left = beside ? indent + width : indent + 2;
	cleanup_free char *safe = safe_line(name);
	cleanup_free char *shown = safe ? wrap_text(safe, prose_width(o, indent), false) : NULL;
	size_t used = shown ? wrap_width(shown) : 0;
	cleanup_free char *lines = make_lines(o, left, format, args);

	printf("%*s", (int)indent, "");
	if (used == 0) {
		printf("%*s", (int)(left - indent), "");
	} else if (beside && used < width) {
		printf("%s%*s", shown, (int)(width - used), "");
	} else {
		print_lines(o, indent, STYLE_PLAIN, shown);
		printf("%*s", (int)left, "");
	}
	print_lines(o, left, style, lines ? lines : "?");
}

void output_entry(struct output *o, size_t indent, size_t width, const char *name,
		  const char *format, ...)
{
	va_list args;

	va_start(args, format);
	print_entry(o, indent, width, STYLE_PLAIN, name, format, args);
	va_end(args);
}

void output_entry_in(struct output *o, enum style style, size_t width, const char *name,
		     const char *format, ...)
{
	va_list args;

	va_start(args, format);
	print_entry(o, 0, width, style, name, format, args);
	va_end(args);
}

void output_command(struct output *o, size_t indent, const char *command)
{
	cleanup_free char *line = command ? safe_line(command) : NULL;

	if (!line)
		return;
	printf("%*s", (int)indent, "");
	print_lines(o, indent, STYLE_COMMAND, line);
}

void output_gap(struct output *o)
{
	(void)o;
	putchar('\n');
}

void output_verbatim(struct output *o, const char *text)
{
	cleanup_free char *safe = o->terminal ? safe_text(text) : NULL;

	fputs(safe ? safe : o->terminal ? "" : text, stdout);
}

void output_note(const char *text)
{
	cleanup_free char *safe = safe_line(_(text));

	fflush(stdout);
	fprintf(stderr, "%s\n", safe ? safe : "");
}

void output_complain(const char *text)
{
	cleanup_free char *safe = safe_text(_(text));

	fprintf(stderr, "followupctl: %s\n", safe ? safe : _("Not enough memory"));
}

int output_json(const json_t *value)
{
	cleanup_free char *raw = json_dumps(value, JSON_INDENT(2));
	cleanup_free char *json = raw ? safe_json(raw) : NULL;

	if (!json)
		return -ENOMEM;
	puts(json);
	return 0;
}

/* ---- Times ---------------------------------------------------------------------------------- */

/* "today", "Fri 4 Dec", "Fri 4 Dec 2027". */
static char *date_in_words(const struct output *o, struct date d)
{
	static const char *const near[] = { N_("yesterday"), N_("today"), N_("tomorrow") };
	const struct place here = place_get(NULL, NULL, o->zone);
	int64_t ahead = date_to_days(d) - date_to_days(place_date(&here, o->now));
	char buffer[PHRASE_SIZE];

	if (ahead >= -1 && ahead <= 1)
		return text_copy(_(near[ahead + 1]));
	return text_copy(phrase_date(voice(), &here, o->now, d, buffer));
}

char *output_when(const struct output *o, const char *text, const char *theirs)
{
	const struct words_input in = { .now = o->now, .zone = o->zone, .tongue = voice() };
	struct date d;
	usec_t at;

	if (!text)
		return NULL;
	if (rfc3339_parse(text, &at) == 0)
		return words_instant(&in, at, theirs && zone_is_known(theirs) ? theirs : NULL);
	if (date_from_text(text, &d) == 0)
		return date_in_words(o, d);
	return text_copy(text);
}
