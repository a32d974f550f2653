/* SPDX-License-Identifier: MIT */

/* watch for people: what is different since the last answer, by the clock; a pop-up is drawn as one. */

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "cli/facts.h"
#include "cli/print.h"
#include "cli/safe.h"
#include "cli/wrap.h"
#include "common/cleanup.h"
#include "common/text.h"
#include "common/voice.h"
#include "common/zone.h"
#include "etiquette/phrase.h"

#define CLOCK_COLUMN 7
#define CARD_WIDTH   72

struct news {
	struct output *o;
	const json_t *before, *now; /* before is NULL at first */
	char clock[8];
};

/* The item of the list with the same value in `field`, or NULL. */
static const json_t *find_like(const json_t *list, const json_t *item, const char *field)
{
	json_t *other;
	size_t i;

	json_array_foreach(list, i, other)
		if (text_equal(fact(other, field), fact(item, field)))
			return other;
	return NULL;
}

static const json_t *before(const struct news *n, const char *list)
{
	return json_object_get(n->before, list);
}

static const json_t *now(const struct news *n, const char *list)
{
	return json_object_get(n->now, list);
}

/* ---- Pop-ups -------------------------------------------------------------------------------- */

/* What a card is drawn with: corners from the left above on, then the sides. */
static const struct frame_row {
	const char *corners[4], *across, *down;
} frame_rows[] = {
	{ { "┌", "┐", "└", "┘" }, "─", "│" },
	{ { "+", "+", "+", "+" }, "-", "|" },
};

static void draw_edge(const struct output *o, const struct frame_row *f, size_t corner,
		      size_t width)
{
	printf("%s%s", output_style(o, STYLE_DUE), f->corners[corner]);
	for (size_t i = 0; i < width + 2; i++)
		fputs(f->across, stdout);
	printf("%s%s\n", f->corners[corner + 1], o->color ? "\033[0m" : "");
}

/* A tab would push the frame aside. */
static void blank_tabs(char *text)
{
	while ((text = strchr(text, '\t')))
		*text = ' ';
}

static void draw_text(const struct output *o, const struct frame_row *f, size_t width,
		      enum style style, const char *text)
{
	cleanup_free char *safe = safe_text(text);
	if (safe)
		blank_tabs(safe);
	cleanup_free char *wrapped = safe ? wrap_text(safe, width, true) : NULL;
	const char *end = o->color ? "\033[0m" : "";
	char *rest = wrapped, *line;

	while (text[0] && (line = strsep(&rest, "\n"))) {
		size_t used = wrap_width(line);

		printf("%s%s%s %s%s%s%*s %s%s%s\n", output_style(o, STYLE_DUE), f->down, end,
		       output_style(o, style), line, end, (int)(used < width ? width - used : 0),
		       "", output_style(o, STYLE_DUE), f->down, end);
	}
}

static void draw_card(const struct output *o, const json_t *popup)
{
	const struct frame_row *f = &frame_rows[o->ascii];
	size_t room = o->width > 4 ? o->width - 4 : 1;
	size_t width = room < CARD_WIDTH ? room : CARD_WIDTH;

	draw_edge(o, f, 0, width);
	draw_text(o, f, width, STYLE_HEADING, fact_text(popup, "summary"));
	draw_text(o, f, width, STYLE_PLAIN, fact_text(popup, "body"));
	draw_text(o, f, width, STYLE_COMMAND, fact_text(popup, "command"));
	draw_edge(o, f, 2, width);
}

/* Where no terminal is: the same words, line by line. */
static void print_popup(const struct news *n, const json_t *popup)
{
	output_entry(n->o, 0, CLOCK_COLUMN, n->clock, "%s", fact_text(popup, "summary"));
	if (*fact_text(popup, "body"))
		output_entry(n->o, 0, CLOCK_COLUMN, "", "%s", fact_text(popup, "body"));
	if (*fact_text(popup, "command"))
		output_entry(n->o, 0, CLOCK_COLUMN, "", "%s", fact_text(popup, "command"));
}

static bool is_same_popup(const json_t *a, const json_t *b)
{
	return a && text_equal(fact(a, "summary"), fact(b, "summary")) &&
	       text_equal(fact(a, "body"), fact(b, "body"));
}

static void tell_popups(const struct news *n)
{
	json_t *popup;
	size_t i;

	json_array_foreach(now(n, "popups"), i, popup) {
		if (is_same_popup(find_like(before(n, "popups"), popup, "tag"), popup))
			continue;
		if (n->o->terminal) {
			output_line(n->o, 0, STYLE_PLAIN, "%s", n->clock);
			draw_card(n->o, popup);
		} else {
			print_popup(n, popup);
		}
	}
}

/* ---- Everything else ------------------------------------------------------------------------ */

/* What a pop-up has just said. */
static bool is_on_popup(const struct news *n, const json_t *milestone)
{
	json_t *popup;
	size_t i;

	json_array_foreach(now(n, "popups"), i, popup)
		if (text_equal(fact(popup, "summary"), fact(milestone, "title")))
			return true;
	return false;
}

/* Milestones that came to be due without a pop-up, and those that are no longer. */
static void tell_due(const struct news *n)
{
	json_t *m;
	size_t i;

	json_array_foreach(now(n, "due"), i, m) {
		const json_t *old = find_like(before(n, "due"), m, "key");
		cleanup_free char *time = milestone_time(n->o, m);

		if (!is_on_popup(n, m) &&
		    (!old || !text_equal(fact(old, "status"), fact(m, "status"))))
			output_entry_in(n->o, milestone_style(m), CLOCK_COLUMN, n->clock, "%s, %s",
					fact_text(m, "title"), time ? time : "");
	}
	json_array_foreach(before(n, "due"), i, m)
		if (!find_like(now(n, "due"), m, "key"))
			output_entry_in(n->o, STYLE_DONE, CLOCK_COLUMN, n->clock,
					"No longer due: %s", fact_text(m, "title"));
}

static void tell_next(const struct news *n)
{
	const json_t *next = json_array_get(now(n, "next"), 0),
		     *old = json_array_get(before(n, "next"), 0);
	cleanup_free char *time = next ? milestone_time(n->o, next) : NULL;

	if (!next || (text_equal(fact(next, "key"), fact(old, "key")) &&
		      text_equal(fact(next, "moment"), fact(old, "moment"))))
		return;
	output_entry_in(n->o, STYLE_DIM, CLOCK_COLUMN, n->clock, "Next, %s: %s", time ? time : "",
			fact_text(next, "title"));
}

static void tell_pause(const struct news *n)
{
	const char *paused = fact(n->now, "paused"), *old = fact(n->before, "paused");
	cleanup_free char *until = paused && *paused >= '0' && *paused <= '9'
					   ? fact_when(n->o, n->now, "paused")
					   : NULL;

	if (text_equal(paused, old))
		return;
	if (paused)
		output_entry_in(n->o, STYLE_DUE, CLOCK_COLUMN, n->clock,
				until ? N_("Paused until %s")
				      : N_("Paused until you type followupctl resume%s"),
				until ? until : "");
	else
		output_entry(n->o, 0, CLOCK_COLUMN, n->clock, "Pop-ups come again.");
}

static void tell_problems(const struct news *n)
{
	json_t *p;
	size_t i;

	json_array_foreach(now(n, "problems"), i, p)
		if (!text_equal(fact(p, "code"), "hint") &&
		    !find_like(before(n, "problems"), p, "text"))
			output_entry_in(n->o, STYLE_LATE, CLOCK_COLUMN, n->clock, "%s%s%s",
					fact_text(p, "text"), fact(p, "remedy") ? ": " : "",
					fact_text(p, "remedy"));
	json_array_foreach(before(n, "problems"), i, p)
		if (!text_equal(fact(p, "code"), "hint") &&
		    !find_like(now(n, "problems"), p, "text"))
			output_entry_in(n->o, STYLE_DONE, CLOCK_COLUMN, n->clock, "Mended: %s",
					fact_text(p, "text"));
}

/* Midnight has gone by, or this is the first word. */
static void tell_date(struct news *n)
{
	const struct place here = place_get(NULL, NULL, n->o->zone);
	const char *at = fact(n->before, "now");
	char buffer[PHRASE_SIZE];
	usec_t then;

	if (at && rfc3339_parse(at, &then) == 0 &&
	    date_compare(place_date(&here, then), place_date(&here, n->o->now)) == 0)
		return;
	output_line(n->o, 0, STYLE_HEADING, "%s",
		    phrase_date(voice(), &here, n->o->now, place_date(&here, n->o->now), buffer));
}

void print_news(struct output *o, const json_t *before_it, const json_t *reply)
{
	static void (*const tellers[])(const struct news *n) = { tell_popups, tell_due, tell_next,
								 tell_pause, tell_problems };
	struct reading r = zone_reading(o->zone, o->now, NULL);
	struct news n = { .o = o, .before = before_it, .now = reply };

	snprintf(n.clock, sizeof(n.clock), "%02d:%02d", r.hour % 100, r.minute % 100);
	tell_date(&n);
	for (size_t i = 0; i < ELEMENTS(tellers); i++)
		tellers[i](&n);
}
