# Makes the settings of followupd.conf(5) of the example that is shipped: `;key = value` with its comment above it
# becomes an entry, `[section]` a heading. Whatever stands behind the last key of the table is left out.

/^;\[/ { exit }
/^; / { words = words (words == "" ? "" : "\n") "\t" substr($0, 3) }
/^$/ { words = "" }
/^\[/ {
	sub(/^\t/, "", words)
	printf "## %s\n\n%s\n\n", $0, words
	words = ""
}
/^;[a-z]/ {
	key = substr($1, 2)
	value = $0
	sub(/^[^=]*= ?/, "", value)
	printf "*%s* = %s\n%s\n\n", key, value, words
	words = ""
}
