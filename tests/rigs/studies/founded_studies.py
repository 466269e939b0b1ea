"""What lies in the folder of a study."""


def names(folder):
    return sorted(each.relative_to(folder).as_posix() for each in folder.rglob("*"))
