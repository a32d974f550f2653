/* SPDX-License-Identifier: MIT */
#pragma once

/*
 * Where things are: the XDG directories and the control socket, for the daemon and the CLI alike.
 * As the XDG base directory specification says, a variable that is empty or holds a relative path
 * counts as not set. All functions: caller frees *ret; -ENOENT: the environment names no such
 * directory and there is no sane default; -ENOMEM.
 */

int path_book(char **ret);     /* $XDG_DATA_HOME/followupd/interviews.ini */
int path_settings(char **ret); /* $XDG_CONFIG_HOME/followupd/followupd.conf */
int path_memory(char **ret);   /* $XDG_STATE_HOME/followupd/popups.ini */

/*
 * $XDG_RUNTIME_DIR/followupd/control, else /run/user/UID/followupd/control if that directory is
 * ours alone. Never a place others share.
 * -ENOENT: neither; -ENAMETOOLONG: does not fit a socket address.
 */
int path_socket(char **ret);

/*
 * Makes the directory of `path` with all that is missing above it, mode 0700. Symbolic links to
 * directories are fine. 0; -ENOTDIR: something else stands in the way; else errno of mkdir().
 */
int path_make_parents(const char *path);

/*
 * What a file in `directory` means by `text`: "~/x" is below $HOME, an absolute path is itself, anything else is below the
 * directory. -ENOENT: there is no home.
 */
int path_meant(const char *text, const char *directory, char **ret);
