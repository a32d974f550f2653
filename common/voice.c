/* SPDX-License-Identifier: MIT */
#include "common/voice.h"

#include <errno.h>
#include <libgen.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "common/cleanup.h"
#include "common/limits.h"
#include "common/log.h"
#include "common/text.h"

static struct {
	const struct tongue *now, *own;
	char wish[LANGUAGES_MAX + 1];
	struct tongue *known[TONGUES_MAX]; /* kept once they were asked for */
	size_t n_known;
} state;

const struct tongue *voice(void)
{
	return state.now;
}

const struct tongue *voice_own(void)
{
	return state.own;
}

const char *voice_wish(void)
{
	return *state.wish ? state.wish : "en";
}

/* Beside a program that was built and not installed lies what was built with it. */
static int open_anywhere(const char *language, struct tongue **ret)
{
	char self[PATH_MAX];
	ssize_t n = readlink("/proc/self/exe", self, sizeof(self) - 1);
	cleanup_free char *beside = NULL;
	int r = -ENOENT;

	if (n > 0) {
		self[n] = '\0';
		beside = text_format("%s/locale", dirname(self));
		if (!beside)
			return -ENOMEM;
		r = tongue_open(beside, language, ret);
	}
	return r == -ENOENT ? tongue_open(FOLLOWUPD_LOCALE, language, ret) : r;
}

/* NULL: there is no catalogue for it, or no room for more of them. */
static const struct tongue *find_one(const char *language)
{
	struct tongue *t;
	int r;

	for (size_t i = 0; i < state.n_known; i++)
		if (text_equal(tongue_language(state.known[i]), language))
			return state.known[i];
	if (state.n_known == TONGUES_MAX)
		return NULL;
	r = open_anywhere(language, &t);
	if (r < 0) {
		if (r != -ENOENT)
			log_debug("No catalogue for \"%s\": %s", language, strerror(-r));
		return NULL;
	}
	state.known[state.n_known++] = t;
	return t;
}

/* "de_AT.UTF-8@euro" is looked for as de_AT and as de. */
const struct tongue *voice_find(const char *languages)
{
	while (*languages) {
		size_t size = strcspn(languages, ":");
		char language[LANGUAGES_MAX + 1];
		const struct tongue *found;

		if (size <= LANGUAGES_MAX) {
			memcpy(language, languages, size);
			language[size] = '\0';
			language[strcspn(language, ".@")] = '\0';
			found = find_one(language);
			language[strcspn(language, "_")] = '\0';
			if (!found && !text_equal(language, "en"))
				found = find_one(language);
			if (found || text_equal(language, "en"))
				return found;
		}
		languages += size + (languages[size] == ':');
	}
	return NULL;
}

/* As gettext(3) has it: LANGUAGE counts where there is any locale but that of C. */
static const char *wished(void)
{
	static const char *const names[] = { "LC_ALL", "LC_MESSAGES", "LANG" };
	const char *locale = NULL, *languages = getenv("LANGUAGE");

	for (size_t i = 0; i < ELEMENTS(names) && text_is_empty(locale); i++)
		locale = getenv(names[i]);
	if (text_is_empty(locale) || text_equal(locale, "C") || text_equal(locale, "POSIX"))
		return "en";
	if (!text_is_empty(languages))
		return languages;
	return text_starts(locale, "C.") ? "en" : locale;
}

void voice_open(void)
{
	const char *wish = wished();

	if (strlen(wish) <= LANGUAGES_MAX)
		memcpy(state.wish, wish, strlen(wish) + 1);
	state.now = state.own = voice_find(wish);
}

const struct tongue *voice_speak(const struct tongue *t)
{
	const struct tongue *before = state.now;

	state.now = t;
	return before;
}

void voice_again(const struct tongue **before)
{
	state.now = *before;
}

void voice_rest(void)
{
	for (size_t i = 0; i < state.n_known; i++)
		tongue_rest(state.known[i]);
}
