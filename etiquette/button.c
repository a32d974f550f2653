/* SPDX-License-Identifier: MIT */
#include "etiquette/button.h"

static const struct {
	const char *text, *label;
} buttons[] = {
	[BUTTON_NONE] = { "", "" },
	[BUTTON_SENT] = { "sent", "Sent" },
	[BUTTON_DRAFT] = { "draft", "Draft" },
	[BUTTON_LATER] = { "later", "Later" },
	[BUTTON_KEPT] = { "kept", "Kept" },
	[BUTTON_ASKED] = { "asked", "Asked" },
	[BUTTON_NOTE] = { "note", "Note" },
	[BUTTON_CLOSE] = { "close", "Close" },
	[BUTTON_ACCEPTED] = { "accepted", "Accepted" },
	[BUTTON_DECLINED] = { "declined", "Declined" },
	[BUTTON_SHOW] = { "show", "Show" },
};

const char *button_to_text(enum button b)
{
	return buttons[b].text;
}

const char *button_to_label(enum button b)
{
	return buttons[b].label;
}
