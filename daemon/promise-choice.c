/* SPDX-License-Identifier: MIT */
#include "daemon/promise-choice.h"

#include <errno.h>
#include <string.h>

#include "common/cleanup.h"
#include "common/text.h"
#include "common/voice.h"
#include "daemon/errors.h"
#include "etiquette/process.h"

void promises_open(const struct plan *plan, const struct interview *i, struct promise_list *ret)
{
	ret->n = 0;
	for (size_t k = 0; k < plan->n_milestones && ret->n < ELEMENTS(ret->items); k++) {
		const struct milestone *m = plan->milestones[k];

		if (m->promise && m->interview == i && m->status != STATUS_DONE &&
		    m->status != STATUS_SKIPPED && m->status != STATUS_MOOT)
			ret->items[ret->n++] = m->promise;
	}
}

void promises_keep_ripe(struct promise_list *list, struct date day)
{
	struct promise_list ripe = { 0 };

	for (size_t k = 0; k < list->n; k++)
		if (!list->items[k]->theirs || date_compare(list->items[k]->date, day) < 0)
			ripe.items[ripe.n++] = list->items[k];
	if (ripe.n > 0)
		*list = ripe;
}

const struct promise *promise_choose(const struct promise_list *list, const char *text)
{
	const struct promise *begun = NULL, *inside = NULL;
	size_t n_begun = 0, n_inside = 0;

	for (size_t k = 0; k < list->n; k++) {
		const struct promise *p = list->items[k];

		if (text && text_equal_fold(p->text, text))
			return p;
		if (text_is_empty(text) || text_starts_fold(p->text, text)) {
			begun = p;
			n_begun++;
		} else if (text_contains_fold(p->text, text)) {
			inside = p;
			n_inside++;
		}
	}
	return n_begun == 1 ? begun : n_begun == 0 && n_inside == 1 ? inside : NULL;
}

const struct promise *promise_named_whole(const struct promise_list *list, const char *text,
					  const char **ret_rest)
{
	for (size_t k = 0; k < list->n; k++)
		if (promise_begins(list->items[k], text)) {
			*ret_rest = text + strlen(list->items[k]->text) + 1;
			*ret_rest += strspn(*ret_rest, " ");
			return list->items[k];
		}
	return NULL;
}

char *promise_which(const struct interview *i, const struct promise_list *list, const char *verb,
		    const char *rest)
{
	cleanup_text struct text open = { 0 };

	if (list->n == 0)
		return text_format(
			_("%s has no open promise; what was promised: followupctl log %s"), i->id,
			i->id);
	for (size_t k = 0; k < list->n; k++)
		text_add(&open, "%s\"%s\"", k > 0 ? ", " : "", list->items[k]->text);
	return open.failed
		       ? NULL
		       : text_format(
				 _("which promise of %s? Open are: %s. Say how it begins: followupctl %s %s %s"),
				 i->id, open.data, verb, i->id, rest);
}

int promise_ask_which(struct change *c, const struct interview *i, const struct promise_list *list,
		      const char *verb, const char *rest)
{
	cleanup_free char *which = promise_which(i, list, verb, rest);

	if (!which)
		return -ENOMEM;
	return list->n == 0 ? change_refuse_text(c, "Refused", "%s", which)
			    : change_refuse_input(c, "text", "%s", which);
}
