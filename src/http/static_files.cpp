#include "http/static_files.hpp"

#include <openssl/evp.h>

#include <algorithm>
#include <array>

#include "base/embedded.hpp"
#include "base/error.hpp"
#include "http/gzip.hpp"

namespace aproape::http {
namespace {

constexpr std::size_t kWorthIt = 1024;

bool compresses(std::string_view type) {
  return type.starts_with("text/") || type.find("javascript") != type.npos ||
         type.find("json") != type.npos || type.find("svg") != type.npos;
}

std::string etag_of(std::string_view content) {
  std::array<unsigned char, EVP_MAX_MD_SIZE> bytes{};
  EVP_Digest(content.data(), content.size(), bytes.data(), nullptr, EVP_sha256(), nullptr);
  constexpr std::string_view kDigits = "0123456789abcdef";
  std::string out = "\"";
  for (std::size_t i = 0; i < 12; ++i) out.append({kDigits[bytes[i] >> 4], kDigits[bytes[i] & 15]});
  return out + '"';
}

// "app-Ab12Cd34.js": the bundler puts eight characters of a hash behind the last dash.
bool has_hash(std::string_view name) {
  const auto dot = name.rfind('.');
  const auto dash = dot == name.npos ? name.npos : name.rfind('-', dot);
  return name.starts_with("assets/") && dash != name.npos && dot - dash - 1 >= 8;
}

// Whether the client has this very file (If-None-Match, RFC 9110 13.1.2).
bool has_it(const Request& request, const std::string& etag) {
  return request.header("If-None-Match").value_or("").find(etag) != std::string::npos;
}

bool takes_gzip(const Request& request) {
  const auto field = request.header("Accept-Encoding").value_or("");
  return field.find("gzip") != std::string::npos && field.find("gzip;q=0") == std::string::npos;
}

}  // namespace

std::string_view content_type(std::string_view name) {
  static constexpr std::array<std::pair<std::string_view, std::string_view>, 13> kTypes{{
      {".html", "text/html; charset=utf-8"},
      {".js", "text/javascript; charset=utf-8"},
      {".css", "text/css; charset=utf-8"},
      {".json", "application/json"},
      {".webmanifest", "application/manifest+json"},
      {".svg", "image/svg+xml"},
      {".png", "image/png"},
      {".jpg", "image/jpeg"},
      {".webp", "image/webp"},
      {".ico", "image/x-icon"},
      {".woff2", "font/woff2"},
      {".woff", "font/woff"},
      {".txt", "text/plain; charset=utf-8"},
  }};
  const auto found = std::find_if(kTypes.begin(), kTypes.end(),
                                  [&](const auto& type) { return name.ends_with(type.first); });
  return found == kTypes.end() ? "application/octet-stream" : found->second;
}

StaticFiles::StaticFiles(std::string_view folder) {
  for (const auto& file : embedded::files()) {
    if (!file.name.starts_with(folder)) continue;
    const std::string name(file.name.substr(folder.size()));
    File entry{file.content, {}, etag_of(file.content), has_hash(name)};
    if (file.content.size() >= kWorthIt && compresses(content_type(name)))
      entry.compressed = gzip(file.content);
    files_.emplace(name, std::move(entry));
  }
}

Response StaticFiles::serve(std::string_view path, const Request& request) const {
  auto found = files_.find(path);
  const bool is_page = path.substr(path.rfind('/') + 1).find('.') == path.npos;
  if (found == files_.end() && is_page) found = files_.find(std::string_view("index.html"));
  if (found == files_.end()) throw Error(ErrorKind::not_found, "not_found");
  const auto& [name, file] = *found;
  auto response =
      has_it(request, file.etag) ? Response::empty(304) : Response::text("", std::string(content_type(name)));
  response.header("ETag", file.etag);
  response.header("Cache-Control", file.hashed ? "public, max-age=31536000, immutable" : "no-cache");
  response.header("Vary", "Accept-Encoding");
  if (response.status == 304) return response;
  if (!file.compressed.empty() && takes_gzip(request)) {
    response.header("Content-Encoding", "gzip");
    response.body = file.compressed;
  } else {
    response.body = file.content;
  }
  return response;
}

void add_desk_routes(Router& router, const StaticFiles& files) {
  router.add(Method::get, "/desk", Policy::open(),
             [](const Request&, Context&) { return Response::redirect("/desk/", 308); });
  router.add(Method::get, "/desk/{path...}", Policy::open(), [&files](const Request& request, Context&) {
    return files.serve(request.param("path"), request);
  });
}

}  // namespace aproape::http
