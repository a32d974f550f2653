/* SPDX-License-Identifier: MIT */
#include "cli/hint.h"

#include <string.h>

#include "cli/verb.h"
#include "common/cleanup.h"
#include "common/text.h"
#include "etiquette/milestone.h"

/*
 * Words that people try, blank-separated, and the commands that do it, one a line. "ID" is replaced by what
 * was typed behind the word.
 */
static const struct hint_row {
	const char *words;
	const char *commands;
} rows[] = {
	{ "done finish finished complete ok",
	  "sent ID    (you wrote to them)\nkept ID    (you kept a promise)\n"
	  "skip ID MILESTONE    (you do without it)" },
	{ "thanks thank thanked thankyou thx", "sent ID thank-you" },
	{ "wrote write send mail email mailed emailed call called phone phoned followup follow-up",
	  "sent ID" },
	{ "reply replied answer answered got received response hear", "heard ID" },
	{ "ghosted ghost silence silent nothing noresponse close closed",
	  "outcome ID no-response" },
	{ "rejected reject rejection no", "outcome ID rejected" },
	{ "offer offered", "outcome ID offer" },
	{ "accept accepted yes hired", "outcome ID accepted" },
	{ "decline declined", "outcome ID declined" },
	{ "withdraw withdrawn", "outcome ID withdrawn" },
	{ "no-show noshow", "state ID no-show" },
	{ "missed", "state ID missed" },
	{ "held attended", "state ID held" },
	{ "canceled cancelled call-off", "cancel ID" },
	{ "rm delete del erase drop", "remove ID" },
	{ "ls dir interviews all", "list" },
	{ "cat info view get print open", "show ID" },
	{ "new create insert schedule book interview", "add COMPANY --at WHEN" },
	{ "change update modify", "set ID KEY=VALUE" },
	{ "reschedule moved shift", "move ID WHEN" },
	{ "later postpone delay defer remind", "snooze ID 2h" },
	{ "ignore dismiss drop-it", "skip ID MILESTONE" },
	{ "mute quiet stop dnd hold", "pause" },
	{ "unpause unmute continue start", "resume" },
	{ "todo due now today st", "status" },
	{ "next upcoming agenda future", "plan" },
	{ "calendar picture chart gantt draw graph", "timeline" },
	{ "history contacts messages", "log ID" },
	{ "explain reason because", "why ID" },
	{ "refresh reread restart", "reload" },
	{ "topic learned concern news personal mishap remember comment", "note ID TEXT" },
	{ "promised agree agreed todo-by", "promise ID TEXT --by WHEN" },
	{ "vi vim nano editor open-book", "edit" },
	{ "revert back rollback unsent unsend undone", "undo" },
	{ "usage man", "help" },
};

static bool has_word(const char *words, const char *word)
{
	size_t size = strlen(word);

	for (const char *w = words; *w; w += strcspn(w, " "), w += strspn(w, " "))
		if (strcspn(w, " ") == size && text_starts_fold(w, word))
			return true;
	return false;
}

static const struct hint_row *find_row(const char *word)
{
	for (size_t i = 0; i < ELEMENTS(rows); i++)
		if (*word && has_word(rows[i].words, word))
			return &rows[i];
	return NULL;
}

static bool is_plain(const char *word)
{
	static const char plain[] =
		"abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-";

	return word && word[0] != '-' && *word && word[strspn(word, plain)] == 0;
}

/* Adds "  followupctl COMMAND" for each line, with the id where it is known. */
static void add_commands(struct text *t, const char *commands, const char *id)
{
	for (const char *line = commands; *line;) {
		size_t size = strcspn(line, "\n");
		const char *place = memmem(line, size, " ID", 3);

		text_add(t, "\n  followupctl ");
		if (place && is_plain(id))
			text_add(t, "%.*s %s%.*s", (int)(place - line), line, id,
				 (int)(line + size - place - 3), place + 3);
		else
			text_add(t, "%.*s", (int)size, line);
		line += size + (line[size] != 0);
	}
}

char *hint_for_verb(const char *word, const char *next)
{
	cleanup_text struct text t = { 0 };
	const struct verb *near = verb_nearest(word);
	const struct hint_row *row = find_row(word);

	text_add(&t, "\"%s\" is no verb of followupctl. ", word);
	if (row) {
		text_add(&t, "Did you mean:");
		add_commands(&t, row->commands, next);
	} else if (rule_find(word)) {
		text_add(&t, "It is a milestone. When it is done:\n  followupctl sent %s %s",
			 is_plain(next) ? next : "ID", word);
	} else if (near) {
		text_add(&t, "Did you mean:\n  followupctl %s", near->name);
	} else if (is_plain(word)) {
		text_add(&t, "If it is an interview:\n  followupctl show %s", word);
	}
	text_add(&t, "\nSee: followupctl help");
	return text_take(&t);
}

char *hint_for_value(const char *verb, const char *word, const char *id)
{
	const struct hint_row *row = find_row(word);
	cleanup_text struct text t = { 0 };

	if (!row || !text_starts(row->commands, verb) || row->commands[strlen(verb)] != ' ')
		return NULL;
	text_add(&t, "Did you mean:");
	add_commands(&t, row->commands, id);
	return text_take(&t);
}
