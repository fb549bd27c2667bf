#include "api/file_routes.hpp"

#include <algorithm>
#include <array>

#include "api/case_json.hpp"
#include "api/file_links.hpp"
#include "formats/html/sanitize.hpp"

namespace aproape::api {
namespace {

using http::Response;

[[noreturn]] void refuse() {
  throw Error(ErrorKind::not_found, "file.not_found");
}

// RFC 6266 with RFC 8187: an ASCII name for old readers, the true one beside it.
std::string disposition(std::string_view kind, std::string_view name) {
  std::string plain, coded;
  constexpr std::string_view kDigits = "0123456789ABCDEF";
  for (const char c : name) {
    const auto byte = static_cast<unsigned char>(c);
    const bool safe = (byte >= '0' && byte <= '9') || (byte >= 'A' && byte <= 'Z') ||
                      (byte >= 'a' && byte <= 'z') || byte == '.' || byte == '-' || byte == '_';
    plain += safe || byte == ' ' ? c : '_';
    if (safe) {
      coded += c;
    } else {
      coded += '%';
      coded += kDigits[byte >> 4U];
      coded += kDigits[byte & 15U];
    }
  }
  return std::string(kind) + "; filename=\"" + plain + "\"; filename*=UTF-8''" + coded;
}

bool previewable(std::string_view type) {
  constexpr std::array<std::string_view, 6> kTypes = {"application/pdf", "image/png",  "image/jpeg",
                                                      "image/gif",       "image/webp", "text/plain"};
  return std::find(kTypes.begin(), kTypes.end(), type) != kTypes.end();
}

// Addresses "cid:X" of pictures become addresses of the attachments that the mail itself carries. The
// document was sanitised, so an attribute is always name="value" with the value escaped.
std::string with_pictures(std::string html, const DeskServices& desk, AccountId reader,
                          const contacts::Contact& contact) {
  for (const contacts::Attachment& a : contact.attachments) {
    if (a.content_id.empty() || (a.scan != "clean" && a.scan != "not_scanned") ||
        !a.type.starts_with("image/"))
      continue;
    const std::string from = "\"cid:" + html::escape(a.content_id) + '"';
    const std::string to =
        '"' + html::escape(desk.links.url({FileTarget::Kind::attachment, a.id.value, true, true, reader})) +
        '"';
    for (std::size_t at = html.find(from); at != std::string::npos; at = html.find(from, at + to.size()))
      html.replace(at, from.size(), to);
  }
  return html;
}

Response document(const DeskServices& desk, db::Tx& tx, AccountId reader, ContactId id) {
  const auto contact = desk.contacts.find(tx, id);
  if (!contact || contact->html.empty()) refuse();
  return Response::text(
      "<!doctype html><html><head><meta charset=\"utf-8\"><meta name=\"referrer\" content=\"no-referrer\">"
      "<title>mail</title></head><body>" +
          with_pictures(contact->html, desk, reader, *contact) + "</body></html>",
      "text/html; charset=utf-8");
}

Response attachment(const DeskServices& desk, db::Tx& tx, const FileTarget& target, bool confirmed) {
  const auto a = desk.contacts.attachment(tx, contacts::AttachmentId{target.id});
  if (!a || a->blob.empty()) refuse();
  if (a->scan != "clean" && a->scan != "not_scanned") throw Error(ErrorKind::conflict, "file." + a->scan);
  const bool show = target.show && previewable(a->type);
  // A preview is a picture in a sandbox; a download of what no scanner saw wants a second yes.
  if (a->scan == "not_scanned" && !show && !confirmed) throw Error(ErrorKind::conflict, "file.not_scanned");
  Response response =
      Response::text(desk.blobs.get(tx, a->blob), show ? a->type : "application/octet-stream");
  return response.header("Content-Disposition", disposition(show ? "inline" : "attachment", a->name));
}

}  // namespace

void add_file_routes(http::Router& router, const DeskServices& desk) {
  router.add_file("/f/{token}", [desk](const http::Request& request, http::Context&) {
    const auto target = desk.links.read(request.param("token"));
    if (!target) refuse();
    Response response = desk.database.read([&](db::Tx& tx) {
      return target->kind == FileTarget::Kind::contact_html
                 ? document(desk, tx, target->account, ContactId{target->id})
                 : attachment(desk, tx, *target, target->confirmed || request.query_or("confirm", "") == "1");
    });
    const bool html = target->kind == FileTarget::Kind::contact_html;
    desk.audit.note_read(audit::Actor(target->account, {}), html ? "contact" : "attachment", target->id,
                         "file.read");
    return response.header("Cache-Control", "private, no-store");
  });
}

}  // namespace aproape::api
