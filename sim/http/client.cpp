#include "sim/http/client.hpp"

#include <algorithm>
#include <stdexcept>

namespace sim {
namespace {

constexpr std::string_view kScheme = "http://";
constexpr std::size_t kLongestLine = 64 * 1024;
constexpr std::size_t kLongestBody = 64 * 1024 * 1024;

std::string small_letters(std::string text) {
  std::transform(text.begin(), text.end(), text.begin(),
                 [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; });
  return text;
}

std::size_t size_of(const std::string& text, int base) {
  try {
    const std::size_t size = std::stoul(text, nullptr, base);
    if (size <= kLongestBody) return size;
  } catch (const std::logic_error&) {
    throw std::runtime_error("an answer of no size");
  }
  throw std::runtime_error("an answer too large");
}

}  // namespace

HttpClient::HttpClient(const std::string& base) {
  if (!base.starts_with(kScheme)) throw std::invalid_argument("an address of the API begins with http://");
  host_ = base.substr(kScheme.size());
  host_ = host_.substr(0, host_.find('/'));
  origin_ = std::string(kScheme) + host_;
}

HttpAnswer HttpClient::request(const std::string& method, const std::string& target,
                               const std::vector<std::pair<std::string, std::string>>& headers,
                               const std::string& body) {
  if (connection_ && connection_->closed()) connection_.reset();
  try {
    if (!connection_) {
      buffer_.clear();
      connection_ = std::make_unique<Connection>(host_);
    }
    std::string head = method + " " + target + " HTTP/1.1\r\nHost: " + host_ + "\r\n";
    for (const auto& [name, value] : headers) head.append(name).append(": ").append(value).append("\r\n");
    if (method != "GET") head += "Content-Length: " + std::to_string(body.size()) + "\r\n";
    connection_->send(head + "\r\n" + body);
    HttpAnswer got = answer();
    if (small_letters(got.headers["connection"]) == "close") connection_.reset();
    return got;
  } catch (const std::runtime_error&) {
    connection_.reset();
    throw;
  }
}

std::string HttpClient::line() {
  while (true) {
    const auto end = buffer_.find("\r\n");
    if (end != std::string::npos) {
      std::string text = buffer_.substr(0, end);
      buffer_.erase(0, end + 2);
      return text;
    }
    if (buffer_.size() > kLongestLine) throw std::runtime_error("a line too long");
    connection_->receive(buffer_);
  }
}

void HttpClient::take(std::string& into, std::size_t size) {
  while (buffer_.size() < size) connection_->receive(buffer_);
  into.append(buffer_, 0, size);
  buffer_.erase(0, size);
}

void HttpClient::take_chunks(std::string& into) {
  while (const std::size_t size = size_of(line(), 16)) {
    take(into, size);
    line();
    if (into.size() > kLongestBody) throw std::runtime_error("an answer too large");
  }
  while (!line().empty()) {
  }
}

HttpAnswer HttpClient::answer() {
  HttpAnswer got;
  const std::string status = line();
  if (status.size() < 12 || !status.starts_with("HTTP/1.")) throw std::runtime_error("no answer in HTTP");
  got.status = std::stoi(status.substr(9, 3));
  for (std::string field = line(); !field.empty(); field = line()) {
    const auto colon = field.find(':');
    if (colon == std::string::npos) continue;
    const auto value = field.find_first_not_of(' ', colon + 1);
    got.headers[small_letters(field.substr(0, colon))] =
        value == std::string::npos ? std::string() : field.substr(value);
  }
  if (got.status == 204 || got.status == 304) return got;
  if (small_letters(got.headers["transfer-encoding"]) == "chunked")
    take_chunks(got.body);
  else if (const auto& size = got.headers["content-length"]; !size.empty())
    take(got.body, size_of(size, 10));
  return got;
}

}  // namespace sim
