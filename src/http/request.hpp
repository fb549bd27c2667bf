#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>

#include "base/json.hpp"
#include "net/exchange.hpp"

namespace aproape::http {

enum class Method { get, head, post, put, patch, del, options };

// A routed request. Lives for one call of a handler.
class Request {
 public:
  Request(net::Exchange exchange, Method method);

  [[nodiscard]] Method method() const { return method_; }
  [[nodiscard]] const std::string& path() const { return path_; }  // decoded, without query
  // A path parameter ("id" of /cases/{id}); present by construction of the route.
  [[nodiscard]] const std::string& param(std::string_view name) const;
  // A path parameter that is an id; throws Error{not_found} where it is not a number.
  [[nodiscard]] std::int64_t id_param(std::string_view name = "id") const;
  [[nodiscard]] std::optional<std::string> query(std::string_view name) const;
  [[nodiscard]] std::string query_or(std::string_view name, std::string_view otherwise) const;
  // "limit" within 1 to 200, 50 where absent; throws Error{invalid} otherwise.
  [[nodiscard]] int limit() const;
  [[nodiscard]] std::optional<std::string> header(std::string_view name) const;  // any case
  [[nodiscard]] std::optional<std::string> cookie(std::string_view name) const;
  [[nodiscard]] const std::string& body() const { return exchange_.body; }
  // The body as a JSON object; throws Error{invalid} where it is none or holds a member not in `allowed`
  // (mass assignment is refused, never ignored).
  [[nodiscard]] json::Value json_body(std::initializer_list<std::string_view> allowed) const;
  // Version of If-Match; throws Error{invalid, "http.if_match"} where the header is missing.
  [[nodiscard]] std::int64_t if_match() const;
  [[nodiscard]] const std::string& peer() const { return exchange_.peer; }
  [[nodiscard]] bool tls() const { return exchange_.tls; }
  [[nodiscard]] bool files_origin() const { return exchange_.files_origin; }
  // The best of "ro" and "en" by Accept-Language; "ro" where nothing fits.
  [[nodiscard]] std::string language() const;

  void set_params(std::map<std::string, std::string, std::less<>> params) { params_ = std::move(params); }

 private:
  net::Exchange exchange_;
  Method method_;
  std::string path_;
  std::map<std::string, std::string, std::less<>> query_;
  std::map<std::string, std::string, std::less<>> params_;
};

}  // namespace aproape::http
