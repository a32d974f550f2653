/* SPDX-License-Identifier: MIT */
#include "daemon/agenda.h"

#include <ctype.h>
#include <errno.h>
#include <string.h>

#include "common/cleanup.h"
#include "common/voice.h"
#include "etiquette/process.h"
#include "etiquette/words.h"

struct plan_input agenda_input(const struct shelf *shelf, usec_t now, const char *zone)
{
	return (struct plan_input){ .book = &shelf->book,
				    .settings = &shelf->settings,
				    .memory = &shelf->memory,
				    .now = now,
				    .zone = zone,
				    .tongue = voice() };
}

void agenda_drop(struct agenda *a)
{
	plan_done(&a->plan);
	*a = (struct agenda){ .made_at = 0 };
}

int agenda_make(struct agenda *a, const struct shelf *shelf, usec_t now, const char *zone)
{
	struct plan_input in = agenda_input(shelf, now, zone);
	int r;

	agenda_drop(a);
	r = plan_make(&in, &a->plan);
	if (r < 0)
		return r;
	a->made_at = now;
	a->tongue = in.tongue;
	return 0;
}

/* ---- in words ---- */

char *agenda_status(const struct agenda *a, const struct shelf *shelf, usec_t now, const char *zone)
{
	struct words_input words = { .now = now,
				     .zone = zone,
				     .privacy = shelf->settings.popup.privacy,
				     .tongue = voice(),
				     .settings = &shelf->settings };
	cleanup_free char *title = NULL, *when = NULL;
	size_t due = 0;
	const struct milestone *next = NULL;

	if (shelf_book_is_bad(shelf))
		return text_copy(
			"The book has an error; working from its last good version. See: followupctl status");
	for (size_t i = 0; i < a->plan.n_milestones; i++) {
		const struct milestone *m = &a->plan.milestones[i];

		due += m->status == STATUS_DUE || m->status == STATUS_LATE;
		if (m->next_popup != USEC_NEVER && m->next_popup > now &&
		    (!next || m->next_popup < next->next_popup))
			next = m;
	}
	if (!next)
		return text_format("%zu due, nothing planned", due);
	title = words_title(&words, next);
	when = words_instant(&words, next->next_popup, NULL);
	return title && when ? text_format("%zu due; next: %s, %s", due, title, when) : NULL;
}

/* The first letter or digit of a name, as a cheap proof that two names differ: nearly all do. */
static int first_sign(const char *name)
{
	while (*name && !isalnum((unsigned char)*name) && !((unsigned char)*name & 0x80))
		name++;
	return tolower((unsigned char)*name);
}

static bool milestone_is_of(const struct milestone *m, const struct interview *i)
{
	if (!m->interview || m->interview == i)
		return m->interview;
	return m->rule->scope == SCOPE_PROCESS &&
	       first_sign(m->interview->company) == first_sign(i->company) &&
	       process_is_shared(m->interview, i);
}

int agenda_of(const struct agenda *a, const struct interview *i, const struct milestone ***ret,
	      size_t *ret_n)
{
	size_t max = a->plan.n_milestones;
	const struct milestone **items = calloc(max + 1, sizeof(*items));

	if (!items)
		return -ENOMEM;
	*ret_n = 0;
	for (size_t k = 0; k < max; k++)
		if (!i || milestone_is_of(&a->plan.milestones[k], i))
			items[(*ret_n)++] = &a->plan.milestones[k];
	*ret = items;
	return 0;
}
