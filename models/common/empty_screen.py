from markupsafe import Markup

SAID = Markup('<p class="o_view_nocontent_smiling_face">{}</p><p>{}</p>')


def say_empty(title, words):
    """Return what an empty screen says, as HTML: what is not there, and what to do."""
    return SAID.format(title, words)
