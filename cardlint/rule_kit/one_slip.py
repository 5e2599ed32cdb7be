"""Whether two words differ by one slip of the fingers: a letter too many, too few, wrong, or two that changed places."""


def is_one_slip(one: str, other: str) -> bool:
    """Return whether ``one`` becomes ``other`` by one such change; equal words do not."""
    if len(one) == len(other):
        places = [index for index, (left, right) in enumerate(zip(one, other, strict=True)) if left != right]
        if len(places) == 2:
            first, second = places
            return second == first + 1 and one[first] == other[second] and one[second] == other[first]
        return len(places) == 1
    longer, shorter = (one, other) if len(one) > len(other) else (other, one)
    if len(longer) != len(shorter) + 1:
        return False
    same = 0
    while same < len(shorter) and longer[same] == shorter[same]:
        same += 1
    return longer[same + 1 :] == shorter[same:]
