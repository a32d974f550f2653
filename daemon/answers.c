/* SPDX-License-Identifier: MIT */
#include "daemon/answers.h"

#include <errno.h>
#include <string.h>

#include "common/cleanup.h"
#include "common/log.h"
#include "common/voice.h"
#include "daemon/change-tools.h"
#include "daemon/json.h"
#include "etiquette/workday.h"

#define NEXT_SHOWN 5
#define DUE_SHOWN  200 /* further ones are counted; `plan` has them all */

const char *question_string(const struct question *q, const char *name)
{
	return json_string_value(json_object_get(q->parameters, name));
}

struct question question_now(struct daemon *d)
{
	usec_t now = clock_now();

	return (struct question){
		.daemon = d,
		.now = now,
		.words = { .now = now,
			   .zone = d->clock.zone_name,
			   .tongue = voice(),
			   .settings = &d->shelf.settings },
	};
}

json_t *question_fields(const struct question *q, json_t *fields)
{
	json_t *answer = json_answer(q->now, q->words.zone);

	json_object_update(answer, fields);
	json_decref(fields);
	return answer;
}

void question_reply(struct question *q, json_t *fields)
{
	control_reply(q->asker, question_fields(q, fields));
}

const struct interview *question_interview(struct question *q)
{
	struct change c = { .parameters = (json_t *)q->parameters, .book = &q->daemon->shelf.book };
	const struct interview *i = NULL;
	int r = change_interview(&c, &i);

	if (r == 0)
		control_error(q->asker, c.error, TAKE_PTR(c.error_parameters));
	else if (r < 0)
		control_refuse_short(q->asker, false);
	free(c.id);
	return r > 0 ? i : NULL;
}

static json_t *paths(const struct daemon *d)
{
	return json_pack("{s:s, s:s, s:s, s:s}", "book", d->options->book, "settings",
			 d->options->settings, "memory", d->options->memory, "socket",
			 d->options->socket);
}

static json_t *paused(const struct question *q)
{
	usec_t until = q->daemon->shelf.memory.paused_until;

	if (until <= q->now)
		return json_null();
	return until == USEC_NEVER ? json_string("resumed") : json_instant(until, q->words.zone);
}

json_t *question_status(const struct question *q)
{
	const struct daemon *d = q->daemon;
	const struct plan *plan = &d->agenda.plan;
	const struct server_state *s = &d->popups.server;
	json_t *due = json_array(), *next = json_array();
	cleanup_free char *told = s->text ? problem_told(s->text) : NULL;
	size_t n_due = 0;

	for (size_t i = 0; i < plan->n_milestones; i++) {
		const struct milestone *m = plan->milestones[i];

		if (milestone_is_open(m) && ++n_due <= DUE_SHOWN)
			json_array_append_new(due, json_milestone(&q->words, m));
		else if (m->status == STATUS_UPCOMING && json_array_size(next) < NEXT_SHOWN)
			json_array_append_new(next, json_milestone(&q->words, m));
	}
	return json_pack("{s:o, s:s?, s:o, s:o, s:I, s:o, s:I, s:o, s:o, s:s}", "paused", paused(q),
			 "held", d->outcome.held, "problems", problems_now(d), "due", due,
			 "due_total", (json_int_t)n_due, "next", next, "interviews",
			 (json_int_t)d->shelf.book.n_interviews, "paths", paths(d), "server",
			 json_pack("{s:s, s:s?, s:s?}", "state", s->state ? s->state : "unknown",
				   "name", s->name, "text", told),
			 "program", FOLLOWUPD_VERSION);
}

void answer_status(struct question *q)
{
	question_reply(q, question_status(q));
}

bool answers_is_over(const struct interview *i)
{
	enum outcome_kind kind = OUTCOME_OPEN;
	usec_t at = INT64_MIN;

	for (size_t k = 0; k < i->n_outcomes; k++)
		if (i->outcomes[k].at >= at) {
			at = i->outcomes[k].at;
			kind = i->outcomes[k].kind;
		}
	return i->state == STATE_CANCELLED || (kind != OUTCOME_OPEN && kind != OUTCOME_OFFER);
}

bool question_wants(const struct question *q, const struct interview *i)
{
	bool all = json_is_true(json_object_get(q->parameters, "all"));
	const char *company = question_string(q, "company");

	if (company && !text_contains_fold(i->company, company) &&
	    !text_contains_fold(i->id, company))
		return false;
	return all || !answers_is_over(i);
}

void answer_list(struct question *q)
{
	const struct book *book = &q->daemon->shelf.book;
	json_t *list = json_array();

	for (size_t k = 0; k < book->n_interviews; k++) {
		const struct interview *i = &book->interviews[k];

		if (question_wants(q, i))
			json_array_append_new(list,
					      json_interview(&q->words, i, &q->daemon->agenda));
	}
	question_reply(q, json_pack("{s:o s:s?}", "interviews", list, "company",
				    question_string(q, "company")));
}

static json_t *milestones_of(struct question *q, const struct interview *i)
{
	const struct milestone **found = NULL;
	json_t *list = json_array();
	size_t n = 0;

	if (agenda_of(&q->daemon->agenda, i, &found, &n) < 0)
		log_oom();
	for (size_t k = 0; k < n; k++)
		json_array_append_new(list, json_milestone(&q->words, found[k]));
	free(found);
	return list;
}

static bool is_comment(const char *line)
{
	line += strspn(line, " \t");
	return *line == ';' || *line == '#';
}

/* Takes the last lines off, as long as they are like that. */
static void drop_last(json_t *lines, bool (*is_like_that)(const char *))
{
	size_t n = json_array_size(lines);

	while (n > 1 && is_like_that(json_string_value(json_array_get(lines, n - 1))))
		json_array_remove(lines, --n);
}

/* The lines of the interview's section, as they stand in the book. */
static json_t *lines_of(const struct shelf *s, const struct interview *i)
{
	json_t *list = json_array();
	const char *at = s->book_text.data;
	unsigned line = 1;

	for (; at && *at; line++) {
		size_t size = strcspn(at, "\n");

		if (line > i->line && *at == '[')
			break;
		if (line >= i->line)
			json_array_append_new(
				list, json_stringn(at, size > 0 && at[size - 1] == '\r' ? size - 1
											: size));
		at += size + (at[size] == '\n');
	}
	/* Comments right above the next section are of that one. */
	if (at && *at)
		drop_last(list, is_comment);
	drop_last(list, text_is_empty);
	return list;
}

void answer_show(struct question *q)
{
	const struct interview *i = question_interview(q);
	json_t *log = json_array();

	if (!i) {
		json_decref(log);
		return;
	}
	json_append_contacts(log, i, q->words.zone);
	question_reply(q, json_pack("{s:o, s:o, s:o, s:o, s:o}", "interview",
				    json_interview(&q->words, i, &q->daemon->agenda), "notes",
				    json_notes(i), "log", log, "milestones", milestones_of(q, i),
				    "lines",
				    shelf_book_is_bad(&q->daemon->shelf)
					    ? json_array()
					    : lines_of(&q->daemon->shelf, i)));
}

static int refuse_until(struct question *q, const char *text)
{
	control_error(q->asker, CONTROL ".BadInput",
		      json_pack("{s:s, s:s}", "parameter", "until", "text", text));
	return 0;
}

/* 1: *ret is the end of what is asked for; 0: the asker was told what is wrong. */
static int read_until(struct question *q, usec_t *ret)
{
	const char *until = question_string(q, "until");
	cleanup_free char *why = NULL;
	struct when_calendar calendar;
	struct when when;

	*ret = USEC_NEVER;
	if (!until)
		return 1;
	calendar = workday_calendar(&q->daemon->shelf.settings.moment);
	if (when_parse_by(&calendar, until, q->now, q->words.zone, WHEN_FUTURE, &when, &why) < 0)
		return refuse_until(q, why ? why : until);
	*ret = when.has_time
		       ? when.at
		       : zone_instant_at(q->words.zone, date_add_days(when.date, 1), 0, 0) - 1;
	if (*ret <= q->now) {
		why = text_format(_("\"%s\" is over already; what has been: followupctl log"),
				  until);
		return refuse_until(q, why ? why : until);
	}
	return 1;
}

void answer_plan(struct question *q)
{
	const struct interview *only = NULL;
	const struct milestone **found = NULL;
	json_t *list;
	usec_t until;
	size_t n = 0;

	if (question_string(q, "id") && !(only = question_interview(q)))
		return;
	if (read_until(q, &until) == 0)
		return;
	list = json_array();
	if (agenda_of(&q->daemon->agenda, only, &found, &n) < 0)
		log_oom();
	for (size_t k = 0; k < n; k++)
		if ((milestone_is_open(found[k]) || found[k]->status == STATUS_UPCOMING) &&
		    found[k]->opens <= until)
			json_array_append_new(list, json_milestone(&q->words, found[k]));
	free(found);
	question_reply(q, json_pack("{s:o}", "milestones", list));
}

/* What would be wrong with this text as the book. */
void answer_check(struct question *q)
{
	const struct shelf *s = &q->daemon->shelf;
	const char *text = question_string(q, "text");
	cleanup_book struct book book = { 0 };
	cleanup_complaints struct complaints complaints = { 0 };

	if (book_parse(text, strlen(text), s->book_path, q->words.zone, &s->memory, &book,
		       &complaints) < 0) {
		control_refuse_short(q->asker, false);
		return;
	}
	question_reply(q, json_pack("{s:b, s:I, s:o}", "fine", complaints.n_errors == 0,
				    "interviews", (json_int_t)book.n_interviews, "problems",
				    problems_of(&complaints, s)));
}

void answer_reload(struct question *q)
{
	struct daemon *d = q->daemon;

	daemon_reload(d);
	shelf_speak(&d->shelf,
		    q->words.zone); /* what was read was said in the daemon's own tongue */
	question_reply(q, json_pack("{s:s, s:o}", "text",
				    shelf_book_is_bad(&d->shelf)
					    ? _("Read again; the book has an error.")
					    : _("Read again."),
				    "problems", problems_now(d)));
}
