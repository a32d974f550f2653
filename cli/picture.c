/* SPDX-License-Identifier: MIT */
#include "cli/picture.h"

#include "common/cleanup.h"
#include "common/tongue.h"
#include "common/zone.h"

#define HOURS_A_DAY  24
#define HOURS_A_WEEK (7 * HOURS_A_DAY)

static const struct sign_row {
	const char *utf8, *ascii, *meaning;
} signs[SIGN_COUNT] = {
	[SIGN_NONE] = { " ", " ", NULL },
	[SIGN_TODAY] = { "│", "|", NULL },
	[SIGN_WINDOW] = { "─", "-", N_("window to come") },
	[SIGN_OPEN] = { "━", "=", N_("open now") },
	[SIGN_DEADLINE] = { "┤", "]", N_("deadline") },
	[SIGN_LETTER] = { NULL, NULL, NULL },
	[SIGN_HEARD] = { "↓", "v", N_("heard") },
	[SIGN_SENT] = { "↑", "^", N_("sent") },
	[SIGN_INTERVIEW] = { "◆", "O", N_("interview") },
	[SIGN_BEFORE] = { "‹", "<", NULL },
	[SIGN_BEHIND] = { "›", ">", NULL },
};

static int64_t hours_at(const char *zone, usec_t at)
{
	struct reading r = zone_reading(zone, at, NULL);

	return date_to_days(r.date) * HOURS_A_DAY + r.hour;
}

static int64_t round_down(int64_t value, int64_t step)
{
	int64_t rest = value % step;

	return value - (rest < 0 ? rest + step : rest);
}

void picture_scale(struct picture *p, usec_t from, usec_t to, size_t width)
{
	/* Columns of a part of a day, of days, and of weeks. */
	static const int units[] = { 6, 12, 24, 48, 72, 168, 336, 672 };
	int64_t first = hours_at(p->zone, from), last = hours_at(p->zone, to);

	p->width = width < PICTURE_WIDTH_MAX ? width : PICTURE_WIDTH_MAX;
	for (size_t i = 0; i < ELEMENTS(units); i++) {
		/* 1970-01-01 was a Thursday: weeks begin on the Monday before. */
		int64_t monday = 3 * HOURS_A_DAY;
		int64_t step = units[i] < HOURS_A_WEEK ? HOURS_A_DAY : HOURS_A_WEEK;

		p->unit = units[i];
		p->start = round_down(first + monday, step) - monday;
		if ((last - p->start) / p->unit + 1 <= (int64_t)p->width)
			break;
	}
}

int picture_column(const struct picture *p, usec_t at)
{
	int64_t hours = hours_at(p->zone, at) - p->start;

	if (hours < 0)
		return -1;
	return hours / p->unit < (int64_t)p->width ? (int)(hours / p->unit) : (int)p->width;
}

struct date picture_date(const struct picture *p, size_t column)
{
	int64_t hours = p->start + (int64_t)column * p->unit;

	return date_from_days((hours + HOURS_A_DAY - 1) / HOURS_A_DAY);
}

static void cover(struct cell *below, struct cell cell)
{
	if (cell.sign > below->sign || (cell.sign == below->sign && cell.style > below->style))
		*below = cell;
}

void picture_put(const struct picture *p, struct cell *row, usec_t at, struct cell cell)
{
	picture_put_beside(p, row, at, at, cell);
}

void picture_put_beside(const struct picture *p, struct cell *row, usec_t at, usec_t last,
			struct cell cell)
{
	int column = picture_column(p, at), end = picture_column(p, last);

	if (column < 0)
		cover(&row[0], (struct cell){ .sign = SIGN_BEFORE, .style = cell.style });
	if (column == (int)p->width)
		cover(&row[p->width - 1],
		      (struct cell){ .sign = SIGN_BEHIND, .style = cell.style });
	if (column < 0 || column == (int)p->width)
		return;
	for (int i = column; i <= end && i < (int)p->width; i++)
		if (row[i].sign < cell.sign) {
			row[i] = cell;
			return;
		}
}

void picture_fill(const struct picture *p, struct cell *row, usec_t from, usec_t to,
		  struct cell cell)
{
	int first = picture_column(p, from), last = picture_column(p, to);

	for (int column = first < 0 ? 0 : first; column <= last && column < (int)p->width; column++)
		cover(&row[column], cell);
}

const char *picture_sign(const struct picture *p, const struct cell *cell, char buffer[static 2])
{
	if (cell->sign != SIGN_LETTER)
		return p->ascii ? signs[cell->sign].ascii : signs[cell->sign].utf8;
	buffer[0] = cell->letter;
	buffer[1] = 0;
	return buffer;
}

const char *sign_meaning(enum sign sign)
{
	return signs[sign].meaning;
}
