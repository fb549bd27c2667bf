#pragma once

#include <map>
#include <string>
#include <vector>

#include "http/request.hpp"

namespace aproape::portal {

// What a form with files holds: its fields (the last of a name counts) and its files.
struct Upload {
  struct File {
    std::string name;
    std::string bytes;
  };
  std::map<std::string, std::string, std::less<>> fields;
  std::vector<File> files;  // without empty file fields
};

// Reads multipart/form-data. Throws Error{invalid, "http.multipart"} and {too_large, "http.too_large"}.
[[nodiscard]] Upload read_upload(const http::Request& request);

}  // namespace aproape::portal
