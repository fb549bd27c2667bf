#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "base/json.hpp"
#include "net/exchange.hpp"

namespace aproape::http {

// An answer under construction.
struct Response {
  int status = 200;
  net::Headers headers;
  std::string body;

  Response& header(std::string name, std::string value);
  // ETag of a versioned thing, read back by Request::if_match.
  Response& version(std::int64_t value);

  static Response json(const json::Value& value, int status = 200);
  static Response text(std::string body, std::string type = "text/plain; charset=utf-8");
  static Response empty(int status = 204);
  static Response redirect(std::string location, int status = 303);
};

}  // namespace aproape::http
