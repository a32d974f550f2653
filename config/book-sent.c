/* SPDX-License-Identifier: MIT */
#include "config/book-parse.h"

#include <errno.h>
#include <string.h>

#include "common/cleanup.h"
#include "common/limits.h"
#include "common/text.h"
#include "etiquette/person.h"
#include "etiquette/rule.h"

/* Messages sent and received, and milestones skipped. */

/* ---- Who is meant ------------------------------------------------------------------------------- */

/* "Dana Li, Sam Roe", of an interview; caller frees. */
static char *people_listed(const struct interview *i)
{
	struct text out = { 0 };

	for (size_t k = 0; k < i->n_people; k++)
		text_add(&out, "%s%s", k > 0 ? ", " : "", i->people[k].name);
	return text_take(&out);
}

static void hint_at_nobody(struct fact_reader *f, const char *person)
{
	cleanup_free char *all = NULL;

	if (f->complaints->n >= COMPLAINTS_MAX)
		return;
	all = people_listed(f->interview);
	if (f->interview->n_people == 0)
		fact_hint(
			f,
			"nobody is named for this interview, so nobody is called `%s`; add a line "
			"`interviewer = %s` or `contact = %s`",
			person, person, person);
	else
		fact_hint(f, "nobody of this interview is called `%s`; there are %s", person,
			  all ? all : "others");
}

/* The person that a fact names; NULL, with a hint, if it is not clear who. The fact stands all the same. */
static const struct person *who_is(struct fact_reader *f, const char *person)
{
	const struct person *who = NULL;
	int r = person_find(f->interview, person, &who);

	if (r == -ENOMEM)
		f->arena->failed = true;
	else if (r == -ENOTUNIQ)
		fact_hint(f,
			  "`%s` may be one of several people; write the whole name or the address",
			  person);
	else if (r < 0)
		hint_at_nobody(f, person);
	return r < 0 ? NULL : who;
}

/* With one interviewer there is no need to name them. */
static const struct person *only_interviewer(const struct interview *i)
{
	const struct person *only = NULL;

	for (size_t k = 0; k < i->n_people; k++) {
		if (!i->people[k].interviewer)
			continue;
		if (only)
			return NULL;
		only = &i->people[k];
	}
	return only;
}

/* ---- Sent --------------------------------------------------------------------------------------- */

static bool is_no_rule(const char *word)
{
	return text_equal(word, "promise") || text_equal(word, "reply") ||
	       text_equal(word, "other");
}

/* Milestones of the user's own are in the settings, so any word may be right; but not one that is nearly another. */
static void hint_at_milestone(struct fact_reader *f, const char *word)
{
	const char *nearest = rule_find(word) || is_no_rule(word) ? NULL : rule_nearest(word);

	if (nearest)
		fact_hint(f, "there is no milestone `%s`, did you mean `%s`?", word, nearest);
}

/* The channel is the second word; where it is the first, what was sent is missing. */
static bool read_channel(struct fact_reader *f, const char *kind, const char *word,
			 enum channel *ret)
{
	if (kind && !is_no_rule(kind) && channel_from_text(kind, ret) == 0)
		fact_complain(f, "what was sent is missing before `%s`", kind);
	else if (!kind || !word)
		fact_complain(f, "what was sent, or how, is missing");
	else if (channel_from_text(word, ret) < 0)
		fact_complain_word(f, "channel", NAMES_CHANNEL, word);
	else
		return true;
	return false;
}

static bool cut_last_word(char *words, const char *word)
{
	size_t size = strlen(words), tail = strlen(word);
	char *last = words + size - tail;

	if (size < tail || !text_equal_fold(last, word) ||
	    (last > words && last[-1] != ' ' && last[-1] != '\t'))
		return false;
	*last = '\0';
	return true;
}

/* [to] PERSON [forced] */
static void read_recipient(struct fact_reader *f, char *words, struct contact *c)
{
	char *person = words;

	c->forced = cut_last_word(words, "forced");
	if (text_starts_fold(person, "to") && (person[2] == ' ' || person[2] == '\t' || !person[2]))
		person += 2;
	person = text_trim(person);
	if (*person) {
		c->person = person;
		c->who = who_is(f, person);
	} else {
		c->who = only_interviewer(f->interview);
	}
}

/* STAMP KIND CHANNEL [to] PERSON [forced] [: TEXT] */
void read_sent(struct fact_reader *f, char *value)
{
	struct interview *i = f->interview;
	struct contact c = { .line = f->line };
	char *rest = value, *word;

	if (!fact_take_stamp(f, &rest, &c.at))
		return;
	c.text = fact_cut_text(rest);
	c.milestone = text_word(&rest);
	word = text_word(&rest);
	if (!read_channel(f, c.milestone, word, &c.channel))
		return;
	hint_at_milestone(f, c.milestone);
	read_recipient(f, rest, &c);
	i->contacts[i->n_contacts++] = c;
}

/* ---- Heard -------------------------------------------------------------------------------------- */

/* Several words that are no typo of a channel are a text whose colon is missing. */
static void complain_about_sender(struct fact_reader *f, char *word, char *rest)
{
	if (names_nearest(NAMES_CHANNEL, word) || !*rest) {
		fact_complain_word(f, "channel", NAMES_CHANNEL, word);
		return;
	}
	word[strlen(word)] = ' '; /* where text_word() cut it */
	fact_all_is_read(f, word);
}

/* [CHANNEL] [from PERSON] */
static bool read_sender(struct fact_reader *f, char *words, struct contact *c)
{
	char *person = fact_cut_behind(words, "from"), *rest = words;
	char *word = text_word(&rest);

	if (word && channel_from_text(word, &c->channel) < 0) {
		complain_about_sender(f, word, rest);
		return false;
	}
	if (!fact_all_is_read(f, rest))
		return false;
	if (person && *person) {
		c->person = text_trim(person);
		c->who = who_is(f, c->person);
	}
	return true;
}

/* STAMP [CHANNEL] [from PERSON] [decision-by DATE] [: TEXT] */
void read_heard(struct fact_reader *f, char *value)
{
	struct interview *i = f->interview;
	struct contact c = { .heard = true, .line = f->line };
	char *rest = value, *by;

	if (!fact_take_stamp(f, &rest, &c.at))
		return;
	c.text = fact_cut_text(rest);
	by = fact_cut_behind(rest, "decision-by");
	if (by && (!fact_take_date(f, &by, &c.decision_by) || !fact_all_is_read(f, by)))
		return;
	if (!read_sender(f, rest, &c))
		return;
	i->contacts[i->n_contacts++] = c;
	if (by)
		i->decisions[i->n_decisions++] = (struct decision){
			.date = c.decision_by,
			.given_at = c.at,
			.line = f->line,
		};
}

/* ---- Skipped ------------------------------------------------------------------------------------ */

/* STAMP MILESTONE [PERSON] [: TEXT]; the text says which promise, else it is a remark of the user's own. */
void read_skipped(struct fact_reader *f, char *value)
{
	struct interview *i = f->interview;
	struct skip s = { .line = f->line };
	char *rest = value, *text;

	if (!fact_take_stamp(f, &rest, &s.at))
		return;
	text = fact_cut_text(rest);
	s.milestone = text_word(&rest);
	if (!s.milestone) {
		fact_complain(f, "what was skipped is missing");
		return;
	}
	hint_at_milestone(f, s.milestone);
	if (text_equal_fold(s.milestone, "promise") && !fact_take_promise(f, text, &s.promise))
		return;
	if (*rest) {
		s.person = rest;
		s.who = who_is(f, rest);
	}
	i->skips[i->n_skips++] = s;
}
