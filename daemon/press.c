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

/* There is no memory for it now. */
static void say_later(struct daemon *d, const char *summary)
{
	log_oom();
	d->unsaid = summary;
	daemon_look_again(d, clock_now());
}

/* A button that did nothing must not look as if it had: a pop-up says why. */
static void put_refusal(struct daemon *d, const char *summary, const char *why)
{
	struct popup_words words = {
		.summary = text_copy(_(summary)),
		.body = text_copy(d->shelf.settings.popup.privacy ? _("See: followupctl status")
								  : why),
		.command = text_copy(""),
	};

	if (!words.summary || !words.body || !words.command ||
	    popups_notice(&d->popups, TAG_REFUSAL, &words) < 0)
		say_later(d, summary);
	popup_words_done(&words);
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

	if (!error)
		return;
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
