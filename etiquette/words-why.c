/* SPDX-License-Identifier: MIT */
#include "etiquette/words.h"

#include <errno.h>
#include <stdlib.h>

#include "etiquette/command.h"
#include "etiquette/speech.h"

/* `why`: the rule, the arithmetic, the window, what would change it, and where the rule comes from; each on its own line. */

static enum sentence window_sentence(const struct milestone *m)
{
	if (m->deadline == USEC_NEVER)
		return SAY_WINDOW_OPEN_END;
	return m->status == STATUS_LATE     ? SAY_WINDOW_LATE
	       : m->status == STATUS_PASSED ? SAY_WINDOW_OVER
					    : SAY_WINDOW;
}

/* What was done, skipped or became needless has no window any more. */
static void why_window(struct speech *s)
{
	const struct milestone *m = s->m;

	if (m->status == STATUS_DONE || m->status == STATUS_SKIPPED || m->status == STATUS_MOOT)
		return;
	speech_set(s, "opens", speech_instant(s, m->opens));
	speech_line(s, sentences[window_sentence(m)]);
	if (m->moment != USEC_NEVER && m->moment > s->in->now && m->moment != m->opens) {
		speech_set(s, "moment", speech_instant(s, m->moment));
		speech_say(s, sentences[SAY_MOMENT]);
	}
	if (m->last_call != USEC_NEVER && m->last_call > s->in->now) {
		speech_set(s, "last", speech_instant(s, m->last_call));
		speech_say(s, sentences[SAY_LAST_CALL]);
	}
}

/* The reason names the day already. */
static bool reason_says_when(const struct milestone *m)
{
	return m->rule->id == RULE_CHECK_IN || m->rule->id == RULE_SECOND_CHECK_IN ||
	       m->rule->id == RULE_MOVE_ON;
}

static void why_settled(struct speech *s)
{
	const struct milestone *m = s->m;

	if (m->done_at != USEC_NEVER)
		speech_set(s, "done", speech_instant(s, m->done_at));
	if (m->status == STATUS_DONE && !reason_says_when(m))
		speech_line(s, sentences[m->done_at != USEC_NEVER ? SAY_DONE : SAY_DONE_SOMETIME]);
	else if (m->status == STATUS_SKIPPED)
		speech_line(s, sentences[SAY_SKIPPED]);
}

/* The articles that rules come from, by their titles. */
static void set_articles(struct speech *s)
{
	speech_set(s, "dos", "“Interview Follow-Up Etiquette: Do’s and Don’ts for Success”");
	speech_set(s, "seven", "“Seven rules for following up after an interview”");
	speech_set(s, "ie", "“Post-Interview Etiquette: Following Up Professionally”");
	speech_set(s, "costly", "“Avoiding Costly Follow-Up Mistakes After Job Interviews”");
}

static bool is_settled(const struct milestone *m)
{
	return m->status != STATUS_UPCOMING && !milestone_is_open(m);
}

int words_explain(const struct words_input *in, const struct milestone *m, struct why_words *ret)
{
	cleanup_speech struct speech s;
	const char *change = NULL;
	struct why_words words;

	speech_init(&s, in, &m, 1);
	set_articles(&s);
	if (!is_settled(m) && s.rule->change)
		change = speech_fill(&s, s.rule->change);
	words = (struct why_words){
		.rule = text_copy(speech_fill(&s, m->rule->summary)),
		.source = text_copy(speech_fill(&s, m->rule->source)),
		.arithmetic = text_copy(speech_reason(&s)),
		.change = change ? text_copy(change) : NULL,
	};
	if (s.arena.failed || !words.rule || !words.source || !words.arithmetic ||
	    (change && !words.change)) {
		why_words_done(&words);
		return -ENOMEM;
	}
	*ret = words;
	return 0;
}

void why_words_done(struct why_words *w)
{
	free(w->rule);
	free(w->source);
	free(w->arithmetic);
	free(w->change);
	*w = (struct why_words){ 0 };
}

char *words_why(const struct words_input *in, const struct milestone *m)
{
	cleanup_speech struct speech s;
	const char *finish;

	speech_init(&s, in, &m, 1);
	set_articles(&s);
	speech_set(&s, "source", speech_fill(&s, m->rule->source));
	speech_set(&s, "reason", speech_reason(&s));
	speech_set(&s, "assumes", speech_assumes(&s));
	speech_line(&s, m->rule->summary);
	speech_line(&s, "{reason}");
	why_window(&s);
	why_settled(&s);
	if (m->assumes)
		speech_line(&s, sentences[SAY_ASSUMES]);
	if (!is_settled(m)) {
		speech_line(&s, s.rule->change);
		finish = command_of(in->tongue, &s.arena, m);
		speech_set(&s, "finish", finish);
		if (finish)
			speech_line(&s, sentences[SAY_ENDS_BY]);
	}
	speech_line(&s, sentences[SAY_SOURCE]);
	return speech_take(&s);
}
