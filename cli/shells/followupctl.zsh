#compdef followupctl
# Completion of followupctl for zsh. It knows no verbs: at each Tab it asks followupctl what could come.

_followupctl() {
    local line value
    # Those that end with = go on behind it.
    local -a whole=() open=() typed=("${(@Q)words[2,CURRENT]}")

    for line in "${(@f)$(${~words[1]} completion zsh -- "${typed[@]}" 2>/dev/null)}"; do
        [[ -n $line ]] || continue
        if [[ $line == :files ]]; then
            _files
            return
        fi
        value=${line%%$'\t'*}
        [[ $line == *$'\t'* ]] && line=${value//:/\\:}:${line#*$'\t'} || line=${value//:/\\:}
        [[ $value == *= ]] && open+=("$line") || whole+=("$line")
    done
    (( $#whole )) && _describe -V followupctl whole
    (( $#open )) && _describe -V followupctl open -S ''
}

if [[ $zsh_eval_context[-1] == loadautofunc ]]; then
    _followupctl "$@"
else
    compdef _followupctl followupctl
fi
