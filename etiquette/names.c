/* SPDX-License-Identifier: MIT */
#include "etiquette/names.h"

#include <errno.h>
#include <stdio.h>

#include "common/cleanup.h"
#include "common/text.h"
#include "common/tongue.h"

static const char *const kind_names[] = {
	[KIND_NONE] = "",       [KIND_SCREENING] = "screening", [KIND_PHONE] = "phone",
	[KIND_VIDEO] = "video", [KIND_ONSITE] = "onsite",       [KIND_PANEL] = "panel",
	[KIND_FINAL] = "final",
};
static const char *const state_names[] = {
	[STATE_HELD] = N_("held"),
	[STATE_CANCELLED] = N_("cancelled"),
	[STATE_NO_SHOW] = N_("no-show"),
	[STATE_MISSED] = N_("missed"),
};
static const char *const channel_names[] = {
	[CHANNEL_NONE] = "",         [CHANNEL_EMAIL] = "email",
	[CHANNEL_PHONE] = "phone",   [CHANNEL_LINKEDIN] = "linkedin",
	[CHANNEL_LETTER] = "letter", [CHANNEL_OTHER] = "other",
};
static const char *const post_names[] = {
	[POST_NONE] = "",
	[POST_MANAGER] = "manager",
	[POST_PEER] = "peer",
	[POST_RECRUITER] = "recruiter",
	[POST_COORDINATOR] = "coordinator",
};
static const char *const rapport_names[] = {
	[RAPPORT_NONE] = "",
	[RAPPORT_SOME] = "some",
	[RAPPORT_GOOD] = "good",
};
static const char *const note_names[] = {
	[NOTE_TOPIC] = "topic", [NOTE_LEARNED] = "learned",   [NOTE_CONCERN] = "concern",
	[NOTE_NEWS] = "news",   [NOTE_PERSONAL] = "personal", [NOTE_MISHAP] = "mishap",
};
static const char *const outcome_names[] = {
	[OUTCOME_OPEN] = N_("open"),
	[OUTCOME_OFFER] = N_("offer"),
	[OUTCOME_ACCEPTED] = N_("accepted"),
	[OUTCOME_DECLINED] = N_("declined"),
	[OUTCOME_REJECTED] = N_("rejected"),
	[OUTCOME_WITHDRAWN] = N_("withdrawn"),
	[OUTCOME_NO_RESPONSE] = N_("no-response"),
};

static const struct names {
	const char *const *items;
	size_t n;
} lists[] = {
	[NAMES_KIND] = { kind_names, ELEMENTS(kind_names) },
	[NAMES_STATE] = { state_names, ELEMENTS(state_names) },
	[NAMES_CHANNEL] = { channel_names, ELEMENTS(channel_names) },
	[NAMES_POST] = { post_names, ELEMENTS(post_names) },
	[NAMES_RAPPORT] = { rapport_names, ELEMENTS(rapport_names) },
	[NAMES_NOTE] = { note_names, ELEMENTS(note_names) },
	[NAMES_OUTCOME] = { outcome_names, ELEMENTS(outcome_names) },
};

static const char *name_of(enum name_list list, unsigned value)
{
	return value < lists[list].n ? lists[list].items[value] : "";
}

static int value_of(enum name_list list, const char *text, unsigned *ret)
{
	for (unsigned i = 0; i < lists[list].n; i++)
		if (*lists[list].items[i] && text_equal_fold(text, lists[list].items[i])) {
			*ret = i;
			return 0;
		}
	return -EINVAL;
}

#define NAMES(noun, type, list)                           \
	const char *noun##_to_text(type value)            \
	{                                                 \
		return name_of(list, (unsigned)value);    \
	}                                                 \
	int noun##_from_text(const char *text, type *ret) \
	{                                                 \
		unsigned value;                           \
                                                          \
		if (value_of(list, text, &value) < 0)     \
			return -EINVAL;                   \
		*ret = (type)value;                       \
		return 0;                                 \
	}

NAMES(interview_kind, enum interview_kind, NAMES_KIND)
NAMES(interview_state, enum interview_state, NAMES_STATE)
NAMES(channel, enum channel, NAMES_CHANNEL)
NAMES(post, enum post, NAMES_POST)
NAMES(rapport, enum rapport, NAMES_RAPPORT)
NAMES(note_kind, enum note_kind, NAMES_NOTE)
NAMES(outcome_kind, enum outcome_kind, NAMES_OUTCOME)

const char *names_listed(enum name_list list, char *buffer, size_t size)
{
	size_t used = 0;

	if (size > 0)
		*buffer = '\0';
	for (size_t i = 0; i < lists[list].n; i++) {
		const char *name = lists[list].items[i];
		int added;

		if (!*name || used >= size)
			continue;
		added = snprintf(buffer + used, size - used, "%s%s", used ? ", " : "", name);
		used += added > 0 ? (size_t)added : 0;
	}
	return buffer;
}

const char *names_nearest(enum name_list list, const char *text)
{
	/* The first is the empty one where the field may be missing. */
	size_t skip = *lists[list].items[0] ? 0 : 1;

	return text_nearest(text, lists[list].items + skip, lists[list].n - skip);
}
