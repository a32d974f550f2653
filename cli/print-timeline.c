/* SPDX-License-Identifier: MIT */

/* timeline: a row a process, time from left to right */

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <wchar.h>

#include "cli/facts.h"
#include "cli/picture.h"
#include "cli/print.h"
#include "cli/safe.h"
#include "cli/wrap.h"
#include "common/cleanup.h"
#include "common/shortage.h"
#include "common/text.h"
#include "common/voice.h"
#include "common/zone.h"
#include "etiquette/phrase.h"

#define WIDTH_DEFAULT 80 /* where it is not known */
#define LABEL_MAX     24
#define BELL_COLUMNS  2
#define DAYS_BEFORE   28 /* what is older is left of the picture */
#define DAYS_BEHIND   56
#define DAYS_LEAST    7 /* so far it shows in any case */

struct timeline {
	struct output *o;
	struct picture picture;
	size_t label;   /* columns of the names */
	bool rings;     /* something is to be done now */
	bool used[256]; /* letters, for the legend */
	bool signs[SIGN_COUNT];
};

/* The letter of each milestone, and that of all others. */
static const struct letter_row {
	char letter;
	const char *milestone;
} letters[] = {
	{ 'p', "prepare" },         { 'd', "debrief" },
	{ 'T', "thank-you" },       { 'P', "promise" },
	{ 'N', "next-steps" },      { 'C', "check-in" },
	{ 'S', "second-check-in" }, { 'M', "move-on" },
	{ 'G', "gracious-reply" },  { 'O', "offer-reply" },
	{ 'D', "offer-decision" },  { 'A', "no-show" },
	{ 'W', "withdraw" },        { '*', N_("one of your own") },
};

static char letter_of(const char *milestone)
{
	for (size_t i = 0; i < ELEMENTS(letters); i++)
		if (text_equal(letters[i].milestone, milestone))
			return letters[i].letter;
	return '*';
}

/* False: there is none. */
static bool instant(const json_t *object, const char *field, usec_t *ret)
{
	const char *text = fact(object, field);

	return text && rfc3339_parse(text, ret) == 0;
}

/* Upcoming or at hand; what is over is told by the contacts. */
static bool is_ahead(const json_t *milestone)
{
	return milestone_is_at_hand(milestone) || text_equal(fact(milestone, "status"), "upcoming");
}

/* ---- How much time there is ----------------------------------------------------------------- */

struct span {
	usec_t from, to;
};

static void widen(struct span *s, const json_t *list, const char *field,
		  bool (*counts)(const json_t *))
{
	json_t *item;
	size_t i;
	usec_t at;

	json_array_foreach(list, i, item) {
		if ((counts && !counts(item)) || !instant(item, field, &at))
			continue;
		s->from = at < s->from ? at : s->from;
		s->to = at > s->to ? at : s->to;
	}
}

static struct span span_of(const struct output *o, const json_t *processes)
{
	const usec_t first = o->now - DAYS_BEFORE * USEC_PER_DAY,
		     last = o->now + DAYS_BEHIND * USEC_PER_DAY;
	struct span s = { o->now, o->now + DAYS_LEAST * USEC_PER_DAY };
	json_t *p;
	size_t i;

	json_array_foreach(processes, i, p) {
		widen(&s, json_object_get(p, "interviews"), "when", NULL);
		widen(&s, json_object_get(p, "log"), "at", NULL);
		widen(&s, json_object_get(p, "milestones"), "opens", is_ahead);
		widen(&s, json_object_get(p, "milestones"), "deadline", is_ahead);
	}
	return (struct span){ s.from < first ? first : s.from, s.to > last ? last : s.to };
}

/* ---- Rows ----------------------------------------------------------------------------------- */

static void put_list(struct timeline *t, struct cell *row, const json_t *list, const char *field,
		     struct cell (*cell_of)(const json_t *))
{
	json_t *item;
	size_t i;
	usec_t at;

	json_array_foreach(list, i, item)
		if (instant(item, field, &at))
			picture_put_beside(&t->picture, row, at,
					   at + (usec_t)t->picture.unit * USEC_PER_HOUR,
					   cell_of(item));
}

static struct cell interview_cell(const json_t *interview)
{
	bool off = text_equal(fact(interview, "state"), "cancelled");

	return (struct cell){ .sign = SIGN_INTERVIEW, .style = off ? STYLE_DIM : STYLE_HEADING };
}

static struct cell contact_cell(const json_t *contact)
{
	bool heard = text_equal(fact(contact, "direction"), "heard");

	return (struct cell){ .sign = heard ? SIGN_HEARD : SIGN_SENT, .style = STYLE_DONE };
}

static void put_milestone(struct timeline *t, struct cell *row, const json_t *m)
{
	bool open = milestone_is_at_hand(m);
	enum style style = open                 ? milestone_style(m)
			   : fact(m, "assumes") ? STYLE_DIM
						: STYLE_COMMAND;
	char letter = letter_of(fact(m, "milestone"));
	usec_t opens, deadline;

	if (!is_ahead(m) || !instant(m, "opens", &opens))
		return;
	deadline = opens;
	if (instant(m, "deadline", &deadline)) {
		picture_fill(&t->picture, row, opens, deadline,
			     (struct cell){ open ? SIGN_OPEN : SIGN_WINDOW, 0, style });
		picture_put(&t->picture, row, deadline, (struct cell){ SIGN_DEADLINE, 0, style });
	}
	picture_put_beside(&t->picture, row, opens, deadline,
			   (struct cell){ SIGN_LETTER, letter, style });
}

static void print_cells(struct timeline *t, const struct cell *row)
{
	enum style style = STYLE_PLAIN;
	size_t end = t->picture.width;
	char buffer[2];

	while (end > 0 && row[end - 1].sign == SIGN_NONE)
		end--;
	for (size_t i = 0; i < end; i++) {
		if (t->o->color && row[i].style != style)
			printf("%s%s", style == STYLE_PLAIN ? "" : "\033[0m",
			       output_style(t->o, row[i].style));
		style = row[i].style;
		fputs(picture_sign(&t->picture, &row[i], buffer), stdout);
		t->signs[row[i].sign] = true;
		t->used[(unsigned char)row[i].letter] = true;
	}
	puts(t->o->color && style != STYLE_PLAIN ? "\033[0m" : "");
}

/* The name, cut to its columns. */
static void print_label(const struct timeline *t, const char *name)
{
	const char *dots = t->o->ascii ? "." : "…";
	cleanup_free char *safe = safe_line(name);
	size_t room = t->label - BELL_COLUMNS - 1, column = 0;
	bool cut = safe && wrap_width(safe) > room;

	for (const char *at = safe; at && *at;) {
		const char *begin = at;
		int width = wcwidth((wchar_t)safe_next(&at));
		size_t columns = width < 0 ? 1 : (size_t)width;

		if (column + columns > room - cut)
			break;
		fwrite(begin, 1, (size_t)(at - begin), stdout);
		column += columns;
	}
	fputs(cut ? dots : "", stdout);
	printf("%*s", (int)(room + 1 - column - cut), "");
}

/* Before the name: whether there is something to do now. */
static void print_bell(struct timeline *t, const json_t *milestones)
{
	const json_t *pressing = NULL;
	json_t *m;
	size_t i;

	json_array_foreach(milestones, i, m)
		if (milestone_is_at_hand(m) && (!pressing || text_equal(fact(m, "status"), "late")))
			pressing = m;
	if (!pressing) {
		fputs("  ", stdout);
		return;
	}
	t->rings = true;
	printf("%s!%s ", output_style(t->o, milestone_style(pressing)),
	       t->o->color ? "\033[0m" : "");
}

static char *label_of(const json_t *process)
{
	const char *key = fact(process, "process");

	return key ? text_format("%s (%s)", fact_text(process, "company"), key)
		   : text_copy(fact_text(process, "company"));
}

static void print_process(struct timeline *t, const json_t *process)
{
	cleanup_free char *label = label_of(process);
	cleanup_free struct cell *row = calloc(t->picture.width, sizeof(*row));
	json_t *m;
	size_t i;

	if (!row)
		return shortage_note();
	put_list(t, row, json_object_get(process, "interviews"), "when", interview_cell);
	put_list(t, row, json_object_get(process, "log"), "at", contact_cell);
	json_array_foreach(json_object_get(process, "milestones"), i, m)
		put_milestone(t, row, m);
	picture_put(&t->picture, row, t->o->now, (struct cell){ SIGN_TODAY, 0, STYLE_DIM });
	print_bell(t, json_object_get(process, "milestones"));
	print_label(t, label ? label : "?");
	print_cells(t, row);
}

/* ---- The frame ------------------------------------------------------------------------------ */

/* Adds `text` at its column, if the line is that short yet and a blank is left between. */
static void add_at(struct text *line, size_t width, size_t column, const char *text)
{
	size_t used = line->data ? wrap_width(line->data) : 0, size = wrap_width(text);

	if (column + size <= width && (used == 0 || column > used))
		text_add(line, "%*s%s", (int)(column - used), "", text);
}

static void print_axis_line(const struct timeline *t, const struct text *line)
{
	printf("%*s%s%s%s\n", (int)t->label, "", output_style(t->o, STYLE_DIM),
	       line->data ? line->data : "", t->o->color ? "\033[0m" : "");
}

/* Months above, Mondays below. */
static void print_axis(const struct timeline *t)
{
	cleanup_text struct text months = { 0 }, days = { 0 };
	const struct picture *p = &t->picture;
	struct date before = { 0 };

	for (size_t i = 0; i < p->width; i++) {
		struct date d = picture_date(p, i);
		char day[8];

		if (d.month != before.month || d.year != before.year)
			add_at(&months, p->width, i, phrase_month(voice(), d.month));
		snprintf(day, sizeof(day), "%d", d.day % 100);
		if (date_compare(d, before) != 0 && (date_weekday(d) == MONDAY || p->unit >= 168))
			add_at(&days, p->width, i, day);
		before = d;
	}
	print_axis_line(t, &months);
	print_axis_line(t, &days);
}

/* "▼ today", or "today ▼" where the right edge is near. */
static void print_today(const struct timeline *t)
{
	const char *mark = t->o->ascii ? "V" : "▼", *today = _("today");
	int column = picture_column(&t->picture, t->o->now), width = (int)wrap_width(today) + 1;
	bool left = column + width + 1 > (int)t->picture.width && column >= width;

	printf("%*s%s%s%s%s%s%s%s\n", (int)t->label + column - (left ? width : 0), "",
	       output_style(t->o, STYLE_HEADING), left ? today : "", left ? " " : "", mark,
	       left ? "" : " ", left ? "" : today, t->o->color ? "\033[0m" : "");
}

/* Breaks the line before a sign, never behind it. */
static void add_to_legend(const struct timeline *t, struct text *legend, const char *sign,
			  const char *meaning)
{
	const char *newline = legend->data ? strrchr(legend->data, '\n') : NULL;
	size_t used = legend->data ? wrap_width(newline ? newline + 1 : legend->data) : 0;
	size_t width = used + 5 + wrap_width(meaning);

	text_add(legend, "%s%s %s",
		 used == 0             ? ""
		 : width > t->o->width ? "\n"
				       : "   ",
		 sign, meaning);
}

static void print_legend(const struct timeline *t)
{
	cleanup_text struct text legend = { 0 };
	char buffer[2];

	if (t->rings)
		add_to_legend(t, &legend, "!", _("to do now"));
	for (int i = SIGN_COUNT - 1; i > SIGN_NONE; i--) {
		const struct cell cell = { .sign = (enum sign)i };

		if (t->signs[i] && sign_meaning(cell.sign))
			add_to_legend(t, &legend, picture_sign(&t->picture, &cell, buffer),
				      _(sign_meaning(cell.sign)));
	}
	for (size_t i = 0; i < ELEMENTS(letters); i++)
		if (t->used[(unsigned char)letters[i].letter]) {
			const char sign[] = { letters[i].letter, 0 };
			add_to_legend(t, &legend, sign, _(letters[i].milestone));
		}
	output_gap(t->o);
	for (char *rest = legend.data, *line; (line = strsep(&rest, "\n"));)
		printf("%s%s%s\n", output_style(t->o, STYLE_DIM), line,
		       t->o->color ? "\033[0m" : "");
}

static size_t label_width(const json_t *processes, size_t width)
{
	size_t widest = 0, most = width / 3 < LABEL_MAX ? width / 3 : LABEL_MAX, i;
	json_t *p;

	json_array_foreach(processes, i, p) {
		cleanup_free char *label = label_of(p);
		cleanup_free char *safe = label ? safe_line(label) : NULL;
		size_t wide = safe ? wrap_width(safe) + BELL_COLUMNS + 1 : 0;

		widest = wide > widest ? wide : widest;
	}
	return widest < most ? widest : most;
}

void print_timeline(struct output *o, const json_t *reply)
{
	const json_t *processes = json_object_get(reply, "processes");
	struct timeline t = { .o = o, .picture = { .zone = o->zone, .ascii = o->ascii } };
	struct span span = span_of(o, processes);
	size_t i;
	json_t *p;

	if (json_array_size(processes) == 0 && fact(reply, "company")) {
		output_line(
			o, 0, STYLE_PLAIN,
			"No open process is like \"%s\". All of them: followupctl timeline --all",
			fact_text(reply, "company"));
		return;
	}
	if (json_array_size(processes) == 0) {
		output_line(o, 0, STYLE_PLAIN,
			    "No open process. All of them: followupctl timeline --all");
		return;
	}
	o->width = o->width ? o->width : WIDTH_DEFAULT;
	t.label = label_width(processes, o->width);
	picture_scale(&t.picture, span.from, span.to, o->width - t.label);
	print_axis(&t);
	print_today(&t);
	json_array_foreach(processes, i, p)
		print_process(&t, p);
	print_legend(&t);
}
