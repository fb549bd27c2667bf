#include "api/task_routes.hpp"

#include "api/body.hpp"
#include "api/case_json.hpp"
#include "api/idempotency.hpp"

namespace aproape::api {

void add_task_routes(http::Router& router, const DeskServices& desk) {
  router.add(
      http::Method::post, "/api/v1/cases/{id}/tasks", http::Policy::needs("case.write"),
      [desk](const http::Request& request, http::Context& context) {
        const access::Scope scope = desk.scope(context);
        const json::Value body = request.json_body({"title", "holder", "due_at"});
        const cases::Service::NewTask task{body.get_string("title"), id_member<AccountId>(body, "holder"),
                                           moment_member(body, "due_at")};
        return Idempotency::write(desk.database, request, context, [&](db::Tx& tx) {
          return http::Response::json(
              task_body(desk.cases.add_task(tx, scope, case_param(tx, desk, scope, request), task)), 201);
        });
      });
  router.add(http::Method::patch, "/api/v1/tasks/{id}", http::Policy::needs("case.write"),
             [desk](const http::Request& request, http::Context& context) {
               const access::Scope scope = desk.scope(context);
               const json::Value body = request.json_body({"title", "holder", "due_at", "done"});
               cases::Service::TaskChange change;
               change.title = given_text(body, "title");
               const json::Object& members = body.as_object();
               if (members.find("holder") != nullptr) change.holder = id_member<AccountId>(body, "holder");
               if (members.find("due_at") != nullptr) change.due_at.emplace(moment_member(body, "due_at"));
               if (!body["done"].is_null()) change.done = body["done"].as_bool();
               return Idempotency::write(desk.database, request, context, [&](db::Tx& tx) {
                 return http::Response::json(
                     task_body(desk.cases.change_task(tx, scope, TaskId{request.id_param()}, change)));
               });
             });
}

}  // namespace aproape::api
