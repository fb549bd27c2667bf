#pragma once

#include <string_view>

namespace aproape::web_form {

// The four plain stages of a case as the citizen sees it; inner statuses never show.
enum class Stage { received = 1, read = 2, worked_on = 3, done = 4 };

// `held`: somebody of staff has it. `answered`: somebody of staff wrote or called. Pure.
[[nodiscard]] Stage stage_of(std::string_view status, bool held, bool answered);

}  // namespace aproape::web_form
