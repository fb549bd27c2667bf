#include "api/upload_routes.hpp"

#include "api/case_json.hpp"
#include "api/idempotency.hpp"
#include "text/fold.hpp"

namespace aproape::api {
namespace {

// A name for display and for the mail: the last part of a path, without control characters, at most 200
// bytes.
std::string clean_file_name(std::string_view name) {
  const std::size_t slash = name.find_last_of("/\\");
  if (slash != std::string_view::npos) name.remove_prefix(slash + 1);
  std::string clean;
  for (const char c : text::valid_utf8(name))
    if (static_cast<unsigned char>(c) >= 0x20 && c != 0x7f && c != '"') clean += c;
  clean = std::string(text::prefix(clean, 200));
  return clean.empty() ? "file" : clean;
}

std::string media_type(const http::Request& request) {
  std::string type = request.header("Content-Type").value_or("");
  type = type.substr(0, type.find(';'));
  constexpr std::string_view kAllowed = "abcdefghijklmnopqrstuvwxyz0123456789.+-/";
  const bool sane = !type.empty() && type.size() <= 100 &&
                    type.find_first_not_of(kAllowed) == std::string::npos &&
                    type.find('/') != std::string::npos;
  return sane ? type : "application/octet-stream";
}

}  // namespace

json::Value upload_json(const messages::Upload& upload) {
  return json::Object{{"id", upload.id.str()},
                      {"name", upload.part.name},
                      {"type", upload.part.type},
                      {"size", upload.part.size},
                      {"sha256", upload.part.sha256}};
}

void add_upload_routes(http::Router& router, const DeskServices& desk) {
  constexpr std::size_t kLargest = 25U << 20U;
  router.add(http::Method::post, "/api/v1/uploads", http::Policy::needs("case.write").body(kLargest),
             [desk](const http::Request& request, http::Context& context) {
               if (request.body().empty()) throw Error("upload.empty", {{"body", "field.required"}});
               const access::Scope scope = desk.scope(context);
               const std::string name = clean_file_name(request.query_or("name", ""));
               const std::string type = media_type(request);
               const storage::Blobs::Staged staged = desk.blobs.put(request.body());
               return Idempotency::write(desk.database, request, context, [&](db::Tx& tx) {
                 const storage::Blob blob = desk.blobs.record(tx, staged);
                 const messages::Upload upload =
                     desk.messages.add_upload(tx, scope, {blob.id, name, type, blob.size, blob.sha256});
                 return http::Response::json(upload_json(upload), 201);
               });
             });
}

}  // namespace aproape::api
