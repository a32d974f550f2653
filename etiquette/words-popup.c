/* SPDX-License-Identifier: MIT */
#include "etiquette/words.h"

#include <errno.h>

#include "etiquette/ahead.h"
#include "etiquette/command.h"
#include "etiquette/derive.h"
#include "etiquette/person.h"
#include "etiquette/phrase.h"
#include "etiquette/speech.h"

/* What each rule's pop-up says beside the sentences of its row. */

#define WEEK_LINES_MAX 5

/* The command that ends what the pop-up is about. */
static const char *popup_command(struct speech *s)
{
	const struct milestone *m = s->m;
	const char *finish;

	if (s->in->privacy || m->rule->scope == SCOPE_ALL)
		return "followupctl status";
	if (m->rule->id == RULE_THANK_YOU && s->n > 1)
		return arena_join(&s->arena, "followupctl sent ", m->interview->id, " --all", NULL);
	finish = command_of(s->in->tongue, &s->arena, m);
	if (finish)
		return finish;
	return arena_join(&s->arena, "followupctl show ", m->interview->id, NULL);
}

/* ---- Whom to ask, how to reach them -------------------------------------------------------------- */

/* Somebody else whose address is known and read: the recruiter first. */
static const struct person *person_to_ask(const struct interview *i, const struct person *not_this)
{
	const struct person *found = NULL;

	for (size_t k = 0; k < i->n_people; k++) {
		const struct person *p = &i->people[k];

		if (p == not_this || !p->address || address_is_robot(p->address))
			continue;
		if (!p->interviewer || p->post == POST_RECRUITER)
			return p;
		if (!found)
			found = p;
	}
	return found;
}

static bool offers_other_channel(const struct person *p)
{
	return p->channels & ~(1u << CHANNEL_EMAIL);
}

/* Nothing is said of somebody who is reached in another way. */
static void say_address(struct speech *s)
{
	if (!s->m->person)
		speech_command(s, sentences[SAY_NOBODY]);
	for (size_t i = 0; i < s->n; i++) {
		const struct person *p = s->group[i]->person, *ask;
		bool robot;

		if (!p || (p->address && !address_is_robot(p->address)) || offers_other_channel(p))
			continue;
		robot = p->address;
		ask = person_to_ask(s->m->interview, p);
		speech_set(s, "one", p->name);
		speech_set(s, "ask", ask ? ask->name : NULL);
		speech_say(s, sentences[robot ? (ask ? SAY_ROBOT_ASK : SAY_ROBOT)
					      : (ask ? SAY_NO_ADDRESS_ASK : SAY_NO_ADDRESS)]);
		return;
	}
}

static bool person_offers(const struct person *p, enum channel c)
{
	return p && (p->channels & (1u << c));
}

/* The second time another channel may do better, if the person's entry offers one. */
static void say_channel(struct speech *s)
{
	const struct person *p = s->m->person;

	if (p && p->phone) {
		speech_set(s, "phone", p->phone);
		speech_say(s, sentences[SAY_BY_PHONE_NUMBER]);
	} else if (person_offers(p, CHANNEL_PHONE)) {
		speech_say(s, sentences[SAY_BY_PHONE]);
	} else if (person_offers(p, CHANNEL_LINKEDIN)) {
		speech_say(s, sentences[SAY_BY_LINKEDIN]);
	}
}

static void say_linkedin(struct speech *s)
{
	if (!s->m->connect || s->m->shown > 1)
		return;
	speech_set(s, "one", s->m->connect->name);
	speech_say(s, sentences[SAY_LINKEDIN]);
}

/* ---- By rule ------------------------------------------------------------------------------------ */

static bool has_note(const struct interview *i, enum note_kind kind)
{
	for (size_t k = 0; k < i->n_notes; k++)
		if (i->notes[k].kind == kind)
			return true;
	return false;
}

/* It may have been sent and not recorded: the user knows. `at` is a likely time. */
static void say_if_sent(struct speech *s, const char *command, usec_t at, size_t n)
{
	speech_set(s, "thanked", command);
	speech_set(s, "at", speech_stamp(s, at));
	speech_command(s, speech_counted(s, COUNT_IF_SENT, n));
}

static void say_thank_you(struct speech *s)
{
	const struct milestone *m = s->m;
	bool late = m->deadline <= s->in->now;

	if (m->of_people > 1 && m->done_of > 0)
		speech_say(s, sentences[SAY_PANEL_SENT]);
	if (s->n > 1)
		speech_say(s, sentences[SAY_PANEL_DIFFERENT]);
	if (has_note(m->interview, NOTE_TOPIC))
		speech_say(s, sentences[SAY_TOPIC]);
	say_address(s);
	if (late)
		say_if_sent(s, popup_command(s), m->opens, s->n);
	else if (m->interview->n_notes == 0)
		speech_command(s, sentences[SAY_NOTHING_NOTED]);
}

/* When a note that was not recorded was most likely sent: from then on it was right. */
static usec_t thanks_open(const struct speech *s, const struct interview *i)
{
	const struct settings *settings = s->in->settings;
	struct place there = place_get(NULL, &settings->moment, i->zone);

	return place_add(&there, i->end, settings->etiquette.thank_you_opens, OPENING_HOUR);
}

static void name_unthanked(struct speech *s)
{
	speech_set(s, "one", speech_names(s, s->m->unthanked, s->m->n_unthanked));
}

static const char *unthanked_command(struct speech *s)
{
	const struct interview *i = s->m->interview;

	if (s->m->n_unthanked > 1)
		return arena_join(&s->arena, "followupctl sent ", i->id, " thank-you --all", NULL);
	return command_sent(&s->arena, i, rules[RULE_THANK_YOU].name, s->m->unthanked[0]);
}

static void say_unthanked(struct speech *s)
{
	const struct milestone *m = s->m;

	if (m->n_unthanked == 0)
		return;
	name_unthanked(s);
	speech_say(s, speech_counted(s, COUNT_UNTHANKED, m->n_unthanked));
	say_if_sent(s, unthanked_command(s), thanks_open(s, m->interview), m->n_unthanked);
}

char *words_unthanked(const struct words_input *in, const struct milestone *m)
{
	if (m->n_unthanked == 0)
		return text_copy("");
	cleanup_speech struct speech s;
	speech_init(&s, in, &m, 1);
	name_unthanked(&s);
	speech_say(&s, speech_counted(&s, COUNT_IN_LETTER, m->n_unthanked));
	say_if_sent(&s, unthanked_command(&s), thanks_open(&s, m->interview), m->n_unthanked);
	return speech_take(&s);
}

static void say_promise_theirs(struct speech *s)
{
	speech_set(s, "kept", command_kept(&s->arena, s->m->interview, s->m->promise));
	speech_command(s, sentences[SAY_IF_IT_CAME]);
}

/* They wrote, and no date is known that is still to come: they may have named one. */
static void say_no_date(struct speech *s)
{
	const struct interview *i = s->m->interview;
	struct place there = place_get(NULL, NULL, i->zone);
	const struct contact *last = NULL;

	for (size_t k = 0; k < i->n_contacts; k++)
		if (i->contacts[k].heard && (!last || i->contacts[k].at >= last->at))
			last = &i->contacts[k];
	if (!last || last->at < i->end)
		return;
	for (size_t k = 0; k < i->n_decisions; k++)
		if (date_compare(i->decisions[k].date, place_date(&there, last->at)) > 0)
			return;
	speech_command(s, sentences[SAY_NO_DATE]);
}

/* Sentences first, commands behind them. */
static void say_check_in(struct speech *s)
{
	say_address(s);
	say_linkedin(s);
	say_unthanked(s);
	say_no_date(s);
}

static void say_second_check_in(struct speech *s)
{
	say_channel(s);
	say_address(s);
	say_no_date(s);
}

static void say_gracious_reply(struct speech *s)
{
	say_address(s);
	say_unthanked(s);
}

static void say_move_on(struct speech *s)
{
	bool took_place = s->m->interview->state != STATE_CANCELLED;
	size_t others = s->m->n_open;

	speech_say(s, sentences[took_place ? SAY_GOOD_PRACTICE : SAY_NOT_LOST]);
	if (s->m->accepted_elsewhere)
		return;
	if (took_place)
		speech_say(s, sentences[SAY_CHOSE_ANOTHER]);
	speech_say(s, others == 0 ? sentences[SAY_OTHERS_NONE]
				  : speech_counted(s, COUNT_OTHERS, others));
}

/* Several on one day are a list; one says with whom. */
static void say_prepare(struct speech *s)
{
	const struct interview *i = s->m->interview;
	const struct person **people = arena_get(&s->arena, (i->n_people + 1) * sizeof(*people));
	size_t n = 0;

	for (size_t k = 0; s->n > 1 && k < s->n; k++) {
		struct reading r = place_reading(&s->user, s->group[k]->interview->start);

		speech_set(s, "at", arena_format(&s->arena, "%02d:%02d", r.hour, r.minute));
		speech_set(s, "company", s->group[k]->interview->company);
		speech_line(s, sentences[SAY_PREPARE_LINE]);
	}
	if (s->n > 1)
		return;
	for (size_t k = 0; people && k < i->n_people && !s->in->privacy; k++)
		if (i->people[k].interviewer)
			people[n++] = &i->people[k];
	speech_set(s, "who", n ? speech_names(s, people, n) : NULL);
	speech_set(s, "at", speech_instant(s, i->start));
	speech_say(s, sentences[n ? SAY_PREPARE_ONE_WITH : SAY_PREPARE_ONE]);
}

/* The title of one that is not of this pop-up. */
static const char *ahead_title(struct speech *s, const struct ahead *a)
{
	const struct rule_sentences *rule = &sentences_of[a->rule->id];

	speech_set(s, "who", a->n_people ? speech_names(s, a->people, a->n_people) : NULL);
	speech_set(s, "company", speech_value(s, a->interview->company));
	speech_set(s, "text",
		   a->promise  ? speech_value(s, a->promise->text)
		   : a->custom ? speech_value(s, a->custom->text)
			       : NULL);
	return speech_fill(s,
			   !a->n_people && rule->title_nobody ? rule->title_nobody : rule->title);
}

/*
 * "Thu 26 Nov: Check in with …"; an interview with its hour; what is due already as such. Never "tomorrow": it may
 * stand there for two days.
 */
static void say_ahead(struct speech *s, const struct ahead *a)
{
	struct reading r = place_reading(&s->user, a->at);
	char buffer[PHRASE_SIZE];

	speech_set(s, "title", ahead_title(s, a));
	speech_set(s, "clock", arena_format(&s->arena, "%02d:%02d", r.hour, r.minute));
	speech_set(s, "day",
		   arena_copy(&s->arena,
			      phrase_date(s->in->tongue, &s->user, s->in->now, r.date, buffer)));
	speech_line(s, sentences[a->rule->id == RULE_PREPARE ? SAY_WEEK_INTERVIEW
				 : a->at <= s->in->now       ? SAY_WEEK_NOW
							     : SAY_WEEK_LINE]);
}

static void say_week_ahead(struct speech *s)
{
	const struct milestone *m = s->m;
	size_t lines = m->n_ahead > WEEK_LINES_MAX ? WEEK_LINES_MAX : m->n_ahead;

	for (size_t k = 0; k < lines; k++)
		say_ahead(s, &m->ahead[k]);
	if (lines == m->n_ahead)
		return;
	speech_line(s, speech_counted(s, COUNT_MORE, m->n_ahead - lines));
}

static void (*const say_more[RULE_COUNT])(struct speech *s) = {
	[RULE_PREPARE] = say_prepare,
	[RULE_THANK_YOU] = say_thank_you,
	[RULE_PROMISE_THEIRS] = say_promise_theirs,
	[RULE_NEXT_STEPS] = say_address,
	[RULE_CHECK_IN] = say_check_in,
	[RULE_SECOND_CHECK_IN] = say_second_check_in,
	[RULE_MOVE_ON] = say_move_on,
	[RULE_GRACIOUS_REPLY] = say_gracious_reply,
	[RULE_OFFER_REPLY] = say_address,
	[RULE_NO_SHOW] = say_address,
	[RULE_WITHDRAW] = say_address,
	[RULE_WEEK_AHEAD] = say_week_ahead,
};

/* ---- The whole ---------------------------------------------------------------------------------- */

static void say_deadline(struct speech *s)
{
	const struct milestone *m = s->m;
	bool last_call = m->last_call != USEC_NEVER && s->in->now >= m->last_call;

	if (m->deadline == USEC_NEVER || m->rule->id == RULE_PREPARE ||
	    m->rule->id == RULE_DEBRIEF || m->rule->id == RULE_WEEK_AHEAD)
		return;
	if (m->deadline <= s->in->now - USEC_PER_MIN / 2)
		speech_say(s, sentences[SAY_WAS_DUE]);
	else if (m->deadline <= s->in->now)
		speech_say(s, sentences[SAY_WAS_DUE_NOW]);
	else
		speech_say(s, sentences[last_call ? SAY_PRESSING : SAY_BY]);
}

static void say_body(struct speech *s)
{
	bool late = s->m->deadline <= s->in->now && s->rule->body_late;

	say_deadline(s);
	if (s->in->privacy && s->m->rule->id == RULE_PREPARE && s->n == 1)
		say_prepare(s);
	if (s->in->privacy)
		return;
	speech_set(s, "reason", speech_reason(s));
	speech_set(s, "finish", popup_command(s));
	speech_say(s, late ? s->rule->body_late : s->rule->body);
	if (say_more[s->m->rule->id])
		say_more[s->m->rule->id](s);
}

int words_popup(const struct words_input *in, const struct milestone *const group[], size_t n,
		struct popup_words *ret)
{
	cleanup_speech struct speech s;
	struct popup_words words;

	speech_init(&s, in, group, n);
	words.summary = text_copy(speech_summary(&s));
	words.command = text_copy(popup_command(&s));
	say_body(&s);
	words.body = speech_take(&s);
	if (!words.summary || !words.body || !words.command) {
		popup_words_done(&words);
		return -ENOMEM;
	}
	*ret = words;
	return 0;
}
