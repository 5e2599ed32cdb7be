# Completion of cardlint in fish.

# Ask cardlint what can follow. The answer is kept, because fish asks several times for one line.
function __cardlint_ask
    set -l line (commandline -cp | string collect)
    if test "$__cardlint_line" = "$line"
        return
    end
    set -g __cardlint_line $line
    set -g __cardlint_answer
    set -l program (command -s cardlint)
    if string match -q '/*' -- $program # never a program of the current folder
        set -l words (commandline -opc)
        set -l token (commandline -ct | string replace -ra '["\'\\\\]' '')
        set __cardlint_answer ($program __complete fish $words[2..-1] "$token" 2>/dev/null </dev/null)
    end
    if not set -q __cardlint_answer[1]
        set __cardlint_answer files\t
        set __cardlint_line # ask again
    end
end

function __cardlint_wants
    __cardlint_ask
    set -l header (string split -m 1 \t -- $__cardlint_answer[1])
    test "$header[1]" = $argv[1]
end

function _cardlint_completion
    __cardlint_ask
    set -l header (string split -m 1 \t -- $__cardlint_answer[1])
    for line in $__cardlint_answer[2..-1]
        echo -- "$header[2]$line"
    end
end

complete -c cardlint -f
complete -c cardlint -a '(_cardlint_completion)'
complete -c cardlint -n '__cardlint_wants files' -F
complete -c cardlint -n '__cardlint_wants folders' -a '(__fish_complete_directories (commandline -ct) "")'
