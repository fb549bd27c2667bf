#include "channels/web_form/stage.hpp"

#include <doctest/doctest.h>

using aproape::web_form::Stage;
using aproape::web_form::stage_of;

TEST_CASE("a case goes through four stages, whatever its inner status is called") {
  CHECK(stage_of("new", false, false) == Stage::received);
  CHECK(stage_of("new", true, false) == Stage::read);
  CHECK(stage_of("open", false, false) == Stage::read);
  CHECK(stage_of("open", true, true) == Stage::worked_on);
  CHECK(stage_of("waiting", true, false) == Stage::worked_on);
  CHECK(stage_of("snoozed", false, false) == Stage::worked_on);
  CHECK(stage_of("closed", true, true) == Stage::done);
}
