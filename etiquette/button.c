/* SPDX-License-Identifier: MIT */
#include "etiquette/button.h"

#include "common/tongue.h"

static const struct {
	const char *text, *label;
} buttons[] = {
	[BUTTON_NONE] = { "", "" },
	[BUTTON_SENT] = { "sent", N_("Sent") },
	[BUTTON_DRAFT] = { "draft", N_("Draft") },
	[BUTTON_LATER] = { "later", N_("Later") },
	[BUTTON_KEPT] = { "kept", N_("Kept") },
	[BUTTON_ASKED] = { "asked", N_("Asked") },
	[BUTTON_NOTE] = { "note", N_("Note") },
	[BUTTON_CLOSE] = { "close", N_("Close") },
	[BUTTON_ACCEPTED] = { "accepted", N_("Accepted") },
	[BUTTON_DECLINED] = { "declined", N_("Declined") },
	[BUTTON_SHOW] = { "show", N_("Show") },
};

const char *button_to_text(enum button b)
{
	return buttons[b].text;
}

const char *button_to_label(enum button b)
{
	return buttons[b].label;
}
