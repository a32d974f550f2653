/* SPDX-License-Identifier: MIT */
#include "etiquette/command.h"

#include <string.h>

#include "common/cleanup.h"
#include "common/text.h"
#include "etiquette/names.h"
#include "etiquette/person.h"

/* Letters, digits, what means nothing to a shell, and everything beyond ASCII. */
static bool word_is_plain(const char *text)
{
	for (const char *c = text; *c; c++)
		if ((unsigned char)*c < 0x80 &&
		    !strchr("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
			    "0123456789_@%+=:,./-",
			    *c))
			return false;
	return *text && *text != '-';
}

char *command_word(struct arena *arena, const char *text)
{
	cleanup_text struct text quoted = { 0 };
	char *word;

	if (word_is_plain(text))
		return arena_copy(arena, text);
	text_add(&quoted, "'");
	for (const char *c = text; *c; c++)
		if (*c == '\'')
			text_add(&quoted, "'\\''");
		else
			text_add_bytes(&quoted, c, 1);
	text_add(&quoted, "'");
	word = quoted.failed ? NULL : arena_copy(arena, quoted.data);
	if (!word)
		arena->failed = true;
	return word;
}

/* A quoted word that would be taken for an option. Behind "--", or right behind the '=' of its own option, it is not. */
static bool looks_like_option(const char *word)
{
	return word && word[0] == '\'' && word[1] == '-';
}

/* The shortest that means this person and nobody else. */
static const char *person_word(struct arena *arena, const struct interview *i,
			       const struct person *p)
{
	char *first = arena_format(arena, "%.*s", (int)strcspn(p->name, " \t"), p->name);
	const struct person *found;

	if (first && person_find(i, first, &found) == 0 && found == p)
		return command_word(arena, first);
	if (!p->address || (person_find(i, p->name, &found) == 0 && found == p))
		return command_word(arena, p->name);
	return command_word(arena, p->address);
}

static bool person_is_of(const struct interview *i, const struct person *p)
{
	return p && p >= i->people && p < i->people + i->n_people;
}

char *command_sent(struct arena *arena, const struct interview *i, const char *milestone,
		   const struct person *to)
{
	const char *who = to && person_is_of(i, to) ? person_word(arena, i, to) : NULL;

	return arena_join(arena, "followupctl sent ", i->id, milestone ? " " : "",
			  milestone ? milestone : "",
			  !who                     ? ""
			  : looks_like_option(who) ? " --to="
						   : " --to ",
			  who ? who : "", NULL);
}

static size_t n_open_promises(const struct interview *i)
{
	size_t n_open = 0;

	for (size_t k = 0; k < i->n_promises; k++)
		n_open += i->promises[k].kept_at == USEC_NEVER;
	return n_open;
}

char *command_kept(struct arena *arena, const struct interview *i, const struct promise *promise)
{
	const char *text;

	if (n_open_promises(i) <= 1)
		return arena_join(arena, "followupctl kept ", i->id, NULL);
	text = command_word(arena, promise->text);
	return arena_join(arena, "followupctl kept ", i->id, looks_like_option(text) ? " -- " : " ",
			  text, NULL);
}

char *command_outcome(struct arena *arena, const struct interview *i, enum outcome_kind kind)
{
	return arena_join(arena, "followupctl outcome ", i->id, " ", outcome_kind_to_text(kind),
			  NULL);
}

/* Who is thanked says what for; of several promises it is said which. */
static char *command_sent_to(struct arena *arena, const struct milestone *m)
{
	if (m->promise && n_open_promises(m->interview) > 1) {
		const char *text = command_word(arena, m->promise->text);

		return arena_join(arena, command_sent(arena, m->interview, m->name, NULL),
				  looks_like_option(text) ? " --text=" : " --text ", text, NULL);
	}
	if (m->rule->id == RULE_THANK_YOU && m->person)
		return command_sent(arena, m->interview, NULL, m->person);
	return command_sent(arena, m->interview, m->name, NULL);
}

char *command_of(const struct tongue *t, struct arena *arena, const struct milestone *m)
{
	/* An earlier round's is over; what is asked now is the last one's. */
	if (m->rule->scope == SCOPE_PROCESS && m->interview != m->base)
		return NULL;
	switch (m->rule->ending) {
	case ENDING_SENT:
		return command_sent_to(arena, m);
	case ENDING_KEPT:
		return command_kept(arena, m->interview, m->promise);
	case ENDING_NOTE:
		return arena_format(arena,
				    tongue_say(t, "followupctl note %s 'what you talked about'"),
				    m->interview->id);
	case ENDING_ACCEPTED:
		return command_outcome(arena, m->interview, OUTCOME_ACCEPTED);
	case ENDING_NO_RESPONSE:
		return command_outcome(arena, m->interview, OUTCOME_NO_RESPONSE);
	case ENDING_NONE:
	default:
		return NULL;
	}
}
