#include "http/problem.hpp"

#include <utility>

namespace aproape::http {
namespace {

Response write(int status, std::string_view key, std::string_view request_id, std::string_view language,
               const Texts& texts, const std::vector<Error::Field>& fields) {
  json::Object body{{"type", "aproape:" + std::string(key)},
                    {"title", texts(key, language)},
                    {"status", status},
                    {"key", key},
                    {"request", request_id}};
  if (!fields.empty()) {
    json::Array list;
    for (const auto& field : fields) {
      list.emplace_back(
          json::Object{{"name", field.name}, {"key", field.key}, {"title", texts(field.key, language)}});
    }
    body.set("fields", std::move(list));
  }
  auto response = Response::json(std::move(body), status);
  response.headers = {{"Content-Type", "application/problem+json"},
                      {"Content-Language", std::string(language)}};
  return response;
}

}  // namespace

int status_of(const Error& error) {
  switch (error.kind()) {
    // A missing If-Match has a status of its own (RFC 6585 3).
    case ErrorKind::invalid:
      return error.key() == "http.if_match" ? 428 : 400;
    case ErrorKind::unauthorized:
      return 401;
    case ErrorKind::forbidden:
      return 403;
    case ErrorKind::not_found:
      return 404;
    case ErrorKind::conflict:
      return error.key() == "http.idempotency_mismatch" ? 422 : 409;
    case ErrorKind::stale:
      return 412;
    case ErrorKind::too_large:
      return 413;
    case ErrorKind::too_many:
      return 429;
    case ErrorKind::unavailable:
      return 503;
    case ErrorKind::internal:
      return 500;
  }
  return 500;
}

Response problem(const Error& error, std::string_view request_id, std::string_view language,
                 const Texts& texts) {
  const int status = status_of(error);
  // What went wrong inside is nobody's business outside.
  const std::string_view key = status == 500 ? "internal" : std::string_view(error.key());
  auto response = write(status, key, request_id, language, texts, error.fields());
  if (status == 429 || status == 503) response.header("Retry-After", "2");
  return response;
}

Response problem(int status, std::string_view key, std::string_view request_id, std::string_view language,
                 const Texts& texts) {
  return write(status, key, request_id, language, texts, {});
}

}  // namespace aproape::http
