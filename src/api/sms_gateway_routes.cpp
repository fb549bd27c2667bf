#include <optional>

#include "api/sms_routes.hpp"
#include "base/error.hpp"
#include "base/log.hpp"
#include "formats/mime/charset.hpp"
#include "text/fold.hpp"

namespace aproape::api {
namespace {

// A message of 255 parts with room for JSON's escapes; read before anything is parsed.
constexpr std::size_t kLargestCall = 64 * 1024;

[[noreturn]] void unknown() {
  throw Error(ErrorKind::not_found, "not_found");
}

// The text of a plain body, by the charset of its Content-Type: Kannel gives UTF-16BE for what came as UCS-2.
std::string text_of(const http::Request& request) {
  const std::string type = text::fold(request.header("Content-Type").value_or(""));
  const std::size_t at = type.find("charset=");
  std::string charset = at == std::string::npos ? "utf-8" : type.substr(at + 8);
  std::erase(charset, '"');
  charset = charset.substr(0, charset.find(';'));
  mime::Flags flags;
  if (charset == "utf-16be")
    if (auto converted = mime::convert(request.body(), "UTF-16BE")) return *converted;
  return mime::to_utf8(request.body(), charset, {}, flags);
}

struct Call {
  std::string secret;
  sms::Incoming incoming;
};

// JSON holds all; otherwise the body is the text and the query the rest, as Kannel's post-url gives them.
Call read_call(const http::Request& request) {
  const std::string type = text::fold(request.header("Content-Type").value_or(""));
  if (type.starts_with("application/json")) {
    const json::Value body = request.json_body({"secret", "id", "from", "to", "text"});
    return {body.get_string("secret"),
            {body.get_string("id"), body.get_string("from"), body.get_string("to"), body.get_string("text")}};
  }
  return {request.query_or("secret", ""),
          {request.query_or("id", ""), request.query_or("from", ""), request.query_or("to", ""),
           text_of(request)}};
}

http::Response incoming(sms::SmsChannel& channel, const http::Request& request) {
  if (!channel.receives() || !channel.allowed(request.peer())) unknown();
  const Call call = read_call(request);
  if (!channel.knows_secret(call.secret)) {
    log::warning("sms.wrong_secret", {{"peer", request.peer()}});
    throw Error(ErrorKind::forbidden, "sms.refused");
  }
  if (channel.take(call.incoming) == sms::Taken::too_many) throw Error(ErrorKind::too_many, "http.slow_down");
  return http::Response::text("");  // what stands here Kannel would send back as a message
}

http::Response report(sms::SmsChannel& channel, const http::Request& request) {
  if (!channel.allowed(request.peer())) unknown();
  const std::string type = request.query_or("type", "");
  if (type.empty() || type.size() > 3 || type.find_first_not_of("0123456789") != std::string::npos)
    throw Error("field.invalid", {{"type", "field.invalid"}});
  if (!channel.report(request.param("token"), std::stoi(type))) unknown();
  return http::Response::text("");
}

}  // namespace

void add_sms_gateway_routes(http::Router& router, sms::SmsChannel& channel) {
  // Open: a gateway signs in nowhere. Its address, and the secret or the signed token, are its proof.
  router.add(http::Method::post, "/api/v1/sms/incoming", http::Policy::open().body(kLargestCall),
             [&channel](const http::Request& request, http::Context&) { return incoming(channel, request); });
  router.add(http::Method::get, "/api/v1/sms/reports/{token}", http::Policy::open(),
             [&channel](const http::Request& request, http::Context&) { return report(channel, request); });
}

}  // namespace aproape::api
