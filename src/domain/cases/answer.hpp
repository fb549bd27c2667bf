#pragma once

#include <string>
#include <string_view>

#include "domain/cases/model.hpp"

namespace aproape::cases {

// Closes the matter itself: nothing is waited for any more, nobody owes an answer.
void set_closed(Case& c, std::string_view resolution, Millis now);

// What an answer changed at a case, as a text for restore_before(). `clocks` is what
// deadlines::Service::undo_of() gave.
[[nodiscard]] std::string answer_undo(const Case& before, const Case& after, std::string_view clocks);
// Sets the case back to what it was before that answer, where it still is what the answer made of it; gives
// the clocks' part. Status, waiting, snooze and closing belong together: a citizen's message since then keeps
// all of them.
[[nodiscard]] std::string restore_before(Case& c, std::string_view undo);

}  // namespace aproape::cases
