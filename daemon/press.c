/* SPDX-License-Identifier: MIT */
#include "daemon/press.h"

#include <errno.h>

#include "common/cleanup.h"
#include "common/log.h"
#include "common/text.h"
#include "common/voice.h"
#include "daemon/buttons.h"
#include "daemon/daemon.h"

#define TAG_REFUSAL "refusal"
#define TAG_PUT_OFF "put-off"

/* There is no memory for it now. */
static void say_later(struct daemon *d, const char *summary)
{
	log_oom();
	d->unsaid = summary;
	daemon_look_again(d, clock_now());
}

/* -ENOMEM */
static int put_notice(struct daemon *d, const char *tag, const char *summary, const char *body)
{
	struct popup_words words = {
		.summary = text_copy(summary),
		.body = text_copy(body),
		.command = text_copy(""),
	};
	int r = words.summary && words.body && words.command
			? popups_notice(&d->popups, tag, &words)
			: -ENOMEM;

	popup_words_done(&words);
	return r;
}

/* A button that did nothing must not look as if it had: a pop-up says why. */
static void put_refusal(struct daemon *d, const char *summary, const char *why)
{
	if (put_notice(d, TAG_REFUSAL, _(summary),
		       d->shelf.settings.popup.privacy ? _("See: followupctl status") : why) < 0)
		say_later(d, summary);
}

/* Done, but not as one may expect: Later went past a deadline. */
static void say_done(struct daemon *d, const json_t *told)
{
	const char *summary = json_string_value(json_object_get(told, "summary"));
	const char *body = json_string_value(json_object_get(told, "body"));

	if (!summary || !body)
		return;
	if (put_notice(d, TAG_PUT_OFF, summary, body) < 0)
		log_oom();
	daemon_road(d);
}

static void say_refusal(struct daemon *d, const char *summary, const char *why)
{
	put_refusal(d, summary, why);
	daemon_road(d);
}

void press_say_again(struct daemon *d)
{
	const char *summary = TAKE_PTR(d->unsaid);

	if (summary)
		put_refusal(d, summary, _("See: followupctl status"));
}

static void on_button_changed(void *user, const char *error, json_t *parameters)
{
	struct daemon *d = user;
	const char *why = json_string_value(json_object_get(parameters, "text"));

	if (!error) {
		say_done(d, parameters);
		return;
	}
	log_warning("A button was refused: %s", why ? why : error);
	popups_forgive(&d->popups);
	say_refusal(d, N_("That was not recorded"), why ? why : _("See: followupctl status"));
}

static void on_errand_done(void *user, int result)
{
	struct daemon *d = user;

	d->errand = NULL;
	if (result < 0)
		say_refusal(
			d, N_("That could not be opened"),
			_("It needs a systemd user manager. In a terminal followupctl does the same: draft, note, plan."));
}

int press_button(void *user, const struct popup *p, const struct popup_button *b, const char *token)
{
	struct daemon *d = user;
	struct hands hands = {
		.event = d->event,
		.desk = d->desk,
		.plan = &d->agenda.plan,
		.ctl = d->options->ctl,
		.token = token,
		.errand = &d->errand,
		.changed = on_button_changed,
		.ran = on_errand_done,
		.user = d,
	};
	int r = daemon_plan(d, clock_now());

	if (r >= 0)
		r = button_press(&hands, p, b);
	if (r == -ENOMEM)
		say_later(d, N_("That was not recorded"));
	if (r < 0)
		log_error_errno(r, "Cannot do what the button '%s' says", b->key);
	return r;
}
