/* SPDX-License-Identifier: MIT */

/* check: reads letters, holds them against the rules, says what was found. */

#include "cli/letters/letters.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cli/cli.h"
#include "cli/facts.h"
#include "cli/failure.h"
#include "cli/letters/check.h"
#include "cli/letters/mail.h"
#include "cli/letters/say.h"
#include "cli/letters/speller.h"
#include "cli/output.h"
#include "common/cleanup.h"
#include "common/text.h"
#include "common/voice.h"
#include "etiquette/rule.h"

#define LETTERS_MAX 64
#define RULE_LINE   "====="

/* All that one call of the verb holds. */
struct checking {
	const struct request *q;
	struct output *o;
	struct letter_files files;
	struct reply reply; /* empty without --for */
	struct language language;
	struct phrases phrases;
	struct speller *speller;
	struct letter_context contexts[LETTERS_MAX];
	struct check letters[LETTERS_MAX];
	char *names[LETTERS_MAX]; /* of the files, as shown */
	size_t n;
};

static const char *asked(const struct checking *k, const char *name)
{
	return fact(k->q->parameters, name);
}

/* ---- What it is for ----------------------------------------------------------------------------- */

/* The daemon's facts for --for. A letter that comes too early is told, not refused. */
static int ask_facts(struct checking *k)
{
	const json_t *target = json_object_get(k->q->parameters, "for");
	const json_t *to = json_object_get(k->q->parameters, "to");
	cleanup_json json_t *question = NULL;

	if (!target)
		return CODE_DONE;
	question = json_pack("{s:O, s:b}", "id", json_array_get(target, 0), "force", true);
	if (json_array_size(target) > 1)
		json_object_set(question, "milestone", json_array_get(target, 1));
	if (to)
		json_object_set(question, "to", (json_t *)to);
	return cli_call(k->q, "io.followupd.Control.Draft", question, &k->reply);
}

static int read_language(struct checking *k)
{
	const char *lang = asked(k, "lang"), *known = fact(k->reply.parameters, "language");
	cleanup_complaints struct complaints complaints = { 0 };
	cleanup_free char *name = NULL, *path = NULL, *text = NULL;
	int r;

	lang = lang ? lang : known ? known : "en";
	r = language_read(&k->files, lang, &k->language, &complaints);
	name = text_format("check.%s.txt", lang);
	if (r == 0 && name)
		r = letter_files_read(&k->files, name, &path, &text);
	if (r == 0)
		r = phrases_read(path, TAKE_PTR(text), &k->phrases, &complaints);
	if (r == 0 || complaints.n > 0)
		return r == 0 ? CODE_DONE : letters_complain(k->q, &complaints);
	return letters_fail(k->q, CODE_USAGE,
			    "Letters in the language \"%s\" cannot be checked: %s", lang,
			    r == -ENOENT ? _("there are no word lists for it") : strerror(-r));
}

static void open_speller(struct checking *k)
{
	cleanup_free char *own = NULL;

	k->speller = speller_open(&k->language, k->reply.parameters);
	if (!k->speller)
		letters_note(
			"Spelling is not checked: no dictionary for \"%s\" is installed (Debian: "
			"hunspell-%s…)",
			k->language.code, k->language.code);
	else if (letter_files_read(&k->files, "words.txt", NULL, &own) == 0)
		speller_learn(k->speller, own);
}

static int check_arguments(const struct checking *k)
{
	const char *as = asked(k, "as"), *via = asked(k, "via");
	const char *near = as ? rule_nearest(as) : NULL;

	if (as && check_purpose(as) == FOR_UNKNOWN)
		return letters_fail(k->q, CODE_USAGE,
				    near ? N_("There is no letter for \"%s\"; did you mean %s?")
					 : N_("There is no letter for \"%s\"%s"),
				    as, near ? near : "");
	if (via && !text_equal(via, "email") && !text_equal(via, "linkedin"))
		return letters_fail(k->q, CODE_USAGE,
				    "What is checked goes by email or linkedin, not by %s", via);
	return CODE_DONE;
}

/* ---- Whom it is for ----------------------------------------------------------------------------- */

/* The person whose address or name stands in the To: line, else the only one it can be for. */
static const json_t *recipient(const struct checking *k, const struct prose *p)
{
	const json_t *to = json_object_get(k->reply.parameters, "to");
	json_t *person;
	size_t i;

	json_array_foreach(json_object_get(k->reply.parameters, "people"), i, person) {
		const char *address = fact(person, "address"), *name = fact(person, "name");

		if (p->to && ((address && text_contains_fold(p->to, address)) ||
			      (!text_is_empty(name) && text_contains_fold(p->to, name))))
			return person;
	}
	return json_array_size(to) == 1 ? json_array_get(to, 0) : NULL;
}

/* How far the greeting is from that person's first name: 0 it stands there, up to 2 nearly. */
static size_t greeting_distance(const struct prose *p, const json_t *person)
{
	const char *name = fact_text(person, "name");
	cleanup_free char *first = text_format("%.*s", (int)strcspn(name, " "), name);
	size_t best = 3;

	for (size_t i = p->sentences[0].first; first && *first && i < p->sentences[0].end; i++) {
		cleanup_free char *word = prose_excerpt(p, i, i + 1);
		size_t distance = word ? text_distance(first, word, 2) : 3;

		best = distance < best ? distance : best;
	}
	return strlen(first ? first : "") > 3 || best == 0 ? best : 3;
}

/* Of several, the one whose name stands in the greeting, or nearly. */
static const json_t *greeted(const struct checking *k, const struct prose *p)
{
	const json_t *found = NULL;
	size_t i, nearest = 3;
	json_t *person;

	if (p->n_sentences == 0 || p->sentences[0].part != PART_GREETING)
		return NULL;
	json_array_foreach(json_object_get(k->reply.parameters, "to"), i, person) {
		size_t distance = greeting_distance(p, person);

		if (distance >= nearest)
			continue;
		nearest = distance;
		found = person;
	}
	return found;
}

static enum purpose purpose_of(const struct checking *k)
{
	const char *as = asked(k, "as");

	return check_purpose(as ? as : fact(k->reply.parameters, "milestone"));
}

/* ---- Reading ------------------------------------------------------------------------------------ */

static int add_letter(struct checking *k, const char *file, unsigned first_line, const char *text)
{
	struct check *c = &k->letters[k->n];

	if (k->n == LETTERS_MAX)
		return letters_fail(k->q, CODE_USAGE, "These are more letters than %d",
				    LETTERS_MAX);
	k->names[k->n] = text_copy(file);
	*c = (struct check){ .file = k->names[k->n], .first_line = first_line };
	if (!c->file || prose_read(text, &k->phrases, &c->prose) < 0)
		return letters_fail(k->q, CODE_FAILED, "Not enough memory");
	const json_t *to = recipient(k, &c->prose);
	k->contexts[k->n] = (struct letter_context){
		.reply = k->reply.parameters,
		.to = to ? to : greeted(k, &c->prose),
		.language = &k->language,
		.phrases = &k->phrases,
		.purpose = purpose_of(k),
		.is_short = text_equal(asked(k, "via"), "linkedin"),
	};
	c->context = &k->contexts[k->n++];
	c->speller = k->speller;
	return CODE_DONE;
}

/* A file may hold several letters, with a line of = between them, as `draft` prints them. */
static int add_text(struct checking *k, const char *file, char *text)
{
	unsigned line = 0, first = 0;
	char *begin = text, *at = text;
	int code = CODE_DONE;

	while (*at && code == CODE_DONE) {
		size_t size = strcspn(at, "\n");
		bool ends = text_starts(at, RULE_LINE) && strspn(at, "=") == size;
		char *next = at + size + (at[size] != 0);

		line++;
		if (ends) {
			*at = '\0';
			code = add_letter(k, file, first, begin);
			begin = next;
			first = line;
		}
		at = next;
	}
	return code == CODE_DONE ? add_letter(k, file, first, begin) : code;
}

static int read_file(struct checking *k, const char *path)
{
	bool standard = text_equal(path, "-");
	cleanup_free char *text = NULL;
	int r = letter_file_read(standard ? NULL : path, &text);

	if (r == -EILSEQ)
		return letters_fail(k->q, CODE_USAGE, "%s is no UTF-8 text", path);
	if (r < 0)
		return letters_fail(k->q, CODE_USAGE, "%s: %s", path, strerror(-r));
	if (text_is_empty(text))
		return letters_fail(k->q, CODE_USAGE, "%s is empty: there is no letter in it",
				    path);
	cleanup_free char *decoded = mail_decode(text);
	return add_text(k, standard ? _("standard input") : path, decoded ? decoded : text);
}

static int read_files(struct checking *k)
{
	const json_t *files = json_object_get(k->q->parameters, "files");
	int code = CODE_DONE;
	json_t *file;
	size_t i;

	if (!files)
		return read_file(k, "-");
	json_array_foreach(files, i, file)
		if (code == CODE_DONE)
			code = read_file(k, json_string_value(file));
	return code;
}

static int check_all(struct checking *k)
{
	for (size_t i = 0; i < k->n; i++) {
		k->letters[i].others = k->letters;
		k->letters[i].n_others = k->n;
		if (check_letter(&k->letters[i]) < 0)
			return letters_fail(k->q, CODE_FAILED, "Not enough memory");
	}
	return CODE_DONE;
}

/* ---- Saying ------------------------------------------------------------------------------------- */

static size_t count(const struct checking *k, enum level level)
{
	size_t n = 0;

	for (size_t i = 0; i < k->n; i++)
		for (size_t j = 0; j < k->letters[i].n_findings; j++)
			n += k->letters[i].findings[j].level == level;
	return n;
}

static json_t *finding_json(const struct finding *f)
{
	cleanup_free char *why = check_why(f->rule);

	return json_pack("{s:s, s:s, s:i, s:i, s:s, s:s, s:s}", "rule", f->rule->id, "level",
			 check_level_to_text(f->level), "line", (int)f->line, "column",
			 (int)f->column, "text", f->text, "why", why ? why : "", "mend",
			 _(f->rule->mend));
}

static json_t *letter_json(const struct check *c)
{
	json_t *findings = json_array();

	for (size_t i = 0; i < c->n_findings; i++)
		json_array_append_new(findings, finding_json(&c->findings[i]));
	return json_pack("{s:s, s:i, s:s, s:s?, s:i, s:o}", "file", c->file, "line",
			 (int)c->first_line + 1, "language", c->context->language->code, "to",
			 fact(c->context->to, "name"), "words", (int)c->prose.n_text_words,
			 "findings", findings);
}

static int say_json(const struct checking *k)
{
	json_t *list = json_array();

	for (size_t i = 0; i < k->n; i++)
		json_array_append_new(list, letter_json(&k->letters[i]));
	cleanup_json json_t *answer =
		json_pack("{s:i, s:o, s:b, s:O?}", "version", 1, "letters", list, "spelling",
			  k->speller != NULL, "pace", json_object_get(k->reply.parameters, "pace"));
	return cli_say_json(answer);
}

static void say_finding(const struct checking *k, const struct check *c, const struct finding *f)
{
	static const enum style styles[] = { STYLE_LATE, STYLE_DUE, STYLE_DIM };
	cleanup_free char *why = check_why(f->rule);

	output_line(k->o, 0, styles[f->level], "%s:%u:%u: %s: %s [%s]", c->file, f->line, f->column,
		    _(check_level_to_text(f->level)), f->text, f->rule->id);
	output_line(k->o, 4, STYLE_PLAIN, "Why: %s.", why ? why : "");
	output_line(k->o, 4, STYLE_PLAIN, "Better: %s.", _(f->rule->mend));
}

static void say_sum(const struct checking *k)
{
	size_t words = 0;

	for (size_t i = 0; i < k->n; i++)
		words += k->letters[i].prose.n_text_words;
	output_line(k->o, 0, STYLE_HEADING,
		    P_("%zu must change, %zu should, %zu may. %zu words in %zu letter.",
		       "%zu must change, %zu should, %zu may. %zu words in %zu letters.", k->n),
		    count(k, LEVEL_MUST), count(k, LEVEL_SHOULD), count(k, LEVEL_MAY), words, k->n);
}

static int say(const struct checking *k)
{
	const json_t *pace = json_object_get(k->reply.parameters, "pace");
	int code = CODE_DONE;

	if (k->q->json) {
		code = say_json(k);
	} else {
		for (size_t i = 0; i < k->n; i++)
			for (size_t j = 0; j < k->letters[i].n_findings; j++)
				say_finding(k, &k->letters[i], &k->letters[i].findings[j]);
		say_sum(k);
		fflush(stdout);
	}
	if (json_is_object(pace))
		letters_note("Not yet: %s", fact_text(pace, "text"));
	if (code != CODE_DONE || count(k, LEVEL_MUST) > 0)
		return CODE_FAILED;
	return json_is_object(pace) ? CODE_PUSHY : CODE_DONE;
}

static void checking_done(struct checking *k)
{
	for (size_t i = 0; i < k->n; i++)
		check_done(&k->letters[i]);
	for (size_t i = 0; i < LETTERS_MAX; i++)
		free(k->names[i]);
	speller_close(k->speller);
	phrases_done(&k->phrases);
	language_done(&k->language);
	letter_files_done(&k->files);
	reply_done(&k->reply);
}

int check_run(const struct request *q, struct output *o)
{
	struct checking k = { .q = q, .o = o };
	int code = check_arguments(&k);

	if (code == CODE_DONE)
		code = ask_facts(&k);
	if (code == CODE_DONE && letter_files_init(&k.files) < 0)
		code = letters_fail(q, CODE_FAILED, "Not enough memory");
	if (code == CODE_DONE)
		code = read_language(&k);
	if (code == CODE_DONE) {
		open_speller(&k);
		code = read_files(&k);
	}
	if (code == CODE_DONE)
		code = check_all(&k);
	if (code == CODE_DONE)
		code = say(&k);
	checking_done(&k);
	return code;
}
