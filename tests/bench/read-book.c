/* SPDX-License-Identifier: MIT */

/* Prints how long a large book takes to read, and inih alone, in CPU seconds: the best of some. For read_book.py. */

#include <stdio.h>
#include <stdlib.h>

#include "tests/config/large-book.h"

#define INTERVIEWS 100000
#define TRIES      5

int main(void)
{
	cleanup_text struct text text = { 0 };
	double book = 1e9, inih = 1e9;

	large_book(&text, INTERVIEWS);
	for (int i = 0; i < TRIES; i++) {
		double b = large_book_seconds(&text, INTERVIEWS);
		double a = large_book_inih_seconds(&text);

		book = b < book ? b : book;
		inih = a < inih ? a : inih;
	}
	printf("%d %.3f %.3f\n", INTERVIEWS, book, inih);
	return 0;
}
