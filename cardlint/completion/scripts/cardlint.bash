# Completion of cardlint in bash 4 and later. In bash 3.2 (macOS), file names are also offered where they make no sense.

_cardlint_completion() {
    local IFS=$' \t\n' program line before last piece kind kept answer text i
    local -a words=()
    COMPREPLY=()

    program=$(type -P cardlint) || return 0
    [[ $program == /* ]] || return 0 # never a program of the current folder

    # The words up to the cursor. bash separates them at = and : too; those without a space between them are one word.
    line=${COMP_LINE:-${COMP_WORDS[*]}}
    line=${line:0:${COMP_POINT:-${#line}}}
    line=${line#*"${COMP_WORDS[0]}"}
    for ((i = 1; i <= COMP_CWORD; i++)); do
        if [[ $line == [[:space:]]* || i -eq 1 ]]; then
            line=${line#"${line%%[![:space:]]*}"}
            words+=("")
        fi
        piece=${COMP_WORDS[i]}
        ((i < COMP_CWORD)) || piece=$line
        words[${#words[@]} - 1]+=$piece
        line=${line#"$piece"}
    done

    # What readline replaces is the last piece; what is before it stays.
    [[ $piece == *[!=:]* ]] || piece=
    last=${words[${#words[@]} - 1]}
    before=${last%"$piece"}
    before=${before//[\"\'\\]/}
    for ((i = 0; i < ${#words[@]}; i++)); do
        words[i]=${words[i]//[\"\'\\]/}
    done

    answer=$("$program" __complete bash "${words[@]}" 2>/dev/null </dev/null)
    [[ -n $answer ]] || return 0
    while IFS= read -r line; do
        text=${line%%$'\t'*}
        if [[ -z ${kept+set} ]]; then
            kind=$text kept=${line#*$'\t'}
            continue
        fi
        text=$kept$text
        text=${text#"$before"}
        [[ $piece == [\"\']* || $text != *[^[:alnum:]_.,/:=@%+-]* ]] || printf -v text %q "$text"
        COMPREPLY+=("$text")
    done <<<"$answer"

    case $kind in
        files)
            if compgen -f -- "$piece" >/dev/null; then COMPREPLY=(); fi
            compopt -o default 2>/dev/null
            ;;
        folders) compopt +o default -o dirnames 2>/dev/null ;;
        *)
            compopt +o default 2>/dev/null
            if [[ ${#COMPREPLY[@]} -eq 1 && ${COMPREPLY[0]} == *[=:] ]]; then compopt -o nospace 2>/dev/null; fi
            ;;
    esac
    return 0
}

complete -o default -F _cardlint_completion cardlint
