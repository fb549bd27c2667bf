#include "channels/web_form/stage.hpp"

namespace aproape::web_form {

Stage stage_of(std::string_view status, bool held, bool answered) {
  if (status == "closed") return Stage::done;
  if (answered || status == "waiting" || status == "snoozed") return Stage::worked_on;
  return held || status == "open" ? Stage::read : Stage::received;
}

}  // namespace aproape::web_form
