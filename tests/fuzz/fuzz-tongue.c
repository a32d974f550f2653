/* SPDX-License-Identifier: MIT */

/* A catalogue of translations that is damaged, or none at all: it is refused, or has words for everything, be it the English ones. */

#include "tests/fuzz/fuzz.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include "common/cleanup.h"
#include "common/tongue.h"

/* A directory in which the catalogue of "ru" is a link to a file in memory, one for all inputs of this process. */
static struct {
	char directory[32], path[96];
	int fd;
} place = { .fd = -1 };

static void place_done(void)
{
	unlink(place.path);
	for (char *slash;
	     (slash = strrchr(place.path, '/')) && slash > place.path + strlen("/tmp");) {
		*slash = '\0';
		rmdir(place.path);
	}
}

static void place_init(void)
{
	char target[64];

	place.fd = memfd_create("catalogue", MFD_CLOEXEC);
	snprintf(place.directory, sizeof(place.directory), "/tmp/fuzz-tongue-XXXXXX");
	assert_true(place.fd >= 0 && mkdtemp(place.directory));
	snprintf(place.path, sizeof(place.path), "%s/ru", place.directory);
	assert_return_code(mkdir(place.path, 0700), errno);
	snprintf(place.path, sizeof(place.path), "%s/ru/LC_MESSAGES", place.directory);
	assert_return_code(mkdir(place.path, 0700), errno);
	snprintf(place.path, sizeof(place.path), "%s/ru/LC_MESSAGES/followupd.mo", place.directory);
	snprintf(target, sizeof(target), "/proc/self/fd/%d", place.fd);
	assert_return_code(symlink(target, place.path), errno);
	atexit(place_done);
}

static int open_catalogue(const uint8_t *data, size_t size, struct tongue **ret)
{
	if (place.fd < 0)
		place_init();
	assert_return_code(ftruncate(place.fd, 0), errno);
	assert_int_equal(pwrite(place.fd, data, size, 0), size);
	return tongue_open(place.directory, "ru", ret);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static const char *const texts[] = { "", "a", "zoo", "never translated", "unheard of" };
	struct tongue *t;

	if (open_catalogue(data, size, &t) < 0)
		return 0;
	for (size_t i = 0; i < ELEMENTS(texts); i++)
		assert_true(strlen(tongue_say(t, texts[i])) <= size + strlen(texts[i]));
	for (size_t n = 0; n < 200; n += n < 25 ? 1 : 37)
		assert_true(strlen(tongue_count(t, "%lld day", "%lld days", n)) <= size + 9);
	assert_string_equal(tongue_language(t), "ru");
	tongue_free(t);
	return 0;
}
