/* SPDX-License-Identifier: MIT */
#include "daemon/sheet.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "common/holidays-protocol.h"
#include "common/limits.h"
#include "common/text.h"

void outcome_done(struct outcome *o)
{
	free(o->dates);
	free(o->wrong);
	*o = (struct outcome){ 0 };
}

static int add_date(struct outcome *o, const char *line)
{
	struct date d, *more;

	if (date_from_text(line, &d) < 0 || o->n == CALENDAR_DAYS_MAX)
		return -EBADMSG;
	if ((o->n & (o->n - 1)) == 0) { /* full: 0, 1, 2, 4, 8, … */
		more = reallocarray(o->dates, o->n ? 2 * o->n : 1, sizeof(*more));
		if (!more)
			return -ENOMEM;
		o->dates = more;
	}
	o->dates[o->n++] = d;
	return 0;
}

int outcome_read(char *sheet, struct outcome *o)
{
	char *rest = sheet, *line;

	while ((line = strsep(&rest, "\n")) && rest) {
		int r;

		if (text_equal(line, HOLIDAYS_END))
			return 0;
		if (text_starts(line, HOLIDAYS_WRONG)) {
			line += strlen(HOLIDAYS_WRONG);
			o->wrong = text_is_utf8(line, strlen(line)) ? text_copy(line) : NULL;
			return o->wrong ? 0 : -EBADMSG;
		}
		r = add_date(o, line);
		if (r < 0)
			return r;
	}
	return -EBADMSG;
}
