/* SPDX-License-Identifier: MIT */
#include "daemon/agenda.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "common/cleanup.h"
#include "common/shortage.h"
#include "common/voice.h"
#include "etiquette/company.h"
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
	free(a->filed);
	*a = (struct agenda){ .made_at = 0 };
}

int agenda_make(struct agenda *a, const struct shelf *shelf, usec_t now, const char *zone)
{
	struct plan_input in = agenda_input(shelf, now, zone);
	size_t before = shortages();
	int r;

	agenda_drop(a);
	r = plan_make(&in, &a->plan);
	if (r >= 0 && shortages() != before) {
		agenda_drop(a); /* a time may be of another zone */
		r = -ENOMEM;
	}
	if (r < 0)
		return r;
	a->made_at = now;
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
		return text_copy(_("The book has an error. See: followupctl status"));
	for (size_t i = 0; i < a->plan.n_milestones; i++) {
		const struct milestone *m = a->plan.milestones[i];

		due += m->status == STATUS_DUE || m->status == STATUS_LATE;
		if (m->next_popup != USEC_NEVER && m->next_popup > now &&
		    (!next || m->next_popup < next->next_popup))
			next = m;
	}
	if (!next)
		return text_format(_("%zu due, nothing planned"), due);
	title = words_title(&words, next);
	when = words_instant(&words, next->next_popup, NULL);
	return title && when ? text_format(_("%zu due; next: %s, %s"), due, title, when) : NULL;
}

/* ---- by interview ---- */

/* All milestones of the plan that are of an interview, by their companies, so that `list` need not look at each for each. */
struct filed {
	uint64_t company;
	size_t number; /* in the plan */
};

static int filed_compare(const void *left, const void *right)
{
	const struct filed *a = left, *b = right;

	if (a->company != b->company)
		return a->company < b->company ? -1 : 1;
	return (a->number > b->number) - (a->number < b->number);
}

static int agenda_file(struct agenda *a)
{
	if (a->filed)
		return 0;
	a->filed = calloc(a->plan.n_milestones + 1, sizeof(*a->filed));
	if (!a->filed)
		return -ENOMEM;
	a->n_filed = 0;
	for (size_t k = 0; k < a->plan.n_milestones; k++) {
		const struct interview *i = a->plan.milestones[k]->interview;

		if (i)
			a->filed[a->n_filed++] = (struct filed){ company_hash(i->company), k };
	}
	qsort(a->filed, a->n_filed, sizeof(*a->filed), filed_compare);
	return 0;
}

/* The first of a company, or where it would be. */
static size_t filed_first(const struct agenda *a, uint64_t company)
{
	size_t low = 0, high = a->n_filed;

	while (low < high) {
		size_t middle = low + (high - low) / 2;

		if (a->filed[middle].company < company)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

static bool milestone_is_of(const struct milestone *m, const struct interview *i)
{
	return m->interview == i ||
	       (m->rule->scope == SCOPE_PROCESS && process_is_shared(m->interview, i));
}

static void take_filed(const struct agenda *a, const struct interview *i,
		       const struct milestone *items[], size_t *n)
{
	uint64_t company = company_hash(i->company);

	for (size_t k = filed_first(a, company); k < a->n_filed; k++) {
		const struct milestone *m = a->plan.milestones[a->filed[k].number];

		if (a->filed[k].company != company)
			break;
		if (milestone_is_of(m, i))
			items[(*n)++] = m;
	}
}

static size_t filed_count(const struct agenda *a, const struct interview *i)
{
	uint64_t company = company_hash(i->company);
	size_t first = filed_first(a, company), k = first;

	while (k < a->n_filed && a->filed[k].company == company)
		k++;
	return k - first;
}

int agenda_of(struct agenda *a, const struct interview *i, const struct milestone ***ret,
	      size_t *ret_n)
{
	int r = i ? agenda_file(a) : 0;
	size_t max = r < 0 ? 0 : i ? filed_count(a, i) : a->plan.n_milestones;
	const struct milestone **items = calloc(max + 1, sizeof(*items));

	if (!items || r < 0) {
		shortage_note();
		free(items);
		return -ENOMEM;
	}
	*ret_n = 0;
	if (i)
		take_filed(a, i, items, ret_n);
	else
		for (size_t k = 0; k < max; k++)
			items[(*ret_n)++] = a->plan.milestones[k];
	*ret = items;
	return 0;
}
