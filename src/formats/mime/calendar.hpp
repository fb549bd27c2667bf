#pragma once

#include <string>
#include <string_view>

namespace aproape::mime {

// The first event of an iCalendar text (RFC 5545; UTF-8, any line ends) as lines to read: what, when as
// written in the file, where. Empty where there is none. An invitation is shown, never acted upon.
[[nodiscard]] std::string calendar_summary(std::string_view calendar);

}  // namespace aproape::mime
