/* SPDX-License-Identifier: MIT */

/*
 * A book of any text, planned: the first line is an instant that is now and the user's zone. Windows are in order, moments within them, the plan is the
 * same when it is made again, and there are words for every milestone.
 */

#include "tests/fuzz/fuzz.h"

#include <string.h>

#include "common/cleanup.h"
#include "common/text.h"
#include "common/zone.h"
#include "config/book.h"
#include "config/settings.h"
#include "etiquette/words.h"

static void assert_sane(const struct milestone *m, usec_t now)
{
	assert_true(m->opens <= m->deadline && m->deadline <= m->late_until);
	assert_true(m->moment == USEC_NEVER || (m->moment >= m->opens && m->moment < m->deadline));
	if (m->status == STATUS_DUE)
		assert_true(m->opens <= now && now < m->deadline);
	if (m->status == STATUS_LATE)
		assert_true(m->deadline <= now && now < m->late_until);
	if (m->status != STATUS_UPCOMING && !milestone_is_open(m))
		assert_true(m->next_popup == USEC_NEVER);
}

static void speak(const struct plan_input *in, const struct milestone *m)
{
	struct words_input say = { .now = in->now, .zone = in->zone, .settings = in->settings };
	struct popup_words words;
	struct milestone_words listed;
	cleanup_free char *why = NULL, *title = NULL;

	assert_int_equal(words_popup(&say, &m, 1, &words), 0);
	assert_true(*words.summary && *words.command);
	popup_words_done(&words);
	assert_int_equal(words_milestone(&say, m, &listed), 0);
	assert_true(*listed.title && *listed.reason);
	milestone_words_done(&listed);
	why = words_why(&say, m);
	title = words_title(&say, m);
	assert_true(why && title && *why && *title);
}

static void assert_same(const struct plan *a, const struct plan *b)
{
	assert_int_equal(a->n_milestones, b->n_milestones);
	assert_int_equal(a->next_popup, b->next_popup);
	for (size_t i = 0; i < a->n_milestones; i++) {
		assert_string_equal(a->milestones[i]->key, b->milestones[i]->key);
		assert_int_equal(a->milestones[i]->moment, b->milestones[i]->moment);
		assert_int_equal(a->milestones[i]->status, b->milestones[i]->status);
	}
}

static void plan_book(const struct plan_input *in)
{
	cleanup_plan struct plan p = { 0 }, again = { 0 };

	assert_int_equal(plan_make(in, &p), 0);
	for (size_t i = 0; i < p.n_milestones; i++) {
		assert_sane(p.milestones[i], in->now);
		if (i < 8)
			speak(in, p.milestones[i]);
	}
	assert_true(p.next_change > in->now);
	assert_int_equal(plan_make(in, &again), 0);
	assert_same(&p, &again);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct input in = { data, size };
	cleanup_free char *line = input_line(&in), *text = input_rest(&in);
	char *rest = line, *stamp = text_word(&rest);
	cleanup_complaints struct complaints c = { 0 }, none = { 0 };
	cleanup_settings struct settings s = { 0 };
	cleanup_book struct book b = { 0 };
	struct memory memory = { 0 };
	struct plan_input plan = { &b, &s, &memory, input_instant(stamp ? stamp : ""), NULL, NULL };

	plan.zone = *rest && zone_is_known(rest) ? rest : "Europe/Berlin";
	assert_int_equal(settings_parse("", 0, "conf", "/", &s, &none), 0);
	assert_int_equal(book_parse(text, in.size, "book", plan.zone, NULL, &b, &c), 0);
	plan_book(&plan);
	return 0;
}
