# shellcheck shell=bash
# Completion of followupctl for bash. It knows no verbs: at each Tab it asks followupctl what could come.

_followupctl() {
    local program=${COMP_WORDS[0]} rest=$COMP_LINE typed=${COMP_WORDS[COMP_CWORD]} before value quote i
    local -a words=()

    # bash breaks words at = and : too; what stands together is one word.
    for ((i = 0; i <= COMP_CWORD; i++)); do
        value=${COMP_WORDS[i]}
        before=${rest%%"$value"*} rest=${rest#*"$value"}
        if ((i > 1)) && [[ -n $value && -z $before ]]; then
            words[-1]+=$value
        elif ((i > 0)); then
            words+=("$value")
        fi
    done
    [[ $typed == [=:] ]] && typed=
    local kept=${words[-1]%"$typed"} # it stays before what is completed

    # Words as they are meant, not as they are written.
    for ((i = 0; i < ${#words[@]}; i++)); do
        quote=${words[i]:0:1}
        case $quote in
            \' | \") words[i]=${words[i]//"$quote"/} ;;
            *) words[i]=${words[i]//\\/} quote= ;;
        esac
    done

    type -P "$program" >/dev/null || program=followupctl
    COMPREPLY=()
    while IFS=$'\t' read -r value _; do
        if [[ $value == :files ]]; then
            compopt -o filenames 2>/dev/null
            mapfile -t COMPREPLY < <(compgen -f -- "$typed")
            return
        fi
        [[ $quote ]] || printf -v value %q "$value"
        COMPREPLY+=("${value#"$kept"}")
    done < <("$program" completion bash -- "${words[@]}" 2>/dev/null)
    if ((${#COMPREPLY[@]} == 1)) && [[ ${COMPREPLY[0]} == *= ]]; then
        compopt -o nospace 2>/dev/null
    fi
}

complete -F _followupctl followupctl
