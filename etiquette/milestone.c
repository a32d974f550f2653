/* SPDX-License-Identifier: MIT */
#include "etiquette/milestone.h"

#include "etiquette/person.h"

static const char *const status_names[] = {
	[STATUS_UPCOMING] = "upcoming", [STATUS_DUE] = "due",         [STATUS_LATE] = "late",
	[STATUS_PASSED] = "passed",     [STATUS_SNOOZED] = "snoozed", [STATUS_DONE] = "done",
	[STATUS_SKIPPED] = "skipped",   [STATUS_MOOT] = "moot",
};

const char *milestone_status_to_text(enum milestone_status s)
{
	return status_names[s];
}

bool milestone_is_open(const struct milestone *m)
{
	return m->status == STATUS_DUE || m->status == STATUS_LATE || m->status == STATUS_SNOOZED;
}

const char *milestone_address(const struct milestone *m)
{
	return m->person && !address_is_robot(m->person->address) ? m->person->address : NULL;
}

const char *milestone_whom(const struct milestone *m)
{
	const char *address = milestone_address(m);

	return address || !m->person ? address : m->person->name;
}
