/* SPDX-License-Identifier: MIT */
#include "config/book-parse.h"

#include <string.h>

#include "common/limits.h"
#include "common/text.h"

/* What was promised, how it went and how it ended. */

/* DATE [given STAMP] */
void read_decision_by(struct fact_reader *f, char *value)
{
	struct interview *i = f->interview;
	struct decision d = { .given_at = USEC_NEVER, .line = f->line };
	char *given = fact_cut_behind(value, "given");

	if (given && (!fact_take_stamp(f, &given, &d.given_at) || !fact_all_is_read(f, given)))
		return;
	if (fact_take_date(f, &value, &d.date) && fact_all_is_read(f, text_trim(value)))
		i->decisions[i->n_decisions++] = d;
}

/* ---- Promises ----------------------------------------------------------------------------------- */

/* [mine|theirs] [lead DURATION] */
static bool read_promise_words(struct fact_reader *f, char *words, struct promise *p)
{
	char *lead = fact_cut_behind(words, "lead"), *rest = words;
	char *whose = text_word(&rest);

	if (whose && text_equal_fold(whose, "theirs"))
		p->theirs = true;
	else if (whose && !text_equal_fold(whose, "mine")) {
		fact_complain(f,
			      "`%s` is neither `mine` nor `theirs`; the text stands behind a colon",
			      whose);
		return false;
	}
	if (lead && duration_from_text(lead, &p->lead) < 0) {
		fact_complain(f, "`%s` is no span of time, write it as 2bd, 3d or 4h", lead);
		return false;
	}
	return fact_all_is_read(f, rest);
}

/* DATE [mine|theirs] [lead DURATION] : TEXT */
void read_promise(struct fact_reader *f, char *value)
{
	struct interview *i = f->interview;
	struct promise p = { .kept_at = USEC_NEVER, .line = f->line };

	if (!fact_has_room(f, i->n_promises, INTERVIEW_PROMISES_MAX))
		return;
	p.text = fact_cut_text(value);
	if (!fact_take_date(f, &value, &p.date) || !read_promise_words(f, value, &p))
		return;
	if (!p.text)
		fact_complain(f, "what is promised is missing, it stands behind a colon");
	else
		i->promises[i->n_promises++] = p;
}

/* How a line names a promise: among those that were not kept, and were not skipped by name, unless `skipped` is said. */
struct promise_search {
	struct interview *interview;
	const char *text; /* NULL: any */
	bool skipped;
};

static bool promise_fits(const struct promise_search *s, const struct promise *p, bool whole)
{
	if (p->kept_at != USEC_NEVER || (p->skipped && !s->skipped))
		return false;
	return !s->text ||
	       (whole ? text_equal_fold(p->text, s->text) : text_starts_fold(p->text, s->text));
}

/* The open promise that the text equals (of several the first one due), else the only one that it begins. */
static struct promise *find_promise(const struct promise_search *s, size_t *ret_n)
{
	struct promise *all = s->interview->promises, *found = NULL;

	*ret_n = 0;
	for (size_t k = 0; s->text && k < s->interview->n_promises; k++)
		if (promise_fits(s, &all[k], true) &&
		    (!found || date_compare(all[k].date, found->date) < 0))
			found = &all[k];
	if (found) {
		*ret_n = 1;
		return found;
	}
	for (size_t k = 0; k < s->interview->n_promises; k++)
		if (promise_fits(s, &all[k], false)) {
			found = &all[k];
			(*ret_n)++;
		}
	return found;
}

static void hint_at_promise(struct fact_reader *f, const char *text, size_t n)
{
	const struct promise_search any = { .interview = f->interview };
	size_t n_open;

	find_promise(&any, &n_open);
	if (n_open == 0)
		fact_hint(f, "there is no open promise");
	else if (!text)
		fact_hint(
			f,
			"there are several open promises; write how the one that is meant begins");
	else if (n > 1)
		fact_hint(
			f,
			"several open promises begin with `%s`; write more of the one that is meant",
			text);
	else
		fact_hint(f, "no open promise begins with `%s`; write it as in its `promise` line",
			  text);
}

/* STAMP [: TEXT]; what was skipped may be kept all the same. */
void read_kept(struct fact_reader *f, char *value)
{
	struct promise_search search = { .interview = f->interview };
	struct promise *p;
	char *rest = value;
	usec_t at;
	size_t n;

	if (!fact_take_stamp(f, &rest, &at))
		return;
	search.text = fact_cut_text(rest);
	if (!fact_all_is_read(f, rest))
		return;
	p = find_promise(&search, &n);
	if (n == 0) {
		search.skipped = true;
		p = find_promise(&search, &n);
	}
	if (n == 1)
		p->kept_at = at;
	else
		hint_at_promise(f, search.text, n);
}

/* A text that is no promise's is a remark, which does no harm where only one promise is open. */
bool fact_take_promise(struct fact_reader *f, const char *text, const struct promise **ret)
{
	struct promise_search search = { .interview = f->interview, .text = text };
	struct promise *p;
	size_t n, n_open;

	*ret = NULL;
	if (!text)
		return true;
	p = find_promise(&search, &n);
	if (n == 0) {
		search.text = NULL;
		p = find_promise(&search, &n_open);
		n = n_open == 1;
	}
	if (n != 1) {
		hint_at_promise(f, text, n);
		return false;
	}
	p->skipped = true;
	*ret = p;
	return true;
}

/* ---- How it went -------------------------------------------------------------------------------- */

/* [STAMP] WORD */
void read_state(struct fact_reader *f, char *value)
{
	struct interview *i = f->interview;
	usec_t at = USEC_NEVER;
	char *word;

	if (*value >= '0' && *value <= '9' && !fact_take_stamp(f, &value, &at))
		return;
	word = text_word(&value);
	if (!word)
		fact_complain(f, "the word for how it went is missing");
	else if (interview_state_from_text(word, &i->state) < 0)
		fact_complain_word(f, "state", NAMES_STATE, word);
	else if (fact_all_is_read(f, value))
		i->state_at = at;
}

/* STAMP WORD [answer-by DATE] [: TEXT] */
void read_outcome(struct fact_reader *f, char *value)
{
	struct interview *i = f->interview;
	struct outcome o = { .line = f->line };
	char *rest = value, *by, *word;

	if (!fact_take_stamp(f, &rest, &o.at))
		return;
	o.text = fact_cut_text(rest);
	by = fact_cut_behind(rest, "answer-by");
	word = text_word(&rest);
	if (!word) {
		fact_complain(f, "the word for how it ended is missing");
		return;
	}
	if (outcome_kind_from_text(word, &o.kind) < 0) {
		fact_complain_word(f, "outcome", NAMES_OUTCOME, word);
		return;
	}
	if (!fact_all_is_read(f, rest) ||
	    (by && (!fact_take_date(f, &by, &o.answer_by) || !fact_all_is_read(f, by))))
		return;
	if (by && o.kind != OUTCOME_OFFER)
		fact_hint(f, "only an offer has a date to answer by");
	i->outcomes[i->n_outcomes++] = o;
}
