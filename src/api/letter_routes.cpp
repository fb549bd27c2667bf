#include "api/letter_routes.hpp"

#include "api/body.hpp"
#include "api/case_json.hpp"
#include "api/idempotency.hpp"
#include "render/letter.hpp"

namespace aproape::api {
namespace {

using http::Context;
using http::Method;
using http::Policy;
using http::Request;
using http::Response;

counter::OutLetter letter_member(const Request& request) {
  const json::Value body =
      request.json_body({"addressee", "address", "subject", "text", "language", "due_at", "remind_at"});
  counter::OutLetter letter;
  letter.addressee = body.get_string("addressee");
  letter.address = body.get_string("address");
  letter.subject = body.get_string("subject");
  letter.text = body.get_string("text");
  letter.language = body.get_string("language", "ro") == "ro" ? "ro" : "en";
  letter.due_at = moment_member(body, "due_at");
  letter.remind_at = moment_member(body, "remind_at");
  return letter;
}

// Bytes first, then the transaction that names them.
Response send(const DeskServices& desk, counter::Channel& counter, const Request& request, Context& context) {
  const access::Scope scope = desk.scope(context);
  counter::OutLetter letter = letter_member(request);
  const render::Letter paper = desk.database.read([&](db::Tx& tx) {
    letter.case_id = case_param(tx, desk, scope, request);
    return counter.compose(tx, scope, letter);
  });
  const storage::Blobs::Staged staged = desk.blobs.put(render::to_pdf(paper));
  return Idempotency::write(desk.database, request, context, [&](db::Tx& tx) {
    const storage::Blob blob = desk.blobs.record(tx, staged);
    const ContactId id =
        counter.send(tx, scope, request.if_match(), letter,
                     {blob.id, paper.number + ".pdf", "application/pdf", blob.size, blob.sha256});
    const cases::Case c = desk.cases.get(tx, scope, letter.case_id);
    return Response::json(
               json::Object{{"id", id.str()}, {"case", case_body(tx, desk, scope, c, context.language)}}, 201)
        .version(c.version);
  });
}

}  // namespace

void add_letter_routes(http::Router& router, const DeskServices& desk, counter::Channel& counter) {
  router.add(Method::post, "/api/v1/cases/{id}/letters", Policy::needs("case.reply").body(512 * 1024),
             [desk, &counter](const Request& request, Context& context) {
               return send(desk, counter, request, context);
             });
}

}  // namespace aproape::api
