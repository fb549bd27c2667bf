#include "net/reply_head.hpp"

#include <algorithm>

#include "base/log.hpp"

namespace aproape::net {
namespace {

std::string_view reason(int status) {
  switch (status) {
    case 200:
      return "OK";
    case 201:
      return "Created";
    case 202:
      return "Accepted";
    case 204:
      return "No Content";
    case 206:
      return "Partial Content";
    case 303:
      return "See Other";
    case 304:
      return "Not Modified";
    case 400:
      return "Bad Request";
    case 401:
      return "Unauthorized";
    case 403:
      return "Forbidden";
    case 404:
      return "Not Found";
    case 405:
      return "Method Not Allowed";
    case 408:
      return "Request Timeout";
    case 409:
      return "Conflict";
    case 412:
      return "Precondition Failed";
    case 413:
      return "Content Too Large";
    case 422:
      return "Unprocessable Content";
    case 428:
      return "Precondition Required";
    case 429:
      return "Too Many Requests";
    case 431:
      return "Request Header Fields Too Large";
    case 503:
      return "Service Unavailable";
    default:
      return status < 400 ? "OK" : "Error";
  }
}

bool clean(std::string_view text) {
  return std::none_of(text.begin(), text.end(), [](char c) {
    const auto u = static_cast<unsigned char>(c);
    return (u < 0x20 && u != '\t') || u == 0x7f;
  });
}

// IMF-fixdate (RFC 9110 5.6.7) differs from RFC 5322 in its zone only.
std::string http_date(Millis now) {
  auto date = to_rfc5322(now);
  date.replace(date.rfind(' ') + 1, std::string::npos, "GMT");
  return date;
}

}  // namespace

std::string write_reply_head(const Reply& reply, bool keep_alive, Millis now) {
  std::string out = "HTTP/1.1 " + std::to_string(reply.status) + ' ';
  out += reason(reply.status);
  out += "\r\nDate: " + http_date(now) + "\r\n";
  for (const auto& [name, value] : reply.headers) {
    if (!clean(name) || !clean(value)) {
      log::error("net.header_dropped", {{"status", reply.status}});
      continue;
    }
    out.append(name).append(": ").append(value).append("\r\n");
  }
  if (reply.status >= 200 && reply.status != 204 && reply.status != 304) {
    out += "Content-Length: " + std::to_string(reply.body.size()) + "\r\n";
  }
  out += keep_alive ? "Connection: keep-alive\r\n\r\n" : "Connection: close\r\n\r\n";
  return out;
}

bool has_body(const Reply& reply, std::string_view method) {
  return method != "HEAD" && reply.status != 204 && reply.status != 304;
}

}  // namespace aproape::net
