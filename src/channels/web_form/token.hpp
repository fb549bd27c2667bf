#pragma once

#include <string>

namespace aproape::web_form {

// 128 random bits in lower-case hex: what a cookie holds to name a form. Nobody guesses one.
[[nodiscard]] std::string new_token();
// Eight random digits, as a person types them.
[[nodiscard]] std::string new_code();

}  // namespace aproape::web_form
