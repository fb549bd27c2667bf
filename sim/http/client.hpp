#pragma once

#include <map>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "sim/connection.hpp"

namespace sim {

struct HttpAnswer {
  int status = 0;
  std::map<std::string, std::string> headers;  // names in small letters; of several the last
  std::string body;
};

// HTTP/1.1 over one kept connection, blocking; opens it again where it has ended. Not thread-safe.
class HttpClient {
 public:
  // "http://127.0.0.1:8080"; loopback only.
  explicit HttpClient(const std::string& base);
  // Throws std::runtime_error where the connection was lost: the request may or may not have been handled.
  HttpAnswer request(const std::string& method, const std::string& target,
                     const std::vector<std::pair<std::string, std::string>>& headers,
                     const std::string& body);
  [[nodiscard]] const std::string& origin() const { return origin_; }

 private:
  std::string line();
  void take(std::string& into, std::size_t size);
  void take_chunks(std::string& into);
  HttpAnswer answer();

  std::string origin_;
  std::string host_;
  std::unique_ptr<Connection> connection_;
  std::string buffer_;
};

}  // namespace sim
