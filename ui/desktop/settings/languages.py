"""In which language Soften speaks."""

from __future__ import annotations

from dataclasses import replace

from ui.desktop.settings.page import Setting, SettingsPage
from ui.desktop.widgets.choice_flow import ChoiceFlow
from ui.words.languages import available_languages, own_name


class LanguagesPage(SettingsPage):
    """The language, each by the name that those who speak it give it."""

    def __init__(self, setting: Setting, name: str) -> None:
        super().__init__(setting, name)
        language, kept = self.language, self.preferences.language
        choices = [("", language.pgettext("setting", "like the computer"))]
        choices += [(code, own_name(code)) for code in available_languages()]
        if kept not in dict(choices):
            choices.append((kept, own_name(kept)))
        title = language.gettext("Language")
        self.choice = ChoiceFlow(title, choices, self.tokens, language)
        self.choice.choose(kept)
        self.choice.chosen.connect(lambda key: self.prefer(replace(self.preferences, language=key)))
        self.add(
            title, language.gettext("All that Soften says; practices too, where they are translated."), self.choice
        )
