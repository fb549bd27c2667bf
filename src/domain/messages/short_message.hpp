#pragma once

#include <string>
#include <string_view>

#include "domain/messages/service.hpp"

namespace aproape::messages {

// The number in E.164 to which a short message may go, of what somebody wrote ("0040 …", national forms by
// `country`); empty where it is no number of its country's plan.
[[nodiscard]] std::string short_message_number(std::string_view written, std::string_view country);

// The answer as it leaves by SMS: one number in E.164, the text without Romanian marks where `reply.plain`
// says so. Throws Error{invalid, "message.invalid"} with fields: another recipient than one number, a copy,
// attachments (rich text is left out, for the plain one says the same), more parts than the most allowed.
[[nodiscard]] Service::Reply as_short_message(Service::Reply reply, const SmsOptions& options);

// A text of the program's own without Romanian marks, its end cut off where it would take more parts.
[[nodiscard]] std::string short_text(std::string_view text, int most_segments);

}  // namespace aproape::messages
