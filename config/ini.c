/* SPDX-License-Identifier: MIT */
#include "config/ini.h"

#include <errno.h>
#include <ini.h>
#include <string.h>

#include "common/cleanup.h"
#include "common/limits.h"
#include "common/text.h"
#include "common/voice.h"
#include "config/escape.h"
#include "config/line.h"
#include "config/name-index.h"

/*
 * What inih does silently, and what is done about it: ini_parse_stream() asks read_line() for each line, so lines are counted here; one
 * that does not fit into inih's buffer, or holds a NUL, is never handed over. Blanks at its beginning are taken off, since inih takes an
 * indented line for more of the value above. Headers are checked here, since inih cuts long names and tells nobody of an empty section.
 * A line in which inih finds no fact makes it call nobody: that shows when it asks for the next one.
 *
 * inih asks isspace(), so the program's LC_CTYPE must be "C" or one of UTF-8.
 */

/*
 * Debian's inih has these as variables, others at compile time. There the buffer has whatever size it has, and longer lines are
 * complained about.
 */
extern bool ini_use_stack __attribute__((weak));
extern int ini_initial_alloc __attribute__((weak));
extern int ini_max_line __attribute__((weak));

struct reader {
	const char *text;
	size_t size;
	bool is_utf8; /* all of it, so that no line needs to be looked at */
	const char *file;
	const struct ini_listener *listener;
	void *user;
	struct complaints *complaints;
	int result;
	struct line line; /* the one that inih has now */
	bool begun;
	bool awaits_fact; /* the line was handed over as a fact, and inih has not called yet */
	bool skips;       /* until the next header, because the last one was wrong … */
	bool tells_lost;  /* … but the facts are wanted */
	bool has_indent;
	size_t indent; /* of the fact above, in this section */
	struct name_index sections;
};

/* ---- Lines ------------------------------------------------------------------------------------- */

static bool line_is_sound(struct reader *r, size_t room)
{
	const struct line *l = &r->line;
	const char *at = r->text + l->start;
	size_t size = l->end - l->start;
	size_t max = room - 2 < FILE_LINE_MAX ? room - 2 : FILE_LINE_MAX; /* newline and NUL */

	if (size > max)
		complain(r->complaints, r->file, l->number,
			 "this line has %zu bytes, and no more than %zu are read; shorten it", size,
			 max);
	else if (!r->is_utf8 && memchr(at, '\0', size))
		complain(r->complaints, r->file, l->number,
			 "this line holds a NUL byte, which no text has; the file may be damaged");
	else if (!r->is_utf8 && !text_is_utf8(at, size))
		complain(r->complaints, r->file, l->number,
			 "this line is not UTF-8; save the file in that encoding");
	else
		return true;
	return false;
}

/* What is wrong with a header, as words about it and `name`; NULL: nothing. */
static const char *header_fault(const struct reader *r)
{
	const struct line *l = &r->line;

	if (l->kind != LINE_SECTION)
		return N_("this section's header has no `]`; a header is [name]");
	if (l->name_size == 0)
		return N_("this section has no name; write one between [ and ]");
	if (l->name_size > FILE_NAME_MAX)
		return N_("this section's name is longer than 49 bytes; choose a shorter one");
	if (l->rest < l->end && r->text[l->rest] != ';' && r->text[l->rest] != '#')
		return N_("there is text behind the section's name; put it on a line of its own, "
			  "or behind `;` as a comment");
	return NULL;
}

static void section_tell(struct reader *r, const char *name)
{
	if (r->listener->section)
		r->result = r->listener->section(r->user, name, r->line.number);
}

static void section_lose(struct reader *r, const char *name)
{
	int e = r->listener->lost ? r->listener->lost(r->user, name) : 0;

	r->tells_lost = e > 0;
	if (e < 0)
		r->result = e;
}

static void read_header(struct reader *r)
{
	const struct line *l = &r->line;
	const char *at = r->text + l->name, *fault = header_fault(r);
	char name[FILE_NAME_MAX + 1];
	size_t first = 0;
	int e;

	r->skips = true;
	r->has_indent = false;
	if (fault) {
		section_lose(r, NULL);
		complain(r->complaints, r->file, l->number, "%s", fault);
		return;
	}
	memcpy(name, at, l->name_size);
	name[l->name_size] = '\0';
	e = name_index_put(&r->sections, at, l->name_size, l->number, &first);
	if (e == -EEXIST) {
		section_lose(r, name);
		complain(r->complaints, r->file, l->number,
			 "[%s] stands twice, first in line %zu; give one of them another name",
			 name, first);
	} else if (e < 0) {
		r->result = e;
	} else {
		r->skips = false;
		section_tell(r, name);
	}
}

/* What inih shall see of the line; `skips` and `awaits_fact` are set. */
static void line_hand_over(struct reader *r, char *buffer)
{
	const struct line *l = &r->line;
	size_t from = l->begin, to = l->end;
	bool is_header = l->kind == LINE_SECTION || (l->kind == LINE_OTHER && r->text[from] == '[');

	if (is_header) {
		read_header(r);
		from = l->name;
		to = l->name + l->name_size;
	}
	if ((r->skips && (is_header || !r->tells_lost)) || l->kind == LINE_BLANK ||
	    l->kind == LINE_COMMENT) {
		memcpy(buffer, "\n", 2);
	} else if (l->kind == LINE_SECTION) {
		*buffer++ = '[';
		memcpy(buffer, r->text + from, to - from);
		memcpy(buffer + (to - from), "]\n", 3);
	} else {
		r->awaits_fact = !r->skips;
		memcpy(buffer, r->text + from, to - from);
		memcpy(buffer + (to - from), "\n", 2);
	}
}

static void complain_if_no_fact(struct reader *r)
{
	if (r->awaits_fact)
		complain(
			r->complaints, r->file, r->line.number,
			"this line is neither `key = value` nor `[section]`; one fact is one line, "
			"with \\n for a line break inside, and a comment begins with `;`");
	r->awaits_fact = false;
}

/* inih's fgets(). */
static char *read_line(char *buffer, int room, void *stream)
{
	struct reader *r = stream;

	complain_if_no_fact(r);
	if (room < 4 || r->result < 0)
		return NULL;
	if (!r->begun) {
		/* inih looks for a BOM in the first line. It was taken off, and a second one is none. */
		r->begun = true;
		memcpy(buffer, "\n", 2);
		return buffer;
	}
	if (!line_next(r->text, r->size, &r->line))
		return NULL;
	if (line_is_sound(r, (size_t)room))
		line_hand_over(r, buffer);
	else
		memcpy(buffer, "\n", 2);
	return buffer;
}

/* ---- Facts ------------------------------------------------------------------------------------- */

static bool name_is_sound(struct reader *r, const char *name)
{
	if (*name && strlen(name) <= FILE_NAME_MAX)
		return true;
	complain(r->complaints, r->file, r->line.number, "%s",
		 *name ? _("this key is longer than 49 bytes; a fact is `key = value`")
		       : _("there is no key before the `=`; a fact is `key = value`"));
	return false;
}

static void hint_at_lost_text(struct reader *r, const char *name)
{
	const struct line *l = &r->line;
	size_t gap = l->rest - (l->value + l->value_size);

	if (l->rest < l->end && l->value_size > 0 && gap == 1 && r->listener->is_free_text &&
	    r->listener->is_free_text(name))
		complain_hint(
			r->complaints, r->file, l->number,
			"the text ends before ` ;`, what follows is a comment; if it belongs to "
			"the text write `\\;`, if not put two blanks before it");
}

static void hint_at_indent(struct reader *r, const char *name)
{
	size_t indent = r->line.begin - r->line.start;

	if (r->has_indent && indent > r->indent)
		complain_hint(
			r->complaints, r->file, r->line.number,
			"this line is indented, but does not go on with the text above; it is "
			"read as `%s` (one fact is one line, with \\n for a line break inside)",
			name);
	r->indent = indent;
	r->has_indent = true;
}

/*
 * inih's handler; 0 would make it note an error, which nobody asks for. Some builds call it for headers, without a name, and for lines without `=`,
 * without a value.
 */
static int take_fact(void *user, const char *section, const char *name, const char *value)
{
	struct reader *r = user;
	cleanup_free char *unescaped = NULL;

	if (!name || !value)
		return 1;
	r->awaits_fact = false;
	if (!r->skips) {
		if (!name_is_sound(r, name))
			return 1;
		hint_at_indent(r, name);
		hint_at_lost_text(r, name);
	}
	if (strchr(value, '\\')) {
		value = unescaped = value_unescape(value);
		if (!unescaped) {
			r->result = -ENOMEM;
			return 1;
		}
	}
	r->result = r->listener->fact(r->user, section, name, value, r->line.number);
	return 1;
}

/* ---- All --------------------------------------------------------------------------------------- */

static size_t longest_line(const char *text, size_t size)
{
	size_t longest = 0;

	for (size_t at = 0, next; at < size; at = next) {
		const char *newline = memchr(text + at, '\n', size - at);

		next = newline ? (size_t)(newline - text) + 1 : size;
		if (next - at > longest)
			longest = next - at;
	}
	return longest < FILE_LINE_MAX ? longest : FILE_LINE_MAX;
}

/* Windows' Notepad calls it "Unicode". In other encodings than these no byte of a text is 0. */
static bool text_is_utf16(const char *text, size_t size)
{
	return size >= 2 && (memcmp(text, "\xff\xfe", 2) == 0 || memcmp(text, "\xfe\xff", 2) == 0 ||
			     (text[0] == '\0') != (text[1] == '\0'));
}

static void make_room(size_t longest)
{
	if (!&ini_use_stack || !&ini_initial_alloc || !&ini_max_line)
		return;
	ini_use_stack = false;
	ini_initial_alloc = ini_max_line = (int)longest + 4;
}

int ini_read(const char *text, size_t size, const char *file, const struct ini_listener *listener,
	     void *user, struct complaints *complaints)
{
	struct reader r = {
		.text = text,
		.size = size,
		.file = file,
		.listener = listener,
		.user = user,
		.complaints = complaints,
	};

	if (text_is_utf16(text, size)) {
		complain(complaints, file, 1, "this file is UTF-16; save it as UTF-8");
		return 0;
	}
	r.is_utf8 = text_is_utf8(text, size);
	make_room(longest_line(text, size));
	if (ini_parse_stream(read_line, &r, take_fact, &r) == -2)
		r.result = -ENOMEM;
	name_index_done(&r.sections);
	return r.result;
}
