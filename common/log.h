/* SPDX-License-Identifier: MIT */
#pragma once

/*
 * Words for the journal or the terminal, on stderr. Under systemd each line begins with its priority ("<3>"), in a
 * terminal with the program's name. errno is kept. Lower rooms log at debug level only: they return errors, programs say them.
 */

#include <errno.h>
#include <stdbool.h>
#include <syslog.h>

/* Once, at the start of main(). `name` must outlive all calls. Debug lines only when `debug`. */
void log_open(const char *name, bool debug);

void log_at(int priority, const char *format, ...) __attribute__((format(printf, 2, 3)));
/* The same with ": strerror" behind it; returns `error`, negative, so that one can `return log_errno(…)`. */
int log_at_errno(int priority, int error, const char *format, ...)
	__attribute__((format(printf, 3, 4)));

#define log_debug(...)                log_at(LOG_DEBUG, __VA_ARGS__)
#define log_info(...)                 log_at(LOG_INFO, __VA_ARGS__)
#define log_notice(...)               log_at(LOG_NOTICE, __VA_ARGS__)
#define log_warning(...)              log_at(LOG_WARNING, __VA_ARGS__)
#define log_error(...)                log_at(LOG_ERR, __VA_ARGS__)
#define log_warning_errno(error, ...) log_at_errno(LOG_WARNING, (error), __VA_ARGS__)
#define log_error_errno(error, ...)   log_at_errno(LOG_ERR, (error), __VA_ARGS__)
#define log_oom()                     log_at_errno(LOG_ERR, -ENOMEM, "Not enough memory")
