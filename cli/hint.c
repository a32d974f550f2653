/* SPDX-License-Identifier: MIT */
#include "cli/hint.h"

#include <string.h>

#include "cli/verb.h"
#include "common/cleanup.h"
#include "common/text.h"
#include "common/voice.h"
#include "etiquette/milestone.h"

/*
 * Words that people try, blank-separated, and the commands that do it, one a line. "ID" is replaced by what
 * was typed behind the word.
 */
static const struct hint_row {
	const char *words;
	const char *commands;
} rows[] = {
	{ TYPED_("done finish finished complete ok"),
	  N_("sent ID    (you wrote to them)\nkept ID    (you kept a promise)\n"
	     "skip ID MILESTONE    (you do without it)") },
	{ TYPED_("thanks thank thanked thankyou thx"), TYPED_("sent ID thank-you") },
	{ TYPED_("wrote write send mail email mailed emailed call called phone phoned followup follow-up"),
	  TYPED_("sent ID") },
	{ TYPED_("reply replied answer answered got received response hear"), TYPED_("heard ID") },
	{ TYPED_("ghosted ghost silence silent nothing noresponse close closed"),
	  TYPED_("outcome ID no-response") },
	{ TYPED_("rejected reject rejection no"), TYPED_("outcome ID rejected") },
	{ TYPED_("offer offered"), TYPED_("outcome ID offer") },
	{ TYPED_("accept accepted yes hired"), TYPED_("outcome ID accepted") },
	{ TYPED_("decline declined"), TYPED_("outcome ID declined") },
	{ TYPED_("withdraw withdrawn"), TYPED_("outcome ID withdrawn") },
	{ TYPED_("no-show noshow"), TYPED_("state ID no-show") },
	{ TYPED_("missed"), TYPED_("state ID missed") },
	{ TYPED_("held attended"), TYPED_("state ID held") },
	{ TYPED_("canceled cancelled call-off"), TYPED_("cancel ID") },
	{ TYPED_("rm delete del erase drop"), TYPED_("remove ID") },
	{ TYPED_("ls dir interviews all"), TYPED_("list") },
	{ TYPED_("cat info view get print open"), TYPED_("show ID") },
	{ TYPED_("new create insert schedule book interview"), TYPED_("add COMPANY --at WHEN") },
	{ TYPED_("change update modify"), TYPED_("set ID KEY=VALUE") },
	{ TYPED_("reschedule moved shift"), TYPED_("move ID WHEN") },
	{ TYPED_("later postpone delay defer remind"), TYPED_("snooze ID 2h") },
	{ TYPED_("ignore dismiss drop-it"), TYPED_("skip ID MILESTONE") },
	{ TYPED_("mute quiet stop dnd hold"), TYPED_("pause") },
	{ TYPED_("unpause unmute continue start"), TYPED_("resume") },
	{ TYPED_("todo due now today st"), TYPED_("status") },
	{ TYPED_("next upcoming agenda future"), TYPED_("plan") },
	{ TYPED_("calendar picture chart gantt draw graph"), TYPED_("timeline") },
	{ TYPED_("history contacts messages"), TYPED_("log ID") },
	{ TYPED_("explain reason because"), TYPED_("why ID") },
	{ TYPED_("refresh reread restart"), TYPED_("reload") },
	{ TYPED_("topic learned concern news personal mishap remember comment"),
	  TYPED_("note ID TEXT") },
	{ TYPED_("promised agree agreed todo-by"), TYPED_("promise ID TEXT --by WHEN") },
	{ TYPED_("vi vim nano editor open-book"), TYPED_("edit") },
	{ TYPED_("revert back rollback unsent unsend undone"), TYPED_("undo") },
	{ TYPED_("usage man"), TYPED_("help") },
};

/* What is no verb at all, and what comes nearest. */
static const struct absent_row {
	const char *words, *text;
	const char *commands;
} absent[] = {
	{ TYPED_("import ics ical invite invitation"),
	  N_("Calendars and invitations are not read. Write the interview down:"),
	  TYPED_("add COMPANY --at WHEN") },
	{ TYPED_("export dump backup"),
	  N_("No calendars are written. What is known, as JSON for other programs:"),
	  TYPED_("list --all --json\nplan --json") },
	{ TYPED_("when date dates time times until zone zones"),
	  N_("How times are typed stands in followupd.when(7). In short:"), TYPED_("help add") },
	{ TYPED_("milestone milestones rule rules etiquette"),
	  N_("Milestones and their rules stand in followupd.etiquette(7). Those to come:"),
	  TYPED_("plan") },
	{ TYPED_("settings setting config conf configure preferences"),
	  N_("Settings are a file, of which followupd.conf(5) tells. Where it is:"),
	  TYPED_("status") },
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

static const struct absent_row *find_absent(const char *word)
{
	for (size_t i = 0; i < ELEMENTS(absent); i++)
		if (*word && has_word(absent[i].words, word))
			return &absent[i];
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

static bool ends_with_message(const struct rule *rule)
{
	for (size_t i = 0; i < ELEMENTS(rule->buttons); i++)
		if (rule->buttons[i] == BUTTON_SENT)
			return true;
	return false;
}

/* What may have been meant by it, behind the sentence that it is no verb. */
static void add_meant(struct text *t, const char *word, const char *next, bool any)
{
	const struct verb *near = verb_nearest(word);
	const struct hint_row *row = find_row(word);

	if (row) {
		text_add(t, " %s", _("Did you mean:"));
		add_commands(t, _(row->commands), next);
	} else if (rule_find(word)) {
		text_add(t, " ");
		text_add(
			t,
			ends_with_message(rule_find(word))
				? _("It is a milestone. When it is done:\n  followupctl sent %s %s")
				: _("It is a milestone. When it comes up, and why:\n  followupctl why %s %s"),
			is_plain(next) ? next : "ID", word);
	} else if (near) {
		text_add(t, " %s\n  followupctl %s%s", _("Did you mean:"), any ? "" : "help ",
			 near->name);
	} else if (is_plain(word) && any) {
		text_add(t, " ");
		text_add(t, _("If it is an interview:\n  followupctl show %s"), word);
	}
}

char *hint_for_verb(const char *word, const char *next, bool any)
{
	cleanup_text struct text t = { 0 };
	const struct absent_row *row = find_absent(word);

	if (row) {
		text_add(&t, "%s", _(row->text));
		add_commands(&t, row->commands, NULL);
	} else {
		text_add(&t, _("\"%s\" is no verb of followupctl."), word);
		add_meant(&t, word, next, any);
	}
	text_add(&t, _("\nSee: followupctl %s%s"), "help", "");
	return text_take(&t);
}

char *hint_for_value(const char *verb, const char *word, const char *id)
{
	const struct hint_row *row = find_row(word);
	cleanup_text struct text t = { 0 };
	const char *last;

	if (!row || !text_starts(row->commands, verb) || row->commands[strlen(verb)] != ' ')
		return NULL;
	last = strrchr(row->commands, ' ');
	if (last && text_equal(last + 1, word))
		return NULL; /* just what was typed: it is not the word that is wrong */
	text_add(&t, "%s", _("Did you mean:"));
	add_commands(&t, _(row->commands), id);
	return text_take(&t);
}
