/* SPDX-License-Identifier: MIT */

/* Why: in sentences for people, and in parts for programs. */

#include "daemon/answers.h"

#include <stdlib.h>

#include "common/cleanup.h"
#include "common/voice.h"
#include "daemon/errors.h"
#include "daemon/json.h"
#include "etiquette/premise.h"

static json_t *inputs(const struct question *q, const struct milestone *m)
{
	const struct etiquette_settings *e = &q->words.settings->etiquette;
	struct premise premises[PREMISES_MAX];
	size_t n = premises_of(m, e, premises);
	json_t *list = json_array();

	for (size_t k = 0; k < n; k++) {
		const struct premise *p = &premises[k];

		json_array_append_new(list, json_pack("{s:s, s:o, s:o, s:s?}", "name", p->name,
						      "at", json_instant(p->at, q->words.zone),
						      "date", json_date(p->date), "value",
						      p->value[0] ? p->value : NULL));
	}
	return list;
}

static json_t *explanation(const struct question *q, const struct milestone *m)
{
	cleanup_why_words struct why_words w = { 0 };

	words_explain(&q->words, m, &w);
	return json_pack("{s:s, s:s, s:o, s:s, s:s?}", "rule", w.rule ? w.rule : "", "source",
			 w.source ? w.source : "", "inputs", inputs(q, m), "arithmetic",
			 w.arithmetic ? w.arithmetic : "", "change", w.change);
}

void answer_why(struct question *q)
{
	const struct interview *i = question_interview(q);
	const char *name = question_string(q, "milestone");
	const struct milestone **found;
	json_t *list, *sentences, *explanations;
	size_t n;

	if (!i)
		return;
	found = calloc(q->daemon->agenda.plan.n_milestones + 1, sizeof(*found));
	if (!found)
		return control_refuse_short(q->asker, false);
	list = json_array();
	sentences = json_array();
	explanations = json_array();
	n = plan_find(&q->daemon->agenda.plan, i, name, found, q->daemon->agenda.plan.n_milestones);
	for (size_t k = 0; k < n; k++) {
		cleanup_free char *why = words_why(&q->words, found[k]);

		json_array_append_new(list, json_milestone(&q->words, found[k]));
		json_array_append_new(sentences, json_string(why ? why : ""));
		json_array_append_new(explanations, explanation(q, found[k]));
	}
	free(found);
	if (n > 0 || !name) {
		question_reply(q, json_pack("{s:o, s:o, s:o}", "milestones", list, "sentences",
					    sentences, "explanations", explanations));
		return;
	}
	json_decref(list);
	json_decref(sentences);
	json_decref(explanations);
	control_error(
		q->asker, CONTROL ".NotFound",
		json_pack("{s:s, s:[], s:o}", "what", name, "candidates", "text",
			  json_sprintf(
				  _("%s has no milestone \"%s\"; followupctl show %s lists them"),
				  i->id, name, i->id)));
}
