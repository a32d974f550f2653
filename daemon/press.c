/* SPDX-License-Identifier: MIT */
#include "daemon/press.h"

#include "common/log.h"
#include "common/text.h"
#include "common/voice.h"
#include "daemon/buttons.h"
#include "daemon/daemon.h"

#define TAG_REFUSAL "refusal"

/* A button that did nothing must not look as if it had: a pop-up says why. */
static void say_refusal(struct daemon *d, const char *summary, const char *why)
{
	struct popup_words words = {
		.summary = text_copy(summary),
		.body = text_copy(d->shelf.settings.popup.privacy ? _("See: followupctl status")
								  : why),
		.command = text_copy(""),
	};

	if (!words.summary || !words.body || !words.command ||
	    popups_notice(&d->popups, TAG_REFUSAL, &words) < 0)
		log_oom();
	popup_words_done(&words);
	daemon_road(d);
}

static void on_button_changed(void *user, const char *error, json_t *parameters)
{
	struct daemon *d = user;
	const char *why = json_string_value(json_object_get(parameters, "text"));

	if (!error)
		return;
	log_warning("A button was refused: %s", why ? why : error);
	popups_forgive(&d->popups);
	say_refusal(d, _("That was not recorded"), why ? why : _("See: followupctl status"));
}

static void on_errand_done(void *user, int result)
{
	struct daemon *d = user;

	d->errand = NULL;
	if (result < 0)
		say_refusal(
			d, _("That could not be opened"),
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
	if (r < 0)
		log_error_errno(r, "Cannot do what the button '%s' says", b->key);
	return r;
}
