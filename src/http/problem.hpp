#pragma once

#include <functional>
#include <string>
#include <string_view>

#include "base/error.hpp"
#include "http/response.hpp"

namespace aproape::http {

// The text of a key in a language ("ro", "en").
using Texts = std::function<std::string(std::string_view key, std::string_view language)>;

// The HTTP status of an error: the one table from kind to status.
[[nodiscard]] int status_of(const Error& error);

// The error as application/problem+json (RFC 9457), as docs/api.md describes it. Holds key, text and fields
// only, never the detail, which is for the log.
[[nodiscard]] Response problem(const Error& error, std::string_view request_id, std::string_view language,
                               const Texts& texts);
// The same for a status that no handler saw, such as 431.
[[nodiscard]] Response problem(int status, std::string_view key, std::string_view request_id,
                               std::string_view language, const Texts& texts);

}  // namespace aproape::http
