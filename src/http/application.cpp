#include "http/application.hpp"

#include <openssl/evp.h>
#include <openssl/rand.h>

#include <array>
#include <utility>

#include "base/log.hpp"
#include "base/metrics.hpp"
#include "http/csrf.hpp"
#include "http/fields.hpp"
#include "http/language.hpp"
#include "http/target.hpp"

namespace aproape::http {
namespace {

constexpr std::size_t kUnknownBody = 64 * 1024;

std::optional<Method> method_of(std::string_view name) {
  if (name == "GET") return Method::get;
  if (name == "HEAD") return Method::head;
  if (name == "POST") return Method::post;
  if (name == "PUT") return Method::put;
  if (name == "PATCH") return Method::patch;
  if (name == "DELETE") return Method::del;
  return std::nullopt;
}

std::string_view name_of(Method method) {
  switch (method) {
    case Method::get:
      return "GET";
    case Method::head:
      return "HEAD";
    case Method::post:
      return "POST";
    case Method::put:
      return "PUT";
    case Method::patch:
      return "PATCH";
    case Method::del:
      return "DELETE";
    case Method::options:
      return "OPTIONS";
  }
  return "";
}

std::string hex(const unsigned char* bytes, std::size_t size) {
  constexpr std::string_view kDigits = "0123456789abcdef";
  std::string out;
  for (std::size_t i = 0; i < size; ++i) out.append({kDigits[bytes[i] >> 4], kDigits[bytes[i] & 15]});
  return out;
}

std::string new_request_id() {
  std::array<unsigned char, 8> bytes{};
  RAND_bytes(bytes.data(), static_cast<int>(bytes.size()));
  return hex(bytes.data(), bytes.size());
}

// What makes two requests the same: method, path and body.
std::string digest_of(const Request& request) {
  const auto text = std::string(name_of(request.method())) + ' ' + request.path() + '\n' + request.body();
  std::array<unsigned char, EVP_MAX_MD_SIZE> bytes{};
  unsigned int size = 0;
  EVP_Digest(text.data(), text.size(), bytes.data(), &size, EVP_sha256(), nullptr);
  return hex(bytes.data(), size);
}

std::string allow_field(const std::vector<Method>& methods) {
  std::string out;
  for (const auto method : methods) out += (out.empty() ? "" : ", ") + std::string(name_of(method));
  return out;
}

std::string_view refusal_key(int status) {
  switch (status) {
    case 408:
      return "http.timeout";
    case 413:
      return "http.too_large";
    case 431:
      return "http.header_too_large";
    case 503:
      return "http.busy";
    default:
      return "http.malformed";
  }
}

}  // namespace

// One request on its way through.
struct Application::Call {
  Call(const net::Exchange& exchange, const Clock& clock)
      : started(clock.monotonic()),
        method(exchange.method),
        tls(exchange.tls),
        files_origin(exchange.files_origin) {
    context.request_id = new_request_id();
    context.language = choose_language(find_header(exchange.headers, "Accept-Language").value_or(""));
  }
  Millis started;
  std::string method;
  bool tls;
  bool files_origin;
  std::string route = "none";  // pattern of the route: the path itself may hold what does not belong in a log
  Context context;
};

Application::Application(const Router& router, Authenticator& authenticator, ApplicationOptions options)
    : router_(router), authenticator_(authenticator), options_(std::move(options)) {}

std::size_t Application::body_limit(std::string_view method, std::string_view target) const {
  const auto known = method_of(method);
  const auto parsed = parse_target(target);
  if (!known || !parsed) return kUnknownBody;
  const auto match = router_.match(*known, parsed->path, false, false);
  return match.route == nullptr ? kUnknownBody : match.route->policy.body_limit;
}

template <class Work>
Response Application::guarded(Call& call, Work&& work) const {
  const auto& context = call.context;
  try {
    return work();
  } catch (const Error& error) {
    const bool ours = error.kind() == ErrorKind::internal || error.kind() == ErrorKind::unavailable;
    log::write(ours ? log::Level::error : log::Level::debug, "http.error",
               {{"request", context.request_id}, {"key", error.key()}, {"detail", error.what()}});
    return problem(error, context.request_id, context.language, options_.texts);
  } catch (const std::exception& error) {
    log::error("http.exception", {{"request", context.request_id}, {"what", error.what()}});
  } catch (...) {
    log::error("http.exception", {{"request", context.request_id}});
  }
  return problem(500, "internal", context.request_id, context.language, options_.texts);
}

net::Reply Application::handle(net::Exchange&& exchange) noexcept {
  Call call(exchange, Clock::system());
  auto response = guarded(call, [&] { return dispatch(std::move(exchange), call); });
  return finish(std::move(response), call);
}

Response Application::dispatch(net::Exchange&& exchange, Call& call) {
  const auto method = method_of(exchange.method);
  // Asked of every path, TRACE and the like exist nowhere; which methods a path has is told for known paths
  // only.
  const Request request(std::move(exchange), method.value_or(Method::options));
  const auto match = router_.match(request.method(), request.path(), false, request.files_origin());
  if (match.route != nullptr) {
    call.route = match.route->pattern;
    return run(request, match, call);
  }
  if (match.allowed.empty()) throw Error(ErrorKind::not_found, "not_found");
  auto response = problem(405, "http.method", call.context.request_id, call.context.language, options_.texts);
  return response.header("Allow", allow_field(match.allowed));
}

// Who asks, and whether he may.
void Application::admit(const Request& request, const Policy& policy, Call& call) {
  auto& context = call.context;
  if (!request.files_origin()) context.principal = authenticator_.authenticate(request);
  if (context.principal) context.language = context.principal->language;
  if (options_.throttle) {
    const auto wait = options_.throttle(request, context.principal);
    if (wait > 0) throw Error(ErrorKind::too_many, "http.slow_down");
  }
  if (policy.kind != Policy::Kind::open && !context.principal)
    throw Error(ErrorKind::unauthorized, "auth.required");
  check_csrf(request, context.principal, origins_.site);
  if (policy.kind == Policy::Kind::needs && !context.principal->may(policy.permission)) {
    throw Error(ErrorKind::forbidden, "auth.forbidden");
  }
  if (policy.confirmation && !context.principal->bearer && !context.principal->confirmed)
    throw Error(ErrorKind::forbidden, "auth.confirm_needed");
}

Response Application::run(const Request& matched, const Router::Match& match, Call& call) {
  Request request = matched;
  request.set_params(match.params);
  admit(request, match.route->policy, call);
  const bool keyed = request.method() == Method::post && call.context.principal &&
                     options_.idempotency != nullptr && request.header("Idempotency-Key");
  return keyed ? once(request, match, call) : (*match.handler)(request, call.context);
}

Response Application::once(const Request& request, const Router::Match& match, Call& call) {
  const auto key = *request.header("Idempotency-Key");
  if (match.route->policy.secret) throw Error(ErrorKind::invalid, "http.idempotency_secret");
  if (key.size() < 8 || key.size() > 64) throw Error(ErrorKind::invalid, "http.idempotency_key");
  const auto account = call.context.who().account;
  auto& store = *options_.idempotency;
  using State = IdempotencyStore::Begun::State;
  auto begun = store.begin(account, key, digest_of(request));
  if (begun.state == State::answered) return std::move(begun.answer);
  if (begun.state == State::other_content) throw Error(ErrorKind::conflict, "http.idempotency_mismatch");
  if (begun.state == State::running) throw Error(ErrorKind::conflict, "http.idempotency_running");
  try {
    auto response = (*match.handler)(request, call.context);
    if (!call.context.answer_kept) store.finish(account, key, response);
    return response;
  } catch (...) {
    store.abandon(account, key);
    throw;
  }
}

net::Handler::Upgrade Application::upgrade(net::Exchange&& exchange) noexcept {
  Call call(exchange, Clock::system());
  std::unique_ptr<net::WebSocketSession> session;
  auto response = guarded(call, [&] {
    session = open_socket(std::move(exchange), call);
    return Response::empty(101);
  });
  auto reply = finish(std::move(response), call);
  return Upgrade{std::move(session), std::move(reply)};
}

std::unique_ptr<net::WebSocketSession> Application::open_socket(net::Exchange&& exchange, Call& call) {
  Request request(std::move(exchange), Method::get);
  const auto match = router_.match(Method::get, request.path(), true, request.files_origin());
  if (match.route == nullptr) throw Error(ErrorKind::not_found, "not_found");
  call.route = match.route->pattern;
  request.set_params(match.params);
  admit(request, match.route->policy, call);
  // Browsers send cookies with a WebSocket from any page, so the page must be ours; programs with a token
  // have none.
  const auto& principal = call.context.principal;
  const bool fine = principal && principal->bearer ? !comes_from_elsewhere(request, origins_.site)
                                                   : comes_from_us(request, origins_.site);
  if (!fine) throw Error(ErrorKind::forbidden, "csrf.refused");
  return (*match.upgrade)(request, call.context);
}

net::Reply Application::finish(Response&& response, const Call& call) const {
  set_always(response.headers, "X-Request-Id", call.context.request_id);
  add_security_headers(response, origins_, call.files_origin, call.tls);
  const auto took = Clock::system().monotonic() - call.started;
  metrics::count("aproape_http_requests_total",
                 {{"route", call.route}, {"status", std::to_string(response.status)}});
  metrics::observe("aproape_http_seconds", static_cast<double>(took) / kSecond, {{"route", call.route}});
  const auto account = call.context.principal ? call.context.principal->account : 0;
  log::info("http.request", {{"request", call.context.request_id},
                             {"method", call.method},
                             {"route", call.route},
                             {"status", response.status},
                             {"ms", took},
                             {"account", account}});
  return net::Reply{response.status, std::move(response.headers), std::move(response.body)};
}

net::Reply Application::refusal(int status) const noexcept {
  const auto id = new_request_id();
  auto response = problem(status, refusal_key(status), id, "ro", options_.texts);
  set_always(response.headers, "X-Request-Id", id);
  add_security_headers(response, origins_, false, false);
  return net::Reply{response.status, std::move(response.headers), std::move(response.body)};
}

}  // namespace aproape::http
