#pragma once

#include <iosfwd>
#include <string>
#include <vector>

namespace aproape::decode {

// `aproape mail parse FILE...`: one JSON object a line for each file, read in the sandbox of a decode role. A broken
// message is answered all the same, its flags say what was wrong. "-" is standard input. Returns 0, or 2 where a
// file could not be read (the others are still answered).
int mail_parse(const std::vector<std::string>& files, std::ostream& out);

}  // namespace aproape::decode
