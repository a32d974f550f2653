/* SPDX-License-Identifier: MIT */
#include "etiquette/person.h"

#include <errno.h>
#include <string.h>

#include "common/cleanup.h"
#include "common/text.h"

/* "Name <address>" in its two parts, each in place; either may be NULL. */
static void person_split(char *text, char **ret_name, char **ret_address)
{
	char *open = strrchr(text, '<'), *close_at = open ? strchr(open, '>') : NULL;

	*ret_name = *ret_address = NULL;
	if (close_at) {
		*open = *close_at = '\0';
		*ret_address = text_trim(open + 1);
	}
	text = text_trim(text);
	if (!*ret_address && strchr(text, '@'))
		*ret_address = text;
	else if (*text)
		*ret_name = text;
}

static size_t first_word_size(const char *name)
{
	return strcspn(name, " \t");
}

static bool first_name_is(const struct person *p, const char *text)
{
	size_t size = first_word_size(p->name);

	return strlen(text) == size && text_starts_fold(p->name, text);
}

static bool address_is(const struct person *p, const char *text)
{
	return p->address && text_equal_fold(p->address, text);
}

static bool name_is(const struct person *p, const char *text)
{
	return text_equal_fold(p->name, text);
}

static int person_match(const struct interview *i, const char *text,
			bool (*matches)(const struct person *, const char *),
			const struct person **ret)
{
	const struct person *found = NULL;

	for (size_t k = 0; k < i->n_people; k++) {
		if (!i->people[k].name || !matches(&i->people[k], text))
			continue;
		/* The same person may stand there as interviewer and as contact. */
		if (found && !(address_is(&i->people[k], found->address ? found->address : "")))
			return -ENOTUNIQ;
		if (!found)
			found = &i->people[k];
	}
	if (!found)
		return -ENOENT;
	*ret = found;
	return 0;
}

int person_find(const struct interview *i, const char *text, const struct person **ret)
{
	cleanup_free char *copy = text_copy(text);
	char *name, *address;
	int r = -ENOENT;

	if (!copy)
		return -ENOMEM;
	person_split(copy, &name, &address);
	if (address)
		r = person_match(i, address, address_is, ret);
	if (name && r == -ENOENT)
		r = person_match(i, name, name_is, ret);
	if (name && !address && r == -ENOENT)
		r = person_match(i, name, first_name_is, ret);
	return r;
}

bool person_is_same(const struct person *a, const struct person *b)
{
	if (a == b)
		return true;
	if (a->address && b->address)
		return text_equal_fold(a->address, b->address);
	return text_equal_fold(a->name, b->name);
}

char *person_to_text(const struct person *p)
{
	return p->address ? text_format("%s <%s>", p->name, p->address) : text_copy(p->name);
}

/* ---- Robots ------------------------------------------------------------------------------------- */

/* Parts of an address before the @, without '-', '_' and '.', that no human reads. */
static const char *const robot_parts[] = { "noreply", "donotreply", "dontreply", "noanswer",
					   "unmonitored" };
static const char *const robot_names[] = { "notification", "notifications", "mailerdaemon",
					   "postmaster",   "bounce",        "bounces",
					   "automated",    "autoconfirm",   "autoreply" };
/* Hosts from which applicant-tracking systems and calendars send. */
static const char *const robot_hosts[] = {
	"greenhouse-mail.io",
	"hire.lever.co",
	"myworkday.com",
	"myworkdayjobs.com",
	"talent.icims.com",
	"applytojob.com",
	"workablemail.com",
	"teamtailor-mail.com",
	"taleo.net",
	"brassring.com",
	"avature.net",
	"app.bamboohr.com",
	"m.personio.de",
	"recruitee-mail.com",
	"successfactors.com",
	"successfactors.eu",
	"smartrecruiters.com",
	"jobvite.com",
	"resource.calendar.google.com",
	"group.calendar.google.com",
};

static bool host_is_below(const char *host, size_t size, const char *domain)
{
	size_t tail = strlen(domain);

	return size >= tail && host[size - 1] == domain[tail - 1] &&
	       text_equal_fold(host + size - tail, domain) &&
	       (size == tail || host[size - tail - 1] == '.');
}

/* What stands before the @, in small letters, up to a '+' and without '-', '_' and '.'. */
static void take_local(const char *address, const char *at, char *local, size_t room)
{
	size_t n = 0;

	for (const char *c = address; c < at && *c != '+' && n < room - 1; c++)
		if (*c != '-' && *c != '_' && *c != '.')
			local[n++] = *c >= 'A' && *c <= 'Z' ? (char)(*c - 'A' + 'a') : *c;
	local[n] = '\0';
}

bool address_is_robot(const char *address)
{
	const char *at = address ? strrchr(address, '@') : NULL;
	char local[128];
	size_t size;

	if (!at)
		return false;
	take_local(address, at, local, sizeof(local));
	for (size_t i = 0; i < ELEMENTS(robot_parts); i++)
		if (strstr(local, robot_parts[i]))
			return true;
	for (size_t i = 0; i < ELEMENTS(robot_names); i++)
		if (strcmp(local, robot_names[i]) == 0)
			return true;
	size = strlen(at + 1);
	for (size_t i = 0; i < ELEMENTS(robot_hosts); i++)
		if (host_is_below(at + 1, size, robot_hosts[i]))
			return true;
	return false;
}
