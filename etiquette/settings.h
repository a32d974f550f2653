/* SPDX-License-Identifier: MIT */
#pragma once

/*
 * Every number of the etiquette, and what the user chose about moments and pop-ups.
 * config/settings.h fills it from the settings file; settings_keys there is the table of names,
 * defaults and explanations. etiquette/ never invents a number of its own.
 */

#include <stdbool.h>
#include <stddef.h>

#include "common/duration.h"
#include "etiquette/calendar.h"

/* A milestone that the user made up: section [milestone NAME]. */
struct custom_milestone {
	char *name;
	char *after; /* name of the event it counts from: "interview", or a milestone (when it was sent) */
	struct duration opens, deadline; /* after that event */
	char *text;
};

struct etiquette_settings {
	/* the windows; each is counted as ETIQUETTE's table in docs/ says */
	struct duration thank_you_opens, thank_you_deadline, thank_you_late,
		thank_you_wake;    /* 2h 24h 72h 5bd */
	struct duration last_call; /* 4h */
	struct duration check_in_opens, check_in_deadline, check_in_grace,
		check_in_grace_deadline; /* 7d 14d 5bd 10bd */
	struct duration check_in_room;   /* 3bd: never less than moment + this */
	struct duration second_check_in_after, second_check_in_grace,
		second_check_in_deadline;                                  /* 7d 5bd 7d */
	struct duration move_on_after, move_on_after_reply, move_on_grace; /* 7d 14d 10bd */
	struct duration minimum_gap;                                       /* 3d */
	int max_check_ins;                                                 /* 2 (0 to 3) */
	struct duration debrief_opens, debrief_deadline;                   /* 15min 4h */
	struct duration promise_lead, promise_theirs_opens,
		promise_theirs_deadline;                       /* 1bd 1bd 5bd */
	struct duration next_steps_opens, next_steps_deadline; /* 3bd 5bd */
	struct duration reply_deadline, reply_late; /* 2bd 5bd: gracious-reply and withdraw */
	struct duration offer_reply_deadline, offer_decision_lead; /* 24h 2bd */
	bool prepare, debrief, next_steps, week_ahead;             /* yes yes no yes */
	int prepare_min, no_show_min, week_ahead_min; /* minutes after midnight: 18:00 12:00 9:00 */
	struct duration week_ahead_deadline;          /* 2d */
	struct custom_milestone *custom;
	size_t n_custom;
};

struct moment_settings {
	struct span_of_day quiet_hours;    /* 21:00-08:00, the user's clock */
	struct span_of_day preferred_time; /* 10:00-17:00, the recipient's clock */
	int morning_min;                   /* 9:00: moments that leave quiet hours come then */
	unsigned working_days;             /* bits, 1u << enum weekday; Mon-Fri */
	struct closed_span *closed;
	size_t n_closed;
	struct holiday *holidays;
	size_t n_holidays;
};

struct popup_settings {
	bool privacy;                 /* no */
	bool critical;                /* no: last call stays at normal urgency */
	bool show_while_locked;       /* hold */
	struct duration repeat_after; /* 2h */
	int digest_above;             /* 3 */
	int per_day;                  /* 6 */
};

struct settings {
	struct etiquette_settings etiquette;
	struct moment_settings moment;
	struct popup_settings popup;
	struct holiday_calendar *calendars;
	size_t n_calendars;
	size_t n_dates; /* so many of moment.holidays are from `dates =`; those behind them are from calendars */
};
