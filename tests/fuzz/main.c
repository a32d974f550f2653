/* SPDX-License-Identifier: MIT */

/*
 * A fuzz target as a plain test: `fuzz-book` reads each file of its corpus once, `fuzz-book FILE…` just these. Where a fuzzer is
 * linked, this file is not.
 */

#include "tests/fuzz/fuzz.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "common/cleanup.h"
#include "common/text.h"

#define CORPUS "tests/fuzz/corpus"

static void try_file(void **state)
{
	const char *path = *state;
	cleanup_close int fd = open(path, O_RDONLY | O_CLOEXEC);
	cleanup_free uint8_t *data = NULL;
	struct stat st;

	assert_return_code(fd, errno);
	assert_return_code(fstat(fd, &st), errno);
	data = malloc((size_t)st.st_size + (st.st_size == 0));
	assert_non_null(data);
	assert_int_equal(read(fd, data, (size_t)st.st_size), st.st_size);
	LLVMFuzzerTestOneInput(data, (size_t)st.st_size);
}

/* The target's name is that of the program. */
static char *corpus_of(const char *program)
{
	const char *slash = strrchr(program, '/');
	const char *name = slash ? slash + 1 : program;

	return text_format(CORPUS "/%s", text_starts(name, "fuzz-") ? name + 5 : name);
}

static int is_input(const struct dirent *entry)
{
	return entry->d_name[0] != '.';
}

/* The paths of the files in a directory, sorted; caller frees. -1: it cannot be read. */
static int list(const char *directory, char ***ret)
{
	struct dirent **entries;
	int n = scandir(directory, &entries, is_input, alphasort);

	if (n < 0)
		return n;
	*ret = calloc((size_t)n + 1, sizeof(**ret));
	for (int i = 0; i < n; i++) {
		if (*ret)
			(*ret)[i] = text_format("%s/%s", directory, entries[i]->d_name);
		free(entries[i]);
	}
	free(entries);
	return *ret ? n : -1;
}

static int run(char **paths, size_t n)
{
	cleanup_free struct CMUnitTest *tests = calloc(n + 1, sizeof(*tests));

	if (!tests)
		return EXIT_FAILURE;
	for (size_t i = 0; i < n; i++)
		tests[i] = (struct CMUnitTest){
			.name = paths[i],
			.test_func = try_file,
			.initial_state = paths[i],
		};
	return _cmocka_run_group_tests("corpus", tests, n, NULL, NULL);
}

int main(int argc, char **argv)
{
	cleanup_free char *directory = corpus_of(argv[0]);
	char **paths = NULL;
	int n, status;

	if (argc > 1)
		return run(argv + 1, (size_t)argc - 1);
	n = directory ? list(directory, &paths) : -1;
	if (n <= 0) {
		fprintf(stderr, "There is no corpus: %s\n", directory);
		return EXIT_FAILURE;
	}
	status = run(paths, (size_t)n);
	for (int i = 0; i < n; i++)
		free(paths[i]);
	free(paths);
	return status;
}
