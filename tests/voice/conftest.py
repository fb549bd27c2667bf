"""Fixtures: the voice role alone, and telephones; both are closed at the end of the test."""
import os
import tempfile

import pytest

from harness.phone import Phone
from harness.voice import Voice

os.environ.setdefault("APROAPE_TEST_PROMPTS", os.path.join(tempfile.gettempdir(), f"aproape-prompts-{os.getuid()}"))


@pytest.fixture
def make_voice():
    made = []

    def make(snapshot=None, connect=True, **settings):
        voice = Voice(snapshot, **settings).start()
        made.append(voice)
        return voice.connect() if connect else voice
    yield make
    for voice in made:
        voice.remove()


@pytest.fixture
def phone():
    made = []

    def make(*arguments, **keywords):
        made.append(Phone(*arguments, **keywords))
        return made[-1]
    yield make
    for one in made:
        one.close()
