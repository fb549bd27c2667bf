#pragma once

#include <string>

#include "http/response.hpp"

namespace aproape::http {

// Where we are reached, as a browser writes it: "https://centru.example.org".
struct Origins {
  std::string site;   // portal, desk, API
  std::string files;  // uploaded content: another origin, so that nothing in it can act as the user
};

// Sets the fields that protect the user's browser; called for every answer, errors included.
// Answers may choose their own Cache-Control; without one they are not stored.
void add_security_headers(Response& response, const Origins& origins, bool files_origin, bool tls);

}  // namespace aproape::http
