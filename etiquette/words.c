/* SPDX-License-Identifier: MIT */
#include "etiquette/words.h"

#include <errno.h>
#include <string.h>

#include "common/cleanup.h"
#include "etiquette/command.h"
#include "etiquette/phrase.h"
#include "etiquette/speech.h"

#define DIGEST_LINES_MAX 6

void popup_words_done(struct popup_words *w)
{
	free(w->summary);
	free(w->body);
	free(w->command);
	*w = (struct popup_words){ 0 };
}

char *words_instant(const struct words_input *in, usec_t at, const char *theirs)
{
	struct place here = place_get(NULL, NULL, in->zone), there = place_get(NULL, NULL, theirs);
	struct reading a = place_reading(&here, at), b = place_reading(&there, at);
	char near[PHRASE_SIZE], city[PHRASE_SIZE];

	phrase_near(in->tongue, &here, in->now, at, near);
	if (!theirs ||
	    (a.hour == b.hour && a.minute == b.minute && date_compare(a.date, b.date) == 0))
		return text_copy(near);
	phrase_city(theirs, city);
	return phrase_with_theirs(in->tongue, near, &b, date_compare(a.date, b.date) != 0, city);
}

char *words_title(const struct words_input *in, const struct milestone *m)
{
	cleanup_speech struct speech s;
	const char *title;

	speech_init(&s, in, &m, 1);
	title = speech_title(&s);
	return s.arena.failed ? NULL : text_copy(title);
}

static char *copy_or_null(const char *text)
{
	return text ? text_copy(text) : NULL;
}

int words_milestone(const struct words_input *in, const struct milestone *m,
		    struct milestone_words *ret)
{
	cleanup_speech struct speech s;
	const char *title, *reason, *finish, *assumes;
	struct milestone_words words;

	speech_init(&s, in, &m, 1);
	title = speech_title(&s);
	reason = speech_reason(&s);
	finish = command_of(in->tongue, &s.arena, m);
	assumes = speech_assumes(&s);
	if (s.arena.failed)
		return -ENOMEM;
	words = (struct milestone_words){
		.title = text_copy(title),
		.reason = text_copy(reason),
		.finish = copy_or_null(finish),
		.assumes = copy_or_null(assumes),
	};
	if (!words.title || !words.reason || (finish && !words.finish) ||
	    (assumes && !words.assumes)) {
		milestone_words_done(&words);
		return -ENOMEM;
	}
	*ret = words;
	return 0;
}

void milestone_words_done(struct milestone_words *w)
{
	free(w->title);
	free(w->reason);
	free(w->finish);
	free(w->assumes);
	*w = (struct milestone_words){ 0 };
}

/* ---- A digest ----------------------------------------------------------------------------------- */

/* The milestones of one pop-up are one line. */
static size_t same_tag(const struct milestone *const due[], size_t n, size_t first)
{
	size_t last = first + 1;

	while (last < n && text_equal(due[last]->tag, due[first]->tag))
		last++;
	return last - first;
}

static const char *digest_line(struct speech *s, const struct milestone *m)
{
	const char *title = speech_summary(s);

	if (m->status != STATUS_LATE)
		return title;
	speech_set(s, "title", title);
	return speech_fill(
		s, sentences[m->deadline > s->in->now - USEC_PER_MIN / 2 ? SAY_DIGEST_LATE_NOW
									 : SAY_DIGEST_LATE]);
}

static bool has_line(const char *text, const char *line)
{
	size_t size = strlen(line);

	for (; text; text = strchr(text, '\n') ? strchr(text, '\n') + 1 : NULL)
		if (strcspn(text, "\n") == size && memcmp(text, line, size) == 0)
			return true;
	return false;
}

/* In private many a line says the same as another: then it stands once. */
static int digest_body(const struct words_input *in, const struct milestone *const due[], size_t n,
		       struct text *body, size_t *ret_lines)
{
	size_t lines = 0;

	for (size_t i = 0, step; i < n; i += step, lines++) {
		cleanup_speech struct speech s = { 0 };
		const char *line;

		step = same_tag(due, n, i);
		if (lines >= DIGEST_LINES_MAX)
			continue;
		speech_init(&s, in, due + i, step);
		line = digest_line(&s, due[i]);
		if (s.arena.failed)
			return -ENOMEM;
		if (!in->privacy || !has_line(body->data, line))
			text_add(body, "%s%s", lines ? "\n" : "", line);
	}
	*ret_lines = lines;
	return 0;
}

int words_digest(const struct words_input *in, const struct milestone *const due[], size_t n,
		 struct popup_words *ret)
{
	cleanup_text struct text body = { 0 };
	cleanup_speech struct speech s = { 0 };
	struct popup_words words;
	size_t lines;

	if (digest_body(in, due, n, &body, &lines) < 0)
		return -ENOMEM;
	speech_init(&s, in, due, n);
	if (lines > DIGEST_LINES_MAX) {
		text_add(&body, "\n%s",
			 speech_fill(&s, speech_counted(&s, COUNT_MORE, lines - DIGEST_LINES_MAX)));
	}
	words = (struct popup_words){
		.summary = text_copy(speech_fill(&s, speech_counted(&s, COUNT_DIGEST, lines))),
		.body = text_take(&body),
		.command = text_copy("followupctl status"),
	};
	if (s.arena.failed || !words.summary || !words.body || !words.command) {
		popup_words_done(&words);
		return -ENOMEM;
	}
	*ret = words;
	return 0;
}
