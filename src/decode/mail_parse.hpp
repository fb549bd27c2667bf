#pragma once

#include <iosfwd>
#include <string>
#include <vector>

#include "base/json.hpp"
#include "protocol/decoded_mail.hpp"

namespace aproape::decode {

// The object that `mail parse` prints for one file.
[[nodiscard]] json::Value mail_line(const std::string& file, const protocol::DecodedMail& mail);

// `aproape mail parse FILE...`: one JSON object a line for each file, read in the sandbox of a decode role. A
// broken message is answered all the same, its flags say what was wrong. "-" is standard input. Returns 0, or
// 2 where a file could not be read (the others are still answered).
int mail_parse(const std::vector<std::string>& files, std::ostream& out);

}  // namespace aproape::decode
