/* SPDX-License-Identifier: MIT */
#include "cli/letters/letter.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "cli/facts.h"
#include "cli/letters/facts.h"
#include "cli/letters/mail.h"
#include "cli/letters/template.h"
#include "cli/safe.h"
#include "common/cleanup.h"
#include "common/text.h"

#define THREAD_MAX 900 /* so that a header with it stays a line by RFC 5322 */

/* Asking for what they promised is another letter than keeping one's own. */
static const char *template_of(const json_t *reply)
{
	return fact_is_true(reply, "theirs") ? "promise-theirs" : fact_text(reply, "milestone");
}

static void add_word(struct text *t, const char *before, const char *word)
{
	cleanup_free char *quoted = safe_shell_word(word);

	text_add(t, "%s%s", before, quoted ? quoted : "");
	t->failed |= !quoted;
}

/* What begins like an option is glued to its own. */
static void add_option(struct text *t, const char *option, const char *value)
{
	text_add(t, " %s", option);
	add_word(t, value[0] == '-' ? "=" : " ", value);
}

char *letter_sent_command(const struct letter *l)
{
	cleanup_text struct text t = { 0 };

	/* A promise of one's own is kept, not just written about. */
	if (l->keeps) {
		add_word(&t, "followupctl kept ", l->id);
		if (l->promise)
			add_word(&t, l->promise[0] == '-' ? " -- " : " ", l->promise);
		return text_take(&t);
	}
	add_word(&t, "followupctl sent ", l->id);
	add_word(&t, " ", l->milestone);
	if (l->name)
		add_option(&t, "--to", l->name);
	if (!text_equal(l->channel, "email"))
		add_option(&t, "--via", l->channel);
	if (l->promise || l->subject[0])
		add_option(&t, "--text", l->promise ? l->promise : l->subject);
	return text_take(&t);
}

/* A Message-ID: it stands in a header as it is, and cannot be broken into lines. */
static bool is_good_thread(const char *thread)
{
	size_t n = thread ? strlen(thread) : 0;

	if (n <= 4 || n > THREAD_MAX || thread[0] != '<' || thread[n - 1] != '>')
		return false;
	for (size_t i = 1; i < n - 1; i++)
		if (thread[i] <= ' ' || thread[i] >= 0x7f || strchr("<>", thread[i]))
			return false;
	return strchr(thread, '@') != NULL;
}

/* Where several are open, its text tells which is meant. */
static const char *promise_named(const json_t *reply)
{
	json_t *p;
	size_t i, n_open = 0;

	json_array_foreach(json_object_get(reply, "promises"), i, p)
		n_open += !fact(p, "kept");
	return n_open > 1 && text_equal(fact(reply, "milestone"), "promise")
		       ? fact(letter_promise(reply), "text")
		       : NULL;
}

static int describe(struct letter *l, const json_t *reply, const json_t *to,
		    const struct letter_wish *wish)
{
	const char *address = fact(to, "address"), *thread = fact(reply, "thread");
	const char *name = fact(to, "name");

	l->name = name && !strchr(name, '@') ? template_line(name) : NULL;
	if (mail_address_is_good(address) && !fact_is_true(to, "robot"))
		l->address = text_copy(address);
	l->thread = is_good_thread(thread) ? text_copy(thread) : NULL;
	l->language = text_copy(wish->language);
	l->milestone = text_copy(fact_text(reply, "milestone"));
	l->channel = text_copy(wish->channel);
	l->n_blanks = template_count_blanks(l->subject) + template_count_blanks(l->body);
	l->id = text_copy(fact_text(json_object_get(reply, "interview"), "id"));
	l->promise = text_copy(promise_named(reply));
	l->keeps = text_equal(l->milestone, "promise") && !fact_is_true(reply, "theirs");
	return l->language && l->milestone && l->channel && l->id ? 0 : -ENOMEM;
}

/* Members of a panel get the templates in turn. */
static size_t number_of(const json_t *reply, const json_t *to)
{
	json_int_t number = json_integer_value(json_object_get(to, "number"));

	return text_equal(fact(reply, "milestone"), "thank-you") && number > 0 ? (size_t)number : 0;
}

int letter_write(const struct letter_files *files, const json_t *reply, const json_t *to,
		 const struct letter_wish *wish, struct letter *ret, char **ret_path,
		 struct complaints *complaints)
{
	cleanup_language struct language language = { 0 };
	cleanup_letter_facts struct letter_facts facts = { 0 };
	cleanup_letter struct letter l = { 0 };
	cleanup_free char *text = NULL;
	int r;

	r = language_read(files, wish->language, &language, complaints);
	if (r >= 0)
		r = letter_files_template(files, template_of(reply), wish->channel, wish->language,
					  number_of(reply, to), &l.file, &text);
	if (r < 0) {
		*ret_path = TAKE_PTR(l.file);
		return r;
	}
	letter_facts_init(&facts, reply, to, files, &language);
	const struct template_facts places = letter_facts_of(&facts);
	r = template_fill(l.file, text, &places, &l.subject, &l.body, complaints);
	if (r >= 0)
		r = describe(&l, reply, to, wish);
	if (r < 0)
		return r;
	*ret = l;
	l = (struct letter){ 0 };
	return 0;
}

void letter_done(struct letter *l)
{
	char *const owned[] = { l->name,   l->address,  l->subject,   l->body,
				l->thread, l->language, l->milestone, l->channel,
				l->file,   l->id,       l->promise };

	for (size_t i = 0; i < ELEMENTS(owned); i++)
		free(owned[i]);
	*l = (struct letter){ 0 };
}

/* ---- In a file ---------------------------------------------------------------------------------- */

char *letter_to_text(const struct letter *l)
{
	cleanup_text struct text t = { 0 };

	if (l->address)
		text_add(&t, "To: %s%s%s%s\n", l->name ? l->name : "", l->name ? " <" : "",
			 l->address, l->name ? ">" : "");
	else if (l->name)
		text_add(&t, "To: %s\n", l->name);
	if (l->subject[0])
		text_add(&t, "Subject: %s\n", l->subject);
	text_add(&t, "%s%s\n", t.size > 0 ? "\n" : "", l->body);
	return text_take(&t);
}

/* The line at *rest, if it is a header; *rest moves behind it. */
static char *take_header(const char **rest)
{
	size_t name = strspn(*rest, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz-");
	size_t size = strcspn(*rest, "\n");
	char *line;

	if (name == 0 || (*rest)[name] != ':')
		return NULL;
	line = text_format("%.*s", (int)size, *rest);
	*rest += size + ((*rest)[size] != 0);
	return line;
}

int letter_from_text(struct letter *l, const char *text)
{
	cleanup_free char *subject = text_copy("");
	char *line;

	while ((line = take_header(&text))) {
		cleanup_free char *header = line;

		if (!text_starts_fold(header, "Subject:"))
			continue;
		free(subject);
		subject = template_line(header + strlen("Subject:"));
	}
	text += strspn(text, "\n");
	cleanup_free char *body = text_copy(text);
	if (!subject || !body)
		return -ENOMEM;
	for (size_t n = strlen(body); n > 0 && body[n - 1] == '\n';)
		body[--n] = '\0';
	free(l->subject);
	free(l->body);
	l->subject = TAKE_PTR(subject);
	l->body = TAKE_PTR(body);
	l->n_blanks = template_count_blanks(l->subject) + template_count_blanks(l->body);
	return 0;
}
