# Completion of followupctl for fish. It knows no verbs: at each Tab it asks followupctl what could come.

function __followupctl_complete
    set -l typed (commandline -opc)
    set -l last (commandline -ct | string unescape)
    set -l program $typed[1]
    set -e typed[1]
    for line in (command $program completion fish -- $typed "$last" 2>/dev/null)
        if test "$line" = :files
            __fish_complete_path "$last"
        else
            printf '%s\n' $line
        end
    end
end

complete -c followupctl -f -a '(__followupctl_complete)'
