#pragma once

#include <map>
#include <string>
#include <string_view>

#include "http/router.hpp"

namespace aproape::http {

// The type by the ending of a file's name; "application/octet-stream" where unknown.
[[nodiscard]] std::string_view content_type(std::string_view name);

// Files that the binary carries under one folder ("web/desk/dist/"), served from memory. What compresses is
// kept in gzip form too. Files whose name holds a hash ("assets/app-Ab12Cd34.js") may be kept by browsers for
// ever, all others are asked for again with their ETag.
class StaticFiles {
 public:
  explicit StaticFiles(std::string_view folder);

  // The file, or index.html for a path without an ending (a page of the single-page application). Throws
  // Error{not_found}.
  [[nodiscard]] Response serve(std::string_view path, const Request& request) const;
  [[nodiscard]] bool empty() const { return files_.empty(); }

 private:
  struct File {
    std::string_view content;
    std::string compressed;  // empty where it does not pay
    std::string etag;
    bool hashed = false;
  };
  std::map<std::string, File, std::less<>> files_;
};

// "/desk/" and everything below it: open, because a browser must get the page before anybody can sign in.
void add_desk_routes(Router& router, const StaticFiles& files);

}  // namespace aproape::http
