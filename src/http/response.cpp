#include "http/response.hpp"

#include <utility>

namespace aproape::http {

Response& Response::header(std::string name, std::string value) {
  headers.emplace_back(std::move(name), std::move(value));
  return *this;
}

Response& Response::version(std::int64_t value) {
  return header("ETag", '"' + std::to_string(value) + '"');
}

Response Response::json(const json::Value& value, int status) {
  return Response{status, {{"Content-Type", "application/json"}}, json::write(value)};
}

Response Response::text(std::string body, std::string type) {
  return Response{200, {{"Content-Type", std::move(type)}}, std::move(body)};
}

Response Response::empty(int status) {
  return Response{status, {}, {}};
}

Response Response::redirect(std::string location, int status) {
  return Response{status, {{"Location", std::move(location)}}, {}};
}

}  // namespace aproape::http
