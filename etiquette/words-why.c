/* SPDX-License-Identifier: MIT */
#include "etiquette/words.h"

#include "etiquette/speech.h"

/* `why`: the rule, the arithmetic, the window, what would change it, and where the rule comes from; each on its own line. */

static void why_window(struct speech *s)
{
	const struct milestone *m = s->m;

	speech_set(s, "opens", speech_instant(s, m->opens));
	speech_line(s, sentences[m->deadline == USEC_NEVER ? SAY_WINDOW_OPEN_END : SAY_WINDOW]);
	if (m->moment != USEC_NEVER && m->moment > s->in->now) {
		speech_set(s, "moment", speech_instant(s, m->moment));
		speech_say(s, sentences[SAY_MOMENT]);
	}
	if (m->last_call != USEC_NEVER && m->last_call > s->in->now) {
		speech_set(s, "last", speech_instant(s, m->last_call));
		speech_say(s, sentences[SAY_LAST_CALL]);
	}
}

static void why_settled(struct speech *s)
{
	const struct milestone *m = s->m;

	if (m->done_at != USEC_NEVER)
		speech_set(s, "done", speech_instant(s, m->done_at));
	if (m->status == STATUS_DONE)
		speech_line(s, sentences[m->done_at != USEC_NEVER ? SAY_DONE : SAY_DONE_SOMETIME]);
	else if (m->status == STATUS_SKIPPED)
		speech_line(s, sentences[SAY_SKIPPED]);
	else if (m->status == STATUS_PASSED)
		speech_line(s, sentences[SAY_PASSED]);
}

char *words_why(const struct words_input *in, const struct milestone *m)
{
	cleanup_speech struct speech s;
	bool settled = m->status != STATUS_UPCOMING && !milestone_is_open(m);

	speech_init(&s, in, &m, 1);
	speech_set(&s, "source", m->rule->source);
	speech_set(&s, "assumes", m->assumes);
	speech_line(&s, m->rule->summary);
	speech_line(&s, "{reason}");
	why_window(&s);
	why_settled(&s);
	if (m->assumes)
		speech_line(&s, sentences[SAY_ASSUMES]);
	if (!settled) {
		speech_line(&s, s.rule->change);
		if (m->finish)
			speech_line(&s, sentences[SAY_ENDS_BY]);
	}
	speech_line(&s, sentences[SAY_SOURCE]);
	return speech_take(&s);
}
