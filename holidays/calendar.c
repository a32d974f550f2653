/* SPDX-License-Identifier: MIT */
#include "holidays/calendar.h"

#include <errno.h>

#include "common/limits.h"
#include "common/tongue.h"
#include "holidays/event.h"

/* What is done with each event. < 0 ends it. */
typedef int (*each_t)(icalcomponent *event, void *user);

struct reader {
	struct exceptions exceptions;
	struct days *days;
	int steps;
	size_t n_calendars, n_holidays;
};

static int note_exception(icalcomponent *event, void *user)
{
	struct reader *r = user;

	return exceptions_note(&r->exceptions, event);
}

static int add_days(icalcomponent *event, void *user)
{
	struct reader *r = user;
	int e = event_add(event, &r->exceptions, r->days, &r->steps);

	r->n_holidays += e > 0;
	return e;
}

static int each_event(icalcomponent *calendar, each_t each, void *user)
{
	int e = 0;

	for (icalcomponent *c = icalcomponent_get_first_component(calendar, ICAL_VEVENT_COMPONENT);
	     c && e >= 0; c = icalcomponent_get_next_component(calendar, ICAL_VEVENT_COMPONENT))
		e = each(c, user);
	return e < 0 ? e : 0;
}

/* Several calendars in one file come as one component of another kind around them. */
static int each_calendar(icalcomponent *root, each_t each, struct reader *r)
{
	int e = 0;

	r->n_calendars = 0;
	if (root && icalcomponent_isa(root) == ICAL_VCALENDAR_COMPONENT) {
		r->n_calendars++;
		return each_event(root, each, r);
	}
	for (icalcomponent *c =
		     root ? icalcomponent_get_first_component(root, ICAL_VCALENDAR_COMPONENT)
			  : NULL;
	     c && e >= 0; c = icalcomponent_get_next_component(root, ICAL_VCALENDAR_COMPONENT)) {
		r->n_calendars++;
		e = each_event(c, each, r);
	}
	return e;
}

static const char *fault_of(const struct reader *r, int e)
{
	if (r->n_calendars == 0)
		return N_("is no calendar (.ics), which begins with BEGIN:VCALENDAR");
	if (e == -E2BIG)
		return N_("has more than 2000 holidays");
	if (e == -ELOOP)
		return N_("has events that repeat themselves too often for holidays");
	if (r->n_holidays == 0)
		return N_("has no holiday in it, which is an event of whole days");
	return r->days->n == 0 ? N_("has no holiday of these years in it") : NULL;
}

int calendar_read(const char *text, struct days *days, const char **ret_wrong)
{
	struct reader r = { .days = days };
	icalcomponent *root;
	int e;

	icalerror_set_errors_are_fatal(0);
	root = icalparser_parse_string(text);
	e = each_calendar(root, note_exception, &r);
	exceptions_sort(&r.exceptions);
	if (e >= 0)
		e = each_calendar(root, add_days, &r);
	days_sort(days);
	if (e >= 0 && days->n > CALENDAR_DAYS_MAX)
		e = -E2BIG;
	exceptions_done(&r.exceptions);
	if (root)
		icalcomponent_free(root);
	if (e == -ENOMEM)
		return e;
	*ret_wrong = fault_of(&r, e);
	return *ret_wrong ? -EINVAL : 0;
}
