#compdef cardlint
# Completion of cardlint in zsh.

_cardlint_completion() {
    local program=${commands[cardlint]-} kind kept line text
    local -a answer plain open
    if [[ $program == /* ]]; then # never a program of the current folder
        answer=("${(@f)$("$program" __complete zsh "${(@Q)words[2,CURRENT-1]}" "${(Q)PREFIX}" 2>/dev/null </dev/null)}")
    fi
    if [[ -z ${answer[1]-} ]]; then
        _files
        return
    fi
    kind=${answer[1]%%$'\t'*} kept=${answer[1]#*$'\t'}
    for line in "${(@)answer[2,-1]}"; do
        text=${line%%$'\t'*}
        if [[ $text == *[=:] ]]; then
            open+=("${text//:/\\:}:${line#*$'\t'}")
        else
            plain+=("${text//:/\\:}:${line#*$'\t'}")
        fi
    done

    compset -p ${#kept}
    local found=1
    (( ! $#plain )) || _describe -t values value plain && found=0
    (( ! $#open )) || _describe -t values value open -S '' && found=0
    case $kind in
        files) _files && found=0 ;;
        folders) _files -/ && found=0 ;;
    esac
    return found
}

if [[ $funcstack[1] == _cardlint ]]; then
    _cardlint_completion "$@" # loaded from fpath
else
    (( $+functions[compdef] )) || { autoload -Uz compinit && compinit -i }
    compdef _cardlint_completion cardlint
fi
