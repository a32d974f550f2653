/* SPDX-License-Identifier: MIT */
#include "daemon/methods.h"

#include <errno.h>
#include <string.h>

#include "common/cleanup.h"
#include "common/log.h"
#include "common/voice.h"
#include "daemon/answers.h"
#include "daemon/changes.h"
#include "daemon/errors.h"
#include "daemon/json.h"

#define VARLINK "org.varlink.service"

#define PARAMETERS_SIZE 256 /* of one row, with its NUL */

/*
 * Parameters of a method in one text: name, then ':' and its type (s string, b bool, i int, S list of
 * strings), '!' if it must be there. All take `language` too. Anything else that a caller sends is ignored, so that newer
 * clients can talk to older daemons.
 */
struct method {
	const char *name;
	const char *parameters;
	void (*answer)(struct question *q);
	change_t make;
};

static const struct method methods[] = {
	{ CONTROL ".Status", "", answer_status, NULL },
	{ CONTROL ".Watch", "", answer_watch, NULL },
	{ CONTROL ".List", "all:b company:s", answer_list, NULL },
	{ CONTROL ".Show", "id:s!", answer_show, NULL },
	{ CONTROL ".Log", "id:s", answer_log, NULL },
	{ CONTROL ".Check", "text:s!", answer_check, NULL },
	{ CONTROL ".Plan", "id:s until:s", answer_plan, NULL },
	{ CONTROL ".Timeline", "all:b company:s", answer_timeline, NULL },
	{ CONTROL ".Why", "id:s! milestone:s", answer_why, NULL },
	{ CONTROL ".Draft", "id:s! milestone:s text:s to:S force:b", answer_draft, NULL },
	{ CONTROL ".Reload", "", answer_reload, NULL },
	{ CONTROL ".Add",
	  "company:s! at:s! for:s role:s with:S contact:S zone:s kind:s topic:S decision_by:s process:s id:s",
	  NULL, change_add },
	{ CONTROL ".Set", "id:s! values:S!", NULL, change_set },
	{ CONTROL ".Note", "id:s! text:s! kind:s", NULL, change_note },
	{ CONTROL ".Sent", "id:s! milestone:s to:S all:b via:s at:s force:b text:s", NULL,
	  change_sent },
	{ CONTROL ".Heard", "id:s! text:s from:s via:s at:s decision_by:s", NULL, change_heard },
	{ CONTROL ".Promise", "id:s! text:s! by:s! theirs:b lead:s", NULL, change_promise },
	{ CONTROL ".Kept", "id:s! text:s at:s", NULL, change_kept },
	{ CONTROL ".State", "id:s! state:s! at:s", NULL, change_state },
	{ CONTROL ".Outcome", "id:s! outcome:s! at:s answer_by:s text:s", NULL, change_outcome },
	{ CONTROL ".Move", "id:s! at:s!", NULL, change_move },
	{ CONTROL ".Snooze", "id:s! milestone:s until:s!", NULL, change_snooze },
	{ CONTROL ".Skip", "id:s! milestone:s! text:s to:S", NULL, change_skip },
	{ CONTROL ".Remove", "id:s!", NULL, change_remove },
	{ CONTROL ".Replace", "expected:s! text:s!", NULL, change_replace },
	{ CONTROL ".Undo", "change:i", NULL, change_undo },
	{ CONTROL ".Pause", "until:s", NULL, change_pause },
	{ CONTROL ".Resume", "", NULL, change_resume },
	{ CONTROL ".Doctor", "", answer_doctor, NULL },
	{ CONTROL ".TestPopup", "", answer_test_popup, NULL },
	{ VARLINK ".GetInfo", "", answer_info, NULL },
	{ VARLINK ".GetInterfaceDescription", "interface:s!", answer_interface, NULL },
};

static bool is_list_of_strings(const json_t *value)
{
	size_t i;
	json_t *item;

	if (!json_is_array(value))
		return false;
	json_array_foreach(value, i, item)
		if (!json_is_string(item))
			return false;
	return true;
}

static bool has_type(const json_t *value, char type)
{
	switch (type) {
	case 's':
		return json_is_string(value);
	case 'b':
		return json_is_boolean(value);
	case 'i':
		return json_is_integer(value);
	default:
		return is_list_of_strings(value);
	}
}

/*
 * The name of the first parameter that is missing or of another type, in buffer; NULL: all are
 * right.
 */
static const char *find_wrong(const struct method *m, const json_t *parameters, char *buffer,
			      size_t size)
{
	char copy[PARAMETERS_SIZE], *rest = copy, *word;
	const json_t *language = json_object_get(parameters, "language");

	if (language && !json_is_null(language) && !json_is_string(language)) {
		snprintf(buffer, size, "language");
		return buffer;
	}
	snprintf(copy, sizeof(copy), "%s", m->parameters);
	while ((word = text_word(&rest))) {
		char *colon = strchr(word, ':');
		const json_t *value;

		*colon = '\0';
		value = json_object_get(parameters, word);
		if (!value || json_is_null(value) ? colon[2] == '!' : !has_type(value, colon[1])) {
			snprintf(buffer, size, "%s", word);
			return buffer;
		}
	}
	return NULL;
}

static const struct method *find(const char *name)
{
	for (size_t i = 0; i < ELEMENTS(methods); i++)
		if (text_equal(methods[i].name, name))
			return &methods[i];
	return NULL;
}

static void refuse_unknown(const struct asker *asker, const char *name)
{
	bool known_interface = text_starts(name, CONTROL ".") || text_starts(name, VARLINK ".");
	const char *dot = strrchr(name, '.');

	if (known_interface && dot)
		control_error(asker, VARLINK ".MethodNotFound", json_pack("{s:s}", "method", name));
	else
		control_error(asker, VARLINK ".InterfaceNotFound",
			      json_pack("{s:s%}", "interface", name,
					dot ? (size_t)(dot - name) : strlen(name)));
}

static void ask(struct daemon *d, const struct method *m, const struct asker *asker,
		const struct call *call)
{
	struct question q = question_now(d);

	q.asker = asker;
	q.parameters = call->parameters;

	/* What cannot be watched is looked at when somebody asks, and so is what could not be read just then. */
	if (d->book_watch.blind || d->settings_watch.blind || d->owes_reading)
		daemon_reload(d);
	shelf_speak(&d->shelf, d->clock.zone_name);
	if (daemon_plan(d, q.now) < 0)
		control_refuse_short(asker, false);
	else
		m->answer(&q);
}

/* In what language the answer is wanted: parameter `language` of any method; left out: as the daemon speaks. */
static const struct tongue *tongue_of(const struct call *call)
{
	const char *languages = json_string_value(json_object_get(call->parameters, "language"));

	return languages ? voice_find(languages) : voice_own();
}

void methods_call(void *user, const struct asker *theirs, const struct call *call)
{
	struct daemon *d = user;
	const struct method *m = find(call->method);
	struct asker spoken = *theirs, *asker = &spoken;
	cleanup_voice const struct tongue *before = voice();
	char wrong[64];

	spoken.tongue = tongue_of(call);
	voice_speak(spoken.tongue);

	if (!m) {
		refuse_unknown(asker, call->method);
	} else if (call->upgrade) {
		control_error(asker, VARLINK ".InvalidParameter",
			      json_pack("{s:s}", "parameter", "upgrade"));
	} else if (find_wrong(m, call->parameters, wrong, sizeof(wrong))) {
		control_error(asker, VARLINK ".InvalidParameter",
			      json_pack("{s:s}", "parameter", wrong));
	} else if (m->answer) {
		ask(d, m, asker, call);
	} else if (desk_put(d->desk, m->make, call->parameters, asker) < 0) {
		control_refuse_short(asker, true);
	}
}

json_t *methods_answer_change(void *user, struct change *c)
{
	struct daemon *d = user;
	usec_t now = clock_now();
	struct words_input words = { .now = now,
				     .zone = d->clock.zone_name,
				     .tongue = voice(),
				     .settings = &d->shelf.settings };
	const struct interview *i = c->id ? book_find(&d->shelf.book, c->id) : NULL;
	json_t *answer = json_answer(now, words.zone), *milestones = json_array();
	const struct milestone **found = NULL;
	size_t n = 0;

	if (daemon_plan(d, now) < 0)
		log_oom();
	json_object_set_new(answer, "text", json_string(c->text.data ? c->text.data : ""));
	json_object_set(answer, "written", c->written);
	json_object_set_new(answer, "change",
			    c->number > 0 ? json_integer(c->number) : json_null());
	if (c->extra)
		json_object_update(answer, c->extra);
	json_object_set_new(answer, "interview",
			    i ? json_interview(&words, i, &d->agenda) : json_null());
	if (i && agenda_of(&d->agenda, i, &found, &n) < 0)
		log_oom();
	for (size_t k = 0; k < n; k++)
		if (milestone_is_open(found[k]) || found[k]->status == STATUS_UPCOMING)
			json_array_append_new(milestones, json_milestone(&words, found[k]));
	free(found);
	json_object_set_new(answer, "milestones", milestones);
	return answer;
}
