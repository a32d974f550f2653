/* SPDX-License-Identifier: MIT */
#include "daemon/desk.h"

#include <errno.h>
#include <string.h>

#include "common/cleanup.h"
#include "common/log.h"
#include "common/shortage.h"
#include "common/voice.h"
#include "daemon/changes.h"
#include "daemon/clock.h"
#include "daemon/desk-draft.h"
#include "daemon/errors.h"
#include "daemon/json.h"
#include "daemon/typed.h"

/* How often an editor may save between our reading and our writing before we give up. */
#define ATTEMPTS_MAX 20

struct job {
	struct job *next;
	change_t make;
	struct asker asker;
	desk_done_t done;
	void *done_user;
	struct change change;
	json_t *record; /* for the history, once it is on disk; NULL: nothing was changed */
	char *at_least; /* the answer, should there be no memory for all of it once it is on disk */
};

struct desk {
	sd_event_source *turn;
	struct desk_host host;
	struct job *first, *last; /* struct job.next */
};

static void change_reset(struct change *c)
{
	free(c->id);
	text_done(&c->text);
	json_decref(c->written);
	json_decref(c->extra);
	json_decref(c->error_parameters);
	*c = (struct change){ .parameters = c->parameters };
}

static void job_free(struct job *j)
{
	change_reset(&j->change);
	json_decref(j->record);
	free(j->at_least);
	json_decref(j->change.parameters);
	free(j);
}

/* What was made, for the history; a button's Later has no words and is not worth it. */
static void record(struct job *j, const struct edit *before)
{
	const struct change *c = &j->change;
	bool same = before->size == c->edit->size &&
		    memcmp(before->text, c->edit->text, before->size) == 0;

	json_decref(j->record);
	j->record = NULL;
	if (!same || (c->in_memory && c->text.size > 0))
		j->record = history_record(c->id, c->text.data, c->undoes, before, c->edit);
}

/* What is in the book must not be told to have failed: what is known of the answer is put in words before. -ENOMEM. */
static int prepare_answer(struct job *j)
{
	const struct change *c = &j->change;
	json_t *answer = json_answer(c->now, c->zone);

	json_object_set_new(answer, "text", json_string(c->text.data ? c->text.data : ""));
	json_object_set(answer, "written", c->written);
	if (c->extra)
		json_object_update(answer, c->extra);
	json_object_set_new(answer, "change", json_null());
	json_object_set_new(answer, "interview", json_null());
	json_object_set_new(answer, "milestones", json_array());
	free(j->at_least);
	j->at_least = reply_text(answer, false);
	return j->at_least ? 0 : -ENOMEM;
}

static int draft_make(struct draft *w, struct desk *d, struct job *j)
{
	struct shelf *s = d->host.shelf;
	struct change *c = &j->change;
	cleanup_edit struct edit before = { 0 };
	int r;

	change_reset(c);
	/* Whoever puts another text in the place of a bad one may. */
	if (w->complaints.n_errors > 0 && j->make != change_replace) {
		draft_refuse(w, s, d->host.zone(d->host.user), c);
		return 0;
	}
	r = edit_init(&before, w->edit.text, w->edit.size);
	if (r < 0)
		return r;
	*c = (struct change){
		.parameters = c->parameters,
		.shelf = s,
		.book = w->book,
		.settings = &s->settings,
		.now = clock_now(),
		.zone = d->host.zone(d->host.user),
		.edit = &w->edit,
		.written = json_array(),
	};
	r = c->written ? j->make(c) : -ENOMEM;
	if (r >= 0 && !c->error &&
	    (before.size != w->edit.size || memcmp(before.text, w->edit.text, before.size) != 0))
		r = draft_reread(w, s, c);
	if (r >= 0 && !c->error)
		typed_keep(c, j->make);
	if (r < 0 || c->error) {
		struct edit spoilt = w->edit;

		w->edit = before;
		before = spoilt;
	} else {
		record(j, &before);
		if (j->asker.client)
			r = prepare_answer(j);
	}
	c->edit = NULL;
	c->book = NULL;
	return r;
}

/*
 * Nothing of what was made got to disk. With memory_only, just what was to be remembered did not.
 */
static void fail_all(struct desk *d, bool memory_only, const char *path, int r)
{
	const char *why = r == -EACCES ? d->host.why_denied(d->host.user) : NULL;

	for (struct job *j = d->first; j; j = j->next) {
		cleanup_voice const struct tongue *before = voice_speak(j->asker.tongue);
		struct change *c = &j->change;

		/* Without memory what was said of it may lack a part, too; control says so without any. */
		if ((c->error && r != -ENOMEM) || (memory_only && !c->in_memory))
			continue;
		json_decref(c->error_parameters);
		c->error_parameters = NULL;
		c->error = CONTROL ".NotWritten";
		if (r != -ENOMEM)
			change_refuse_unwritten(c, path, r, why);
	}
}

static void fail_unwritten(struct desk *d, int r, bool memory_only)
{
	const char *path = memory_only ? d->host.shelf->memory_path : d->host.shelf->book_path;

	log_error_errno(r, "Cannot write %s", path);
	fail_all(d, memory_only, path, r);
	shelf_revert_memory(d->host.shelf);
	d->host.release_book(d->host.user);
}

static int write_draft(struct desk *d, struct draft *w)
{
	struct shelf *s = d->host.shelf;
	struct store_text text = { 0 };
	int r;

	if (!w->edited)
		return STORE_DONE;
	r = store_replace(s->book_path, &w->read, w->edit.text, w->edit.size);
	if (r != STORE_DONE)
		return r;
	text.data = TAKE_PTR(w->edit.text);
	text.size = w->edit.size;
	d->host.release_book(d->host.user);
	shelf_put_book(s, &text, &w->own, &w->complaints);
	return STORE_DONE;
}

/* Makes every job on the book as it is now. STORE_CHANGED: somebody saved meanwhile. */
static int attempt(struct desk *d)
{
	cleanup_draft struct draft w = { 0 };
	size_t before_all = shortages();
	int r = draft_init(&w, d->host.shelf, d->host.zone(d->host.user));

	for (struct job *j = d->first; j && r >= 0; j = j->next) {
		cleanup_voice const struct tongue *before = voice_speak(j->asker.tongue);

		r = draft_make(&w, d, j);
	}
	if (r >= 0 && shortages() != before_all)
		r = -ENOMEM; /* a part of it may be missing */
	return r < 0 ? r : write_draft(d, &w);
}

static void keep_record(struct desk *d, struct job *j)
{
	struct change *c = &j->change;
	int64_t n;

	if (!j->record)
		return;
	n = history_add(&d->host.shelf->history, j->record, c->now);
	if (n < 0)
		log_warning_errno((int)n, "Cannot write %s; this change cannot be taken back",
				  d->host.shelf->history.path);
	else
		c->number = n;
}

static void answer_job(struct desk *d, struct job *j)
{
	struct change *c = &j->change;
	json_t *parameters;

	if (c->error) {
		if (j->done)
			j->done(j->done_user, c->error, c->error_parameters);
		control_begin(&j->asker);
		if (c->error_parameters)
			control_error(&j->asker, c->error, TAKE_PTR(c->error_parameters));
		else
			control_refuse_short(&j->asker, true);
		return;
	}
	keep_record(d, j);
	if (j->done)
		j->done(j->done_user, NULL, c->extra);
	control_begin(&j->asker);
	parameters = j->asker.client ? d->host.answer(d->host.user, c) : NULL;
	control_done(&j->asker, parameters, j->at_least);
}

static bool anything_was_typed(const struct desk *d)
{
	for (const struct job *j = d->first; j; j = j->next)
		if (!j->change.error && typed_matters(j->make))
			return true;
	return false;
}

/*
 * The book with all of it is on disk, so one plan will do for all, and for the road if nothing follows so soon that memory has to note it. Without
 * memory nothing is noted: that costs a pop-up that says what was just told.
 */
static void remember_typed(struct desk *d)
{
	const struct plan *plan = anything_was_typed(d) ? d->host.plan(d->host.user) : NULL;
	int n = 0;

	for (struct job *j = d->first; j && plan; j = j->next) {
		int r = j->change.error ? 0 : typed_remember(&j->change, j->make, plan);

		if (r < 0)
			log_oom();
		n += r != 0;
	}
	if (n > 0)
		d->host.release_book(d->host.user);
}

static void desk_work(struct desk *d)
{
	struct shelf *s = d->host.shelf;
	struct job *jobs;
	int r = STORE_CHANGED;

	if (!d->first)
		return;
	for (int i = 0; i < ATTEMPTS_MAX && r == STORE_CHANGED; i++) {
		if (i > 0)
			shelf_revert_memory(s);
		r = shelf_prepare_revert(s);
		if (r >= 0)
			r = attempt(d);
	}
	if (r != STORE_DONE) {
		fail_unwritten(d, r == STORE_CHANGED ? -EAGAIN : r, false);
	} else {
		remember_typed(d);
		r = shelf_write_memory(s);
		if (r < 0)
			fail_unwritten(d, r, true);
	}
	shelf_forget_revert(s);
	d->host.changed(d->host.user);
	jobs = d->first;
	d->first = d->last = NULL;
	while (jobs) {
		struct job *j = jobs;

		cleanup_voice const struct tongue *before = voice_speak(j->asker.tongue);

		jobs = j->next;
		answer_job(d, j);
		job_free(j);
	}
}

static int on_turn(sd_event_source *s, void *user)
{
	(void)s;
	desk_work(user);
	return 0;
}

int desk_new(struct desk **ret, sd_event *event, const struct desk_host *host)
{
	struct desk *d = calloc(1, sizeof(*d));
	int r;

	if (!d)
		return -ENOMEM;
	d->host = *host;
	r = sd_event_add_defer(event, &d->turn, on_turn, d);
	/* After all clients were read, so that what they ask for shares one write. */
	if (r >= 0)
		r = sd_event_source_set_priority(d->turn, SD_EVENT_PRIORITY_IDLE);
	if (r >= 0)
		r = sd_event_source_set_enabled(d->turn, SD_EVENT_OFF);
	if (r < 0) {
		desk_free(d);
		return r;
	}
	*ret = d;
	return 0;
}

void desk_free(struct desk *d)
{
	if (!d)
		return;
	sd_event_source_disable_unref(d->turn);
	while (d->first) {
		struct job *j = d->first;

		d->first = j->next;
		job_free(j);
	}
	free(d);
}

static int queue(struct desk *d, struct job *j)
{
	int r = sd_event_source_set_enabled(d->turn, SD_EVENT_ONESHOT);

	if (r < 0) {
		job_free(j);
		return r;
	}
	if (d->last)
		d->last->next = j;
	else
		d->first = j;
	d->last = j;
	return 0;
}

int desk_put(struct desk *d, change_t make, json_t *parameters, const struct asker *asker)
{
	struct job *j = calloc(1, sizeof(*j));

	if (!j)
		return -ENOMEM;
	*j = (struct job){ .make = make,
			   .asker = *asker,
			   .change.parameters = json_incref(parameters) };
	return queue(d, j);
}

int desk_put_own(struct desk *d, change_t make, json_t *parameters, desk_done_t done, void *user)
{
	struct job *j = calloc(1, sizeof(*j));

	if (!j)
		return -ENOMEM;
	*j = (struct job){ .make = make,
			   .done = done,
			   .done_user = user,
			   .asker.tongue = voice_own(),
			   .change.parameters = json_incref(parameters) };
	return queue(d, j);
}

void desk_flush(struct desk *d)
{
	if (d)
		desk_work(d);
}
