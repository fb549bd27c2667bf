#include "api/call_routes.hpp"

#include "api/body.hpp"
#include "api/case_json.hpp"
#include "base/error.hpp"
#include "domain/access/secret.hpp"

namespace aproape::api {
namespace {

using calls::Call;
using calls::VoiceControl;
using http::Context;
using http::Method;
using http::Policy;
using http::Request;
using http::Response;
using protocol::VoiceCommand;

constexpr std::size_t kTokenBytes = 24;  // of a browser's sound: nobody can guess it
constexpr int kToConnect = 20;           // seconds

struct Telephone {
  DeskServices desk;
  calls::Service& calls;
  VoiceControl& voice;
};

IntakeId call_of(const Request& request) {
  return IntakeId{request.id_param()};
}

json::Object call_body(db::Tx& tx, const DeskServices& desk, const access::Scope& scope, const Call& call) {
  const cases::Case c = desk.cases.get(tx, scope, call.case_id);
  return {{"id", call.id.str()},
          {"state", call.state},
          {"dialled", call.dialled},
          {"began_at", to_rfc3339(call.began_at)},
          {"state_at", to_rfc3339(call.state_at)},
          {"held", call.held},
          {"mine", call.agent == scope.account()},
          {"case", json::Object{{"id", c.id.str()}, {"number", c.number}, {"subject", c.subject}}},
          {"caller", text_or_null(c.requester_name)}};
}

Response own(const Telephone& phone, Context& context) {
  const access::Scope scope = phone.desk.scope(context);
  return phone.desk.database.read([&](db::Tx& tx) {
    json::Array items;
    for (const Call& call : phone.calls.own(tx, scope))
      items.emplace_back(call_body(tx, phone.desk, scope, call));
    return Response::json(list_of(std::move(items)));
  });
}

// The browser's offer is answered, and the caller is put through to it. Where the same account serves the
// call already its page has been loaded again: the sound moves there, and the call goes on.
Response answer(const Telephone& phone, const Request& request, Context& context) {
  const std::string offer = wanted_text(request.json_body({"sdp"}), "sdp");
  const access::Scope scope = phone.desk.scope(context);
  std::string name;
  const Call call = phone.desk.database.write([&](db::Tx& tx) {
    if (const auto account = phone.desk.access.find(tx, scope.account())) name = account->name;
    return phone.calls.serve(tx, scope, call_of(request), access::random_token(kTokenBytes));
  });
  const bool again = call.agent == scope.account() && call.state == "talking";
  try {
    VoiceCommand open;
    open.verb = VoiceCommand::Verb::sdp;
    open.leg = call.leg;
    open.sdp = offer;
    const protocol::VoiceReply reply = phone.voice.ask(open);
    if (!again) {
      VoiceCommand bridge;
      bridge.verb = VoiceCommand::Verb::bridge;
      bridge.call = call.id.str();
      bridge.address = "web:" + call.leg;
      bridge.name = name;
      bridge.seconds = kToConnect;
      phone.voice.ask(bridge);
    }
    return Response::json(json::Object{{"sdp", reply.sdp}});
  } catch (const Error&) {
    if (!again) phone.desk.database.write([&](db::Tx& tx) { phone.calls.give_back(tx, scope, call.id); });
    throw;
  }
}

// A command for a call that the account serves.
Response steer(const Telephone& phone, const Request& request, Context& context, VoiceCommand command) {
  const access::Scope scope = phone.desk.scope(context);
  const Call call =
      phone.desk.database.read([&](db::Tx& tx) { return phone.calls.served(tx, scope, call_of(request)); });
  command.call = call.id.str();
  phone.voice.ask(command);
  return Response::json(json::Object{{"id", call.id.str()}});
}

}  // namespace

void add_call_routes(http::Router& router, const DeskServices& desk, calls::Service& calls,
                     VoiceControl& voice) {
  const auto phone = std::make_shared<const Telephone>(Telephone{desk, calls, voice});
  router.add(Method::get, "/api/v1/calls", Policy::needs("case.write"),
             [phone](const Request&, Context& context) { return own(*phone, context); });
  router.add(Method::post, "/api/v1/calls/{id}/answer", Policy::needs("case.write"),
             [phone](const Request& request, Context& context) { return answer(*phone, request, context); });
  router.add(Method::put, "/api/v1/calls/{id}/hold", Policy::needs("case.write"),
             [phone](const Request& request, Context& context) {
               VoiceCommand command;
               command.verb = VoiceCommand::Verb::hold;
               command.on = request.json_body({"on"}).get_bool("on");
               return steer(*phone, request, context, command);
             });
  router.add(Method::post, "/api/v1/calls/{id}/hangup", Policy::needs("case.write"),
             [phone](const Request& request, Context& context) {
               VoiceCommand command;
               command.verb = VoiceCommand::Verb::hangup;
               return steer(*phone, request, context, command);
             });
}

}  // namespace aproape::api
