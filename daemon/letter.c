/* SPDX-License-Identifier: MIT */

/* What a letter is for. */

#include "daemon/letter.h"

#include "common/cleanup.h"
#include "common/voice.h"
#include "daemon/errors.h"
#include "daemon/promise-choice.h"
#include "etiquette/pace.h"

int letter_refuse(const struct letter *l, const char *error, json_t *parameters)
{
	cleanup_free char *name = text_format(CONTROL ".%s", error);

	control_error(l->question->asker, name ? name : CONTROL ".Refused", parameters);
	return 0;
}

static bool has_draft(const struct milestone *m)
{
	for (size_t i = 0; i < BUTTONS_MAX; i++)
		if (m->rule->buttons[i] == BUTTON_DRAFT)
			return true;
	return false;
}

static bool is_ahead(const struct milestone *m)
{
	return milestone_is_open(m) || m->status == STATUS_UPCOMING;
}

/* What is open and ends with a message, else a thank-you to come. */
static const struct milestone *guess_milestone(const struct letter *l)
{
	for (size_t i = 0; i < l->n_found; i++)
		if (milestone_is_open(l->found[i]) && has_draft(l->found[i]))
			return l->found[i];
	for (size_t i = 0; i < l->n_found; i++)
		if (is_ahead(l->found[i]) && l->found[i]->rule->id == RULE_THANK_YOU)
			return l->found[i];
	return NULL;
}

static void find_milestones(struct letter *l, const char *name)
{
	l->n_found = plan_find(&l->question->daemon->agenda.plan, l->interview, name, l->found,
			       LETTER_MILESTONES_MAX);
}

static int refuse_milestone(const struct letter *l, const char *name)
{
	const char *near = rule_nearest(name);

	return letter_refuse(
		l, "NotFound",
		json_pack(
			"{s:s, s:[], s:o}", "what", name, "candidates", "text",
			near ? json_sprintf(
				       _("\"%s\" is no milestone; did you mean \"%s\"? Those to come: followupctl plan %s"),
				       name, near, l->interview->id)
			     : json_sprintf(
				       _("\"%s\" is no milestone; followupctl plan %s shows those to come"),
				       name, l->interview->id)));
}

bool letter_is_left_to_do(const struct milestone *m)
{
	return is_ahead(m) || m->status == STATUS_PASSED;
}

/* Promises are two rules of one name: the one with something left to do counts. */
static const struct rule *choose_rule(const struct letter *l, const char *name)
{
	for (size_t i = 0; i < l->n_found; i++)
		if (letter_is_left_to_do(l->found[i]))
			return l->found[i]->rule;
	return l->n_found > 0 ? l->found[0]->rule : rule_find(name);
}

static int refuse_to_guess(const struct letter *l)
{
	const struct question *q = l->question;
	const struct plan_input in = agenda_input(&q->daemon->shelf, q->now, q->words.zone);
	const struct rule *rule;

	if (pace_rule(&in, l->interview, &rule) < 0) {
		control_refuse_short(q->asker, false);
		return 0;
	}
	return letter_refuse(
		l, "Refused",
		json_pack("{s:o}", "text",
			  json_sprintf(_("nothing that ends with a message is open for "
					 "%s. Say what it is for: followupctl draft %s %s"),
				       l->interview->id, l->interview->id, rule->name)));
}

static int refuse_promise(const struct letter *l, const struct promise_list *open)
{
	cleanup_free char *which =
		promise_which(l->interview, open, TYPED_("draft"), TYPED_("promise TEXT"));

	if (open->n == 0)
		return letter_refuse(l, "Refused", json_pack("{s:s}", "text", which ? which : ""));
	return letter_refuse(
		l, "BadInput",
		json_pack("{s:s, s:s}", "parameter", "text", "text", which ? which : ""));
}

static int refuse_text(const struct letter *l)
{
	return letter_refuse(
		l, "BadInput",
		json_pack(
			"{s:s, s:o}", "parameter", "text", "text",
			json_sprintf(
				_("only a promise is named by its text; a person by --to NAME: followupctl draft %s %s --to NAME"),
				l->interview->id, l->name)));
}

static bool is_promise(const struct rule *rule)
{
	return rule == &rules[RULE_PROMISE_MINE] || rule == &rules[RULE_PROMISE_THEIRS];
}

/* The promise that the text names, else the most urgent of its side. 1; 0: the asker was told that it is not clear which. */
static int choose_promise(struct letter *l)
{
	const char *text = question_string(l->question, "text");
	struct promise_list open;

	for (size_t i = 0; i < l->n_found && !l->promise; i++)
		if (l->found[i]->rule == l->rule && l->found[i]->status != STATUS_DONE &&
		    l->found[i]->status != STATUS_SKIPPED)
			l->promise = l->found[i]->promise;
	if (text_is_empty(text))
		return 1;
	if (!is_promise(l->rule))
		return refuse_text(l);
	promises_open(&l->question->daemon->agenda.plan, l->interview, &open);
	l->promise = promise_choose(&open, text);
	if (!l->promise)
		return refuse_promise(l, &open);
	l->rule = &rules[l->promise->theirs ? RULE_PROMISE_THEIRS : RULE_PROMISE_MINE];
	return 1;
}

int letter_read_purpose(struct letter *l)
{
	const char *name = question_string(l->question, "milestone");
	const struct milestone *m;

	find_milestones(l, name);
	m = name ? NULL : guess_milestone(l);
	if (!name && !m)
		return refuse_to_guess(l);
	if (m)
		find_milestones(l, m->name);
	l->name = m ? m->name : name;
	l->rule = m ? m->rule : choose_rule(l, name);
	if (!l->rule && !text_equal(name, "reply") && !text_equal(name, "other"))
		return refuse_milestone(l, name);
	return choose_promise(l);
}
