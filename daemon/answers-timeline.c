/* SPDX-License-Identifier: MIT */

/* timeline: each process with its rounds, what was said, and what is asked for. */

#include <errno.h>
#include <stdlib.h>

#include "daemon/answers.h"
#include "daemon/errors.h"
#include "daemon/json.h"
#include "etiquette/process.h"
#include "common/voice.h"

/* More are no picture any more. */
#define ROUNDS_MAX 1000

struct chosen {
	const struct interview **rounds; /* in the order of the book; NULL: told already */
	size_t n;
};

static int choose(const struct question *q, struct chosen *ret)
{
	const struct book *book = &q->daemon->shelf.book;

	*ret = (struct chosen){ .rounds = calloc(book->n_interviews + 1, sizeof(*ret->rounds)) };
	if (!ret->rounds)
		return -ENOMEM;
	for (size_t k = 0; k < book->n_interviews; k++)
		if (question_wants(q, &book->interviews[k]))
			ret->rounds[ret->n++] = &book->interviews[k];
	return 0;
}

static json_t *milestones_of(const struct question *q, const struct interview *first)
{
	const struct plan *plan = &q->daemon->agenda.plan;
	json_t *list = json_array();

	for (size_t k = 0; k < plan->n_milestones; k++) {
		const struct milestone *m = plan->milestones[k];

		if (m->interview && process_is_shared(m->interview, first))
			json_array_append_new(list, json_milestone(&q->words, m));
	}
	return list;
}

/* One process, its rounds being taken out of those that are left. */
static json_t *process_json(const struct question *q, struct chosen *c, size_t at)
{
	const struct interview *first = c->rounds[at];
	json_t *rounds = json_array(), *log = json_array();

	for (size_t k = at; k < c->n; k++) {
		const struct interview *i = c->rounds[k];

		if (!i || !process_is_shared(i, first))
			continue;
		json_array_append_new(rounds, json_interview(&q->words, i, &q->daemon->agenda));
		json_append_contacts(log, i, q->words.zone);
		c->rounds[k] = NULL;
	}
	return json_pack("{s:s, s:s?, s:o, s:o, s:o}", "company", first->company, "process",
			 first->process, "interviews", rounds, "milestones",
			 milestones_of(q, first), "log", log);
}

void answer_timeline(struct question *q)
{
	struct chosen c = { 0 };
	json_t *list;

	if (choose(q, &c) < 0)
		return control_refuse_short(q->asker, false);
	if (c.n > ROUNDS_MAX) {
		control_error(
			q->asker, CONTROL ".Refused",
			json_pack("{s:s}", "text",
				  _("that are too many interviews for a picture; name a company")));
		free(c.rounds);
		return;
	}
	list = json_array();
	for (size_t k = 0; k < c.n; k++)
		if (c.rounds[k])
			json_array_append_new(list, process_json(q, &c, k));
	free(c.rounds);
	question_reply(q, json_pack("{s:o, s:s?}", "processes", list, "company",
				    question_string(q, "company")));
}
