/* SPDX-License-Identifier: MIT */

/* draft: a letter from a template and the facts, to stdout, into the editor or into the mail program. */

#include "cli/letters/letters.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cli/cli.h"
#include "cli/facts.h"
#include "cli/failure.h"
#include "cli/letters/desktop.h"
#include "cli/letters/editor.h"
#include "cli/letters/facts.h"
#include "cli/letters/letter.h"
#include "cli/letters/mail.h"
#include "cli/letters/say.h"
#include "cli/letters/template.h"
#include "cli/open-editor.h"
#include "cli/output.h"
#include "common/cleanup.h"
#include "common/text.h"
#include "common/voice.h"

#define DRAFTS_MAX 32

/* All that one call of the verb holds. */
struct drafting {
	const struct request *q;
	struct output *o;
	struct letter_files files;
	struct reply reply;
	struct letter letters[DRAFTS_MAX];
	size_t n_letters;
	const char *next; /* a member of the panel whose letter comes after this one, or NULL */
};

static bool wants(const struct drafting *d, const char *option)
{
	return fact_is_true(d->q->parameters, option);
}

/* ---- Writing ------------------------------------------------------------------------------------ */

static int refuse_template(const struct drafting *d, const struct letter_wish *wish, int error,
			   const char *path)
{
	const char *milestone = fact_text(d->reply.parameters, "milestone");

	if (path)
		return letters_fail(d->q, CODE_FAILED, "%s: %s", path, strerror(-error));
	if (error != -ENOENT && error != -ENOTDIR && error != -EINVAL)
		return letters_fail(d->q, CODE_FAILED, "The letter cannot be read: %s",
				    strerror(-error));
	return letters_fail(d->q, CODE_NOT_FOUND,
			    "There is no letter for %s by %s in the language \"%s\".\n"
			    "Which there are, and how to add one: man followupd.letters",
			    milestone, wish->channel, wish->language);
}

static struct letter_wish wish_of(const struct drafting *d)
{
	const char *asked = fact(d->q->parameters, "lang"), *via = fact(d->q->parameters, "via");
	const char *known = fact(d->reply.parameters, "language");

	return (struct letter_wish){
		.channel = via ? via : "email",
		.language = asked   ? asked
			    : known ? known
				    : "en",
	};
}

static int write_one(struct drafting *d, const json_t *to)
{
	const struct letter_wish wish = wish_of(d);
	cleanup_complaints struct complaints complaints = { 0 };
	cleanup_free char *path = NULL;
	int r = letter_write(&d->files, d->reply.parameters, to, &wish, &d->letters[d->n_letters],
			     &path, &complaints);

	if (r < 0)
		return complaints.n > 0 ? letters_complain(d->q, &complaints)
					: refuse_template(d, &wish, r, path);
	d->n_letters++;
	return CODE_DONE;
}

/* Where only one can be shown at once, it is the first, and the next is told. */
static bool takes_one(const struct drafting *d)
{
	return wants(d, "open") || wants(d, "edit") || wants(d, "eml") || wants(d, "print-mailto");
}

static int write_all(struct drafting *d)
{
	const json_t *people = json_object_get(d->reply.parameters, "to");
	size_t n = json_array_size(people);
	int code = CODE_DONE;

	if (n == 0)
		return write_one(d, NULL);
	d->next = takes_one(d) && n > 1 ? fact(json_array_get(people, 1), "name") : NULL;
	for (size_t i = 0; code == CODE_DONE && i < (takes_one(d) ? 1 : n) && i < DRAFTS_MAX; i++)
		code = write_one(d, json_array_get(people, i));
	return code;
}

/* ---- Editing ------------------------------------------------------------------------------------ */

static int edit(const struct drafting *d, struct letter *l)
{
	cleanup_free char *text = letter_to_text(l);
	int r = text ? editor_edit(&text) : -ENOMEM;

	if (r == 0)
		r = letter_from_text(l, text);
	if (r == -ECANCELED || r == -ENOENT)
		return letters_fail(
			d->q, CODE_FAILED,
			r == -ENOENT
				? N_("There is no editor \"%s\": set $EDITOR to one that there is")
				: N_("The editor (%s) failed: nothing was made of the letter"),
			editor_chosen());
	return r < 0 ? letters_fail(d->q, CODE_FAILED, "The letter cannot be edited: %s",
				    strerror(-r))
		     : CODE_DONE;
}

/* ---- Saying ------------------------------------------------------------------------------------- */

static void note_next(const struct drafting *d, const struct letter *l)
{
	if (d->next) {
		cleanup_free char *again = arguments_again(d->q, "--to", d->next);
		letters_note("Next: %s", again ? again : d->next);
	}
	cleanup_free char *command = letter_sent_command(l);
	letters_note("When it is sent: %s", command ? command : "");
}

static void note_blanks(const struct letter *l)
{
	cleanup_text struct text blanks = { 0 };

	for (size_t i = 0; i < 2; i++) {
		const char *text = i == 0 ? l->subject : l->body;
		cleanup_free char *blank = NULL;

		for (size_t k = 0; (blank = template_blank(text, k)); k++) {
			text_add(&blanks, "%s%s%s%s", blanks.size > 0 ? ", " : "", BLANK_OPEN,
				 blank, BLANK_CLOSE);
			free(TAKE_PTR(blank));
		}
	}
	if (l->n_blanks > 0 && blanks.data)
		letters_note(P_("%zu place is left for your own words: %s",
				"%zu places are left for your own words: %s", l->n_blanks),
			     l->n_blanks, blanks.data);
}

/* What the user should know of the recipients: addresses that nobody reads, or none at all. */
static void note_addresses(const struct drafting *d)
{
	json_t *person;
	size_t i;

	json_array_foreach(json_object_get(d->reply.parameters, "to"), i, person) {
		const char *name = fact_text(person, "name");

		if (fact_is_true(person, "robot"))
			letters_note(
				"Nobody reads mail to %s, so no address is filled in: ask a person.",
				fact(person, "address") ? fact(person, "address") : name);
		else if (!mail_address_is_good(fact(person, "address")))
			letters_note("No address of %s is known.", name);
	}
}

/* What the daemon says of the letter, in the user's language already. */
static void note_remarks(const struct drafting *d)
{
	json_t *remark;
	size_t i;

	json_array_foreach(json_object_get(d->reply.parameters, "remarks"), i, remark)
		output_note(json_string_value(remark));
}

static json_t *letter_json(const struct letter *l)
{
	cleanup_free char *uri = mail_uri(l), *command = letter_sent_command(l);
	json_t *blanks = json_array();

	for (size_t i = 0; i < 2; i++) {
		const char *text = i == 0 ? l->subject : l->body;
		cleanup_free char *blank = NULL;

		for (size_t k = 0; (blank = template_blank(text, k)); k++) {
			json_array_append_new(blanks, json_string(blank));
			free(TAKE_PTR(blank));
		}
	}
	return json_pack("{s:{s:s?, s:s?}, s:s, s:s, s:s, s:s, s:s?, s:s, s:s, s:o, s:s?, s:s}",
			 "to", "name", l->name, "address", l->address, "milestone", l->milestone,
			 "channel", l->channel, "language", l->language, "template", l->file,
			 "in_reply_to", l->thread, "subject", l->subject, "body", l->body, "blanks",
			 blanks, "mailto", uri, "sent", command);
}

static int say_json(const struct drafting *d)
{
	json_t *list = json_array();

	for (size_t i = 0; i < d->n_letters; i++)
		json_array_append_new(list, letter_json(&d->letters[i]));
	cleanup_json json_t *answer =
		json_pack("{s:i, s:o, s:O?, s:O?}", "version", 1, "letters", list, "remarks",
			  json_object_get(d->reply.parameters, "remarks"), "pace",
			  json_object_get(d->reply.parameters, "pace"));
	return cli_say_json(answer);
}

/* On a terminal broken to its width, else a line a paragraph, as mail programs like it. */
static void say_text(const struct drafting *d, const struct letter *l)
{
	cleanup_free char *text = letter_to_text(l);
	char *rest = text, *line;

	if (!d->o->terminal && text) {
		output_verbatim(d->o, text);
		return;
	}
	while ((line = strsep(&rest, "\n")) && (rest || *line))
		output_line(d->o, 0, STYLE_PLAIN, "%s", line);
}

static int say_letters(const struct drafting *d)
{
	for (size_t i = 0; i < d->n_letters; i++) {
		if (i > 0)
			output_verbatim(d->o, "\n==========\n\n");
		say_text(d, &d->letters[i]);
	}
	fflush(stdout);
	note_addresses(d);
	note_remarks(d);
	for (size_t i = 0; i < d->n_letters; i++) {
		note_blanks(&d->letters[i]);
		note_next(d, &d->letters[i]);
	}
	return CODE_DONE;
}

static int say_mail(const struct drafting *d, const struct letter *l)
{
	cleanup_letter_facts struct letter_facts facts = { 0 };
	const struct language none = { 0 };

	letter_facts_init(&facts, d->reply.parameters, NULL, &d->files, &none);
	cleanup_free char *mail =
		mail_message(l, letter_fact(&facts, "me"), getenv("EMAIL"), d->o->now);
	if (!mail)
		return letters_fail(d->q, CODE_FAILED, "Not enough memory");
	fputs(mail, stdout);
	fflush(stdout);
	note_addresses(d);
	note_remarks(d);
	note_blanks(l);
	note_next(d, l);
	return CODE_DONE;
}

static int say_uri(const struct letter *l)
{
	cleanup_free char *uri = mail_uri(l);

	puts(uri ? uri : "");
	return uri ? CODE_DONE : CODE_FAILED;
}

static int open_mail(const struct drafting *d, const struct letter *l)
{
	const char *how;
	int r = desktop_open_letter(l, &how);

	if (r == -ECANCELED)
		return letters_fail(d->q, CODE_FAILED, "No mail program was chosen");
	if (r < 0)
		return letters_fail(
			d->q, CODE_FAILED,
			"No mail program could be opened: neither a desktop portal nor xdg-open "
			"took it.\nPrint the letter instead: followupctl draft %s %s",
			fact_text(json_object_get(d->reply.parameters, "interview"), "id"),
			l->milestone);
	letters_note("Opened %s; nothing is sent until you do.", _(how));
	note_addresses(d);
	note_remarks(d);
	note_blanks(l);
	note_next(d, l);
	return CODE_DONE;
}

static int say(struct drafting *d)
{
	struct letter *l = &d->letters[0];

	if (wants(d, "edit")) {
		int code = edit(d, l);
		if (code != CODE_DONE)
			return code;
	}
	if (d->q->json)
		return say_json(d);
	if (wants(d, "print-mailto"))
		return say_uri(l);
	if (wants(d, "eml"))
		return say_mail(d, l);
	return wants(d, "open") ? open_mail(d, l) : say_letters(d);
}

/* The daemon is asked for the facts only; what is about the form of the letter stays here. */
static json_t *question_of(const struct request *q)
{
	static const char *const names[] = { "id", "milestone", "text", "to", "force" };
	json_t *question = json_object();

	for (size_t i = 0; i < ELEMENTS(names); i++)
		if (json_object_get(q->parameters, names[i]))
			json_object_set(question, names[i],
					json_object_get(q->parameters, names[i]));
	return question;
}

int draft_run(const struct request *q, struct output *o)
{
	struct drafting d = { .q = q, .o = o };
	cleanup_json json_t *question = question_of(q);
	int code = cli_call(q, "io.followupd.Control.Draft", question, &d.reply);

	if (code == CODE_DONE && letter_files_init(&d.files) < 0)
		code = letters_fail(q, CODE_FAILED, "Not enough memory");
	if (code == CODE_DONE) {
		output_set_clock(o, d.reply.parameters);
		code = write_all(&d);
	}
	if (code == CODE_DONE)
		code = say(&d);
	for (size_t i = 0; i < d.n_letters; i++)
		letter_done(&d.letters[i]);
	letter_files_done(&d.files);
	reply_done(&d.reply);
	return code;
}
