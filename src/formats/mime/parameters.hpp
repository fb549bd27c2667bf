#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "formats/mime/charset.hpp"

namespace aproape::mime {

// The value of Content-Type or Content-Disposition: a token and its parameters.
struct ParameterField {
  std::string value;                                            // lower case: "text/plain", "attachment"
  std::vector<std::pair<std::string, std::string>> parameters;  // names in lower case, values UTF-8

  // The parameter's value, or an empty text.
  [[nodiscard]] std::string_view get(std::string_view name) const;
};

// Reads such a field (RFC 2045 5.1, RFC 2183, RFC 2231 with continuations and charsets); encoded words in
// values, blanks without quotes and raw 8-bit bytes, all of which mailers write, are understood. At most 200
// parameters.
[[nodiscard]] ParameterField read_parameters(std::string_view field, const Detector& detect, Flags& flags);

}  // namespace aproape::mime
