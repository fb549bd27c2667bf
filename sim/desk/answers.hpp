#pragma once

#include <string>
#include <string_view>

#include "sim/mail/story.hpp"

namespace sim {

// What staff writes to a citizen: greeting, two to four sentences on the matter, closing. Romanian for "ro",
// English for every other language. Written for the simulator; shares no text with any other part.
[[nodiscard]] std::string answer_text(Random& random, std::string_view language, std::string_view category,
                                      std::string_view name, bool asks_back);
// What staff tells the unit that a case is handed to; Romanian.
[[nodiscard]] std::string handover_note(Random& random);
// What a citizen writes back.
[[nodiscard]] std::string reply_text(Random& random, std::string_view language);

}  // namespace sim
