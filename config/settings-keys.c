/* SPDX-License-Identifier: MIT */
#include "config/settings-keys.h"

#include <string.h>

#include "common/cleanup.h"
#include "common/text.h"

#define ETIQUETTE(name, reader, field, value, sentence)                                       \
	{                                                                                     \
		"etiquette", name, reader, offsetof(struct settings, etiquette.field), value, \
			sentence                                                              \
	}
#define MOMENT(name, reader, field, value, sentence)                                             \
	{                                                                                        \
		"moment", name, reader, offsetof(struct settings, moment.field), value, sentence \
	}
#define POPUP(name, reader, field, value, sentence)                                            \
	{                                                                                      \
		"popup", name, reader, offsetof(struct settings, popup.field), value, sentence \
	}

/* clang-format off */
static const struct setting rows[] = {
	ETIQUETTE("prepare", read_yes_or_no, prepare, "yes",
	          "Reminds you of tomorrow's interviews the evening before."),
	ETIQUETTE("prepare-time", read_time, prepare_min, "18:00",
	          "When it does, on your clock."),
	ETIQUETTE("debrief", read_yes_or_no, debrief, "yes",
	          "Asks for your notes soon after an interview, while they are fresh."),
	ETIQUETTE("debrief-opens", read_span, debrief_opens, "15min",
	          "When it asks for them: this long after the interview ends."),
	ETIQUETTE("debrief-deadline", read_span, debrief_deadline, "4h",
	          "When it stops asking: this long after the interview ends."),

	ETIQUETTE("thank-you-opens", read_span, thank_you_opens, "2h",
	          "When a thank-you first comes up: this long after the interview ends."),
	ETIQUETTE("thank-you-deadline", read_span, thank_you_deadline, "24h",
	          "By when it should be sent: this long after the interview ends."),
	ETIQUETTE("thank-you-late", read_span, thank_you_late, "72h",
	          "Until when a late thank-you still comes up: this long after the "
	          "interview ends."),
	ETIQUETTE("thank-you-wake", read_span, thank_you_wake, "5bd",
	          "The same for one that could not come up in time, because the computer "
	          "was off."),
	ETIQUETTE("last-call", read_exact_span, last_call, "4h",
	          "How long before its deadline a thank-you, a promise or an offer comes "
	          "up once more."),

	ETIQUETTE("promise-lead", read_span, promise_lead, "1bd",
	          "How long before its day a promise of yours comes up, unless the promise "
	          "says so itself."),
	ETIQUETTE("promise-theirs-opens", read_span, promise_theirs_opens, "1bd",
	          "When you may ask for something they promised: this long after its day."),
	ETIQUETTE("promise-theirs-deadline", read_span, promise_theirs_deadline, "5bd",
	          "How long the question is worth asking from then on."),

	ETIQUETTE("next-steps", read_yes_or_no, next_steps, "no",
	          "Suggests asking about the next steps a few days after an interview, "
	          "when no date was named. It counts as a check-in."),
	ETIQUETTE("next-steps-opens", read_span, next_steps_opens, "3bd",
	          "When that comes up: this long after the interview ends."),
	ETIQUETTE("next-steps-deadline", read_span, next_steps_deadline, "5bd",
	          "By when it should be sent: this long after the interview ends."),

	ETIQUETTE("check-in-opens", read_span, check_in_opens, "7d",
	          "When they named no date: how long after the last word of either side a "
	          "check-in comes up."),
	ETIQUETTE("check-in-deadline", read_span, check_in_deadline, "14d",
	          "When they named no date: how long after the last word of either side it "
	          "is due."),
	ETIQUETTE("check-in-grace", read_span, check_in_grace, "5bd",
	          "When they named a date: how long after it a check-in comes up. It never "
	          "comes before the date."),
	ETIQUETTE("check-in-grace-deadline", read_span, check_in_grace_deadline, "10bd",
	          "When they named a date: how long after it the check-in is due."),
	ETIQUETTE("check-in-room", read_span, check_in_room, "3bd",
	          "How much time you have at least for a check-in, once it has come up."),
	ETIQUETTE("second-check-in-after", read_span, second_check_in_after, "7d",
	          "How long after the first check-in a second one comes up."),
	ETIQUETTE("second-check-in-grace", read_span, second_check_in_grace, "5bd",
	          "Or how long after the date that they named, if that is later."),
	ETIQUETTE("second-check-in-deadline", read_span, second_check_in_deadline, "7d",
	          "How much time you have for the second check-in from then on."),
	ETIQUETTE("minimum-gap", read_span, minimum_gap, "3d",
	          "How long to leave a company alone after any message to it, before one "
	          "that asks for news."),
	ETIQUETTE("max-check-ins", read_up_to_3, max_check_ins, "2",
	          "How many messages may ask for news after an interview, at most: 0 to 3."),
	ETIQUETTE("move-on-after", read_span, move_on_after, "7d",
	          "How long after the last check-in it is time to move on."),
	ETIQUETTE("move-on-after-reply", read_span, move_on_after_reply, "14d",
	          "When they had answered: how long after their answer."),
	ETIQUETTE("move-on-grace", read_span, move_on_grace, "10bd",
	          "Or how long after the date that they named, if that is later."),

	ETIQUETTE("reply-deadline", read_span, reply_deadline, "2bd",
	          "How much time you have for a gracious answer to a no, or for a word of "
	          "withdrawal."),
	ETIQUETTE("reply-late", read_span, reply_late, "5bd",
	          "How long it still comes up, if it could not come up in time."),
	ETIQUETTE("offer-reply-deadline", read_span, offer_reply_deadline, "24h",
	          "How much time you have to thank them for an offer: this long, and at "
	          "least until the evening of the next working day."),
	ETIQUETTE("offer-decision-lead", read_span, offer_decision_lead, "2bd",
	          "How long before its date the decision about an offer comes up."),
	ETIQUETTE("no-show-deadline", read_time, no_show_min, "12:00",
	          "When they did not come: the hour of the next working day by which to write."),
	ETIQUETTE("week-ahead", read_yes_or_no, week_ahead, "yes",
	          "Shows on the first working day of a week, in the morning, what the week "
	          "will bring, if two things or more come after that day, or something waits."),
	ETIQUETTE("week-ahead-time", read_time, week_ahead_min, "09:00",
	          "When it does, on your clock."),
	ETIQUETTE("week-ahead-deadline", read_span, week_ahead_deadline, "2d",
	          "How long it is worth being shown from then on."),

	MOMENT("quiet-hours", read_span_of_day, quiet_hours, "21:00-08:00",
	       "When no pop-up comes, on your clock; or none."),
	MOMENT("morning", read_time, morning_min, "09:00",
	       "When pop-ups come that had to wait for the end of the quiet hours."),
	MOMENT("preferred-time", read_span_of_day, preferred_time, "10:00-17:00",
	       "When a message is best sent, on the recipient's clock; or none."),
	MOMENT("working-days", read_working_days, working_days, "Mon-Fri",
	       "The days of the week on which people work, as in Mon-Thu, Sat."),
	MOMENT("closed", read_closed, closed, "",
	       "The days of every year on which nobody works, as in 12-24..01-02, 08-15."),

	POPUP("privacy", read_yes_or_no, privacy, "no",
	      "Keeps the names of people and companies out of pop-ups."),
	POPUP("critical", read_yes_or_no, critical, "no",
	      "Makes a last call critical: it stays on the screen, even with \"do not "
	      "disturb\"."),
	POPUP("while-locked", read_hold_or_show, show_while_locked, "hold",
	      "What to do while the screen is locked: hold pop-ups back, or show them "
	      "all the same."),
	POPUP("repeat-after", read_exact_span, repeat_after, "2h",
	      "How long after a pop-up went away by itself it comes back; each time "
	      "twice as long."),
	POPUP("digest-above", read_up_to_100, digest_above, "3",
	      "What is due at once shares a pop-up; more things than this have no buttons of their own in it."),
	POPUP("per-day", read_up_to_100, per_day, "6",
	      "How many pop-ups there are on one day, at most."),
};

static const struct {
	const char *section, *doc;
} sections[] = {
	{ "etiquette", "What good manners ask for, and when." },
	{ "moment", "The right moment." },
	{ "popup", "Pop-ups." },
};

static const struct setting_order orders[] = {
	{ "debrief-opens", "debrief-deadline" },
	{ "thank-you-opens", "thank-you-deadline" },
	{ "thank-you-deadline", "thank-you-late" },
	{ "next-steps-opens", "next-steps-deadline" },
	{ "check-in-opens", "check-in-deadline" },
	{ "check-in-grace", "check-in-grace-deadline" },
	{ "reply-deadline", "reply-late" },
};
/* clang-format on */

const struct setting *setting_at(size_t i)
{
	return i < ELEMENTS(rows) ? &rows[i] : NULL;
}

const struct setting_order *setting_order_at(size_t i)
{
	return i < ELEMENTS(orders) ? &orders[i] : NULL;
}

const struct setting *setting_find(const char *section, const char *key, size_t *ret_i)
{
	for (size_t i = 0; i < ELEMENTS(rows); i++) {
		if (!text_equal(rows[i].section, section) || !text_equal(rows[i].key, key))
			continue;
		if (ret_i)
			*ret_i = i;
		return &rows[i];
	}
	return NULL;
}

const char *setting_nearest(const char *section, const char *key)
{
	const char *names[ELEMENTS(rows)];
	size_t n = 0;

	for (size_t i = 0; i < ELEMENTS(rows); i++)
		if (text_equal(rows[i].section, section))
			names[n++] = rows[i].key;
	return text_nearest(key, names, n);
}

bool setting_section_is_known(const char *section)
{
	return setting_section_doc(section) != NULL;
}

const char *setting_section_doc(const char *section)
{
	for (size_t i = 0; i < ELEMENTS(sections); i++)
		if (text_equal(sections[i].section, section))
			return sections[i].doc;
	return NULL;
}
