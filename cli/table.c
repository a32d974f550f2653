/* SPDX-License-Identifier: MIT */
#include "cli/table.h"

#include <langinfo.h>
#include <libsmartcols.h>
#include <stdlib.h>
#include <string.h>

#include "cli/direction.h"
#include "cli/safe.h"
#include "cli/wrap.h"
#include "common/cleanup.h"
#include "common/shortage.h"
#include "common/text.h"
#include "common/voice.h"

#define COLUMNS_MAX  8
#define BREAKING_MIN 12 /* a narrower column is no column, unless there is no room for it */
#define BETWEEN      2  /* blanks between two columns */

typedef struct libscols_table *scols_pointer;

static void scols_unrefp(scols_pointer *p)
{
	scols_unref_table(*p);
}

void table_add_own(struct table *t, enum style style, char *text)
{
	cleanup_free char *raw = text;

	if (t->n_cells == t->room) {
		size_t room = t->room ? 2 * t->room : 8 * t->n_columns;
		struct cell *grown = reallocarray(t->cells, room, sizeof(*grown));
		if (!grown) {
			t->failed = true;
			return;
		}
		t->cells = grown;
		t->room = room;
	}
	t->cells[t->n_cells++] =
		(struct cell){ .text = raw ? safe_line(raw) : NULL, .style = style };
}

void table_add(struct table *t, enum style style, const char *text)
{
	table_add_own(t, style, text_copy(text));
}

void table_done(struct table *t)
{
	for (size_t i = 0; i < t->n_cells; i++)
		free(t->cells[i].text);
	free(t->cells);
	*t = (struct table){ 0 };
}

/* ---- How wide ------------------------------------------------------------------------------- */

static bool column_is_shown(const struct table *t, const struct output *o, size_t column)
{
	return o->width == 0 || t->columns[column].from_width <= o->width;
}

static size_t column_width(const struct table *t, size_t column)
{
	size_t widest = wrap_width(_(t->columns[column].title));

	for (size_t i = column; i < t->n_cells; i += t->n_columns) {
		size_t width = t->cells[i].text ? wrap_width(t->cells[i].text) : 0;
		widest = width > widest ? width : widest;
	}
	return widest;
}

/*
 * Divides what the other columns leave among those that may break: the narrow ones get what they need,
 * the others equal shares.
 */
static void share_width(const size_t natural[], bool breaks[], size_t n, size_t left, size_t least,
			size_t ret[])
{
	size_t n_breaking = 0;

	for (size_t i = 0; i < n; i++)
		n_breaking += breaks[i];
	for (bool settled = false; n_breaking > 0 && !settled;) {
		size_t share = left / n_breaking;

		settled = true;
		for (size_t i = 0; i < n; i++) {
			if (!breaks[i])
				continue;
			ret[i] = share < least ? least : share;
			if (natural[i] > share)
				continue;
			ret[i] = natural[i];
			breaks[i] = false;
			left -= natural[i];
			n_breaking--;
			settled = false;
			break;
		}
	}
}

/* What a column that may break gets at the least: the others are cut for it, but not below their titles. */
static size_t least_width(const struct table *t, const struct output *o)
{
	size_t taken = 0, n_breaking = 0;

	for (size_t i = 0; i < t->n_columns; i++) {
		if (!column_is_shown(t, o, i))
			continue;
		taken += i > 0 ? BETWEEN : 0;
		n_breaking += t->columns[i].breaks;
		taken += t->columns[i].breaks ? 0 : wrap_width(_(t->columns[i].title));
	}
	if (n_breaking == 0 || taken + n_breaking > o->width)
		return 1;
	size_t room = (o->width - taken) / n_breaking;
	return room < BREAKING_MIN ? room : BREAKING_MIN;
}

static void fit_columns(const struct table *t, const struct output *o, size_t ret[])
{
	size_t natural[COLUMNS_MAX] = { 0 }, taken = 0;
	bool breaks[COLUMNS_MAX] = { false };

	for (size_t i = 0; i < t->n_columns; i++) {
		if (!column_is_shown(t, o, i))
			continue;
		ret[i] = natural[i] = column_width(t, i);
		breaks[i] = t->columns[i].breaks;
		taken += (i > 0 ? BETWEEN : 0) + (breaks[i] ? 0 : natural[i]);
	}
	if (o->width > 0)
		share_width(natural, breaks, t->n_columns, o->width > taken ? o->width - taken : 0,
			    least_width(t, o), ret);
}

/* ---- Drawing -------------------------------------------------------------------------------- */

/* Where the locale knows no UTF-8, and there is no C.UTF-8 either, smartcols never ends at what it cannot read. */
static char *make_readable(char *text)
{
	if (text_equal(nl_langinfo(CODESET), "UTF-8"))
		return text;
	for (char *c = text; c && *c; c++)
		if ((unsigned char)*c >= 0x80)
			*c = '?';
	return text;
}

/* By our own count: that of smartcols never ends at what the locale cannot read. */
static size_t widest_line(const struct libscols_column *column, const char *text, void *user)
{
	(void)column, (void)user;
	return wrap_width(text);
}

static char *cut_line(const struct libscols_column *column, char *text, void *user)
{
	char *end = text ? strchr(text, '\n') : NULL;

	(void)column, (void)user;
	if (!end)
		return NULL;
	*end = '\0';
	return end + 1;
}

static int draw_columns(struct libscols_table *scols, const struct table *t, const struct output *o)
{
	for (size_t i = 0; i < t->n_columns; i++) {
		const struct column *c = &t->columns[i];
		int flags = c->breaks ? SCOLS_FL_WRAP : SCOLS_FL_TRUNC;

		if (!column_is_shown(t, o, i))
			flags |= SCOLS_FL_HIDDEN;
		cleanup_free char *title = make_readable(text_copy(_(c->title)));
		struct libscols_column *column =
			title ? scols_table_new_column(scols, title, 0, flags) : NULL;
		if (!column)
			return -1;
		scols_cell_set_color(scols_column_get_header(column),
				     output_style(o, STYLE_HEADING));
		if (c->breaks)
			scols_column_set_wrapfunc(column, widest_line, cut_line, NULL);
	}
	return 0;
}

static int draw_row(struct libscols_table *scols, const struct table *t, const struct output *o,
		    const struct cell *cells, const size_t widths[])
{
	struct libscols_line *line = scols_table_new_line(scols, NULL);
	bool is_turned = false; /* something in front of this cell */

	if (!line)
		return -1;
	for (size_t i = 0; i < t->n_columns; i++) {
		const char *text = cells[i].text ? cells[i].text : "";
		bool breaks = o->width > 0 && t->columns[i].breaks;
		char *fitted = wrap_text(text, breaks ? widths[i] : 0, true);

		if (is_turned && direction_is_turned(text))
			fitted = direction_apart(fitted);
		is_turned |= o->width > 0 && !o->ascii && column_is_shown(t, o, i) &&
			     direction_turns(text);
		fitted = make_readable(fitted);
		if (!fitted || scols_line_refer_data(line, i, fitted) < 0) {
			free(fitted);
			return -1;
		}
		if (cells[i].style != STYLE_PLAIN)
			scols_cell_set_color(scols_line_get_cell(line, i),
					     output_style(o, cells[i].style));
	}
	return 0;
}

static int draw(struct libscols_table *scols, const struct table *t, const struct output *o)
{
	size_t widths[COLUMNS_MAX] = { 0 };

	fit_columns(t, o, widths);
	scols_table_set_stream(scols, stdout);
	if (scols_table_set_column_separator(scols, "  ") < 0)
		return -1;
	/* The texts are clean already; smartcols' own way would garble what its libc does not know. */
	scols_table_enable_noencoding(scols, 1);
	scols_table_enable_minout(scols, 1);
	scols_table_enable_colors(scols, o->color);
	scols_table_set_termforce(scols,
				  o->width > 0 ? SCOLS_TERMFORCE_ALWAYS : SCOLS_TERMFORCE_NEVER);
	if (o->width > 0)
		scols_table_set_termwidth(scols, o->width);
	if (draw_columns(scols, t, o) < 0)
		return -1;
	for (size_t i = 0; i + t->n_columns <= t->n_cells; i += t->n_columns)
		if (draw_row(scols, t, o, &t->cells[i], widths) < 0)
			return -1;
	return scols_print_table(scols);
}

void table_print(struct table *t, struct output *o)
{
	__attribute__((cleanup(scols_unrefp))) scols_pointer scols = scols_new_table();

	if (t->failed || !scols || draw(scols, t, o) < 0)
		shortage_note();
}
