/* SPDX-License-Identifier: MIT */
#pragma once

/*
 * What a change did to an INI text, line by line, so that it can be taken back later, or made on a
 * text that was changed elsewhere meanwhile. A patch is a JSON array of hunks, as the history keeps
 * it: {"section": the section its first line is in, "line": its number, "above" and "below": the lines
 * around it or null, "old": the lines that were taken out, "new": those that were put in}, all as in
 * the text that came of it. Line endings are not part of a line.
 */

#include <jansson.h>
#include <stdbool.h>
#include <stddef.h>

#include "common/text.h"

#define PATCH_SIZE_MAX ((size_t)256 * 1024) /* of the lines in it, in bytes */

/*
 * The lines that differ. 0; -E2BIG: over PATCH_SIZE_MAX; -EILSEQ: a line is not UTF-8, so JSON cannot
 * hold it; -ENOMEM.
 */
int patch_make(const char *before, size_t before_size, const char *after, size_t after_size,
	       json_t **ret);

enum patch_way { PATCH_FORWARD, PATCH_BACK };

/*
 * Makes or takes back the patch on `text` and puts what comes of it into `ret`, which is empty. The
 * lines must still be there as the patch knows them, in their section; around them anything may
 * have changed. 0; -ESTALE: some of them are not; -EBADMSG: no patch; -ENOMEM.
 */
int patch_apply(const json_t *patch, enum patch_way way, const char *text, size_t size,
		struct text *ret);

/* All lines that go in (or, with PATCH_BACK, that went out), as array. NULL: memory is out. */
json_t *patch_lines(const json_t *patch, enum patch_way way);
