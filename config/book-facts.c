/* SPDX-License-Identifier: MIT */
#include "config/book-parse.h"

#include <string.h>

#include "common/limits.h"
#include "common/text.h"

/* What was promised, how it went and how it ended. */

/* DATE */
void read_decision_by(struct fact_reader *f, char *value)
{
	struct interview *i = f->interview;
	struct decision d = { .given_at = USEC_NEVER, .line = f->line };

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

static bool promise_fits(const struct promise *p, const char *text, bool whole)
{
	if (p->kept_at != USEC_NEVER)
		return false;
	return !text || (whole ? text_equal_fold(p->text, text) : text_starts_fold(p->text, text));
}

/* The open promise that the text equals (of several the first one due), else the only one that it begins. */
static struct promise *find_promise(struct interview *i, const char *text, size_t *ret_n)
{
	struct promise *found = NULL;

	*ret_n = 0;
	for (size_t k = 0; text && k < i->n_promises; k++)
		if (promise_fits(&i->promises[k], text, true) &&
		    (!found || date_compare(i->promises[k].date, found->date) < 0))
			found = &i->promises[k];
	if (found) {
		*ret_n = 1;
		return found;
	}
	for (size_t k = 0; k < i->n_promises; k++)
		if (promise_fits(&i->promises[k], text, false)) {
			found = &i->promises[k];
			(*ret_n)++;
		}
	return found;
}

static void hint_at_promise(struct fact_reader *f, const char *text, size_t n)
{
	size_t n_open;

	find_promise(f->interview, NULL, &n_open);
	if (n_open == 0)
		fact_hint(f, "there is no open promise");
	else if (!text)
		fact_hint(
			f,
			"there are several open promises; write how the one that was kept begins");
	else if (n > 1)
		fact_hint(
			f,
			"several open promises begin with `%s`; write more of the one that was kept",
			text);
	else
		fact_hint(f, "no open promise begins with `%s`; write it as in its `promise` line",
			  text);
}

/* STAMP [: TEXT] */
void read_kept(struct fact_reader *f, char *value)
{
	struct promise *p;
	char *text, *rest = value;
	usec_t at;
	size_t n;

	if (!fact_take_stamp(f, &rest, &at))
		return;
	text = fact_cut_text(rest);
	if (!fact_all_is_read(f, rest))
		return;
	p = find_promise(f->interview, text, &n);
	if (n == 1)
		p->kept_at = at;
	else
		hint_at_promise(f, text, n);
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
