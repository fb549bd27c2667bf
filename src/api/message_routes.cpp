#include "api/message_routes.hpp"

#include "api/case_json.hpp"

namespace aproape::api {

void add_message_routes(http::Router& router, const DeskServices& desk) {
  router.add(http::Method::post, "/api/v1/messages/{id}/cancel", http::Policy::needs("case.reply"),
             [desk](const http::Request& request, http::Context& context) {
               const access::Scope scope = desk.scope(context);
               return desk.database.write([&](db::Tx& tx) {
                 const MessageId id{request.id_param()};
                 const messages::Message m = desk.messages.get(tx, scope, id);
                 const json::Value draft = json::parse(desk.messages.cancel(tx, scope, id));
                 const cases::Case c = desk.cases.get(tx, scope, m.case_id);
                 http::Response response = http::Response::json(json::Object{
                     {"draft", draft}, {"case", case_body(tx, desk, scope, c, context.language)}});
                 return response.version(c.version);
               });
             });
}

}  // namespace aproape::api
